"""Clock changes that a schedule meets: the weeks in which two zones are not as far apart as one is used to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from netorganizer.domain.booking import Booking, ScheduleWarning, WarningKind, booking_ids, length_words
from netorganizer.domain.clock import format_day, offset_difference_minutes

# A difference that holds this many days a year is one of the usual ones: a season, not the odd weeks between.
_USUAL_DAYS = 60
# A clock change this shortly before an interview is worth a word even where the difference stays the same.
_FRESH = timedelta(days=7)
# An unusual difference comes from a change at most this long ago: longer, and it is a season.
_RECENT = timedelta(days=_USUAL_DAYS)
_LONGEST_LOOK_BACK = timedelta(days=400)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ClockChange:
    """The clocks of ``zone`` go forward (``shift`` positive) or back on the local date ``on``."""

    zone: str
    on: date
    shift: timedelta


def last_clock_change(zone: ZoneInfo, after: datetime, until: datetime) -> ClockChange | None:
    """The latest change of ``zone`` between two instants (at most 400 days back); ``None`` without one."""
    late, earliest = until, max(after, until - _LONGEST_LOOK_BACK)
    while late > earliest:
        early = max(late - _DAY, earliest)
        if _offset(zone, early) != _offset(zone, late):
            return _pin_down(zone, early, late)
        late = early
    return None


def _pin_down(zone: ZoneInfo, early: datetime, late: datetime) -> ClockChange:
    before = _offset(zone, early)
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
    # The date by the old clocks: what people call "the night of".
    wall = (late.astimezone(UTC) + before).replace(microsecond=0)
    return ClockChange(zone.key, wall.date(), _offset(zone, late) - before)


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


@lru_cache(maxsize=512)
def usual_differences(own_zone: str, zone: str, year: int) -> tuple[int, ...]:
    """How many minutes ``zone`` is usually ahead of ``own_zone`` in ``year``, the most common difference first.

    More than one where whole seasons differ (London and Tokyo: 8 h in summer, 9 h in winter).
    """
    noon = datetime(year, 1, 1, 12, tzinfo=UTC)
    own, other = ZoneInfo(own_zone), ZoneInfo(zone)
    counted = Counter(offset_difference_minutes(noon + day * _DAY, own, other) for day in range(365)).most_common()
    return tuple(minutes for minutes, days in counted if days >= _USUAL_DAYS) or (counted[0][0],)


def clock_change_warnings(bookings: Sequence[Booking], own: ZoneInfo, today: date) -> Iterator[ScheduleWarning]:
    """Where the clocks can mislead about ``bookings`` (in the order of time) from ``today`` on.

    That is: the company's zone is not as far from the person's as usual, as today, or as on the day before in
    the list; or the clocks of either change within the week before an interview.
    """
    today_at = datetime.combine(today, time(12), own).astimezone(UTC)
    zones = sorted({booking.zone for booking in bookings})
    for name in zones:
        coming = [booking for booking in bookings if booking.zone == name and booking.day >= today]
        days = [_Day(tuple(group), own, today) for _, group in groupby(coming, key=lambda booking: booking.day)]
        yield from _warn_of_zone(days, today_at)


@dataclass(frozen=True, slots=True)
class _Day:
    """The bookings of one date in one zone."""

    bookings: tuple[Booking, ...]
    own: ZoneInfo
    today: date

    @property
    def at(self) -> datetime:
        return self.bookings[0].starts_at

    @property
    def on(self) -> date:
        return self.bookings[0].day

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.bookings[0].zone)

    @property
    def difference(self) -> int:
        return offset_difference_minutes(self.at, self.own, self.zone)

    @property
    def usual(self) -> tuple[int, ...]:
        return usual_differences(self.own.key, self.zone.key, self.on.year)

    def changes_since(self, instant: datetime) -> list[ClockChange]:
        places = {self.zone.key: self.zone, self.own.key: self.own}.values()
        found = (last_clock_change(place, instant, self.at) for place in places)
        return sorted((change for change in found if change), key=lambda change: change.on)


def _warn_of_zone(days: Sequence[_Day], today_at: datetime) -> Iterator[ScheduleWarning]:
    before = today_at
    for _, grouped in groupby(days, key=lambda day: day.difference):
        run = list(grouped)
        words = _difference_words(run, before)
        if words:
            bookings = [booking for day in run for booking in day.bookings]
            yield ScheduleWarning(WarningKind.CLOCK_CHANGE, words, run[0].on, booking_ids(bookings))
        else:
            yield from _warn_of_fresh_change(run[0], before)
        for earlier, later in pairwise(run):
            yield from _warn_of_fresh_change(later, earlier.at)
        before = run[-1].at


def _difference_words(run: Sequence[_Day], before: datetime) -> str:
    """What to say of days that share a difference: that it is unusual, or new against ``before``; else nothing."""
    first = run[0]
    then = offset_difference_minutes(before, first.own, first.zone)
    if first.difference not in first.usual:
        named, against = run, f"usually {_against(first.usual, first.difference)}"
        before = max(before, first.at - _RECENT)
    elif first.difference != then:
        named, against = run[:1], f"{_reference(first, before)} {_against((then,), first.difference)}"
    else:
        return ""
    days = _listed([format_day(day.on) for day in named])
    changes = "".join(f" {_capitalised(_change_words(change, first))}." for change in first.changes_since(before))
    there, here = first.at.astimezone(first.zone), first.at.astimezone(first.own)
    example = f"{there:%H:%M} there is {here:%H:%M} for you."
    return f"{first.zone.key} is {_ahead(first.difference)} on {days}, {against}.{changes} {example}"


def _reference(day: _Day, before: datetime) -> str:
    on = before.astimezone(day.zone).date()
    return "today" if on <= day.today else f"on {format_day(on)}"


def _against(usual: Sequence[int], difference: int) -> str:
    """The usual differences, without "behind you" where that goes without saying."""
    return " or ".join(
        length_words(timedelta(minutes=abs(minutes))) if minutes * difference > 0 else _ahead(minutes)
        for minutes in usual
    )


def _ahead(minutes: int) -> str:
    if not minutes:
        return "level with you"
    return f"{length_words(timedelta(minutes=abs(minutes)))} {'ahead of' if minutes > 0 else 'behind'} you"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _capitalised(words: str) -> str:
    return words[0].upper() + words[1:]


def _warn_of_fresh_change(day: _Day, before: datetime) -> Iterator[ScheduleWarning]:
    changes = day.changes_since(max(before, day.at - _FRESH))
    if changes:
        told = _capitalised(_listed([_change_words(change, day) for change in changes]))
        words = f"{told}, shortly before {format_day(day.on)}. The times here count that in."
        yield ScheduleWarning(WarningKind.CLOCK_CHANGE, words, day.on, booking_ids(day.bookings))


def _change_words(change: ClockChange, day: _Day) -> str:
    whose = f"your clocks ({change.zone})" if change.zone == day.own.key else f"the clocks in {change.zone}"
    way = "forward" if change.shift > timedelta() else "back"
    return f"{whose} go {way} {length_words(abs(change.shift))} on {format_day(change.on)}"
