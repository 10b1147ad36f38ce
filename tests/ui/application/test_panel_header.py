"""The panel as a whole: following the selection, the header, the tabs, keys, names, looks."""

import time

import pytest
from panel_robot import CTRL, Panel, list_nameless, settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from netorganizer.domain.pipeline import InterviewStatus, Outcome, Stage, WhoseMove
from netorganizer.services import applications, interviews
from netorganizer.services.applications import get_application
from netorganizer.services.settings import Settings
from netorganizer.ui.look_settings import apply_settings
from netorganizer.ui.widgets.choice_button import ChoiceButton

TABS = ("overview", "guide", "interviews", "people", "notes", "timeline")


def test_the_panel_follows_the_selection(panel: Panel) -> None:
    first = panel.add(company="Netflix", role="Software Engineer L5")
    assert "Software Engineer L5" in panel.text()
    assert "Step 2 of 7" in panel.text()
    assert "usually 2–5 months" in panel.text()
    panel.add(company="Acme", role="Carpenter")
    assert "Carpenter" in panel.text()
    assert "Software Engineer L5" not in panel.text()
    panel.select(first)
    panel.window.board.view.select([first, first + 1])
    settle()
    assert "Choose one card" in panel.text()


def test_the_stage_menu_moves_the_card_and_undo_brings_it_back(panel: Panel) -> None:
    application_id = panel.add()
    panel.choose("detail.stage", "On-site")
    assert get_application(panel.workspace, application_id).stage is Stage.ONSITE
    assert "Step 5 of 7" in panel.text()
    assert panel.window.toast.accessibleName() == "Move Netflix, Software Engineer to On-site"
    panel.undo()
    assert get_application(panel.workspace, application_id).stage is Stage.RECRUITER_CALL
    assert panel.shows("Stage: Recruiter")


def test_a_choice_can_be_made_with_the_keyboard_alone(panel: Panel) -> None:
    application_id = panel.add()
    button = panel.find("detail.stage")
    assert isinstance(button, ChoiceButton)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    panel.press_key(Qt.Key.Key_Down)
    menu = button.choice_menu
    assert menu.isVisible()
    active = menu.activeAction()
    assert active is not None
    assert active.text() == "Recruiter"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QApplication.sendEvent(menu, press(key))
    assert get_application(panel.workspace, application_id).stage is Stage.HM_SCREEN


def press(key: Qt.Key) -> QKeyEvent:
    return QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def test_star_and_whose_move(panel: Panel) -> None:
    application_id = panel.add()
    panel.click("Star")
    panel.choose("detail.move", "Their move")
    application = get_application(panel.workspace, application_id)
    assert (application.starred, application.whose_move) == (True, WhoseMove.THEIRS)
    panel.click("Unstar")
    assert not get_application(panel.workspace, application_id).starred
    panel.undo()
    assert panel.shows("Unstar")


def test_closing_by_the_menu_and_reopening(panel: Panel) -> None:
    application_id = panel.add()
    panel.pick(panel.open_menu("detail.more"), "Close as", "Withdrawn")
    assert get_application(panel.workspace, application_id).outcome is Outcome.WITHDRAWN
    panel.select(application_id)
    assert "Closed: Withdrawn" in panel.text()
    panel.click("detail.reopen")
    assert get_application(panel.workspace, application_id).outcome is None


def test_holding_and_trashing_by_the_menu(panel: Panel) -> None:
    application_id = panel.add()
    panel.pick(panel.open_menu("detail.more"), "Put on hold")
    assert get_application(panel.workspace, application_id).on_hold
    assert "On hold" in panel.text()
    panel.pick(panel.open_menu("detail.more"), "Move to the trash")
    assert "Choose one card" in panel.text()
    panel.undo()
    assert get_application(panel.workspace, application_id).on_hold


def test_a_move_that_cannot_be_kept_is_told_beside_it_and_shown_as_it_is(panel: Panel) -> None:
    application_id = panel.add()
    with panel.locked_store():
        panel.choose("detail.stage", "On-site")
        assert panel.shows("Stage: Recruiter")
        assert panel.widget.header.bar.isVisible()
    assert get_application(panel.workspace, application_id).stage is Stage.RECRUITER_CALL
    panel.click("Try again", panel.widget.header.bar)
    assert get_application(panel.workspace, application_id).stage is Stage.ONSITE
    assert not panel.widget.header.bar.isVisible()


def test_tabs_by_arrow_and_by_ctrl_tab(panel: Panel) -> None:
    panel.add()
    panel.widget.take_focus()
    panel.press_key(Qt.Key.Key_Right)
    assert panel.widget.tabs.current() == "guide"
    panel.press_key(Qt.Key.Key_Tab, CTRL)
    assert panel.widget.tabs.current() == "interviews"
    assert panel.widget.tabs.tab("interviews").hasFocus()


