"""Forgetting: what was deleted for good leaves the change log too, and then the file's unused space."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netorganizer.store.change_log import list_references

if TYPE_CHECKING:
    from sqlite3 import Connection

    from netorganizer.store.change_log import RowKey

SCRUBBED_LABEL = "A change of which a part was deleted for good"


def scrub(connection: Connection, gone: frozenset[RowKey]) -> None:
    """Inside a quiet transaction: forget the images of rows that are gone for good, and all that named them.

    That takes along images of rows which hung on them at any time (a tag that was taken off before): they could
    never be put back. Changes left empty go; a change that keeps other rows loses its label, which may quote
    what is gone.
    """
    doomed = set(gone)
    wave = gone
    while wave:
        wave = frozenset(_list_dead_children(connection, wave)) - doomed
        doomed |= wave
    connection.execute("create temp table doomed_row (table_name text, row_id integer)")
    connection.executemany("insert into doomed_row values (?, ?)", sorted(doomed))
    _forget_images(connection, "(table_name, row_id) in (select table_name, row_id from doomed_row)")
    for parent in {table for table, _ in doomed}:
        _forget_references(connection, parent)
    connection.execute("drop table doomed_row")
    connection.execute("delete from change where id not in (select change_id from change_row)")


def _list_dead_children(connection: Connection, parents: frozenset[RowKey]) -> list[RowKey]:
    """Rows, not there any more, of which an image refers to one of ``parents``."""
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for table, row_id in parents:
        ids[table].append(row_id)
    return [
        (child, row_id)
        for table, its_ids in ids.items()
        for child, column in list_references(connection, table)
        for parent_id in its_ids
        for (row_id,) in connection.execute(
            f"select distinct row_id from change_row where table_name = ? and ? in {_IN_IMAGES} "
            f"and row_id not in (select id from {child})",
            (child, parent_id, f"$.{column}", f"$.{column}"),
        )
    ]


_IN_IMAGES = "(json_extract(before, ?), json_extract(after, ?))"


def _forget_images(connection: Connection, condition: str, *values: str) -> None:
    connection.execute(
        f"update change set label = ? where id in (select change_id from change_row where {condition})",
        (SCRUBBED_LABEL, *values),
    )
    connection.execute(f"delete from change_row where {condition}", values)


def _forget_references(connection: Connection, parent: str) -> None:
    """In images of rows that live on: forget those that hung on a doomed row, and clear loose references to one."""
    doomed = "(select row_id from doomed_row where table_name = ?)"
    for child, column in list_references(connection, parent):
        at = f"$.{column}"
        _forget_images(
            connection,
            f"table_name = ? and (json_extract(before, ?) in {doomed} or json_extract(after, ?) in {doomed})",
            *(child, at, parent, at, parent),
        )
    for child, column in list_references(connection, parent, "SET NULL"):
        for image in ("before", "after"):
            at = f"$.{column}"
            connection.execute(
                f"update change_row set {image} = json_set({image}, ?, null) "
                f"where table_name = ? and json_extract({image}, ?) in {doomed}",
                (at, child, at, parent),
            )


def rewrite_file(connection: Connection) -> None:
    """Outside a transaction: write the file anew, so that no deleted text lingers in its unused space."""
    connection.execute("vacuum")
    connection.execute("pragma wal_checkpoint(truncate)").fetchall()
