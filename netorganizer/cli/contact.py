"""``netorganizer contact``: people, and the log of what was said with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.cli import words
from netorganizer.cli.options import add_verb, add_verbs, day, key_of, whole_number, zone_name
from netorganizer.cli.output import Answer, paragraphs
from netorganizer.cli.records import activity_json, contact_json
from netorganizer.domain.pipeline import Channel, Direction, Relationship, WhoseMove
from netorganizer.services import contacts

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.options import Verbs
    from netorganizer.cli.session import Session


def declare(parser: ArgumentParser) -> None:
    """The verbs and their arguments."""
    verbs = add_verbs(parser)
    add = add_verb(verbs, "add", "add a person", 'contact add --name "Dana Ruiz" --relationship recruiter', _add)
    add.add_argument("--name", metavar="N", required=True, help="their name")
    add.add_argument("--company", metavar="C", default="", help="where they work")
    add.add_argument("--email", metavar="E", action="append", default=[], help="an address; repeat for more")
    add.add_argument("--phone", metavar="P", action="append", default=[], help="a number; repeat for more")
    add.add_argument(
        "--relationship",
        metavar="R",
        type=key_of(Relationship, "relationship"),
        default=Relationship.OTHER,
        help=f"one of {', '.join(Relationship)}",
    )
    add.add_argument("--zone", metavar="Z", type=zone_name, help="IANA name of their zone")
    add_verb(verbs, "list", "list people by name", "contact list", _list)
    show = add_verb(verbs, "show", "show a person and the log", "contact show 2", _show)
    show.add_argument("id", metavar="CID", type=whole_number, help="the contact's number")
    _declare_log(verbs)


def _declare_log(verbs: Verbs) -> None:
    example = 'contact log 2 --channel call --direction in --summary "Sent three slots" --application 3'
    log = add_verb(verbs, "log", "log a call, mail, message or meeting", example, _log)
    log.add_argument("id", metavar="CID", type=whole_number, help="the contact's number")
    channels, directions = key_of(Channel, "channel"), key_of(Direction, "direction")
    log.add_argument("--channel", metavar="KEY", type=channels, required=True, help=", ".join(Channel))
    log.add_argument("--direction", metavar="KEY", type=directions, required=True, help="in from them, or out")
    log.add_argument("--summary", metavar="T", required=True, help="what was said; - reads standard input")
    log.add_argument("--application", metavar="ID", type=whole_number, help="the application it was about")
    log.add_argument("--at", metavar="LOCAL", help="when, in your zone (now)")
    log.add_argument("--promised-by", metavar="KEY", type=key_of(WhoseMove, "move"), help="mine or theirs")
    log.add_argument("--follow-up", metavar="D", type=day, help="the day to come back to it")


def _add(session: Session) -> Answer:
    asked = session.arguments
    id_ = contacts.add_contact(
        session.workspace,
        asked.name,
        company=asked.company,
        relationship=asked.relationship,
        emails=asked.email,
        phones=asked.phone,
        zone=asked.zone or "",
    )
    contact = contacts.get_contact(session.workspace, id_)
    return Answer(contact_json(contact), f"Added {contact.id}: {contact.name}", is_news=True)


def _list(session: Session) -> Answer:
    people = contacts.list_contacts(session.workspace)
    return Answer(list(map(contact_json, people)), words.contact_lines(people, session.clock) or "There is nobody yet.")


def _show(session: Session) -> Answer:
    contact = contacts.get_contact(session.workspace, session.arguments.id)
    log = contacts.list_activities(session.workspace, contact_id=contact.id)
    text = paragraphs(
        words.contact_lines([contact], session.clock),
        words.section("Contact log", words.activity_lines(log, session.clock)),
    )
    return Answer({**contact_json(contact), "activities": list(map(activity_json, log))}, text)


def _log(session: Session) -> Answer:
    asked = session.arguments
    happened_at = session.time(asked.at) if asked.at else None
    logged = contacts.log_activity(
        session.workspace,
        asked.id,
        asked.channel,
        asked.direction,
        session.text(asked.summary),
        application_id=asked.application,
        happened_at=happened_at,
        promised_by=asked.promised_by,
        due_on=asked.follow_up,
    )
    log = contacts.list_activities(session.workspace, contact_id=asked.id)
    activity = next(each for each in log if each.id == logged)
    text = f"Logged with {activity.contact_name}: {activity.summary}"
    return Answer(activity_json(activity), text, is_news=True)
