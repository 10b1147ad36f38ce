"""Interviews in the panel: adding, editing, times that have no single meaning, the on-site planner."""

from datetime import UTC, datetime
from pathlib import Path

from panel_robot import Panel, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from netorganizer.domain.interview import Interview
from netorganizer.domain.pipeline import InterviewStatus, Stage
from netorganizer.services import interviews
from netorganizer.ui.application.interview_form import InterviewForm
from netorganizer.ui.application.interviews_page import InterviewsPage
from netorganizer.ui.application.onsite_dialog import OnsiteDialog


def page(panel: Panel) -> InterviewsPage:
    found = panel.widget.page("interviews")
    assert isinstance(found, InterviewsPage)
    return found


def form(panel: Panel) -> InterviewForm:
    return page(panel).form


def booked(panel: Panel, application_id: int) -> list[Interview]:
    return interviews.list_interviews(panel.workspace, application_id)


def book(panel: Panel, application_id: int, title: str = "Recruiter call", day: int = 5, hour: int = 17) -> int:
    return interviews.add_interview(
        panel.workspace,
        application_id,
        title=title,
        starts_at=datetime(2026, 3, day, hour, 30, tzinfo=UTC),
        zone="America/Los_Angeles",
        minutes=30,
        panel=["Dana Ruiz"],
        status=InterviewStatus.TENTATIVE,
    )


def rows(panel: Panel) -> list[str]:
    return [row.words for row in page(panel).rows if row.isVisible()]


def test_a_new_interview_starts_as_the_playbook_says(panel: Panel) -> None:
    application_id = panel.add(Stage.HM_SCREEN)
    panel.open_tab("interviews")
    panel.click("interviews.add")
    assert (form(panel).title.text(), form(panel).minutes.value()) == ("Hiring manager screen", 60)
    assert "Usually 45–60 minutes." in panel.text(form(panel))
    assert "The hiring manager, or future peers instead." in panel.text(form(panel))
    panel.enter("Day", "2026-03-12", end="Tab")
    panel.enter("Time", "10:30", end="Tab")
    panel.enter("interviewForm.zone", "America/Los_Angeles", end="Tab")
    assert "Thu 12 Mar 10:30–11:30 Los Angeles · 18:30–19:30 you" in panel.text(form(panel))
    panel.enter("interviewForm.panel", "Kim Vale, Ada Poe", end="")
    panel.click("Add interview")
    (interview,) = booked(panel, application_id)
    assert interview.starts_at == datetime(2026, 3, 12, 17, 30, tzinfo=UTC)
    assert [person.name for person in interview.panel] == ["Kim Vale", "Ada Poe"]
    assert rows(panel) == [
        "Hiring manager screen · Confirmed\nThu 12 Mar 10:30–11:30 Los Angeles · 18:30–19:30 you\n"
        "Hiring manager\nKim Vale, Ada Poe"
    ]
    assert not form(panel).isVisible()
    panel.undo()
    assert booked(panel, application_id) == []
    assert rows(panel) == []


def test_the_command_of_a_card_opens_the_form(panel: Panel) -> None:
    panel.add()
    panel.widget.start("add_interview")
    settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "interviewForm.title"
    panel.press_key(Qt.Key.Key_Escape)
    assert not form(panel).isVisible()


def test_an_empty_title_and_an_unknown_zone_are_told_beside_their_fields(panel: Panel) -> None:
    application_id = panel.add()
    panel.widget.start("add_interview")
    settle()
    panel.enter("interviewForm.title", "", end="")
    panel.click("Add interview")
    assert form(panel).title_field.error == "The title is empty. Type at least one character."
    panel.enter("interviewForm.zone", "Mars/Base", end="Tab")
    assert "no time zone called “Mars/Base”" in form(panel).zone_field.error
    panel.click("Add interview")
    assert booked(panel, application_id) == []


