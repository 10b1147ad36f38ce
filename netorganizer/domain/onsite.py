"""The onsite suggestion: which interview on which day and at what time, with the reason for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from netorganizer.domain.booking import Booking, ScheduleWarning, WarningKind
from netorganizer.domain.clock import PLANNABLE_YEARS, find_zone
from netorganizer.domain.errors import Invalid
from netorganizer.domain.interview import Interview
from netorganizer.domain.onsite_assignment import assign_days
from netorganizer.domain.onsite_placement import DayTask, fill_day, first_instant, fits_the_day
from netorganizer.domain.onsite_plan import (
    BlockKind,
    OnsiteBlock,
    OnsiteDay,
    OnsitePlan,
    OnsiteRequest,
)
from netorganizer.domain.pipeline import Stage
from netorganizer.domain.schedule_warnings import minutes_outside, schedule_warnings

DEFAULT_START = time(9)
COMPANY_HOURS = (time(8), time(18))
# What a change of the day's start must win, in minutes within the waking hours, to be worth asking for.
_WORTHWHILE_MINUTES = 15


def next_weekday(day: date) -> date:
    """The first day after ``day`` that is no Saturday or Sunday."""
    following = day + timedelta(days=1)
    while following.weekday() >= 5:
        following += timedelta(days=1)
    return following


def day_numbers(interviews: Iterable[Interview]) -> dict[date, int]:
    """The number, from 1, of each onsite day of one application: the dates of its live onsite interviews.

    Dates are in each interview's own zone.
    """
    days = {live.day for live in interviews if live.is_live and live.stage is Stage.ONSITE}
    return {day: number for number, day in enumerate(sorted(days), start=1)}


def suggest_onsite(request: OnsiteRequest) -> OnsitePlan:
    """The days planned: round 1 on day 1, later rounds on day 2, breaks, lunch, locked interviews kept.

    The same request gives the same plan, and planning again what was planned gives it again. Raises
    :class:`Invalid` for days out of order, impossible minutes, and a loop too long for its days; and
    :class:`NotFound` for an unknown zone.
    """
    dates = _dates(request)
    _check(request)
    days = tuple(_plan_day(task, request) for task in assign_days(request, dates))
    return OnsitePlan(days, _warnings(request, days))


def _dates(request: OnsiteRequest) -> tuple[date, ...]:
    if request.days not in (1, 2):
        raise Invalid(f"An onsite takes 1 or 2 days, not {request.days}.")
    if (
        request.first_day.year not in PLANNABLE_YEARS
        or (request.second_day or request.first_day).year not in PLANNABLE_YEARS
    ):
        raise Invalid(f"{request.first_day} is too far from now to plan with.")
    if request.days == 1:
        return (request.first_day,)
    second_day = request.second_day or next_weekday(request.first_day)
    if second_day <= request.first_day:
        raise Invalid(f"The second day, {second_day}, has to come after the first, {request.first_day}.")
    return request.first_day, second_day


def _check(request: OnsiteRequest) -> None:
    find_zone(request.zone)
    find_zone(request.own_zone)
    for interview in request.interviews:
        if interview.minutes <= 0:
            raise Invalid(f"“{interview.title}” takes {interview.minutes} minutes. Give it at least one.")
        if interview.day is not None and not 1 <= interview.day <= request.days:
            raise Invalid(f"“{interview.title}” is asked for on day {interview.day} of {request.days}.")


def _plan_day(task: DayTask, request: OnsiteRequest) -> OnsiteDay:
    wanted = request.start or DEFAULT_START
    if not task.movable:
        return OnsiteDay(task.on, fill_day(task, task.locked[0].starts_at if task.locked else task.noon))
    asked = _start_at(task, wanted)
    if not fits_the_day(asked.blocks, task.on, task.zone):
        raise Invalid(
            f"{len(task.movable)} interviews do not fit on {task.on} from {wanted:%H:%M}: they would run past "
            f"midnight in {request.zone}. Start earlier, plan two days, or unlock an interview."
        )
    kinder = _kinder_start(task, request, asked)
    if kinder is None:
        return OnsiteDay(task.on, _with_notes(asked, wanted, task))
    if request.start is not None:
        return OnsiteDay(task.on, _with_notes(asked, wanted, task), kinder.wall)
    return OnsiteDay(task.on, _with_notes(kinder, wanted, task, is_kinder=True))


# When the day starts


@dataclass(frozen=True, slots=True)
class _Start:
    """A local start of the day, its instant, and the day filled from then on."""

    wall: time
    at: datetime
    blocks: tuple[OnsiteBlock, ...]


def _start_at(task: DayTask, wanted: time) -> _Start:
    at = first_instant(task.on, wanted, task.zone)
    return _Start(at.astimezone(task.zone).time(), at, fill_day(task, at))


def _kinder_start(task: DayTask, request: OnsiteRequest, asked: _Start) -> _Start | None:
    """The start within company hours that puts most of the day into the person's waking hours, if that helps."""
    before = _minutes_outside(asked.blocks, request)
    if before < _WORTHWHILE_MINUTES:
        return None
    starts = [start for start in _company_starts(task) if _ends_in_company_hours(start, task)]
    scored = [(_minutes_outside(start.blocks, request), abs(start.at - asked.at), start.at, start) for start in starts]
    if not scored:
        return None
    outside, _, _, best = min(scored, key=lambda one: one[:3])
    return best if before - outside >= _WORTHWHILE_MINUTES else None


