"""People, the log of what was said with them, and what to come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.domain.clock import find_zone
from netorganizer.domain.errors import Invalid
from netorganizer.domain.pipeline import Channel, Direction, Relationship, WhoseMove
from netorganizer.domain.text import clean_line, clean_text
from netorganizer.store.queries import applications as application_queries
from netorganizer.store.queries import contacts as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from netorganizer.domain.contact import Activity, Contact, FollowUp
    from netorganizer.services.workspace import Workspace
    from netorganizer.store.transaction import Transaction


def get_contact(workspace: Workspace, contact_id: int) -> Contact:
    """The contact with this id; :class:`NotFound` otherwise."""
    return workspace.read(queries.get_contact, contact_id)


def list_contacts(workspace: Workspace, application_id: int | None = None) -> list[Contact]:
    """All people by name, or those of one application."""
    return workspace.read(queries.list_contacts, application_id)


def list_activities(
    workspace: Workspace, application_id: int | None = None, contact_id: int | None = None
) -> list[Activity]:
    """The contact log, newest first."""
    return workspace.read(queries.list_activities, application_id, contact_id)


def add_contact(
    workspace: Workspace,
    name: str,
    *,
    company: str = "",
    relationship: Relationship = Relationship.OTHER,
    emails: Sequence[str] = (),
    phones: Sequence[str] = (),
    zone: str = "",
    application_id: int | None = None,
) -> int:
    """Add a person, tied to an application if given, and return their id."""
    name, company = clean_line(name, "name"), clean_text(company).strip()
    with workspace.change(f"Add {name}") as tx:
        if application_id is not None:
            company = company or tx.read(application_queries.get_application, application_id).company
        contact_id = insert_contact(tx, name, company, relationship, find_zone(zone).key if zone else "")
        for kind, values in (("email", emails), ("phone", phones)):
            for value in values:
                tx.insert("contact_handle", contact_id=contact_id, kind=kind, value=clean_line(value, kind))
        if application_id is not None:
            tie_contact(tx, application_id, contact_id, relationship)
        return contact_id


def insert_contact(tx: Transaction, name: str, company: str, relationship: Relationship, zone: str = "") -> int:
    """Inside a change: a new person's row."""
    return tx.insert("contact", name=name, company=company, relationship=relationship, zone=zone, created_at=tx.at)


def tie_contact(tx: Transaction, application_id: int, contact_id: int, relationship: Relationship) -> None:
    """Inside a change: let a person belong to an application, once."""
    if tx.read(queries.find_link, application_id, contact_id) is None:
        tx.insert(
            "application_contact", application_id=application_id, contact_id=contact_id, relationship=relationship
        )


def find_or_insert_contact(tx: Transaction, name: str, company: str, relationship: Relationship) -> int:
    """Inside a change: the person with this name at this company, made when there is none."""
    name = clean_line(name, "name")
    found = tx.read(queries.find_contact_named, name, company)
    return found if found is not None else insert_contact(tx, name, company, relationship)


def log_activity(
    workspace: Workspace,
    contact_id: int,
    channel: Channel,
    direction: Direction,
    summary: str,
    *,
    application_id: int | None = None,
    happened_at: datetime | None = None,
    promised_by: WhoseMove | None = None,
    due_on: date | None = None,
) -> int:
    """Log a call, mail, message or meeting and return its id.

    With ``due_on`` it also starts a follow-up on that day; ``promised_by`` says who owes what was promised.
    """
    contact = get_contact(workspace, contact_id)
    if promised_by not in (None, WhoseMove.MINE, WhoseMove.THEIRS):
        raise Invalid("What was promised is either mine or theirs.")
    summary = clean_text(summary).strip()
    if not summary:
        raise Invalid("Say in a few words what the contact was about.")
    with workspace.change(f"Log {channel} with {contact.name}") as tx:
        if application_id is not None:
            tx.read(application_queries.get_application, application_id)
            tie_contact(tx, application_id, contact_id, contact.relationship)
        activity_id = tx.insert(
            "activity",
            contact_id=contact_id,
            application_id=application_id,
            channel=channel,
            direction=direction,
            summary=summary,
            happened_at=happened_at or tx.at,
            promised_by=promised_by,
            due_on=due_on,
        )
        if due_on is not None:
            _start_follow_up(tx, contact.name, contact_id, application_id, activity_id, promised_by, due_on)
        return activity_id


def _start_follow_up(
    tx: Transaction,
    name: str,
    contact_id: int,
    application_id: int | None,
    activity_id: int,
    promised_by: WhoseMove | None,
    due_on: date,
) -> None:
    why = f"You promised {name} something" if promised_by is WhoseMove.MINE else f"{name} promised something"
    tx.insert(
        "follow_up",
        application_id=application_id,
        contact_id=contact_id,
        activity_id=activity_id,
        due_on=due_on,
        why=why if promised_by else f"Come back to {name}",
    )


def list_follow_ups(workspace: Workspace) -> list[FollowUp]:
    """Everything still to come back to, the earliest first."""
    return workspace.read(queries.list_follow_ups)


def finish_follow_up(workspace: Workspace, follow_up_id: int) -> None:
    """Mark a follow-up as done."""
    each = workspace.read(queries.get_follow_up, follow_up_id)
    with workspace.change(f"Done: {each.why}") as tx:
        tx.update("follow_up", follow_up_id, done_at=tx.at)


def retire_follow_up(workspace: Workspace, follow_up_id: int) -> None:
    """Let a follow-up rest for good."""
    each = workspace.read(queries.get_follow_up, follow_up_id)
    with workspace.change(f"Retire: {each.why}") as tx:
        tx.update("follow_up", follow_up_id, retired_at=tx.at)


def snooze_follow_up(workspace: Workspace, follow_up_id: int, due_on: date) -> None:
    """Put a follow-up off to another day."""
    each = workspace.read(queries.get_follow_up, follow_up_id)
    with workspace.change(f"Snooze: {each.why}") as tx:
        tx.update("follow_up", follow_up_id, due_on=due_on, snoozed_from=each.due_on)
