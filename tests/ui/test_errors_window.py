"""What no slot caught: a refusal is said in the window, a fault is reported and shown once."""

import sys
from collections.abc import Iterator

import pytest
from board_robot import Board
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from netorganizer.domain.errors import Refusal
from netorganizer.ui.errors import FaultDesk, install_excepthook


@pytest.fixture
def desk(board: Board) -> Iterator[FaultDesk]:
    hook = sys.excepthook
    installed = install_excepthook(board.workspace.home)
    installed.window = board.window
    yield installed
    sys.excepthook = hook


def test_a_refusal_is_said_beside_the_board(board: Board, desk: FaultDesk) -> None:
    sys.excepthook(Refusal, Refusal("The disk is full."), None)
    assert board.window.board.error_bar.text_label().text() == "The disk is full."
    assert desk.box is None
    assert not board.workspace.home.logs.exists()


def test_faults_are_reported_one_by_one_and_shown_one_at_a_time(
    board: Board, desk: FaultDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        sys.excepthook(ValueError, ValueError("typed by the person"), None)
    assert len(list(board.workspace.home.logs.glob("crash-*.txt"))) == 3
    assert capsys.readouterr().err.count("a fault in the program") == 3
    boxes = board.window.findChildren(QMessageBox, "fault")
    assert boxes == [desk.box]
    assert "typed by the person" not in boxes[0].detailedText()
    copy = next(each for each in boxes[0].findChildren(QPushButton) if each.text() == "Copy the report")
    copy.click()
    assert "ValueError" in QApplication.clipboard().text()
    sys.excepthook(ValueError, ValueError(), None)
    assert desk.box is not None
    assert "ValueError" in desk.box.detailedText()


@pytest.mark.parametrize("key", ["larger_text", "show_settings"])
def test_settings_that_cannot_be_read_are_a_refusal_in_the_window(board: Board, key: str) -> None:
    board.workspace.home.settings.write_text("theme = [", "utf-8")
    board.window.actions_by_key[key].trigger()
    assert "are not valid TOML" in board.window.board.error_bar.text_label().text()
