"""What the crash harness does to a store: one real service call after another, each repeatable, and the store's digest.

A step is chosen by its number and the seed alone and by what it finds in the store, at a time of its own. So the same
step on a copy of the store gives the same rows to the byte, and what a killed step *would* have left is known.
"""

import hashlib
import json
import random
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from netorganizer.domain.clock import Clock
from netorganizer.domain.errors import Refusal
from netorganizer.domain.pipeline import Channel, Direction, Outcome, Slot, Stage, WhoseMove
from netorganizer.domain.playbook import PlaybookShelf, load_shipped
from netorganizer.paths import Home
from netorganizer.services import applications, board, checklists, contacts, interviews, trash
from netorganizer.services.workspace import Workspace, open_workspace
from netorganizer.store.database import connect
from netorganizer.store.tables import LOGGED_TABLES

EPOCH = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
STAGES = list(Stage)
WORDS = ["culture", "memo", "candor", "system", "design", "onsite", "café", "面接", "👩🏽‍💻", "résumé", "מכתב"]


@cache
def shipped_playbooks() -> PlaybookShelf:
    """The playbooks that every worker has from its parent."""
    return load_shipped()


class Player:
    """A workspace on which numbered steps are played."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.seed = seed
        self.at = EPOCH
        self.workspace = open_workspace(Home(folder), Clock(lambda: self.at, "Europe/Berlin"))
        # No step has an own playbook, and reading the shipped ones would take most of a worker's short life.
        self.workspace.__dict__["playbooks"] = shipped_playbooks()

    def play(self, number: int) -> None:
        """Do step ``number``; one that is refused changes nothing."""
        chance = random.Random(f"{self.seed} {number}")
        self.at = EPOCH + timedelta(minutes=number)
        interviews.uuid4 = lambda: UUID(int=chance.getrandbits(128))  # type: ignore[attr-defined]
        step = chance.choices(list(STEPS), list(STEPS.values()))[0]
        try:
            step(self.workspace, chance)
        except (Refusal, IndexError):  # nothing there yet to choose from
            return


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.choice([3, 40, 900])))


def _live(workspace: Workspace) -> list[int]:
    return [application.id for application in applications.list_applications(workspace)]


def _one(workspace: Workspace, chance: random.Random) -> int:
    return chance.choice(_live(workspace))


def _add(workspace: Workspace, chance: random.Random) -> None:
    if len(_live(workspace)) < 25:
        company = chance.choice(["Netflix", "Initech", "Hooli", "Globex"])
        role = f"Engineer {chance.randrange(99)}"
        applications.add_application(workspace, chance.choice(STAGES), _text(chance), company=company, role=role)


def _move(workspace: Workspace, chance: random.Random) -> None:
    stage = chance.choice(STAGES)
    before_id = chance.choice([None, *board.read_board(workspace).columns[stage]])
    ids = list(dict.fromkeys(chance.choices(_live(workspace), k=chance.choice([1, 1, 4]))))
    board.move_applications(workspace, ids, Slot(stage, before_id))


def _close(workspace: Workspace, chance: random.Random) -> None:
    board.close_applications(workspace, [_one(workspace, chance)], chance.choice(list(Outcome)), "why")


def _reopen(workspace: Workspace, chance: random.Random) -> None:
    board.reopen_applications(workspace, [chance.choice(board.read_board(workspace).closed)])


def _edit(workspace: Workspace, chance: random.Random) -> None:
    applications.edit_application(workspace, _one(workspace, chance), next_action=_text(chance), starred=True)


def _note(workspace: Workspace, chance: random.Random) -> None:
    application_id = _one(workspace, chance)
    notes = applications.list_notes(workspace, application_id)
    if len(notes) > 3:
        applications.edit_note(workspace, notes[0].id, _text(chance))
    else:
        applications.add_note(workspace, application_id, _text(chance))


def _tag(workspace: Workspace, chance: random.Random) -> None:
    application_id, tag = _one(workspace, chance), chance.choice(WORDS)
    if tag in applications.get_application(workspace, application_id).tags:
        applications.remove_tag(workspace, application_id, tag)
    else:
        applications.add_tag(workspace, application_id, tag)


def _interview(workspace: Workspace, chance: random.Random) -> None:
    known = interviews.list_interviews(workspace)
    panel = [f"Person {chance.randrange(6)}" for _ in range(3)]
    if len(known) > 10:
        one = chance.choice(known)
        interviews.edit_interview(workspace, one.id, title=f"Round {chance.randrange(9)}", panel=panel)
        return
    interviews.add_interview(
        workspace,
        _one(workspace, chance),
        title="Screen",
        starts_at=EPOCH + timedelta(hours=chance.randrange(900)),
        zone="America/Los_Angeles",
        minutes=45,
        panel=panel,
    )


def _move_interview(workspace: Workspace, chance: random.Random) -> None:
    one = chance.choice(interviews.list_interviews(workspace))
    interviews.move_interview(workspace, one.id, one.starts_at + timedelta(hours=1))


def _trash_interview(workspace: Workspace, chance: random.Random) -> None:
    interviews.trash_interview(workspace, chance.choice(interviews.list_interviews(workspace)).id)


def _call(workspace: Workspace, chance: random.Random) -> None:
    contacts.log_activity(
        workspace,
        chance.choice(contacts.list_contacts(workspace)).id,
        Channel.CALL,
        Direction.IN,
        _text(chance),
        application_id=_one(workspace, chance),
        promised_by=WhoseMove.MINE,
        due_on=(EPOCH + timedelta(days=7)).date(),
    )


def _tick(workspace: Workspace, chance: random.Random) -> None:
    application_id = _one(workspace, chance)
    item = chance.choice(checklists.list_checklist(workspace, application_id))
    if item.ticked_at:
        checklists.untick_item(workspace, application_id, item.key)
    else:
        checklists.tick_item(workspace, application_id, item.key)


def _trash(workspace: Workspace, chance: random.Random) -> None:
    applications.trash_applications(workspace, sorted({_one(workspace, chance), _one(workspace, chance)}))


def _restore(workspace: Workspace, chance: random.Random) -> None:
    item = chance.choice(trash.list_trash(workspace))
    trash.restore_item(workspace, item.kind, item.id)


def _empty(workspace: Workspace, _chance: random.Random) -> None:
    trash.empty_trash(workspace)


def _undo(workspace: Workspace, _chance: random.Random) -> None:
    workspace.undo()


def _redo(workspace: Workspace, _chance: random.Random) -> None:
    workspace.redo()


def _revert(workspace: Workspace, chance: random.Random) -> None:
    workspace.revert(chance.choice(workspace.history(limit=12)).id)


STEPS: dict[Callable[[Workspace, random.Random], None], int] = {
    **{_add: 6, _move: 10, _close: 3, _reopen: 3, _edit: 3, _note: 5, _tag: 3, _interview: 5, _move_interview: 3},
    **{_trash_interview: 2, _call: 4, _tick: 4, _trash: 1, _restore: 2, _empty: 1, _undo: 8, _redo: 4, _revert: 4},
}


def digest(connection: sqlite3.Connection) -> str:
    """Everything in the store: rows, history, redo, calendar entries, the ids that were ever given."""
    tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table' order by 1")]
    content = hashlib.sha256()
    for table in tables:
        for row in sorted(connection.execute(f"select * from {table}").fetchall(), key=repr):
            content.update(f"{table}{row!r}\n".encode())
    return content.hexdigest()


def find_faults(folder: Path) -> tuple[str, list[str]]:
    """The digest of the store in ``folder``, opened as the program opens it, and what is wrong with it by itself."""
    faults = []
    connection = connect(folder / "netorganizer.db")
    try:
        found = digest(connection)
        if connection.execute("pragma integrity_check").fetchall() != [("ok",)]:
            faults.append("integrity")
        if connection.execute("pragma foreign_key_check").fetchall():
            faults.append("foreign keys")
        if connection.execute("select 1 from change_context where mode is not null").fetchall():
            faults.append("an open change")
        if list_disagreements(connection):
            faults.append("log and rows disagree")
    finally:
        connection.close()
    return found, faults


def list_disagreements(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """The rows that are not what the last change that stands made of them."""
    logged: dict[tuple[str, int], object] = {}
    for table, row_id, after in connection.execute(
        "select table_name, row_id, after from change_row r join change c on c.id = r.change_id "
        "where c.state = 'done' order by r.id"
    ):
        logged[table, row_id] = json.loads(after or "null")
    present = {}
    for table in LOGGED_TABLES:
        found = connection.execute(f"select * from {table}")
        names = [column[0] for column in found.description]
        present.update({(table, row[0]): dict(zip(names, row, strict=True)) for row in found})
    standing = {key: image for key, image in logged.items() if image is not None}
    return sorted(key for key in standing.keys() | present.keys() if standing.get(key) != present.get(key))
