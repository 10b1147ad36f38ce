"""The reference user's search, retold from ``samples/reference_*.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netorganizer.domain.clock import find_zone
from netorganizer.services.sample_diary import Retelling, Step, WalkingWatch, read_sample, read_steps
from netorganizer.services.sample_steps import retell
from netorganizer.services.workspace import open_workspace
from netorganizer.store.queries.sample import write_quickly

if TYPE_CHECKING:
    from netorganizer.paths import Home

_FILES = ("main", "live", "closed", "preparation")


@dataclass(frozen=True, slots=True)
class Person:
    """Whose search it is: the name on packs, and the IANA name of their zone."""

    name: str
    zone: str


def read_person() -> Person:
    """The reference user."""
    told = read_sample("reference_preparation").table("person")
    return Person(told.text("name"), told.text("zone"))


def read_reference() -> list[Step]:
    """The steps of the whole search, in the order they happened."""
    zone = find_zone(read_person().zone)
    files = [read_sample(f"reference_{name}") for name in _FILES]
    return sorted((step for file in files for step in read_steps(file, zone)), key=lambda step: step.at)


def retell_reference(home: Home) -> None:
    """Write the whole search into the new home ``home``, every change with the moment it happened."""
    texts = dict(read_sample("reference_preparation").pairs("texts"))
    watch = WalkingWatch(read_person().zone)
    workspace = open_workspace(home, watch.clock)
    try:
        workspace.read(write_quickly)
        telling = Retelling(workspace, watch, texts)
        for step in read_reference():
            retell(telling, step)
    finally:
        workspace.close()
