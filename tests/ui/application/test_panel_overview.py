"""The overview and the guide: lines that keep themselves, days, the checklist, closing; what the playbook says."""

from datetime import date

from panel_robot import Panel, activate, settle
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QCheckBox, QLabel, QLineEdit, QTextBrowser

from netorganizer.domain.pipeline import Outcome, RoleGroup, Stage
from netorganizer.services import checklists
from netorganizer.services.applications import edit_application, get_application
from netorganizer.services.interviews import add_interview
from netorganizer.ui.application.overview import Overview


def test_the_next_action_is_kept_by_enter_and_one_undo_takes_it_back(panel: Panel) -> None:
    application_id = panel.add()
    panel.enter("detail.next_action", "Write to Dana")
    assert get_application(panel.workspace, application_id).next_action == "Write to Dana"
    panel.undo()
    assert get_application(panel.workspace, application_id).next_action == ""
    line = panel.find("detail.next_action")
    assert line.property("text") == ""


def test_leaving_a_line_keeps_it_and_esc_gives_it_up(panel: Panel) -> None:
    application_id = panel.add()
    panel.enter("detail.role", "Staff Engineer", end="Tab")
    assert get_application(panel.workspace, application_id).role == "Staff Engineer"
    assert "Staff Engineer" in panel.text(panel.widget.header)
    panel.enter("detail.role", "Nonsense", end="Escape")
    panel.press_key(Qt.Key.Key_Tab)
    assert get_application(panel.workspace, application_id).role == "Staff Engineer"


def test_selecting_another_card_keeps_what_was_typed(panel: Panel) -> None:
    other = panel.add(company="Acme")
    application_id = panel.add()
    panel.enter("detail.next_action", "Call back", end="")
    panel.widget.show_application(other)
    assert get_application(panel.workspace, application_id).next_action == "Call back"
    assert get_application(panel.workspace, other).next_action == ""


def test_an_empty_company_is_refused_beside_the_field(panel: Panel) -> None:
    application_id = panel.add()
    panel.enter("detail.company", "")
    assert "The company is empty. Type at least one character." in panel.text()
    assert get_application(panel.workspace, application_id).company == "Netflix"
    panel.enter("detail.company", "Acme")
    assert "The company is empty" not in panel.text()


def test_a_line_that_cannot_be_kept_stays_and_holds_the_panel(panel: Panel) -> None:
    other = panel.add(company="Acme")
    application_id = panel.add()
    with panel.locked_store():
        panel.enter("detail.next_action", "Precious words", end="")
        panel.select(other)
        assert "Precious words" in panel.text()
        assert panel.widget.unkept.isVisible()
    panel.click("Try again", panel.widget.unkept)
    assert get_application(panel.workspace, application_id).next_action == "Precious words"
    assert "Acme" in panel.text(panel.widget.header)


def test_a_day_is_set_changed_and_taken_away(panel: Panel) -> None:
    application_id = panel.add()
    page = panel.widget.page("overview")
    assert isinstance(page, Overview)
    panel.click(page.next_on.invite)
    assert get_application(panel.workspace, application_id).next_on == date(2026, 3, 4)
    panel.enter("Day of the next action", "9 March")
    assert "“9 March” is not a day. Write it as 2027-03-12." in panel.text()
    panel.enter("Day of the next action", "2026-03-09")
    assert "is not a day" not in panel.text()
    assert get_application(panel.workspace, application_id).next_on == date(2026, 3, 9)
    panel.click(page.next_on.clear_button)
    assert get_application(panel.workspace, application_id).next_on is None
    panel.undo()
    assert page.next_on.value() == date(2026, 3, 9)


def test_a_day_that_is_being_typed_is_left_alone(panel: Panel) -> None:
    application_id = panel.add()
    edit_application(panel.workspace, application_id, next_on=date(2026, 3, 9))
    settle()
    panel.enter("Day of the next action", "2026-03-1", end="")
    edit_application(panel.workspace, application_id, location="Lisbon")
    settle()
    assert panel.find("Day of the next action").property("text") == "2026-03-1"


def test_a_day_is_stepped_and_picked(panel: Panel) -> None:
    application_id = panel.add()
    edit_application(panel.workspace, application_id, next_on=date(2026, 3, 9))
    settle()
    line = panel.find("Day of the next action")
    activate(line)
    line.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Return):
        panel.press_key(key)
    assert get_application(panel.workspace, application_id).next_on == date(2026, 3, 11)
    panel.click("Pick from a calendar: Day of the next action")
    calendar = QApplication.activePopupWidget()
    assert calendar is not None
    month = calendar.findChild(QCalendarWidget)
    assert month is not None
    month.activated.emit(QDate(2026, 3, 20))
    settle()
    assert get_application(panel.workspace, application_id).next_on == date(2026, 3, 20)


def test_ticking_by_box_by_words_and_undo(panel: Panel) -> None:
    application_id = panel.add(Stage.RESUME_SCREEN)
    box = panel.find("Study the job description")
    assert isinstance(box, QCheckBox)
    panel.click(box)
    words = next(each for each in panel.widget.findChildren(QLabel) if each.text() == "Be concise")
    panel.click(words)
    assert [item.ticked_at is not None for item in checklists.list_checklist(panel.workspace, application_id)] == [
        *(True, False, False, False, True)
    ]
    assert "2/5" in panel.text()
    panel.undo()
    assert "1/5" in panel.text()
    assert box.isChecked()


