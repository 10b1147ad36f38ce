"""Migrating a store: nothing is lost, and what fails or is killed half-way leaves the old version as it was."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from store_tools import (
    Dump,
    add_application,
    add_note,
    connected,
    dump_connection,
    fingerprint,
    insert_interview,
    opened,
    opened_plainly,
)

from netorganizer.domain.errors import StoreUnavailable
from netorganizer.store.backups import list_backups, verify_copy
from netorganizer.store.database import SCHEMA_VERSION, Database, connect, read_version
from netorganizer.store.migration import SCRIPTS, migrate
from netorganizer.store.opening import open_database
from netorganizer.store.triggers import trigger_statements

NEXT = SCHEMA_VERSION + 1
ADD_COLUMN = "op.execute(\"alter table note add column mood text not null default 'calm'\")"
REBUILD = """
    KEPT = {"sqlite_autoincrement": True}
    with op.batch_alter_table("application", recreate="always", table_kwargs=KEPT) as table:
        table.alter_column("url", new_column_name="url", server_default="none")
    with op.batch_alter_table("contact", recreate="always", table_kwargs=KEPT) as table:
        table.drop_column("note")
        table.add_column(sa.Column("note", sa.Text(), server_default="", nullable=False))
"""


def next_scripts(folder: Path, body: str) -> Path:
    """The real scripts and one more, which only this test has."""
    scripts = folder / "migrations"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    head = (SCRIPTS / "versions" / "v0001_baseline.py").read_text("utf-8")
    assert 'revision = "0001"' in head
    lines = "\n".join(f"    {line.strip()}" for line in body.strip().splitlines()) if "with" not in body else body
    (scripts / "versions" / "v0002_test.py").write_text(
        "import os, signal\nimport sqlalchemy as sa\nfrom alembic import op\n"
        f'revision = "0002"\ndown_revision = "0001"\n\ndef upgrade():\n{lines}\n',
        "utf-8",
    )
    return scripts


def fill(folder: Path) -> Dump:
    """A store with rows that hang on one another, and a history."""
    with opened(folder) as workspace:
        for company in ("Initech", "Hooli", "Globex"):
            application_id = add_application(workspace, company)
            add_note(workspace, application_id, f"about {company} 🦊")
            with workspace.change("Meet") as tx:
                person = tx.insert("contact", name=f"Ann of {company}", created_at=tx.at)
                tx.insert("application_contact", application_id=application_id, contact_id=person)
                interview_id = insert_interview(tx, application_id)
                tx.insert("interview_panel", interview_id=interview_id, contact_id=person)
        workspace.undo()
        return workspace.read(dump_connection)


def upgrade(folder: Path, body: str) -> None:
    store = Database(folder / "netorganizer.db", connect(folder / "netorganizer.db"))
    try:
        migrate(store, next_scripts(folder, body), NEXT)
        assert store.connection.execute("pragma foreign_keys").fetchone() == (1,)
    except BaseException:
        assert store.connection.execute("pragma foreign_keys").fetchone() == (1,)
        raise
    finally:
        store.close()


def trigger_names(folder: Path) -> set[str]:
    with connected(folder) as connection:
        return {row[0] for row in connection.execute("select name from sqlite_master where type = 'trigger'")}


ALL_TRIGGERS = {line.split()[2] for line in trigger_statements() if line.startswith("create")}


def test_a_new_column_leaves_every_row(tmp_path: Path) -> None:
    before = fill(tmp_path)
    upgrade(tmp_path, ADD_COLUMN)
    with connected(tmp_path) as connection:
        assert read_version(connection) == NEXT
        moods = connection.execute("select mood from note").fetchall()
        connection.execute("alter table note drop column mood")
        assert dump_connection(connection) == before
    assert moods == [("calm",)] * 3
    assert trigger_names(tmp_path) == ALL_TRIGGERS


def test_rebuilding_parent_tables_keeps_what_hangs_on_them_and_the_triggers(tmp_path: Path) -> None:
    """Batch mode drops and makes the table anew: with foreign keys on, that would delete every child."""
    before = fill(tmp_path)
    upgrade(tmp_path, REBUILD)
    with connected(tmp_path) as connection:
        after = dump_connection(connection)
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        with pytest.raises(Exception, match="write outside a change"):
            connection.execute("delete from application")
    people = [row[:5] for row in before["contact"]]
    assert [row[:5] for row in after["contact"]] == people
    assert {name: rows for name, rows in after.items() if name != "contact"} == {
        name: rows for name, rows in before.items() if name != "contact"
    }
    assert trigger_names(tmp_path) == ALL_TRIGGERS


def test_ids_stay_unused_after_a_rebuild(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        gone = [add_application(workspace) for _ in range(3)][-1]
        workspace.undo()
    upgrade(tmp_path, REBUILD)
    with connected(tmp_path) as connection:
        connection.execute(f"pragma user_version={SCHEMA_VERSION}")
    with opened_plainly(tmp_path) as workspace:
        assert add_application(workspace) > gone


def test_the_old_version_is_copied_first_and_the_copy_verified(tmp_path: Path) -> None:
    before = fill(tmp_path)
    upgrade(tmp_path, ADD_COLUMN)
    (copy,) = list_backups(tmp_path / "backups")
    assert copy.reason == f"pre-migrate-v{SCHEMA_VERSION}"
    assert verify_copy(copy.file) == 3
    copy.file.rename(tmp_path / "netorganizer.db")
    with opened_plainly(tmp_path) as workspace:
        assert workspace.read(dump_connection) == before
        workspace.redo()


def test_a_new_store_needs_no_copy(tmp_path: Path) -> None:
    open_database(tmp_path / "netorganizer.db").close()
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize(
    "body",
    [
        f"{ADD_COLUMN}\nraise RuntimeError('half-way')",
        f"{ADD_COLUMN}\nop.execute('delete from change_row')\nop.execute('no such statement')",
        "op.execute('delete from application where id = 1')\nraise RuntimeError('half-way')",
        REBUILD + "\n    raise RuntimeError('half-way')",
    ],
    ids=["raises", "bad statement", "deletes, then raises", "rebuilds, then raises"],
)
def test_a_migration_that_fails_leaves_the_old_version_usable(tmp_path: Path, body: str) -> None:
    before = fill(tmp_path)
    bytes_before = fingerprint(tmp_path)["netorganizer.db"]
    with pytest.raises(Exception, match=r"half-way|syntax error"):
        upgrade(tmp_path, body)
    assert fingerprint(tmp_path)["netorganizer.db"] == bytes_before
    with opened_plainly(tmp_path) as workspace:
        assert workspace.read(read_version) == SCHEMA_VERSION
        assert workspace.read(dump_connection) == before
        workspace.redo()
        add_application(workspace)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("op.execute('delete from application where id = 1')", "a row that refers to nothing"),
        ("op.execute('alter table note drop column body')", "images of note.body in the change log"),
        (REBUILD.replace(", table_kwargs=KEPT", ""), "application without AUTOINCREMENT"),
        (
            "op.execute('create table story_2 (id integer primary key, title text)')\n"
            "op.execute('drop table story')\nop.execute('alter table story_2 rename to story')",
            "story without AUTOINCREMENT",
        ),
    ],
    ids=["loose reference", "history of a dropped column", "batch mode as it is", "ids that would be used again"],
)
def test_a_migration_that_breaks_a_promise_is_taken_back(tmp_path: Path, body: str, problem: str) -> None:
    before = fill(tmp_path)
    with pytest.raises(Exception, match=f"a migration left {problem}|no such column"):
        upgrade(tmp_path, body)
    with opened_plainly(tmp_path) as workspace:
        assert workspace.read(dump_connection) == before


def test_a_migration_may_write_rows(tmp_path: Path) -> None:
    """What a script fills in is no change of the person's: it is neither refused nor logged."""
    fill(tmp_path)
    upgrade(tmp_path, "op.execute(\"update note set body = body || '!'\")")
    with connected(tmp_path) as connection:
        connection.execute(f"pragma user_version={SCHEMA_VERSION}")
        assert connection.execute("select count(*) from note where body like '%!'").fetchone() == (3,)
    with opened_plainly(tmp_path) as workspace:
        assert {change.label for change in workspace.history()} == {
            "Add Initech",
            "Add Hooli",
            "Add Globex",
            "Note",
            "Meet",
        }


