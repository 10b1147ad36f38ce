"""Words for the vocabularies and times that the detail panel shows, in the person's language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from netorganizer.domain.clock import DAY_NAMES, MONTH_NAMES
from netorganizer.domain.pipeline import (
    Channel,
    Direction,
    InterviewStatus,
    Outcome,
    Relationship,
    WhoseMove,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from netorganizer.domain.clock import Clock
    from netorganizer.domain.interview import Interview


translate = QCoreApplication.translate


def move_words() -> dict[WhoseMove, str]:
    """Whose move it is."""
    return {
        WhoseMove.MINE: translate("Application", "Your move"),
        WhoseMove.THEIRS: translate("Application", "Their move"),
        WhoseMove.SCHEDULED: translate("Application", "Scheduled"),
        WhoseMove.NONE: translate("Application", "Nobody’s move"),
    }


def outcome_words() -> dict[Outcome, str]:
    """How an application ended."""
    return {
        Outcome.ACCEPTED: translate("Application", "Accepted"),
        Outcome.DECLINED: translate("Application", "Declined"),
        Outcome.REJECTED: translate("Application", "Rejected"),
        Outcome.WITHDRAWN: translate("Application", "Withdrawn"),
        Outcome.GHOSTED: translate("Application", "Ghosted"),
    }


def status_words() -> dict[InterviewStatus, str]:
    """Where an interview stands."""
    return {
        InterviewStatus.TENTATIVE: translate("Application", "Tentative"),
        InterviewStatus.CONFIRMED: translate("Application", "Confirmed"),
        InterviewStatus.DONE: translate("Application", "Done"),
        InterviewStatus.CANCELLED: translate("Application", "Cancelled"),
    }


def relationship_words() -> dict[Relationship, str]:
    """What a contact is to the person."""
    return {
        Relationship.RECRUITER: translate("Application", "Recruiter"),
        Relationship.AGENCY_RECRUITER: translate("Application", "Agency recruiter"),
        Relationship.HIRING_MANAGER: translate("Application", "Hiring manager"),
        Relationship.INTERVIEWER: translate("Application", "Interviewer"),
        Relationship.PEER: translate("Application", "Peer"),
        Relationship.REFERRER: translate("Application", "Referrer"),
        Relationship.OTHER: translate("Application", "Other"),
    }


def channel_words() -> dict[Channel, str]:
    """How a contact happened."""
    return {
        Channel.EMAIL: translate("Application", "E-mail"),
        Channel.CALL: translate("Application", "Call"),
        Channel.MESSAGE: translate("Application", "Message"),
        Channel.MEETING: translate("Application", "Meeting"),
    }


def direction_words() -> dict[Direction, str]:
    """Who started a contact."""
    return {Direction.IN: translate("Application", "From them"), Direction.OUT: translate("Application", "From you")}


CHANNEL_ICONS = {
    Channel.EMAIL: "mail",
    Channel.CALL: "phone",
    Channel.MESSAGE: "message-square",
    Channel.MEETING: "users",
}


def short_day(day: date) -> str:
    """``Thu 5 Mar``."""
    return f"{DAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1][:3]}"


def day_with_year(day: date, clock: Clock) -> str:
    """``Thu 5 Mar``, with the year where it is not this one."""
    return short_day(day) if day.year == clock.today().year else f"{short_day(day)} {day.year}"


def moment_words(instant: datetime, clock: Clock) -> str:
    """A past instant in the person's zone: ``Thu 5 Mar 18:30``."""
    local = instant.astimezone(clock.zone)
    return f"{day_with_year(local.date(), clock)} {local:%H:%M}"


def zone_words(zone_name: str) -> str:
    """A time zone as people call it, by its city: ``Los Angeles`` for ``America/Los_Angeles``."""
    return zone_name.rpartition("/")[2].replace("_", " ")


def span_words(starts_at: datetime, ends_at: datetime, zone_name: str, clock: Clock) -> tuple[str, str]:
    """An appointment in its own zone and, where that differs, in the person's (else empty).

    ``Thu 5 Mar 09:30–10:00 Los Angeles`` and ``18:30–19:00 you``.
    """
    zone = ZoneInfo(zone_name)
    there, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    theirs = f"{day_with_year(there.date(), clock)} {there:%H:%M}–{end:%H:%M} {zone_words(zone_name)}"
    here, here_end = starts_at.astimezone(clock.zone), ends_at.astimezone(clock.zone)
    if here.replace(tzinfo=None) == there.replace(tzinfo=None):
        return theirs, ""
    day = "" if here.date() == there.date() else f"{short_day(here.date())} "
    return theirs, translate("Application", "{time} you").format(time=f"{day}{here:%H:%M}–{here_end:%H:%M}")


def reading_words(instant: datetime, zone: ZoneInfo) -> str:
    """An instant as a zone's clocks show it, with the offset: ``02:30 CEST (UTC+02:00)``."""
    there = instant.astimezone(zone)
    offset = there.strftime("%z")
    return f"{there:%H:%M} {there.tzname()} (UTC{offset[:3]}:{offset[3:]})"


def interview_time(interview: Interview, clock: Clock) -> str:
    """When an interview is, in both zones."""
    return " · ".join(filter(None, span_words(interview.starts_at, interview.ends_at, interview.zone, clock)))


def days_here(days: int) -> str:
    """How long something has been where it is."""
    if days == 0:
        return translate("Application", "here since today")
    if days == 1:
        return translate("Application", "1 day here")
    return translate("Application", "%n days here", None, days)