def test_a_skipped_local_time_offers_both_readings(panel: Panel) -> None:
    application_id = panel.add()
    panel.widget.start("add_interview")
    settle()
    panel.enter("interviewForm.zone", "America/Los_Angeles", end="Tab")
    panel.enter("Day", "2026-03-08", end="Tab")
    panel.enter("Time", "02:30", end="Tab")
    assert "does not exist there: the clocks skip it" in form(panel).time_field.error
    panel.click("Add interview")
    assert booked(panel, application_id) == []
    panel.click("03:30 PDT (UTC-07:00)")
    assert form(panel).time_field.error == ""
    panel.click("Add interview")
    assert booked(panel, application_id)[0].starts_at == datetime(2026, 3, 8, 10, 30, tzinfo=UTC)


def test_a_repeated_local_time_offers_both_readings(panel: Panel) -> None:
    application_id = panel.add()
    panel.widget.start("add_interview")
    settle()
    panel.enter("interviewForm.zone", "Europe/Berlin", end="Tab")
    panel.enter("Day", "2026-10-25", end="Tab")
    panel.enter("Time", "02:30", end="Tab")
    assert [button.text() for button in form(panel).time_field.way_buttons()] == [
        "02:30 CEST (UTC+02:00)",
        "02:30 CET (UTC+01:00)",
    ]
    panel.click("02:30 CET (UTC+01:00)")
    panel.click("Add interview")
    assert booked(panel, application_id)[0].starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    panel.click("Edit")
    assert form(panel).time_field.error == ""
    panel.enter("interviewForm.title", "Other", end="Tab")
    assert booked(panel, application_id)[0].starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert form(panel).time_field.error == ""


def test_another_stage_suggests_its_own_title_and_length(panel: Panel) -> None:
    panel.add(Stage.RECRUITER_CALL)
    panel.widget.start("add_interview")
    settle()
    assert form(panel).minutes.value() == 30
    panel.choose("interviewForm.stage", "Hiring manager")
    assert (form(panel).title.text(), form(panel).minutes.value()) == ("Hiring manager screen", 60)


def test_a_stage_fills_only_what_was_not_typed(panel: Panel) -> None:
    panel.add()
    panel.widget.start("add_interview")
    settle()
    panel.enter("interviewForm.title", "Coffee with Dana", end="Tab")
    panel.choose("interviewForm.stage", "Hiring manager")
    assert (form(panel).title.text(), form(panel).minutes.value()) == ("Coffee with Dana", 60)


def test_several_people_that_are_usual_are_told_apart(panel: Panel) -> None:
    panel.add(Stage.ONSITE)
    panel.widget.start("add_interview")
    settle()
    words = "Usually with: 2–3 engineers of the team; The hiring manager; Sometimes a recruiter or a peer."
    assert words in panel.text(form(panel))


def test_a_half_filled_form_waits_for_its_card(panel: Panel) -> None:
    other = panel.add(company="Acme")
    application_id = panel.add()
    panel.widget.start("add_interview")
    settle()
    panel.enter("interviewForm.title", "Coffee", end="Tab")
    panel.enter("interviewForm.panel", "Dana Ruiz", end="Tab")
    panel.enter("Time", "late", end="Tab")
    panel.widget.start("add_interview")
    settle()
    assert form(panel).title.text() == "Coffee"
    panel.widget.show_application(other)
    panel.click("interviews.add")
    assert form(panel).title.text() == "Recruiter call"
    panel.click("Cancel")
    panel.widget.show_application(application_id)
    assert not form(panel).isVisible()
    panel.click("interviews.add")
    shown = form(panel).draft()
    assert (shown.title, shown.panel, shown.time) == ("Coffee", "Dana Ruiz", "late")
    panel.press_key(Qt.Key.Key_Escape)
    panel.click("interviews.add")
    assert form(panel).title.text() == "Coffee"
    panel.click("Cancel")
    panel.click("interviews.add")
    assert form(panel).title.text() == "Recruiter call"


