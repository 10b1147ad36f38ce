"""Interviews with their panels and calendar entries."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from netorganizer.domain.clock import format_utc, parse_utc
from netorganizer.domain.errors import NotFound
from netorganizer.domain.interview import CalendarTombstone, Interview, Panelist
from netorganizer.domain.pipeline import InterviewStatus, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from sqlite3 import Connection

_SELECT = (
    "select i.id, i.uid, i.application_id, a.company, a.role, i.stage, i.round, i.title, i.starts_at, i.zone, "
    "i.minutes, i.link, i.place, i.status, e.sequence, e.created_at, e.modified_at "
    "from interview i join application a on a.id = i.application_id join calendar_entry e on e.interview_id = i.id "
    "where i.trashed_at is null and a.trashed_at is null"
)
_IN_ORDER = "order by i.starts_at, i.id"


def get_interview(connection: Connection, interview_id: int) -> Interview:
    """The interview with this id; :class:`NotFound` otherwise."""
    found = _interviews(connection, f"{_SELECT} and i.id = ?", interview_id)
    if not found:
        raise NotFound(f"There is no interview {interview_id}. “netorganizer interview list” shows them.")
    return found[0]


def list_interviews(connection: Connection, application_id: int | None = None) -> list[Interview]:
    """All interviews by start, cancelled ones too; of one application if given."""
    if application_id is None:
        return _interviews(connection, f"{_SELECT} {_IN_ORDER}")
    return _interviews(connection, f"{_SELECT} and i.application_id = ? {_IN_ORDER}", application_id)


def list_coming(connection: Connection, now: datetime) -> list[Interview]:
    """All interviews that are not over yet, by start. None takes longer than a day."""
    since = format_utc(now - timedelta(days=1))
    rows = _interviews(connection, f"{_SELECT} and i.starts_at > ? {_IN_ORDER}", since)
    return [each for each in rows if each.ends_at > now]


def _interviews(connection: Connection, sql: str, *values: str | int) -> list[Interview]:
    rows = connection.execute(sql, values).fetchall()
    panels = _panels(connection, [row[0] for row in rows])
    return [
        Interview(
            id=row[0],
            uid=row[1],
            application_id=row[2],
            company=row[3],
            application_role=row[4],
            stage=Stage(row[5]),
            round=row[6],
            title=row[7],
            starts_at=parse_utc(row[8]),
            zone=row[9],
            minutes=row[10],
            panel=tuple(panels[row[0]]),
            link=row[11],
            place=row[12],
            status=InterviewStatus(row[13]),
            sequence=row[14],
            created_at=parse_utc(row[15]),
            modified_at=parse_utc(row[16]),
        )
        for row in rows
    ]


def _panels(connection: Connection, interview_ids: list[int]) -> dict[int, list[Panelist]]:
    panels: defaultdict[int, list[Panelist]] = defaultdict(list)
    marks = ", ".join("?" * len(interview_ids))
    for interview_id, contact_id, name, role in connection.execute(
        "select p.interview_id, p.contact_id, c.name, p.role from interview_panel p "
        f"join contact c on c.id = p.contact_id where p.interview_id in ({marks}) order by p.id",
        tuple(interview_ids),
    ):
        panels[interview_id].append(Panelist(contact_id, name, role))
    return panels


def list_panel_rows(connection: Connection, interview_id: int) -> list[int]:
    """Ids of the panel's rows."""
    return [
        row[0] for row in connection.execute("select id from interview_panel where interview_id = ?", (interview_id,))
    ]


def list_tombstones(connection: Connection, application_id: int | None = None) -> list[CalendarTombstone]:
    """Exported interviews that are gone here: their row is deleted, or it or its application lies in the trash."""
    rows = connection.execute(
        "select e.uid, e.exported_as, e.sequence, e.created_at, e.modified_at from calendar_entry e "
        "where e.exported_as is not null and not exists (select 1 from interview i join application a "
        "on a.id = i.application_id where i.id = e.interview_id and i.trashed_at is null and a.trashed_at is null) "
        "order by e.interview_id"
    )
    stones = [_tombstone(*row) for row in rows]
    return [stone for stone in stones if application_id in (None, stone.application_id)]


def _tombstone(uid: str, exported_as: str, sequence: int, created_at: str, modified_at: str) -> CalendarTombstone:
    last = json.loads(exported_as)
    return CalendarTombstone(
        uid=uid,
        title=last["title"],
        starts_at=parse_utc(last["starts_at"]),
        zone=last["zone"],
        minutes=last["minutes"],
        sequence=sequence,
        created_at=parse_utc(created_at),
        modified_at=parse_utc(modified_at),
        company=last["company"],
        application_id=last["application_id"],
    )


def mark_exported(connection: Connection, interviews: Iterable[Interview], at: datetime) -> None:
    """Remember what the calendars out there now know of these interviews. Outside the change log."""
    connection.executemany(
        "update calendar_entry set exported_at = ?, exported_sequence = ?, exported_as = ? where interview_id = ?",
        [(format_utc(at), each.sequence, _as_exported(each), each.id) for each in interviews],
    )


def _as_exported(interview: Interview) -> str:
    return json.dumps(
        {
            "title": interview.title,
            "company": interview.company,
            "application_id": interview.application_id,
            "starts_at": format_utc(interview.starts_at),
            "zone": interview.zone,
            "minutes": interview.minutes,
        },
        ensure_ascii=False,
    )
