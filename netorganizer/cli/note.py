"""``netorganizer note``: free text on an application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.cli.options import whole_number
from netorganizer.cli.output import Answer
from netorganizer.cli.records import note_json
from netorganizer.services import applications

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.session import Session


def declare(parser: ArgumentParser) -> None:
    """The arguments."""
    parser.set_defaults(run=_add)
    parser.add_argument("id", metavar="ID", type=whole_number, help="the application's number")
    parser.add_argument("text", metavar="T", help="the note, kept exactly; - reads standard input")


def _add(session: Session) -> Answer:
    id_ = session.arguments.id
    added = applications.add_note(session.workspace, id_, session.text(session.arguments.text))
    note = next(each for each in applications.list_notes(session.workspace, id_) if each.id == added)
    return Answer(note_json(note), f"Added note {note.id}", is_news=True)
