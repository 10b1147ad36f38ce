"""Records as plain text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from netorganizer.cli.output import make_table
from netorganizer.domain.clock import format_day
from netorganizer.domain.money import format_money
from netorganizer.domain.pipeline import STAGE_NAMES, InterviewStatus, Stage, WhoseMove

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from netorganizer.domain.application import Application
    from netorganizer.domain.change import Change
    from netorganizer.domain.checklist import ChecklistItem
    from netorganizer.domain.clock import Clock
    from netorganizer.domain.contact import Activity, Contact, FollowUp
    from netorganizer.domain.document import Document
    from netorganizer.domain.interview import Interview
    from netorganizer.domain.note import Note
    from netorganizer.domain.offer import Offer

HIDDEN = "•••"
_MOVES = {
    WhoseMove.MINE: "your move",
    WhoseMove.THEIRS: "their move",
    WhoseMove.SCHEDULED: "scheduled",
    WhoseMove.NONE: "",
}
_PROMISES: dict[WhoseMove | None, str] = {WhoseMove.MINE: "you promised", WhoseMove.THEIRS: "they promised"}
_INDENT = "  "


def application_line(application: Application) -> str:
    """One application in one line: what a command did it to."""
    where = application.outcome or STAGE_NAMES[application.stage]
    return f"{application.id}: {application.name} ({where})"


def application_columns(applications: Iterable[Application]) -> str:
    """Applications column by column, each with its heading."""
    columns: dict[Stage, list[Application]] = {}
    for application in applications:
        columns.setdefault(application.stage, []).append(application)
    blocks = [
        f"{STAGE_NAMES[stage]} {len(found)}\n{make_table(map(_application_row, found), _INDENT)}"
        for stage, found in columns.items()
    ]
    return "\n\n".join(blocks) or "There are no applications here."


def _application_row(application: Application) -> Sequence[str]:
    return (
        str(application.id),
        "★" if application.starred else "",
        application.company,
        application.role,
        application.outcome or ("on hold" if application.on_hold else _MOVES[application.whose_move]),
        _next_words(application),
        " ".join(f"#{tag}" for tag in application.tags),
    )


def _next_words(application: Application) -> str:
    due = application.next_on.isoformat() if application.next_on else ""
    return " ".join(filter(None, (due, application.next_action)))


def application_facts(application: Application) -> str:
    """Everything about an application itself, a line each."""
    stage = STAGE_NAMES[application.stage]
    facts = (
        ("Stage", f"{stage}, step {application.step}" if application.step else stage),
        ("Closed", " ".join(filter(None, (application.outcome, application.close_reason)))),
        ("Move", "on hold" if application.on_hold else _MOVES[application.whose_move]),
        ("Next", _next_words(application)),
        ("Playbook", application.playbook),
        ("Role group", application.role_group),
        ("Tags", " ".join(f"#{tag}" for tag in application.tags)),
        ("Applied on", application.applied_on.isoformat() if application.applied_on else ""),
        ("Posting", application.url),
        ("Location", application.location),
        ("Source", application.source),
    )
    star = " ★" if application.starred else ""
    return f"{application.id}: {application.name}{star}\n" + make_table([fact for fact in facts if fact[1]], _INDENT)


def section(heading: str, body: str) -> str:
    """A part with its heading; nothing where there is nothing to tell."""
    return f"{heading}\n{body}" if body else ""


def interview_lines(interviews: Iterable[Interview], clock: Clock, *, with_company: bool = True) -> str:
    """Interviews in a table, times in their own zone and the person's."""
    return make_table((_interview_row(each, clock, with_company) for each in interviews), _INDENT)


def _interview_row(interview: Interview, clock: Clock, with_company: bool) -> Sequence[str]:
    status = "" if interview.status is InterviewStatus.CONFIRMED else interview.status.value
    return (
        str(interview.id),
        interview_times(interview, clock),
        f"{interview.company}: {interview.title}" if with_company else interview.title,
        f"{STAGE_NAMES[interview.stage]}, round {interview.round}" if interview.round else STAGE_NAMES[interview.stage],
        ", ".join(person.name for person in interview.panel),
        interview.place or interview.link,
        status,
    )


def interview_times(interview: Interview, clock: Clock) -> str:
    """When an interview is: in its own zone, and in the person's where that is another."""
    return span_words(interview.starts_at, interview.ends_at, interview.zone, clock)


