"""The people tab: who belongs to the application, and what was said with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from netorganizer.domain.contact import Activity, Contact
from netorganizer.domain.errors import Refusal
from netorganizer.domain.pipeline import Relationship
from netorganizer.services import contacts
from netorganizer.ui.application.contact_log import ActivityRow, ContactLogForm, LoggedContact
from netorganizer.ui.application.section import MARGIN, Section, bring_into_view, scroll, stack
from netorganizer.ui.application.words import relationship_words, zone_words
from netorganizer.ui.widgets.buttons import Button, ButtonKind
from netorganizer.ui.widgets.choice_button import ChoiceButton
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.fields import Field, LineField
from netorganizer.ui.widgets.flow_layout import FlowLayout
from netorganizer.ui.widgets.labels import SectionHeader
from netorganizer.ui.widgets.row_list import RowList
from netorganizer.ui.widgets.surface import Surface

if TYPE_CHECKING:
    from netorganizer.services.workspace import Workspace


class ContactRow(QWidget):
    """A person: name, what they are, how to reach them (to be copied)."""

    def __init__(self) -> None:
        super().__init__()
        self._name = LookLabel("", "body_strong", "text")
        self._role = LookLabel("", "secondary", "text2")
        self._handles = LookLabel("", "secondary", "text2")
        keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        self._handles.setTextInteractionFlags(keyboard)
        column = stack(self, spacing=1)
        column.setContentsMargins(0, 4, 0, 4)
        for label in (self._name, self._role, self._handles):
            label.setWordWrap(True)
            column.addWidget(label)

    def show_contact(self, contact: Contact) -> None:
        """Show this person."""
        self._name.setText(contact.name)
        parts = (relationship_words()[contact.relationship], contact.company, zone_words(contact.zone))
        self._role.setText(" · ".join(filter(None, parts)))
        self._role.setToolTip(contact.zone)
        self._role.setAccessibleDescription(contact.zone)
        self._handles.setText("\n".join((*contact.emails, *contact.phones, *contact.urls)))
        self._handles.setVisible(bool(self._handles.text()))

    @property
    def words(self) -> str:
        """Everything the row says."""
        return "\n".join((self._name.text(), self._role.text(), self._handles.text())).strip()


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A person as far as typed."""

    name: str = ""
    relationship: Relationship = Relationship.RECRUITER
    email: str = ""
    phone: str = ""


class ContactForm(Surface):
    """Adds a person."""

    submitted = Signal(str, object, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contactForm")
        self.name = LineField(self.tr("Name"))
        self.name.setObjectName("contactForm.name")
        self.name_field = Field(self.tr("Name"), self.name)
        self.relationship = ChoiceButton(self.tr("What they are"))
        self.relationship.set_choices(list(relationship_words().items()), Relationship.RECRUITER)
        self.email = LineField(self.tr("E-mail"))
        self.phone = LineField(self.tr("Phone"))
        self.button = Button(self.tr("Add person"), ButtonKind.SECONDARY, "user-plus")
        self.button.setObjectName("contactForm.add")
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(self.relationship)
        for widget in (
            self.name_field,
            row,
            Field(self.tr("E-mail"), self.email),
            Field(self.tr("Phone"), self.phone),
        ):
            self.column.addWidget(widget)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self._submit)
        self.name.returnPressed.connect(self._submit)

    def start_over(self, draft: ContactDraft | None = None) -> None:
        """Be ready for the next one, with what was typed of it before."""
        draft = draft or ContactDraft()
        for line, text in ((self.name, draft.name), (self.email, draft.email), (self.phone, draft.phone)):
            line.setText(text)
            line.settle()
        self.relationship.set_current(draft.relationship)
        self.name_field.clear_error()

    def draft(self) -> ContactDraft:
        """What is typed of a person."""
        relationship = self.relationship.current()
        assert isinstance(relationship, Relationship)
        return ContactDraft(self.name.text(), relationship, self.email.text(), self.phone.text())

    def _submit(self) -> None:
        self.submitted.emit(self.name.text(), self.relationship.current(), self.email.text(), self.phone.text())


