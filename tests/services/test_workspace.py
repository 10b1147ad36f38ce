"""The workspace as screens use it: playbooks, notices, labels for the menu, closing. The log: tests/store."""

from pathlib import Path

import pytest
from desk import Desk, Watch, dump, labels, open_desk

from netorganizer.domain.change import ChangeNotice
from netorganizer.domain.clock import make_clock
from netorganizer.domain.errors import NotFound, Refusal, StoreUnavailable
from netorganizer.domain.pipeline import Stage
from netorganizer.paths import Home
from netorganizer.services.applications import add_application, add_tag, trash_applications
from netorganizer.services.board import move_application, read_board
from netorganizer.services.playbooks import import_playbook
from netorganizer.services.workspace import Workspace, open_workspace


def own_playbook(workspace: Workspace) -> Path:
    """A file with an own version of a shipped playbook."""
    file = workspace.home.folder / "mine.toml"
    text = workspace.playbooks.texts["netflix"].replace("company = 'Netflix'", "company = 'Mine'", 1)
    file.write_text(text, "utf-8")
    return file


def test_an_own_playbook_counts_at_once_and_no_more_after_undo(workspace: Workspace) -> None:
    assert workspace.playbooks.get("netflix").company == "Netflix"
    import_playbook(workspace, str(own_playbook(workspace)))
    assert workspace.playbooks.get("netflix").company == "Mine"
    workspace.undo()
    assert workspace.playbooks.get("netflix").company == "Netflix"
    workspace.redo()
    assert workspace.playbooks.get("netflix").company == "Mine"


def test_an_own_playbook_from_another_process_counts_once_noticed(workspace: Workspace) -> None:
    file = own_playbook(workspace)
    other = open_desk(workspace.home.folder)
    import_playbook(other, str(file))
    other.close()
    assert workspace.notice_foreign_changes()
    assert workspace.playbooks.get("netflix").company == "Mine"


def test_the_menu_says_what_undo_and_redo_would_do(workspace: Workspace, desk: Desk) -> None:
    move_application(workspace, desk.saved, Stage.ONSITE)
    assert (workspace.undo_label, workspace.redo_label) == ("Move Netflix, SWE L5 to On-site", None)
    workspace.undo()
    assert workspace.redo_label == "Move Netflix, SWE L5 to On-site"


def test_a_refused_service_tells_nobody_and_leaves_the_workspace_usable(workspace: Workspace, desk: Desk) -> None:
    told: list[ChangeNotice] = []
    workspace.subscribe(told.append)
    with pytest.raises(NotFound):
        trash_applications(workspace, [desk.saved, 999])
    assert told == []
    add_tag(workspace, desk.saved, "still works")
    assert [notice.label for notice in told] == ["Tag Netflix, SWE L5 with still works"]


def test_a_listener_that_was_stopped_hears_no_more(workspace: Workspace) -> None:
    told: list[str] = []
    first = workspace.subscribe(lambda notice: told.append(f"1 {notice.label}"))
    workspace.subscribe(lambda notice: told.append(f"2 {notice.label}"))
    add_application(workspace, company="A", role="R")
    first()
    add_application(workspace, company="B", role="R")
    assert told == ["1 Add A, R", "2 Add A, R", "2 Add B, R"]


def test_a_move_counts_what_another_process_did_since(tmp_path: Path) -> None:
    """The window still shows the card in its old column; the command line has moved it on."""
    window, command_line = open_desk(tmp_path), open_desk(tmp_path)
    a = add_application(window, company="A", role="R")
    b = add_application(window, company="B", role="R")
    move_application(command_line, a, Stage.ONSITE)
    move_application(window, b, Stage.ONSITE, a)
    move_application(command_line, a, Stage.SAVED)
    assert read_board(window).columns[Stage.ONSITE] == (b,)
    assert read_board(command_line).columns[Stage.SAVED] == (a,)
    assert window.undo().label == "Move A, R to Saved"
    assert labels(command_line)[0] == "Move B, R to On-site"
    command_line.close()
    window.close()


def test_what_another_process_does_just_before_a_move_begins_counts(tmp_path: Path) -> None:
    """The window puts A first in its column; in that moment the command line has moved A away."""
    window, command_line = open_desk(tmp_path), open_desk(tmp_path)
    b, a = (add_application(window, company=name, role="R") for name in "BA")

    def meddle(statement: str) -> None:
        if statement == "begin immediate":
            window.read(lambda connection: connection.set_trace_callback(None))
            move_application(command_line, a, Stage.ONSITE)

    window.read(lambda connection: connection.set_trace_callback(meddle))
    move_application(window, a, Stage.SAVED, b)
    assert read_board(window).columns[Stage.SAVED] == (a, b)
    assert read_board(window).columns[Stage.ONSITE] == ()
    command_line.close()
    window.close()


def test_a_workspace_opens_again_as_it_was_closed(tmp_path: Path) -> None:
    workspace = open_desk(tmp_path)
    add_application(workspace, company="A", role="R")
    before = dump(workspace)
    workspace.close()
    workspace.close()
    workspace = open_desk(tmp_path)
    assert dump(workspace) == before
    workspace.close()


def test_a_home_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable, match="cannot be used"):
        open_workspace(Home(tmp_path / "file" / "home"), make_clock("UTC"))


def test_undo_with_nothing_done_says_so(workspace: Workspace) -> None:
    for step in (workspace.undo, workspace.redo):
        with pytest.raises(Refusal, match="There is nothing to"):
            step()


def test_history_can_be_cut_short(workspace: Workspace, desk: Desk, watch: Watch) -> None:
    assert len(workspace.history(limit=3)) == 3
    assert workspace.history(limit=0) == []
    assert [change.label for change in workspace.history(desk.onsite)] == ["Add Netflix, SRE"]
    assert workspace.history(limit=1)[0].at <= watch.at
    assert workspace.history(999) == []
