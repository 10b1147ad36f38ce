"""Time: what is now, where the person is, and which instant a typed local time means.

Instants are aware datetimes in UTC; a zone is an IANA name. Local times are typed, never stored alone.
"""

import contextlib
import os
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from netorganizer.domain.errors import Ambiguous, Invalid, NotFound

# Not strftime's: Qt sets the C locale from the environment, and these words belong to English sentences.
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


# Far enough from both ends of the calendar that no zone, end or neighbouring day can fall off it.
PLANNABLE_YEARS = range(1971, 9990)
# Copies of the zones with other rules, in the system's folder beside the real ones.
_COPIES = ("posix/", "right/")


def find_zone(name: str) -> ZoneInfo:
    """The zone with this IANA name; :class:`NotFound` otherwise (never a path, never a guess)."""
    if name == "UTC" or ("/" in name and not name.startswith(_COPIES)):
        # Not by asking for all zones: that opens 600 files. A path out of the folder is a ValueError.
        with contextlib.suppress(ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo(name)
    raise NotFound(f"There is no time zone called “{name}”. Use an IANA name such as Europe/Berlin.")


def system_zone_name() -> str:
    """The zone the machine is set to, as an IANA name; ``UTC`` when it cannot be told."""
    wanted = os.environ.get("TZ", "").lstrip(":") or "/etc/localtime"
    if Path(wanted).is_absolute():
        wanted = str(Path(wanted).resolve()).partition("zoneinfo/")[2]
    try:
        return find_zone(wanted).key
    except NotFound:
        return "UTC"


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is for the person. ``now`` gives an aware instant; ``zone_name`` is where they are."""

    now: Callable[[], datetime]
    zone_name: str

    @property
    def zone(self) -> ZoneInfo:
        """The person's zone."""
        return ZoneInfo(self.zone_name)

    def today(self) -> date:
        """The date where the person is."""
        return self.now().astimezone(self.zone).date()


def use_newest_zone_data() -> None:
    """Let zoneinfo read the newer of the system's rules and those installed with the program.

    A system that is not updated has rules of the year it was released, and an interview in a country that has
    changed its clocks since would be an hour off. ``PYTHONTZPATH`` keeps its say.
    """
    import tzdata

    if os.environ.get("PYTHONTZPATH") is None and system_zone_data_version() <= tzdata.IANA_VERSION:
        zoneinfo.reset_tzpath([str(Path(tzdata.__file__).parent / "zoneinfo")])


def system_zone_data_version() -> str:
    """The version of the system's rules, such as ``2025b``; empty when there are none or they do not tell."""
    for folder in zoneinfo.TZPATH:
        with contextlib.suppress(OSError), (Path(folder) / "tzdata.zi").open(encoding="ascii") as rules:
            return rules.readline().removeprefix("# version ").strip()
    return ""


def make_clock(zone_name: str | None = None, frozen_now: str | None = None) -> Clock:
    """A clock for ``zone_name`` (default: the system's), stopped at ``frozen_now`` (ISO 8601 with offset) if given."""
    use_newest_zone_data()
    zone = find_zone(zone_name).key if zone_name else system_zone_name()
    if frozen_now is None:
        return Clock(lambda: datetime.now(UTC), zone)
    try:
        instant = datetime.fromisoformat(frozen_now)
    except ValueError:
        raise Invalid(f"“{frozen_now}” is not a time. Write ISO 8601 with an offset: 2026-03-04T10:00+01:00.") from None
    if instant.tzinfo is None:
        raise Invalid(f"“{frozen_now}” has no offset. Write it as 2026-03-04T10:00+01:00.")
    try:
        frozen = instant.astimezone(UTC)
        frozen.astimezone(ZoneInfo(zone))
    except OverflowError:
        raise Invalid(f"“{frozen_now}” is too far from now to plan with.") from None
    return Clock(lambda: frozen, zone)


def format_utc(instant: datetime) -> str:
    """``instant`` as it is stored and shown in JSON: UTC, whole seconds, ``Z``."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def parse_utc(text: str) -> datetime:
    """The instant that :func:`format_utc` wrote."""
    return datetime.fromisoformat(text)


def parse_day(text: str) -> date:
    """A day typed as ``YYYY-MM-DD``; :class:`Invalid` otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(f"“{text}” is not a day. Write it as 2027-03-12.") from None


def format_day(day: date) -> str:
    """``day`` in words: ``Fri 12 March 2027``."""
    return f"{DAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def is_imaginary(local: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock change skips the naive local time ``local`` in ``zone``."""
    aware = local.replace(tzinfo=zone)
    return aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local


def resolve_local(local: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant of the naive wall time ``local`` in ``zone``.

    Raises :class:`Invalid` for a time that the clock change skips and :class:`Ambiguous` for one it repeats;
    both name the two readings, which can be typed with an offset.
    """
    early, late = local.replace(tzinfo=zone, fold=0), local.replace(tzinfo=zone, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(UTC)
    skipped = is_imaginary(local, zone)
    readings = [reading.astimezone(UTC).astimezone(zone).isoformat(timespec="minutes") for reading in (early, late)]
    if skipped:
        raise Invalid(
            f"{local:%H:%M} on {local:%Y-%m-%d} does not exist in {zone.key}: the clocks skip it. "
            f"Type one of {readings[1]} or {readings[0]}."
        )
    raise Ambiguous(
        f"{local:%H:%M} on {local:%Y-%m-%d} happens twice in {zone.key}: the clocks go back. "
        f"Type one of {readings[0]} or {readings[1]}."
    )


def parse_time(text: str, zone: ZoneInfo) -> datetime:
    """The UTC instant typed as local ISO 8601 in ``zone``, or with an offset of its own.

    Raises :class:`Invalid` or :class:`Ambiguous`. Fractions of a second are dropped, whole seconds kept.
    """
    try:
        typed = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(f"“{text}” is not a time. Write it as 2027-03-12T09:00.") from None
    if len(text.strip()) <= len("2027-03-12"):
        raise Invalid(f"“{text}” has no time of day. Write it as 2027-03-12T09:00.")
    if typed.year not in PLANNABLE_YEARS:
        raise Invalid(f"“{text}” is too far from now to plan with.")
    instant = typed.astimezone(UTC) if typed.tzinfo else resolve_local(typed, zone)
    return instant.replace(microsecond=0)


def offset_difference_minutes(instant: datetime, zone: ZoneInfo, other: ZoneInfo) -> int:
    """How many minutes ``other`` is ahead of ``zone`` at ``instant`` (negative: behind)."""
    ahead = (instant.astimezone(other).utcoffset() or timedelta()) - (
        instant.astimezone(zone).utcoffset() or timedelta()
    )
    return round(ahead.total_seconds() / 60)