class PeoplePage(Section):
    """People, the log form, and the log, newest first."""

    tables = frozenset({"contact", "contact_handle", "application_contact", "activity", "interview_panel"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._drafts: dict[int, str] = {}
        self._people_drafts: dict[int, ContactDraft] = {}
        self.people = RowList[Contact, ContactRow](
            ContactRow, lambda row, contact: row.show_contact(contact), self.tr("Show more people")
        )
        self.log = RowList[Activity, ActivityRow](
            partial(ActivityRow, workspace.clock),
            lambda row, said: row.show_activity(said),
            self.tr("Show earlier ones"),
        )
        self.log_form = ContactLogForm(workspace.clock)
        self.log_form.submitted.connect(self._log)
        self.log_form.summary.textEdited.connect(self._remember)
        self.contact_form = ContactForm()
        self.contact_form.submitted.connect(self._add)
        self.add_button = Button(self.tr("Add"), ButtonKind.SECONDARY, "user-plus")
        self.add_button.setObjectName("people.add")
        self.add_button.setAccessibleName(self.tr("Add a person"))
        self.add_button.clicked.connect(self.start_contact)
        self.log_button = Button(self.tr("Log"), ButtonKind.SECONDARY, "pencil")
        self.log_button.setObjectName("people.log")
        self.log_button.setAccessibleName(self.tr("Log a contact"))
        self.log_button.clicked.connect(self.start_log)
        self._nobody = LookLabel(self.tr("Nobody yet. Panel members of interviews appear here too."), "body", "text2")
        self._nobody.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        page = QWidget()
        column = stack(page, margin=MARGIN)
        self._people_header = SectionHeader(self.tr("People"))
        self._people_header.add_trailing(self.add_button)
        self._log_header = SectionHeader(self.tr("Contact log"))
        self._log_header.add_trailing(self.log_button)
        self.contact_form.hide()
        self.log_form.hide()
        above: tuple[QWidget, ...] = (self.bar, self._people_header, self._nobody, self.people, self.contact_form)
        for widget in above:
            column.addWidget(widget)
        column.addSpacing(8)
        below: tuple[QWidget, ...] = (self._log_header, self.log_form, self.log)
        for widget in below:
            column.addWidget(widget)
        column.addStretch(1)
        self._area = scroll(page, self)
        stack(self).addWidget(self._area)

    def put_away(self, application_id: int) -> None:
        """A person half typed waits, too."""
        self._people_drafts[application_id] = self.contact_form.draft()

    def start_over(self) -> None:
        """Another application: what was typed for it before."""
        assert self.application is not None
        self.people.start_over()
        self.log.start_over()
        self.log_form.start_over(self._drafts.get(self.application.id, ""))
        self.contact_form.start_over(self._people_drafts.pop(self.application.id, None))
        self.contact_form.hide()
        self.log_form.hide()

    def refresh(self) -> None:
        """Show people and log as they are kept."""
        assert self.application is not None
        people = contacts.list_contacts(self.workspace, self.application.id)
        said = contacts.list_activities(self.workspace, self.application.id)
        self.people.set_things(people)
        self.log.set_things(said)
        self._people_header.set_count(len(people) or None)
        self._log_header.set_count(len(said) or None)
        self._nobody.setVisible(not people)
        self.log_form.set_people(people)

    def _remember(self, text: str) -> None:
        """What was typed and not logged waits while other applications are looked at."""
        assert self.application is not None
        self._drafts[self.application.id] = text

    def start_contact(self) -> None:
        """Show the form for a person."""
        self.contact_form.show()
        self.contact_form.name.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self._area, self.contact_form)

    def start_log(self) -> None:
        """Be ready to log a contact; without anybody yet, a person comes first."""
        if not isinstance(self.log_form.who.current(), int):
            self.start_contact()
            return
        self.log_form.show()
        self.log_form.summary.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self._area, self.log_form)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form it was typed in first."""
        for form, button in ((self.log_form, self.log_button), (self.contact_form, self.add_button)):
            if event.key() == Qt.Key.Key_Escape and form.isAncestorOf(self.focusWidget() or self):
                form.hide()
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        super().keyPressEvent(event)

    def _add(self, name: str, relationship: Relationship, email: str, phone: str) -> None:
        assert self.application is not None
        emails, phones = [email] if email.strip() else [], [phone] if phone.strip() else []
        application = self.application

        def write() -> None:
            added.append(
                contacts.add_contact(
                    self.workspace,
                    name,
                    relationship=relationship,
                    emails=emails,
                    phones=phones,
                    application_id=application.id,
                )
            )

        added: list[int] = []
        try:
            label = self.keep_change(write)
        except Refusal as refusal:
            self.contact_form.name_field.show_error(str(refusal))
            self.note_refusal(refusal)
            return
        self.contact_form.start_over()
        self.contact_form.hide()
        self.log_form.who.set_current(added[0])
        self.changed.emit(label)
        self.start_log()

    def _log(self, logged: LoggedContact) -> None:
        assert self.application is not None
        write = partial(
            contacts.log_activity,
            self.workspace,
            logged.contact_id,
            logged.channel,
            logged.direction,
            logged.summary,
            application_id=self.application.id,
            happened_at=logged.happened_at,
            promised_by=logged.promised_by,
            due_on=logged.due_on,
        )
        try:
            label = self.keep_change(write)
        except Refusal as refusal:
            self.log_form.summary_field.show_error(str(refusal))
            self.note_refusal(refusal)
            return
        self._drafts.pop(self.application.id, None)
        self.log_form.start_over()
        self.log_form.hide()
        self.log_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(label)
