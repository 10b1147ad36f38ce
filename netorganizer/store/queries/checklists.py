"""What of a checklist is stored: ticks of the playbook's items, and the person's own items."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlite3 import Connection

    from netorganizer.domain.pipeline import Stage


class StoredItem(NamedTuple):
    """A stored line: ``key`` is the playbook's, or ``None`` for an own item with its ``text``."""

    id: int
    key: str | None
    text: str
    ticked_at: str | None


def list_stored_items(connection: Connection, application_id: int, stage: Stage) -> list[StoredItem]:
    """The stored lines of one application's checklist in one stage, own items in their order."""
    rows = connection.execute(
        "select id, key, text, ticked_at from checklist_item where application_id = ? and stage = ? "
        "order by position, id",
        (application_id, stage.value),
    )
    return [StoredItem(*row) for row in rows]
