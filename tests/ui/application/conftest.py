"""The detail panel of a real window."""

from collections.abc import Callable

import pytest
from panel_robot import Panel

from netorganizer.services.workspace import Workspace
from netorganizer.ui.main_window import MainWindow


@pytest.fixture
def panel(make_window: Callable[[], MainWindow], workspace: Workspace) -> Panel:
    """The panel beside the board of an empty store."""
    return Panel(make_window(), workspace)
