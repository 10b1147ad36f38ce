"""``netorganizer follow-up``: what to come back to, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.cli import words
from netorganizer.cli.options import add_verb, add_verbs, day, whole_number
from netorganizer.cli.output import Answer
from netorganizer.cli.records import follow_up_json
from netorganizer.services import contacts

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.session import Session


def declare(parser: ArgumentParser) -> None:
    """The verbs and their arguments."""
    verbs = add_verbs(parser)
    add_verb(verbs, "list", "list what to come back to, the earliest first", "follow-up list", _list)
    done = add_verb(verbs, "done", "mark one as done", "follow-up done 4", _done)
    snooze = add_verb(verbs, "snooze", "put one off to another day", "follow-up snooze 4 2026-03-09", _snooze)
    retire = add_verb(verbs, "retire", "let one rest for good", "follow-up retire 4", _retire)
    for verb in (done, snooze, retire):
        verb.add_argument("id", metavar="FID", type=whole_number, help="the follow-up's number")
    snooze.add_argument("due_on", metavar="D", type=day, help="the new day")


def _list(session: Session) -> Answer:
    return _answer(session)


def _answer(session: Session, *, is_news: bool = False) -> Answer:
    """What is left to come back to."""
    found = contacts.list_follow_ups(session.workspace)
    text = words.follow_up_lines(found) or "There is nothing to come back to."
    return Answer(list(map(follow_up_json, found)), text, is_news)


def _done(session: Session) -> Answer:
    contacts.finish_follow_up(session.workspace, session.arguments.id)
    return _answer(session, is_news=True)


def _snooze(session: Session) -> Answer:
    contacts.snooze_follow_up(session.workspace, session.arguments.id, session.arguments.due_on)
    return _answer(session, is_news=True)


def _retire(session: Session) -> Answer:
    contacts.retire_follow_up(session.workspace, session.arguments.id)
    return _answer(session, is_news=True)
