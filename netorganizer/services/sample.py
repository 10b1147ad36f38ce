"""Sample searches: the reference user's, or a random one of any size."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from netorganizer.domain.errors import Invalid, Refusal
from netorganizer.paths import Home
from netorganizer.services.sample_random import RandomSize, make_random
from netorganizer.services.sample_reference import read_person, retell_reference
from netorganizer.services.settings import Settings, save_settings
from netorganizer.services.workspace import open_workspace
from netorganizer.store.database import refusing_storage_faults
from netorganizer.store.queries.sample import count_rows, was_never_used
from netorganizer.store.restore import write_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netorganizer.domain.clock import Clock
    from netorganizer.services.workspace import Workspace

_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class SampleCounts:
    """How much a home holds after it was filled; ``changes`` are the steps of its history."""

    applications: int
    interviews: int
    contacts: int
    notes: int
    changes: int


def fill_reference(workspace: Workspace) -> SampleCounts:
    """Fill a new home with the reference user's search: each time the same, in every row.

    Raises :class:`Refusal`, with nothing changed, for a home that was used already.
    """
    with _filling(workspace) as aside:
        retell_reference(aside)
    return _count(workspace)


def fill_random(workspace: Workspace, applications: int, notes: int, changes: int, seed: int) -> SampleCounts:
    """Fill a new home with random data that looks like a search: the same for a seed on the same day.

    The first of the ``changes`` brings all of it, the others are single steps after that.
    Raises :class:`Refusal`, with nothing changed, for a home that was used already.
    """
    for what, count, least in (("applications", applications, 1), ("notes", notes, 0), ("changes", changes, 1)):
        if not least <= count <= _MOST:
            raise Invalid(f"A sample cannot have {count:,} {what}. Choose {least} to {_MOST:,}.")
    with _filling(workspace) as aside:
        make_random(aside, workspace.clock, RandomSize(applications, notes, changes), seed)
    return _count(workspace)


def ensure_sample(home: Home, clock: Clock) -> None:
    """Fill the sample home ``home`` with the reference user's search, unless it was used already."""
    workspace = open_workspace(home, clock)
    try:
        if not workspace.read(was_never_used):
            return
        if not home.settings.exists():
            person = read_person()
            save_settings(home, Settings(zone=person.zone, name=person.name))
        fill_reference(workspace)
    finally:
        workspace.close()


@contextmanager
def _filling(workspace: Workspace) -> Iterator[Home]:
    """A new home aside; what its store holds in the end comes into the workspace's all at once, or not at all."""
    _refuse_used(workspace)
    home = workspace.home
    with (
        refusing_storage_faults(home.database),
        tempfile.TemporaryDirectory(prefix="filling-", dir=home.folder) as folder,
    ):
        aside = Home(Path(folder))
        yield aside
        _refuse_used(workspace)
        write_over(home.database, aside.database)
    workspace.notice_foreign_changes()


def _refuse_used(workspace: Workspace) -> None:
    if not workspace.read(was_never_used):
        raise Refusal(
            f"{workspace.home.folder} has been used already, so no sample goes there. "
            "Choose a new folder with --home, or look around with --sample."
        )


def _count(workspace: Workspace) -> SampleCounts:
    return SampleCounts(*workspace.read(count_rows))
