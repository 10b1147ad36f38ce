"""One window per home: a second start waits for the first one to listen, or for it to be gone."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netorganizer.domain.errors import StoreUnavailable
from netorganizer.paths import Home
from netorganizer.ui.single_instance import SingleInstance


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_the_first_is_not_handed_over(home: Home, qapp: QObject) -> None:
    assert not SingleInstance(home, qapp).hand_over()


def test_a_second_start_brings_the_first_forward_even_before_that_listens(home: Home, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    first, second = SingleInstance(home, window), SingleInstance(home, window)
    assert not first.hand_over()
    pauses: list[float] = []

    def start_listening(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            first.listen(window)

    assert second.hand_over(pause=start_listening)
    assert len(pauses) == 3
    qtbot.waitUntil(lambda: not window.isMinimized())


def test_a_start_while_the_first_closes_opens_its_own_window(home: Home, qapp: QObject) -> None:
    first, second = SingleInstance(home, qapp), SingleInstance(home, qapp)

    def close_first(_seconds: float) -> None:
        assert first._lock is not None
        first._lock.release()

    assert not second.hand_over(pause=close_first)


def test_one_that_never_answers_is_named(home: Home, qapp: QObject) -> None:
    first, second = SingleInstance(home, qapp), SingleInstance(home, qapp)
    with pytest.raises(StoreUnavailable, match="does not answer"):
        second.hand_over(wait_ms=1, pause=lambda _seconds: None)
    assert not first.hand_over()
