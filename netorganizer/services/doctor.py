"""Looking a home through, and mending what can be mended without guessing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netorganizer.domain.clock import find_zone
from netorganizer.domain.errors import FileRefused, NotFound, StoreUnavailable
from netorganizer.exchange.keychain import probe_keychain
from netorganizer.services.backups import verify_backup
from netorganizer.services.settings import load_settings
from netorganizer.services.workspace import open_workspace
from netorganizer.store import inspection
from netorganizer.store.backups import list_backups, write_backup
from netorganizer.store.database import refusing_storage_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netorganizer.domain.clock import Clock
    from netorganizer.exchange.keychain import KeychainReport
    from netorganizer.paths import Home
    from netorganizer.services.workspace import Workspace

_STRUCTURE = "structure"
_NAMED = 3  # so many findings stand in one sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``is_damage``: data or the means to keep it are affected."""

    kind: str
    text: str
    is_damage: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found wrong, and how things are: ``facts`` are lines for people."""

    problems: tuple[Problem, ...]
    facts: tuple[str, ...]

    @property
    def damage(self) -> tuple[Problem, ...]:
        """The problems that affect data."""
        return tuple(problem for problem in self.problems if problem.is_damage)


def examine(home: Home, clock: Clock) -> Diagnosis:
    """Look through the store, playbooks, backups and the keyring; nothing is changed.

    Raises :class:`StoreUnavailable` when the store cannot even be opened.
    """
    keyring = probe_keychain()
    problems = [*_settings_problems(home), *keyring_problems(keyring)]
    facts = [f"Data: {home.database}", _keyring_fact(keyring)]
    if home.database.exists():
        workspace = open_workspace(home, clock)
        try:
            problems[:0] = (*_inner_problems(workspace), *_backup_problems(home))
        finally:
            workspace.close()
        newest = next(iter(list_backups(home.backups)), None)
        facts.append(f"Newest backup: {newest.file if newest else 'none yet'}")
    return Diagnosis(tuple(problems), tuple(facts))


def repair(home: Home, clock: Clock) -> Diagnosis:
    """Mend what can be mended, after a verified backup, and look through everything again; the facts tell what was.

    Raises :class:`StoreUnavailable` when the damage is such that only a backup helps; nothing has changed then.
    """
    found: list[Problem] = []
    if home.database.exists():
        workspace = open_workspace(home, clock)
        try:
            found += _store_problems(workspace)
            _mend(workspace)
        finally:
            workspace.close()
    diagnosis = examine(home, clock)
    mended = [f"Repaired: {problem.text}" for problem in found if problem not in diagnosis.problems]
    return replace(diagnosis, facts=(*mended, *diagnosis.facts))


def _mend(workspace: Workspace) -> None:
    home = workspace.home
    missing = workspace.read(inspection.find_missing_tables)
    if missing:
        raise _beyond_repair(home, f": {_first(missing)}")
    try:
        with refusing_storage_faults(home.database):
            write_backup(home.database, home.backups, "pre-repair", workspace.clock.now())
    except FileRefused as refusal:
        raise _beyond_repair(home) from refusal
    workspace.write_growing(inspection.mend)


def _beyond_repair(home: Home, found: str = "") -> StoreUnavailable:
    return StoreUnavailable(
        f"{home.database} is damaged in a way that cannot be repaired{found}. Nothing was changed; "
        f"restore a backup from {home.backups} with “netorganizer restore”."
    )


def _inner_problems(workspace: Workspace) -> Iterator[Problem]:
    found = list(_store_problems(workspace))
    yield from found
    if not any(problem.kind == _STRUCTURE for problem in found):  # else reading on might meet the damage
        yield from _playbook_problems(workspace)


def _store_problems(workspace: Workspace) -> Iterator[Problem]:
    structure = workspace.read(inspection.find_missing_tables) or workspace.read(inspection.find_structural_damage)
    if structure:
        yield _damage(_STRUCTURE, f"The data file is damaged: {_first(structure)}.")
        return  # everything else would only repeat it
    triggers = workspace.read(inspection.find_missing_triggers)
    if triggers:
        yield _damage("triggers", f"The history does not record everything: {_first(triggers)}.")
    entries = workspace.read(inspection.find_missing_calendar_entries)
    if entries:
        yield _damage("calendar", f"Interviews lost their calendar entry: {_first(map(str, entries))}.")
    documents = workspace.read(inspection.find_damaged_documents)
    if documents:
        yield _damage("documents", f"The content of documents is gone or changed: {_first(documents)}.")
    for zone in workspace.read(inspection.list_interview_zones):
        try:
            find_zone(zone)
        except NotFound as refusal:
            yield _damage("zone", str(refusal))


def _settings_problems(home: Home) -> Iterator[Problem]:
    try:
        load_settings(home)
    except FileRefused as refusal:
        yield Problem("settings", str(refusal))


def _damage(kind: str, text: str) -> Problem:
    return Problem(kind, text, is_damage=True)


def _first(findings: Iterable[str]) -> str:
    every = list(findings)
    more = f" and {len(every) - _NAMED} more" if len(every) > _NAMED else ""
    return ", ".join(every[:_NAMED]) + more


def _playbook_problems(workspace: Workspace) -> Iterator[Problem]:
    shelf = workspace.playbooks
    for problem in shelf.problems:
        yield Problem("playbook", problem.sentence)
    for key in workspace.read(inspection.list_playbook_keys):
        if key not in shelf.playbooks:
            yield Problem(
                "playbook", f"Applications follow the playbook “{key}”, which is gone: the generic one is used."
            )


def _backup_problems(home: Home) -> Iterator[Problem]:
    for backup in list_backups(home.backups):
        try:
            verify_backup(backup.file)
        except FileRefused as refusal:
            yield Problem("backup", str(refusal))


def keyring_problems(report: KeychainReport) -> Iterator[Problem]:
    """A keyring that is there and keeps nothing is a problem; none at all is not: nothing needs it yet."""
    if report.exists and report.problem:
        yield Problem("keyring", f"The keyring is of no use: {report.problem}.")


def _keyring_fact(report: KeychainReport) -> str:
    return f"Keyring: {report.backend} works" if report.works else f"Keyring: {report.problem}"
