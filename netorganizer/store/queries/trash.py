"""The trash: what lies in it, and emptying it for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netorganizer.store.change_log import list_references
from netorganizer.store.scrub import scrub

if TYPE_CHECKING:
    from sqlite3 import Connection

_TITLES = {
    "application": "company || ', ' || role",
    "interview": "title",
    "contact": "name",
    "note": "substr(body, 1, 60)",
    "document": "name",
    "story": "title",
    "question": "text",
    "offer": "'Offer in ' || currency",
}
# Undo or redo can bring these documents back.
_RECALLED = (
    "select json_extract({0}, '$.content_hash') from change_row where table_name = 'document' and {0} is not null"
)


class TrashedItem(NamedTuple):
    """One thing in the trash; ``trashed_at`` is stored UTC text."""

    kind: str
    id: int
    title: str
    trashed_at: str


def list_trash(connection: Connection) -> list[TrashedItem]:
    """Everything in the trash, newest first."""
    found = [
        TrashedItem(kind, *row)
        for kind, title in _TITLES.items()
        for row in connection.execute(f"select id, {title}, trashed_at from {kind} where trashed_at is not null")
    ]
    return sorted(found, key=lambda item: (item.trashed_at, item.id), reverse=True)


def empty_trash(connection: Connection, before: str | None = None) -> int:
    """Delete what lies in the trash (since before the stored instant ``before``, if given) and scrub it from the log.

    Runs in a quiet transaction; it cannot be undone. Returns how many things were deleted.
    """
    connection.execute("pragma secure_delete=ON")
    doomed = [item for item in list_trash(connection) if before is None or item.trashed_at < before]
    gone: set[tuple[str, int]] = set()
    for item in doomed:
        gone |= _with_children(connection, item.kind, item.id)
        connection.execute(f"delete from {item.kind} where id = ?", (item.id,))
    scrub(connection, frozenset(gone))
    connection.execute(
        "delete from calendar_entry where exported_as is null and interview_id not in (select id from interview)"
    )
    connection.execute(
        "delete from document_content where content_hash not in (select content_hash from document) "
        f"and content_hash not in ({_RECALLED.format('before')} union {_RECALLED.format('after')})"
    )
    return len(doomed)


def _with_children(connection: Connection, table: str, row_id: int) -> set[tuple[str, int]]:
    """The row and everything that a delete of it takes along."""
    found = {(table, row_id)}
    for child, column in list_references(connection, table):
        for (child_id,) in connection.execute(f"select id from {child} where {column} = ?", (row_id,)).fetchall():
            found |= _with_children(connection, child, child_id)
    return found
