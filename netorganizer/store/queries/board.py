"""What the board reads: where every card stands (cheap, for all), and what a card shows (for those in sight)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.domain.application import BoardCard, BoardIndex
from netorganizer.domain.clock import format_utc, parse_utc
from netorganizer.domain.pipeline import Outcome, Stage, WhoseMove
from netorganizer.store.queries.applications import optional_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from sqlite3 import Connection

# Between two neighbours, so that twenty drops into the same gap fit before a column is numbered anew.
RANK_GAP = 1 << 20


def read_index(connection: Connection) -> BoardIndex:
    """The ids of each column top to bottom, and the closed ones, newest first."""
    columns = {
        stage: tuple(
            row[0]
            for row in connection.execute(
                "select id from application where stage = ? and outcome is null and trashed_at is null "
                "order by rank, id",
                (stage.value,),
            )
        )
        for stage in Stage
    }
    closed = connection.execute(
        "select id from application where outcome is not null and trashed_at is null order by closed_at desc, id desc"
    )
    return BoardIndex(columns, tuple(row[0] for row in closed))


def read_cards(connection: Connection, ids: Sequence[int], now: datetime) -> list[BoardCard]:
    """The cards with these ids, in this order; ids that are gone are left out."""
    marks = ", ".join("?" * len(ids))
    moment = format_utc(now)
    rows = connection.execute(
        "select id, company, role, stage, step, outcome, on_hold, starred, whose_move, next_action, next_on, "
        "stage_since, (select min(deadline_on) from offer o where o.application_id = a.id and o.trashed_at is null) "
        f"from application a where id in ({marks}) and trashed_at is null",
        tuple(ids),
    ).fetchall()
    coming = _coming_interviews(connection, ids, moment)
    cards = {row[0]: _card(row, coming.get(row[0])) for row in rows}
    return [cards[id_] for id_ in ids if id_ in cards]


Coming = tuple[str, str, str, str, int, int]


def _coming_interviews(connection: Connection, ids: Sequence[int], moment: str) -> dict[int, Coming]:
    """Per application its next live interview (start, zone, title, first panelist), how many come, how many clash."""
    marks = ", ".join("?" * len(ids))
    live = "status in ('tentative', 'confirmed') and trashed_at is null"
    ends = "strftime('%Y-%m-%dT%H:%M:%SZ', {0}.starts_at, '+' || {0}.minutes || ' minutes')"
    rows = connection.execute(
        "select i.application_id, i.starts_at, i.zone, i.title, "
        "coalesce((select c.name from interview_panel p join contact c on c.id = p.contact_id "
        "where p.interview_id = i.id order by p.id limit 1), ''), "
        "exists (select 1 from interview j join application b on b.id = j.application_id where j.id <> i.id "
        f"and j.{live.replace(' and ', ' and j.')} and b.trashed_at is null and b.outcome is null "
        f"and j.starts_at < {ends.format('i')} and {ends.format('j')} > i.starts_at "
        # No interview takes longer than a day: lets the index find the few that can overlap.
        "and j.starts_at > strftime('%Y-%m-%dT%H:%M:%SZ', i.starts_at, '-1 day')) "
        f"from interview i where i.application_id in ({marks}) and i.{live.replace(' and ', ' and i.')} "
        f"and {ends.format('i')} > ? order by i.starts_at desc, i.id desc",
        (*ids, moment),
    )
    coming: dict[int, Coming] = {}
    for application_id, starts_at, zone, title, first, clashes in rows:
        later = coming.get(application_id)
        count, clashing = (later[4], later[5]) if later else (0, 0)
        coming[application_id] = (starts_at, zone, title, first, count + 1, clashing + clashes)
    return coming


def _card(row: tuple[str, ...], coming: Coming | None) -> BoardCard:
    (id_, company, role, stage, step, outcome, on_hold, starred, whose_move, next_action, next_on, since, deadline) = (
        row
    )
    starts_at, zone, title, first, count, clashing = coming or ("", "", "", "", 0, 0)
    return BoardCard(
        id=int(id_),
        company=company,
        role=role,
        stage=Stage(stage),
        step_name=step,
        outcome=Outcome(outcome) if outcome else None,
        on_hold=bool(on_hold),
        starred=bool(starred),
        whose_move=WhoseMove(whose_move),
        next_action=next_action,
        next_on=optional_day(next_on),
        stage_since=parse_utc(since),
        interview_at=parse_utc(starts_at) if starts_at else None,
        interview_zone=zone,
        interview_title=title,
        interview_with=first,
        interview_count=count,
        clashes=clashing > 0,
        deadline_on=optional_day(deadline),
        revision=hash((row, coming)),
    )


def column_ranks(connection: Connection, stage: Stage) -> list[tuple[int, int, bool]]:
    """(id, rank, is on the board) of every application of a stage in order: closed and trashed keep their place."""
    rows = connection.execute(
        "select id, rank, outcome is null and trashed_at is null from application where stage = ? order by rank, id",
        (stage.value,),
    )
    return [(id_, rank, bool(is_live)) for id_, rank, is_live in rows]


def rank_at_bottom(connection: Connection, stage: Stage) -> int:
    """A rank below everything in the column."""
    row = connection.execute("select max(rank) from application where stage = ?", (stage.value,)).fetchone()
    return (row[0] or 0) + RANK_GAP
