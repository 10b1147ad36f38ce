"""Dragging with the mouse: what is dropped is kept, what is cancelled or refused is back at its exact place."""

import pytest
from board_robot import Board
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netorganizer.domain.pipeline import Outcome, Stage
from netorganizer.services.applications import get_application, trash_applications
from netorganizer.services.board import close_applications
from netorganizer.store.database import connect
from netorganizer.ui.board.closed_tray import OutcomeTarget
from netorganizer.ui.board.drag import Ghost
from netorganizer.ui.widgets.buttons import Button

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_card_dropped_in_another_column_is_kept_there(board: Board) -> None:
    board.add(Stage.SAVED, "Acme", "Bolt")
    board.hold("Acme").over(board.below(Stage.ONSITE)).drop()
    assert board.text() == board.stored() == "Saved: Bolt | On-site: Acme"
    assert board.selected() == ["Acme"]
    assert board.window.announcer.history[-1] == "Dropped in On-site, position 1 of 1. Ctrl+Z to undo."


def test_a_card_goes_exactly_where_the_line_is_drawn(board: Board) -> None:
    board.add(Stage.SAVED, "Acme", "Bolt", "Crux")
    board.add(Stage.ONSITE, "Dune", "Echo")
    held = board.hold("Bolt").over(board.above("Echo"))
    assert board.view.columns[Stage.ONSITE.number].view.insertion_row == 1
    held.drop()
    assert board.text() == board.stored() == "Saved: Acme Crux | On-site: Dune Bolt Echo"


def test_reordering_within_a_column(board: Board) -> None:
    board.add(Stage.SAVED, "Acme", "Bolt", "Crux")
    board.hold("Crux").over(board.above("Acme")).drop()
    assert board.text() == board.stored() == "Saved: Crux Acme Bolt"


def test_nothing_moves_and_nothing_is_recorded_when_dropped_where_it_was(board: Board) -> None:
    board.add(Stage.SAVED, "Acme", "Bolt")
    before = board.workspace.history()
    board.hold("Acme").over(board.above("Bolt")).drop()
    assert board.text() == "Saved: Acme Bolt"
    assert board.workspace.history() == before


def test_escape_puts_the_card_back(board: Board) -> None:
    board.add(Stage.SAVED, "Acme", "Bolt")
    held = board.hold("Acme").over(board.below(Stage.ONSITE))
    board.press_key(Qt.Key.Key_Escape)
    held.drop()
    assert board.text() == board.stored() == "Saved: Acme Bolt"
    assert board.window.announcer.history[-1] == "Cancelled. Back in Saved, position 1 of 2."
    assert board.view.delegate.lifted_ids == frozenset()


def test_dropped_outside_every_target_it_is_back(board: Board) -> None:
    board.add(Stage.SAVED, "Acme")
    board.hold("Acme").over(board.window.mapToGlobal(QPoint(400, 4))).drop()
    assert board.text() == board.stored() == "Saved: Acme"


def test_another_button_while_dragging_cancels(board: Board) -> None:
    board.add(Stage.SAVED, "Acme")
    view, _ = board.list_of("Acme")
    held = board.hold("Acme").over(board.below(Stage.ONSITE))
    QTest.mousePress(view.viewport(), Qt.MouseButton.RightButton, pos=QPoint(10, 10))
    held.drop()
    assert board.stored() == "Saved: Acme"


def test_several_cards_keep_their_order_and_are_one_step_back(board: Board) -> None:
    board.add(Stage.SAVED, "Acme", "Bolt", "Crux")
    board.add(Stage.ONSITE, "Dune")
    board.click("Acme")
    board.click("Crux", CTRL)
    board.hold("Crux").over(board.above("Dune")).drop()
    assert board.text() == board.stored() == "Saved: Bolt | On-site: Acme Crux Dune"
    board.press_key(Qt.Key.Key_Z, CTRL)
    assert board.text() == board.stored() == "Saved: Acme Bolt Crux | On-site: Dune"


def test_pressing_a_selected_card_without_dragging_selects_it_alone(board: Board) -> None:
    board.add(Stage.SAVED, "Acme", "Bolt")
    board.click("Acme")
    board.click("Bolt", CTRL)
    assert board.selected() == ["Acme", "Bolt"]
    board.click("Bolt")
    assert board.selected() == ["Bolt"]


def test_the_ghost_follows_the_pointer_and_goes(board: Board) -> None:
    board.add(Stage.SAVED, "Acme")
    ghost = board.window.findChild(Ghost)
    assert ghost is not None
    held = board.hold("Acme").over(board.below(Stage.ONSITE))
    target = board.window.mapFromGlobal(board.below(Stage.ONSITE))
    assert ghost.isVisible()
    assert ghost.geometry().contains(target)
    held.drop()
    assert not ghost.isVisible()


