"""One onsite day filled: interviews in their order around the locked ones, with breaks and a lunch.

All reckoning is in instants, so a clock change within the day neither loses nor doubles a minute.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from netorganizer.domain.clock import resolve_local
from netorganizer.domain.errors import Ambiguous, Invalid
from netorganizer.domain.onsite_plan import BlockKind, OnsiteBlock, OnsiteInterview

BREAK = timedelta(minutes=15)
LUNCH = timedelta(minutes=45)
_INTERVIEWS_IN_A_ROW = 2
_GRID = timedelta(minutes=5)
_STEP = timedelta(minutes=15)
# Lunch may start this long before and after noon; a day without an interview ending in between gets none.
_LUNCH_EARLIEST = timedelta(minutes=-90)
_LUNCH_LATEST = timedelta(minutes=120)


@dataclass(frozen=True, slots=True)
class Placeable:
    """An interview for this day, and why it is for this day."""

    interview: OnsiteInterview
    reason: str


@dataclass(frozen=True, slots=True)
class Locked:
    """An interview whose time is given, in UTC."""

    interview: OnsiteInterview
    starts_at: datetime

    @property
    def ends_at(self) -> datetime:
        """The instant it ends, UTC."""
        return self.starts_at + timedelta(minutes=self.interview.minutes)


@dataclass(frozen=True, slots=True)
class DayTask:
    """What one day has to hold: ``movable`` in this order, ``locked`` by time.

    No movable one starts before ``free_from``, the end of what is locked on the day before.
    """

    on: date
    zone: ZoneInfo
    movable: tuple[Placeable, ...]
    locked: tuple[Locked, ...]
    free_from: datetime

    @property
    def noon(self) -> datetime:
        """The instant of local noon."""
        return datetime.combine(self.on, time(12), self.zone).astimezone(UTC)


def first_instant(on: date, start: time, zone: ZoneInfo) -> datetime:
    """The instant of ``start`` on ``on``, or of the next quarter that the clock change leaves unmistakable.

    Raises :class:`Invalid` where the zone has no such time left on that day.
    """
    local = datetime.combine(on, start)
    while local.date() == on:
        try:
            return resolve_local(local, zone)
        except (Invalid, Ambiguous):
            local += _STEP
    raise Invalid(f"{on} has no {start:%H:%M} in {zone.key}: the clocks skip it. Choose another day or start.")


def fill_day(task: DayTask, start: datetime) -> tuple[OnsiteBlock, ...]:
    """The blocks of the day from ``start`` on: 15 minutes after every two interviews, lunch if it spans noon."""
    plain = _fill(task, start, lunch_after=None) or ()
    if not plain or not plain[0].starts_at < task.noon < plain[-1].ends_at:
        return plain
    with_lunch = [
        (abs(lunch_at - task.noon), blocks)
        for count in range(1, len(task.movable) + len(task.locked))
        if (blocks := _fill(task, start, lunch_after=count)) is not None
        and _LUNCH_EARLIEST <= (lunch_at := _lunch_at(blocks)) - task.noon <= _LUNCH_LATEST
    ]
    return min(with_lunch, key=lambda scored: scored[0], default=(None, plain))[1]


def fits_the_day(blocks: tuple[OnsiteBlock, ...], on: date, zone: ZoneInfo) -> bool:
    """Whether every block that is not locked begins and ends on the date ``on``."""
    return all(
        block.starts_at.astimezone(zone).date() == on
        and (block.ends_at - timedelta(seconds=1)).astimezone(zone).date() == on
        for block in blocks
        if block.interview is None or block.interview.locked_at is None
    )


def _on_grid(instant: datetime, zone: ZoneInfo) -> datetime:
    """``instant`` or the next one whose local minute is a multiple of five."""
    local = instant.astimezone(zone)
    return instant + -timedelta(minutes=local.minute, seconds=local.second) % _GRID


def _lunch_at(blocks: tuple[OnsiteBlock, ...]) -> datetime:
    return next(block.starts_at for block in blocks if block.kind is BlockKind.LUNCH)


def _fill(task: DayTask, start: datetime, lunch_after: int | None) -> tuple[OnsiteBlock, ...] | None:
    """The day with lunch after so many interviews; ``None`` where a locked one leaves no room for lunch there."""
    filling = _Filling(task, max(start, task.free_from))
    while filling.movable or filling.locked:
        if filling.count == lunch_after and not filling.has_lunch and not filling.add_lunch():
            return None
        if filling.next_fits():
            filling.add_movable()
        else:
            filling.add_locked()
    return tuple(filling.blocks)


@dataclass(slots=True)
class _Filling:
    """A day while it is filled: ``at`` is the first free instant, ``in_a_row`` interviews had no pause."""

    task: DayTask
    at: datetime
    movable: deque[Placeable] = field(init=False)
    locked: deque[Locked] = field(init=False)
    blocks: list[OnsiteBlock] = field(default_factory=list)
    count: int = 0
    in_a_row: int = 0
    has_lunch: bool = False
    last_end: datetime | None = None

    def __post_init__(self) -> None:
        self.movable, self.locked = deque(self.task.movable), deque(self.task.locked)

    @property
    def limit(self) -> datetime | None:
        """When the next locked interview starts."""
        return self.locked[0].starts_at if self.locked else None

    def next_fits(self, at: datetime | None = None) -> bool:
        """Whether the next movable interview, from ``at`` (default: the first free instant) on, ends before the
        next locked one, with the break that it then calls for.
        """
        if not self.movable:
            return False
        if self.limit is None:
            return True
        starts_at = self._next_start(at or self.at)
        ends_at = starts_at + timedelta(minutes=self.movable[0].interview.minutes)
        needs_break = self._row_with(starts_at) >= _INTERVIEWS_IN_A_ROW
        return ends_at + (BREAK if needs_break else timedelta()) <= self.limit

    def add_movable(self) -> None:
        if self._is_third_in_a_row(self.at):
            self._add_break()
        starts_at, placeable = self._next_start(self.at), self.movable.popleft()
        self._add_interview(placeable.interview, starts_at, placeable.reason)

    def add_locked(self) -> None:
        locked = self.locked.popleft()
        if self._is_third_in_a_row(self.at) and self.at + BREAK <= locked.starts_at:
            self._add_break()
        self._add_interview(locked.interview, locked.starts_at, "Locked: it keeps its time.")

    def add_lunch(self) -> bool:
        """Adds lunch here, or says that the next locked interview leaves no room for it."""
        if self.limit is not None and self.at + LUNCH > self.limit:
            return False
        if self.limit is not None and not self.next_fits(self.at + LUNCH):
            self.at = max(self.at, min(self.task.noon, self.limit - LUNCH))
        self.has_lunch = True
        self._add_pause(BlockKind.LUNCH, "Lunch", LUNCH, "45 minutes to eat, because the day spans noon there.")
        return True

    def _is_third_in_a_row(self, starts_at: datetime) -> bool:
        return self._row_with(starts_at) > _INTERVIEWS_IN_A_ROW

    def _row_with(self, starts_at: datetime) -> int:
        is_rested = self.last_end is None or starts_at - self.last_end >= BREAK
        return 1 if is_rested else self.in_a_row + 1

    def _next_start(self, at: datetime) -> datetime:
        return _on_grid(at + BREAK if self._is_third_in_a_row(at) else at, self.task.zone)

    def _add_break(self) -> None:
        self._add_pause(BlockKind.BREAK, "Break", BREAK, "15 minutes to breathe after two interviews.")

    def _add_pause(self, kind: BlockKind, title: str, length: timedelta, reason: str) -> None:
        self.blocks.append(OnsiteBlock(kind, title, self.at, self.at + length, reason))
        self.at += length

    def _add_interview(self, interview: OnsiteInterview, starts_at: datetime, reason: str) -> None:
        ends_at = starts_at + timedelta(minutes=interview.minutes)
        self.blocks.append(OnsiteBlock(BlockKind.INTERVIEW, interview.title, starts_at, ends_at, reason, interview))
        self.in_a_row = self._row_with(starts_at)
        self.last_end = max(self.last_end or ends_at, ends_at)
        self.at = max(self.at, ends_at)
        self.count += 1
