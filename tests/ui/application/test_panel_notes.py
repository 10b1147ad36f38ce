"""Notes and timeline: text that keeps itself exactly and is never lost; taking back one old change."""

from collections.abc import Callable

from panel_robot import CTRL, Panel, settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from netorganizer.domain.pipeline import Stage
from netorganizer.services import applications, board
from netorganizer.services.workspace import Workspace, open_workspace
from netorganizer.ui.application.notes_page import PAUSE_MS, NoteEditor
from netorganizer.ui.application.timeline_page import TimelinePage, TimelineRow
from netorganizer.ui.main_window import MainWindow

HARD = "tab\there\u00a0no-break \u2028 line שלום a\u0301 🎬👩‍🚀\n\n  trailing  \n"


def editor(panel: Panel) -> NoteEditor:
    panel.open_tab("notes")
    found = panel.find("notes.editor")
    assert isinstance(found, NoteEditor)
    return found


def bodies(panel: Panel, application_id: int) -> list[str]:
    return [note.body for note in applications.list_notes(panel.workspace, application_id)]


def test_a_note_keeps_itself_after_a_pause_and_undo_takes_it_back(panel: Panel, qtbot: QtBot) -> None:
    application_id = panel.add()
    QTest.keyClicks(editor(panel), "They own the encoder")
    assert bodies(panel, application_id) == []
    qtbot.waitUntil(lambda: bodies(panel, application_id) == ["They own the encoder"], timeout=PAUSE_MS + 3_000)
    QTest.keyClicks(editor(panel), "s")
    QTest.keyClick(editor(panel), Qt.Key.Key_Return, CTRL)
    assert bodies(panel, application_id) == ["They own the encoders"]
    panel.undo()
    assert editor(panel).toPlainText() == "They own the encoder"
    panel.undo()
    assert (bodies(panel, application_id), editor(panel).toPlainText()) == ([], "")


def test_leaving_for_another_card_keeps_and_comes_back(panel: Panel) -> None:
    other = panel.add(company="Acme")
    application_id = panel.add()
    QTest.keyClicks(editor(panel), "half a thou")
    panel.widget.show_application(other)
    assert editor(panel).toPlainText() == ""
    assert bodies(panel, application_id) == ["half a thou"]
    panel.widget.show_application(application_id)
    assert editor(panel).toPlainText() == "half a thou"


def test_closing_the_window_keeps(make_window: Callable[[], MainWindow], workspace: Workspace) -> None:
    panel = Panel(make_window(), workspace)
    application_id = panel.add()
    QTest.keyClicks(editor(panel), "last words")
    assert panel.window.close()
    again = open_workspace(workspace.home, workspace.clock)
    assert [note.body for note in applications.list_notes(again, application_id)] == ["last words"]
    again.close()


def test_a_failing_save_keeps_the_text_shows_the_bar_and_holds_the_window(panel: Panel) -> None:
    other = panel.add(company="Acme")
    application_id = panel.add()
    with panel.locked_store():
        QTest.keyClicks(editor(panel), "do not lose me")
        QTest.keyClick(editor(panel), Qt.Key.Key_Return, CTRL)
        page = panel.widget.page("notes")
        assert page.bar.isVisible()
        assert "Another program" in page.bar.text_label().text()
        panel.widget.show_application(other)
        assert editor(panel).toPlainText() == "do not lose me"
        assert not panel.window.close()
    panel.click("Try again", page.bar)
    assert bodies(panel, application_id) == ["do not lose me"]
    assert not page.bar.isVisible()


def test_hard_text_comes_out_as_it_went_in(panel: Panel) -> None:
    application_id = panel.add()
    applications.add_note(panel.workspace, application_id, HARD)
    field = editor(panel)
    assert field.exact_text() == HARD
    QTest.keyClick(field, Qt.Key.Key_End, CTRL)
    QTest.keyClicks(field, "!")
    assert panel.widget.keep_all()
    assert bodies(panel, application_id) == [HARD + "!"]


def test_a_megabyte_is_kept(panel: Panel) -> None:
    application_id = panel.add()
    long = "".join(f"line {number}\u00a0of many\n" for number in range(55_000))
    assert len(long.encode()) > 1_000_000
    QGuiApplication.clipboard().setText(long)
    QTest.keyClick(editor(panel), Qt.Key.Key_V, CTRL)
    assert panel.widget.keep_all()
    assert bodies(panel, application_id) == [long]


