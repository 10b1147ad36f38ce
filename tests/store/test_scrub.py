"""What is deleted for good is gone from the rows, the history and the bytes of the file; the rest still undoes."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from store_tools import (
    Watch,
    add_application,
    add_note,
    dump,
    fetch,
    insert_application,
    insert_interview,
    insert_note,
    opened,
    rename,
)

from netorganizer.domain.errors import Refusal
from netorganizer.services.trash import drop_old_trash, empty_trash, list_trash
from netorganizer.services.workspace import Workspace
from netorganizer.store.scrub import SCRUBBED_LABEL
from netorganizer.store.tables import TRASHABLE_TABLES

SECRET = "Zyxwvut-geheim"


def trash(workspace: Workspace, table: str, row_id: int) -> None:
    assert table in TRASHABLE_TABLES
    with workspace.change(f"Trash {table}") as tx:
        tx.update(table, row_id, trashed_at=tx.at)  # type: ignore[arg-type]


def traces(folder: Path) -> list[str]:
    """The files in which the secret still stands, in either encoding."""
    needles = (SECRET.encode(), SECRET.encode("utf-16-le"))
    return [file.name for file in folder.iterdir() if any(needle in file.read_bytes() for needle in needles)]


def fill_and_trash(workspace: Workspace) -> None:
    """Write the secret in all the ways a person can, and throw it all away."""
    with workspace.change(f"Add {SECRET}, Engineer") as tx:
        secret_id = insert_application(tx, SECRET, role=f"Engineer {SECRET}", url=f"https://x/{SECRET}")
    kept_id = add_application(workspace, "Kept")
    big = add_note(workspace, secret_id, f"{SECRET} " * 3000)
    with workspace.change("Edit") as tx:
        tx.update("note", big, body=f"less {SECRET}")
    add_note(workspace, secret_id, f"undone {SECRET}")
    workspace.undo()
    with workspace.change("Undone interview") as tx:
        interview_id = insert_interview(tx, secret_id, SECRET)
        host = tx.insert("contact", name="Host", created_at=tx.at)
        tx.insert("interview_panel", interview_id=interview_id, contact_id=host, role=f"asks about {SECRET}")
    workspace.undo()
    with workspace.change("Tag") as tx:
        tag_id = tx.insert("application_tag", application_id=secret_id, tag=SECRET)
    with workspace.change("Untag") as tx:
        tx.delete("application_tag", tag_id)
    with workspace.change(f"Add interview “{SECRET}”") as tx:
        interview_id = insert_interview(tx, kept_id, SECRET)
        tx.update("application", kept_id, whose_move="scheduled")
    with workspace.change(f"Add {SECRET}") as tx:
        person = tx.insert("contact", name=SECRET, note=SECRET, created_at=tx.at)
        tx.insert("contact_handle", contact_id=person, kind="email", value=f"{SECRET}@x.test")
        tx.insert("activity", contact_id=person, channel="call", direction="in", summary=SECRET, happened_at=tx.at)
    rename(workspace, kept_id, "Still kept")
    trash(workspace, "application", secret_id)
    trash(workspace, "interview", interview_id)
    trash(workspace, "contact", person)


def test_nothing_of_it_is_left_in_any_byte(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        fill_and_trash(workspace)
        assert len(list_trash(workspace)) == 3
        assert "netorganizer.db-wal" in traces(tmp_path)
        assert empty_trash(workspace) == 3
        assert traces(tmp_path) == []
        assert {SECRET in str(row) for row in fetch(workspace, "select * from change")} == {False}
        labels = [change.label for change in workspace.history()]
        assert labels == ["Rename to Still kept", SCRUBBED_LABEL, SCRUBBED_LABEL, "Add Kept"]
    assert traces(tmp_path) == []


def test_nothing_is_left_either_when_the_program_dies_right_after(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        fill_and_trash(workspace)
    script = (
        "import os, sys; from pathlib import Path; from netorganizer.paths import Home;"
        "from netorganizer.domain.clock import make_clock; from netorganizer.services.trash import empty_trash;"
        "from netorganizer.services.workspace import open_workspace;"
        f"empty_trash(open_workspace(Home(Path({str(tmp_path)!r})), make_clock('UTC'))); os._exit(0)"
    )
    assert traces(tmp_path) == ["netorganizer.db"]
    subprocess.run([sys.executable, "-c", script], check=True)
    assert traces(tmp_path) == []


def test_what_stays_still_undoes_and_redoes(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        fill_and_trash(workspace)
        empty_trash(workspace)
        full = dump(workspace)
        undone = 0
        while workspace.undo_label:
            workspace.undo()
            undone += 1
        assert undone == 3
        assert all(rows == [] for rows in dump(workspace).values())
        for _ in range(undone):
            workspace.redo()
        assert dump(workspace) == full
        assert fetch(workspace, "pragma foreign_key_check") == []
        assert fetch(workspace, "pragma integrity_check") == [("ok",)]


def test_undo_is_not_blocked_by_what_hung_on_it_before(tmp_path: Path) -> None:
    """A tag taken off, a person taken off a panel: their images name a parent that is gone for good now."""
    with opened(tmp_path) as workspace:
        gone, kept = add_application(workspace, "Gone"), add_application(workspace, "Kept")
        with workspace.change("Meet Ann") as tx:
            interview_id = insert_interview(tx, kept)
            ann = tx.insert("contact", name="Ann", created_at=tx.at)
            seat = tx.insert("interview_panel", interview_id=interview_id, contact_id=ann)
        with workspace.change("Without Ann") as tx:
            tx.delete("interview_panel", seat)
        with workspace.change("Tag") as tx:
            tag_id = tx.insert("application_tag", application_id=gone, tag="remote")
        with workspace.change("Untag") as tx:
            tx.delete("application_tag", tag_id)
        with workspace.change("Said") as tx:
            tx.insert(
                "figure_said",
                application_id=kept,
                contact_id=ann,
                amount_minor=5,
                currency="EUR",
                said_at=tx.at,
            )
        with workspace.change("Unsaid") as tx:
            tx.delete("figure_said", 1)
        trash(workspace, "contact", ann)
        trash(workspace, "application", gone)
        empty_trash(workspace)
        assert [change.label for change in workspace.history()] == ["Unsaid", "Said", SCRUBBED_LABEL, "Add Kept"]
        workspace.undo()
        assert fetch(workspace, "select contact_id, amount_minor from figure_said") == [(None, 5)]
        while workspace.undo_label:
            workspace.undo()
        while workspace.redo_label:
            workspace.redo()
        assert fetch(workspace, "pragma foreign_key_check") == []


def test_a_row_that_changed_its_parent_lives_on(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        gone, kept = add_application(workspace, "Gone"), add_application(workspace, "Kept")
        note_id = add_note(workspace, gone, "moves")
        with workspace.change("Move note") as tx:
            tx.update("note", note_id, application_id=kept)
        with workspace.change("Edit note") as tx:
            tx.update("note", note_id, body="moved")
        trash(workspace, "application", gone)
        empty_trash(workspace)
        assert fetch(workspace, "select body from note") == [("moved",)]
        assert [change.label for change in workspace.history()] == ["Edit note", "Add Kept"]
        workspace.undo()
        assert fetch(workspace, "select body from note") == [("moves",)]


def test_only_old_trash_goes_by_itself(tmp_path: Path) -> None:
    watch = Watch()
    with opened(tmp_path, watch=watch) as workspace:
        old, new, live = (add_application(workspace, name) for name in ("Old", "New", "Live"))
        trash(workspace, "application", old)
        watch.at = watch.at.replace(month=12, day=22)
        trash(workspace, "application", new)
        watch.at = watch.at.replace(day=22, hour=10, minute=0, second=0)
        assert drop_old_trash(workspace) == 0
        watch.at = watch.at.replace(hour=11)
        assert drop_old_trash(workspace) == 1
        assert drop_old_trash(workspace) == 0
        assert [row[0] for row in dump(workspace)["application"]] == [new, live]


def test_emptying_the_trash_is_whole_and_cannot_be_undone(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "Gone")
        trash(workspace, "application", application_id)
        assert empty_trash(workspace) == 1
        assert empty_trash(workspace) == 0
        with pytest.raises(Refusal, match="nothing to undo"):
            workspace.undo()
        assert add_application(workspace) > application_id


def insert_contents(connection: sqlite3.Connection, *names: str) -> None:
    for name in names:
        connection.execute("insert into document_content values (?, ?)", (name, name.encode()))


def test_documents_keep_their_content_while_undo_can_bring_them_back(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        workspace.write_growing(insert_contents, "a", "b", "c")
        application_id = add_application(workspace)
        with workspace.change("Attach a and c") as tx:
            tx.insert("document", application_id=application_id, content_hash="a", added_at=tx.at)
            trashed = tx.insert("document", application_id=application_id, content_hash="c", added_at=tx.at)
        trash(workspace, "document", trashed)
        with workspace.change("Attach b") as tx:
            tx.insert("document", application_id=application_id, content_hash="b", added_at=tx.at)
        workspace.undo()
        empty_trash(workspace)
        assert fetch(workspace, "select content_hash from document_content order by 1") == [("a",), ("b",)]


def test_a_killed_emptying_is_whole_or_not_at_all(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "Gone")
        with workspace.change("Notes") as tx:
            for number in range(200):
                insert_note(tx, application_id, f"{number} " * 500)
        trash(workspace, "application", application_id)
        full = dump(workspace)
    script = (
        "import os, signal; from pathlib import Path; from netorganizer.paths import Home;"
        "from netorganizer.domain.clock import make_clock; from netorganizer.services.workspace import open_workspace;"
        "from netorganizer.store.queries.trash import empty_trash;\n"
        "def die(connection):\n    empty_trash(connection)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        f"open_workspace(Home(Path({str(tmp_path)!r})), make_clock('UTC')).write_growing(die)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -9
    with opened(tmp_path) as workspace:
        assert dump(workspace) == full
        assert empty_trash(workspace) == 1
