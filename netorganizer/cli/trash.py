"""``netorganizer trash``: what was thrown away, bringing it back, emptying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.cli import words
from netorganizer.cli.options import add_verb, add_verbs, whole_number
from netorganizer.cli.output import Answer, make_table
from netorganizer.domain.clock import parse_utc
from netorganizer.services import trash

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.session import Session


def declare(parser: ArgumentParser) -> None:
    """The verbs and their arguments."""
    verbs = add_verbs(parser)
    add_verb(verbs, "list", "list what is in the trash", "trash list", _list)
    restore = add_verb(verbs, "restore", "bring one thing back to its place", "trash restore application 3", _restore)
    restore.add_argument("kind", metavar="KIND", help="application, interview, contact, note …, as the list says")
    restore.add_argument("id", metavar="ID", type=whole_number, help="its number")
    add_verb(verbs, "empty", "delete it all for good, out of the history too", "trash empty", _empty)


def _list(session: Session) -> Answer:
    items = trash.list_trash(session.workspace)
    rows = make_table(
        (each.kind, str(each.id), each.title, words.instant_words(parse_utc(each.trashed_at), session.clock))
        for each in items
    )
    return Answer([each._asdict() for each in items], rows or "The trash is empty.")


def _restore(session: Session) -> Answer:
    kind, id_ = session.arguments.kind, session.arguments.id
    trash.restore_item(session.workspace, kind, id_)
    return Answer({"kind": kind, "id": id_}, f"Restored {kind} {id_}", is_news=True)


def _empty(session: Session) -> Answer:
    deleted = trash.empty_trash(session.workspace)
    return Answer({"deleted": deleted}, f"Deleted for good: {deleted}", is_news=True)
