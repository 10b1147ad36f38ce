"""People, and the log of what was said with them."""

from dataclasses import dataclass
from datetime import date, datetime

from netorganizer.domain.pipeline import Channel, Direction, Relationship, WhoseMove


@dataclass(frozen=True, slots=True)
class Contact:
    """A person. ``last_activity_at`` is the UTC instant of the newest logged activity."""

    id: int
    name: str
    company: str
    relationship: Relationship
    zone: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    urls: tuple[str, ...]
    note: str
    last_activity_at: datetime | None


@dataclass(frozen=True, slots=True)
class Activity:
    """A logged call, mail, message or meeting. ``promised_by`` says who owes something by ``due_on``."""

    id: int
    contact_id: int
    contact_name: str
    application_id: int | None
    channel: Channel
    direction: Direction
    summary: str
    happened_at: datetime
    promised_by: WhoseMove | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something to come back to on a day. ``rule`` is the id of the rule that started it, or ``own``."""

    id: int
    application_id: int | None
    contact_id: int | None
    due_on: date
    why: str
    rule: str