def _company_starts(task: DayTask) -> list[_Start]:
    opens, closes = COMPANY_HOURS
    halves = range(opens.hour * 2, closes.hour * 2)
    return [_start_at(task, time(half // 2, 30 * (half % 2))) for half in halves]


def _ends_in_company_hours(start: _Start, task: DayTask) -> bool:
    return all(not _ends_late(block, task) for block in start.blocks if _is_movable(block))


def _ends_late(block: OnsiteBlock, task: DayTask) -> bool:
    return block.ends_at > datetime.combine(task.on, COMPANY_HOURS[1], task.zone)


def _is_movable(block: OnsiteBlock) -> bool:
    return block.interview is not None and block.interview.locked_at is None


def _minutes_outside(blocks: Sequence[OnsiteBlock], request: OnsiteRequest) -> int:
    own = ZoneInfo(request.own_zone)
    return sum(
        minutes_outside(block.starts_at, block.ends_at, own, request.waking_hours)
        for block in blocks
        if _is_movable(block)
    )


def _with_notes(start: _Start, wanted: time, task: DayTask, is_kinder: bool = False) -> tuple[OnsiteBlock, ...]:
    """The blocks of the day; the reasons also say why it starts when it does, and what runs late there."""
    first = next((block for block in start.blocks if _is_movable(block)), None)
    note = _start_note(start.wall, wanted, is_kinder)
    late = f"It ends after {COMPANY_HOURS[1]:%H:%M} there: ask whether that is possible."
    return tuple(
        _with_reason(
            block, note if block is first else "", late if _is_movable(block) and _ends_late(block, task) else ""
        )
        for block in start.blocks
    )


def _start_note(wall: time, wanted: time, is_kinder: bool) -> str:
    if is_kinder:
        why = "more of it is then within your waking hours"
        return f"The day starts at {wall:%H:%M} there instead of {wanted:%H:%M}: {why}."
    if wall != wanted:
        return f"The clocks change: the day starts at {wall:%H:%M} there, not at {wanted:%H:%M}."
    return ""


def _with_reason(block: OnsiteBlock, *more: str) -> OnsiteBlock:
    return replace(block, reason=" ".join(filter(None, (block.reason, *more))))


# What to mind


def _warnings(request: OnsiteRequest, days: Sequence[OnsiteDay]) -> tuple[ScheduleWarning, ...]:
    planned = [
        Booking(block.title, block.starts_at, block.ends_at, request.zone, block.interview_id)
        for day in days
        for block in day.blocks
        if block.kind is BlockKind.INTERVIEW
    ]
    ids = {interview.interview_id for interview in request.interviews} - {None}
    found = schedule_warnings(
        planned,
        request.own_zone,
        request.today,
        others=[booking for booking in request.busy if booking.interview_id not in ids],
        waking_hours=request.waking_hours,
        buffer_minutes=request.buffer_minutes,
    )
    kinder = {day.on: day.kinder_start for day in days}
    return tuple(_with_advice(warning, kinder.get(warning.on)) for warning in found)


def _with_advice(warning: ScheduleWarning, kinder: time | None) -> ScheduleWarning:
    if kinder is None or warning.kind is not WarningKind.HOURS:
        return warning
    return replace(warning, text=f"{warning.text} Ask for a start at {kinder:%H:%M} there: it would help.")
