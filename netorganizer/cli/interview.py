"""``netorganizer interview``: booking, moving and cancelling interviews."""

from __future__ import annotations

from argparse import SUPPRESS
from functools import partial
from typing import TYPE_CHECKING

from netorganizer.cli import words
from netorganizer.cli.options import UsageError, add_verb, add_verbs, key_of, whole_number, zone_name
from netorganizer.cli.output import Answer
from netorganizer.cli.records import interview_json
from netorganizer.domain.clock import find_zone
from netorganizer.domain.pipeline import InterviewStatus, Stage
from netorganizer.services import interviews, onsite
from netorganizer.services.applications import get_application
from netorganizer.services.interviews import InterviewFields

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.options import Run, Verbs
    from netorganizer.cli.session import Session


def declare(parser: ArgumentParser) -> None:
    """The verbs and their arguments."""
    verbs = add_verbs(parser)
    add = add_verb(
        verbs, "add", "book one", 'interview add 3 --title "System design" --starts 2027-03-12T09:00 --minutes 60', _add
    )
    add.add_argument("id", metavar="ID", type=whole_number, help="the application's number")
    _add_fields(add, is_new=True)
    found = add_verb(verbs, "list", "list them by start, cancelled ones too", "interview list 3", _list)
    found.add_argument("id", metavar="ID", type=whole_number, nargs="?", help="of one application only")
    edit = _one(verbs, "edit", "change what is known about one", 'interview edit 7 --place "Building B"', _edit)
    _add_fields(edit, is_new=False)
    move = _one(verbs, "move", "give one another time", "interview move 7 --starts 2027-03-15T10:00", _move)
    _add_time(move, is_new=True)
    move.add_argument("--minutes", metavar="N", type=whole_number, help="its new length")
    _one(verbs, "confirm", "make a tentative one certain", "interview confirm 7", _confirm)
    _one(verbs, "cancel", "cancel one; calendars will be told", "interview cancel 7", _cancel)


def _one(verbs: Verbs, name: str, summary: str, example: str, run: Run) -> ArgumentParser:
    parser = add_verb(verbs, name, summary, example, run)
    parser.add_argument("id", metavar="IID", type=whole_number, help="the interview's number")
    return parser


def _add_time(parser: ArgumentParser, *, is_new: bool) -> None:
    parser.add_argument("--starts", metavar="LOCAL", required=is_new, help="local time, 2027-03-12T09:00")
    parser.add_argument("--zone", metavar="Z", type=zone_name, help="IANA name of its zone, America/Los_Angeles")


def _add_fields(parser: ArgumentParser, *, is_new: bool) -> None:
    _add_time(parser, is_new=is_new)
    field = partial(parser.add_argument, default=SUPPRESS)
    field("--title", metavar="T", required=is_new, help="what it is about")
    field("--minutes", metavar="N", type=whole_number, required=is_new, help="its length")
    field("--stage", metavar="KEY", type=key_of(Stage, "stage"), help="its stage (the application's)")
    field("--round", metavar="N", type=whole_number, help="its round, from 1")
    field("--with", metavar="NAME", action="append", dest="panel", help="who holds it; repeat for more")
    field("--link", metavar="U", help="where to join")
    field("--place", metavar="P", help="where to go")
    parser.add_argument("--tentative", action="store_true", help="it is not certain yet")


_FIELDS = ("title", "minutes", "stage", "round", "panel", "link", "place")


def _said_fields(session: Session) -> InterviewFields:
    fields = InterviewFields()
    fields.update({name: value for name, value in vars(session.arguments).items() if name in _FIELDS})  # type: ignore[typeddict-item]  # the names above are its keys
    if session.arguments.tentative:
        fields["status"] = InterviewStatus.TENTATIVE
    return fields


def _answer(session: Session, interview_id: int, what: str) -> Answer:
    interview = interviews.get_interview(session.workspace, interview_id)
    when = words.interview_times(interview, session.clock)
    line = f"{what} {interview.id}: {interview.company}, {interview.title}, {when}"
    return Answer(interview_json(interview), line, is_news=True)


def _warned_answer(session: Session, interview_id: int, what: str) -> Answer:
    """The answer, and beside it what to mind about the time: it is booked all the same."""
    interview = interviews.get_interview(session.workspace, interview_id)
    warnings = onsite.list_warnings(session.workspace, interview.application_id)
    session.remarks += [warning.text for warning in warnings if interview_id in warning.interview_ids]
    return _answer(session, interview_id, what)


def _add(session: Session) -> Answer:
    asked = session.arguments
    zone = find_zone(asked.zone or session.clock.zone_name).key
    fields = _said_fields(session)
    fields["zone"], fields["starts_at"] = zone, session.time(asked.starts, zone)
    return _warned_answer(session, interviews.add_interview(session.workspace, asked.id, **fields), "Booked")


def _list(session: Session) -> Answer:
    workspace, id_ = session.workspace, session.arguments.id
    if id_ is not None:
        get_application(workspace, id_)
    found = interviews.list_interviews(workspace, id_)
    lines = words.interview_lines(found, session.clock)
    return Answer(list(map(interview_json, found)), lines or "There are no interviews here.")


def _edit(session: Session) -> Answer:
    asked, fields = session.arguments, _said_fields(session)
    interview = interviews.get_interview(session.workspace, asked.id)
    if asked.zone:
        fields["zone"] = find_zone(asked.zone).key
    if asked.starts:
        fields["starts_at"] = session.time(asked.starts, asked.zone or interview.zone)
    if not fields:
        raise UsageError("say what to change, for example --title")
    interviews.edit_interview(session.workspace, asked.id, **fields)
    return _warned_answer(session, asked.id, "Changed")


def _move(session: Session) -> Answer:
    asked = session.arguments
    interview = interviews.get_interview(session.workspace, asked.id)
    zone = find_zone(asked.zone or interview.zone).key
    starts_at = session.time(asked.starts, zone)
    interviews.move_interview(session.workspace, asked.id, starts_at, zone, asked.minutes)
    return _warned_answer(session, asked.id, "Moved")


def _confirm(session: Session) -> Answer:
    interviews.confirm_interview(session.workspace, session.arguments.id)
    return _answer(session, session.arguments.id, "Confirmed")


def _cancel(session: Session) -> Answer:
    interviews.cancel_interview(session.workspace, session.arguments.id)
    return _answer(session, session.arguments.id, "Cancelled")
