"""What the onsite planner is asked and what it answers. Round (content) is not day (calendar)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from netorganizer.domain.booking import WAKING_HOURS, Booking, ScheduleWarning


class BlockKind(StrEnum):
    """What fills a piece of an onsite day."""

    INTERVIEW = "interview"
    BREAK = "break"
    LUNCH = "lunch"


@dataclass(frozen=True, slots=True)
class OnsiteInterview:
    """An interview to place. ``interview_id`` is ``None`` for one that is not booked yet.

    ``locked_at`` (aware) keeps it at that instant, whatever the rules say; ``day`` (1 or 2) asks for a day
    against the default by round.
    """

    interview_id: int | None
    title: str
    round: int | None
    minutes: int
    people: tuple[str, ...] = ()
    locked_at: datetime | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class OnsiteRequest:
    """What to plan. ``zone`` is the company's and ``own_zone`` the person's, both IANA names.

    ``days`` is 1 or 2; without ``second_day`` it is the next weekday after the first. ``start`` is the local
    start of both days in ``zone`` and is kept; without it days start at 09:00, or between 08:00 and 18:00 where
    more of the day then falls into ``waking_hours`` (the person's local time). ``busy`` is what else the person
    has booked; bookings of the interviews that are being planned are ignored. ``today`` is the person's.
    """

    interviews: tuple[OnsiteInterview, ...]
    first_day: date
    zone: str
    own_zone: str
    today: date
    days: int = 2
    second_day: date | None = None
    start: time | None = None
    waking_hours: tuple[time, time] = WAKING_HOURS
    busy: tuple[Booking, ...] = ()
    buffer_minutes: int = 0


@dataclass(frozen=True, slots=True)
class OnsiteBlock:
    """A piece of a day, in UTC. ``interview`` is the very record that was asked for, ``None`` for a pause.

    ``reason`` says in plain words why it stands here.
    """

    kind: BlockKind
    title: str
    starts_at: datetime
    ends_at: datetime
    reason: str
    interview: OnsiteInterview | None = None

    @property
    def interview_id(self) -> int | None:
        """The id of the booked interview, if it is booked."""
        return self.interview.interview_id if self.interview else None

    @property
    def round(self) -> int | None:
        """The round of the interview; ``None`` for a pause."""
        return self.interview.round if self.interview else None

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OnsiteDay:
    """One day of the plan: its date in the company's zone and its blocks in the order of time.

    ``kinder_start`` is a local start there that would put more of the day into the person's waking hours: only
    where the start was given and therefore kept.
    """

    on: date
    blocks: tuple[OnsiteBlock, ...]
    kinder_start: time | None = None

    @property
    def interview_minutes(self) -> int:
        """The load of the day, pauses not counted."""
        return sum(block.minutes for block in self.blocks if block.kind is BlockKind.INTERVIEW)


@dataclass(frozen=True, slots=True)
class OnsitePlan:
    """The suggestion: the days asked for (and any other day with a locked interview), and what to mind."""

    days: tuple[OnsiteDay, ...]
    warnings: tuple[ScheduleWarning, ...]

    @property
    def interview_blocks(self) -> tuple[OnsiteBlock, ...]:
        """Every interview of every day, in the order of time."""
        return tuple(block for day in self.days for block in day.blocks if block.interview is not None)
