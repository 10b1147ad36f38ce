"""The board by keyboard: direct moves, lift mode, menus, the composer."""

import pytest
from board_robot import Board
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from netorganizer.domain.errors import StoreUnavailable
from netorganizer.domain.pipeline import Slot, Stage
from netorganizer.services import board as board_service
from netorganizer.services.applications import list_applications
from netorganizer.ui.board.board_keys import BOARD_KEYS

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CTRL_SHIFT = CTRL | SHIFT


@pytest.fixture
def three(board: Board) -> Board:
    """Three saved cards and one on-site; the second saved one has the focus."""
    board.add(Stage.SAVED, "Acme", "Bolt", "Crux")
    board.add(Stage.RESUME_SCREEN, "Dune")
    board.click("Bolt")
    return board


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        (Qt.Key.Key_Right, "Saved: Acme Crux | Applied: Dune Bolt"),
        (Qt.Key.Key_Up, "Saved: Bolt Acme Crux | Applied: Dune"),
        (Qt.Key.Key_Down, "Saved: Acme Crux Bolt | Applied: Dune"),
        (Qt.Key.Key_Home, "Saved: Bolt Acme Crux | Applied: Dune"),
        (Qt.Key.Key_End, "Saved: Acme Crux Bolt | Applied: Dune"),
        (Qt.Key.Key_Left, "Saved: Acme Bolt Crux | Applied: Dune"),
    ],
)
def test_direct_moves_keep_selection_and_focus(three: Board, key: Qt.Key, wanted: str) -> None:
    three.press_key(key, CTRL_SHIFT)
    assert three.text() == three.stored() == wanted
    assert three.selected() == ["Bolt"]
    view, _ = three.list_of("Bolt")
    assert view.hasFocus()


def test_moving_on_and_on_with_the_same_keys(three: Board) -> None:
    for _ in range(9):
        three.press_key(Qt.Key.Key_Right, CTRL_SHIFT)
    assert three.text() == three.stored() == "Saved: Acme Crux | Applied: Dune | Offer: Bolt"


def test_undo_and_redo_take_the_focus_to_what_they_changed(three: Board) -> None:
    three.press_key(Qt.Key.Key_Right, CTRL_SHIFT)
    three.click("Acme")
    three.press_key(Qt.Key.Key_Z, CTRL)
    assert three.text() == "Saved: Acme Bolt Crux | Applied: Dune"
    assert three.selected() == ["Bolt"]
    assert three.window.announcer.history[-1] == "Undone: Move Bolt, Engineer to Applied"
    three.press_key(Qt.Key.Key_Z, CTRL_SHIFT)
    assert three.text() == three.stored() == "Saved: Acme Crux | Applied: Dune Bolt"


def test_lifting_carrying_and_dropping(three: Board) -> None:
    three.press_key(Qt.Key.Key_Space)
    assert three.window.announcer.history[-1].startswith("Lifted Bolt, Engineer. Saved, position 2 of 3.")
    before = three.workspace.history()
    three.press_key(Qt.Key.Key_Right)
    three.press_key(Qt.Key.Key_Up)
    assert three.text() == "Saved: Acme Crux | Applied: Bolt Dune"
    assert three.window.announcer.history[-1] == "Applied, position 1 of 2."
    assert three.workspace.history() == before
    three.press_key(Qt.Key.Key_Space)
    assert three.text() == three.stored() == "Saved: Acme Crux | Applied: Bolt Dune"
    assert len(three.workspace.history()) == len(before) + 1


def test_escape_puts_a_lifted_card_back(three: Board) -> None:
    three.press_key(Qt.Key.Key_Space)
    three.press_key(Qt.Key.Key_Right)
    three.press_key(Qt.Key.Key_Right)
    three.press_key(Qt.Key.Key_Escape)
    assert three.text() == three.stored() == "Saved: Acme Bolt Crux | Applied: Dune"
    assert three.window.announcer.history[-1] == "Cancelled. Back in Saved, position 2 of 3."
    assert three.selected() == ["Bolt"]


def test_a_lifted_card_is_put_back_when_another_process_writes(three: Board) -> None:
    three.press_key(Qt.Key.Key_Space)
    three.press_key(Qt.Key.Key_Right)
    three.add(Stage.ONSITE, "Echo")
    assert three.text() == three.stored() == "Saved: Acme Bolt Crux | Applied: Dune | On-site: Echo"


