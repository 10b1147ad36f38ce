"""``netorganizer checklist``: the checklist of an application's stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.cli import words
from netorganizer.cli.options import add_verb, add_verbs, whole_number
from netorganizer.cli.output import Answer
from netorganizer.cli.records import check_json
from netorganizer.services import checklists

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.session import Session

VERBS = ("show", "tick", "untick", "add")


def declare(parser: ArgumentParser) -> None:
    """The verbs and their arguments."""
    verbs = add_verbs(parser)
    show = add_verb(verbs, "show", "list what to do in the stage it is in", "checklist 3", _show)
    tick = add_verb(verbs, "tick", "mark a line as done", "checklist tick 3 RT-2", _tick)
    untick = add_verb(verbs, "untick", "take a tick back", "checklist untick 3 RT-2", _untick)
    add = add_verb(verbs, "add", "add a line of your own", 'checklist add 3 "Test the camera"', _add)
    for verb in (show, tick, untick, add):
        verb.add_argument("id", metavar="ID", type=whole_number, help="the application's number")
    for verb in (tick, untick):
        verb.add_argument("key", metavar="KEY", help="the line's key, as the list says")
    add.add_argument("text", metavar="TEXT", help="what to do; - reads standard input")


def _show(session: Session) -> Answer:
    return _answer(session)


def _answer(session: Session, *, is_news: bool = False) -> Answer:
    items = checklists.list_checklist(session.workspace, session.arguments.id)
    text = words.checklist_lines(items) or "There is nothing on this checklist."
    return Answer(list(map(check_json, items)), text, is_news)


def _tick(session: Session) -> Answer:
    checklists.tick_item(session.workspace, session.arguments.id, session.arguments.key)
    return _answer(session, is_news=True)


def _untick(session: Session) -> Answer:
    checklists.untick_item(session.workspace, session.arguments.id, session.arguments.key)
    return _answer(session, is_news=True)


def _add(session: Session) -> Answer:
    checklists.add_item(session.workspace, session.arguments.id, session.text(session.arguments.text))
    return _answer(session, is_news=True)
