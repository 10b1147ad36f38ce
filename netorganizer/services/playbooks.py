"""Playbooks: the shipped ones, and the person's own that are kept in the store and come before them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from netorganizer.domain.playbook import GENERIC, PlaybookProblem, PlaybookRefused, parse_playbook
from netorganizer.domain.text import clean_text
from netorganizer.services.files import STANDARD_STREAM, load_text, save_file
from netorganizer.store.queries import playbooks as queries

if TYPE_CHECKING:
    from datetime import date

    from netorganizer.domain.playbook import Playbook
    from netorganizer.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PlaybookEntry:
    """A playbook as lists show it. ``origin`` is ``shipped`` or ``own``; a broken one has ``problems``, no more."""

    key: str
    company: str
    source: str
    dated_on: date | None
    origin: str
    problems: tuple[str, ...] = ()


def list_playbooks(workspace: Workspace) -> list[PlaybookEntry]:
    """Every playbook there is, the broken ones too, by key."""
    shelf = workspace.playbooks
    broken: dict[str, list[str]] = {}
    for problem in shelf.problems:
        broken.setdefault(problem.file, []).append(problem.sentence)
    entries = [_entry(playbook) for playbook in shelf]
    entries += [
        PlaybookEntry(
            file.removesuffix(".toml").removeprefix(queries.OWN_PREFIX), "", "", None, _origin(file), tuple(problems)
        )
        for file, problems in broken.items()
    ]
    return sorted(entries, key=lambda entry: (entry.key, entry.origin))


def describe_playbook(playbook: Playbook) -> PlaybookEntry:
    """How lists show this playbook."""
    return _entry(playbook)


def _entry(playbook: Playbook) -> PlaybookEntry:
    source = playbook.source
    return PlaybookEntry(playbook.key, playbook.company, source.title, source.dated_on, _origin(playbook.file))


def _origin(file: str) -> str:
    return "own" if file.startswith(queries.OWN_PREFIX) else "shipped"


def check_playbook(file: str) -> Playbook:
    """The playbook in a TOML file, nothing stored; :class:`PlaybookRefused` tells everything that is wrong with it."""
    return _read_playbook(file)[0]


def _read_playbook(file: str) -> tuple[Playbook, str]:
    """The playbook in a TOML file and its text."""
    name, text = _spoken_name(file), clean_text(load_text(file))
    playbook = parse_playbook(text, name)
    if playbook.key == GENERIC and playbook.company:
        why = "it is the key of the playbook for all other companies; name no company, or use another key"
        raise PlaybookRefused((PlaybookProblem(name, "key", why),))
    return playbook, text


def _spoken_name(file: str) -> str:
    return "standard input" if file == STANDARD_STREAM else PurePath(file).name


def import_playbook(workspace: Workspace, file: str) -> Playbook:
    """Keep the playbook of a TOML file as the person's own, in place of an own one with its key.

    Raises :class:`PlaybookRefused` for a file that cannot be used, with nothing changed.
    """
    playbook, text = _read_playbook(file)
    known = {row.key: row for row in workspace.read(queries.list_own_playbooks)}
    if playbook.key in known and known[playbook.key].toml == text:
        return playbook
    with workspace.change(f"Import playbook {playbook.key}") as tx:
        if playbook.key in known:
            tx.update("own_playbook", known[playbook.key].id, toml=text, updated_at=tx.at)
        else:
            tx.insert("own_playbook", key=playbook.key, toml=text, updated_at=tx.at)
    return playbook


def export_playbook(workspace: Workspace, key: str, target: str, *, force: bool = False) -> None:
    """Write the TOML of a playbook to a file, as it was read; :class:`NotFound` for an unknown key."""
    shelf = workspace.playbooks
    save_file(target, shelf.texts[shelf.get(key).key].encode(), force=force)