def test_a_half_filled_form_survives_a_look_at_a_booked_interview(panel: Panel) -> None:
    application_id = panel.add()
    book(panel, application_id)
    panel.open_tab("interviews")
    panel.click("interviews.add")
    panel.enter("interviewForm.place", "Somewhere", end="Tab")
    panel.click("Edit: Recruiter call")
    assert form(panel).place.text() == ""
    panel.click("interviews.add")
    assert form(panel).place.text() == "Somewhere"


def test_done_stays_while_the_start_cannot_be_read(panel: Panel) -> None:
    application_id = panel.add()
    book(panel, application_id)
    other = panel.add(company="Acme")
    panel.widget.show_application(application_id)
    panel.open_tab("interviews")
    panel.click("Edit: Recruiter call")
    panel.enter("Day", "2026-03-08", end="Tab")
    panel.enter("Time", "02:30", end="Tab")
    panel.click("Done")
    assert form(panel).isVisible()
    assert "does not exist there" in form(panel).time_field.error
    panel.widget.show_application(other)
    panel.widget.show_application(application_id)
    panel.click("Edit: Recruiter call")
    assert form(panel).draft().time == "02:30"
    panel.click("Back to the booked time")
    assert form(panel).draft().time == "09:30"
    panel.click("Done")
    assert not form(panel).isVisible()
    assert booked(panel, application_id)[0].starts_at == datetime(2026, 3, 5, 17, 30, tzinfo=UTC)


def test_done_stays_while_the_title_is_empty(panel: Panel) -> None:
    application_id = panel.add()
    book(panel, application_id)
    panel.open_tab("interviews")
    panel.click("Edit: Recruiter call")
    panel.enter("interviewForm.title", "", end="Tab")
    panel.click("Done")
    assert form(panel).isVisible()
    panel.enter("interviewForm.title", "Call", end="Tab")
    panel.click("Done")
    assert not form(panel).isVisible()
    assert booked(panel, application_id)[0].title == "Call"


def test_editing_an_interview_that_is_gone_is_told(panel: Panel) -> None:
    application_id = panel.add()
    gone = book(panel, application_id)
    panel.open_tab("interviews")
    interviews.trash_interview(panel.workspace, gone)
    page(panel).edit_interview(gone)
    assert page(panel).bar.isVisible()
    assert not form(panel).isVisible()


def test_fields_of_a_booked_interview_keep_themselves_one_undo_each(panel: Panel) -> None:
    application_id = panel.add()
    book(panel, application_id)
    panel.open_tab("interviews")
    panel.click("Edit")
    panel.enter("interviewForm.title", "Intro call", end="Tab")
    panel.enter("interviewForm.panel", "Dana Ruiz, Lou Park", end="Tab")
    panel.enter("Time", "11:00", end="Tab")
    panel.click("Done")
    (interview,) = booked(panel, application_id)
    assert (interview.title, interview.starts_at.hour) == ("Intro call", 19)
    assert [person.name for person in interview.panel] == ["Dana Ruiz", "Lou Park"]
    assert "11:00–11:30" in rows(panel)[0]
    panel.undo()
    (interview,) = booked(panel, application_id)
    assert (interview.title, interview.starts_at.hour, len(interview.panel)) == ("Intro call", 17, 2)


def test_a_field_that_cannot_be_kept_stays(panel: Panel) -> None:
    application_id = panel.add()
    book(panel, application_id)
    panel.open_tab("interviews")
    panel.click("Edit")
    with panel.locked_store():
        panel.enter("interviewForm.title", "Intro call", end="Tab")
        assert page(panel).bar.isVisible()
        assert form(panel).title.text() == "Intro call"
    panel.click("Done")
    assert booked(panel, application_id)[0].title == "Intro call"


def test_confirm_cancel_and_trash(panel: Panel) -> None:
    application_id = panel.add()
    book(panel, application_id)
    panel.open_tab("interviews")
    panel.click("Confirm")
    assert "Confirmed" in rows(panel)[0]
    panel.pick(panel.open_menu("More about Recruiter call"), "Cancel interview")
    assert booked(panel, application_id)[0].status is InterviewStatus.CANCELLED
    assert "Cancelled" in rows(panel)[0]
    panel.pick(panel.open_menu("More about Recruiter call"), "Move to the trash")
    assert rows(panel) == []
    panel.undo()
    panel.undo()
    assert "Confirmed" in rows(panel)[0]


