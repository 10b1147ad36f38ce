"""Playbooks of one's own: kept in the store, before the shipped ones, undoable, and never in the way when broken."""

from pathlib import Path

import pytest
from desk import Desk, labels

from netorganizer.domain.errors import FileRefused, NotFound
from netorganizer.domain.pipeline import Stage
from netorganizer.domain.playbook import PlaybookRefused
from netorganizer.services import applications, checklists, playbooks
from netorganizer.services.workspace import Workspace


@pytest.fixture
def own_file(workspace: Workspace, tmp_path: Path) -> Path:
    """A playbook file with a key of its own."""
    file = tmp_path / "acme.toml"
    playbooks.export_playbook(workspace, "generic", str(file))
    file.write_text(file.read_text("utf-8").replace("key = 'generic'", "key = 'acme'\ncompany = 'Acme'", 1), "utf-8")
    return file


def keys(workspace: Workspace) -> list[tuple[str, str]]:
    return [(entry.key, entry.origin) for entry in playbooks.list_playbooks(workspace)]


def test_the_shipped_ones_are_listed_by_key(workspace: Workspace) -> None:
    assert keys(workspace) == [("generic", "shipped"), ("netflix", "shipped")]
    for entry in playbooks.list_playbooks(workspace):
        assert entry.source
        assert entry.dated_on


def test_an_imported_one_is_kept_and_found_by_company(workspace: Workspace, own_file: Path) -> None:
    assert playbooks.import_playbook(workspace, str(own_file)).key == "acme"
    assert keys(workspace) == [("acme", "own"), ("generic", "shipped"), ("netflix", "shipped")]
    added = applications.add_application(workspace, company="ACME", role="R")
    assert applications.get_application(workspace, added).playbook == "acme"
    assert labels(workspace)[-1] == "Import playbook acme"


def test_undoing_the_import_takes_it_off_the_shelf(workspace: Workspace, own_file: Path) -> None:
    playbooks.import_playbook(workspace, str(own_file))
    added = applications.add_application(workspace, company="Acme", role="R")
    workspace.undo()
    workspace.undo()
    assert ("acme", "own") not in keys(workspace)
    workspace.redo()
    workspace.redo()
    assert applications.get_application(workspace, added).playbook == "acme"


def test_an_application_outlives_its_playbook(workspace: Workspace, own_file: Path) -> None:
    playbooks.import_playbook(workspace, str(own_file))
    imported = workspace.history()[0].id
    added = applications.add_application(workspace, Stage.ONSITE, company="Acme", role="R")
    workspace.revert(imported)
    assert applications.get_application(workspace, added).playbook == "acme"
    assert checklists.list_checklist(workspace, added)  # of the generic one


def test_importing_again_updates_and_the_same_changes_nothing(workspace: Workspace, own_file: Path) -> None:
    playbooks.import_playbook(workspace, str(own_file))
    playbooks.import_playbook(workspace, str(own_file))
    assert len(workspace.history()) == 1
    own_file.write_text(own_file.read_text("utf-8").replace("'Acme'", "'Acme Inc'", 1), "utf-8")
    playbooks.import_playbook(workspace, str(own_file))
    assert len(workspace.history()) == 2
    assert workspace.playbooks.get("acme").company == "Acme Inc"
    workspace.undo()
    assert workspace.playbooks.get("acme").company == "Acme"


def test_ones_own_hides_a_shipped_one(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    playbooks.export_playbook(workspace, "netflix", str(file))
    file.write_text(file.read_text("utf-8").replace("2025-10-26", "2026-01-01"), "utf-8")
    playbooks.import_playbook(workspace, str(file))
    assert keys(workspace) == [("generic", "shipped"), ("netflix", "own")]
    workspace.undo()
    assert keys(workspace) == [("generic", "shipped"), ("netflix", "shipped")]


def test_export_gives_back_the_very_text(workspace: Workspace, own_file: Path, tmp_path: Path) -> None:
    own_file.write_text(own_file.read_text("utf-8") + "# שלום 👋\n", "utf-8")
    playbooks.import_playbook(workspace, str(own_file))
    playbooks.export_playbook(workspace, "acme", str(tmp_path / "back.toml"))
    assert (tmp_path / "back.toml").read_bytes() == own_file.read_bytes()
    with pytest.raises(FileRefused, match="exists already"):
        playbooks.export_playbook(workspace, "acme", str(own_file))
    with pytest.raises(NotFound, match="netflix"):
        playbooks.export_playbook(workspace, "nope", str(tmp_path / "x.toml"))


@pytest.mark.parametrize("content", [b"", b"key = ", b"\xff\xfe", b"format = 1\nkey = 'x'\n", b"x" * 2_000_000])
def test_a_file_that_is_no_playbook_is_refused(workspace: Workspace, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.toml"
    file.write_bytes(content)
    with pytest.raises(FileRefused, match=r"bad\.toml"):
        playbooks.check_playbook(str(file))
    with pytest.raises(FileRefused, match=r"bad\.toml"):
        playbooks.import_playbook(workspace, str(file))
    assert workspace.history() == []


def test_the_generic_key_is_not_for_one_company(workspace: Workspace, own_file: Path) -> None:
    own_file.write_text(own_file.read_text("utf-8").replace("key = 'acme'", "key = 'generic'", 1), "utf-8")
    for take in (playbooks.check_playbook, lambda file: playbooks.import_playbook(workspace, file)):
        with pytest.raises(PlaybookRefused, match=r"acme\.toml: key: .*all other companies"):
            take(str(own_file))
    assert workspace.history() == []
    own_file.write_text(own_file.read_text("utf-8").replace("company = 'Acme'\n", "", 1), "utf-8")
    assert playbooks.import_playbook(workspace, str(own_file)).key == "generic"


def test_everything_that_is_wrong_is_told(own_file: Path) -> None:
    text = own_file.read_text("utf-8")
    own_file.write_text(text.replace("stage = 'onsite'", "stage = 'x'", 1).replace("label =", "lable ="), "utf-8")
    with pytest.raises(PlaybookRefused) as refused:
        playbooks.check_playbook(str(own_file))
    assert len(refused.value.problems) > 1


def test_a_broken_one_in_the_store_leaves_the_rest_working(workspace: Workspace, desk: Desk) -> None:
    """An older release may have kept what this one cannot read."""
    with workspace.change("By hand") as tx:
        tx.insert("own_playbook", key="netflix", toml="format = 99", updated_at=tx.at)
    entries = playbooks.list_playbooks(workspace)
    assert [(each.key, each.origin, bool(each.problems)) for each in entries] == [
        ("generic", "shipped", False),
        ("netflix", "own", True),
        ("netflix", "shipped", False),
    ]
    assert applications.get_application(workspace, desk.onsite).playbook == "netflix"
    assert checklists.list_checklist(workspace, desk.onsite)
