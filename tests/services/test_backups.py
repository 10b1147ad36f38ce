"""Backups: by themselves when due, by hand, and back from every state a store can be in."""

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import STARTED_AT, Desk, dump, open_desk

from netorganizer.domain.clock import make_clock
from netorganizer.domain.errors import FileRefused, StoreUnavailable
from netorganizer.paths import Home
from netorganizer.services import applications, backups
from netorganizer.services.window_lock import take_window_lock
from netorganizer.services.workspace import Workspace
from netorganizer.store.backups import list_backups, verify_copy

PAGE = 4096
LATER = timedelta(minutes=31)


def add(workspace: Workspace, role: str = "R") -> int:
    return applications.add_application(workspace, company="Acme", role=role)


@pytest.fixture
def backup(workspace: Workspace, desk: Desk, tmp_path: Path) -> Path:
    """A backup of the furnished workspace; then something is changed, and the workspace closed."""
    file = tmp_path / "copy #1 100%?.db"  # a name that would break a careless address
    backups.export_backup(workspace.home, str(file))
    applications.trash_applications(workspace, [desk.saved])
    workspace.close()
    return file


@pytest.fixture
def before(workspace: Workspace, desk: Desk) -> dict[str, list[tuple[object, ...]]]:  # noqa: ARG001 - furnishes it
    """All rows as they were when the backup was made."""
    return dump(workspace)


def empty(store: Path) -> None:
    store.write_bytes(b"")


def make_garbage(store: Path) -> None:
    store.write_bytes(b"garbage " * 1000)


def cut_tail(store: Path) -> None:
    store.write_bytes(store.read_bytes()[: PAGE * 7])


def zero_pages(store: Path) -> None:
    content = bytearray(store.read_bytes())
    content[PAGE * 3 :] = bytes(len(content) - PAGE * 3)
    store.write_bytes(content)


def leave_alone(store: Path) -> None:
    assert store.exists()


@pytest.mark.parametrize("damage", [leave_alone, Path.unlink, empty, make_garbage, cut_tail, zero_pages])
def test_a_backup_comes_back_whatever_the_store_is_like(
    workspace: Workspace,
    before: dict[str, list[tuple[object, ...]]],
    backup: Path,
    damage: Callable[[Path], object],
) -> None:
    store = workspace.home.database
    damage(store)
    was_there = store.read_bytes() if store.exists() else b""
    report = backups.restore_backup(workspace.home, workspace.clock, str(backup))
    reopened = open_desk(workspace.home.folder)
    assert dump(reopened) == before
    assert report.applications == len(before["application"])
    reopened.close()
    verify_copy(store)
    if was_there:
        assert is_kept(workspace, was_there), "what was there before is not kept"


def is_kept(workspace: Workspace, content: bytes) -> bool:
    """Whether the store as it was lies in the backups: as a verified backup, or byte by byte."""
    folder = workspace.home.backups
    aside = [file.read_bytes() for file in folder.glob("before-restore-*/netorganizer.db")]
    return content in aside or any(backup.reason == "pre-restore" for backup in list_backups(folder))


def test_restoring_is_no_way_to_lose_what_a_damaged_store_still_has(workspace: Workspace, backup: Path) -> None:
    """A write-ahead log beside a store that cannot be opened is kept too."""
    make_garbage(workspace.home.database)
    wal = workspace.home.database.with_name("netorganizer.db-wal")
    wal.write_bytes(b"perhaps the last change")
    backups.restore_backup(workspace.home, workspace.clock, str(backup))
    [kept] = workspace.home.backups.glob("before-restore-*/netorganizer.db-wal")
    assert kept.read_bytes() == b"perhaps the last change"


def test_a_stale_write_ahead_log_never_meets_what_was_restored(
    workspace: Workspace, desk: Desk, tmp_path: Path
) -> None:
    """A log that belongs to another file would be written into the restored one."""
    home = workspace.home
    backups.export_backup(home, str(tmp_path / "copy.db"))
    wanted = dump(workspace)
    applications.trash_applications(workspace, [desk.saved])
    wal = home.database.with_name("netorganizer.db-wal")
    stale = wal.read_bytes()
    assert stale
    workspace.close()
    home.database.unlink()
    wal.write_bytes(stale)
    backups.restore_backup(home, workspace.clock, str(tmp_path / "copy.db"))
    reopened = open_desk(home.folder)
    assert dump(reopened) == wanted
    reopened.close()
    verify_copy(home.database)


