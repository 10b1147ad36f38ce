"""``netorganizer application``: adding, finding, editing and moving applications."""

from __future__ import annotations

from argparse import SUPPRESS
from functools import partial
from typing import TYPE_CHECKING, Unpack, cast

from netorganizer.cli import words
from netorganizer.cli.options import UsageError, add_verb, add_verbs, day, key_of, optional_day, whole_number
from netorganizer.cli.output import Answer, paragraphs
from netorganizer.cli.records import (
    activity_json,
    application_json,
    change_json,
    check_json,
    contact_json,
    document_json,
    interview_json,
    note_json,
    offer_json,
)
from netorganizer.domain.pipeline import Outcome, RoleGroup, Stage, WhoseMove
from netorganizer.services import applications, board, checklists, contacts, documents, interviews, offers

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.options import Verbs
    from netorganizer.cli.session import Session
    from netorganizer.services.applications import ApplicationFields

_stage = key_of(Stage, "stage")


def declare(parser: ArgumentParser) -> None:
    """The verbs and their arguments."""
    verbs = add_verbs(parser)
    add = add_verb(
        verbs,
        "add",
        "add one to the bottom of its column",
        'application add --company Acme --role "Data engineer"',
        _add,
    )
    _add_fields(add, is_new=True)
    add.add_argument("--stage", metavar="KEY", type=_stage, default=Stage.SAVED, help="its column (saved)")
    found = add_verb(verbs, "list", "list them column by column", "application list --stage onsite", _list)
    found.add_argument("--stage", metavar="KEY", type=_stage, help="one column only")
    found.add_argument("--closed", action="store_true", help="the closed ones only")
    found.add_argument("--all", action="store_true", help="live and closed ones")
    _add_id(add_verb(verbs, "show", "show everything about one", "application show 3", _show))
    edit = add_verb(verbs, "edit", "change what is known about one", "application edit 3 --next-action Reply", _edit)
    _add_id(edit)
    _add_fields(edit, is_new=False)
    _declare_marks(verbs)
    _declare_moves(verbs)


