"""An application: one role at one company, somewhere on the board."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from netorganizer.domain.pipeline import Outcome, RoleGroup, Stage, WhoseMove


@dataclass(frozen=True, slots=True)
class Application:
    """One application as the command line and the detail panel read it.

    ``position`` counts from 0 within the column's live cards (for a closed one: where it would come back);
    ``step`` is the key of the playbook's own step; instants are UTC.
    """

    id: int
    company: str
    role: str
    playbook: str
    role_group: RoleGroup
    stage: Stage
    step: str
    position: int
    outcome: Outcome | None
    close_reason: str
    on_hold: bool
    whose_move: WhoseMove
    next_action: str
    next_on: date | None
    starred: bool
    tags: tuple[str, ...]
    url: str
    location: str
    source: str
    applied_on: date | None
    created_at: datetime
    stage_since: datetime

    @property
    def name(self) -> str:
        """Company and role, as labels and announcements say it."""
        return f"{self.company}, {self.role}"


@dataclass(frozen=True, slots=True)
class BoardCard:
    """What a card on the board shows. ``revision`` changes whenever anything shown changes.

    ``interview_at``/``interview_zone``/``interview_title`` are the next live interview's, if there is one;
    ``interview_count`` counts the live interviews still to come; ``clashes`` says whether one of them overlaps
    another interview of the person's; ``deadline_on`` is the earliest open deadline of an offer.
    """

    id: int
    company: str
    role: str
    stage: Stage
    step_name: str
    outcome: Outcome | None
    on_hold: bool
    starred: bool
    whose_move: WhoseMove
    next_action: str
    next_on: date | None
    stage_since: datetime
    interview_at: datetime | None
    interview_zone: str
    interview_title: str
    interview_with: str
    interview_count: int
    clashes: bool
    deadline_on: date | None
    revision: int

    @property
    def name(self) -> str:
        """Company and role: how the card's accessible name starts."""
        return f"{self.company}, {self.role}"

    def days_in_stage(self, now: datetime) -> int:
        """Whole days since it came to its column."""
        return max(0, (now.astimezone(UTC) - self.stage_since).days)


@dataclass(frozen=True, slots=True)
class BoardIndex:
    """Which cards stand where: ids top to bottom per stage, and the closed ones, newest first."""

    columns: dict[Stage, tuple[int, ...]]
    closed: tuple[int, ...]
