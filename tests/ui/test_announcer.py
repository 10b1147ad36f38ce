"""What is announced is kept, in order, and reaches the accessibility bridge."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netorganizer.ui.announcer import Announcer


@pytest.fixture
def announcer(qtbot: QtBot) -> Announcer:
    widget = QWidget()
    qtbot.addWidget(widget)
    return Announcer(widget)


def test_announcements_are_kept_in_order(announcer: Announcer) -> None:
    QAccessible.setActive(True)
    announcer.announce("Hiring manager, position 1 of 2.")
    announcer.announce("Couldn't save the move (disk full).", assertive=True)
    announcer.announce("")
    assert announcer.history == ["Hiring manager, position 1 of 2.", "Couldn't save the move (disk full)."]


def test_the_window_finds_its_announcer_by_name(announcer: Announcer) -> None:
    window = announcer.parent()
    assert window is not None
    assert window.findChild(Announcer, "announcer") is announcer


def test_only_the_last_ones_are_kept(announcer: Announcer) -> None:
    for number in range(250):
        announcer.announce(f"{number}")
    assert announcer.history == [f"{number}" for number in range(50, 250)]