def span_words(starts_at: datetime, ends_at: datetime, zone_name: str, clock: Clock) -> str:
    """A span with its day in its own zone, and in the person's where that is another."""
    zone = ZoneInfo(zone_name)
    named = "" if zone_name == clock.zone_name else f" {zone_name}"
    day = format_day(starts_at.astimezone(zone).date())
    return f"{day} {_span(starts_at, ends_at, zone)}{named}{_own_times(starts_at, ends_at, zone_name, clock)}"


def there_and_own(starts_at: datetime, ends_at: datetime, zone_name: str, clock: Clock) -> str:
    """The times of a span in its own zone, which a heading names, and the person's where that is another."""
    return _span(starts_at, ends_at, ZoneInfo(zone_name)) + _own_times(starts_at, ends_at, zone_name, clock)


def _own_times(starts_at: datetime, ends_at: datetime, zone_name: str, clock: Clock) -> str:
    """The person's own times of a span in brackets, with the day where it is another; nothing in their own zone."""
    if zone_name == clock.zone_name:
        return ""
    own_day = starts_at.astimezone(clock.zone).date()
    day = "" if own_day == starts_at.astimezone(ZoneInfo(zone_name)).date() else f" on {format_day(own_day)}"
    return f" ({_span(starts_at, ends_at, clock.zone)} for you{day})"


def _span(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    end_day = "" if start.date() == end.date() else f" on {format_day(end.date())}"
    return f"{start:%H:%M}–{end:%H:%M}{end_day}"


def instant_words(instant: datetime, clock: Clock) -> str:
    """An instant in the person's zone."""
    return f"{instant.astimezone(clock.zone):%Y-%m-%d %H:%M}"


def contact_lines(contacts: Iterable[Contact], clock: Clock) -> str:
    """People in a table."""
    return make_table((_contact_row(each, clock) for each in contacts), _INDENT)


def _contact_row(contact: Contact, clock: Clock) -> Sequence[str]:
    last = contact.last_activity_at
    return (
        str(contact.id),
        contact.name,
        contact.company,
        contact.relationship.replace("_", " "),
        ", ".join(contact.emails),
        ", ".join(contact.phones),
        ", ".join(contact.urls),
        contact.zone,
        f"last {instant_words(last, clock)}" if last else "",
    )


def activity_lines(activities: Iterable[Activity], clock: Clock) -> str:
    """The contact log in a table."""
    return make_table((_activity_row(each, clock) for each in activities), _INDENT)


def _activity_row(activity: Activity, clock: Clock) -> Sequence[str]:
    promise = _PROMISES.get(activity.promised_by, "")
    due = f"by {activity.due_on}" if activity.due_on else ""
    arrow = f"{activity.channel} {activity.direction}"
    when = instant_words(activity.happened_at, clock)
    return when, arrow, activity.contact_name, activity.summary, " ".join(filter(None, (promise, due)))


def note_texts(notes: Iterable[Note], clock: Clock) -> str:
    """Notes with their text kept exactly."""
    return "\n\n".join(
        f"{_INDENT}{instant_words(note.created_at, clock)} (note {note.id})\n{note.body}" for note in notes
    )


def follow_up_lines(follow_ups: Iterable[FollowUp]) -> str:
    """What to come back to, in a table."""
    return make_table((str(each.id), each.due_on.isoformat(), each.why) for each in follow_ups)


def checklist_lines(items: Iterable[ChecklistItem]) -> str:
    """A checklist with its ticks."""
    return make_table((("☑" if item.ticked_at else "☐", item.key, item.text) for item in items), _INDENT)


def change_lines(changes: Iterable[Change], clock: Clock) -> str:
    """The history in a table."""
    return make_table(
        (str(each.id), instant_words(each.at, clock), each.label, "undone" if each.undone else "") for each in changes
    )


def document_lines(documents: Iterable[Document]) -> str:
    """Documents in a table."""
    return make_table(
        ((str(each.id), each.kind, each.name, each.label, f"{each.size_bytes:,} bytes") for each in documents), _INDENT
    )


def offer_lines(offers: Iterable[Offer], *, shows_money: bool) -> str:
    """Offers in a table; amounts as bullets unless they may be shown."""
    return make_table((_offer_row(each, shows_money) for each in offers), _INDENT)


def _offer_row(offer: Offer, shows_money: bool) -> Sequence[str]:
    amounts = [
        f"{name} {format_money(minor, offer.currency) if shows_money else HIDDEN}" for name, minor in offer.parts
    ]
    deadline = f"decide by {offer.deadline_on}" if offer.deadline_on else ""
    return str(offer.id), ", ".join(amounts) or offer.currency, offer.trust, deadline
