"""Offers and documents of an application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.domain.clock import parse_utc
from netorganizer.domain.document import Document
from netorganizer.domain.offer import Offer
from netorganizer.store.queries.applications import optional_day

if TYPE_CHECKING:
    from sqlite3 import Connection


def list_offers(connection: Connection, application_id: int) -> list[Offer]:
    """The offers of an application, oldest first."""
    rows = connection.execute(
        "select id, application_id, currency, base_minor, bonus_minor, equity_per_year_minor, sign_on_minor, "
        "deadline_on, trust from offer where application_id = ? and trashed_at is null order by id",
        (application_id,),
    )
    return [
        Offer(id_, owner, currency, base, bonus, equity, sign_on, optional_day(deadline), trust)
        for id_, owner, currency, base, bonus, equity, sign_on, deadline, trust in rows
    ]


def list_documents(connection: Connection, application_id: int) -> list[Document]:
    """The documents of an application, oldest first; their contents stay in the store."""
    rows = connection.execute(
        "select id, application_id, kind, name, label, media_type, size_bytes, added_at from document "
        "where application_id = ? and trashed_at is null order by id",
        (application_id,),
    )
    return [
        Document(id_, owner, kind, name, label, media_type, size_bytes, parse_utc(added_at))
        for id_, owner, kind, name, label, media_type, size_bytes, added_at in rows
    ]
