"""What to mind about a schedule: interviews that clash, clock changes, and hours outside the person's day.

Nothing here forbids anything; every warning says both local times, so that the person can decide.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from netorganizer.domain.booking import (
    WAKING_HOURS,
    Booking,
    ScheduleWarning,
    WarningKind,
    booking_ids,
    both_times,
    length_words,
)
from netorganizer.domain.clock import format_day
from netorganizer.domain.clock_changes import clock_change_warnings
from netorganizer.domain.interview import Interview


def live_bookings(interviews: Iterable[Interview]) -> tuple[Booking, ...]:
    """The bookings of those interviews that take a place in the calendar, labelled with company and title."""
    return tuple(
        Booking(f"{live.company}: {live.title}", live.starts_at, live.ends_at, live.zone, live.id)
        for live in interviews
        if live.is_live
    )


def schedule_warnings(
    bookings: Sequence[Booking],
    own_zone: str,
    today: date,
    *,
    others: Sequence[Booking] = (),
    waking_hours: tuple[time, time] = WAKING_HOURS,
    buffer_minutes: int = 0,
) -> tuple[ScheduleWarning, ...]:
    """What to mind about ``bookings``: clashes first, then clock changes, then hours, each in the order of time.

    ``others`` are looked at for clashes with ``bookings`` only. Two bookings clash when they overlap or are less
    than ``buffer_minutes`` apart. ``own_zone`` and ``today`` are the person's, ``waking_hours`` in their zone.
    """
    zone = ZoneInfo(own_zone)
    ordered = sorted(bookings, key=_time_order)
    return (
        *_clashes(ordered, others, zone, timedelta(minutes=buffer_minutes)),
        *clock_change_warnings(ordered, zone, today),
        *_odd_hours(ordered, zone, waking_hours),
    )


def minutes_outside(
    starts_at: datetime, ends_at: datetime, zone: ZoneInfo, waking_hours: tuple[time, time] = WAKING_HOURS
) -> int:
    """How many minutes of the span fall outside ``waking_hours``, local times in ``zone`` (they may wrap midnight)."""
    opens, closes = waking_hours
    inside = timedelta()
    day, last = starts_at.astimezone(zone).date() - timedelta(days=1), ends_at.astimezone(zone).date()
    while day <= last:
        closing_day = day if opens < closes else day + timedelta(days=1)
        window_start = datetime.combine(day, opens, zone).astimezone(UTC)
        window_end = datetime.combine(closing_day, closes, zone).astimezone(UTC)
        if window_start.astimezone(zone).date() == day:  # a zone can skip a whole date
            inside += max(timedelta(), min(ends_at, window_end) - max(starts_at, window_start))
        day += timedelta(days=1)
    return (ends_at - starts_at - inside) // timedelta(minutes=1)


def _time_order(booking: Booking) -> tuple[datetime, datetime, str]:
    return booking.starts_at, booking.ends_at, booking.label


# Clashes


def _clashes(
    bookings: Sequence[Booking], others: Sequence[Booking], own: ZoneInfo, buffer: timedelta
) -> Iterator[ScheduleWarning]:
    watched = {id(booking) for booking in bookings}  # by identity: two equal bookings are still two
    running: list[Booking] = []
    for later in sorted((*bookings, *others), key=_time_order):
        running = [earlier for earlier in running if earlier.ends_at + buffer > later.starts_at]
        for earlier in running:
            if _are_two(earlier, later) and (id(earlier) in watched or id(later) in watched):
                yield _clash(earlier, later, own)
        running.append(later)


def _are_two(one: Booking, other: Booking) -> bool:
    return one.interview_id is None or one.interview_id != other.interview_id


def _clash(earlier: Booking, later: Booking, own: ZoneInfo) -> ScheduleWarning:
    overlap = min(earlier.ends_at, later.ends_at) - later.starts_at
    if overlap > timedelta():
        how = f"overlap by {length_words(overlap)}"
    else:
        how = f"are only {length_words(-overlap)} apart" if overlap else "follow each other without a pause"
    text = f"{both_times(earlier, own)} and {both_times(later, own)} {how} on {format_day(later.day)}."
    return ScheduleWarning(WarningKind.CLASH, text, later.day, booking_ids((earlier, later)))


# Hours


def _odd_hours(
    bookings: Sequence[Booking], own: ZoneInfo, waking_hours: tuple[time, time]
) -> Iterator[ScheduleWarning]:
    odd = [
        booking for booking in bookings if minutes_outside(booking.starts_at, booking.ends_at, own, waking_hours) > 0
    ]
    hours = f"your {waking_hours[0]:%H:%M}–{waking_hours[1]:%H:%M}"
    for (day, _), grouped in groupby(sorted(odd, key=_by_day), key=lambda booking: _by_day(booking)[:2]):
        group = tuple(grouped)
        times = "; ".join(both_times(booking, own) for booking in group)
        if len(group) == 1:
            text = f"On {format_day(day)}, {times} is not wholly within {hours}."
        else:
            text = f"On {format_day(day)}, {len(group)} interviews are not wholly within {hours}: {times}."
        yield ScheduleWarning(WarningKind.HOURS, text, day, booking_ids(group))


def _by_day(booking: Booking) -> tuple[date, str, datetime]:
    return booking.day, booking.zone, booking.starts_at
