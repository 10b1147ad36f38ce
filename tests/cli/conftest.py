"""Calling the program as a person types it, in this process, on a home of its own."""

import io
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from cli_tools import NOW, ZONE, Ask, Result, Run

from netorganizer.__main__ import main
from netorganizer.domain.clock import make_clock
from netorganizer.domain.pipeline import Channel, Direction, Stage
from netorganizer.paths import Home
from netorganizer.services import applications, contacts, interviews
from netorganizer.services.workspace import open_workspace

STARTS_AT = datetime(2027, 3, 12, 17, tzinfo=UTC)


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


@pytest.fixture(scope="session")
def filled_store(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one application, one interview in Los Angeles, one contact and one follow-up."""
    home = Home(tmp_path_factory.mktemp("filled"))
    shutil.copyfile(empty_store, home.database)
    workspace = open_workspace(home, make_clock(ZONE, NOW))
    id_ = applications.add_application(workspace, Stage.ONSITE, company="Netflix", role="SWE")
    interviews.add_interview(
        workspace, id_, title="T", starts_at=STARTS_AT, zone="America/Los_Angeles", minutes=30, panel=["Dana"]
    )
    contacts.log_activity(workspace, 1, Channel.CALL, Direction.IN, "S", due_on=date(2026, 3, 9))
    workspace.close()
    return home.database


@pytest.fixture
def filled(home: Home, filled_store: Path) -> Home:
    """The home of this test, with a copy of the filled store."""
    shutil.copyfile(filled_store, home.database)
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
def ask(run: Run) -> Ask:
    """Run a command that must succeed and give back its JSON."""

    def call(*words: object, stdin: bytes = b"") -> Any:  # noqa: ANN401 - JSON can be anything
        return run(*words, "--json", stdin=stdin).json

    return call
