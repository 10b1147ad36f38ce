"""Opening a store: the pragmas behind every promise, and files that are not opened but left as they were."""

import json
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from store_tools import (
    Watch,
    add_application,
    add_note,
    connected,
    dump,
    empty_store,
    fetch,
    fingerprint,
    insert_application,
    opened,
    opened_plainly,
    put_store,
)

from netorganizer.domain.errors import StoreUnavailable
from netorganizer.services.trash import empty_trash
from netorganizer.services.workspace import Workspace
from netorganizer.store import database, opening
from netorganizer.store.database import SCHEMA_VERSION, connect, read_version
from netorganizer.store.opening import open_database
from netorganizer.store.tables import LOGGED_TABLES


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"pragma {name}").fetchone()[0]


def test_a_new_store_stands_on_the_promised_pragmas(tmp_path: Path) -> None:
    store = open_database(tmp_path / "deep" / "er" / "netorganizer.db")
    names = ("journal_mode", "synchronous", "foreign_keys", "fullfsync", "checkpoint_fullfsync", "busy_timeout")
    found = {name: pragma(store.connection, name) for name in names}
    store.close()
    store.close()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
        "busy_timeout": 5000,
    }


def test_a_store_is_one_plain_file_that_the_stock_module_reads(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        add_application(workspace, "Ünïcode 面接")
    assert list(fingerprint(tmp_path)) == ["netorganizer.db"]
    plain = sqlite3.connect(tmp_path / "netorganizer.db")
    assert plain.execute("select company from application").fetchall() == [("Ünïcode 面接",)]
    assert plain.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert read_version(plain) == SCHEMA_VERSION
    plain.close()


def test_opening_and_reading_load_no_heavy_library(tmp_path: Path) -> None:
    put_store(tmp_path)
    look = (
        "import sys; from pathlib import Path; from netorganizer.paths import Home;"
        "from netorganizer.domain.clock import make_clock;"
        "from netorganizer.services.workspace import open_workspace;"
        "from netorganizer.services.board import read_board, read_cards;"
        f"w = open_workspace(Home(Path({str(tmp_path)!r})), make_clock('UTC'));"
        "read_board(w), read_cards(w, []), w.undo_label, w.notice_foreign_changes(); w.close();"
        "print(sorted({'sqlalchemy', 'alembic', 'icalendar', 'reportlab', 'keyring', 'PIL'} & sys.modules.keys()))"
    )
    seen = subprocess.run([sys.executable, "-c", look], check=True, capture_output=True, text=True)
    assert seen.stdout == "[]\n"


def test_a_file_without_a_table_becomes_a_store(tmp_path: Path) -> None:
    """An empty file, and what a creation leaves that was killed before its commit."""
    (tmp_path / "netorganizer.db").touch()
    with opened_plainly(tmp_path) as workspace:
        add_application(workspace)
    killed = tmp_path / "killed"
    killed.mkdir()
    connect(killed / "netorganizer.db").close()
    assert (killed / "netorganizer.db").stat().st_size > 0
    with opened_plainly(killed) as workspace:
        add_application(workspace)


def test_a_newer_store_is_refused_untouched(tmp_path: Path) -> None:
    put_store(tmp_path)
    with connected(tmp_path) as connection:
        connection.execute("pragma user_version=99")
    before = fingerprint(tmp_path)
    with pytest.raises(StoreUnavailable, match=r"newer netorganizer \(format 99, this one knows 1\)"):
        open_database(tmp_path / "netorganizer.db")
    assert fingerprint(tmp_path) == before
    assert list(before) == ["netorganizer.db"]


def test_a_newer_store_whose_last_commits_are_in_the_wal_is_refused_untouched(tmp_path: Path) -> None:
    """Its header still says the old version, and opening it for writing would copy the -wal into the file."""
    put_store(tmp_path)
    leave_in_wal(tmp_path, "pragma user_version=99")
    before = fingerprint(tmp_path)
    assert before.keys() == {"netorganizer.db", "netorganizer.db-wal"}
    with pytest.raises(StoreUnavailable, match="format 99"):
        open_database(tmp_path / "netorganizer.db")
    assert fingerprint(tmp_path) == before


def leave_in_wal(folder: Path, sql: str) -> None:
    """Commit in a process that dies without closing, so that the commit stays in the -wal."""
    write = (
        "import os; from pathlib import Path; from netorganizer.store.database import connect;"
        f"kept = connect(Path({str(folder)!r}) / 'netorganizer.db'); kept.execute({sql!r}); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", write], check=True)


def foreign_sqlite(version: int) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("create table places (url text)")
    connection.execute(f"pragma user_version={version}")
    content = connection.serialize()
    connection.close()
    return content