def test_tabs_count_what_is_behind_them(panel: Panel) -> None:
    fill(panel)
    assert panel.shows("Interviews 2")
    assert panel.shows("People 1")
    panel.undo()
    assert panel.shows("Interviews 2")


def test_esc_goes_back_to_the_card(panel: Panel) -> None:
    panel.add()
    panel.widget.take_focus()
    panel.press_key(Qt.Key.Key_Escape)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Recruiter"


def test_pages_are_made_when_they_are_first_looked_at(panel: Panel) -> None:
    panel.add()
    assert list(panel.widget.pages) == ["overview"]
    panel.open_tab("notes")
    assert list(panel.widget.pages) == ["overview", "notes"]


def fill(panel: Panel) -> int:
    application_id = panel.add(Stage.ONSITE, role="Data Engineer L5, Ads")
    start = panel.workspace.clock.now().replace(day=20)
    for title, status in (("Coding", InterviewStatus.CONFIRMED), ("Design", InterviewStatus.TENTATIVE)):
        interviews.add_interview(
            panel.workspace,
            application_id,
            title=title,
            starts_at=start,
            zone="America/Los_Angeles",
            minutes=60,
            panel=["Dana Ruiz"],
            status=status,
        )
    applications.add_note(panel.workspace, application_id, "one")
    applications.add_note(panel.workspace, application_id, "two")
    return application_id


def open_tab(panel: Panel, tab: str) -> None:
    """The tab with every form of it open."""
    panel.open_tab(tab)
    if tab == "interviews":
        panel.click("interviews.add")
    if tab == "people":
        panel.click("people.log")
        panel.click("people.add")


def test_every_control_has_a_name(panel: Panel) -> None:
    fill(panel)
    nameless = []
    for tab in TABS:
        open_tab(panel, tab)
        nameless += list_nameless(panel.widget)
    assert nameless == []


def list_cramped(widget: QWidget) -> list[str]:
    """What is wider than its room, and what is too small to hit."""
    areas = [(area.widget(), area.viewport()) for area in widget.findChildren(QScrollArea) if area.isVisible()]
    wide = [
        f"{inside.minimumSizeHint().width()} in {room.width()}"
        for inside, room in areas
        if inside is not None and inside.minimumSizeHint().width() > room.width()
    ]
    small = [
        f"{each.objectName() or each.accessibleName()} {each.width()}x{each.height()}"
        for each in widget.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and min(each.width(), each.height()) < 24
        and each.objectName() != "qt_spinbox_lineedit"
    ]
    return wide + small


@pytest.mark.parametrize("percent", [80, 100, 200])
def test_nothing_is_wider_than_the_panel_or_too_small_to_hit(panel: Panel, percent: int) -> None:
    fill(panel)
    apply_settings(Settings(theme="light", text_percent=percent))
    settle()
    cramped = []
    for tab in TABS:
        open_tab(panel, tab)
        cramped += [f"{tab}: {words}" for words in list_cramped(panel.widget)]
    apply_settings(Settings(theme="light"))
    assert cramped == []


@pytest.mark.parametrize("tab", TABS)
def test_showing_another_application_is_quick(panel: Panel, tab: str) -> None:
    ids = [fill(panel), panel.add(Stage.SAVED, "Acme"), fill(panel)]
    for number in range(60):
        applications.edit_application(panel.workspace, ids[number % 3], next_action=f"step {number}")
    panel.open_tab(tab)
    spent = []
    for application_id in ids * 4:
        start = time.process_time()
        panel.widget.show_application(application_id)
        QApplication.processEvents()
        spent.append(time.process_time() - start)
    # Each application's quickest turn: the first ones make the rows, and other programs run beside this one.
    assert max(min(spent[place::3]) for place in range(3)) < 0.05


def test_a_change_by_another_hand_shows_and_leaves_the_typing_alone(panel: Panel) -> None:
    application_id = panel.add()
    panel.enter("detail.next_action", "call Dana", end="")
    applications.edit_application(panel.workspace, application_id, role="Carpenter")
    settle()
    assert "Carpenter" in panel.text()
    assert "call Dana" in panel.text()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "detail.next_action"


def test_a_screen_reader_hears_what_a_choice_is_for(panel: Panel) -> None:
    panel.add()
    QAccessible.setActive(True)
    interface = QAccessible.queryAccessibleInterface(panel.find("detail.stage"))
    assert interface.text(QAccessible.Text.Name) == "Stage: Recruiter"
