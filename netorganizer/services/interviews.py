"""Interviews: adding, editing, moving, confirming, cancelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack
from uuid import uuid4

from netorganizer.domain.clock import PLANNABLE_YEARS, find_zone
from netorganizer.domain.errors import Invalid
from netorganizer.domain.pipeline import InterviewStatus, Relationship, Stage, WhoseMove
from netorganizer.domain.text import clean_line, clean_text
from netorganizer.services.contacts import find_or_insert_contact, tie_contact
from netorganizer.store.queries import applications as application_queries
from netorganizer.store.queries import interviews as queries
from netorganizer.store.queries.contacts import list_contacts as list_people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from netorganizer.domain.application import Application
    from netorganizer.domain.interview import Interview
    from netorganizer.services.workspace import Workspace
    from netorganizer.store.transaction import Transaction, Value

_LONGEST_MINUTES = 24 * 60


class InterviewFields(TypedDict, total=False):
    """What can be set on an interview. ``starts_at`` is an instant; ``panel`` are names of people."""

    title: str
    starts_at: datetime
    zone: str
    minutes: int
    stage: Stage
    round: int | None
    panel: Sequence[str]
    link: str
    place: str
    status: InterviewStatus


def get_interview(workspace: Workspace, interview_id: int) -> Interview:
    """The interview with this id; :class:`NotFound` otherwise."""
    return workspace.read(queries.get_interview, interview_id)


def list_interviews(workspace: Workspace, application_id: int | None = None) -> list[Interview]:
    """Interviews by start, cancelled ones too; of one application if given."""
    return workspace.read(queries.list_interviews, application_id)


def add_interview(workspace: Workspace, application_id: int, **fields: Unpack[InterviewFields]) -> int:
    """Add an interview and return its id.

    ``title``, ``starts_at``, ``zone`` and ``minutes`` are needed; the stage is the application's unless given.
    People of the panel who are not known yet are added to the contacts.
    """
    application = workspace.read(application_queries.get_application, application_id)
    title = clean_line(fields["title"], "title")
    with workspace.change(f"Add interview “{title}” at {application.company}") as tx:
        return insert_interview(tx, application, fields)


def insert_interview(tx: Transaction, application: Application, fields: InterviewFields, uid: str = "") -> int:
    """Inside a change: a new interview with its panel."""
    values: dict[str, Value] = {"stage": application.stage, "status": InterviewStatus.CONFIRMED, **_clean(fields)}
    interview_id = tx.insert(
        "interview", uid=uid or str(uuid4()), application_id=application.id, created_at=tx.at, **values
    )
    _seat(tx, interview_id, _find_people(tx, application, fields.get("panel", ())))
    if application.whose_move is not WhoseMove.SCHEDULED and values["status"] != InterviewStatus.CANCELLED:
        tx.update("application", application.id, whose_move=WhoseMove.SCHEDULED)
    return interview_id


def edit_interview(workspace: Workspace, interview_id: int, **fields: Unpack[InterviewFields]) -> None:
    """Set the given fields of an interview."""
    interview = get_interview(workspace, interview_id)
    with workspace.change(f"Edit interview “{interview.title}” at {interview.company}") as tx:
        update_interview(tx, interview, fields)


def update_interview(tx: Transaction, interview: Interview, fields: InterviewFields) -> None:
    """Inside a change: set fields of an interview, and its panel if given."""
    values = _clean(fields)
    if values:
        tx.update("interview", interview.id, **values)
    if "panel" in fields:
        application = tx.read(application_queries.get_application, interview.application_id)
        people = _find_people(tx, application, fields["panel"])
        if people != [person.contact_id for person in interview.panel]:
            for row_id in tx.read(queries.list_panel_rows, interview.id):
                tx.delete("interview_panel", row_id)
            _seat(tx, interview.id, people)


def move_interview(
    workspace: Workspace, interview_id: int, starts_at: datetime, zone: str | None = None, minutes: int | None = None
) -> None:
    """Give an interview another start, and another zone or length if given; its uid stays."""
    interview = get_interview(workspace, interview_id)
    length = interview.minutes if minutes is None else minutes
    fields = InterviewFields(starts_at=starts_at, zone=zone or interview.zone, minutes=length)
    with workspace.change(f"Move interview “{interview.title}” at {interview.company}") as tx:
        update_interview(tx, interview, fields)


def confirm_interview(workspace: Workspace, interview_id: int) -> None:
    """Make a tentative interview a confirmed one."""
    _set_status(workspace, interview_id, InterviewStatus.CONFIRMED, "Confirm")


def cancel_interview(workspace: Workspace, interview_id: int) -> None:
    """Cancel an interview; it stays visible and is exported as cancelled."""
    _set_status(workspace, interview_id, InterviewStatus.CANCELLED, "Cancel")


def _set_status(workspace: Workspace, interview_id: int, status: InterviewStatus, verb: str) -> None:
    interview = get_interview(workspace, interview_id)
    with workspace.change(f"{verb} interview “{interview.title}” at {interview.company}") as tx:
        tx.update("interview", interview_id, status=status)


def trash_interview(workspace: Workspace, interview_id: int) -> None:
    """Put an interview into the trash; if it was exported, the next export cancels it out there."""
    interview = get_interview(workspace, interview_id)
    with workspace.change(f"Move interview “{interview.title}” to the trash") as tx:
        tx.update("interview", interview_id, trashed_at=tx.at)


def _clean(fields: InterviewFields) -> dict[str, Value]:
    values: dict[str, Value] = {name: value for name, value in fields.items() if name != "panel"}  # type: ignore[misc]
    if "title" in fields:
        values["title"] = clean_line(fields["title"], "title")
    if "zone" in fields:
        values["zone"] = find_zone(fields["zone"]).key
    if "minutes" in fields and not 0 < fields["minutes"] <= _LONGEST_MINUTES:
        raise Invalid(
            f"An interview of {fields['minutes']} minutes is impossible. Give 1 to {_LONGEST_MINUTES} minutes."
        )
    if "starts_at" in fields and fields["starts_at"].year not in PLANNABLE_YEARS:
        raise Invalid("That is too far from now to plan with.")
    if "round" in fields and fields["round"] is not None and fields["round"] < 1:
        raise Invalid("Rounds are counted from 1.")
    for name in ("link", "place"):
        if name in values:
            values[name] = clean_text(str(values[name])).strip()
    return values


def _find_people(tx: Transaction, application: Application, names: Sequence[str]) -> list[int]:
    """The contacts with these names, each once, tied to the application; those not known yet are added.

    The application's own people come first: they stay the same when the company gets another name.
    """
    known = {each.name.casefold(): each.id for each in reversed(tx.read(list_people, application.id))}
    people = [
        known.get(clean_line(name, "name").casefold())
        or find_or_insert_contact(tx, name, application.company, Relationship.INTERVIEWER)
        for name in names
    ]
    for contact_id in people:
        tie_contact(tx, application.id, contact_id, Relationship.INTERVIEWER)
    return list(dict.fromkeys(people))


def _seat(tx: Transaction, interview_id: int, people: Sequence[int]) -> None:
    for contact_id in people:
        tx.insert("interview_panel", interview_id=interview_id, contact_id=contact_id)