UNFIT = {
    "text": b"Dear diary, " * 100,
    "a few bytes": b"SQLite format 3\x00",
    "header only": empty_store()[:100],
    "another program's database": foreign_sqlite(0),
    "another program's database of our version": foreign_sqlite(SCHEMA_VERSION),
    "another program's database of a higher version": foreign_sqlite(99),
    "half the file": empty_store()[: len(empty_store()) // 2],
    "a cut tail": empty_store()[:-100],
    "a zeroed schema page": empty_store()[:100] + bytes(3996) + empty_store()[4096:],
    "zeroes": bytes(8192),
}


@pytest.mark.parametrize("content", UNFIT.values(), ids=UNFIT.keys())
def test_a_file_that_is_no_readable_store_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "netorganizer.db").write_bytes(content)
    before = fingerprint(tmp_path)
    with pytest.raises(StoreUnavailable, match=r"damaged or is not a netorganizer store\. Nothing was changed"):
        open_database(tmp_path / "netorganizer.db")
    assert fingerprint(tmp_path) == before


def test_damage_met_later_is_told_in_one_sentence(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        add_application(workspace, "Initech" * 2000)
        (page,) = fetch(workspace, "select rootpage from sqlite_master where name = 'application'")[0]
    content = bytearray((tmp_path / "netorganizer.db").read_bytes())
    start = (int(str(page)) - 1) * 4096
    content[start : start + 4096] = b"\xa5" * 4096
    (tmp_path / "netorganizer.db").write_bytes(content)
    with opened_plainly(tmp_path) as workspace, pytest.raises(StoreUnavailable, match="damaged"):
        dump(workspace)


def test_a_path_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreUnavailable, match="cannot be used"):
        open_database(tmp_path / "file" / "netorganizer.db")
    (tmp_path / "netorganizer.db").mkdir()
    with pytest.raises(StoreUnavailable, match="cannot be used"):
        open_database(tmp_path / "netorganizer.db")


def test_odd_folder_names_are_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "50%25 off? #1 \u202eé'\""
    with opened(folder) as workspace:
        add_application(workspace)
    leave_in_wal(folder, "create table other (x)")
    with opened_plainly(folder) as workspace:
        assert len(dump(workspace)["application"]) == 1


def test_a_sqlite_that_can_corrupt_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert database.OLDEST_SAFE_SQLITE == (3, 51, 3)
    monkeypatch.setattr(opening, "OLDEST_SAFE_SQLITE", (99, 0, 0))
    with pytest.raises(StoreUnavailable, match="can corrupt data"):
        open_database(tmp_path / "netorganizer.db")
    assert fingerprint(tmp_path) == {}


def test_processes_that_create_one_store_at_once_all_get_it(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; import netorganizer.store.migration;"
        "from netorganizer.store.opening import open_database; sys.stdin.read();"
        f"open_database(Path({str(tmp_path)!r}) / 'netorganizer.db').close()"
    )
    started = [subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE) for _ in range(3)]
    for process in started:
        assert process.stdin is not None
        process.stdin.close()
    assert [process.wait(60) for process in started] == [0, 0, 0]
    with opened_plainly(tmp_path) as workspace:
        add_application(workspace)


