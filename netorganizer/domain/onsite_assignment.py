"""Which onsite interview belongs to which day: round by round, what is left evening out the load."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from netorganizer.domain.onsite_placement import DayTask, Locked, Placeable
from netorganizer.domain.onsite_plan import OnsiteInterview, OnsiteRequest


def assign_days(request: OnsiteRequest, dates: Sequence[date]) -> list[DayTask]:
    """What each day has to hold, in the order of days: ``dates``, and any other with a locked interview."""
    zone = ZoneInfo(request.zone)
    locked = sorted(
        (
            Locked(interview, interview.locked_at.astimezone(UTC))
            for interview in request.interviews
            if interview.locked_at is not None
        ),
        key=lambda one: (one.starts_at, one.ends_at),
    )
    movable = dict(zip(dates, _divide(request, dates, locked), strict=True))
    locked_dates = {_date_of(one, zone) for one in locked}
    return [_task(on, zone, movable.get(on, ()), locked) for on in sorted({*dates, *locked_dates})]


def _date_of(locked: Locked, zone: ZoneInfo) -> date:
    return locked.starts_at.astimezone(zone).date()


def _task(on: date, zone: ZoneInfo, movable: tuple[Placeable, ...], locked: Sequence[Locked]) -> DayTask:
    long_ago = datetime.min.replace(tzinfo=UTC)
    return DayTask(
        on,
        zone,
        movable,
        tuple(one for one in locked if _date_of(one, zone) == on),
        max((one.ends_at for one in locked if _date_of(one, zone) < on), default=long_ago),
    )


def _divide(
    request: OnsiteRequest, dates: Sequence[date], locked: Sequence[Locked]
) -> tuple[tuple[Placeable, ...], ...]:
    """The movable interviews of each of ``dates``: in the order of rounds, within a round as they came."""
    first_round = _first_of_several_rounds(request.interviews)
    movable = [interview for interview in request.interviews if interview.locked_at is None]
    movable.sort(key=lambda interview: _rank(interview, first_round))
    if len(dates) == 1:
        return (tuple(Placeable(interview, "Everything is on one day.") for interview in movable),)
    zone = ZoneInfo(request.zone)
    first = sum(one.interview.minutes for one in locked if _date_of(one, zone) == dates[0])
    second = sum(one.interview.minutes for one in locked if _date_of(one, zone) == dates[1])
    return _divide_in_two(movable, first_round, first - second)


def _first_of_several_rounds(interviews: Sequence[OnsiteInterview]) -> int | None:
    """The round that goes on day 1; ``None`` where there are not two rounds to tell apart."""
    rounds = {interview.round for interview in interviews if interview.round is not None}
    return min(rounds) if len(rounds) > 1 else None


def _rank(interview: OnsiteInterview, first_round: int | None) -> tuple[int, int]:
    """Sorts the first round before those of no round, and these before later rounds."""
    if first_round is None or interview.round == first_round:
        return 0, 0
    return (1, 0) if interview.round is None else (2, interview.round)


def _divide_in_two(
    movable: Sequence[OnsiteInterview], first_round: int | None, lead_minutes: int
) -> tuple[tuple[Placeable, ...], ...]:
    """``lead_minutes``: how much more is locked on the first day than on the second."""
    days = [_day_of(interview, first_round) for interview in movable]
    lead = lead_minutes + sum(
        {1: interview.minutes, 2: -interview.minutes}.get(day or 0, 0)
        for interview, day in zip(movable, days, strict=True)
    )
    undecided = [interview.minutes for interview, day in zip(movable, days, strict=True) if day is None]
    to_first = _even_cut(undecided, lead)
    divided: tuple[list[Placeable], list[Placeable]] = ([], [])
    for interview, decided in zip(movable, days, strict=True):
        day = decided
        if day is None:
            day, to_first = (1, to_first - 1) if to_first else (2, 0)
        divided[day - 1].append(Placeable(interview, _reason(interview, day, decided is None)))
    return tuple(divided[0]), tuple(divided[1])


def _day_of(interview: OnsiteInterview, first_round: int | None) -> int | None:
    if interview.day is not None:
        return interview.day
    if first_round is None or interview.round is None:
        return None
    return 1 if interview.round == first_round else 2


def _even_cut(minutes: Sequence[int], lead: int) -> int:
    """How many of ``minutes`` go first so that both days carry most nearly the same; the more, the better."""
    total = sum(minutes)
    imbalance = [abs(lead + 2 * sum(minutes[:cut]) - total) for cut in range(len(minutes) + 1)]
    return max(range(len(imbalance)), key=lambda cut: (-imbalance[cut], cut))


def _reason(interview: OnsiteInterview, day: int, is_evened: bool) -> str:
    which = "first" if day == 1 else "second"
    if interview.day is not None:
        return f"Asked for on the {which} day."
    if is_evened:
        return f"On the {which} day, so that both days carry about the same."
    return f"Round {interview.round} goes on the {which} day."
