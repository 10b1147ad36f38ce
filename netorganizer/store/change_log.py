"""The change log: what every change did to every row, and undoing, redoing and reverting from it.

Triggers (triggers.py) record the images; here they are read and replayed with plain SQL on the one connection
(revert.py takes back one old change, scrub.py forgets what was deleted for good).
The undo stack *is* the log: ``change.state`` is ``done``, ``undone`` (can be redone) or ``dropped`` (undone, and a
newer change has been made since).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from netorganizer.domain.change import Change
from netorganizer.domain.clock import format_utc, parse_utc
from netorganizer.domain.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from sqlite3 import Connection

Image = dict[str, Any] | None
RowKey = tuple[str, int]


def begin_change(connection: Connection, label: str, at: datetime) -> int:
    """Open a change inside the running transaction; the triggers record into it from now on."""
    moment = format_utc(at)
    change_id = connection.execute("insert into change (at, label) values (?, ?)", (moment, label)).lastrowid
    assert change_id is not None
    _set_context(connection, "logged", change_id, moment)
    return change_id


def end_change(connection: Connection, change_id: int) -> frozenset[RowKey]:
    """Close the change and return the rows it touched; a change that touched nothing leaves no trace.

    One that did touch something clears redo.
    """
    _set_context(connection, None, None, None)
    rows = touched_rows(connection, change_id)
    if rows:
        connection.execute("update change set state = 'dropped' where state = 'undone'")
    else:
        connection.execute("delete from change where id = ?", (change_id,))
    return rows


@contextmanager
def unrecorded(connection: Connection, at: datetime) -> Iterator[None]:
    """Inside a running transaction: writes that are themselves the replay of the log, or its scrubbing."""
    _set_context(connection, "quiet", None, format_utc(at))
    yield
    _set_context(connection, None, None, None)


def _set_context(connection: Connection, mode: str | None, change_id: int | None, at: str | None) -> None:
    connection.execute("delete from change_context")
    connection.execute("insert into change_context (mode, change_id, at) values (?, ?, ?)", (mode, change_id, at))


def touched_rows(connection: Connection, change_id: int) -> frozenset[RowKey]:
    """The (table, id) pairs that a change touched."""
    found = connection.execute("select table_name, row_id from change_row where change_id = ?", (change_id,))
    return frozenset((name, row_id) for name, row_id in found)


def touched_applications(connection: Connection, change_id: int) -> list[int]:
    """The applications that a change touched, through whatever hangs on them; gone ones too."""
    found = connection.execute(
        "select distinct application_id from change_row where change_id = ? and application_id is not null order by 1",
        (change_id,),
    )
    return [row[0] for row in found]


def read_data_version(connection: Connection) -> int:
    """A number that differs from the last one when another connection has written in between."""
    version: int = connection.execute("pragma data_version").fetchone()[0]
    return version


def next_undo(connection: Connection) -> Change | None:
    """The change that undo would take back, if any."""
    return _first(connection, "where state = 'done' order by id desc limit 1")


def next_redo(connection: Connection) -> Change | None:
    """The change that redo would do again, if any."""
    return _first(connection, "where state = 'undone' order by id limit 1")


def find_change(connection: Connection, change_id: int) -> Change:
    """The change with this id; :class:`NotFound` otherwise."""
    change = _first(connection, "where id = ?", change_id)
    if change is None:
        raise NotFound(f"There is no change {change_id}. “netorganizer history” lists them.")
    return change


def list_changes(connection: Connection, application_id: int | None = None, limit: int = -1) -> list[Change]:
    """The history, newest first: all of it, or what touched one application. ``limit`` -1 means all."""
    if application_id is None:
        return _all(connection, "order by id desc limit ?", limit)
    touching = "where id in (select change_id from change_row where application_id = ?)"
    return _all(connection, f"{touching} order by id desc limit ?", application_id, limit)


def _all(connection: Connection, rest: str, *values: int) -> list[Change]:
    found = connection.execute(f"select id, at, label, state from change {rest}", values)
    return [Change(id_, parse_utc(at), label, state != "done") for id_, at, label, state in found]


def _first(connection: Connection, rest: str, *values: int) -> Change | None:
    return next(iter(_all(connection, rest, *values)), None)


def replay(connection: Connection, change: Change, *, forward: bool) -> None:
    """Inside a quiet transaction: put back the before-images (or, ``forward``, the after-images) of ``change``."""
    import json  # not needed before something is undone

    connection.execute("pragma defer_foreign_keys=ON")
    order = "" if forward else "desc"
    recorded = connection.execute(
        f"select table_name, row_id, before, after from change_row where change_id = ? order by id {order}",
        (change.id,),
    ).fetchall()
    for table, row_id, before, after in recorded:
        put_image(connection, table, row_id, json.loads((after if forward else before) or "null"))
    state = "done" if forward else "undone"
    connection.execute("update change set state = ? where id = ?", (state, change.id))


def put_image(connection: Connection, table: str, row_id: int, image: Image) -> None:
    """Make the row be ``image`` (``None``: be absent). Table and column names come from our own triggers."""
    if image is None:
        connection.execute(f"delete from {table} where id = ?", (row_id,))
    elif current_image(connection, table, row_id) is None:
        columns, marks = ", ".join(image), ", ".join("?" * len(image))
        connection.execute(f"insert into {table} ({columns}) values ({marks})", tuple(image.values()))
    else:
        settings = ", ".join(f"{column} = ?" for column in image)
        connection.execute(f"update {table} set {settings} where id = ?", (*image.values(), row_id))


def current_image(connection: Connection, table: str, row_id: int) -> Image:
    """The row as it is now, or ``None``."""
    found = connection.execute(f"select * from {table} where id = ?", (row_id,))
    names = [column[0] for column in found.description]
    row = found.fetchone()
    return None if row is None else dict(zip(names, row, strict=True))


def list_references(connection: Connection, table: str, on_delete: str = "CASCADE") -> list[tuple[str, str]]:
    """(table, column) of every reference to ``table`` that a delete of its row follows in this way."""
    return connection.execute(
        'select m.name, f."from" from sqlite_master m, pragma_foreign_key_list(m.name) f '
        "where m.type = 'table' and f.\"table\" = ? and f.on_delete = ?",
        (table, on_delete),
    ).fetchall()