def test_a_change_takes_the_write_lock_at_once(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace, connected(tmp_path, 0) as other:
        with workspace.change("Hold"), pytest.raises(sqlite_error(), match="locked"):
            other.execute("begin immediate")
        other.execute("begin immediate")


def test_every_transaction_is_immediate(tmp_path: Path) -> None:
    """A deferred one that reads first cannot be made a writing one once another process has written."""
    with opened(tmp_path) as workspace:
        seen: list[str] = []
        workspace.read(lambda connection: connection.set_trace_callback(seen.append))
        add_application(workspace)
        workspace.undo()
        workspace.write_growing(lambda connection: connection.execute("select 1"))
        assert [statement for statement in seen if statement.casefold().startswith("begin")] == ["begin immediate"] * 3


def sqlite_error() -> type[Exception]:
    error: type[Exception] = database.driver.OperationalError
    return error


def test_a_writer_that_ends_in_time_is_waited_for(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace, connected(tmp_path) as other:
        other.execute("begin immediate")
        release = threading.Timer(0.2, other.execute, ["commit"])
        release.start()
        add_application(workspace)
        release.join()
        assert len(dump(workspace)["application"]) == 1


def test_a_lock_past_all_patience_is_refused_with_nothing_changed(tmp_path: Path) -> None:
    with opened(tmp_path, patience_seconds=0.05) as workspace, connected(tmp_path) as other:
        application_id = add_application(workspace)
        add_note(workspace, application_id, "undone")
        workspace.undo()
        before, history = dump(workspace), workspace.history()
        other.execute("begin immediate")
        for attempt in (workspace.undo, workspace.redo, lambda: add_application(workspace)):
            with pytest.raises(StoreUnavailable, match="Another program is writing"):
                attempt()
        other.execute("rollback")
        assert (dump(workspace), workspace.history()) == (before, history)
        workspace.redo()
        assert len(dump(workspace)["note"]) == 1


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace)
        pages = fetch(workspace, "pragma page_count")[0][0]
        fetch(workspace, f"pragma max_page_count={pages}")
        before, history = dump(workspace), workspace.history()
        with pytest.raises(StoreUnavailable, match="disk is full"):
            add_note(workspace, application_id, "x" * 100_000)
        assert (dump(workspace), workspace.history()) == (before, history)
        fetch(workspace, "pragma max_page_count=1000000")
        add_note(workspace, application_id, "x" * 100_000)


def test_a_file_over_the_process_limit_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """A disk that refuses to write (here by RLIMIT_FSIZE) in the middle of a commit."""
    put_store(tmp_path)
    script = f"""
import json, resource, signal, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from store_tools import opened, add_application, add_note, dump
from netorganizer.domain.errors import StoreUnavailable
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with opened(Path({str(tmp_path)!r})) as workspace:
    application_id = add_application(workspace)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
    kept = 0
    try:
        while True:
            add_note(workspace, application_id, "x" * 30_000)
            kept += 1
    except StoreUnavailable as refusal:
        print(json.dumps([kept, len(dump(workspace)["note"]), str(refusal)]))
"""
    told = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    kept, there, refusal = json.loads(told.stdout)
    assert kept == there > 0
    assert "disk" in refusal
    with opened_plainly(tmp_path) as workspace:
        assert len(dump(workspace)["note"]) == kept


def refuse_writes(workspace: Workspace, says: str) -> None:
    before, history = dump(workspace), workspace.history()
    for attempt in (lambda: add_application(workspace), workspace.undo, workspace.redo, lambda: empty_trash(workspace)):
        with pytest.raises(StoreUnavailable, match=says):
            attempt()
    assert (dump(workspace), workspace.history()) == (before, history)


def test_a_file_that_was_taken_away_is_written_no_more(tmp_path: Path) -> None:
    """SQLite would go on writing into a file that has no name any more, and all of it would be lost at the end."""
    with opened(tmp_path) as workspace:
        for _ in range(2):
            add_application(workspace)
        workspace.undo()
        store, aside = tmp_path / "netorganizer.db", tmp_path / "aside.db"
        store.rename(aside)
        refuse_writes(workspace, "moved, deleted or replaced")
        store.write_bytes(empty_store())
        refuse_writes(workspace, "moved, deleted or replaced")
        aside.replace(store)
        workspace.redo()
        add_application(workspace)


def test_a_store_that_a_newer_program_migrates_beside_us_is_written_no_more(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        for _ in range(2):
            add_application(workspace)
        workspace.undo()
        with connected(tmp_path) as newer:
            newer.execute(f"pragma user_version={SCHEMA_VERSION + 1}")
            refuse_writes(workspace, "newer netorganizer")
            newer.execute(f"pragma user_version={SCHEMA_VERSION}")
        workspace.redo()


def test_ids_are_never_used_again(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        first = add_application(workspace)
        workspace.undo()
        second = add_application(workspace)
        with workspace.change("Delete") as tx:
            tx.delete("application", second)
    with opened(tmp_path) as workspace:
        third = add_application(workspace)
    assert first < second < third


@pytest.mark.parametrize("table", LOGGED_TABLES)
def test_the_database_refuses_a_write_outside_a_change(tmp_path: Path, table: str) -> None:
    put_store(tmp_path)
    with connected(tmp_path) as connection:
        connection.execute("pragma foreign_keys=OFF")
        connection.execute("pragma ignore_check_constraints=ON")
        connection.execute("insert into change_context (mode) values ('quiet')")
        columns = [row[1] for row in connection.execute(f"pragma table_info({table})")]
        row = f"insert into {table} ({', '.join(columns)}) values ({', '.join(['1'] * len(columns))})"
        connection.execute(row)
        connection.execute("update change_context set mode = null")
        writes = (
            row.replace("values (1,", "values (2,"),
            f"update {table} set {columns[1]} = 2",
            f"delete from {table}",
        )
        for write in writes:
            with pytest.raises(Exception, match="write outside a change"):
                connection.execute(write)
        assert connection.execute(f"select * from {table}").fetchall()[0][0] == 1


def test_a_change_outside_the_program_is_refused_by_the_stock_module_too(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        add_application(workspace)
    plain = sqlite3.connect(tmp_path / "netorganizer.db")
    with pytest.raises(sqlite3.IntegrityError, match="write outside a change"):
        plain.execute("delete from application")
    plain.close()


def test_a_fault_quotes_no_text_of_the_persons(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        with pytest.raises(Exception, match="constraint") as fault, workspace.change("Break") as tx:
            insert_application(tx, "Secret plans", stage="nowhere")
        assert "Secret" not in str(fault.value)
        assert dump(workspace)["application"] == []
        assert workspace.history() == []


def test_an_instant_without_a_zone_is_refused(tmp_path: Path) -> None:
    naive = Watch().at.replace(tzinfo=None)
    with opened(tmp_path) as workspace, pytest.raises(ValueError, match="without a zone"):
        add_application(workspace, closed_at=naive)


def test_a_new_home_is_private(tmp_path: Path) -> None:
    open_database(tmp_path / "home" / "netorganizer.db").close()
    assert (tmp_path / "home").stat().st_mode & 0o077 == 0
