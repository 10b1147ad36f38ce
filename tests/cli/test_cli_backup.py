"""``backup``, ``restore``, ``doctor``: the words and the fields. What they do inside: tests/services."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli_tools import Ask, Run, write_row

from netorganizer.paths import Home
from netorganizer.services.window_lock import take_window_lock


@pytest.fixture(autouse=True)
def acme(ask: Ask) -> None:
    """One application is there."""
    ask("application", "add", "--company", "Acme", "--role", "A")


def test_backup_into_the_home(ask: Ask, home: Home) -> None:
    answer = ask("backup")
    assert set(answer) == {"file", "verified", "applications"}
    assert (answer["verified"], answer["applications"]) == (True, 1)
    assert Path(answer["file"]).parent == home.backups


def test_backup_to_a_file_and_back(ask: Ask, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    assert ask("backup", file) == {"file": str(file), "verified": True, "applications": 1}
    with closing(sqlite3.connect(file)) as copy:  # stock SQLite opens it
        assert copy.execute("select company from application").fetchall() == [("Acme",)]
    assert run("backup", file).code == 1
    ask("application", "add", "--company", "Acme", "--role", "B")
    assert ask("backup", file, "--force")["applications"] == 2
    ask("application", "trash", 1)
    assert ask("restore", file, "--dry-run") == {"file": str(file), "verified": True, "applications": 2}
    assert len(ask("application", "list")) == 1
    assert ask("restore", file) == {"file": str(file), "verified": True, "applications": 2}
    assert len(ask("application", "list")) == 2
    assert ask("undo")["label"] == "Add Acme, B"  # history and undo came along


def test_backup_through_pipes(ask: Ask, run: Run) -> None:
    data = run("backup", "-").out
    assert data.startswith(b"SQLite format 3\x00")
    ask("application", "trash", 1)
    assert ask("restore", "-", stdin=data)["applications"] == 1
    assert len(ask("application", "list")) == 1


def test_restore_tells_where_what_was_there_is(run: Run, ask: Ask, home: Home, tmp_path: Path) -> None:
    ask("backup", tmp_path / "copy.db")
    assert f"what was there before is in {home.backups}" in run("restore", tmp_path / "copy.db").text
    home.database.unlink()
    told = run("restore", "-", stdin=(tmp_path / "copy.db").read_bytes()).text
    assert told == "Restored standard input, applications: 1\n"


def test_restore_is_refused_while_a_window_is_open(run: Run, ask: Ask, home: Home, tmp_path: Path) -> None:
    ask("backup", tmp_path / "copy.db")
    lock = take_window_lock(home)
    assert lock is not None
    with lock:
        refused = run("restore", tmp_path / "copy.db")
    assert (refused.code, refused.out) == (1, b"")
    assert "window is open" in refused.err
    assert run("restore", tmp_path / "copy.db").code == 0


def test_doctor_finds_nothing(ask: Ask, run: Run) -> None:
    assert ask("doctor") == {"problems": []}
    text = run("doctor").text
    assert text.startswith("No problems found.")
    assert "Keyring: no keyring answers here" in text


def test_doctor_finds_damage_and_repairs_it(run: Run, ask: Ask, home: Home) -> None:
    with closing(sqlite3.connect(home.database)) as store:
        store.execute("drop trigger log_application_update")
        store.commit()
    found = run("doctor", "--json")
    assert (found.code, found.out) == (1, b"")
    assert "log_application_update" in found.err
    assert "--repair" in found.err
    assert ask("doctor", "--repair") == {"problems": []}
    assert list(home.backups.glob("pre-repair-*.db"))
    ask("application", "star", 1)
    assert ask("undo")["label"] == "Star Acme, A"


def test_doctor_tells_a_broken_playbook_as_no_damage(ask: Ask, home: Home) -> None:
    write_row(home, "own_playbook", key="bad", toml="what?", updated_at="2026-03-04T09:00:00Z")
    [problem] = ask("doctor")["problems"]
    assert problem["kind"] == "playbook"
    assert "bad.toml" in problem["text"]
    [broken] = [each for each in ask("playbook", "list") if each["problems"]]
    assert (broken["key"], broken["company"], broken["dated_on"]) == ("bad", "", None)
    assert len(ask("application", "list")) == 1  # the rest goes on


def test_automatic_backups_come_by_themselves(run: Run, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not list(home.backups.glob("auto-*"))
    for moment, count in (("10:20", 0), ("10:31", 1), ("10:40", 1)):
        monkeypatch.setenv("NETORGANIZER_NOW", f"2026-03-04T{moment}+01:00")
        run("application", "star", 1)
        assert len(list(home.backups.glob("auto-*"))) == count
    monkeypatch.setenv("NETORGANIZER_NOW", "2026-03-04T12:00+01:00")
    run("application", "list")  # something was starred since
    run("application", "list")
    assert len(list(home.backups.glob("auto-*"))) == 2


def test_a_backup_that_cannot_be_made_is_only_remarked(run: Run, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETORGANIZER_NOW", "2026-03-04T12:00+01:00")
    home.backups.write_text("in the way")
    answer = run("application", "star", 1, "--json")
    assert answer.json["starred"] is True
    assert "no new automatic backup" in answer.err
