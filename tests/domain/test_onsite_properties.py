"""What every onsite suggestion keeps to, whatever is asked: any loop, any two zones, any day of many years."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import assume, event, example, given
from hypothesis import strategies as st

from netorganizer.domain.errors import Invalid
from netorganizer.domain.onsite import next_weekday, suggest_onsite
from netorganizer.domain.onsite_plan import BlockKind, OnsiteBlock, OnsiteInterview, OnsitePlan, OnsiteRequest

ZONES = sorted(name for name in available_timezones() if "/" in name)
ZONE_NAMES = st.sampled_from(ZONES)
GRID = timedelta(minutes=5)
# Days on which some large zone changes its clocks, and the far ends of the calendar of offsets.
CHANGE_DAYS = [date(2027, 3, 14), date(2027, 3, 28), date(2026, 10, 25), date(2026, 11, 1), date(2027, 4, 4)]
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31)) | st.sampled_from(CHANGE_DAYS)
INTERVIEWS = st.builds(
    OnsiteInterview,
    interview_id=st.none(),
    title=st.sampled_from(["Coding", "Design", "Director", "Peer"]),
    round=st.none() | st.integers(1, 3),
    minutes=st.sampled_from([30, 45, 60]) | st.integers(1, 90),
)
LOOPS = st.lists(INTERVIEWS, max_size=8).map(tuple)


@st.composite
def requests(draw: st.DrawFn, loops: st.SearchStrategy[tuple[OnsiteInterview, ...]] = LOOPS) -> OnsiteRequest:
    first_day = draw(DAYS)
    return OnsiteRequest(
        interviews=draw(loops),
        first_day=first_day,
        zone=draw(ZONE_NAMES),
        own_zone=draw(ZONE_NAMES),
        today=first_day - timedelta(days=draw(st.integers(0, 200))),
        days=draw(st.integers(1, 2)),
        start=draw(st.none() | st.sampled_from([time(hour, minute) for hour in range(12) for minute in (0, 15, 30)])),
    )


@st.composite
def requests_with_locked(draw: st.DrawFn) -> OnsiteRequest:
    request = draw(requests())
    midnight = datetime.combine(request.first_day, time(), ZoneInfo(request.zone)).astimezone(UTC)
    fixed = tuple(
        replace(draw(INTERVIEWS), locked_at=midnight + timedelta(minutes=draw(st.integers(0, 2 * 24 * 60))))
        for _ in range(draw(st.integers(1, 3)))
    )
    mixed = draw(st.permutations((*request.interviews, *fixed)))
    return replace(request, interviews=tuple(mixed))


def planned(request: OnsiteRequest) -> OnsitePlan:
    """The plan, for requests that have one (a loop locked apart may not fit its day)."""
    try:
        plan = suggest_onsite(request)
    except Invalid as refusal:
        event(str(refusal)[-40:])
        assume(False)
        raise
    return plan


def blocks_of(plan: OnsitePlan) -> list[OnsiteBlock]:
    return [block for day in plan.days for block in day.blocks]


def movable(blocks: list[OnsiteBlock]) -> Iterator[OnsiteBlock]:
    return (block for block in blocks if block.interview is None or block.interview.locked_at is None)


def identities(interviews: tuple[OnsiteInterview, ...]) -> list[int]:
    return sorted(id(interview) for interview in interviews)


@given(requests() | requests_with_locked())
def test_every_interview_is_placed_once_with_all_its_minutes(request: OnsiteRequest) -> None:
    placed = [block for block in blocks_of(planned(request)) if block.interview is not None]
    assert sorted(id(block.interview) for block in placed) == identities(request.interviews)
    for block in placed:
        assert block.kind is BlockKind.INTERVIEW
        assert block.interview is not None
        assert block.ends_at - block.starts_at == timedelta(minutes=block.interview.minutes)


@given(requests() | requests_with_locked())
def test_breaks_and_lunches_are_as_long_as_they_say(request: OnsiteRequest) -> None:
    lengths = {BlockKind.BREAK: 15, BlockKind.LUNCH: 45}
    for day in planned(request).days:
        assert sum(block.kind is BlockKind.LUNCH for block in day.blocks) <= 1
        for block in day.blocks:
            if block.kind is not BlockKind.INTERVIEW:
                assert block.minutes == lengths[block.kind]
                assert block.reason.startswith(f"{block.minutes} minutes")
                assert block.interview is None


@given(requests_with_locked())
def test_locked_interviews_are_exactly_where_they_were(request: OnsiteRequest) -> None:
    for block in planned(request).interview_blocks:
        if block.interview is not None and block.interview.locked_at is not None:
            assert block.starts_at == block.interview.locked_at


@given(requests() | requests_with_locked())
def test_nothing_overlaps_but_what_was_locked_so(request: OnsiteRequest) -> None:
    blocks = blocks_of(planned(request))
    fixed = [block for block in blocks if block.interview is not None and block.interview.locked_at is not None]
    free = sorted(movable(blocks), key=lambda block: block.starts_at)
    for earlier, later in pairwise(free):
        assert earlier.ends_at <= later.starts_at
    for block in free:
        for other in fixed:
            assert block.ends_at <= other.starts_at or other.ends_at <= block.starts_at


@given(requests())
def test_a_day_has_no_holes_where_nothing_is_locked(request: OnsiteRequest) -> None:
    for day in planned(request).days:
        for earlier, later in pairwise(day.blocks):
            assert timedelta() <= later.starts_at - earlier.ends_at < GRID
            if earlier.minutes % 5 == 0 and earlier.starts_at.minute % 5 == 0:
                assert earlier.ends_at == later.starts_at


@given(requests())
def test_no_three_interviews_follow_each_other_without_a_pause(request: OnsiteRequest) -> None:
    for day in planned(request).days:
        kinds = [block.kind for block in day.blocks]
        for three in zip(kinds, kinds[1:], kinds[2:], strict=False):
            assert three != (BlockKind.INTERVIEW,) * 3
        assert kinds[:1] in ([], [BlockKind.INTERVIEW])
        assert kinds[-1:] in ([], [BlockKind.INTERVIEW])


@given(requests())
def test_a_pause_stands_only_where_it_is_called_for(request: OnsiteRequest) -> None:
    for day in planned(request).days:
        kinds = [block.kind for block in day.blocks]
        for place, kind in enumerate(kinds):
            if kind is BlockKind.BREAK:
                assert kinds[place - 2 : place] == [BlockKind.INTERVIEW] * 2


@given(requests(st.lists(INTERVIEWS.filter(lambda one: one.minutes <= 60), max_size=8).map(tuple)))
def test_a_day_that_spans_noon_has_a_lunch_near_noon(request: OnsiteRequest) -> None:
    zone = ZoneInfo(request.zone)
    for day in planned(request).days:
        noon = datetime.combine(day.on, time(12), zone).astimezone(UTC)
        interviews = [block for block in day.blocks if block.kind is BlockKind.INTERVIEW]
        lunches = [block for block in day.blocks if block.kind is BlockKind.LUNCH]
        spans = bool(interviews) and interviews[0].starts_at < noon < interviews[-1].ends_at
        assert len(lunches) == (spans and len(interviews) > 1)
        for lunch in lunches:
            assert abs(lunch.starts_at - noon) <= timedelta(minutes=90)


@given(requests())
def test_starts_are_on_the_grid_and_on_their_date_there(request: OnsiteRequest) -> None:
    zone = ZoneInfo(request.zone)
    for day in planned(request).days:
        for block in day.blocks:
            local = block.starts_at.astimezone(zone)
            assert local.date() == day.on
            if block.kind is BlockKind.INTERVIEW:
                assert (local.minute % 5, local.second) == (0, 0)
            assert block.starts_at.tzinfo is UTC
            assert block.ends_at.tzinfo is UTC


@given(requests() | requests_with_locked())
def test_rounds_go_on_their_days(request: OnsiteRequest) -> None:
    rounds = {interview.round for interview in request.interviews if interview.round is not None}
    assume(request.days == 2 and len(rounds) > 1)
    for day in planned(request).days:
        for block in day.blocks:
            if block.interview is not None and block.interview.locked_at is None and block.round is not None:
                assert (block.round == min(rounds)) == (day.on == request.first_day)


@given(requests())
def test_the_days_are_those_asked_for(request: OnsiteRequest) -> None:
    wanted = [request.first_day, next_weekday(request.first_day)][: request.days]
    assert [day.on for day in planned(request).days] == wanted


@given(requests() | requests_with_locked())
def test_the_same_request_gives_the_same_plan(request: OnsiteRequest) -> None:
    assert planned(request) == suggest_onsite(request)


@given(requests() | requests_with_locked())
@example(
    OnsiteRequest(
        (OnsiteInterview(None, "Peer", None, 30), OnsiteInterview(None, "Coding", 1, 60)) * 4,
        date(2027, 3, 12),
        "America/Los_Angeles",
        "Europe/Berlin",
        date(2027, 1, 1),
    )
)
def test_planning_what_was_planned_changes_nothing(request: OnsiteRequest) -> None:
    """As the command does with ``--apply``: the first run books and numbers, the second reads that by time."""
    first = planned(request)
    placed = sorted(first.interview_blocks, key=lambda block: block.starts_at)
    booked = tuple(
        replace(block.interview, interview_id=number)
        for number, block in enumerate(placed, start=1)
        if block.interview is not None
    )
    second = suggest_onsite(replace(request, interviews=booked))
    third = suggest_onsite(replace(request, interviews=tuple(sorted(booked, key=lambda one: one.interview_id or 0))))
    assert [_seen(block) for block in blocks_of(second)] == [_seen(block) for block in blocks_of(first)]
    assert third == second
    by_id = {block.interview_id: block.starts_at for block in second.interview_blocks}
    assert by_id == {number: block.starts_at for number, block in enumerate(placed, start=1)}


def _seen(block: OnsiteBlock) -> tuple[object, ...]:
    return block.kind, block.title, block.round, block.starts_at, block.ends_at, block.reason


@given(st.lists(INTERVIEWS, min_size=1, max_size=8), st.sampled_from(CHANGE_DAYS), ZONE_NAMES)
def test_a_start_in_the_night_of_a_clock_change_is_the_next_that_exists_once(
    loop: list[OnsiteInterview], first_day: date, name: str
) -> None:
    for hour in range(4):
        start = time(hour, 30)
        request = OnsiteRequest(tuple(loop), first_day, name, "Europe/Berlin", first_day, days=1, start=start)
        local = suggest_onsite(request).days[0].blocks[0].starts_at.astimezone(ZoneInfo(name))
        late = datetime.combine(first_day, start) + timedelta(hours=2)  # Troll station jumps two
        assert datetime.combine(first_day, start) <= local.replace(tzinfo=None) <= late
        assert local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset()


def test_the_real_loop_can_be_planned_with_every_zone_there_is() -> None:
    loop = tuple(OnsiteInterview(None, f"Talk {n}", 1 + n // 5, 60) for n in range(8))
    for number, name in enumerate(ZONES):
        zone, own = (name, "America/Los_Angeles") if number % 2 else ("America/Los_Angeles", name)
        plan = suggest_onsite(OnsiteRequest(loop, date(2027, 3, 12), zone, own, date(2027, 1, 1)))
        starts = [day.blocks[0].starts_at.astimezone(ZoneInfo(zone)).time() for day in plan.days]
        assert all(time(8) <= start <= time(18) for start in starts)
        assert len(plan.interview_blocks) == 8
