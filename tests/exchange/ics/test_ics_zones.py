"""Zones: over all of them, what other programs compute from our rules is what the time zone database says."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from ics_cases import MADE_AT, make_interview
from ics_readers import READERS

from netorganizer.domain.interview import CalendarTombstone
from netorganizer.exchange.ics import write_calendar
from netorganizer.exchange.ics_zones import find_rules

ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
# The clock changes on another day than its weekday says; see ics_zones.
BEYOND_RULES = {
    *("Africa/Cairo", "America/Godthab", "America/Nuuk", "America/Santiago", "America/Scoresbysund"),
    *("Asia/Gaza", "Asia/Hebron", "Asia/Jerusalem", "Asia/Tel_Aviv", "Chile/Continental"),
}


def _entry(number: int, zone: str, starts_at: datetime) -> CalendarTombstone:
    # A tombstone, the smallest event there is: some readers are slow.
    return CalendarTombstone(
        uid=f"5e0f7c1e-0000-4000-8000-{number:012d}",
        title=zone,
        starts_at=starts_at,
        zone=zone,
        minutes=45,
        sequence=1,
        created_at=MADE_AT,
        modified_at=MADE_AT,
        company="Netflix",
        application_id=1,
    )


def _random_instants(count: int) -> list[datetime]:
    minutes = int((LAST - FIRST).total_seconds() / 60)
    return [FIRST + timedelta(minutes=random.randrange(minutes)) for _ in range(count)]


def _clock_changes(zone: ZoneInfo, start: datetime, days: int) -> Iterator[datetime]:
    """The instants, to the minute, at which the offset of ``zone`` changes."""
    for day in (start + timedelta(days=number) for number in range(days)):
        low, high = day, day + timedelta(days=1)
        if low.astimezone(zone).utcoffset() == high.astimezone(zone).utcoffset():
            continue
        while high - low > timedelta(minutes=1):
            middle = low + (high - low) // 2
            same = low.astimezone(zone).utcoffset() == middle.astimezone(zone).utcoffset()
            low, high = (middle, high) if same else (low, middle)
        yield high.replace(second=0, microsecond=0)


def _instants_near_changes(zone: str) -> list[datetime]:
    around = [timedelta(minutes=minutes) for minutes in (-241, -226, -181, -46, -30, -1, 0, 1, 30, 61, 179, 180, 181)]
    year = FIRST.replace(year=random.randrange(FIRST.year, LAST.year))
    return [change + by for change in _clock_changes(ZoneInfo(zone), year, 365) for by in around]


def _assert_read_alike(reader: str, entries: list[CalendarTombstone], folder: Path) -> None:
    file, scratch = folder / "export.ics", folder / "scratch"
    scratch.mkdir()
    file.write_bytes(write_calendar(entries, name="Zones"))
    seen = {event.uid: (event.start, event.end) for event in READERS[reader](file, scratch)}
    meant = {
        entry.uid: (int(entry.starts_at.timestamp()), int(entry.starts_at.timestamp()) + 45 * 60) for entry in entries
    }
    wrong = [(entry.zone, entry.starts_at.isoformat()) for entry in entries if seen.get(entry.uid) != meant[entry.uid]]
    assert not wrong, f"{reader} reads {len(wrong)} of {len(entries)} wrongly: {wrong[:10]}"


# These four compute offsets from the VTIMEZONE in the file; the others look the name up.
@pytest.mark.parametrize("reader", ["libical", "vobject", "ruby-icalendar", "ical.js"])
def test_readers_of_the_rules_agree_in_every_zone(reader: str, tmp_path: Path) -> None:
    moments = [(zone, instant) for zone in ZONES for instant in _random_instants(2)]
    _assert_read_alike(reader, [_entry(n, *moment) for n, moment in enumerate(moments)], tmp_path)


@pytest.mark.parametrize("reader", ["libical", "vobject", "ruby-icalendar", "ical.js"])
def test_readers_of_the_rules_agree_near_clock_changes(reader: str, tmp_path: Path) -> None:
    changing = [zone for zone in ZONES if (rules := find_rules(zone)) is None or rules.changes]
    moments = [(zone, instant) for zone in random.sample(changing, 30) for instant in _instants_near_changes(zone)]
    _assert_read_alike(reader, [_entry(n, *moment) for n, moment in enumerate(moments)], tmp_path)


def test_rules_hold_to_the_second_in_every_zone() -> None:
    wrong = []
    second = timedelta(seconds=1)
    for zone in ZONES:
        rules = find_rules(zone)
        for change in rules.changes if rules else ():
            onset = change.onset(2034)
            before, after = ((onset - second).astimezone(ZoneInfo(zone)), onset.astimezone(ZoneInfo(zone)))
            if (before.utcoffset(), after.utcoffset()) != (change.before, change.after):
                wrong.append(zone)
    assert not wrong


def test_only_zones_that_change_on_odd_days_have_no_rules() -> None:
    assert {zone for zone in ZONES if find_rules(zone) is None} <= BEYOND_RULES


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("Asia/Jerusalem", "2027-03-26T10:00"),  # changes on the Friday before the last Sunday: no rule
        ("America/New_York", "2006-03-20T09:00"),  # daylight time began in April then
        ("Europe/Berlin", "2026-10-25T02:30+02:00"),  # happens twice
        ("Europe/Berlin", "2027-03-28T01:30"),  # ends in the hour that is skipped
        ("Europe/Moscow", "1998-07-01T09:00"),  # before today's rule
        ("Europe/Berlin", "2040-07-01T09:00"),  # beyond the years that all programs expand
        ("UTC", "2027-07-01T09:00"),
        ("Etc/GMT+8", "2027-07-01T09:00"),
    ],
)
def test_times_that_rules_do_not_give_are_in_utc(zone: str, local: str) -> None:
    written = write_calendar([make_interview(1, local, zone)], name="Netflix").decode()
    start = make_interview(1, local, zone).starts_at
    assert f"DTSTART:{start:%Y%m%dT%H%M%S}Z\r\n" in written
    assert "TZID" not in written


def test_an_end_in_the_repeated_hour_puts_the_whole_event_in_utc() -> None:
    interview = replace(make_interview(1, "2026-10-24T22:00", "Europe/Berlin"), minutes=270)
    written = write_calendar([interview], name="Netflix").decode()
    assert "DTSTART:20261024T200000Z\r\nDTEND:20261025T003000Z\r\n" in written


def test_only_the_zones_used_are_in_the_file() -> None:
    used = ("Asia/Tokyo", "Europe/Berlin", "Asia/Tokyo")
    entries = [make_interview(n, "2027-07-01T09:00", zone) for n, zone in enumerate(used)]
    written = write_calendar(entries, name="Netflix").decode()
    assert written.count("BEGIN:VTIMEZONE") == 2
    assert written.index("END:VTIMEZONE") < written.index("BEGIN:VEVENT")
    assert "RDATE" not in written


def test_berlin_rules_are_in_the_form_that_outlook_takes() -> None:
    written = write_calendar([make_interview(1, "2027-07-01T09:00", "Europe/Berlin")], name="Netflix").decode()
    zone = written[written.index("BEGIN:VTIMEZONE") : written.index("BEGIN:VEVENT")].splitlines()
    assert zone == [
        *("BEGIN:VTIMEZONE", "TZID:Europe/Berlin"),
        *("BEGIN:DAYLIGHT", "DTSTART:19700329T020000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "TZNAME:CEST"),
        *("TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT"),
        *("BEGIN:STANDARD", "DTSTART:19701025T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "TZNAME:CET"),
        *("TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD"),
        "END:VTIMEZONE",
    ]
