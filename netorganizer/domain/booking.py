"""Time of the person's that is taken, a warning about it, and the words both are told in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from netorganizer.domain.clock import format_day

# The "kind hours" of the person's own local day, until they say otherwise.
WAKING_HOURS = (time(9), time(21))


class WarningKind(StrEnum):
    """The kinds of warning. Keys are a promise: the command line prints them."""

    CLASH = "clash"
    CLOCK_CHANGE = "clock_change"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class ScheduleWarning:
    """One thing to mind, in words for the person. ``on`` is its day in the company's zone.

    ``interview_ids`` are the booked interviews concerned; those not booked yet have no id.
    """

    kind: WarningKind
    text: str
    on: date
    interview_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Booking:
    """Time that is taken: an aware span, the IANA zone it was agreed in, and what to call it."""

    label: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    interview_id: int | None = None

    @property
    def day(self) -> date:
        """Its date in its own zone."""
        return self.starts_at.astimezone(ZoneInfo(self.zone)).date()


def booking_ids(bookings: Iterable[Booking]) -> tuple[int, ...]:
    """The ids of those that are booked interviews."""
    return tuple(booking.interview_id for booking in bookings if booking.interview_id is not None)


def both_times(booking: Booking, own: ZoneInfo) -> str:
    """Its label with its times in its own zone and the person's, the date too where theirs is another."""
    there = _span(booking, ZoneInfo(booking.zone))
    if booking.zone == own.key:
        return f"“{booking.label}” ({there})"
    own_day = booking.starts_at.astimezone(own).date()
    day = "" if own_day == booking.day else f" on {format_day(own_day)}"
    return f"“{booking.label}” ({there} in {booking.zone}, {_span(booking, own)} for you{day})"


def _span(booking: Booking, zone: ZoneInfo) -> str:
    return f"{booking.starts_at.astimezone(zone):%H:%M}–{booking.ends_at.astimezone(zone):%H:%M}"


def length_words(length: timedelta) -> str:
    """A positive length in hours and minutes: ``45 min``, ``9 h``, ``5 h 30 min``."""
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    parts = [f"{hours} h"] if hours else []
    if minutes or not hours:
        parts.append(f"{minutes} min")
    return " ".join(parts)
