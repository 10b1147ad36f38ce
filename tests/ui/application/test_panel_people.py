"""People and the contact log in the panel."""

from datetime import UTC, date, datetime

from panel_robot import Panel, settle
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from netorganizer.domain.pipeline import Channel, Direction, Relationship, WhoseMove
from netorganizer.services import contacts
from netorganizer.ui.application.people_page import PeoplePage


def page(panel: Panel) -> PeoplePage:
    found = panel.widget.page("people")
    assert isinstance(found, PeoplePage)
    return found


def add_dana(panel: Panel, application_id: int) -> int:
    return contacts.add_contact(
        panel.workspace, "Dana Ruiz", relationship=Relationship.RECRUITER, application_id=application_id
    )


def test_adding_a_person_and_undoing_it(panel: Panel) -> None:
    application_id = panel.add()
    panel.open_tab("people")
    assert "Nobody yet" in panel.text()
    panel.click("people.add")
    form = page(panel).contact_form
    panel.enter("contactForm.name", "Dana Ruiz", end="")
    panel.choose("What they are: Recruiter", "Agency recruiter", form)
    panel.enter("E-mail", "dana@example.org", end="", inside=form)
    panel.enter("Phone", "+1 555 0100", end="", inside=form)
    panel.click("contactForm.add")
    (person,) = contacts.list_contacts(panel.workspace, application_id)
    assert (person.name, person.relationship) == ("Dana Ruiz", Relationship.AGENCY_RECRUITER)
    assert page(panel).people.shown_rows()[0].words == (
        "Dana Ruiz\nAgency recruiter · Netflix\ndana@example.org\n+1 555 0100"
    )
    panel.undo()
    assert contacts.list_contacts(panel.workspace, application_id) == []
    assert "Nobody yet" in panel.text()


def test_a_person_without_a_name_is_refused_beside_the_name(panel: Panel) -> None:
    panel.add()
    panel.open_tab("people")
    panel.click("people.add")
    panel.click("contactForm.add")
    assert page(panel).contact_form.name_field.error == "The name is empty. Type at least one character."


def test_logging_a_mail_with_a_promise(panel: Panel) -> None:
    application_id = panel.add()
    add_dana(panel, application_id)
    panel.widget.start("log_contact")
    settle()
    form = page(panel).log_form
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "logForm.summary"
    panel.choose("How: Call", "E-mail", form)
    panel.choose("Promised by: Nobody promised anything", "They promised something", form)
    panel.click(form.due_on.invite)
    panel.enter("Until", "2026-03-09", inside=form)
    panel.enter("logForm.summary", "Sends three slots", end="Return")
    (said,) = contacts.list_activities(panel.workspace, application_id)
    assert (said.channel, said.direction, said.summary) == (Channel.EMAIL, Direction.IN, "Sends three slots")
    assert (said.promised_by, said.due_on) == (WhoseMove.THEIRS, date(2026, 3, 9))
    assert said.happened_at == panel.workspace.clock.now()
    (row,) = page(panel).log.shown_rows()
    assert row.words == (
        "Dana Ruiz · E-mail from them · Wed 4 Mar 10:00\nSends three slots\nThey promised something, by Mon 9 Mar"
    )
    panel.undo()
    assert contacts.list_activities(panel.workspace, application_id) == []


def test_logging_what_happened_earlier(panel: Panel) -> None:
    application_id = panel.add()
    add_dana(panel, application_id)
    panel.open_tab("people")
    panel.click("people.log")
    form = page(panel).log_form
    panel.enter("Day", "2026-03-02", end="Tab", inside=form)
    panel.enter("Time", "16:15", end="Tab", inside=form)
    panel.enter("logForm.summary", "Called", end="")
    panel.click("Log it")
    (said,) = contacts.list_activities(panel.workspace, application_id)
    assert said.happened_at == datetime(2026, 3, 2, 15, 15, tzinfo=UTC)


def test_the_form_is_scrolled_to_below_many_people(panel: Panel) -> None:
    application_id = panel.add()
    for number in range(20):
        contacts.add_contact(panel.workspace, f"Person {number}", application_id=application_id)
    panel.widget.start("log_contact")
    settle()
    button = page(panel).log_form.button
    area = page(panel)._area.viewport()
    assert area.rect().contains(button.mapTo(area, button.rect().center()))


def test_a_log_line_without_words_is_refused_beside_them(panel: Panel) -> None:
    application_id = panel.add()
    add_dana(panel, application_id)
    panel.widget.start("log_contact")
    settle()
    panel.click("Log it")
    assert page(panel).log_form.summary_field.error == "Say in a few words what the contact was about."


def test_logging_without_anybody_asks_for_the_person_first(panel: Panel) -> None:
    panel.add()
    panel.widget.start("log_contact")
    settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "contactForm.name"
    panel.enter("contactForm.name", "Dana Ruiz")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "logForm.summary"


def test_a_line_that_was_not_logged_waits_for_the_card_to_come_back(panel: Panel) -> None:
    other = panel.add(company="Acme")
    application_id = panel.add()
    add_dana(panel, application_id)
    panel.widget.start("log_contact")
    settle()
    panel.enter("logForm.summary", "half a lin", end="")
    panel.widget.show_application(other)
    settle()
    panel.widget.show_application(application_id)
    panel.click("people.log")
    assert page(panel).log_form.summary.text() == "half a lin"


def test_a_person_half_typed_waits_for_the_card_to_come_back(panel: Panel) -> None:
    other = panel.add(company="Acme")
    application_id = panel.add()
    panel.open_tab("people")
    panel.click("people.add")
    form = page(panel).contact_form
    panel.enter("contactForm.name", "Dana", end="")
    panel.choose("What they are: Recruiter", "Peer", form)
    panel.enter("E-mail", "dana@example.org", end="", inside=form)
    panel.widget.show_application(other)
    panel.click("people.add")
    assert (form.name.text(), form.email.text()) == ("", "")
    panel.widget.show_application(application_id)
    panel.click("people.add")
    assert (form.name.text(), form.email.text()) == ("Dana", "dana@example.org")
    panel.click("contactForm.add")
    (person,) = contacts.list_contacts(panel.workspace, application_id)
    assert person.relationship is Relationship.PEER
    panel.click("people.add")
    assert form.name.text() == ""


def test_a_log_that_cannot_be_kept_stays_in_its_form(panel: Panel) -> None:
    application_id = panel.add()
    add_dana(panel, application_id)
    panel.widget.start("log_contact")
    settle()
    with panel.locked_store():
        panel.enter("logForm.summary", "Called", end="")
        panel.click("Log it")
        assert "Another program" in page(panel).log_form.summary_field.error
        assert page(panel).log_form.summary.text() == "Called"
    panel.click("Log it")
    assert len(contacts.list_activities(panel.workspace, application_id)) == 1


def test_esc_closes_the_form_before_it_leaves_the_panel(panel: Panel) -> None:
    application_id = panel.add()
    add_dana(panel, application_id)
    panel.widget.start("log_contact")
    settle()
    panel.press_key(Qt.Key.Key_Escape)
    assert not page(panel).log_form.isVisible()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert panel.widget.isAncestorOf(focused)