def test_a_lifted_card_is_put_back_when_the_focus_leaves(three: Board) -> None:
    (bolt,) = three.view.selected_ids()
    three.window.show_detail(bolt)
    three.press_key(Qt.Key.Key_Space)
    three.press_key(Qt.Key.Key_Right)
    assert three.text() == "Saved: Acme Crux | Applied: Dune Bolt"
    three.press_key(Qt.Key.Key_F6)
    assert not three.window.board.gestures.is_lifting
    focused = QApplication.focusWidget()
    assert focused is not None
    assert three.window.panel().isAncestorOf(focused)
    assert three.text() == three.stored() == "Saved: Acme Bolt Crux | Applied: Dune"


def test_a_lifted_card_is_put_back_by_a_press_before_that_counts(three: Board) -> None:
    three.press_key(Qt.Key.Key_Space)
    three.press_key(Qt.Key.Key_Home)
    assert three.text() == "Saved: Bolt Acme Crux | Applied: Dune"
    three.click("Bolt")  # in whose place Acme is then
    assert three.text() == three.stored() == "Saved: Acme Bolt Crux | Applied: Dune"
    assert three.selected() == ["Acme"]
    assert not three.window.board.gestures.is_lifting


def test_arrows_walk_over_the_columns_and_skip_empty_ones(three: Board) -> None:
    three.add(Stage.ONSITE, "Echo")
    three.press_key(Qt.Key.Key_Right)
    assert three.selected() == ["Dune"]
    three.press_key(Qt.Key.Key_Right)
    assert three.selected() == ["Echo"]
    three.press_key(Qt.Key.Key_Left)
    three.press_key(Qt.Key.Key_Left)
    assert three.selected() == ["Acme"]


def test_select_all_of_a_column_moves_as_one_change(three: Board) -> None:
    three.press_key(Qt.Key.Key_A, CTRL)
    three.press_key(Qt.Key.Key_Right, CTRL_SHIFT)
    assert three.text() == three.stored() == "Applied: Dune Acme Bolt Crux"
    assert three.workspace.undo_label == "Move 3 applications to Applied"


def test_x_toggles_and_escape_deselects(three: Board) -> None:
    three.press_key(Qt.Key.Key_Down, SHIFT)
    assert three.selected() == ["Bolt", "Crux"]
    three.press_key(Qt.Key.Key_X)
    assert three.selected() == ["Bolt"]
    three.press_key(Qt.Key.Key_Up, SHIFT)
    three.press_key(Qt.Key.Key_A, CTRL)
    three.press_key(Qt.Key.Key_Escape)
    assert three.selected() == []


def test_star_and_trash(three: Board) -> None:
    three.press_key(Qt.Key.Key_S)
    assert three.view.card(three.view.selected_ids()[0]).starred  # type: ignore[union-attr]
    three.press_key(Qt.Key.Key_Delete)
    assert three.text() == three.stored() == "Saved: Acme Crux | Applied: Dune"
    three.press_key(Qt.Key.Key_Z, CTRL)
    assert three.text() == three.stored() == "Saved: Acme Bolt Crux | Applied: Dune"


def test_several_cards_are_starred_in_one_step_and_unstarred_when_all_are(three: Board) -> None:
    three.press_key(Qt.Key.Key_S)
    three.press_key(Qt.Key.Key_A, CTRL)
    history = three.workspace.history()
    three.press_key(Qt.Key.Key_S)
    assert [each.starred for each in list_applications(three.workspace)] == [True, True, True, False]
    assert three.selected() == ["Acme", "Bolt", "Crux"]
    three.press_key(Qt.Key.Key_S)
    assert not any(each.starred for each in list_applications(three.workspace))
    assert len(three.workspace.history()) == len(history) + 2


def test_a_second_change_with_the_same_words_is_told_too(three: Board) -> None:
    told: list[str] = []
    three.window.board.changed.connect(told.append)
    three.add(Stage.SAVED, "Bolt")
    for bolt in (three.view.columns[0].ids[1], three.view.columns[0].ids[3]):
        three.window.board.moves.trash([bolt])
    assert told == ["Move Bolt, Engineer to the trash"] * 2