def _add_id(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", type=whole_number, help="the application's number")


def _add_fields(parser: ArgumentParser, *, is_new: bool) -> None:
    # What is not said is left out of the result; an empty day is there as None and clears it.
    field = partial(parser.add_argument, default=SUPPRESS)
    field("--company", metavar="C", required=is_new, help="the company")
    field("--role", metavar="R", required=is_new, help="the role's title")
    field("--playbook", metavar="KEY", help="the playbook (by the company's name, else generic)")
    field("--role-group", metavar="KEY", type=key_of(RoleGroup, "role group"), help="the kind of role")
    field("--url", metavar="U", help="the posting")
    field("--location", metavar="L", help="where it is")
    field("--source", metavar="S", help="where it was found")
    field("--applied-on", metavar="D", type=day if is_new else optional_day, help="the day, 2026-03-04")
    parser.add_argument("--note", metavar="T", default="", help="a note; - reads standard input")
    if not is_new:
        field("--whose-move", metavar="KEY", type=key_of(WhoseMove, "move"), help="who acts next")
        field("--next-action", metavar="T", help="the one next thing to do")
        field("--next-on", metavar="D", type=optional_day, help="its day; empty clears it")


def _declare_marks(verbs: Verbs) -> None:
    for name, tagging in (("tag", _tag), ("untag", _untag)):
        tag = add_verb(verbs, name, f"{name} one", f"application {name} 3 remote", tagging)
        _add_id(tag)
        tag.add_argument("tag", metavar="TAG", help="one word or more")
    for name, summary, run in (
        ("star", "mark one as a favourite", partial(_mark, starred=True)),
        ("unstar", "take the star off one", partial(_mark, starred=False)),
        ("hold", "put one on hold", partial(_mark, on_hold=True)),
        ("unhold", "take one off hold", partial(_mark, on_hold=False)),
    ):
        _add_id(add_verb(verbs, name, summary, f"application {name} 3", run))


def _declare_moves(verbs: Verbs) -> None:
    move = add_verb(verbs, "move", "move one to a column", "application move 3 onsite --before 5", _move)
    _add_id(move)
    move.add_argument("stage", metavar="STAGE", type=_stage, help=f"one of {', '.join(Stage)}")
    move.add_argument("--before", metavar="ID2", type=whole_number, help="the one it goes before (else the bottom)")
    close = add_verb(verbs, "close", "end one", 'application close 3 declined --reason "Other offer"', _close)
    _add_id(close)
    close.add_argument(
        "outcome", metavar="OUTCOME", type=key_of(Outcome, "outcome"), help=f"one of {', '.join(Outcome)}"
    )
    close.add_argument("--reason", metavar="T", default="", help="why; - reads standard input")
    _add_id(add_verb(verbs, "reopen", "bring a closed one back to its place", "application reopen 3", _reopen))
    _add_id(add_verb(verbs, "trash", "put one into the trash", "application trash 3", _trash))


def _answer(session: Session, application_id: int, what: str) -> Answer:
    application = applications.get_application(session.workspace, application_id)
    return Answer(application_json(application), f"{what} {words.application_line(application)}", is_news=True)


_FIELDS = (
    *("company", "role", "playbook", "role_group", "url", "location", "source", "applied_on"),
    *("whose_move", "next_action", "next_on"),
)


def _said_fields(session: Session) -> ApplicationFields:
    said = {name: value for name, value in vars(session.arguments).items() if name in _FIELDS}
    return cast("ApplicationFields", said)


def _add(session: Session) -> Answer:
    asked, workspace = session.arguments, session.workspace
    alike = applications.find_duplicates(workspace, asked.company, asked.role)
    if alike:
        session.remarks.append(
            f"There is already a live application like this one ({', '.join(map(str, alike))}); added all the same."
        )
    note = session.text(asked.note)
    added = applications.add_application(workspace, asked.stage, note, **_said_fields(session))
    return _answer(session, added, "Added")


def _list(session: Session) -> Answer:
    asked = session.arguments
    found = applications.list_applications(
        session.workspace, live=asked.all or not asked.closed, closed=asked.all or asked.closed, stage=asked.stage
    )
    return Answer(list(map(application_json, found)), words.application_columns(found))


def _show(session: Session) -> Answer:
    workspace, id_ = session.workspace, session.arguments.id
    application = applications.get_application(workspace, id_)
    notes = applications.list_notes(workspace, id_)
    booked = interviews.list_interviews(workspace, id_)
    people = contacts.list_contacts(workspace, id_)
    log = contacts.list_activities(workspace, id_)
    checklist = checklists.list_checklist(workspace, id_)
    kept = documents.list_documents(workspace, id_)
    offered = offers.list_offers(workspace, id_)
    history = workspace.history(id_)
    money = session.shows_money
    return Answer(
        {
            **application_json(application),
            "close_reason": application.close_reason,
            "notes": list(map(note_json, notes)),
            "interviews": list(map(interview_json, booked)),
            "contacts": list(map(contact_json, people)),
            "activities": list(map(activity_json, log)),
            "checklist": list(map(check_json, checklist)),
            "documents": list(map(document_json, kept)),
            "offers": [offer_json(offer, shows_money=money) for offer in offered],
            "history": list(map(change_json, history)),
        },
        paragraphs(
            words.application_facts(application),
            words.section("Interviews", words.interview_lines(booked, session.clock, with_company=False)),
            words.section("People", words.contact_lines(people, session.clock)),
            words.section("Contact log", words.activity_lines(log, session.clock)),
            words.section("Checklist", words.checklist_lines(checklist)),
            words.section("Documents", words.document_lines(kept)),
            words.section("Offers", words.offer_lines(offered, shows_money=money)),
            words.section("Notes", words.note_texts(notes, session.clock)),
            words.section("History", words.change_lines(history, session.clock)),
        ),
    )


def _edit(session: Session) -> Answer:
    fields, id_ = _said_fields(session), session.arguments.id
    note = session.text(session.arguments.note)
    if not fields and not note:
        raise UsageError("say what to change, for example --next-action")
    applications.edit_application(session.workspace, id_, note, **fields)
    return _answer(session, id_, "Changed")


def _tag(session: Session) -> Answer:
    applications.add_tag(session.workspace, session.arguments.id, session.arguments.tag)
    return _answer(session, session.arguments.id, "Tagged")


def _untag(session: Session) -> Answer:
    applications.remove_tag(session.workspace, session.arguments.id, session.arguments.tag)
    return _answer(session, session.arguments.id, "Untagged")


def _mark(session: Session, **mark: Unpack[ApplicationFields]) -> Answer:
    applications.edit_application(session.workspace, session.arguments.id, **mark)
    return _answer(session, session.arguments.id, "Changed")


def _move(session: Session) -> Answer:
    asked = session.arguments
    board.move_application(session.workspace, asked.id, asked.stage, asked.before)
    return _answer(session, asked.id, "Moved")


def _close(session: Session) -> Answer:
    asked = session.arguments
    board.close_applications(session.workspace, [asked.id], asked.outcome, session.text(asked.reason))
    return _answer(session, asked.id, "Closed")


def _reopen(session: Session) -> Answer:
    board.reopen_applications(session.workspace, [session.arguments.id])
    return _answer(session, session.arguments.id, "Reopened")


def _trash(session: Session) -> Answer:
    application = applications.get_application(session.workspace, session.arguments.id)
    applications.trash_applications(session.workspace, [application.id])
    line = f"In the trash now: {words.application_line(application)}"
    return Answer(application_json(application), line, is_news=True)
