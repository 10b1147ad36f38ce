"""Calling the program as a person types it, in this process, on a home of its own."""

import io
import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from netorganizer.__main__ import main
from netorganizer.domain.clock import make_clock
from netorganizer.paths import Home
from netorganizer.services.workspace import open_workspace

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


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nothing in it; copying it is quicker than making one for each test."""
    home = Home(tmp_path_factory.mktemp("empty"))
    open_workspace(home, make_clock(ZONE, NOW)).close()
    return home.database


@pytest.fixture
def home(own_home: Path, empty_store: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The home that commands use in this test, with an empty store; time stands still."""
    home = Home(own_home / "netorganizer")
    home.folder.mkdir()
    shutil.copyfile(empty_store, home.database)
    monkeypatch.setenv("NETORGANIZER_NOW", NOW)
    monkeypatch.setenv("NETORGANIZER_ZONE", ZONE)
    return home


@pytest.fixture
def run(home: Home, monkeypatch: pytest.MonkeyPatch) -> Run:  # noqa: ARG001 - it sets the environment
    """Run the program with these words and this standard input."""

    def call(*words: object, stdin: bytes = b"") -> Result:
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        with redirect_stdout(out), redirect_stderr(err):
            code = main(list(map(str, words)))
        out.flush()
        buffer = out.buffer
        assert isinstance(buffer, io.BytesIO)
        return Result(code, buffer.getvalue(), err.getvalue())

    return call


@pytest.fixture
def ask(run: Run) -> Callable[..., Any]:
    """Run a command that must succeed and give back its JSON."""

    def call(*words: object, stdin: bytes = b"") -> Any:  # noqa: ANN401 - as above
        return run(*words, "--json", stdin=stdin).json

    return call


def read_everything(home: Home) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, read with the standard library's SQLite."""
    with closing(sqlite3.connect(f"{home.database.as_uri()}?mode=ro", uri=True)) as connection:
        names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        return {name: connection.execute(f"select * from {name} order by rowid").fetchall() for name in names}
