"""Writing: what a service function may do inside ``workspace.change(label)``."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sqlalchemy import bindparam

from netorganizer.domain.clock import format_utc
from netorganizer.domain.errors import NotFound
from netorganizer.store.tables import TableName, metadata

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection as ReadingConnection

    from sqlalchemy import Connection

P = ParamSpec("P")
T = TypeVar("T")
Value = str | int | date | None


class Transaction:
    """One open change. ``at`` is its moment (UTC); every row written carries it where a stamp is due.

    Statements, not mapped objects: a service knows the id and the columns it changes, and nothing it holds can
    go stale or leak into a screen. Unknown columns and broken checks raise at once.
    """

    def __init__(self, connection: Connection, reading: ReadingConnection, at: datetime, change_id: int) -> None:
        self._connection = connection
        self._reading = reading
        self.at = at
        self.change_id = change_id

    def read(self, query: Callable[Concatenate[ReadingConnection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of a query, seeing what this change has written so far."""
        return query(self._reading, *args, **kwargs)

    def insert(self, table: TableName, **values: Value) -> int:
        """Add a row and return its new id."""
        # Values beside the statement, not in it: the compiled statement is then found again by its columns.
        key = self._connection.execute(metadata.tables[table].insert(), _plain(values)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def update(self, table: TableName, row_id: int, **values: Value) -> None:
        """Set columns of one row; :class:`NotFound` when it is gone, so that nothing is lost unseen."""
        of = metadata.tables[table]
        statement = of.update().where(of.c.id == bindparam("changed_row"))
        result = self._connection.execute(statement, {"changed_row": row_id, **_plain(values)})
        _expect_one(result.rowcount)

    def delete(self, table: TableName, row_id: int) -> None:
        """Delete one row; what hangs on it goes along. :class:`NotFound` when it is gone already."""
        of = metadata.tables[table]
        _expect_one(self._connection.execute(of.delete().where(of.c.id == row_id)).rowcount)


def _expect_one(rows: int) -> None:
    if rows != 1:
        raise NotFound("This was deleted meanwhile, by another window or command. Nothing was changed.")


def _plain(values: dict[str, Value]) -> dict[str, str | int | None]:
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Value) -> str | int | None:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("an instant without a zone")
        return format_utc(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return int(value) if isinstance(value, bool) else value
