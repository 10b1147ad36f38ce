"""The small widgets: names for screen readers, keys, targets, and words that are never lost."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from netorganizer.ui.fonts import load_fonts, metrics
from netorganizer.ui.theme import apply_theme, current_look, load_theme
from netorganizer.ui.widgets.buttons import Button, ButtonKind, IconButton
from netorganizer.ui.widgets.chip import Chip
from netorganizer.ui.widgets.choice_button import ChoiceButton
from netorganizer.ui.widgets.drawing import RING_GAP_PX, RING_PX
from netorganizer.ui.widgets.empty_state import EmptyState
from netorganizer.ui.widgets.flow_layout import FlowLayout
from netorganizer.ui.widgets.inline_bar import InlineBar
from netorganizer.ui.widgets.labels import ElidedLabel, SectionHeader
from netorganizer.ui.widgets.rail import RAIL_WIDTH, SIDEBAR_WIDTH, Rail
from netorganizer.ui.widgets.stage_glyphs import StageDots, StageRing
from netorganizer.ui.widgets.tab_strip import TabStrip


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    load_fonts()
    apply_theme(qapp, load_theme("light"))
    yield
    apply_theme(qapp, load_theme("light"))


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _shown(widget: QWidget, qtbot: QtBot, width: int = 400, height: int = 300) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def _rail(qtbot: QtBot) -> Rail:
    rail = Rail("netorganizer")
    rail.add_screen("today", "sun", "Today")
    rail.add_screen("board", "square-kanban", "Board")
    rail.add_screen("settings", "settings", "Settings", at_foot=True)
    _shown(rail, qtbot, RAIL_WIDTH, 600)
    return rail


def test_the_rail_asks_for_a_screen_and_shows_which_one_is_open(qtbot: QtBot) -> None:
    rail = _rail(qtbot)
    with qtbot.waitSignal(rail.screen_requested) as asked:
        QTest.mouseClick(rail.button("board"), Qt.MouseButton.LeftButton)
    assert asked.args == ["board"]
    assert rail.button("board").isChecked()
    with qtbot.assertNotEmitted(rail.screen_requested):
        rail.set_current("today")
    assert rail.button("today").isChecked()
    assert not rail.button("board").isChecked()
    assert rail.button("board").objectName() == "rail.board"


def test_the_rail_s_targets_are_large_and_the_foot_is_at_the_foot(qtbot: QtBot) -> None:
    rail = _rail(qtbot)
    for key in ("today", "board", "settings"):
        assert min(rail.button(key).width(), rail.button(key).height()) >= 44
    assert rail.button("settings").geometry().bottom() > 560
    assert rail.button("today").y() < rail.button("board").y() < 300


def test_the_rail_becomes_a_sidebar_with_counts_in_a_wide_window(qtbot: QtBot) -> None:
    rail = _rail(qtbot)
    rail.follow_window_width(1759)
    assert rail.width() == RAIL_WIDTH
    rail.follow_window_width(1760)
    assert rail.width() == SIDEBAR_WIDTH
    rail.set_count("today", 5)
    assert _name(rail.button("today")) == "Today, 5"
    rail.set_count("today", 0)
    assert _name(rail.button("today")) == "Today"
    assert not rail.grab().isNull()


def test_the_rail_grows_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    rail = _rail(qtbot)
    apply_theme(qapp, load_theme("light"), 2.0)
    assert rail.width() == 2 * RAIL_WIDTH
    words = metrics(current_look().type.meta).horizontalAdvance("Calendar")
    assert rail.width() > words


@pytest.mark.parametrize("kind", list(ButtonKind))
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_a_button_never_cuts_its_words(qapp: QApplication, qtbot: QtBot, kind: ButtonKind, scale: float) -> None:
    look = apply_theme(qapp, load_theme("dark"), scale)
    button = Button("&Plan the next onsite", kind, "plus")
    button.set_hint("Ctrl N")
    _shown(button, qtbot)
    needed = metrics(look.type.body_strong).horizontalAdvance("Plan the next onsite")
    needed += metrics(look.type.secondary).horizontalAdvance("Ctrl N") + look.px(16)
    assert button.minimumSizeHint().width() > needed
    assert button.minimumSizeHint().height() >= 24
    assert _name(button) == "Plan the next onsite"
    resting = button.grab().toImage()
    button.setFocus()
    button.window().activateWindow()
    assert button.grab().toImage() != resting or not button.hasFocus()
    button.setEnabled(False)
    assert button.grab().toImage() != resting


def test_a_button_without_words_has_a_name_and_a_tooltip(qtbot: QtBot) -> None:
    button = IconButton("x", "Close this message")
    _shown(button, qtbot)
    assert (_name(button), button.toolTip()) == ("Close this message", "Close this message")
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 24


def test_a_chip_can_be_checked_and_says_its_count(qtbot: QtBot) -> None:
    chip = Chip("Needs me", 5)
    _shown(chip, qtbot)
    assert _name(chip) == "Needs me 5"
    resting = chip.grab().toImage()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert chip.isChecked()
    assert chip.grab().toImage() != resting
    chip.set_count(None)
    assert _name(chip) == "Needs me"


def test_chips_flow_into_the_next_line(qtbot: QtBot) -> None:
    panel = QWidget()
    flow = FlowLayout(panel, spacing=8)
    chips = [Chip(f"Saved view {number}") for number in range(6)]
    for chip in chips:
        flow.addWidget(chip)
    _shown(panel, qtbot, 260, 400)
    assert chips[0].y() < chips[-1].y()
    assert all(panel.rect().contains(chip.geometry()) for chip in chips)
    places = {(chip.x(), chip.y()) for chip in chips}
    assert len(places) == 6
    assert flow.heightForWidth(2_000) == chips[0].height()
    assert flow.heightForWidth(1) == 6 * chips[0].height() + 5 * 8
    chips[0].hide()
    panel.resize(261, 400)
    assert chips[1].pos() == QPoint(0, 0)
    assert flow.itemAt(6) is None
    assert flow.takeAt(6) is None
    taken = flow.takeAt(0)
    assert taken is not None
    assert (taken.widget(), flow.count()) == (chips[0], 5)


def test_a_bar_shows_the_cause_and_the_way_on(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    bar = InlineBar()
    column.addWidget(bar)
    _shown(window, qtbot)
    assert not bar.isVisible()
    bar.show_message("Couldn't save the move: the disk is full.", "Retry")
    assert bar.isVisible()
    assert _name(bar) == "Couldn't save the move: the disk is full."
    action = bar.findChild(QPushButton, "inline_bar.action")
    assert isinstance(action, QPushButton)
    with qtbot.waitSignal(bar.action_requested):
        action.click()
    with qtbot.waitSignal(bar.closed):
        QTest.keyClick(action, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    for tone in ("warn", "info", "ok", "danger"):
        bar.show_message("Said", tone=tone)
        assert not bar.grab().isNull()
    assert not action.isVisible()


def test_an_empty_screen_says_one_thing_to_do(qtbot: QtBot) -> None:
    state = EmptyState("square-kanban", "Nothing here yet", "Add your first application.", "Add an application")
    _shown(state, qtbot)
    action = state.findChild(QPushButton, "empty_state.action")
    assert isinstance(action, QPushButton)
    with qtbot.waitSignal(state.action_requested):
        action.click()
    texts = [label.text() for label in state.findChildren(QLabel) if label.text()]
    assert texts == ["Nothing here yet", "Add your first application."]
    state.set_words("Nothing matches", "Try fewer words.")
    assert not action.isVisible()
    assert not state.grab().isNull()


def test_an_elided_label_keeps_the_whole_text_for_those_who_ask(qtbot: QtBot) -> None:
    label = ElidedLabel("Software Engineer, Content Platform Engineering")
    _shown(label, qtbot, 120, 20)
    assert label.shown_text().endswith("…")
    assert label.toolTip() == label.text() == _name(label)
    label.resize(600, 20)
    assert label.shown_text() == label.text()
    assert label.toolTip() == ""
    label.setText("Two\nlines")
    assert label.shown_text() == "Two lines"
    assert not label.grab().isNull()


def test_tooltips_show_what_looks_like_html_letter_by_letter(qtbot: QtBot) -> None:
    typed = '<img src="file:///somewhere"> & Sons Incorporated of Somewhere'
    label, choice = ElidedLabel(typed), ChoiceButton("Who")
    _shown(label, qtbot, 60, 20)
    _shown(choice, qtbot)
    choice.set_choices([(1, typed)], 1)
    for widget in (label, choice):
        assert "<img" not in widget.toolTip()
        assert QTextDocumentFragment.fromHtml(widget.toolTip()).toPlainText().endswith(typed)


def test_a_word_of_a_tab_keeps_clear_of_its_focus_ring(qtbot: QtBot) -> None:
    tabs = TabStrip()
    words = ("Overview", "Guide", "Interviews", "People", "Notes", "Timeline")
    for word in words:
        tabs.add_tab(word, "info", word)
    for width, rows in ((355, 1), (295, 1), (200, 2)):
        _shown(tabs, qtbot, width, 100)
        tabs.resize(width, 100)
        for word in words:
            room = tabs.tab(word).width() - metrics(current_look().type.meta).horizontalAdvance(word)
            assert room >= 2 * (RING_PX + RING_GAP_PX) - 1
        assert len({tabs.tab(word).y() for word in words}) == rows
        ends = [tabs.tab(word).geometry().right() for word in words if tabs.tab(word).y() == 0]
        assert ends == sorted(ends)
        assert ends[-1] == width - 1


def test_a_section_says_how_many(qtbot: QtBot) -> None:
    header = SectionHeader("Checklist")
    _shown(header, qtbot)
    header.set_count("5/8")
    header.add_trailing(IconButton("plus", "Add an item"))
    assert [label.text() for label in header.findChildren(QLabel) if label.isVisible()] == ["Checklist", "5/8"]
    header.set_count(None)
    header.set_title("Steps")
    assert [label.text() for label in header.findChildren(QLabel) if label.isVisible()] == ["Steps"]
    assert header.title_label().text() == "Steps"


def test_the_ring_fills_by_sevenths_and_says_so(qtbot: QtBot) -> None:
    ring = StageRing()
    _shown(ring, qtbot, 16, 16)
    assert _name(ring) == "Before the first stage"
    pictures = []
    for number in range(8):
        ring.set_number(number)
        pictures.append(ring.grab().toImage())
    assert _name(ring) == "Stage 7 of 7"
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[at + 1 :])


def test_the_dots_name_the_step(qtbot: QtBot) -> None:
    dots = StageDots(["Applied", "Take-home", "Talk"], 1)
    _shown(dots, qtbot, 200, 16)
    assert _name(dots) == "Step 2 of 3: Take-home"
    assert [dots.step_at(x) for x in (0, 100, 200)] == [0, 1, 2]
    before = dots.grab().toImage()
    dots.set_steps(["Applied", "Take-home", "Talk"], 2)
    assert dots.grab().toImage() != before
    dots.set_steps([], 0)
    assert (_name(dots), dots.step_at(3)) == ("No steps", -1)
    dots.set_steps(["Only"], 0)
    assert not dots.grab().isNull()
