"""Days, times and distances between zones in words. Never through the locale: the same for every machine."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from netorganizer.domain.clock import offset_difference_minutes

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_text(day: date) -> str:
    """Such as “Friday 12 March 2027”."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Such as “Fri 12 Mar”."""
    return f"{_WEEKDAYS[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1][:3]}"


def days_text(days: tuple[date, ...]) -> str:
    """All of ``days``, joined as in a sentence; beyond three, the first and the last."""
    if len(days) > 3:
        return f"{day_text(days[0])} to {day_text(days[-1])}"
    texts = [day_text(day) for day in days]
    return " and ".join(([", ".join(texts[:-1])] if texts[1:] else []) + texts[-1:])


def time_span(starts_at: datetime, ends_at: datetime, zone: ZoneInfo, day: date) -> str:
    """Such as “18:00–18:45” in ``zone``; a date other than ``day`` is named."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    before = f"{_WEEKDAYS[start.weekday()][:3]} " if start.date() != day else ""
    between = f"{_WEEKDAYS[end.weekday()][:3]} " if end.date() != start.date() else ""
    return f"{before}{start:%H:%M}–{between}{end:%H:%M}"


def moment_text(instant: datetime, zone: ZoneInfo) -> str:
    """Such as “Fri 12 Mar, 18:00”."""
    local = instant.astimezone(zone)
    return f"{short_day(local.date())}, {local:%H:%M}"


def minutes_text(minutes: int) -> str:
    """Such as “45 min”, “2 h”, “1 h 30 min”."""
    hours, rest = divmod(minutes, 60)
    parts = ([f"{hours} h"] if hours else []) + ([f"{rest} min"] if rest or not hours else [])
    return " ".join(parts)


def city(zone_name: str) -> str:
    """The place that a zone is named after."""
    return zone_name.rpartition("/")[2].replace("_", " ")


def distance_text(instant: datetime, own: ZoneInfo, their: ZoneInfo) -> str:
    """How far ``their`` clocks are from ``own`` ones at ``instant``, as a sentence."""
    minutes = offset_difference_minutes(instant, own, their)
    if not minutes:
        return f"{city(their.key)} and {city(own.key)} have the same time."
    direction = "ahead of" if minutes > 0 else "behind"
    return f"{city(their.key)} is {minutes_text(abs(minutes))} {direction} {city(own.key)}."
