"""A store for a test: made once, copied for each test; and what can be seen of it from outside."""

import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypeAlias

from netorganizer.domain.clock import Clock
from netorganizer.paths import Home
from netorganizer.services.workspace import Workspace, open_workspace
from netorganizer.store.database import connect
from netorganizer.store.opening import open_database
from netorganizer.store.tables import LOGGED_TABLES
from netorganizer.store.transaction import Transaction, Value

Dump: TypeAlias = dict[str, list[tuple[object, ...]]]

STARTED_AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


class Watch:
    """A clock that goes on by a second at each look, and can be set."""

    def __init__(self) -> None:
        self.at = STARTED_AT

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    @property
    def clock(self) -> Clock:
        return Clock(self.now, "Europe/Berlin")


@cache
def empty_store() -> bytes:
    """The bytes of a new store."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "netorganizer.db"
        open_database(file).close()
        return file.read_bytes()


def put_store(folder: Path) -> Home:
    """A home in ``folder`` with a new store in it."""
    home = Home(folder)
    folder.mkdir(parents=True, exist_ok=True)
    home.database.write_bytes(empty_store())
    return home


@contextmanager
def opened(folder: Path, patience_seconds: float = 5.0, watch: Watch | None = None) -> Iterator[Workspace]:
    """The workspace of ``folder``, made when there is none."""
    home = Home(folder) if (folder / "netorganizer.db").exists() else put_store(folder)
    database = open_database(home.database, patience_seconds)
    workspace = Workspace(home, (watch or Watch()).clock, database)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def opened_plainly(folder: Path) -> Iterator[Workspace]:
    """The workspace of ``folder`` as the program opens it."""
    workspace = open_workspace(Home(folder), Watch().clock)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def connected(folder: Path, patience_seconds: float = 5.0) -> Iterator[sqlite3.Connection]:
    """A second connection to the store, as another process has it."""
    connection = connect(folder / "netorganizer.db", patience_seconds)
    try:
        yield connection
    finally:
        connection.close()


def insert_application(tx: Transaction, company: str = "Initech", **values: Value) -> int:
    """A row of an application."""
    row: dict[str, Value] = {"role": "Engineer", "stage": "saved", "rank": 1 << 20, **values}
    return tx.insert("application", company=company, created_at=tx.at, stage_since=tx.at, **row)


def insert_note(tx: Transaction, application_id: int, body: str) -> int:
    """A row of a note."""
    return tx.insert("note", application_id=application_id, body=body, created_at=tx.at, updated_at=tx.at)


def insert_interview(tx: Transaction, application_id: int, title: str = "Screen", **values: Value) -> int:
    """A row of an interview."""
    row: dict[str, Value] = {
        "uid": f"{title}-{application_id}@test",
        "stage": "recruiter_call",
        "starts_at": STARTED_AT + timedelta(days=7),
        "zone": "Europe/Berlin",
        "minutes": 45,
        **values,
    }
    return tx.insert("interview", application_id=application_id, title=title, created_at=tx.at, **row)


def add_application(workspace: Workspace, company: str = "Initech", **values: Value) -> int:
    """A change that adds an application."""
    with workspace.change(f"Add {company}") as tx:
        return insert_application(tx, company, **values)


def add_note(workspace: Workspace, application_id: int, body: str) -> int:
    """A change that adds a note."""
    with workspace.change("Note") as tx:
        return insert_note(tx, application_id, body)


def rename(workspace: Workspace, application_id: int, company: str) -> None:
    """A change of one column."""
    with workspace.change(f"Rename to {company}") as tx:
        tx.update("application", application_id, company=company)


def dump(workspace: Workspace) -> Dump:
    """Every row of every logged table."""
    return workspace.read(dump_connection)


def dump_connection(connection: sqlite3.Connection) -> Dump:
    """Every row of every logged table, as a connection sees it."""
    return {name: connection.execute(f"select * from {name} order by id").fetchall() for name in LOGGED_TABLES}


def fetch(workspace: Workspace, sql: str, *values: object) -> list[tuple[object, ...]]:
    """The rows of a SELECT."""

    def run(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
        return connection.execute(sql, values).fetchall()

    return workspace.read(run)


def fetch_images(workspace: Workspace, table: str) -> list[tuple[object, object]]:
    """The recorded (before, after) images of a table, oldest first."""
    rows = fetch(workspace, "select before, after from change_row where table_name = ? order by id", table)
    return [(json.loads(str(before or "null")), json.loads(str(after or "null"))) for before, after in rows]


def fingerprint(folder: Path) -> dict[str, str]:
    """Each file under ``folder`` with the hash of its bytes; not the -shm file, which only ever caches the -wal."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith("-shm")
    }
