"""Time: zones by name, instants out of typed local times, and how both are written."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netorganizer.domain.clock import (
    find_zone,
    format_day,
    format_utc,
    is_imaginary,
    make_clock,
    offset_difference_minutes,
    parse_day,
    parse_time,
    parse_utc,
    resolve_local,
    system_zone_name,
)
from netorganizer.domain.errors import Ambiguous, Invalid, NotFound

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = sorted(name for name in available_timezones() if "/" in name)


def test_a_zone_is_found_by_its_iana_name_only() -> None:
    assert find_zone("Europe/Berlin") == BERLIN
    assert find_zone("UTC").key == "UTC"


@pytest.mark.parametrize(
    "name", ["", "CET", "PST", "localtime", "Berlin", "Europe/Nowhere", "../../etc/passwd", "/etc/x"]
)
def test_an_unknown_zone_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(NotFound, match="Use an IANA name such as Europe/Berlin"):
        find_zone(name)


@pytest.mark.parametrize(
    ("tz", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":America/New_York", "America/New_York"),
        ("Nowhere/Land", "UTC"),
        ("PST8", "UTC"),
        ("/no/such/place", "UTC"),
    ],
)
def test_the_system_zone_is_what_tz_says(monkeypatch: pytest.MonkeyPatch, tz: str, name: str) -> None:
    monkeypatch.setenv("TZ", tz)
    assert system_zone_name() == name


def test_the_system_zone_follows_a_link_into_the_zone_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    target = tmp_path / "zoneinfo" / "Asia" / "Tokyo"
    target.parent.mkdir(parents=True)
    target.touch()
    link = tmp_path / "localtime"
    link.symlink_to(target)
    monkeypatch.setenv("TZ", f":{link}")
    assert system_zone_name() == "Asia/Tokyo"


def test_without_tz_the_system_zone_is_one_that_can_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TZ", raising=False)
    assert find_zone(system_zone_name()).key == system_zone_name()


def test_a_frozen_clock_stands_still_in_its_zone() -> None:
    clock = make_clock("Asia/Tokyo", "2026-03-04T23:30+01:00")
    assert clock.now() == clock.now() == datetime(2026, 3, 4, 22, 30, tzinfo=UTC)
    assert clock.now().tzinfo is UTC
    assert clock.today() == date(2026, 3, 5)
    assert clock.zone.key == "Asia/Tokyo"


def test_a_running_clock_gives_the_present_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    clock = make_clock()
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.zone_name == "Europe/Berlin"


@pytest.mark.parametrize(
    ("frozen", "words"),
    [
        ("yesterday", "is not a time"),
        ("2026-03-04T10:00", "has no offset"),
        ("2026-03-04", "has no offset"),
        ("0001-01-01T00:00+14:00", "too far from now"),
        ("9999-12-31T23:59+00:00", "too far from now"),
    ],
)
def test_a_clock_cannot_be_stopped_at_what_is_no_instant(frozen: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        make_clock("Asia/Tokyo", frozen)


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_is_read_back_as_it_was_written(instant: datetime) -> None:
    text = format_utc(instant)
    assert len(text) == len("2027-03-12T17:00:00Z")
    assert parse_utc(text) == instant.replace(microsecond=0)
    assert parse_utc(text).tzinfo is UTC


def test_an_instant_is_written_in_utc_whatever_its_zone() -> None:
    assert format_utc(datetime(2027, 3, 12, 9, tzinfo=LOS_ANGELES)) == "2027-03-12T17:00:00Z"


def test_a_year_has_four_digits_so_that_it_can_be_read_back() -> None:
    assert format_utc(datetime(900, 1, 1, tzinfo=UTC)) == "0900-01-01T00:00:00Z"


def test_days_are_typed_and_said() -> None:
    assert parse_day("2027-03-12") == date(2027, 3, 12)
    assert format_day(date(2027, 3, 12)) == "Fri 12 March 2027"
    assert format_day(date(2026, 9, 6)) == "Sun 6 September 2026"


@pytest.mark.parametrize("text", ["", "2027-02-30", "12.3.2027", "tomorrow", "2027-03-12T09:00"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="Write it as 2027-03-12"):
        parse_day(text)


def test_the_same_wall_time_is_another_instant_after_the_clock_change() -> None:
    assert parse_time("2027-03-12T09:00", LOS_ANGELES) == datetime(2027, 3, 12, 17, tzinfo=UTC)
    assert parse_time("2027-03-15T09:00", LOS_ANGELES) == datetime(2027, 3, 15, 16, tzinfo=UTC)


def test_a_skipped_time_is_refused_with_both_readings() -> None:
    with pytest.raises(Invalid, match="does not exist") as refusal:
        parse_time("2027-03-14T02:30", LOS_ANGELES)
    assert "2027-03-14T01:30-08:00 or 2027-03-14T03:30-07:00" in str(refusal.value)
    assert is_imaginary(datetime(2027, 3, 14, 2, 30), LOS_ANGELES)  # noqa: DTZ001
    assert not is_imaginary(datetime(2027, 3, 14, 3, 0), LOS_ANGELES)  # noqa: DTZ001


def test_a_repeated_time_is_refused_with_both_readings() -> None:
    with pytest.raises(Ambiguous, match="happens twice") as refusal:
        parse_time("2026-11-01T01:30", LOS_ANGELES)
    assert "2026-11-01T01:30-07:00 or 2026-11-01T01:30-08:00" in str(refusal.value)


def test_the_readings_of_a_refusal_can_be_typed() -> None:
    assert parse_time("2027-03-14T03:30-07:00", LOS_ANGELES) == datetime(2027, 3, 14, 10, 30, tzinfo=UTC)
    assert parse_time("2026-11-01T01:30-08:00", LOS_ANGELES) == datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("soon", "is not a time"),
        ("", "is not a time"),
        ("2027-03-12T25:00", "is not a time"),
        ("2027-03-12", "has no time of day"),
        ("20270312", "has no time of day"),
        ("0001-01-01T00:00", "too far from now"),
        ("9999-12-31T23:59", "too far from now"),
    ],
)
def test_what_is_no_time_is_refused(text: str, words: str) -> None:
    zone = BERLIN if text.startswith("0001") else LOS_ANGELES
    with pytest.raises(Invalid, match=words):
        parse_time(text, zone)


def test_fractions_of_a_second_are_dropped() -> None:
    assert parse_time("2027-03-12T09:00:01.9", LOS_ANGELES) == datetime(2027, 3, 12, 17, 0, 1, tzinfo=UTC)


@given(
    st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
    st.sampled_from(ZONES),
)
def test_a_local_time_is_either_the_one_instant_that_shows_it_or_refused(local: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    shown_by = {
        instant
        for fold in (0, 1)
        if (instant := local.replace(tzinfo=zone, fold=fold).astimezone(UTC))
        and instant.astimezone(zone).replace(tzinfo=None, fold=0) == local
    }
    try:
        resolved = resolve_local(local, zone)
    except Ambiguous:
        assert len(shown_by) == 2
    except Invalid:
        assert not shown_by
    else:
        assert shown_by == {resolved}


def test_the_difference_between_two_zones_changes_in_spring() -> None:
    def behind(month: int, day: int) -> int:
        return offset_difference_minutes(datetime(2027, month, day, 17, tzinfo=UTC), BERLIN, LOS_ANGELES)

    assert (behind(3, 12), behind(3, 15), behind(3, 29)) == (-540, -480, -540)


def test_the_difference_is_reckoned_in_minutes() -> None:
    instant = datetime(2027, 1, 1, tzinfo=UTC)
    assert offset_difference_minutes(instant, BERLIN, ZoneInfo("Asia/Kathmandu")) == 285
    assert offset_difference_minutes(instant + timedelta(days=1), BERLIN, BERLIN) == 0
