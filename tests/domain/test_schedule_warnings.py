"""Warnings: clashes across all companies, clock changes, and hours outside the person's day."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netorganizer.domain.booking import Booking, ScheduleWarning, WarningKind, length_words
from netorganizer.domain.clock_changes import ClockChange, last_clock_change, usual_differences
from netorganizer.domain.interview import Interview
from netorganizer.domain.pipeline import InterviewStatus, Stage
from netorganizer.domain.schedule_warnings import live_bookings, minutes_outside, schedule_warnings

BERLIN, LOS_ANGELES, TOKYO, LONDON = "Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo", "Europe/London"
TODAY = date(2027, 3, 1)


def booking(local: str, zone: str = BERLIN, label: str = "Talk", minutes: int = 60, id_: int | None = None) -> Booking:
    starts_at = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return Booking(label, starts_at, starts_at + timedelta(minutes=minutes), zone, id_)


def of_kind(kind: WarningKind, *bookings: Booking, own: str = BERLIN, today: date = TODAY) -> list[ScheduleWarning]:
    return [warning for warning in schedule_warnings(bookings, own, today) if warning.kind is kind]


def clock_texts(*bookings: Booking, own: str = BERLIN, today: date = TODAY) -> list[str]:
    return [warning.text for warning in of_kind(WarningKind.CLOCK_CHANGE, *bookings, own=own, today=today)]


def test_a_quiet_week_has_no_warnings() -> None:
    week = [booking(f"2027-03-{day:02}T10:00", id_=day) for day in range(8, 12)]
    assert schedule_warnings(week, BERLIN, TODAY) == ()
    assert schedule_warnings([], BERLIN, TODAY) == ()


def test_the_kinds_are_those_that_were_promised() -> None:
    assert list(WarningKind) == ["clash", "clock_change", "hours"]


# Clashes


def test_a_clash_tells_both_interviews_with_both_local_times() -> None:
    one = booking("2027-03-08T18:00", label="Uber: HM screen", id_=1)
    other = booking("2027-03-08T09:30", LOS_ANGELES, "Netflix: Coding", 45, 2)
    (clash,) = of_kind(WarningKind.CLASH, other, one)
    assert clash.text == (
        "“Uber: HM screen” (18:00–19:00) and “Netflix: Coding” (09:30–10:15 in America/Los_Angeles, "
        "18:30–19:15 for you) overlap by 30 min on Mon 8 March 2027."
    )
    assert clash.interview_ids == (1, 2)


def test_one_after_the_other_is_no_clash_but_with_a_buffer() -> None:
    one, next_, later = booking("2027-03-08T10:00"), booking("2027-03-08T11:00"), booking("2027-03-08T12:10")
    assert schedule_warnings([one, next_, later], BERLIN, TODAY) == ()
    texts = [w.text for w in schedule_warnings([one, next_, later], BERLIN, TODAY, buffer_minutes=15)]
    assert ["follow each other without a pause" in text for text in texts] == [True, False]
    assert "are only 10 min apart" in texts[1]
    assert len(schedule_warnings([one, next_, later], BERLIN, TODAY, buffer_minutes=10)) == 1


def test_a_long_booking_clashes_with_each_that_it_spans() -> None:
    long = booking("2027-03-08T10:00", label="Long", minutes=300, id_=1)
    short = [booking(f"2027-03-08T{hour}:00", minutes=30, id_=hour) for hour in (11, 13)]
    assert [w.interview_ids for w in of_kind(WarningKind.CLASH, long, *short)] == [(1, 11), (1, 13)]


def test_others_are_only_looked_at_for_clashes_with_the_bookings() -> None:
    mine = booking("2027-03-08T10:00", id_=1)
    others = [booking("2027-03-08T10:30", id_=2), booking("2027-03-08T10:45", id_=3), booking("2027-03-09T03:00")]
    found = schedule_warnings([mine], BERLIN, TODAY, others=others)
    assert [(w.kind, w.interview_ids) for w in found] == [(WarningKind.CLASH, (1, 2)), (WarningKind.CLASH, (1, 3))]


def test_an_interview_does_not_clash_with_itself_but_two_equal_plans_do() -> None:
    booked = booking("2027-03-08T10:00", id_=1)
    assert of_kind(WarningKind.CLASH, booked, replace(booked, label="moved")) == []
    planned = booking("2027-03-08T10:00")
    assert len(of_kind(WarningKind.CLASH, planned, replace(planned))) == 1


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(1, 90)), max_size=12), st.integers(0, 20))
def test_clashes_are_exactly_the_overlapping_pairs(spans: list[tuple[int, int]], buffer_minutes: int) -> None:
    day = datetime(2027, 3, 8, 8, tzinfo=UTC)
    bookings = [
        Booking("x", day + timedelta(minutes=start), day + timedelta(minutes=start + length), "UTC", number)
        for number, (start, length) in enumerate(spans)
    ]
    expected = {
        frozenset((a, b))
        for a, (start, length) in enumerate(spans)
        for b, (other, more) in enumerate(spans)
        if a < b and start < other + more + buffer_minutes and other < start + length + buffer_minutes
    }
    found = [
        frozenset(warning.interview_ids)
        for warning in schedule_warnings(bookings, "UTC", day.date(), buffer_minutes=buffer_minutes)
        if warning.kind is WarningKind.CLASH
    ]
    assert len(found) == len(expected)
    assert set(found) == expected


def test_only_live_interviews_take_a_place() -> None:
    at = datetime(2027, 3, 8, 17, tzinfo=UTC)
    live = Interview(
        id=1,
        uid="uid",
        application_id=1,
        company="Netflix",
        application_role="SWE",
        stage=Stage.ONSITE,
        round=1,
        title="Coding",
        starts_at=at,
        zone=LOS_ANGELES,
        minutes=45,
        panel=(),
        link="",
        place="",
        status=InterviewStatus.TENTATIVE,
        sequence=0,
        created_at=at,
        modified_at=at,
    )
    cancelled = replace(live, id=2, status=InterviewStatus.CANCELLED)
    assert live_bookings([live, cancelled]) == (
        Booking("Netflix: Coding", at, at + timedelta(minutes=45), LOS_ANGELES, 1),
    )


# Clock changes


def test_the_weeks_between_two_clock_changes_are_told() -> None:
    onsite = [booking("2027-03-12T09:00", LOS_ANGELES, id_=1), booking("2027-03-15T09:00", LOS_ANGELES, id_=2)]
    (warning,) = of_kind(WarningKind.CLOCK_CHANGE, *onsite)
    assert warning.text == (
        "America/Los_Angeles is 8 h behind you on Mon 15 March 2027, usually 9 h. "
        "The clocks in America/Los_Angeles go forward 1 h on Sun 14 March 2027. 09:00 there is 17:00 for you."
    )
    assert (warning.on, warning.interview_ids) == (date(2027, 3, 15), (2,))


def test_days_that_share_an_unusual_difference_share_a_warning() -> None:
    onsite = [booking(f"2026-03-{day}T09:00", LOS_ANGELES, id_=day) for day in (18, 19, 20)]
    (warning,) = of_kind(WarningKind.CLOCK_CHANGE, *onsite, today=date(2026, 3, 4))
    assert warning.text.startswith(
        "America/Los_Angeles is 8 h behind you on Wed 18 March 2026, Thu 19 March 2026 and Fri 20 March 2026, "
        "usually 9 h. The clocks in America/Los_Angeles go forward 1 h on Sun 8 March 2026."
    )
    assert warning.interview_ids == (18, 19, 20)


def test_a_change_that_is_past_is_not_named_but_the_difference_is() -> None:
    assert clock_texts(booking("2027-03-24T09:00", LOS_ANGELES), today=date(2027, 3, 22)) == [
        "America/Los_Angeles is 8 h behind you on Wed 24 March 2027, usually 9 h. 09:00 there is 17:00 for you."
    ]


def test_an_unusual_difference_is_explained_by_the_change_behind_it_not_by_last_season() -> None:
    spring = booking("2027-03-15T09:00", LOS_ANGELES)
    assert clock_texts(spring, today=date(2026, 7, 1)) == clock_texts(spring, today=date(2027, 3, 1))


def test_autumn_is_told_on_both_days_of_the_onsite() -> None:
    onsite = [booking("2026-10-30T09:00", LOS_ANGELES), booking("2026-11-02T09:00", LOS_ANGELES)]
    assert clock_texts(*onsite, today=date(2026, 10, 28)) == [
        "America/Los_Angeles is 8 h behind you on Fri 30 October 2026, usually 9 h. 09:00 there is 17:00 for you.",
        "America/Los_Angeles is 9 h behind you on Mon 2 November 2026, on Fri 30 October 2026 8 h. "
        "The clocks in America/Los_Angeles go back 1 h on Sun 1 November 2026. 09:00 there is 18:00 for you.",
    ]


def test_a_season_is_usual_but_a_difference_new_since_today_is_told() -> None:
    winter = booking("2026-12-10T10:00", TOKYO)
    assert usual_differences(LONDON, TOKYO, 2026) == (480, 540)
    assert clock_texts(winter, own=LONDON, today=date(2026, 12, 1)) == []
    assert clock_texts(winter, own=LONDON, today=date(2026, 9, 1)) == [
        "Asia/Tokyo is 9 h ahead of you on Thu 10 December 2026, today 8 h. "
        "Your clocks (Europe/London) go back 1 h on Sun 25 October 2026. 10:00 there is 01:00 for you."
    ]


def test_zones_that_are_level_for_some_weeks_are_told() -> None:
    # Cairo's summer starts a month after Berlin's.
    assert clock_texts(booking("2027-04-10T10:00", "Africa/Cairo"), today=date(2027, 3, 20)) == [
        "Africa/Cairo is level with you on Sat 10 April 2027, usually 1 h ahead of you. "
        "Your clocks (Europe/Berlin) go forward 1 h on Sun 28 March 2027. 10:00 there is 10:00 for you."
    ]


def test_a_change_between_the_days_is_told_even_at_home() -> None:
    onsite = [booking("2027-03-12T09:00", LOS_ANGELES), booking("2027-03-15T09:00", LOS_ANGELES)]
    assert clock_texts(*onsite, own=LOS_ANGELES) == [
        "Your clocks (America/Los_Angeles) go forward 1 h on Sun 14 March 2027, shortly before Mon 15 March 2027. "
        "The times here count that in."
    ]


def test_clocks_that_change_together_are_told_in_the_week_after_only() -> None:
    soon, later = booking("2027-03-30T10:00", LONDON), booking("2027-06-30T10:00", LONDON)
    (text,) = clock_texts(soon)
    assert text.startswith(
        "The clocks in Europe/London go forward 1 h on Sun 28 March 2027 and "
        "your clocks (Europe/Berlin) go forward 1 h on Sun 28 March 2027, shortly before Tue 30 March 2027."
    )
    assert clock_texts(later) == []
    assert clock_texts(soon, today=date(2027, 3, 29)) == []


def test_what_is_past_is_not_told() -> None:
    assert clock_texts(booking("2027-03-15T09:00", LOS_ANGELES), today=date(2027, 3, 20)) == []


def test_zones_without_clock_changes_are_quiet() -> None:
    assert clock_texts(booking("2027-03-15T09:00", "Asia/Kolkata"), own=TOKYO) == []


@pytest.mark.parametrize(
    ("zone", "after", "until", "change"),
    [
        (LOS_ANGELES, "2027-03-14T09:59", "2027-03-14T10:01", (date(2027, 3, 14), 60)),
        (LOS_ANGELES, "2027-03-14T10:01", "2027-03-20T10:00", None),
        (LOS_ANGELES, "2026-06-01T00:00", "2027-02-01T00:00", (date(2026, 11, 1), -60)),
        ("Australia/Lord_Howe", "2027-03-20T00:00", "2027-04-20T00:00", (date(2027, 4, 4), -30)),
        ("America/Nuuk", "2026-03-20T00:00", "2026-04-20T00:00", (date(2026, 3, 28), 60)),
        (TOKYO, "2000-01-01T00:00", "2027-01-01T00:00", None),
        (BERLIN, "2027-03-01T00:00", "2027-02-01T00:00", None),
    ],
)
def test_the_last_clock_change_is_found(zone: str, after: str, until: str, change: tuple[date, int] | None) -> None:
    found = last_clock_change(
        ZoneInfo(zone),
        datetime.fromisoformat(after).replace(tzinfo=UTC),
        datetime.fromisoformat(until).replace(tzinfo=UTC),
    )
    assert found == (change and ClockChange(zone, change[0], timedelta(minutes=change[1])))


def test_the_usual_difference_is_the_most_common_one() -> None:
    assert usual_differences(BERLIN, LOS_ANGELES, 2027) == (-540,)
    assert usual_differences(BERLIN, BERLIN, 2027) == (0,)
    assert usual_differences("Asia/Kolkata", "Asia/Kathmandu", 2027) == (15,)


# Hours


def test_hours_outside_the_day_are_told_with_both_times() -> None:
    late = booking("2027-03-08T12:15", LOS_ANGELES, "Netflix: Coding", id_=5)
    (warning,) = of_kind(WarningKind.HOURS, late)
    assert warning.text == (
        "On Mon 8 March 2027, “Netflix: Coding” (12:15–13:15 in America/Los_Angeles, 21:15–22:15 for you) "
        "is not wholly within your 09:00–21:00."
    )
    assert warning.interview_ids == (5,)


def test_several_odd_hours_of_a_day_are_one_warning_and_say_when_it_is_tomorrow_here() -> None:
    late = [booking(f"2027-03-08T{hour}:00", LOS_ANGELES, f"Talk {hour}", id_=hour) for hour in (16, 12, 11)]
    (warning,) = of_kind(WarningKind.HOURS, *late)
    assert warning.text == (
        "On Mon 8 March 2027, 2 interviews are not wholly within your 09:00–21:00: "
        "“Talk 12” (12:00–13:00 in America/Los_Angeles, 21:00–22:00 for you); "
        "“Talk 16” (16:00–17:00 in America/Los_Angeles, 01:00–02:00 for you on Tue 9 March 2027)."
    )
    assert warning.interview_ids == (12, 16)


@pytest.mark.parametrize(
    ("local", "minutes", "outside"),
    [
        ("2027-03-08T09:00", 60, 0),
        ("2027-03-08T20:00", 60, 0),
        ("2027-03-08T08:59", 60, 1),
        ("2027-03-08T20:30", 60, 30),
        ("2027-03-08T23:00", 60, 60),
        ("2027-03-08T20:00", 24 * 60, 12 * 60),
        ("2027-03-28T01:00", 180, 180),
    ],
)
def test_minutes_outside_are_counted(local: str, minutes: int, outside: int) -> None:
    span = booking(local, minutes=minutes)
    assert minutes_outside(span.starts_at, span.ends_at, ZoneInfo(BERLIN)) == outside


def test_hours_may_run_past_midnight_or_round_the_clock() -> None:
    night = booking("2027-03-08T01:00", minutes=120)
    owl, always = (time(14), time(2)), (time(0), time(0))
    assert minutes_outside(night.starts_at, night.ends_at, ZoneInfo(BERLIN), owl) == 60
    assert minutes_outside(night.starts_at, night.ends_at, ZoneInfo(BERLIN), always) == 0


def test_a_date_that_a_zone_left_out_has_no_hours() -> None:
    span = booking("2011-12-31T09:00", "Pacific/Apia", minutes=13 * 60)
    assert minutes_outside(span.starts_at, span.ends_at, ZoneInfo("Pacific/Apia")) == 60


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (330, "5 h 30 min"), (1440, "24 h")]
)
def test_lengths_are_said_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert length_words(timedelta(minutes=minutes)) == words
