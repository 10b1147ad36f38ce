"""``history``, ``undo``, ``redo``, ``revert``, and the playbooks."""

from pathlib import Path

import pytest
from cli_tools import Ask, Run, assert_refused


def list_roles(ask: Ask) -> list[str]:
    return [each["role"] for each in ask("application", "list")]


def test_history_undo_redo_and_revert(ask: Ask, run: Run) -> None:
    for role in "AB":
        ask("application", "add", "--company", "Acme", "--role", role)
    ask("application", "star", 1)
    assert ask("history") == [
        {"id": 3, "at": "2026-03-04T09:00:00Z", "label": "Star Acme, A", "undone": False},
        {"id": 2, "at": "2026-03-04T09:00:00Z", "label": "Add Acme, B", "undone": False},
        {"id": 1, "at": "2026-03-04T09:00:00Z", "label": "Add Acme, A", "undone": False},
    ]
    assert [each["id"] for each in ask("history", 1)] == [3, 1]
    assert ask("undo") == {"id": 3, "label": "Star Acme, A"}
    assert ask("history")[0]["undone"] is True
    assert "undone" in run("history").text
    assert ask("redo") == {"id": 3, "label": "Star Acme, A"}
    assert ask("revert", 2) == {"id": 4, "label": "Revert: Add Acme, B"}
    assert list_roles(ask) == ["A"]
    assert ask("undo") == {"id": 4, "label": "Revert: Add Acme, B"}
    assert list_roles(ask) == ["A", "B"]


def test_a_new_change_clears_redo(ask: Ask, run: Run) -> None:
    ask("application", "add", "--company", "Acme", "--role", "A")
    ask("undo")
    ask("application", "add", "--company", "Acme", "--role", "B")
    refused = run("redo")
    assert (refused.code, refused.out, refused.err) == (1, b"", "There is nothing to redo.\n")


def test_there_is_nothing_to_undo_in_a_new_home(run: Run) -> None:
    for verb in ("undo", "redo"):
        refused = run(verb, "--json")
        assert (refused.code, refused.out, refused.err) == (1, b"", f"There is nothing to {verb}.\n")


def test_revert_names_what_is_in_the_way(ask: Ask, run: Run) -> None:
    ask("application", "add", "--company", "Acme", "--role", "A")
    ask("application", "edit", 1, "--location", "Berlin")
    refused = run("revert", 1)
    assert (refused.code, refused.out) == (1, b"")
    assert "Edit Acme, A" in refused.err


def test_playbook_list_and_show(ask: Ask, run: Run) -> None:
    listed = ask("playbook", "list")
    assert all(set(each) == {"key", "company", "source", "dated_on", "problems"} for each in listed)
    assert {"generic", "netflix"} <= {each["key"] for each in listed}
    assert all(each["problems"] == [] for each in listed)
    assert ask("playbook", "show", "netflix") == [each for each in listed if each["key"] == "netflix"]
    assert "Committee" in run("playbook", "show", "netflix").text


@pytest.fixture
def acme_file(ask: Ask, tmp_path: Path) -> Path:
    """A playbook file for a company of our own."""
    file = tmp_path / "acme.toml"
    ask("playbook", "export", "generic", file)
    text = file.read_text("utf-8")
    changed = text.replace("key = 'generic'", "key = 'acme'\ncompany = 'Acme'", 1)
    assert changed != text
    file.write_text(changed, "utf-8")
    return file


def test_playbook_import_makes_it_ones_own(ask: Ask, acme_file: Path, tmp_path: Path) -> None:
    assert ask("playbook", "check", acme_file)[0]["key"] == "acme"
    assert len(ask("playbook", "list")) == 2
    assert ask("playbook", "import", acme_file)[0]["company"] == "Acme"
    assert "acme" in [each["key"] for each in ask("playbook", "list")]
    assert ask("application", "add", "--company", "acme", "--role", "R")["playbook"] == "acme"
    out = tmp_path / "out.toml"
    assert ask("playbook", "export", "acme", out) == {"key": "acme", "file": str(out)}
    assert out.read_bytes() == acme_file.read_bytes()


def test_importing_the_same_twice_changes_nothing(ask: Ask, acme_file: Path) -> None:
    ask("playbook", "import", acme_file)
    ask("playbook", "import", acme_file)
    assert [each["label"] for each in ask("history")] == ["Import playbook acme"]
    ask("undo")
    assert len(ask("playbook", "list")) == 2


def test_a_playbook_comes_from_standard_input_and_goes_to_standard_output(ask: Ask, run: Run, acme_file: Path) -> None:
    assert ask("playbook", "import", "-", stdin=acme_file.read_bytes())[0]["key"] == "acme"
    assert run("playbook", "export", "acme", "-").out == acme_file.read_bytes()


def test_a_broken_playbook_names_file_and_key(run: Run, acme_file: Path) -> None:
    broken = acme_file.with_name("broken.toml")
    broken.write_text(acme_file.read_text("utf-8").replace("stage = 'onsite'", "stage = 'nowhere'", 1), "utf-8")
    for verb in ("check", "import"):
        refused = run("playbook", verb, broken)
        assert (refused.code, refused.out) == (1, b"")
        assert "broken.toml" in refused.err
        assert "stage" in refused.err
        assert len(refused.err.splitlines()) == 1
    assert run("history").text == "Nothing has been changed yet.\n"


def test_playbook_check_tells_every_problem(run: Run, acme_file: Path) -> None:
    text = acme_file.read_text("utf-8")
    acme_file.write_text(text.replace("stage = 'onsite'", "stage = 'x'", 1).replace("label =", "lable ="), "utf-8")
    refused = run("playbook", "check", acme_file, "--json")
    assert_refused(refused, "lable", "stage")
    assert refused.err.count("acme.toml: ") > 2