KILL = "os.kill(os.getpid(), signal.SIGKILL)"


@pytest.mark.parametrize(
    "body",
    [
        KILL,
        f"{ADD_COLUMN}\n{KILL}",
        f"op.execute('create table big (x)')\nop.execute('insert into big select zeroblob(9000000)')\n{KILL}",
        REBUILD + f"\n    {KILL}",
    ],
    ids=["at the start", "after a column", "after pages were spilled to the -wal", "after a rebuild"],
)
def test_a_killed_migration_leaves_the_old_version_usable(tmp_path: Path, body: str) -> None:
    before = fill(tmp_path)
    scripts = next_scripts(tmp_path, body)
    script = (
        "from pathlib import Path; from netorganizer.store.opening import open_database;"
        "from netorganizer.store.migration import migrate;"
        f"store = open_database(Path({str(tmp_path)!r}) / 'netorganizer.db');"
        f"migrate(store, Path({str(scripts)!r}), {NEXT})"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
    assert [verify_copy(copy.file) for copy in list_backups(tmp_path / "backups")] == [3]
    with opened_plainly(tmp_path) as workspace:
        assert workspace.read(read_version) == SCHEMA_VERSION
        assert workspace.read(dump_connection) == before
        assert workspace.read(lambda c: c.execute("pragma integrity_check").fetchall()) == [("ok",)]
        workspace.redo()
        add_application(workspace)


def test_a_store_that_another_process_migrated_meanwhile_is_left(tmp_path: Path) -> None:
    fill(tmp_path)
    upgrade(tmp_path, ADD_COLUMN)
    after = fingerprint(tmp_path)["netorganizer.db"]
    store = Database(tmp_path / "netorganizer.db", connect(tmp_path / "netorganizer.db"))
    migrate(store, tmp_path / "migrations", NEXT)
    with pytest.raises(StoreUnavailable, match="newer netorganizer"):
        migrate(store, tmp_path / "migrations", SCHEMA_VERSION)
    store.close()
    assert fingerprint(tmp_path)["netorganizer.db"] == after


def test_the_next_version_is_refused_by_this_one(tmp_path: Path) -> None:
    fill(tmp_path)
    upgrade(tmp_path, ADD_COLUMN)
    before = fingerprint(tmp_path)
    with pytest.raises(StoreUnavailable, match="newer netorganizer"):
        open_database(tmp_path / "netorganizer.db")
    assert fingerprint(tmp_path) == before
