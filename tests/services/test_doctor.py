"""The doctor: every kind of trouble is found, what can be mended is, and a healthy home has none."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from desk import Desk, dump, open_desk

from netorganizer.domain.clock import Clock, make_clock
from netorganizer.domain.errors import StoreUnavailable
from netorganizer.exchange.keychain import KeychainReport
from netorganizer.paths import Home
from netorganizer.services import doctor
from netorganizer.services.contacts import list_follow_ups
from netorganizer.services.workspace import Workspace
from netorganizer.store.backups import list_backups
from netorganizer.store.inspection import mend
from netorganizer.store.tables import metadata

CLOCK: Clock = make_clock("Europe/Berlin")


@pytest.fixture
def home(workspace: Workspace, desk: Desk) -> Home:  # noqa: ARG001 - furnishes it
    """A furnished home that nobody has open."""
    workspace.close()
    return workspace.home


@contextmanager
def tampering(home: Home) -> Iterator[sqlite3.Connection]:
    """The store in the hands of another program that keeps no rule."""
    with closing(sqlite3.connect(home.database)) as store:
        for (name,) in store.execute("select name from sqlite_master where name like 'guard_%'").fetchall():
            store.execute(f"drop trigger {name}")
        store.execute("pragma ignore_check_constraints=ON")
        yield store
        store.commit()
    open_and_mend_triggers(home)


def open_and_mend_triggers(home: Home) -> None:
    """The triggers that tampering took away are not what the test is about."""
    workspace = open_desk(home.folder)
    workspace.write_growing(lambda connection: [connection.execute(each) for each in guards()])
    workspace.close()


def guards() -> list[str]:
    from netorganizer.store.triggers import trigger_statements

    return [statement for statement in trigger_statements() if "trigger guard_" in statement and "create" in statement]


def kinds(home: Home) -> list[str]:
    return [problem.kind for problem in doctor.examine(home, CLOCK).problems]


def test_a_healthy_home_has_no_problem(home: Home) -> None:
    diagnosis = doctor.examine(home, CLOCK)
    assert diagnosis.problems == ()
    assert any(str(home.database) in fact for fact in diagnosis.facts)
    assert list(home.backups.glob("*")) == []  # looking changes nothing


def test_a_home_without_anything_stays_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = Home(tmp_path_factory.mktemp("none") / "home")
    assert doctor.examine(home, CLOCK).problems == ()
    assert doctor.repair(home, CLOCK).problems == ()
    assert not home.folder.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "drop trigger log_note_delete",
        "drop trigger guard_interview_insert",
        "drop trigger calendar_interview_update",
    ],
)
def test_a_missing_trigger_is_found_and_made_anew(home: Home, statement: str) -> None:
    with closing(sqlite3.connect(home.database)) as store:
        store.execute(statement)
    [problem] = doctor.examine(home, CLOCK).damage
    assert problem.kind == "triggers"
    assert statement.rsplit(maxsplit=1)[-1] in problem.text
    repaired = doctor.repair(home, CLOCK)
    assert repaired.problems == ()
    assert f"Repaired: {problem.text}" in repaired.facts
    assert not any(fact.startswith("Repaired") for fact in doctor.repair(home, CLOCK).facts)


def test_a_trigger_of_somebody_else_is_not_ours(home: Home) -> None:
    with closing(sqlite3.connect(home.database)) as store:
        store.execute("drop trigger log_note_delete")
        store.execute("create trigger log_note_delete after delete on note begin select 1; end")
    assert kinds(home) == ["triggers"]
    assert doctor.repair(home, CLOCK).problems == ()


def test_a_lost_calendar_entry_is_found_and_made_anew(home: Home, desk: Desk) -> None:
    with tampering(home) as store:
        store.execute("delete from calendar_entry where interview_id = ?", (desk.interview,))
    assert kinds(home) == ["calendar"]
    assert doctor.repair(home, CLOCK).problems == ()
    workspace = open_desk(home.folder)
    from netorganizer.services.interviews import get_interview

    assert get_interview(workspace, desk.interview).sequence == 0
    workspace.close()


def test_a_dangling_reference_is_damage_that_only_a_backup_mends(home: Home) -> None:
    with tampering(home) as store:
        store.execute("update note set application_id = 999")
    [problem] = doctor.examine(home, CLOCK).damage
    assert problem.kind == "structure"
    assert "note refers to a missing application" in problem.text
    before = home.database.read_bytes()
    with pytest.raises(StoreUnavailable, match="restore"):
        doctor.repair(home, CLOCK)
    assert home.database.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("drop table follow_up", "the table follow_up is missing"),
        ("alter table follow_up drop column why", "the column follow_up.why is missing"),
    ],
)
def test_a_missing_table_or_column_is_damage_that_only_a_backup_mends(home: Home, statement: str, said: str) -> None:
    with closing(sqlite3.connect(home.database)) as store:
        for (name,) in store.execute(
            "select name from sqlite_master where tbl_name = 'follow_up' and type = 'trigger'"
        ):
            store.execute(f"drop trigger {name}")
        store.execute(statement)
        store.execute("pragma wal_checkpoint(truncate)")
    [problem] = doctor.examine(home, CLOCK).damage
    assert (problem.kind, said in problem.text) == ("structure", True)
    before = home.database.read_bytes()
    with pytest.raises(StoreUnavailable, match=f"{said}.*restore"):
        doctor.repair(home, CLOCK)
    assert home.database.read_bytes() == before
    assert not home.backups.exists()
    workspace = open_desk(home.folder)
    with pytest.raises(StoreUnavailable, match="damaged"):
        list_follow_ups(workspace)
    workspace.close()


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_whichever_table_is_missing_is_named(home: Home, table: str) -> None:
    with closing(sqlite3.connect(home.database)) as store:
        for (name,) in store.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            store.execute(f"drop trigger {name}")
        store.execute(f"drop table {table}")
    assert any(f"the table {table} is missing" in problem.text for problem in doctor.examine(home, CLOCK).damage)
    with pytest.raises(StoreUnavailable, match=f"the table {table} is missing"):
        doctor.repair(home, CLOCK)


def test_an_index_that_does_not_fit_its_table_is_made_anew(home: Home) -> None:
    with closing(sqlite3.connect(home.database)) as store:
        store.execute("pragma writable_schema=ON")
        changed = store.execute(
            "update sqlite_master set sql = replace(sql, '(stage, rank)', '(stage, created_at)') "
            "where name = 'ix_application_stage_rank'"
        )
        assert changed.rowcount == 1
        store.commit()
    assert kinds(home) == ["structure"]
    assert doctor.repair(home, CLOCK).problems == ()


def test_a_wrong_value_is_damage(home: Home) -> None:
    with tampering(home) as store:
        store.execute("update application set stage = 'lunch' where id = 1")
    assert kinds(home) == ["structure"]


def test_an_unknown_zone_is_damage(home: Home, desk: Desk) -> None:
    with tampering(home) as store:
        store.execute("update interview set zone = 'Mars/Base' where id = ?", (desk.interview,))
    assert kinds(home) == ["zone"]


def test_a_document_without_its_content_is_damage(home: Home) -> None:
    with tampering(home) as store:
        columns = "application_id, name, content_hash, added_at"
        store.execute(f"insert into document ({columns}) values (1, 'cv.pdf', 'abc', '2026-03-04T09:00:00Z')")
    [problem] = doctor.examine(home, CLOCK).damage
    assert (problem.kind, "cv.pdf" in problem.text) == ("documents", True)
    with tampering(home) as store:
        store.execute("insert into document_content values ('abc', x'00')")
    assert kinds(home) == ["documents"]


def test_a_playbook_that_is_gone_is_no_damage(home: Home) -> None:
    with tampering(home) as store:
        store.execute("update application set playbook = 'bygone' where id = 1")
    diagnosis = doctor.examine(home, CLOCK)
    assert [problem.kind for problem in diagnosis.problems] == ["playbook"]
    assert "bygone" in diagnosis.problems[0].text
    assert diagnosis.damage == ()


def test_a_backup_that_went_bad_is_told(home: Home) -> None:
    home.backups.mkdir()
    bad = home.backups / "auto-20260304T090000000000Z.db"
    bad.write_bytes(b"garbage" * 1000)
    [problem] = doctor.examine(home, CLOCK).problems
    assert (problem.kind, str(bad) in problem.text, problem.is_damage) == ("backup", True, False)


def test_many_findings_make_one_sentence(home: Home) -> None:
    with closing(sqlite3.connect(home.database)) as store:
        for name in ("insert", "update", "delete"):
            store.execute(f"drop trigger log_note_{name}")
            store.execute(f"drop trigger log_story_{name}")
    [problem] = doctor.examine(home, CLOCK).problems
    assert problem.text.endswith("and 3 more.")


def test_a_repair_keeps_everything_and_backs_up_first(home: Home) -> None:
    workspace = open_desk(home.folder)
    before = dump(workspace)
    workspace.close()
    with closing(sqlite3.connect(home.database)) as store:
        store.execute("drop trigger log_note_delete")
    doctor.repair(home, CLOCK)
    workspace = open_desk(home.folder)
    assert dump(workspace) == before
    assert workspace.undo()
    workspace.close()
    assert [backup.reason for backup in list_backups(home.backups)] == ["pre-repair"]


def test_mending_a_healthy_store_changes_nothing(workspace: Workspace, desk: Desk) -> None:  # noqa: ARG001
    before = dump(workspace)
    entries = workspace.read(lambda connection: connection.execute("select * from calendar_entry").fetchall())
    workspace.write_growing(mend)
    assert dump(workspace) == before
    assert workspace.read(lambda c: c.execute("select * from calendar_entry").fetchall()) == entries


@pytest.mark.parametrize(
    ("report", "problems"),
    [
        (KeychainReport("SecretService", exists=True, problem=""), 0),
        (KeychainReport("", exists=False, problem="no keyring answers here"), 0),
        (KeychainReport("SecretService", exists=True, problem="it is locked"), 1),
    ],
)
def test_a_keyring_is_a_problem_only_when_it_is_there_and_of_no_use(report: KeychainReport, problems: int) -> None:
    assert len(list(doctor.keyring_problems(report))) == problems
