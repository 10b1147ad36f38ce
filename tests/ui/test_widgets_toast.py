"""The toast: stays while it is needed, gives the focus back, and lies over nothing that has it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from netorganizer.ui.theme import apply_theme, load_theme
from netorganizer.ui.widgets.toast import LIFETIME_MS, Toast


@pytest.fixture
def host(qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    apply_theme(qapp, load_theme("light"), reduced_motion=True)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield window
    apply_theme(qapp, load_theme("light"))


def _button(toast: Toast) -> QPushButton:
    button = toast.findChild(QPushButton, "toast.undo")
    assert isinstance(button, QPushButton)
    return button


def test_it_says_what_happened_at_the_foot_for_ten_seconds(host: QWidget) -> None:
    toast = Toast(host)
    toast.show_message("Moved to Technical", "Undo", "Ctrl Z")
    assert host.findChild(Toast, "toast") is toast
    assert toast.isVisible()
    assert toast.accessibleName() == "Moved to Technical"
    assert _button(toast).text() == "Undo"
    assert toast.remaining_ms() == pytest.approx(LIFETIME_MS, rel=0.1)
    assert abs(toast.geometry().center().x() - host.rect().center().x()) <= 1
    assert 0 < host.height() - toast.geometry().bottom() <= 24


def test_the_button_asks_for_the_action_and_the_toast_goes(host: QWidget, qtbot: QtBot) -> None:
    toast = Toast(host)
    toast.show_message("Moved", "Undo")
    with qtbot.waitSignals([toast.action_requested, toast.closed]):
        QTest.mouseClick(_button(toast), Qt.MouseButton.LeftButton)
    assert toast.isHidden()


def test_without_an_action_there_is_no_button(host: QWidget) -> None:
    toast = Toast(host)
    toast.show_message("Saved")
    assert not _button(toast).isVisible()


def test_it_waits_while_pointed_at(host: QWidget, qapp: QApplication) -> None:
    toast = Toast(host)
    toast.show_message("Moved", "Undo")
    qapp.sendEvent(toast, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    assert toast.remaining_ms() == -1
    qapp.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast.remaining_ms() > 0


def test_it_waits_while_it_has_the_focus_and_gives_it_back(host: QWidget, qtbot: QtBot) -> None:
    field, other = QLineEdit(host), QLineEdit(host)
    for widget in (field, other):
        widget.show()
    field.setFocus()
    toast = Toast(host)
    toast.show_message("Moved", "Undo")
    assert field.hasFocus()
    # The next in the chain of focus is another one: the toast itself has to know where to go back to.
    QWidget.setTabOrder(_button(toast), other)
    _button(toast).setFocus()
    assert toast.remaining_ms() == -1
    with qtbot.waitSignal(toast.closed):
        QTest.keyClick(_button(toast), Qt.Key.Key_Escape)
    assert field.hasFocus()


def test_it_goes_though_what_had_the_focus_before_is_gone(host: QWidget, qapp: QApplication) -> None:
    field = QLineEdit(host)
    field.show()
    field.setFocus()
    toast = Toast(host)
    toast.show_message("Moved", "Undo")
    _button(toast).setFocus()
    field.deleteLater()
    qapp.sendPostedEvents(field, QEvent.Type.DeferredDelete)
    toast.dismiss()
    assert not _button(toast).isEnabled()


def test_its_time_runs_out(host: QWidget, qtbot: QtBot) -> None:
    toast = Toast(host)
    toast.show_message("Moved", "Undo")
    with qtbot.waitSignal(toast.closed):
        toast._life.setInterval(0)
        toast._life.start()
    assert toast.isHidden()


def test_it_never_lies_over_what_has_the_focus(host: QWidget) -> None:
    cards = QListWidget(host)
    cards.setGeometry(300, 0, 300, 600)
    cards.addItems([f"Card {number}" for number in range(200)])
    cards.show()
    cards.setFocus()
    toast = Toast(host)
    for row in range(cards.count()):
        cards.setCurrentRow(row)
        toast.show_message("Moved", "Undo")
        item = cards.visualItemRect(cards.currentItem())
        shown = QRect(cards.viewport().mapTo(host, item.topLeft()), item.size())
        assert not toast.geometry().intersects(shown)
    toast.dismiss()


def test_it_follows_the_window_s_size_and_breaks_long_words_into_lines(host: QWidget) -> None:
    toast = Toast(host)
    toast.show_message("A long story about a card. " * 12, "Undo")
    assert toast.width() <= 640
    assert toast.height() > 60
    host.resize(500, 400)
    assert host.rect().contains(toast.geometry())


def test_a_new_message_replaces_the_old_one_even_while_that_goes(host: QWidget, qapp: QApplication) -> None:
    apply_theme(qapp, load_theme("light"))
    toast = Toast(host)
    toast.show_message("First", "Undo")
    toast.dismiss()
    toast.show_message("Second", "Undo")
    qapp.processEvents()
    assert toast.accessibleName() == "Second"
    assert toast.isVisible()
    toast.dismiss()
    toast.dismiss()