def test_after_a_fault_of_the_program_the_cards_stand_where_they_were(
    three: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(board_service, "move_applications", fail)
    with pytest.raises(RuntimeError, match="a fault"):
        three.window.board.moves.move_to(three.view.selected_ids(), Slot(Stage.ONSITE))
    assert three.text() == three.stored() == "Saved: Acme Bolt Crux | Applied: Dune"
    assert three.selected() == ["Bolt"]


def test_a_refusal_while_not_even_the_board_can_be_read_puts_the_cards_back(
    three: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreUnavailable("The disk is gone.")

    monkeypatch.setattr(board_service, "move_applications", refuse)
    monkeypatch.setattr(board_service, "read_board", refuse)
    three.press_key(Qt.Key.Key_Right, CTRL_SHIFT)
    assert three.text() == "Saved: Acme Bolt Crux | Applied: Dune"
    assert three.window.board.error_bar.text_label().text() == "The disk is gone."


def test_many_cards_are_selected_in_one_step_wherever_they_stand(three: Board) -> None:
    told: list[int] = []
    three.view.selected.connect(told.append)
    model = three.view.columns[0].view.selectionModel()
    steps: list[object] = []
    model.selectionChanged.connect(lambda *_: steps.append(None))
    acme, _, crux = three.view.columns[0].ids
    three.view.select([acme, crux, *three.view.columns[1].ids])
    assert three.selected() == ["Acme", "Crux", "Dune"]
    assert (told, len(steps)) == ([0], 1)
    three.view.select([crux])
    assert (three.selected(), told) == (["Crux"], [0, crux])


def open_menu() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, words: str) -> None:
    action = next(each for each in menu.actions() if each.text().replace("&", "").startswith(words))
    rect = menu.actionGeometry(action)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=rect.center())


def test_the_move_menu(three: Board) -> None:
    three.press_key(Qt.Key.Key_M)
    choose(open_menu(), "Technical")
    assert three.text() == three.stored() == "Saved: Acme Crux | Applied: Dune | Technical: Bolt"


def test_closing_by_key_and_reopening_by_menu(three: Board) -> None:
    three.press_key(Qt.Key.Key_C)
    QTest.keyClick(open_menu(), Qt.Key.Key_R)
    assert three.text() == "Saved: Acme Crux | Applied: Dune | closed: Bolt"
    three.view.tray.set_open(True)
    QApplication.processEvents()
    three.click("Bolt")
    three.press_key(Qt.Key.Key_Menu)
    choose(open_menu(), "Reopen")
    assert three.text() == three.stored() == "Saved: Acme Bolt Crux | Applied: Dune"


def test_the_right_button_shows_every_action(three: Board) -> None:
    view, _ = three.list_of("Bolt")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=three.middle("Bolt"))
    view.menu_requested.emit(three.above("Bolt"))
    words = [action.text().partition("\t")[0] for action in open_menu().actions() if action.text()]
    assert words[:1] == ["Open"]
    assert {"Move to", "Move up", "Close as", "Move to the trash", "Add an interview…", "Log a contact…"} <= set(words)
    open_menu().close()


def test_the_menu_outlives_a_submenu_that_was_only_looked_at(three: Board) -> None:
    three.press_key(Qt.Key.Key_Menu)
    menu = open_menu()
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Right)
    assert open_menu().objectName() == "moveMenu"
    QTest.keyClick(open_menu(), Qt.Key.Key_Left)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert open_menu() is menu
    choose(menu, "Move up")
    assert three.text() == three.stored() == "Saved: Bolt Acme Crux | Applied: Dune"
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert three.view.findChildren(QMenu) == []


def test_a_part_of_the_menu_by_itself_leaves_nothing_behind(three: Board) -> None:
    three.press_key(Qt.Key.Key_M)
    open_menu().close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert three.view.findChildren(QMenu) == []


def test_the_composer_adds_one_after_the_other(three: Board) -> None:
    three.press_key(Qt.Key.Key_N)
    for company in ("Echo", "Flux"):
        three.type(company)
        three.press_key(Qt.Key.Key_Return)
        three.type("Senior engineer")
        three.press_key(Qt.Key.Key_Return)
    assert three.text() == three.stored() == "Saved: Acme Bolt Crux Echo Flux | Applied: Dune"
    three.press_key(Qt.Key.Key_Escape)
    assert not three.view.columns[0].is_composing


def test_the_composer_says_what_is_missing_and_keeps_what_was_typed(three: Board) -> None:
    three.press_key(Qt.Key.Key_N)
    composer = three.view.columns[0].composer
    QTest.keyClicks(composer.company, "Echo")
    QTest.keyClick(composer.role, Qt.Key.Key_Return)
    assert "role is empty" in composer.findChildren(type(composer._error))[-1].text()
    assert composer.company.text() == "Echo"
    assert three.stored() == "Saved: Acme Bolt Crux | Applied: Dune"


def test_typing_letters_into_the_composer_runs_no_command(three: Board) -> None:
    three.press_key(Qt.Key.Key_N)
    three.type("smcx")
    assert three.view.columns[0].composer.company.text() == "smcx"
    assert three.stored() == "Saved: Acme Bolt Crux | Applied: Dune"


def test_no_key_is_bound_twice_and_none_that_a_line_edit_swallows() -> None:
    sequences = [key.sequence for key in BOARD_KEYS]
    assert len(sequences) == len(set(sequences))
    assert not {"Ctrl+E", "Ctrl+U"} & set(sequences)
