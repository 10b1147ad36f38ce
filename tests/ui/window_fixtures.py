"""A real window on a real store."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from board_robot import Board
from pytestqt.qtbot import QtBot

from netorganizer.domain.clock import Clock
from netorganizer.paths import Home
from netorganizer.services.settings import Settings
from netorganizer.services.workspace import Workspace, open_workspace
from netorganizer.ui.fonts import load_fonts
from netorganizer.ui.look_settings import apply_settings
from netorganizer.ui.main_window import MainWindow

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty store; the window closes it, closing twice is fine."""
    opened = open_workspace(Home(tmp_path / "home"), Clock(lambda: NOW, "Europe/Berlin"))
    yield opened
    opened.close()


@pytest.fixture
def make_window(qtbot: QtBot, workspace: Workspace) -> Callable[[], MainWindow]:
    """Opens the window at 1600 x 900, with the focus."""

    def make() -> MainWindow:
        load_fonts()
        apply_settings(Settings(theme="light"))
        window = MainWindow(workspace)
        qtbot.addWidget(window)
        window.resize(1600, 900)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return make


@pytest.fixture
def board(make_window: Callable[[], MainWindow], workspace: Workspace) -> Board:
    """The board of an empty store."""
    return Board(make_window(), workspace)