def test_who_has_the_store_open_sees_what_was_restored(workspace: Workspace, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    backups.export_backup(workspace.home, str(file))
    beside = open_desk(workspace.home.folder)
    heard: list[object] = []
    beside.subscribe(heard.append)
    applications.trash_applications(workspace, [desk.saved])
    backups.restore_backup(workspace.home, workspace.clock, str(file))
    assert beside.notice_foreign_changes()
    assert len(heard) == 1
    assert dump(beside) == dump(workspace)
    assert applications.get_application(beside, desk.saved)
    assert applications.get_application(beside, add(beside, "after"))
    beside.close()


def test_the_ids_of_what_was_restored_away_are_not_dealt_twice_within_the_backup(
    workspace: Workspace, desk: Desk, tmp_path: Path
) -> None:
    newest = add(workspace)
    backups.export_backup(workspace.home, str(tmp_path / "copy.db"))
    applications.trash_applications(workspace, [newest, desk.saved])
    backups.restore_backup(workspace.home, workspace.clock, str(tmp_path / "copy.db"))
    assert add(workspace) == newest + 1


def test_ids_given_after_the_backup_are_not_given_again(workspace: Workspace, desk: Desk, tmp_path: Path) -> None:
    backups.export_backup(workspace.home, str(tmp_path / "copy.db"))
    newest = add(workspace)
    applications.add_note(workspace, desk.saved, "later")
    newest_change = workspace.history()[0].id
    backups.restore_backup(workspace.home, workspace.clock, str(tmp_path / "copy.db"))
    assert add(workspace) == newest + 1
    assert workspace.history()[0].id == newest_change + 1


def test_the_ids_of_a_table_that_the_backup_never_filled_are_kept_too(workspace: Workspace, tmp_path: Path) -> None:
    backups.export_backup(workspace.home, str(tmp_path / "copy.db"))
    newest = add(workspace)
    backups.restore_backup(workspace.home, workspace.clock, str(tmp_path / "copy.db"))
    assert add(workspace) == newest + 1


def test_a_clock_that_stands_still_replaces_no_safety_copy(workspace: Workspace, backup: Path) -> None:
    home, clock = workspace.home, make_clock("Europe/Berlin", "2026-11-23T10:00+01:00")
    for count in (1, 2):
        backups.restore_backup(home, clock, str(backup))
        assert len(list(home.backups.glob("pre-restore-*.db"))) == count
    first, second = (backups.write_backup(home, clock.now()).file for _ in range(2))
    assert first != second
    assert len(list_backups(home.backups)) == 4
    for count in (1, 2):
        make_garbage(home.database)
        backups.restore_backup(home, clock, str(backup))
        assert len(list(home.backups.glob("before-restore-*"))) == count


def test_the_store_of_a_newer_program_is_not_restored_over(workspace: Workspace, backup: Path) -> None:
    store = workspace.home.database
    store.write_bytes(newer(store.read_bytes()))
    before = hash_folder(workspace.home.folder)
    with pytest.raises(StoreUnavailable, match="newer"):
        backups.restore_backup(workspace.home, workspace.clock, str(backup))
    assert hash_folder(workspace.home.folder) == before


def test_an_empty_file_beside_backups_is_a_lost_store(workspace: Workspace, backup: Path) -> None:
    home = workspace.home
    empty(home.database)
    open_desk(home.folder).close()  # without any backup it becomes a new store
    backups.write_backup(home, STARTED_AT)
    empty(home.database)
    with pytest.raises(StoreUnavailable, match="damaged"):
        open_desk(home.folder)
    assert home.database.read_bytes() == b""
    backups.restore_backup(home, workspace.clock, str(backup))
    open_desk(home.folder).close()


def test_an_empty_file_beside_a_write_ahead_log_is_a_lost_store(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.database.touch()
    home.database.with_name("netorganizer.db-wal").write_bytes(b"perhaps the last change")
    with pytest.raises(StoreUnavailable, match="damaged"):
        open_desk(home.folder)


def hash_folder(folder: Path) -> dict[str, str]:
    files = [file for file in folder.rglob("*") if file.is_file() and file.suffix in (".db", ".toml")]
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_a_dry_run_changes_nothing(workspace: Workspace, backup: Path) -> None:
    before = hash_folder(workspace.home.folder)
    assert backups.check_backup(str(backup)).applications
    assert hash_folder(workspace.home.folder) == before
    assert sorted(each.name for each in backup.parent.iterdir()) == [backup.name, "home"]


def damaged(content: bytes) -> bytes:
    return content[: PAGE * 4] + bytes(len(content) - PAGE * 4)


def newer(content: bytes) -> bytes:
    return content[:60] + (99).to_bytes(4, "big") + content[64:]


def foreign(content: bytes) -> bytes:
    return content[:68] + b"CAKE" + content[72:]


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def garbage(content: bytes) -> bytes:
    return bytes(reversed(content))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [(damaged, "copy"), (cut, "copy"), (newer, "newer"), (foreign, "no netorganizer"), (garbage, "no netorganizer")],
)
def test_a_bad_backup_is_refused_with_nothing_changed(
    workspace: Workspace, backup: Path, spoil: Callable[[bytes], bytes], said: str
) -> None:
    backup.write_bytes(spoil(backup.read_bytes()))
    before = hash_folder(workspace.home.folder)
    with pytest.raises(FileRefused, match=said):
        backups.check_backup(str(backup))
    with pytest.raises(FileRefused, match=said):
        backups.restore_backup(workspace.home, workspace.clock, str(backup))
    assert hash_folder(workspace.home.folder) == before


def test_a_backup_of_a_store_that_lacked_a_table_is_refused(workspace: Workspace, backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as copy:
        copy.execute("drop table follow_up")
    with pytest.raises(FileRefused, match="follow_up is missing"):
        backups.check_backup(str(backup))
    before = hash_folder(workspace.home.folder)
    with pytest.raises(FileRefused, match="follow_up is missing"):
        backups.restore_backup(workspace.home, workspace.clock, str(backup))
    assert hash_folder(workspace.home.folder) == before


def test_a_store_in_use_is_no_backup(workspace: Workspace, backup: Path, tmp_path: Path) -> None:
    other = open_desk(tmp_path / "other")
    add(other)  # lies in the write-ahead log
    with pytest.raises(FileRefused, match="in use"):
        backups.restore_backup(workspace.home, workspace.clock, str(other.home.database))
    other.close()
    assert backup.exists()


def test_restore_is_refused_while_a_window_is_open(workspace: Workspace, backup: Path) -> None:
    before = hash_folder(workspace.home.folder)
    lock = take_window_lock(workspace.home)
    assert lock is not None
    with pytest.raises(StoreUnavailable, match="window is open"):
        backups.restore_backup(workspace.home, workspace.clock, str(backup))
    assert hash_folder(workspace.home.folder) == before
    lock.release()
    backups.restore_backup(workspace.home, workspace.clock, str(backup))


HOLDER = """
import sys
from pathlib import Path
from netorganizer.store.lock import take_window_lock
lock = take_window_lock(Path(sys.argv[1]))
print("held" if lock else "refused", flush=True)
sys.stdin.read()
"""


def test_the_window_lock_of_another_process_ends_with_it(workspace: Workspace) -> None:
    command = [sys.executable, "-c", HOLDER, str(workspace.home.window_lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert take_window_lock(workspace.home) is None
        other.kill()
    lock = take_window_lock(workspace.home)
    assert lock is not None
    with lock:
        refused = subprocess.run(command, input=b"", capture_output=True, check=True)
        assert refused.stdout == b"refused\n"
    lock.release()  # a second time


def test_a_backup_is_closed_to_others(workspace: Workspace, tmp_path: Path) -> None:
    backups.export_backup(workspace.home, str(tmp_path / "copy.db"))
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0


def test_backups_are_made_when_something_changed_and_half_an_hour_has_passed(workspace: Workspace) -> None:
    home, start = workspace.home, datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert backups.back_up_if_due(home, start) is None  # nothing was ever changed
    added = add(workspace)
    assert backups.back_up_if_due(home, start + timedelta(minutes=29)) is None
    first = backups.back_up_if_due(home, start + LATER)
    assert first is not None
    assert backups.back_up_if_due(home, start + LATER * 2) is None  # nothing new
    applications.edit_application(workspace, added, starred=True)
    assert backups.back_up_if_due(home, first.made_at + timedelta(minutes=29)) is None
    second = backups.back_up_if_due(home, first.made_at + timedelta(minutes=30))
    assert second is not None
    workspace.undo()  # no new row in the history, yet a change
    third = backups.back_up_if_due(home, second.made_at + LATER)
    assert third is not None
    workspace.redo()
    assert backups.back_up_if_due(home, third.made_at + LATER) is not None
    assert [each.reason for each in list_backups(home.backups)] == ["auto"] * 4


def test_a_clock_set_back_does_not_stop_backups(workspace: Workspace) -> None:
    add(workspace)
    ahead = datetime(2030, 1, 1, tzinfo=UTC)
    assert backups.back_up_if_due(workspace.home, ahead) is not None
    add(workspace)
    assert backups.back_up_if_due(workspace.home, datetime(2026, 11, 22, 12, tzinfo=UTC)) is not None


def test_an_unreadable_backup_does_not_stop_the_next(workspace: Workspace) -> None:
    add(workspace)
    first = backups.back_up_if_due(workspace.home, datetime(2026, 11, 23, tzinfo=UTC))
    assert first is not None
    first.file.write_bytes(b"garbage" * 1000)
    assert backups.back_up_if_due(workspace.home, datetime(2026, 11, 23, 1, tzinfo=UTC)) is not None


def test_old_backups_go_and_those_made_by_hand_stay(workspace: Workspace) -> None:
    home, start = workspace.home, datetime(2026, 1, 1, 12, tzinfo=UTC)
    backups.write_backup(home, start)
    for day in range(40):
        for hour in (0, 6):
            add(workspace)
            backups.back_up_if_due(home, start + timedelta(days=day, hours=hour))
    kept = list_backups(home.backups)
    assert [each.reason for each in kept].count("manual") == 1
    assert 12 < len(kept) < 30
    assert kept[0].made_at == start + timedelta(days=39, hours=6)
    assert backups.check_backup(str(kept[-2].file)).applications >= 1  # the oldest is good too


def test_an_empty_home_has_nothing_to_back_up(tmp_path: Path) -> None:
    assert backups.back_up_if_due(Home(tmp_path / "none"), datetime(2026, 11, 22, tzinfo=UTC)) is None
    assert not (tmp_path / "none").exists()