def test_holding_a_card_over_the_tray_shows_the_outcomes_and_moves_nothing(board: Board) -> None:
    board.add(Stage.SAVED, "Acme")
    QApplication.processEvents()
    widths = [column.width() for column in board.view.columns]
    tray = board.view.tray
    held = board.hold("Acme").over(tray.mapToGlobal(QPoint(10, 300)))
    target = next(each for each in tray.targets.findChildren(OutcomeTarget) if each.outcome is Outcome.REJECTED)
    held.over(target.mapToGlobal(target.rect().center()))
    assert [column.width() for column in board.view.columns] == widths
    held.drop()
    assert board.text() == "closed: Acme"
    assert not tray.targets.isVisible()


def test_a_closed_card_dragged_to_a_column_is_open_there(board: Board) -> None:
    (acme,) = board.add(Stage.ONSITE, "Acme")
    board.add(Stage.SAVED, "Bolt")
    close_applications(board.workspace, [acme], Outcome.REJECTED)
    board.view.tray.set_open(True)
    QApplication.processEvents()
    board.hold("Acme").over(board.below(Stage.SAVED)).drop()
    assert board.text() == board.stored() == "Saved: Bolt Acme"
    assert get_application(board.workspace, acme).outcome is None


def test_a_move_that_cannot_be_kept_goes_back_to_its_exact_place(board: Board) -> None:
    board.add(Stage.SAVED, "Acme", "Bolt", "Crux")
    board.workspace._database.connection.execute("pragma busy_timeout=50")
    other = connect(board.workspace.home.database)
    other.execute("begin immediate")
    board.hold("Bolt").over(board.below(Stage.ONSITE)).drop()
    assert board.text() == "Saved: Acme Bolt Crux"
    assert board.window.board.error_bar.isVisible()
    assert "Another program" in board.window.board.error_bar.text_label().text()
    other.execute("rollback")
    other.close()
    assert board.stored() == "Saved: Acme Bolt Crux"
    button = board.window.board.error_bar.findChild(Button, "inline_bar.action")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert board.text() == board.stored() == "Saved: Acme Crux | On-site: Bolt"
    assert not board.window.board.error_bar.isVisible()


def test_a_card_can_be_dragged_to_a_folded_column(board: Board) -> None:
    board.add(Stage.SAVED, "Acme")
    board.add(Stage.RESUME_SCREEN, "Bolt")
    board.window.resize(1100, 700)
    QApplication.processEvents()
    folded = board.view.columns[Stage.NEGOTIATION.number]
    assert folded.is_collapsed
    board.hold("Acme").over(folded.mapToGlobal(QPoint(folded.width() // 2, 200))).drop()
    assert board.text() == board.stored() == "Applied: Bolt | Offer: Acme"


def test_what_another_hand_does_during_a_drag_moves_no_column_and_counts_for_the_drop(board: Board) -> None:
    (acme,) = board.add(Stage.SAVED, "Acme")
    dune, echo = board.add(Stage.RESUME_SCREEN, "Dune", "Echo")
    board.window.resize(1100, 700)
    QApplication.processEvents()
    held = board.hold("Acme").over(board.above("Echo"))
    widths = [column.width() for column in board.view.columns]
    board.add(Stage.NEGOTIATION, "Flux")  # unfolds its column, or would
    trash_applications(board.workspace, [echo])
    QApplication.processEvents()
    assert [column.width() for column in board.view.columns] == widths
    held.drop()
    assert board.text() == board.stored() == "Applied: Dune Acme | Offer: Flux"
    assert not board.view.columns[Stage.NEGOTIATION.number].is_collapsed
    assert acme != dune


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_held_card_that_is_gone_cannot_be_dropped(board: Board, is_closed: bool) -> None:
    acme, bolt = board.add(Stage.SAVED, "Acme", "Bolt")
    held = board.hold("Acme").over(board.below(Stage.ONSITE))
    if is_closed:
        close_applications(board.workspace, [acme], Outcome.REJECTED)
    else:
        trash_applications(board.workspace, [acme])
    assert QGuiApplication.overrideCursor() is None
    held.drop()
    assert board.text() == board.stored() == ("Saved: Bolt | closed: Acme" if is_closed else "Saved: Bolt")
    assert bolt != acme


def test_closing_the_window_lets_a_held_card_go(board: Board) -> None:
    board.add(Stage.SAVED, "Acme")
    board.hold("Acme").over(board.below(Stage.ONSITE))
    board.window.close()
    assert QGuiApplication.overrideCursor() is None
    ghost = board.window.findChild(Ghost)
    assert ghost is not None
    assert ghost.isHidden()


def test_the_board_scrolls_while_a_card_is_held_at_its_edge(board: Board, qtbot: QtBot) -> None:
    for stage in Stage:
        board.add(stage, f"In{stage.number}")
    board.window.resize(900, 700)
    QApplication.processEvents()
    bar = board.view.scroll_area.horizontalScrollBar()
    assert bar.value() == 0
    area = board.view.scroll_area.viewport()
    held = board.hold("In0").over(area.mapToGlobal(QPoint(area.width() - 5, 300)))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    held.over(area.mapToGlobal(QPoint(area.width() - 70, area.height() - 60))).drop()
    assert "Offer: In7 In0" in board.stored()
