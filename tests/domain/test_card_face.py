"""A card says its next thing and its most urgent badge, nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from netorganizer.domain.application import BoardCard
from netorganizer.domain.card_face import Badge, Tone, card_face
from netorganizer.domain.clock import Clock, make_clock
from netorganizer.domain.pipeline import Stage, WhoseMove

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
TODAY = date(2026, 3, 4)
CARD = BoardCard(
    id=1,
    company="Netflix",
    role="SWE L5",
    stage=Stage.RECRUITER_CALL,
    step_name="",
    outcome=None,
    on_hold=False,
    starred=False,
    whose_move=WhoseMove.NONE,
    next_action="",
    next_on=None,
    stage_since=NOW - timedelta(days=9, hours=3),
    interview_at=None,
    interview_zone="America/Los_Angeles",
    interview_title="Recruiter call",
    interview_with="",
    interview_count=0,
    clashes=False,
    deadline_on=None,
    revision=1,
)
TOMORROW_CALL = replace(
    CARD, interview_at=datetime(2026, 3, 5, 17, 30, tzinfo=UTC), interview_count=1, interview_with="Dana Ruiz"
)


@pytest.fixture
def clock() -> Clock:
    return make_clock("Europe/Berlin", "2026-03-04T10:00+01:00")


def badge_of(card: BoardCard, clock: Clock) -> Badge:
    badge = card_face(card, clock).badge
    assert badge is not None
    return badge


def test_a_quiet_card_says_nothing(clock: Clock) -> None:
    face = card_face(CARD, clock)
    assert (face.next_line, face.badge) == ("", None)


def test_the_next_interview_is_told_in_its_own_zone(clock: Clock) -> None:
    assert card_face(TOMORROW_CALL, clock).next_line == "Thu 09:30 PST · Dana Ruiz"
    assert card_face(replace(TOMORROW_CALL, interview_with=""), clock).next_line == "Thu 09:30 PST"
    assert card_face(replace(TOMORROW_CALL, interview_count=8), clock).next_line == "Thu 5 Mar · 8 interviews"


def test_without_an_interview_the_next_action_is_told(clock: Clock) -> None:
    action = replace(CARD, next_action="Send the references")
    assert card_face(action, clock).next_line == "Send the references"
    assert card_face(replace(action, next_on=date(2026, 3, 9)), clock).next_line == "Send the references · Mon 9 Mar"
    assert card_face(replace(CARD, next_on=date(2026, 3, 9)), clock).next_line == "Mon 9 Mar"


def test_every_day_and_month_is_told_in_short(clock: Clock) -> None:
    days = [date(2026, month, month) for month in range(1, 13)]
    lines = [card_face(replace(CARD, next_on=day), clock).next_line for day in days]
    assert lines == [
        *("Thu 1 Jan", "Mon 2 Feb", "Tue 3 Mar", "Sat 4 Apr", "Tue 5 May", "Sat 6 Jun"),
        *("Tue 7 Jul", "Sat 8 Aug", "Wed 9 Sep", "Sat 10 Oct", "Wed 11 Nov", "Sat 12 Dec"),
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [(7, "7 days left"), (1, "1 day left"), (0, "Decide today"), (-1, "Deadline passed")],
)
def test_a_deadline_within_a_week_is_a_danger(clock: Clock, days: int, words: str) -> None:
    card = replace(CARD, deadline_on=TODAY + timedelta(days=days))
    assert badge_of(card, clock) == Badge("triangle-alert", words, Tone.DANGER)


def test_a_deadline_further_off_is_no_badge(clock: Clock) -> None:
    assert card_face(replace(CARD, deadline_on=TODAY + timedelta(days=8)), clock).badge is None


@pytest.mark.parametrize(
    ("starts_at", "words"),
    [
        (datetime(2026, 3, 4, 22, 59, tzinfo=UTC), "Today"),
        (datetime(2026, 3, 4, 23, 0, tzinfo=UTC), "Tomorrow"),
        (datetime(2026, 3, 18, 16, 0, tzinfo=UTC), "In 14 days"),
    ],
)
def test_an_event_is_counted_in_the_days_of_the_person(clock: Clock, starts_at: datetime, words: str) -> None:
    assert badge_of(replace(TOMORROW_CALL, interview_at=starts_at), clock) == Badge("clock", words, Tone.INFO)


def test_waiting_is_counted_from_when_it_came_to_its_column(clock: Clock) -> None:
    card = replace(CARD, whose_move=WhoseMove.THEIRS)
    assert badge_of(card, clock) == Badge("hourglass", "Waiting 9 days", Tone.WAITING)
    assert badge_of(replace(card, stage_since=NOW - timedelta(days=1)), clock).text == "Waiting 1 day"
    assert badge_of(replace(card, stage_since=NOW + timedelta(days=1)), clock).text == "Waiting 0 days"


def test_the_most_urgent_badge_is_shown(clock: Clock) -> None:
    far = datetime(2026, 3, 18, 16, tzinfo=UTC)
    card = replace(TOMORROW_CALL, on_hold=True, clashes=True, deadline_on=TODAY, whose_move=WhoseMove.MINE)
    texts = [badge_of(card, clock).text]
    for change in (
        {"on_hold": False},
        {"clashes": False},
        {"deadline_on": None},
        {"interview_at": far},
        {"whose_move": WhoseMove.THEIRS},
        {"interview_at": None},
    ):
        card = replace(card, **change)
        texts.append(badge_of(card, clock).text)
    assert texts == ["On hold", "Clash", "Decide today", "Tomorrow", "Your move", "In 14 days", "Waiting 9 days"]
