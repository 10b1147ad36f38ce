"""``netorganizer history``, ``undo``, ``redo`` and ``revert``: the store's own memory, shared with the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.cli import words
from netorganizer.cli.options import whole_number
from netorganizer.cli.output import Answer
from netorganizer.cli.records import change_json
from netorganizer.services.applications import get_application

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.session import Session
    from netorganizer.domain.change import Change


def declare_history(parser: ArgumentParser) -> None:
    """The arguments of ``history``."""
    parser.set_defaults(run=_history)
    parser.add_argument("id", metavar="ID", type=whole_number, nargs="?", help="of one application only")


def declare_undo(parser: ArgumentParser) -> None:
    """``undo`` needs no argument."""
    parser.set_defaults(run=lambda session: _answer(session.workspace.undo(), "Undone"))


def declare_redo(parser: ArgumentParser) -> None:
    """``redo`` needs no argument."""
    parser.set_defaults(run=lambda session: _answer(session.workspace.redo(), "Done again"))


def declare_revert(parser: ArgumentParser) -> None:
    """The arguments of ``revert``."""
    parser.set_defaults(run=_revert)
    parser.add_argument("change", metavar="CHANGE", type=whole_number, help="its number, as the history says")


def _history(session: Session) -> Answer:
    id_ = session.arguments.id
    if id_ is not None:
        get_application(session.workspace, id_)
    changes = session.workspace.history(id_)
    lines = words.change_lines(changes, session.clock)
    return Answer(list(map(change_json, changes)), lines or "Nothing has been changed yet.")


def _revert(session: Session) -> Answer:
    return _answer(session.workspace.revert(session.arguments.change), "Done")


def _answer(change: Change, what: str) -> Answer:
    return Answer({"id": change.id, "label": change.label}, f"{what}: {change.label}", is_news=True)
