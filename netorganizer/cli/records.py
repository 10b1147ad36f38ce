"""Records as JSON: the fields that the command line promises. Instants are UTC, days ISO 8601."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.domain.clock import format_utc

if TYPE_CHECKING:
    from datetime import date, datetime

    from netorganizer.cli.output import Json
    from netorganizer.domain.application import Application
    from netorganizer.domain.change import Change
    from netorganizer.domain.checklist import ChecklistItem
    from netorganizer.domain.contact import Activity, Contact, FollowUp
    from netorganizer.domain.document import Document
    from netorganizer.domain.interview import Interview
    from netorganizer.domain.note import Note
    from netorganizer.domain.offer import Offer

    Fields = dict[str, Json]


def day_json(day: date | None) -> str | None:
    """A day as ISO 8601."""
    return day.isoformat() if day else None


def instant_json(instant: datetime | None) -> str | None:
    """An instant in UTC."""
    return format_utc(instant) if instant else None


def application_json(application: Application) -> Fields:
    """An application."""
    return {
        "id": application.id,
        "company": application.company,
        "role": application.role,
        "playbook": application.playbook,
        "role_group": application.role_group,
        "stage": application.stage,
        "step": application.step,
        "position": application.position,
        "outcome": application.outcome,
        "on_hold": application.on_hold,
        "whose_move": application.whose_move,
        "next_action": application.next_action,
        "next_on": day_json(application.next_on),
        "starred": application.starred,
        "tags": list(application.tags),
        "url": application.url,
        "location": application.location,
        "source": application.source,
        "applied_on": day_json(application.applied_on),
        "created_at": instant_json(application.created_at),
    }


def interview_json(interview: Interview) -> Fields:
    """An interview."""
    return {
        "id": interview.id,
        "uid": interview.uid,
        "application_id": interview.application_id,
        "stage": interview.stage,
        "round": interview.round,
        "title": interview.title,
        "starts_at": instant_json(interview.starts_at),
        "ends_at": instant_json(interview.ends_at),
        "zone": interview.zone,
        "minutes": interview.minutes,
        "with": [person.name for person in interview.panel],
        "link": interview.link,
        "place": interview.place,
        "status": interview.status,
        "sequence": interview.sequence,
    }


def contact_json(contact: Contact) -> Fields:
    """A person."""
    return {
        "id": contact.id,
        "name": contact.name,
        "company": contact.company,
        "emails": list(contact.emails),
        "phones": list(contact.phones),
        "urls": list(contact.urls),
        "relationship": contact.relationship,
        "zone": contact.zone,
        "last_activity_at": instant_json(contact.last_activity_at),
    }


def activity_json(activity: Activity) -> Fields:
    """A logged contact."""
    return {
        "id": activity.id,
        "contact_id": activity.contact_id,
        "application_id": activity.application_id,
        "channel": activity.channel,
        "direction": activity.direction,
        "summary": activity.summary,
        "happened_at": instant_json(activity.happened_at),
        "promised_by": activity.promised_by,
        "due_on": day_json(activity.due_on),
    }


def note_json(note: Note) -> Fields:
    """A note, its text kept exactly."""
    return {
        "id": note.id,
        "application_id": note.application_id,
        "text": note.body,
        "created_at": instant_json(note.created_at),
        "updated_at": instant_json(note.updated_at),
    }


def follow_up_json(each: FollowUp) -> Fields:
    """Something to come back to."""
    return {
        "id": each.id,
        "application_id": each.application_id,
        "contact_id": each.contact_id,
        "due_on": day_json(each.due_on),
        "why": each.why,
        "rule": each.rule,
    }


def check_json(item: ChecklistItem) -> Fields:
    """A line of a checklist."""
    return {
        "key": item.key,
        "text": item.text,
        "source": item.source,
        "ticked_at": instant_json(item.ticked_at),
    }


def change_json(change: Change) -> Fields:
    """An entry of the history."""
    return {"id": change.id, "at": instant_json(change.at), "label": change.label, "undone": change.undone}


def document_json(document: Document) -> Fields:
    """A document without its content."""
    return {
        "id": document.id,
        "application_id": document.application_id,
        "kind": document.kind,
        "name": document.name,
        "label": document.label,
        "media_type": document.media_type,
        "size_bytes": document.size_bytes,
        "added_at": instant_json(document.added_at),
    }


def offer_json(offer: Offer, *, shows_money: bool) -> Fields:
    """An offer; its amounts are null unless ``shows_money``."""
    return {
        "id": offer.id,
        "application_id": offer.application_id,
        "currency": offer.currency,
        "base_minor": offer.base_minor if shows_money else None,
        "bonus_minor": offer.bonus_minor if shows_money else None,
        "equity_per_year_minor": offer.equity_per_year_minor if shows_money else None,
        "sign_on_minor": offer.sign_on_minor if shows_money else None,
        "deadline": day_json(offer.deadline_on),
        "trust": offer.trust,
    }
