"""Backups: each is proven to be good before it has a name, and the right ones are kept."""

import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from store_tools import (
    STARTED_AT,
    add_application,
    add_note,
    connected,
    dump,
    dump_connection,
    fetch,
    fingerprint,
    opened,
    opened_plainly,
)

from netorganizer.domain.errors import FileRefused
from netorganizer.services.trash import empty_trash
from netorganizer.store.backups import (
    SIZE_BUDGET_BYTES,
    Backup,
    choose_expired,
    copy_verified,
    find_damage,
    list_backups,
    verify_copy,
    write_backup,
)


def test_a_backup_is_the_store_with_its_history(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "Initech")
        add_note(workspace, application_id, "undone")
        workspace.undo()
        before, history = dump(workspace), workspace.history()
        backup = write_backup(workspace.home.database, workspace.home.backups, now=STARTED_AT)
        add_application(workspace, "later")
    assert backup.file.name == "auto-20261122T100000000000Z.db"
    assert backup.size_bytes == backup.file.stat().st_size
    assert list_backups(tmp_path / "backups") == [backup]
    assert list(fingerprint(tmp_path / "backups")) == [backup.file.name]
    other = tmp_path / "elsewhere"
    other.mkdir()
    backup.file.rename(other / "netorganizer.db")
    with opened_plainly(other) as workspace:
        assert (dump(workspace), workspace.history()) == (before, history)
        assert workspace.redo_label == "Note"
        assert add_application(workspace) > application_id
        assert fetch(workspace, "pragma journal_mode") == [("wal",)]


def test_a_copy_made_beside_a_writer_is_whole(tmp_path: Path) -> None:
    """Each change of the writer adds an application and its note; a copy must never hold one without the other."""
    with opened(tmp_path) as workspace:
        add_application(workspace, "first")
    writer = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from store_tools import opened, insert_application, insert_note
with opened(Path({str(tmp_path)!r})) as workspace:
    while True:
        with workspace.change("Pair") as tx:
            insert_note(tx, insert_application(tx), "n" * 500)
        print("pair", flush=True)
