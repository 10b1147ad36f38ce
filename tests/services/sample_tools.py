"""Sample searches for tests: told once, copied for each test; and all there is to see in a store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

from netorganizer.domain.clock import make_clock
from netorganizer.paths import Home
from netorganizer.services.sample import fill_reference
from netorganizer.services.workspace import Workspace, open_workspace

CLOCK = make_clock("Europe/Berlin", "2026-03-04T10:00+01:00")
NOW = "2026-03-04T09:00:00Z"
# What belongs to an open store, not to what is in it.
PASSING = ("change_context", "sqlite_sequence")

Rows = dict[str, list[dict[str, object]]]


@contextmanager
def opened(folder: Path) -> Iterator[Workspace]:
    """The workspace of ``folder`` at the sample's now."""
    workspace = open_workspace(Home(folder), CLOCK)
    try:
        yield workspace
    finally:
        workspace.close()


@cache
def reference_store() -> bytes:
    """The bytes of a store with the reference user's search."""
    return filled_store(fill_reference)


def filled_store(fill: Callable[[Workspace], object]) -> bytes:
    """The bytes of a new store after ``fill``."""
    with TemporaryDirectory() as folder:
        with opened(Path(folder)) as workspace:
            fill(workspace)
        return Home(Path(folder)).database.read_bytes()


@contextmanager
def reference(folder: Path) -> Iterator[Workspace]:
    """A workspace of its own with the reference user's search."""
    with stored(folder, reference_store()) as workspace:
        yield workspace


@contextmanager
def stored(folder: Path, store: bytes) -> Iterator[Workspace]:
    """A workspace in the new folder ``folder`` on these bytes."""
    folder.mkdir()
    Home(folder).database.write_bytes(store)
    with opened(folder) as workspace:
        yield workspace


def read_everything(workspace: Workspace) -> Rows:
    """Every row of every table."""
    return workspace.read(_read_everything)


def _read_everything(connection: Connection) -> Rows:
    tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
    return {name: _rows(connection, name) for name in tables if name not in PASSING}


def _rows(connection: Connection, table: str) -> list[dict[str, object]]:
    found = connection.execute(f"select * from {table} order by rowid")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]
