"""A furnished workspace for the tests of services: something of everything, and how to look at all of it."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from sqlite3 import Connection
from typing import TypeAlias

import pytest

from netorganizer.domain.clock import Clock
from netorganizer.domain.pipeline import Channel, Direction, InterviewStatus, Outcome, Relationship, Stage, WhoseMove
from netorganizer.paths import Home
from netorganizer.services import applications, board, checklists, contacts, interviews
from netorganizer.services.workspace import Workspace, open_workspace
from netorganizer.store.tables import LOGGED_TABLES

Dump: TypeAlias = dict[str, list[tuple[object, ...]]]

STARTED_AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
SAN_FRANCISCO = "America/Los_Angeles"


class Watch:
    """A clock that goes on by a second at each look, and can be set."""

    def __init__(self) -> None:
        self.at = STARTED_AT

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def open_desk(folder: Path, watch: Watch | None = None) -> Workspace:
    """The workspace of ``folder`` on a clock of the tests' own."""
    return open_workspace(Home(folder), Clock((watch or Watch()).now, "Europe/Berlin"))


@pytest.fixture
def watch() -> Watch:
    """The clock of the workspace."""
    return Watch()


@pytest.fixture
def workspace(tmp_path: Path, watch: Watch, request: pytest.FixtureRequest) -> Iterator[Workspace]:
    """A workspace: furnished where the test takes a ``desk``, else empty."""
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    if "desk" in request.fixturenames:
        furnished = furnished_store()
        home.database.write_bytes(furnished.content)
        watch.at = furnished.at
    else:
        home.database.write_bytes(empty_store())
    opened = open_desk(home.folder, watch)
    yield opened
    opened.close()


@cache
def empty_store() -> bytes:
    """The bytes of a new store, made once."""
    with tempfile.TemporaryDirectory() as folder:
        opened = open_desk(Path(folder))
        opened.close()
        return opened.home.database.read_bytes()


@dataclass(frozen=True)
class FurnishedStore:
    """The bytes of a store with something of everything, what is in it, and the moment it was done."""

    content: bytes
    desk: "Desk"
    at: datetime


@cache
def furnished_store() -> FurnishedStore:
    """A store furnished once for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        watch = Watch()
        opened = open_desk(Path(folder), watch)
        desk = furnish(opened)
        opened.close()
        return FurnishedStore(opened.home.database.read_bytes(), desk, watch.at)


@dataclass
class Desk:
    """What :func:`furnish` put there."""

    saved: int
    technical: int
    onsite: int
    closed: int
    trashed: int
    note: int
    person: int
    follow_up: int
    interview: int
    tentative: int
    own_item: str


def furnish(workspace: Workspace) -> Desk:
    """Put something of everything into the workspace."""
    added = {
        stage: applications.add_application(workspace, stage, company=company, role=role)
        for stage, company, role in (
            (Stage.SAVED, "Netflix", "SWE L5"),
            (Stage.TECHNICAL_SCREEN, "Initech", "Data Engineer"),
            (Stage.ONSITE, "Netflix", "SRE"),
        )
    }
    technical = added[Stage.TECHNICAL_SCREEN]
    closed = applications.add_application(workspace, Stage.TECHNICAL_SCREEN, company="Hooli", role="PM")
    trashed = applications.add_application(workspace, company="Globex", role="TPM")
    applications.add_application(workspace, Stage.TECHNICAL_SCREEN, company="Last", role="In column")
    board.close_applications(workspace, [closed], Outcome.REJECTED, "no headcount")
    applications.trash_applications(workspace, [trashed])
    applications.add_tag(workspace, technical, "remote")
    note = applications.add_note(workspace, technical, "They use Kafka 🦊")
    person = contacts.add_contact(
        workspace, "Ann Lee", relationship=Relationship.RECRUITER, emails=["ann@initech.test"], application_id=technical
    )
    contacts.log_activity(
        workspace,
        person,
        Channel.CALL,
        Direction.IN,
        "Will send dates",
        application_id=technical,
        promised_by=WhoseMove.THEIRS,
        due_on=(STARTED_AT + timedelta(days=3)).date(),
    )
    booked = [
        interviews.add_interview(
            workspace,
            technical,
            title=title,
            starts_at=STARTED_AT + timedelta(days=days),
            zone=SAN_FRANCISCO,
            minutes=45,
            panel=["Bo Chen", "Ann Lee"],
            status=status,
        )
        for title, days, status in (
            ("Coding", 5, InterviewStatus.CONFIRMED),
            ("Design", 6, InterviewStatus.TENTATIVE),
        )
    ]
    own_item = checklists.add_item(workspace, technical, "Buy a whiteboard")
    checklists.tick_item(workspace, technical, own_item)
    (follow_up,) = contacts.list_follow_ups(workspace)
    return Desk(
        saved=added[Stage.SAVED],
        technical=technical,
        onsite=added[Stage.ONSITE],
        closed=closed,
        trashed=trashed,
        note=note,
        person=person,
        follow_up=follow_up.id,
        interview=booked[0],
        tentative=booked[1],
        own_item=own_item,
    )


@pytest.fixture
def desk() -> Desk:
    """What lies in the workspace: something of everything."""
    return furnished_store().desk


def dump(workspace: Workspace) -> Dump:
    """Every row of every table that a person can edit."""

    def read(connection: Connection) -> Dump:
        return {name: connection.execute(f"select * from {name} order by id").fetchall() for name in LOGGED_TABLES}

    return workspace.read(read)


def columns(workspace: Workspace) -> dict[str, list[int]]:
    """The board: ids top to bottom of each column that is not empty."""
    return {stage.value: list(ids) for stage, ids in board.read_board(workspace).columns.items() if ids}


def labels(workspace: Workspace) -> list[str]:
    """The history's labels that stand, newest first."""
    return [change.label for change in workspace.history() if not change.undone]
