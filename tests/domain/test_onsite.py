"""The onsite suggestion by examples: days, breaks, lunch, locked interviews, kind hours, clock changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from netorganizer.domain.booking import Booking, WarningKind
from netorganizer.domain.errors import Invalid, NotFound
from netorganizer.domain.interview import Interview
from netorganizer.domain.onsite import day_numbers, next_weekday, suggest_onsite
from netorganizer.domain.onsite_plan import (
    BlockKind,
    OnsiteBlock,
    OnsiteDay,
    OnsiteInterview,
    OnsitePlan,
    OnsiteRequest,
)
from netorganizer.domain.pipeline import InterviewStatus, Stage

LOS_ANGELES = "America/Los_Angeles"
BERLIN = "Europe/Berlin"
FRIDAY, MONDAY = date(2027, 3, 12), date(2027, 3, 15)
LOOP = tuple(OnsiteInterview(None, f"One {n}", 1, 60) for n in "abcde") + tuple(
    OnsiteInterview(None, f"Two {n}", 2, 45) for n in "abc"
)
REQUEST = OnsiteRequest(LOOP, FRIDAY, LOS_ANGELES, BERLIN, date(2027, 1, 4), start=time(9))
AT_HOME = replace(REQUEST, own_zone=LOS_ANGELES, start=None)


def local_times(day: OnsiteDay, zone: str = LOS_ANGELES) -> list[str]:
    there = ZoneInfo(zone)
    return [
        f"{block.starts_at.astimezone(there):%H:%M}-{block.ends_at.astimezone(there):%H:%M} {block.title}"
        for block in day.blocks
    ]


def block_of(plan: OnsitePlan, title: str) -> OnsiteBlock:
    return next(block for day in plan.days for block in day.blocks if block.title == title)


def locked(title: str, starts_at: datetime, minutes: int = 60, round_: int | None = 1) -> OnsiteInterview:
    return OnsiteInterview(9, title, round_, minutes, locked_at=starts_at)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(LOS_ANGELES)).astimezone(UTC)


def test_two_rounds_over_the_weekend_of_the_clock_change() -> None:
    plan = suggest_onsite(REQUEST)
    first, second = plan.days
    assert (first.on, second.on) == (FRIDAY, MONDAY)
    assert first.blocks[0].starts_at == datetime(2027, 3, 12, 17, tzinfo=UTC)
    assert second.blocks[0].starts_at == datetime(2027, 3, 15, 16, tzinfo=UTC)
    assert local_times(first) == [
        "09:00-10:00 One a",
        "10:00-11:00 One b",
        "11:00-11:15 Break",
        "11:15-12:15 One c",
        "12:15-13:00 Lunch",
        "13:00-14:00 One d",
        "14:00-15:00 One e",
    ]
    assert local_times(second) == [
        "09:00-09:45 Two a",
        "09:45-10:30 Two b",
        "10:30-10:45 Break",
        "10:45-11:30 Two c",
    ]
    assert (first.interview_minutes, second.interview_minutes) == (300, 135)
    assert [block.round for block in plan.interview_blocks] == [1] * 5 + [2] * 3


def test_the_example_of_the_design_has_its_lunch_at_noon() -> None:
    minutes = [60, 60, 45, 60]
    loop = tuple(OnsiteInterview(n, f"I{n}", 1, length) for n, length in enumerate(minutes))
    (day,) = suggest_onsite(replace(AT_HOME, interviews=loop, days=1)).days
    assert local_times(day) == [
        "09:00-10:00 I0",
        "10:00-11:00 I1",
        "11:00-11:15 Break",
        "11:15-12:00 I2",
        "12:00-12:45 Lunch",
        "12:45-13:45 I3",
    ]


def test_a_day_that_is_over_by_noon_has_no_lunch() -> None:
    loop = tuple(OnsiteInterview(n, f"I{n}", 1, 45) for n in range(3))
    (day,) = suggest_onsite(replace(AT_HOME, interviews=loop, days=1)).days
    assert [block.kind for block in day.blocks].count(BlockKind.LUNCH) == 0
    (afternoon,) = suggest_onsite(replace(AT_HOME, interviews=loop, days=1, start=time(12))).days
    assert [block.kind for block in afternoon.blocks].count(BlockKind.LUNCH) == 0


def test_one_interview_over_noon_is_not_cut_for_lunch() -> None:
    loop = (OnsiteInterview(1, "Long", 1, 60), OnsiteInterview(2, "Longer", 1, 300))
    (day,) = suggest_onsite(replace(AT_HOME, interviews=loop, days=1, start=time(8))).days
    assert local_times(day) == ["08:00-09:00 Long", "09:00-14:00 Longer"]


def test_every_block_has_a_reason() -> None:
    plan = suggest_onsite(REQUEST)
    assert block_of(plan, "One a").reason == "Round 1 goes on the first day."
    assert block_of(plan, "Two b").reason == "Round 2 goes on the second day."
    assert block_of(plan, "Break").reason == "15 minutes to breathe after two interviews."
    assert block_of(plan, "Lunch").reason == "45 minutes to eat, because the day spans noon there."


def test_one_day_holds_everything_round_by_round() -> None:
    third = OnsiteInterview(None, "Three", 3, 30)
    (day,) = suggest_onsite(replace(AT_HOME, interviews=(third, *LOOP[::-1]), days=1)).days
    rounds = [block.round for block in day.blocks if block.kind is BlockKind.INTERVIEW]
    assert rounds == [1] * 5 + [2] * 3 + [3]
    assert day.blocks[0].reason == "Everything is on one day."


def test_round_is_not_day_where_another_day_is_asked_for() -> None:
    wish = replace(LOOP[0], day=2)
    plan = suggest_onsite(replace(AT_HOME, interviews=(wish, *LOOP[1:])))
    assert plan.days[1].blocks[0].title == "One a"
    assert block_of(plan, "One a").reason == "Asked for on the second day."


def test_interviews_of_no_round_even_out_the_load() -> None:
    loop = (*LOOP, OnsiteInterview(None, "Recruiter", None, 30), OnsiteInterview(None, "Peer", None, 60))
    plan = suggest_onsite(replace(AT_HOME, interviews=loop))
    assert [day.interview_minutes for day in plan.days] == [300, 225]
    assert block_of(plan, "Peer").reason == "On the second day, so that both days carry about the same."


def test_a_single_round_is_split_evenly_and_keeps_its_order() -> None:
    loop = tuple(OnsiteInterview(n, f"I{n}", 1, 60) for n in range(5))
    plan = suggest_onsite(replace(AT_HOME, interviews=loop))
    assert [day.interview_minutes for day in plan.days] == [180, 120]
    assert [block.interview_id for block in plan.interview_blocks] == [0, 1, 2, 3, 4]


def test_what_is_locked_counts_for_the_load_of_its_day() -> None:
    loop = (
        locked("Fixed", at(FRIDAY, 9), 120, None),
        *(OnsiteInterview(n, f"I{n}", None, 60) for n in range(2)),
    )
    plan = suggest_onsite(replace(AT_HOME, interviews=loop))
    assert [day.interview_minutes for day in plan.days] == [120, 120]


def test_a_locked_interview_keeps_its_time_and_the_others_go_around_it() -> None:
    loop = (*LOOP[:3], locked("Fixed", at(FRIDAY, 11, 10), 45))
    (day,) = suggest_onsite(replace(AT_HOME, interviews=loop, days=1)).days
    # Two in a row would leave 10 minutes before the fixed one: too few for a break, so the second one waits.
    assert local_times(day) == [
        "09:00-10:00 One a",
        "11:10-11:55 Fixed",
        "11:55-12:40 Lunch",
        "12:40-13:40 One b",
        "13:40-14:40 One c",
    ]
    assert block_of(OnsitePlan((day,), ()), "Fixed").reason == "Locked: it keeps its time."


def test_lunch_stands_as_near_to_noon_as_a_gap_before_a_locked_interview_allows() -> None:
    loop = (LOOP[0], locked("Fixed", at(FRIDAY, 14)))
    (day,) = suggest_onsite(replace(AT_HOME, interviews=loop, days=1)).days
    assert local_times(day) == ["09:00-10:00 One a", "12:00-12:45 Lunch", "14:00-15:00 Fixed"]


def test_lunch_finds_no_place_between_locked_interviews_without_a_gap() -> None:
    loop = tuple(locked(f"Fixed {hour}", at(FRIDAY, hour)) for hour in (10, 11, 12, 13))
    (day,) = suggest_onsite(replace(AT_HOME, interviews=loop, days=1)).days
    assert [block.kind for block in day.blocks] == [BlockKind.INTERVIEW] * 4


def test_a_break_is_taken_before_a_locked_interview_too() -> None:
    loop = (*LOOP[:2], locked("Fixed", at(FRIDAY, 11, 45), 15))
    (day,) = suggest_onsite(replace(AT_HOME, interviews=loop, days=1)).days
    assert local_times(day) == [
        "09:00-10:00 One a",
        "10:00-11:00 One b",
        "11:00-11:15 Break",
        "11:45-12:00 Fixed",
    ]


def test_locked_interviews_that_overlap_count_as_two_in_a_row() -> None:
    loop = (locked("Long", at(FRIDAY, 8), 120), locked("Short", at(FRIDAY, 8, 30), 30), LOOP[0])
    (day,) = suggest_onsite(replace(AT_HOME, interviews=loop, days=1)).days
    assert local_times(day) == [
        "08:00-10:00 Long",
        "08:30-09:00 Short",
        "10:00-10:15 Break",
        "10:15-11:15 One a",
    ]


def test_an_interview_locked_to_another_date_brings_its_day_along() -> None:
    plan = suggest_onsite(replace(AT_HOME, interviews=(*LOOP, locked("Fixed", at(date(2027, 3, 18), 15)))))
    assert [day.on for day in plan.days] == [FRIDAY, MONDAY, date(2027, 3, 18)]
    assert local_times(plan.days[2]) == ["15:00-16:00 Fixed"]


def test_nothing_starts_before_a_locked_interview_of_the_night_before_is_over() -> None:
    loop = (locked("Night", at(FRIDAY, 23), 660), replace(LOOP[0], day=2))
    plan = suggest_onsite(replace(AT_HOME, interviews=loop, second_day=date(2027, 3, 13)))
    assert local_times(plan.days[1])[0] == "10:00-11:00 One a"


def test_a_day_without_interviews_is_still_a_day_of_the_plan() -> None:
    plan = suggest_onsite(replace(AT_HOME, interviews=()))
    assert [(day.on, day.blocks) for day in plan.days] == [(FRIDAY, ()), (MONDAY, ())]
    assert plan.warnings == ()


def test_odd_minutes_come_back_to_the_grid() -> None:
    loop = (OnsiteInterview(1, "Odd", 1, 47), LOOP[1])
    (day,) = suggest_onsite(replace(AT_HOME, interviews=loop, days=1)).days
    assert local_times(day) == ["09:00-09:47 Odd", "09:50-10:50 One b"]


# Kind hours


def test_the_day_starts_earlier_there_where_that_is_kinder_here_and_says_so() -> None:
    plan = suggest_onsite(replace(REQUEST, start=None))
    first = plan.days[0].blocks[0]
    assert first.starts_at == datetime(2027, 3, 12, 16, tzinfo=UTC)
    assert "The day starts at 08:00 there instead of 09:00" in first.reason
    assert plan.days[0].kinder_start is None
    assert plan.days[1].blocks[0].starts_at == datetime(2027, 3, 15, 16, tzinfo=UTC), "no need on that day"


def test_a_given_start_is_kept_and_the_kinder_one_is_advised() -> None:
    plan = suggest_onsite(REQUEST)
    assert [day.kinder_start for day in plan.days] == [time(8), None]
    (hours,) = [warning for warning in plan.warnings if warning.kind is WarningKind.HOURS]
    assert hours.text.endswith("Ask for a start at 08:00 there: it would help.")


def test_the_day_starts_later_there_for_a_person_in_the_far_east() -> None:
    loop = LOOP[:3]
    request = replace(REQUEST, interviews=loop, start=None, own_zone="Pacific/Auckland", days=1)
    (day,) = suggest_onsite(request).days
    # 12:00 in Los Angeles is 09:00 of the next day in Auckland.
    assert local_times(day)[0] == "12:00-13:00 One a"


def test_the_day_is_not_moved_past_the_hours_of_the_company() -> None:
    request = replace(REQUEST, interviews=LOOP[:3], start=None, own_zone="Asia/Tokyo", days=1)
    (day,) = suggest_onsite(request).days
    # From 16:00 there all of it would be in the morning in Tokyo, but end at 19:15 there.
    assert local_times(day)[-1] == "16:45-17:45 One c"


def test_the_start_stays_where_no_company_hours_would_help() -> None:
    request = replace(REQUEST, start=None, own_zone="Asia/Dubai", interviews=LOOP[:1], days=1)
    (day,) = suggest_onsite(replace(request, waking_hours=(time(12), time(13)))).days
    assert local_times(day) == ["09:00-10:00 One a"]
    assert day.blocks[0].reason == "Everything is on one day."


def test_the_day_moves_no_more_than_it_helps() -> None:
    (day,) = suggest_onsite(replace(AT_HOME, interviews=LOOP[:2], days=1, waking_hours=(time(7), time(10, 40)))).days
    assert local_times(day) == ["08:30-09:30 One a", "09:30-10:30 One b"]


def test_waking_hours_may_run_past_midnight() -> None:
    request = replace(REQUEST, start=None, waking_hours=(time(14), time(2)))
    assert suggest_onsite(request).days[0].blocks[0].starts_at == datetime(2027, 3, 12, 17, tzinfo=UTC)


def test_what_ends_late_for_the_company_says_so() -> None:
    (day,) = suggest_onsite(replace(AT_HOME, interviews=LOOP[:2], days=1, start=time(16, 30))).days
    assert "ends after 18:00 there" not in day.blocks[0].reason
    assert "It ends after 18:00 there: ask whether that is possible." in day.blocks[1].reason


# Clock changes


def test_a_start_that_the_clocks_skip_moves_on() -> None:
    (day,) = suggest_onsite(
        replace(AT_HOME, interviews=LOOP[:1], days=1, first_day=date(2027, 3, 14), start=time(2, 30))
    ).days
    assert local_times(day) == ["03:00-04:00 One a"]
    assert "The clocks change: the day starts at 03:00 there, not at 02:30." in day.blocks[0].reason


def test_a_start_that_the_clocks_repeat_moves_on() -> None:
    (day,) = suggest_onsite(
        replace(AT_HOME, interviews=LOOP[:1], days=1, first_day=date(2026, 11, 1), start=time(1, 15))
    ).days
    assert day.blocks[0].starts_at == at(date(2026, 11, 1), 2)


def test_minutes_are_real_minutes_while_the_clocks_change() -> None:
    (day,) = suggest_onsite(
        replace(AT_HOME, interviews=LOOP[:2], days=1, first_day=date(2027, 3, 14), start=time(0, 30))
    ).days
    assert local_times(day) == ["00:30-01:30 One a", "01:30-03:30 One b"]
    assert [block.minutes for block in day.blocks] == [60, 60]


def test_a_date_that_a_zone_leaves_out_is_refused() -> None:
    with pytest.raises(Invalid, match="Choose another day"):
        suggest_onsite(replace(AT_HOME, first_day=date(2011, 12, 30), zone="Pacific/Apia", days=1))


# What is refused


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"days": 0}, "1 or 2 days, not 0"),
        ({"days": 3}, "1 or 2 days, not 3"),
        ({"second_day": FRIDAY}, "has to come after"),
        ({"second_day": date(2027, 3, 11)}, "has to come after"),
        ({"first_day": date(1900, 1, 1)}, "too far from now"),
        ({"first_day": date.max}, "too far from now"),
        ({"second_day": date.max}, "too far from now"),
        ({"interviews": (OnsiteInterview(None, "Nothing", 1, 0),)}, "“Nothing” takes 0 minutes"),
        ({"interviews": (OnsiteInterview(None, "Back", 1, -5),)}, "“Back” takes -5 minutes"),
        ({"interviews": (OnsiteInterview(None, "Third", 1, 5, day=3),)}, "on day 3 of 2"),
        ({"interviews": LOOP * 4, "days": 1}, "32 interviews do not fit on 2027-03-12 from 09:00"),
        ({"start": time(23), "days": 1}, "run past midnight"),
    ],
)
def test_what_cannot_be_planned_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        suggest_onsite(replace(REQUEST, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [{"zone": "PST"}, {"own_zone": "Nowhere/Land"}])
def test_an_unknown_zone_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(NotFound, match="There is no time zone called"):
        suggest_onsite(replace(REQUEST, **change))  # type: ignore[arg-type]


def test_the_last_minute_of_the_day_is_still_that_day() -> None:
    (day,) = suggest_onsite(replace(AT_HOME, interviews=LOOP[:1], days=1, start=time(23))).days
    assert local_times(day) == ["23:00-00:00 One a"]


# What to mind


def test_the_plan_tells_clashes_with_what_else_is_booked() -> None:
    other = Booking("Uber: HM screen", at(FRIDAY, 9, 30), at(FRIDAY, 10, 15), BERLIN, 77)
    plan = suggest_onsite(replace(REQUEST, busy=(other,)))
    clashes = [warning for warning in plan.warnings if warning.kind is WarningKind.CLASH]
    assert len(clashes) == 2
    assert "“One a” (09:00–10:00 in America/Los_Angeles, 18:00–19:00 for you)" in clashes[0].text
    assert clashes[0].interview_ids == (77,)


def test_where_an_interview_stood_before_is_no_clash() -> None:
    booked = tuple(replace(interview, interview_id=n) for n, interview in enumerate(LOOP))
    before = Booking("One a", at(FRIDAY, 9), at(FRIDAY, 10), LOS_ANGELES, 3)
    plan = suggest_onsite(replace(AT_HOME, interviews=booked, busy=(before,)))
    assert not [warning for warning in plan.warnings if warning.kind is WarningKind.CLASH]


def test_the_plan_tells_the_clock_change_between_its_days() -> None:
    (change,) = [w for w in suggest_onsite(REQUEST).warnings if w.kind is WarningKind.CLOCK_CHANGE]
    assert change.on == MONDAY
    assert change.text == (
        "America/Los_Angeles is 8 h behind you on Mon 15 March 2027, usually 9 h. "
        "The clocks in America/Los_Angeles go forward 1 h on Sun 14 March 2027. 09:00 there is 17:00 for you."
    )


# Days


@pytest.mark.parametrize(
    ("day", "following"),
    [(11, 12), (12, 15), (13, 15), (14, 15), (15, 16)],
)
def test_the_second_day_is_the_next_weekday(day: int, following: int) -> None:
    assert next_weekday(date(2027, 3, day)) == date(2027, 3, following)


def booked(id_: int, starts_at: datetime, **changes: object) -> Interview:
    plain = Interview(
        id=id_,
        uid=f"uid-{id_}",
        application_id=1,
        company="Netflix",
        application_role="SWE",
        stage=Stage.ONSITE,
        round=1,
        title="Talk",
        starts_at=starts_at,
        zone=LOS_ANGELES,
        minutes=60,
        panel=(),
        link="",
        place="",
        status=InterviewStatus.CONFIRMED,
        sequence=0,
        created_at=starts_at,
        modified_at=starts_at,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_onsite_days_are_numbered_by_the_dates_in_the_zone_of_each_interview() -> None:
    interviews = [
        booked(1, at(MONDAY, 9)),
        booked(2, at(FRIDAY, 17)),
        booked(3, at(FRIDAY, 9)),
        booked(4, at(FRIDAY, 9), zone="Asia/Tokyo"),
        booked(5, at(date(2027, 3, 1), 9), stage=Stage.RECRUITER_CALL),
        booked(6, at(date(2027, 3, 2), 9), status=InterviewStatus.CANCELLED),
    ]
    assert day_numbers(interviews) == {FRIDAY: 1, date(2027, 3, 13): 2, MONDAY: 3}
    assert day_numbers([]) == {}