def test_several_notes_stand_in_a_list(panel: Panel) -> None:
    application_id = panel.add()
    QTest.keyClicks(editor(panel), "first")
    panel.click("notes.add")
    QTest.keyClicks(editor(panel), "second")
    assert panel.widget.keep_all()
    assert sorted(bodies(panel, application_id)) == ["first", "second"]
    shown = panel.find("notes.list")
    assert isinstance(shown, QListView)
    QAbstractItemModelTester(shown.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [shown.model().index(row, 0).data() for row in range(2)] == ["second", "first"]
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert editor(panel).toPlainText() == "first"
    panel.click("Move this note to the trash")
    assert bodies(panel, application_id) == ["second"]
    assert editor(panel).toPlainText() == "second"


def test_undo_elsewhere_leaves_the_cursor_and_unsaved_text(panel: Panel) -> None:
    application_id = panel.add()
    applications.add_note(panel.workspace, application_id, "kept")
    field = editor(panel)
    field.setFocus()
    QTest.keyClicks(field, "un")
    applications.add_note(panel.workspace, application_id, "by another hand")
    settle()
    assert field.toPlainText() == "unkept"
    assert field.textCursor().position() == 2
    assert QApplication.focusWidget() is field


def test_the_text_of_a_card_that_another_hand_threw_away_waits_to_be_copied(panel: Panel) -> None:
    other = panel.add(company="Acme")
    application_id = panel.add()
    QGuiApplication.clipboard().setText("the person's own")
    QTest.keyClicks(editor(panel), "rescue me")
    applications.trash_applications(panel.workspace, [application_id])
    settle()
    assert "“rescue me”" in panel.widget.stranded.text_label().text()
    panel.select(other)
    assert editor(panel).toPlainText() == ""
    assert QGuiApplication.clipboard().text() == "the person's own"
    panel.click("Copy the text")
    assert QGuiApplication.clipboard().text() == "rescue me"


def test_a_line_typed_for_a_card_that_is_gone_waits_to_be_copied_too(panel: Panel) -> None:
    application_id = panel.add()
    panel.enter("detail.next_action", "Call Dana", end="")
    applications.trash_applications(panel.workspace, [application_id])
    settle()
    panel.click("Copy the text")
    assert QGuiApplication.clipboard().text() == "Next action: Call Dana"


def test_a_note_that_another_hand_threw_away_is_kept_as_a_new_one(panel: Panel) -> None:
    application_id = panel.add()
    note_id = applications.add_note(panel.workspace, application_id, "kept")
    QGuiApplication.clipboard().setText("the person's own")
    QTest.keyClicks(editor(panel), "un")
    applications.trash_note(panel.workspace, note_id)
    settle()
    assert panel.widget.keep_all()
    assert bodies(panel, application_id) == ["unkept"]
    bar = panel.widget.page("notes").bar
    assert "kept as a new note" in bar.text_label().text()
    QTest.keyClicks(editor(panel), "x")
    assert panel.widget.keep_all()
    assert bar.isVisible()
    assert bodies(panel, application_id) == ["unxkept"]
    assert QGuiApplication.clipboard().text() == "the person's own"


def test_what_cannot_be_kept_holds_the_window_once(panel: Panel) -> None:
    application_id = panel.add()
    applications.add_note(panel.workspace, application_id, "kept")
    with panel.locked_store():
        QTest.keyClicks(editor(panel), "un")
        assert not panel.window.close()
        told = panel.widget.unkept.text_label().text()
        assert "“unkept”" in told
        assert "clipboard" in told
        assert QGuiApplication.clipboard().text() == "unkept"
        QTest.keyClicks(editor(panel), "x")
        assert not panel.window.close()
        panel.click("Close without saving")
        assert not panel.window.isVisible()
    again = open_workspace(panel.workspace.home, panel.workspace.clock)
    assert [note.body for note in applications.list_notes(again, application_id)] == ["kept"]
    again.close()


# The timeline


def timeline(panel: Panel) -> list[TimelineRow]:
    panel.open_tab("timeline")
    page = panel.widget.page("timeline")
    assert isinstance(page, TimelinePage)
    return page.list.shown_rows()


def test_reverting_an_old_change_leaves_the_later_ones(panel: Panel) -> None:
    application_id = panel.add()
    applications.edit_application(panel.workspace, application_id, starred=True)
    applications.edit_application(panel.workspace, application_id, next_action="Call")
    row = timeline(panel)[1]
    assert row.words == "Star Netflix, Software Engineer"
    panel.click(row.revert_button)
    application = applications.get_application(panel.workspace, application_id)
    assert (application.starred, application.next_action) == (False, "Call")
    assert timeline(panel)[0].words == "Revert: Star Netflix, Software Engineer"
    panel.undo()
    assert applications.get_application(panel.workspace, application_id).starred


def test_a_revert_that_is_in_the_way_says_so_in_its_row(panel: Panel) -> None:
    application_id = panel.add()
    applications.edit_application(panel.workspace, application_id, next_action="Call")
    applications.edit_application(panel.workspace, application_id, next_action="Write")
    row = timeline(panel)[1]
    panel.click(row.revert_button)
    assert "later" in row.error or "since" in row.error
    assert applications.get_application(panel.workspace, application_id).next_action == "Write"


def test_a_long_history_comes_a_page_at_a_time(panel: Panel) -> None:
    application_id = panel.add()
    for number in range(35):
        applications.edit_application(panel.workspace, application_id, next_action=f"step {number}")
    rows = timeline(panel)
    assert len(rows) == 20
    panel.click("Show earlier changes")
    assert len(timeline(panel)) == 36
    assert not panel.shows("Show earlier changes")


def test_an_undone_change_is_marked_and_has_no_revert(panel: Panel) -> None:
    application_id = panel.add()
    board.move_application(panel.workspace, application_id, Stage.ONSITE)
    panel.undo()
    panel.select(application_id)
    row = timeline(panel)[0]
    assert "undone" in panel.text(row)
    assert not row.revert_button.isVisible()
