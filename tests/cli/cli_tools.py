"""What the tests of the command line share."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from netorganizer.domain.clock import make_clock
from netorganizer.paths import Home
from netorganizer.services.workspace import open_workspace
from netorganizer.store.tables import TableName
from netorganizer.store.transaction import Value

NOW = "2026-03-04T10:00+01:00"
ZONE = "Europe/Berlin"


@dataclass(frozen=True)
class Result:
    """What a call gave back."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON can be anything
        assert self.code == 0, self.err
        return json.loads(self.out)


Run = Callable[..., Result]
Ask = Callable[..., Any]


def read_everything(home: Home) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, read with the standard library's SQLite."""
    with closing(sqlite3.connect(f"{home.database.as_uri()}?mode=ro", uri=True)) as connection:
        names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        return {name: connection.execute(f"select * from {name} order by rowid").fetchall() for name in names}


def write_row(home: Home, table: TableName, **values: Value) -> None:
    """What no command can write yet."""
    workspace = open_workspace(home, make_clock(ZONE, NOW))
    with workspace.change("By hand") as tx:
        tx.insert(table, **values)
    workspace.close()


def assert_refused(result: Result, *words: str) -> None:
    """Exit code 1, one sentence on standard error that says these words, nothing on standard output."""
    assert (result.code, result.out) == (1, b""), result
    assert len(result.err.splitlines()) == 1, result.err
    assert result.err.rstrip().endswith((".", "”")), result.err
    for word in words:
        assert word in result.err, result.err
