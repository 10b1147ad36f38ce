"""An interview: an appointment with a panel, in the zone of the people who set it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from netorganizer.domain.pipeline import InterviewStatus, Stage


@dataclass(frozen=True, slots=True)
class Panelist:
    """Somebody who holds the interview. ``contact_id`` leads to their page."""

    contact_id: int
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview as screens, exporters and the planner read it.

    ``starts_at`` is an aware UTC instant; ``zone`` the IANA name it was agreed in; ``sequence`` and
    ``modified_at`` belong to its calendar entry: they only ever rise, through undo too.
    """

    id: int
    uid: str
    application_id: int
    company: str
    application_role: str
    stage: Stage
    round: int | None
    title: str
    starts_at: datetime
    zone: str
    minutes: int
    panel: tuple[Panelist, ...]
    link: str
    place: str
    status: InterviewStatus
    sequence: int
    created_at: datetime
    modified_at: datetime

    @property
    def ends_at(self) -> datetime:
        """The instant it ends, UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def day(self) -> date:
        """Its date in its own zone: what "day" means everywhere."""
        return self.starts_at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def is_live(self) -> bool:
        """Whether it takes a place in the calendar."""
        return self.status is not InterviewStatus.CANCELLED


@dataclass(frozen=True, slots=True)
class CalendarTombstone:
    """An exported interview that is gone here (undone, trashed): calendars out there can only be told.

    The fields are those of its last export; it is exported as CANCELLED.
    """

    uid: str
    title: str
    starts_at: datetime
    zone: str
    minutes: int
    sequence: int
    created_at: datetime
    modified_at: datetime
    company: str
    application_id: int

    @property
    def day(self) -> date:
        """The date it had in its own zone."""
        return self.starts_at.astimezone(ZoneInfo(self.zone)).date()