def test_what_is_to_come_stands_before_what_has_been(panel: Panel) -> None:
    application_id = panel.add()
    for title, day in (("Long ago", 1), ("Yesterday", 3), ("Tomorrow", 5), ("Next week", 12)):
        book(panel, application_id, title, day)
    panel.open_tab("interviews")
    assert [words.partition(" · ")[0] for words in rows(panel)] == ["Tomorrow", "Next week", "Yesterday", "Long ago"]


def test_clashes_with_another_application_are_told(panel: Panel) -> None:
    other = panel.add(company="Acme")
    book(panel, other, "Coffee")
    application_id = panel.add()
    book(panel, application_id)
    panel.open_tab("interviews")
    told = [bar.text_label().text() for bar in page(panel).warning_bars if bar.isVisible()]
    assert any("Acme: Coffee" in words and "overlap by 30 min" in words for words in told)


# The on-site planner


def plan(panel: Panel) -> OnsiteDialog:
    panel.open_tab("interviews")
    panel.click("interviews.plan")
    dialog = panel.dialog(OnsiteDialog)
    assert isinstance(dialog, OnsiteDialog)
    return dialog


def enter_dates(panel: Panel, dialog: OnsiteDialog) -> None:
    panel.enter("First day", "2027-03-12", end="Tab", inside=dialog)
    panel.enter("Second day", "2027-03-15", end="Tab", inside=dialog)
    panel.enter("planner.zone", "America/Los_Angeles", end="Tab", inside=dialog)
    dialog.suggest()
    settle()


def test_the_planner_shows_days_reasons_and_warnings_and_books_in_one_step(panel: Panel) -> None:
    application_id = panel.add(Stage.ONSITE)
    dialog = plan(panel)
    enter_dates(panel, dialog)
    first, second = dialog.day_plans
    assert "Day 1: Fri 12 March 2027" in first.words
    assert "Day 2: Mon 15 March 2027" in second.words
    assert "09:00–10:00" in first.words
    assert "(18:00–19:00 you)" in first.words
    assert "Round 1" in first.words
    assert "Lunch" in first.words
    assert "The clocks in America/Los_Angeles go forward" in panel.text(dialog)
    panel.click("planner.apply", dialog)
    found = booked(panel, application_id)
    assert len(found) == 8
    assert {each.status for each in found} == {InterviewStatus.TENTATIVE}
    assert {each.day.isoformat() for each in found} == {"2027-03-12", "2027-03-15"}
    panel.undo()
    assert booked(panel, application_id) == []


def test_planning_again_starts_when_the_booked_days_do(panel: Panel) -> None:
    application_id = panel.add(Stage.ONSITE)
    book(panel, application_id, "Coding", 18, 15)
    dialog = plan(panel)
    assert dialog.start.line.text() == "08:30"
    assert dialog.zone.text() == "America/Los_Angeles"
    dialog.close()


def test_keeping_mine_books_nothing(panel: Panel) -> None:
    application_id = panel.add(Stage.ONSITE)
    dialog = plan(panel)
    panel.click("Keep mine", dialog)
    assert booked(panel, application_id) == []


def test_one_day_and_impossible_wishes(panel: Panel) -> None:
    panel.add(Stage.ONSITE)
    dialog = plan(panel)
    panel.choose("planner.days", "One day", dialog)
    assert not dialog.second_field.isVisible()
    panel.enter("planner.zone", "Mars/Base", end="Tab", inside=dialog)
    assert "no time zone" in dialog.zone_field.error
    assert not dialog.apply_button.isEnabled()


def test_the_days_keep_their_promised_names(panel: Panel) -> None:
    panel.add(Stage.ONSITE)
    dialog = plan(panel)
    assert [each.objectName() for each in dialog.day_plans] == ["planner.day1", "planner.day2"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert Path(panel.workspace.home.database).exists()
