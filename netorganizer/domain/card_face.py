"""What a card says at a glance: its next thing and at most one badge, the most urgent."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from netorganizer.domain.application import BoardCard
from netorganizer.domain.clock import DAY_NAMES, MONTH_NAMES, Clock
from netorganizer.domain.pipeline import WhoseMove


class Tone(StrEnum):
    """What a badge's colour means. Every badge also has an icon and words."""

    DANGER = "danger"
    WARN = "warn"
    INFO = "info"
    OK = "ok"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Badge:
    """An icon's name (from the icon set), words and a tone."""

    icon: str
    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class CardFace:
    """The computed lines of a card. ``next_line`` may be empty."""

    next_line: str
    badge: Badge | None


_DEADLINE_DAYS = 7
_EVENT_SOON = timedelta(hours=48)


def card_face(card: BoardCard, clock: Clock) -> CardFace:
    """The face of ``card`` now. The order of the badges is fixed: danger, event, mine, waiting."""
    return CardFace(_next_line(card, clock), _badge(card, clock))


def _next_line(card: BoardCard, clock: Clock) -> str:
    if card.interview_at is not None:
        return " · ".join(_interview_words(card, card.interview_at, clock))
    if card.next_action and card.next_on:
        return f"{card.next_action} · {_short_day(card.next_on)}"
    if card.next_on:
        return _short_day(card.next_on)
    return card.next_action


def _interview_words(card: BoardCard, starts_at: datetime, clock: Clock) -> list[str]:
    """When, in the interview's own zone, and who or how many: short enough for the narrowest column.

    Within a week the weekday says the day; of several interviews the day matters more than the first one's hour.
    """
    own = starts_at.astimezone(ZoneInfo(card.interview_zone))
    if card.interview_count > 1:
        return [_short_day(own.date()), f"{card.interview_count} interviews"]
    is_near = timedelta() <= own.date() - clock.today() < timedelta(days=7)
    day = DAY_NAMES[own.weekday()] if is_near else _short_day(own.date())
    return [f"{day} {own:%H:%M} {own.tzname()}", *([card.interview_with] if card.interview_with else [])]


def _short_day(day: date) -> str:
    return f"{DAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1][:3]}"


def _badge(card: BoardCard, clock: Clock) -> Badge | None:
    now, today = clock.now(), clock.today()
    if card.on_hold:
        return Badge("circle-pause", "On hold", Tone.WAITING)
    if card.clashes:
        return Badge("triangle-alert", "Clash", Tone.DANGER)
    if card.deadline_on is not None and (card.deadline_on - today).days <= _DEADLINE_DAYS:
        return Badge("triangle-alert", _days_words((card.deadline_on - today).days, "left"), Tone.DANGER)
    if card.interview_at is not None and card.interview_at - now <= _EVENT_SOON:
        return Badge("clock", _event_words(card.interview_at, clock), Tone.INFO)
    if card.whose_move is WhoseMove.MINE:
        return Badge("reply", "Your move", Tone.WARN)
    if card.interview_at is not None:
        return Badge("clock", _event_words(card.interview_at, clock), Tone.INFO)
    if card.whose_move is WhoseMove.THEIRS:
        return Badge("hourglass", f"Waiting {_days(card.days_in_stage(now))}", Tone.WAITING)
    return None


def _event_words(starts_at: datetime, clock: Clock) -> str:
    days = (starts_at.astimezone(clock.zone).date() - clock.today()).days
    if days <= 0:
        return "Today"
    return "Tomorrow" if days == 1 else f"In {days} days"


def _days_words(days: int, word: str) -> str:
    if days < 0:
        return "Deadline passed"
    return "Decide today" if days == 0 else f"{_days(days)} {word}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