def test_an_own_item_is_added_and_ticked(panel: Panel) -> None:
    application_id = panel.add(Stage.RESUME_SCREEN)
    panel.enter("checklist.add", "Ask Sam to read it")
    assert checklists.list_checklist(panel.workspace, application_id)[-1].text == "Ask Sam to read it"
    assert panel.find("checklist.add").property("text") == ""
    panel.click("Ask Sam to read it")
    assert checklists.list_checklist(panel.workspace, application_id)[-1].ticked_at is not None


def test_a_tick_that_cannot_be_kept_goes_back(panel: Panel) -> None:
    panel.add(Stage.RESUME_SCREEN)
    box = panel.find("Study the job description")
    assert isinstance(box, QCheckBox)
    with panel.locked_store():
        panel.click(box)
        assert not box.isChecked()
        assert panel.shows("Try again")


def test_closing_with_a_reason(panel: Panel) -> None:
    application_id = panel.add()
    panel.choose("closing.outcome", "Declined")
    panel.enter("closing.reason", "Too far away", end="")
    panel.click("closing.close")
    application = get_application(panel.workspace, application_id)
    assert (application.outcome, application.close_reason) == (Outcome.DECLINED, "Too far away")
    assert "Too far away" in panel.text(panel.widget.header)


def test_the_next_interview_stands_in_both_zones(panel: Panel) -> None:
    application_id = panel.add()
    now = panel.workspace.clock.now()
    add_interview(
        panel.workspace,
        application_id,
        title="Recruiter call",
        starts_at=now.replace(day=5, hour=17, minute=30),
        zone="America/Los_Angeles",
        minutes=30,
        panel=["Dana Ruiz"],
    )
    settle()
    assert "Thu 5 Mar 09:30–10:00 Los Angeles · 18:30–19:00 you\nDana Ruiz" in panel.text()
    told = [label for label in panel.widget.findChildren(QLabel) if "Los Angeles" in label.text()]
    assert [label.toolTip() for label in told] == ["America/Los_Angeles"]


def test_another_window_or_program_does_not_disturb_what_is_typed(panel: Panel) -> None:
    application_id = panel.add()
    panel.enter("detail.location", "Berl", end="")
    edit_application(panel.workspace, application_id, location="Lisbon", source="a friend")
    settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert (focused.objectName(), focused.property("text")) == ("detail.location", "Berl")
    assert panel.find("detail.source").property("text") == "a friend"


# The guide


def guide_text(panel: Panel) -> str:
    panel.open_tab("guide")
    text = panel.find("guide.text")
    assert isinstance(text, QTextBrowser)
    return text.toPlainText()


def test_the_guide_says_what_is_tested_for_the_role_with_source_and_date(panel: Panel) -> None:
    panel.add(Stage.TECHNICAL_SCREEN, role="Data Engineer L5")
    words = guide_text(panel)
    for heading in ("What it tests", "How long", "Who", "For your role: Data engineer", "It varies by team", "Source"):
        assert heading in words
    assert "Timothy Agbola" in words
    assert "26 October 2025" in words


def test_a_gap_says_that_the_guide_has_nothing(panel: Panel) -> None:
    panel.add(Stage.RESUME_SCREEN)
    lines = guide_text(panel).splitlines()
    told = next(line for line in lines if line.startswith("The guide gives no duration for this step."))
    assert told.split()[-1] == "gap"


def test_another_kind_of_role_reads_another_note_and_can_be_undone(panel: Panel) -> None:
    application_id = panel.add(Stage.HM_SCREEN)
    before = guide_text(panel)
    panel.choose("guide.role_group", "Product manager")
    assert get_application(panel.workspace, application_id).role_group is RoleGroup.PRODUCT_MANAGER
    assert "Product-thinking scenarios" in guide_text(panel)
    panel.undo()
    assert guide_text(panel) == before


def test_markup_in_a_playbook_stays_text(panel: Panel) -> None:
    panel.add(Stage.HM_SCREEN, company="Acme")
    assert "<" not in guide_text(panel)


def test_the_playbook_can_be_changed(panel: Panel) -> None:
    application_id = panel.add(Stage.HM_SCREEN, company="Acme")
    panel.choose("detail.playbook", "Netflix (public guide)")
    assert get_application(panel.workspace, application_id).playbook == "netflix"


def test_a_reason_half_typed_waits_for_the_card_to_come_back(panel: Panel) -> None:
    other = panel.add(company="Acme")
    application_id = panel.add()
    panel.enter("closing.reason", "No budget", end="")
    panel.choose("How it ended: Rejected", "Declined")
    panel.widget.show_application(other)
    reason = panel.find("closing.reason")
    assert isinstance(reason, QLineEdit)
    assert reason.text() == ""
    panel.widget.show_application(application_id)
    assert reason.text() == "No budget"
    assert panel.shows("How it ended: Declined")
