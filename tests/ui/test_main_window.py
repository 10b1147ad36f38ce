"""The window as a whole: names for screen readers, undo, what another process wrote, looks, closing."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from board_robot import Board
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from window_fixtures import NOW

from netorganizer.domain.clock import Clock
from netorganizer.domain.pipeline import STAGE_NAMES, Stage
from netorganizer.paths import Home
from netorganizer.services.applications import add_application, add_note, edit_application, get_application, list_notes
from netorganizer.services.board import move_application
from netorganizer.services.settings import Settings
from netorganizer.services.workspace import Workspace, open_workspace
from netorganizer.ui.actions import ACTIONS
from netorganizer.ui.board.board_keys import BOARD_KEYS
from netorganizer.ui.fonts import load_fonts
from netorganizer.ui.key_sheet import KeySheet
from netorganizer.ui.look_settings import apply_settings
from netorganizer.ui.main_window import MainWindow
from netorganizer.ui.settings_dialog import SettingsDialog
from netorganizer.ui.theme import current_look
from netorganizer.ui.trash_dialog import TrashDialog
from netorganizer.ui.widgets.drawing import LookLabel

CTRL = Qt.KeyboardModifier.ControlModifier
Role = QAccessible.Role
INTERACTIVE = {
    Role.PushButton, Role.Button, Role.CheckBox, Role.RadioButton, Role.List, Role.ListItem, Role.EditableText,
    Role.ComboBox, Role.MenuItem, Role.PageTab, Role.SpinBox, Role.Slider, Role.Link, Role.ButtonMenu,
}  # fmt: skip


def walk(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield node
    for position in range(node.childCount()):
        child = node.child(position)
        if child is not None and not child.state().invisible:
            yield from walk(child)


def unnamed(widget: QWidget) -> list[str]:
    QAccessible.setActive(True)
    root = QAccessible.queryAccessibleInterface(widget)
    return [
        f"{node.role().name} {node.object().objectName() if node.object() else ''}"
        for node in walk(root)
        if node.role() in INTERACTIVE and not node.text(QAccessible.Text.Name).strip()
    ]


def test_every_control_has_a_name(board: Board) -> None:
    board.add(Stage.SAVED, "Acme")
    board.click("Acme")
    board.press_key(Qt.Key.Key_N)
    board.view.tray.set_open(True)
    QApplication.processEvents()
    assert unnamed(board.window) == []


@pytest.mark.parametrize("make", [SettingsDialog, TrashDialog])
def test_every_control_of_a_dialog_has_a_name(
    make: Callable[[Workspace, QWidget], QWidget], board: Board, qtbot: QtBot
) -> None:
    dialog = make(board.workspace, board.window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert unnamed(dialog) == []


def test_the_columns_are_named_as_promised(board: Board) -> None:
    names = [column.view.accessibleName() for column in board.view.columns]
    assert names == list(STAGE_NAMES.values())
    assert [column.view.objectName() for column in board.view.columns] == [f"column.{stage}" for stage in Stage]
    assert board.window.windowTitle().endswith("Netorganizer")


def test_an_empty_board_says_what_to_do_and_its_button_does_it(board: Board) -> None:
    button = next(
        each for each in board.window.findChildren(QAbstractButton) if each.objectName() == "empty_state.action"
    )
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    board.type("Acme")
    board.press_key(Qt.Key.Key_Return)
    board.type("Engineer")
    board.press_key(Qt.Key.Key_Return)
    assert board.stored() == "Saved: Acme"
    assert not button.isVisible()


def test_the_toast_names_the_change_and_undoes_it(board: Board) -> None:
    board.add(Stage.SAVED, "Acme")
    board.click("Acme")
    board.press_key(Qt.Key.Key_Right, CTRL | Qt.KeyboardModifier.ShiftModifier)
    toast = board.window.toast
    assert toast.isVisible()
    assert toast.accessibleName() == "Move Acme, Engineer to Applied"
    undo = toast.findChild(QAbstractButton, "toast.undo")
    assert undo is not None
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert board.text() == board.stored() == "Saved: Acme"


def test_the_toast_goes_when_its_undo_would_take_back_something_else(board: Board, qtbot: QtBot) -> None:
    (acme,) = board.add(Stage.SAVED, "Acme")
    board.click("Acme")
    board.press_key(Qt.Key.Key_Right, CTRL | Qt.KeyboardModifier.ShiftModifier)
    toast = board.window.toast
    undo = toast.findChild(QAbstractButton, "toast.undo")
    assert undo is not None
    add_note(board.workspace, acme, "Kept without a word")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)  # while it fades
    assert [note.body for note in list_notes(board.workspace, acme)] == ["Kept without a word"]
    qtbot.waitUntil(toast.isHidden)


def test_undo_says_in_the_menu_what_it_takes_back(board: Board) -> None:
    undo, redo = board.window.actions_by_key["undo"], board.window.actions_by_key["redo"]
    assert not undo.isEnabled()
    board.add(Stage.SAVED, "Acme")
    assert undo.text() == "Undo: Add Acme, Engineer"
    board.press_key(Qt.Key.Key_Z, CTRL)
    assert (undo.isEnabled(), redo.text()) == (False, "Redo: Add Acme, Engineer")


def test_with_a_new_day_the_cards_say_so(tmp_path: Path, qtbot: QtBot) -> None:
    times = [NOW]
    workspace = open_workspace(Home(tmp_path / "home"), Clock(lambda: times[-1], "Europe/Berlin"))
    acme = add_application(workspace, company="Acme", role="Engineer")
    load_fonts()
    apply_settings(Settings(theme="light"))
    window = MainWindow(workspace)
    qtbot.addWidget(window)
    window.resize(1600, 900)
    window.show()
    viewport = window.board.view.columns[0].view.viewport()
    QApplication.processEvents()
    today, card = viewport.grab().toImage(), window.board.view.card(acme)
    times.append(NOW + timedelta(minutes=59))
    window.board.notice_hour()
    assert viewport.grab().toImage() == today
    assert window.board.view.card(acme) is card
    times.append(NOW + timedelta(days=1))
    window.board.notice_hour()
    assert viewport.grab().toImage() != today
    assert window.board.view.card(acme) is not card  # read anew: what it has next is told by the time too
    window.close()


def test_a_long_company_with_mnemonics_keeps_menu_and_toast_small(board: Board) -> None:
    board.add(Stage.SAVED, "R&D " + "x" * 4_000)
    undo = board.window.actions_by_key["undo"]
    assert undo.text().startswith("Undo: Add R&&D xxx")
    assert undo.text().endswith("x…")
    assert len(undo.text()) < 80
    board.press_key(Qt.Key.Key_Z, CTRL)
    assert board.window.toast.height() < 120


def test_a_dialog_is_gone_once_closed(board: Board) -> None:
    for key in ("show_trash", "show_settings", "show_keys"):
        QTimer.singleShot(0, lambda: QApplication.activeModalWidget().close())  # type: ignore[union-attr]
        board.window.actions_by_key[key].trigger()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert board.window.findChildren(QDialog) == []


def test_the_window_notices_what_another_process_wrote(board: Board, qtbot: QtBot) -> None:
    board.add(Stage.SAVED, "Acme")
    other = open_workspace(board.workspace.home, board.workspace.clock)
    new = add_application(other, Stage.ONSITE, company="Bolt", role="Engineer")
    edit_application(other, new, starred=True)
    other.undo()
    other.close()
    qtbot.waitUntil(lambda: board.text() == "Saved: Acme | On-site: Bolt", timeout=1_500)
    card = board.view.card(new)
    assert card is not None
    assert not card.starred


def test_the_trash_gives_things_back(board: Board, qtbot: QtBot) -> None:
    board.add(Stage.SAVED, "Acme", "Bolt", "Crux")
    board.click("Acme")
    board.click("Bolt", CTRL)
    board.press_key(Qt.Key.Key_Delete)
    dialog = TrashDialog(board.workspace, board.window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog._list.selectAll()
    restore = dialog.findChild(QAbstractButton, "trash.restore")
    assert restore is not None
    QTest.mouseClick(restore, Qt.MouseButton.LeftButton)
    assert board.text() == board.stored() == "Saved: Acme Bolt Crux"
    assert board.workspace.undo_label == "Restore 2 things from the trash"
    assert not restore.isEnabled()


def test_the_key_sheet_lists_every_key(board: Board, qtbot: QtBot) -> None:
    sheet = KeySheet(board.window)
    qtbot.addWidget(sheet)
    words = {label.text() for label in sheet.findChildren(LookLabel)}
    assert {spec.words for spec in ACTIONS if spec.shortcuts} <= words
    assert {key.words for key in BOARD_KEYS} <= words


def test_no_shortcut_is_bound_twice_and_none_that_a_line_edit_swallows() -> None:
    shortcuts = [shortcut for spec in ACTIONS for shortcut in spec.shortcuts]
    assert len(shortcuts) == len(set(shortcuts))
    assert not {"Ctrl+E", "Ctrl+U"} & set(shortcuts)
    assert not set(shortcuts) & {key.sequence for key in BOARD_KEYS}


def test_text_size_and_theme_change_the_whole_window_at_once(board: Board, qtbot: QtBot) -> None:
    board.add(Stage.SAVED, "Acme")
    QApplication.processEvents()
    view, row = board.list_of("Acme")
    height = view.visualRect(view.column_model.index(row)).height()
    for _ in range(5):
        board.window.actions_by_key["larger_text"].trigger()
    QApplication.processEvents()
    assert view.visualRect(view.column_model.index(row)).height() > height * 1.3
    dialog = SettingsDialog(board.workspace, board.window)
    qtbot.addWidget(dialog)
    dialog._keep(theme="dark")
    assert current_look().theme.name == "dark"
    board.window.actions_by_key["normal_text"].trigger()
    assert current_look().type.scale == 1.0
    dialog._keep(theme="light")


def test_closing_the_window_lets_go_of_the_store(make_window: Callable[[], MainWindow], workspace: Workspace) -> None:
    window = make_window()
    log = workspace.home.database.with_name(workspace.home.database.name + "-wal")
    assert log.exists()
    window.close()
    assert not log.exists(), "SQLite removes the log with the last connection"
    again = open_workspace(workspace.home, workspace.clock)
    add_application(again, company="Acme", role="Engineer")
    again.close()


def test_what_is_being_typed_when_the_window_closes_is_kept(board: Board) -> None:
    (acme,) = board.add(Stage.SAVED, "Acme")
    board.click("Acme")
    field = next(each for each in board.window.panel().findChildren(QLineEdit) if each.isVisible())
    field.setFocus()
    field.selectAll()
    board.type("Typed last")
    board.window.close()
    again = open_workspace(board.workspace.home, board.workspace.clock)
    kept = get_application(again, acme)
    again.close()
    assert "Typed last" in repr(kept)


def test_undo_goes_to_the_card_whose_note_it_took_back(board: Board) -> None:
    acme, bolt = board.add(Stage.SAVED, "Acme", "Bolt")
    add_note(board.workspace, bolt, "Call them")
    board.click("Acme")
    board.press_key(Qt.Key.Key_Z, CTRL)
    assert board.selected() == ["Bolt"]
    assert board.window.announcer.history[-1] == "Undone: Note on Bolt, Engineer"
    assert acme != bolt


def test_undo_of_a_move_among_renumbered_cards_goes_to_the_moved_one(board: Board) -> None:
    names = [f"Co{number}" for number in range(4)]
    board.add(Stage.SAVED, *names)
    ids = list(board.view.columns[0].ids)
    with board.workspace.change("Reorder Co3, Engineer") as tx:
        for rank, id_ in enumerate([ids[3], *ids[:3]], start=1):
            tx.update("application", id_, rank=rank)
    assert board.text() == "Saved: Co3 Co0 Co1 Co2"
    board.press_key(Qt.Key.Key_Z, CTRL)
    assert board.text() == "Saved: Co0 Co1 Co2 Co3"
    assert board.selected() == ["Co3"]


def test_a_card_moved_by_another_hand_stays_selected(board: Board) -> None:
    (acme,) = board.add(Stage.SAVED, "Acme")
    board.add(Stage.ONSITE, "Bolt")
    board.click("Acme")
    move_application(board.workspace, acme, Stage.ONSITE)
    assert board.text() == "On-site: Bolt Acme"
    assert board.selected() == ["Acme"]


def test_the_pack_opens_for_the_selected_card_before_the_panel_ever_did(board: Board) -> None:
    board.add(Stage.SAVED, "Acme", "Bolt")
    board.click("Bolt")
    board.window.panel().hide()
    board.press_key(Qt.Key.Key_P, CTRL)
    dialog = board.window.findChild(QDialog, "packDialog")
    assert dialog is not None
    assert dialog.isVisible()
    assert board.window.panel().isVisible()
    dialog.reject()


def test_after_a_card_was_trashed_the_open_panel_shows_the_next_one(board: Board) -> None:
    board.add(Stage.RESUME_SCREEN, "Acme", "Bolt")
    board.click("Acme")
    board.press_key(Qt.Key.Key_Delete)
    board.click("Bolt")
    shown = {label.text() for label in board.window.panel().findChildren(QLabel) if label.isVisible()}
    assert "Bolt" in shown
    assert "Acme" not in shown
