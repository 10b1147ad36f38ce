"""Applications, their tags and notes."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from netorganizer.domain.application import Application
from netorganizer.domain.clock import parse_utc
from netorganizer.domain.errors import NotFound
from netorganizer.domain.note import Note
from netorganizer.domain.pipeline import Outcome, RoleGroup, Stage, WhoseMove

if TYPE_CHECKING:
    from sqlite3 import Connection, Row

    Cell = str | int | None

_STAGE_ORDER = "case stage " + " ".join(f"when '{stage}' then {stage.number}" for stage in Stage) + " end"
_COLUMNS = (
    "a.id, company, role, playbook, role_group, stage, step, outcome, close_reason, on_hold, whose_move, next_action, "
    "next_on, starred, url, location, source, applied_on, created_at, stage_since, position"
)
# How many live cards stand above: counted for one row, or for all rows in one pass.
_ONE = (
    "(select *, (select count(*) from application b where b.stage = c.stage and b.outcome is null "
    "and b.trashed_at is null and (b.rank, b.id) < (c.rank, c.id)) as position from application c) a"
)
_ALL = (
    "(select *, sum(outcome is null) over (partition by stage order by rank, id rows unbounded preceding) "
    "- (outcome is null) as position from application where trashed_at is null) a"
)


def get_application(connection: Connection, application_id: int) -> Application:
    """The application with this id, live or closed; :class:`NotFound` when there is none outside the trash."""
    found = connection.execute(
        f"select {_COLUMNS} from {_ONE} where a.id = ? and trashed_at is null", (application_id,)
    ).fetchone()
    if found is None:
        raise _no_application(connection, application_id)
    tags = connection.execute("select tag from application_tag where application_id = ? order by id", (application_id,))
    return _application(found, tuple(tag for (tag,) in tags))


def _no_application(connection: Connection, application_id: int) -> NotFound:
    if connection.execute("select 1 from application where id = ?", (application_id,)).fetchone():
        why = f": it is in the trash. “netorganizer trash restore application {application_id}” brings it back."
    else:
        why = ". “netorganizer application list” shows them."
    return NotFound(f"There is no application {application_id}{why}")


def list_applications(
    connection: Connection, *, live: bool = True, closed: bool = False, stage: Stage | None = None
) -> list[Application]:
    """Applications column by column, top to bottom: the live ones, the closed ones, or both."""
    wanted = {(True, False): "and outcome is null", (False, True): "and outcome is not null"}.get((live, closed), "")
    rows = connection.execute(
        f"select {_COLUMNS} from {_ALL} where trashed_at is null {wanted} and (? is null or stage = ?) "
        f"order by {_STAGE_ORDER}, rank, id",
        (stage, stage),
    ).fetchall()
    tags: defaultdict[int, list[str]] = defaultdict(list)
    for application_id, tag in connection.execute("select application_id, tag from application_tag order by id"):
        tags[application_id].append(tag)
    return [_application(row, tuple(tags[row[0]])) for row in rows]


def _application(row: Row, tags: tuple[str, ...]) -> Application:
    (id_, company, role, playbook, role_group, stage, step, outcome, close_reason, on_hold, whose_move, next_action) = (
        row[:12]
    )
    next_on, starred, url, location, source, applied_on, created_at, stage_since, position = row[12:]
    return Application(
        id=id_,
        company=company,
        role=role,
        playbook=playbook,
        role_group=RoleGroup(role_group),
        stage=Stage(stage),
        step=step,
        position=position,
        outcome=Outcome(outcome) if outcome else None,
        close_reason=close_reason,
        on_hold=bool(on_hold),
        whose_move=WhoseMove(whose_move),
        next_action=next_action,
        next_on=optional_day(next_on),
        starred=bool(starred),
        tags=tags,
        url=url,
        location=location,
        source=source,
        applied_on=optional_day(applied_on),
        created_at=parse_utc(created_at),
        stage_since=parse_utc(stage_since),
    )


def optional_day(text: str | None) -> date | None:
    """A stored day, or ``None``."""
    return date.fromisoformat(text) if text else None


def find_tag(connection: Connection, application_id: int, tag: str) -> int | None:
    """The id of the row of a tag, if the application has it."""
    row = connection.execute(
        "select id from application_tag where application_id = ? and tag = ?", (application_id, tag)
    ).fetchone()
    return row[0] if row else None


def list_duplicates(connection: Connection, company: str, role: str) -> list[int]:
    """Ids of live applications that are likely the same: same company and role but for case and spacing."""
    rows = connection.execute("select id, company, role from application where trashed_at is null and outcome is null")
    wanted = (_folded(company), _folded(role))
    return [id_ for id_, its_company, its_role in rows if (_folded(its_company), _folded(its_role)) == wanted]


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


def list_notes(connection: Connection, application_id: int) -> list[Note]:
    """An application's notes, newest first."""
    rows = connection.execute(
        "select id, application_id, body, created_at, updated_at from note "
        "where application_id = ? and trashed_at is null order by id desc",
        (application_id,),
    )
    return [
        Note(id_, owner, body, parse_utc(created), parse_utc(updated)) for id_, owner, body, created, updated in rows
    ]


def get_note(connection: Connection, note_id: int) -> Note:
    """The note with this id; :class:`NotFound` otherwise."""
    row = connection.execute(
        "select id, application_id, body, created_at, updated_at from note where id = ? and trashed_at is null",
        (note_id,),
    ).fetchone()
    if row is None:
        raise NotFound(f"There is no note {note_id}.")
    return Note(row[0], row[1], row[2], parse_utc(row[3]), parse_utc(row[4]))


def newest_change_at(connection: Connection, application_id: int) -> str | None:
    """When anything of this application was last changed, as stored UTC text."""
    row = connection.execute(
        "select max(c.at) from change c join change_row r on r.change_id = c.id where r.application_id = ?",
        (application_id,),
    ).fetchone()
    newest: str | None = row[0]
    return newest
