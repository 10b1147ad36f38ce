"""Reverting one old change while later ones stand, or naming the later change that is in the way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from netorganizer.domain.errors import Refusal
from netorganizer.store.change_log import Image, current_image, list_references, put_image
from netorganizer.store.database import driver

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from netorganizer.domain.change import Change
    from netorganizer.store.change_log import RowKey

_IN_THE_WAY: Image = {}
# A drop that finds a gap moves one card or those selected; more ranks alone mean that a column was numbered anew.
_RENUMBERED_ROWS = 2


def put_back(connection: Connection, change: Change) -> None:
    """Inside a new, recorded change: undo an old one while its after-images still stand.

    Only the columns that it changed must stand and are put back. Raises :class:`Refusal`, naming the later change
    that is in the way.
    """
    if change.undone:
        raise Refusal(f"“{change.label}” is already undone, so there is nothing to revert.")
    connection.execute("pragma defer_foreign_keys=ON")
    tables = set()
    images = _net_images(connection, change.id)
    ordered_since = _find_ordered_since(connection, change, images)
    if ordered_since is not None:
        raise _blocked(change, ordered_since)
    for table, row_id, before, after in images:
        now = current_image(connection, table, row_id)
        wanted = _reverted(before, after, now)
        if wanted is _IN_THE_WAY:
            raise _blocked(change, _find_overwriting(connection, change, (table, row_id), _changed(before, after)))
        hanging = _list_hanging(connection, table, row_id) if wanted is None else []
        if hanging:
            raise _blocked(change, _find_touching(connection, change, hanging))
        try:
            put_image(connection, table, row_id, wanted)
        except driver.IntegrityError as fault:
            raise _blocked(change, _find_like(connection, change, table, wanted or {})) from fault
        tables.add(table)
    if not tables:
        raise Refusal(f"“{change.label}” has no effect left, so there is nothing to revert.")
    for table in tables:
        for dangling in connection.execute(f"pragma foreign_key_check({table})").fetchall():
            raise _blocked(change, _find_touching(connection, change, [_missing(connection, *dangling)]))


def _net_images(connection: Connection, change_id: int) -> list[tuple[str, int, Image, Image]]:
    """Per row that it altered, how it was before the change and how the change left it, newest row first."""
    net: dict[RowKey, tuple[Image, Image]] = {}
    for table, row_id, before, after in connection.execute(
        "select table_name, row_id, before, after from change_row where change_id = ? order by id",
        (change_id,),
    ):
        first = net.get((table, row_id))
        net[table, row_id] = (
            first[0] if first else json.loads(before or "null"),
            json.loads(after or "null"),
        )
    return [(*key, before, after) for key, (before, after) in reversed(net.items()) if before != after]


def _changed(before: Image, after: Image) -> frozenset[str]:
    """The columns in which two images differ: all when one is absent."""
    one, other = before or {}, after or {}
    return frozenset(column for column in one | other if one.get(column, _IN_THE_WAY) != other.get(column, _IN_THE_WAY))


def _reverted(before: Image, after: Image, now: Image) -> Image:
    """What the row must become, or ``_IN_THE_WAY``."""
    if after is None or before is None:
        return before if now == after else _IN_THE_WAY
    changed = _changed(before, after)
    if now is None or any(now.get(column) != after.get(column) for column in changed):
        return _IN_THE_WAY
    return {**now, **{column: before.get(column) for column in changed}}


def _list_hanging(connection: Connection, table: str, row_id: int) -> list[RowKey]:
    """Rows that a delete of this one would take along."""
    return [
        (child, child_id)
        for child, column in list_references(connection, table)
        for (child_id,) in connection.execute(f"select id from {child} where {column} = ?", (row_id,))
    ]


def _missing(connection: Connection, table: str, row_id: int, parent: str, key: int) -> RowKey:
    """The row that a dangling reference, as ``foreign_key_check`` tells it, is about."""
    column = connection.execute('select "from" from pragma_foreign_key_list(?) where id = ?', (table, key)).fetchone()[
        0
    ]
    return parent, connection.execute(f"select {column} from {table} where id = ?", (row_id,)).fetchone()[0]


_LATER = (
    "select c.label, r.before, r.after from change c join change_row r on r.change_id = c.id "
    "where c.state = 'done' and c.id > ? and r.table_name = ? and r.row_id = ? order by r.id desc"
)


def _find_overwriting(connection: Connection, change: Change, row: RowKey, columns: frozenset[str]) -> str | None:
    """The label of the newest later change that altered one of these columns of the row."""
    for label, before, after in connection.execute(_LATER, (change.id, *row)):
        if columns & _changed(json.loads(before or "null"), json.loads(after or "null")):
            return str(label)
    return None


def _find_touching(connection: Connection, change: Change, rows: Iterable[RowKey]) -> str | None:
    """The label of the newest later change of the first of these rows that any touched."""
    for row in rows:
        for label, _, _ in connection.execute(_LATER, (change.id, *row)):
            return str(label)
    return None


_PLACED_LATER = (
    "select c.label, r.row_id, json_extract(r.after, '$.stage') from change c join change_row r on r.change_id = c.id "
    "where c.state = 'done' and c.id > ? and r.table_name = 'application' and r.after is not null "
    "and (json_extract(r.before, '$.rank') is not json_extract(r.after, '$.rank') "
    "or json_extract(r.before, '$.stage') is not json_extract(r.after, '$.stage')) order by r.id desc"
)


def _find_like(connection: Connection, change: Change, table: str, image: dict[str, Any]) -> str | None:
    """The label of the newest later change that put into ``table`` what this image would double."""
    found = connection.execute(
        "select c.label from change c join change_row r on r.change_id = c.id where c.state = 'done' and c.id > ? "
        "and r.table_name = ? and r.application_id is ? and r.after is not null order by r.id desc limit 1",
        (change.id, table, image.get("application_id")),
    ).fetchone()
    return str(found[0]) if found else None


def _find_ordered_since(
    connection: Connection, change: Change, images: Iterable[tuple[str, int, Image, Image]]
) -> str | None:
    """The label of a later change that placed another card among ranks which this change numbered anew.

    Putting the old ranks back would then carry cards past it that nobody moved.
    """
    renumbered = {
        row_id: after["stage"]
        for table, row_id, before, after in images
        if table == "application" and before and after and _changed(before, after) == {"rank"}
    }
    if len(renumbered) < _RENUMBERED_ROWS:
        return None
    for label, row_id, stage in connection.execute(_PLACED_LATER, (change.id,)):
        if row_id not in renumbered and stage in renumbered.values():
            return str(label)
    return None


def _blocked(change: Change, later: str | None) -> Refusal:
    reason = f"the later change “{later}” is in the way; revert that first" if later else "its rows are gone for good"
    return Refusal(f"“{change.label}” cannot be reverted: {reason}.")
