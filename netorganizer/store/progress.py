"""How far a store has come: enough to tell whether anything has changed since a copy of it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netorganizer.store.database import driver

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection


class Progress(NamedTuple):
    """Equal progress means equal content. ``first_change_at`` is stored UTC text, ``None`` before any change."""

    first_change_at: str | None
    newest_change_id: int
    not_standing: int
    applications: int


def read_progress(store: Path, *, is_copy: bool = False) -> Progress | None:
    """The progress of a store, or of a copy that nobody writes; ``None`` when the file cannot be read."""
    options = "mode=ro&immutable=1" if is_copy else "mode=ro"
    try:
        connection: Connection = driver.connect(f"{store.absolute().as_uri()}?{options}", uri=True)
    except driver.DatabaseError:
        return None
    try:
        changes = connection.execute(
            "select (select at from change order by id limit 1), "
            "(select coalesce(max(seq), 0) from sqlite_sequence where name = 'change'), "
            "(select count(*) from change where state <> 'done'), (select count(*) from application)"
        ).fetchone()
    except driver.DatabaseError:
        return None
    finally:
        connection.close()
    return Progress(*changes)