""",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    counts = []
    try:
        for number in range(12):
            assert writer.stdout.readline() == "pair\n"
            copy = tmp_path / f"copy-{number}.db"
            counts.append(copy_verified(tmp_path / "netorganizer.db", copy))
            with opened_copy(copy) as connection:
                rows = dump_connection(connection)
                assert len(rows["note"]) == len(rows["application"]) - 1 == counts[-1] - 1
                assert find_damage(connection) == []
    finally:
        writer.kill()
        writer.communicate()
    assert counts == sorted(counts)
    assert counts[-1] > counts[0], "the writer went on meanwhile"


def opened_copy(copy: Path) -> AbstractContextManager[sqlite3.Connection]:
    folder = copy.with_suffix("")
    folder.mkdir()
    (folder / "netorganizer.db").write_bytes(copy.read_bytes())
    return connected(folder)


def make_copy(folder: Path) -> Path:
    with opened(folder) as workspace:
        application_id = add_application(workspace)
        for number in range(40):
            add_note(workspace, application_id, f"{number} " * 400)
    copy_verified(folder / "netorganizer.db", folder / "copy.db")
    return folder / "copy.db"


def test_a_damaged_copy_is_refused(tmp_path: Path) -> None:
    copy = make_copy(tmp_path)
    good = copy.read_bytes()
    assert verify_copy(copy) == 1
    damages = {
        "cut tail": good[:-4096],
        "half": good[: len(good) // 2],
        "empty": b"",
        "text": b"not a database" * 500,
        "a page zeroed": good[:40960] + bytes(4096) + good[45056:],
        "no table": good[:100] + bytes(3996) + good[4096:],
    }
    for what, content in damages.items():
        copy.write_bytes(content)
        with pytest.raises(FileRefused, match="your data was not touched"):
            verify_copy(copy)
        assert copy.read_bytes() == content, what
    copy.unlink()
    with pytest.raises(FileRefused, match="cannot be read"):
        verify_copy(copy)


def test_a_lost_page_is_always_found(tmp_path: Path) -> None:
    """Smaller damage inside a text is not: a plain store has no checksums."""
    copy = make_copy(tmp_path)
    good = copy.read_bytes()
    for start in range(0, len(good), 4096):
        copy.write_bytes(good[:start] + bytes(4096) + good[start + 4096 :])
        with pytest.raises(FileRefused):
            verify_copy(copy)


def test_a_copy_with_loose_references_or_another_census_is_refused(tmp_path: Path) -> None:
    copy = make_copy(tmp_path)
    assert verify_copy(copy, expected=(1, 41)) == 1
    with pytest.raises(FileRefused, match="not the copy that was made"):
        verify_copy(copy, expected=(1, 40))
    with pytest.raises(FileRefused, match="not the copy that was made"):
        verify_copy(copy, expected=(2, 41))
    folder = tmp_path / "loose"
    folder.mkdir()
    (folder / "netorganizer.db").write_bytes(copy.read_bytes())
    with connected(folder) as connection:
        connection.execute("pragma foreign_keys=OFF")
        connection.execute("update change_context set mode = 'quiet'")
        connection.execute("delete from application")
    with pytest.raises(FileRefused, match="a row of note refers to a missing application"):
        verify_copy(folder / "netorganizer.db")


def test_a_damaged_store_yields_no_backup(tmp_path: Path) -> None:
    make_copy(tmp_path)
    with connected(tmp_path) as connection:
        page = connection.execute("select rootpage from sqlite_master where name = 'note'").fetchone()[0]
    store = tmp_path / "netorganizer.db"
    content = bytearray(store.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    store.write_bytes(content)
    before = fingerprint(tmp_path)
    with pytest.raises(Exception, match=r"malformed|not good|damaged"):
        write_backup(store, tmp_path / "backups")
    assert fingerprint(tmp_path) == before


def test_a_full_disk_leaves_no_half_backup(tmp_path: Path) -> None:
    """The earlier backup of that name stays, too."""
    copy = make_copy(tmp_path)
    before = fingerprint(tmp_path)
    script = (
        "import resource, signal; from pathlib import Path; from netorganizer.store.backups import copy_verified;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY));"
        f"copy_verified(Path({str(tmp_path)!r}) / 'netorganizer.db', Path({str(copy)!r}))"
    )
    told = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert told.returncode == 1
    assert "disk" in told.stderr
    assert fingerprint(tmp_path) == before


def test_a_copy_after_the_trash_was_emptied_is_good(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        for name in ("kept", "gone"):
            application_id = add_application(workspace, name)
        with workspace.change("Trash") as tx:
            tx.update("application", application_id, trashed_at=tx.at)
        empty_trash(workspace)
        assert copy_verified(workspace.home.database, tmp_path / "copy.db") == 1


def test_odd_folder_names_are_no_obstacle_to_copies(tmp_path: Path) -> None:
    folder = tmp_path / "50%25 off? #1 é'\""
    copy = make_copy(folder)
    assert verify_copy(copy) == 1


def test_other_files_are_no_backups(tmp_path: Path) -> None:
    for name in ("netorganizer.db", "auto-2026.db", "auto-20261122T100000000000Z.db.part", "notes.txt", "auto-.db"):
        (tmp_path / name).touch()
    assert list_backups(tmp_path) == []
    assert list_backups(tmp_path / "missing") == []


def backup_at(moment: datetime, reason: str = "auto", size_bytes: int = 1_000_000) -> Backup:
    return Backup(Path(f"{reason}-{moment:%Y%m%dT%H%M%S}.db"), reason, moment, size_bytes)


def simulate(days: int, per_day: int) -> tuple[list[Backup], datetime]:
    """Backups made and thinned out every time, over many days."""
    kept: list[Backup] = []
    now = datetime(2026, 1, 1, 8, tzinfo=UTC)
    for _ in range(days):
        for hour in range(per_day):
            moment = now + timedelta(hours=hour)
            kept.append(backup_at(moment))
            expired = choose_expired(kept, moment)
            kept = [backup for backup in kept if backup not in expired]
        now += timedelta(days=1)
    return sorted(kept, key=lambda backup: backup.made_at, reverse=True), moment


@pytest.mark.parametrize("per_day", [1, 6])
def test_after_400_days_every_age_has_its_backup(per_day: int) -> None:
    kept, now = simulate(400, per_day)
    ages = [(now - backup.made_at) / timedelta(days=1) for backup in kept]
    assert sum(age < 2 for age in ages) == 2 * per_day
    by_day = Counter(int(age) for age in ages if 2 <= age < 13)
    assert all(by_day[day] == 1 for day in range(2, 13))
    for week in range(2, 9):
        assert any(7 * week <= age < 7 * (week + 1) + 7 for age in ages), f"a backup about {week} weeks old"
    for month in range(2, 8):
        assert any(30 * month <= age < 30 * month + 62 for age in ages), f"a backup about {month} months old"
    assert max(ages) >= 30 * 7
    assert len(kept) <= 2 * per_day + 12 + 10 + 9


def test_thinning_again_changes_nothing() -> None:
    kept, now = simulate(120, 3)
    assert choose_expired(kept, now) == []


def test_a_pause_of_months_costs_no_backup() -> None:
    """Nothing is made while the program is closed; what is there must not fall out just by ageing."""
    kept, now = simulate(60, 1)
    later = choose_expired(kept, now + timedelta(days=200))
    left = [backup for backup in kept if backup not in later]
    assert len([backup for backup in left if now - backup.made_at < timedelta(days=14)]) >= 12
    assert kept[0] in left


def test_over_the_budget_the_oldest_go_but_never_the_newest() -> None:
    now = STARTED_AT
    backups = [backup_at(now - timedelta(hours=hour), size_bytes=200) for hour in range(10)]
    expired = choose_expired(backups, now, budget_bytes=1000)
    assert expired == backups[5:]
    assert choose_expired(backups, now, budget_bytes=1) == backups[1:]
    assert choose_expired(backups, now, budget_bytes=2000) == []
    assert SIZE_BUDGET_BYTES == 500 * 1024 * 1024


def test_backups_made_for_a_reason_are_never_expired() -> None:
    now = STARTED_AT
    special = [
        backup_at(now - timedelta(days=day), reason, 10**9)
        for day, reason in ((900, "pre-migrate-v1"), (901, "pre-restore"), (902, "manual"))
    ]
    automatic = [backup_at(now - timedelta(days=day)) for day in (0, 899)]
    assert choose_expired([*special, *automatic], now) == []
    assert not set(special) & set(choose_expired([*special, *automatic], now, budget_bytes=1))
