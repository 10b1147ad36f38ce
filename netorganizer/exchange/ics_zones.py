"""The clock-change rules of a time zone, as an iCalendar file can say them so that every program agrees.

The rules come from the last line of the zone's TZif file, a POSIX TZ string such as
``CET-1CEST,M3.5.0,M10.5.0/3`` (RFC 8536 section 3.3, POSIX.1-2017 section 8.3): the only place where the time
zone database states a rule instead of a list of past changes. A list (RDATE), which icalendar's own generator
writes, is read an hour wrong by Thunderbird, ical.js and others; a yearly RRULE is read alike by all.

A rule of another shape (a change the day after or before its weekday, as in Jerusalem, Cairo, Santiago and
Nuuk) gives no rules here. iCalendar could say most of them (BYMONTHDAY), but Outlook ignores zones it cannot
approximate (MS-STANOICAL 2.2.47) and then reads the times as local, so such events are written in UTC.
"""

import re
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDatetime, vRecur, vText, vUTCOffset

_NAME = r"<[A-Za-z0-9+-]+>|[A-Za-z]+"
_OFFSET = r"[+-]?\d{1,3}(?::\d{2}){0,2}"
_WHEN = rf",M(\d+)\.(\d)\.(\d)(?:/({_OFFSET}))?"
_FOOTER = re.compile(rf"({_NAME})({_OFFSET})(?:({_NAME})({_OFFSET})?{_WHEN}{_WHEN})?")
_DEFAULT_CHANGE = timedelta(hours=2)  # POSIX: when a rule names no time of day
_DAY = timedelta(days=1)
_RRULE_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_FIRST_YEAR = 1970  # where the rules start in the file; they are only used for years in which they hold


@dataclass(frozen=True, slots=True)
class YearlyChange:
    """A clock change of every year, on the ``week``-th (5: last) ``weekday`` (0: Sunday) of a month.

    ``at`` is the time of day on the clock before the change; ``before`` and ``after`` are offsets from UTC.
    """

    month: int
    week: int
    weekday: int
    at: timedelta
    before: timedelta
    after: timedelta
    name: str

    def local_onset(self, year: int) -> datetime:
        """When it happens in ``year``, on the clock before the change (naive)."""
        if self.week == 5:
            next_month = datetime(year + self.month // 12, self.month % 12 + 1, 1)  # noqa: DTZ001
            day = next_month - timedelta(days=(next_month.isoweekday() - self.weekday - 1) % 7 + 1)
        else:
            first = datetime(year, self.month, 1)  # noqa: DTZ001
            day = first + timedelta(days=(self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1))
        return day + self.at

    def onset(self, year: int) -> datetime:
        """The instant it happens in ``year``, UTC."""
        return (self.local_onset(year) - self.before).replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ZoneRules:
    """A zone whose clock stands still (no ``changes``) or changes twice a year, for ever."""

    key: str
    name: str
    standing: timedelta
    changes: tuple[YearlyChange, ...]

    def offset_at(self, instant: datetime) -> timedelta:
        """The offset from UTC that a reader of these rules finds for ``instant``."""
        if not self.changes:
            return self.standing
        years = (instant.year - 1, instant.year)
        past = [(change.onset(year), change.after) for year in years for change in self.changes]
        return max(pair for pair in past if pair[0] <= instant)[1]


@cache
def find_rules(key: str) -> ZoneRules | None:
    """The rules of the zone ``key``, or None when its last line is of a shape that not all programs read.

    Raises :class:`zoneinfo.ZoneInfoNotFoundError` when there is no such zone.
    """
    matched = _FOOTER.fullmatch(_read_footer(key))
    if matched is None:
        return None
    name, offset, summer_name, summer_offset = (part or "" for part in matched.group(1, 2, 3, 4))
    winter = -_duration(offset)
    if not summer_name:
        return ZoneRules(key, name.strip("<>"), winter, ())
    summer = -_duration(summer_offset) if summer_offset else winter + timedelta(hours=1)
    changes = (
        _yearly_change(matched.group(5, 6, 7, 8), winter, summer, summer_name),
        _yearly_change(matched.group(9, 10, 11, 12), summer, winter, name),
    )
    if any(not timedelta(0) <= change.at < _DAY for change in changes):
        return None
    return ZoneRules(key, name.strip("<>"), winter, changes)


def build_timezone(rules: ZoneRules) -> Timezone:
    """The VTIMEZONE of ``rules`` (RFC 5545 section 3.6.5) in the form that Outlook takes: RRULE, no RDATE."""
    timezone = Timezone()
    timezone["TZID"] = vText(rules.key)
    for change in rules.changes:
        timezone.add_component(_yearly_observance(change))
    if not rules.changes:
        onset = datetime(_FIRST_YEAR, 1, 1)  # noqa: DTZ001
        standing = _observance(TimezoneStandard(), onset, rules.standing, rules.standing, rules.name)
        timezone.add_component(standing)
    return timezone


def _yearly_observance(change: YearlyChange) -> TimezoneDaylight | TimezoneStandard:
    # By offset, not by the database's word: in Dublin it calls the summer time "standard".
    kind = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    onset = change.local_onset(_FIRST_YEAR)
    observance = _observance(kind, onset, change.before, change.after, change.name)
    day = f"{-1 if change.week == 5 else change.week}{_RRULE_DAYS[change.weekday]}"
    observance["RRULE"] = vRecur(FREQ="YEARLY", BYMONTH=change.month, BYDAY=day)
    return observance


def _observance(
    kind: TimezoneDaylight | TimezoneStandard, onset: datetime, before: timedelta, after: timedelta, name: str
) -> TimezoneDaylight | TimezoneStandard:
    kind["DTSTART"] = vDatetime(onset)
    kind["TZOFFSETFROM"] = vUTCOffset(before)
    kind["TZOFFSETTO"] = vUTCOffset(after)
    kind["TZNAME"] = vText(name)
    return kind


def _yearly_change(rule: tuple[str | None, ...], before: timedelta, after: timedelta, name: str) -> YearlyChange:
    month, week, weekday, at = rule
    return YearlyChange(
        month=int(month or 0),
        week=int(week or 0),
        weekday=int(weekday or 0),
        at=_duration(at) if at else _DEFAULT_CHANGE,
        before=before,
        after=after,
        name=name.strip("<>"),
    )


def _duration(text: str) -> timedelta:
    hours, minutes, seconds = (*map(int, text.lstrip("+-").split(":")), 0, 0)[:3]
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if text.startswith("-") else length


def _read_footer(key: str) -> str:
    return _read_tzif(key).rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", "replace")


def _read_tzif(key: str) -> bytes:
    """The file that ``ZoneInfo(key)`` reads: the system's first, then that of the tzdata package."""
    zoneinfo.ZoneInfo(key)  # refuses a key that is no zone, such as a path
    for folder in zoneinfo.TZPATH:
        file = Path(folder, key)
        if file.is_file():
            return file.read_bytes()
    return resources.files("tzdata").joinpath("zoneinfo", key).read_bytes()
