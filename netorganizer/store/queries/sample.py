"""What a sample needs to know of a store: whether anything is in it, and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.store.tables import LOGGED_TABLES

if TYPE_CHECKING:
    from sqlite3 import Connection


def was_never_used(connection: Connection) -> bool:
    """Whether nothing was ever kept here: no row, no history, and no id given, since an id is never given again."""
    tables = (*LOGGED_TABLES, "change", "sqlite_sequence")
    return not any(connection.execute(f"select 1 from {name} limit 1").fetchone() for name in tables)


def count_rows(connection: Connection) -> tuple[int, int, int, int, int]:
    """How many applications, interviews, contacts and notes are there outside the trash, and changes in the history."""
    kept = [
        connection.execute(f"select count(*) from {name} where trashed_at is null").fetchone()[0]
        for name in ("application", "interview", "contact", "note")
    ]
    return (*kept, connection.execute("select count(*) from change").fetchone()[0])


def write_quickly(connection: Connection) -> None:
    """Don't wait for the disk after each change: for a store that is thrown away unless it is completed."""
    connection.execute("pragma synchronous=OFF")
