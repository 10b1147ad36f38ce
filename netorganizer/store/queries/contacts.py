"""People, their handles, what was said with them, and what to come back to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netorganizer.domain.clock import parse_utc
from netorganizer.domain.contact import Activity, Contact, FollowUp
from netorganizer.domain.errors import NotFound
from netorganizer.domain.pipeline import Channel, Direction, Relationship, WhoseMove
from netorganizer.store.queries.applications import optional_day

if TYPE_CHECKING:
    from sqlite3 import Connection

_SELECT = (
    "select c.id, c.name, c.company, c.relationship, c.zone, c.note, "
    "(select max(happened_at) from activity v where v.contact_id = c.id) from contact c where c.trashed_at is null"
)


def get_contact(connection: Connection, contact_id: int) -> Contact:
    """The contact with this id; :class:`NotFound` otherwise."""
    found = _contacts(connection, f"{_SELECT} and c.id = ?", contact_id)
    if not found:
        raise NotFound(f"There is no contact {contact_id}. “netorganizer contact list” shows them.")
    return found[0]


def list_contacts(connection: Connection, application_id: int | None = None) -> list[Contact]:
    """All people by name; of one application if given (then with the relationship they have there)."""
    if application_id is None:
        return _contacts(connection, f"{_SELECT} order by c.name collate nocase, c.id")
    return _contacts(
        connection,
        f"{_SELECT.replace('c.relationship', 'l.relationship', 1).replace('from contact c', _LINKED)} "
        "and l.application_id = ? order by l.id",
        application_id,
    )


_LINKED = "from contact c join application_contact l on l.contact_id = c.id"


def _contacts(connection: Connection, sql: str, *values: int) -> list[Contact]:
    rows = connection.execute(sql, values).fetchall()
    handles: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    marks = ", ".join("?" * len(rows))
    for contact_id, kind, value in connection.execute(
        f"select contact_id, kind, value from contact_handle where contact_id in ({marks}) order by id",
        [row[0] for row in rows],
    ):
        handles[contact_id, kind].append(value)
    return [
        Contact(
            id=id_,
            name=name,
            company=company,
            relationship=Relationship(relationship),
            zone=zone,
            emails=tuple(handles[id_, "email"]),
            phones=tuple(handles[id_, "phone"]),
            urls=tuple(handles[id_, "url"]),
            note=note,
            last_activity_at=parse_utc(last) if last else None,
        )
        for id_, name, company, relationship, zone, note, last in rows
    ]


def find_contact_named(connection: Connection, name: str, company: str) -> int | None:
    """The id of the person with this name at this company (or at none yet), if there is one."""
    # Not lower(): SQLite's knows ASCII only, and Jörg would be another person than JÖRG.
    wanted, at = name.casefold(), (company.casefold(), "")
    people = connection.execute("select id, name, company from contact where trashed_at is null order by id").fetchall()
    found = [
        (its.casefold() == "", id_) for id_, each, its in people if each.casefold() == wanted and its.casefold() in at
    ]
    return min(found)[1] if found else None


def find_link(connection: Connection, application_id: int, contact_id: int) -> int | None:
    """The id of the row that ties a person to an application, if there is one."""
    row = connection.execute(
        "select id from application_contact where application_id = ? and contact_id = ?", (application_id, contact_id)
    ).fetchone()
    return row[0] if row else None


def list_activities(
    connection: Connection, application_id: int | None = None, contact_id: int | None = None
) -> list[Activity]:
    """The contact log, newest first: of an application, of a person, or all."""
    rows = connection.execute(
        "select v.id, v.contact_id, c.name, v.application_id, v.channel, v.direction, v.summary, v.happened_at, "
        "v.promised_by, v.due_on from activity v join contact c on c.id = v.contact_id "
        "where (?1 is null or v.application_id = ?1) and (?2 is null or v.contact_id = ?2) and c.trashed_at is null "
        "order by v.happened_at desc, v.id desc",
        (application_id, contact_id),
    )
    return [
        Activity(
            id=id_,
            contact_id=contact,
            contact_name=name,
            application_id=application,
            channel=Channel(channel),
            direction=Direction(direction),
            summary=summary,
            happened_at=parse_utc(happened_at),
            promised_by=WhoseMove(promised_by) if promised_by else None,
            due_on=optional_day(due_on),
        )
        for id_, contact, name, application, channel, direction, summary, happened_at, promised_by, due_on in rows
    ]


def list_follow_ups(connection: Connection) -> list[FollowUp]:
    """Everything still to come back to, the earliest first."""
    rows = connection.execute(
        "select f.id, f.application_id, f.contact_id, f.due_on, f.why, f.rule from follow_up f "
        "left join application a on a.id = f.application_id "
        "where f.done_at is null and f.retired_at is null and a.trashed_at is null order by f.due_on, f.id"
    )
    return [_follow_up(*row) for row in rows]


def get_follow_up(connection: Connection, follow_up_id: int) -> FollowUp:
    """The open follow-up with this id; :class:`NotFound` otherwise."""
    for each in list_follow_ups(connection):
        if each.id == follow_up_id:
            return each
    raise NotFound(f"There is no open follow-up {follow_up_id}. “netorganizer follow-up list” shows them.")


def _follow_up(
    id_: int, application_id: int | None, contact_id: int | None, due_on: str, why: str, rule: str
) -> FollowUp:
    due = optional_day(due_on)
    assert due is not None
    return FollowUp(id_, application_id, contact_id, due, why, rule)
