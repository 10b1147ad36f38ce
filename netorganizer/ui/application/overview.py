"""The overview: what comes next, the checklist, and the facts of the application."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netorganizer.domain.errors import Refusal
from netorganizer.domain.pipeline import InterviewStatus, Outcome
from netorganizer.services import applications, board, interviews
from netorganizer.ui.application.checklist import ChecklistBox
from netorganizer.ui.application.section import MARGIN, Section, scroll, stack
from netorganizer.ui.application.words import interview_time, outcome_words
from netorganizer.ui.widgets.buttons import Button, ButtonKind, IconButton
from netorganizer.ui.widgets.choice_button import ChoiceButton
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.fields import Field, LineField
from netorganizer.ui.widgets.flow_layout import FlowLayout
from netorganizer.ui.widgets.labels import SectionHeader
from netorganizer.ui.widgets.moment_fields import OptionalDayField

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from netorganizer.domain.application import Application
    from netorganizer.services.workspace import Workspace

_COMING = (InterviewStatus.TENTATIVE, InterviewStatus.CONFIRMED)


class Overview(Section):
    """What is enough most of the time. Every line is kept by Enter or by leaving it."""

    tables = frozenset({"application", "interview", "interview_panel", "contact", "checklist_item", "own_playbook"})
    pack_requested = Signal()
    interviews_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.next_action = LineField(self.tr("Next action"), self.tr("What has to happen next"))
        self.next_action.setObjectName("detail.next_action")
        self.next_on = OptionalDayField(self.tr("Day of the next action"), self.tr("Set a day"))
        self.next_on.setObjectName("detail.next_on")
        self.next_on.start_on = workspace.clock.today
        self.next_on.committed.connect(self._set_next_day)
        self.checklist = ChecklistBox(workspace)
        self.checklist.changed.connect(self.changed)
        self.checklist.spoken.connect(self.spoken)
        self.coming = ComingInterview()
        self.coming.pack_button.clicked.connect(self.pack_requested)
        self.coming.all_button.clicked.connect(self.interviews_requested)
        self.applied_on = OptionalDayField(self.tr("Applied on"), self.tr("Set a day"))
        self.applied_on.start_on = workspace.clock.today
        self.applied_on.committed.connect(self._set_applied_day)
        self.playbook = ChoiceButton(self.tr("Playbook"))
        self.playbook.setObjectName("detail.playbook")
        self.playbook.chosen.connect(self._set_playbook)
        self.open_link = IconButton("external-link", self.tr("Open the link"))
        self.open_link.clicked.connect(self._open_link)
        self.lines = self._make_lines()
        self.closing = ClosingForm()
        self._closing_drafts: dict[int, tuple[Outcome, str]] = {}
        self.closing.submitted.connect(self._close)
        self._lay_out()

    def _make_lines(self) -> dict[str, LineField]:
        lines = {
            "next_action": self.next_action,
            "company": LineField(self.tr("Company")),
            "role": LineField(self.tr("Role")),
            "url": LineField(self.tr("Link"), "https://"),
            "location": LineField(self.tr("Location")),
            "source": LineField(self.tr("Source"), self.tr("Where you found it, or who referred you")),
        }
        for name, line in lines.items():
            line.setObjectName(f"detail.{name}")
            line.committed.connect(partial(self._set_line, name))
        return lines

    def _lay_out(self) -> None:
        page = QWidget()
        column = stack(page, margin=MARGIN, spacing=8)
        column.addWidget(self.bar)
        self._fields = {"next_action": Field(self.tr("Next"), self.next_action)}
        column.addWidget(self._fields["next_action"])
        column.addWidget(self.next_on)
        column.addSpacing(8)
        column.addWidget(self.coming)
        column.addWidget(self.checklist)
        column.addSpacing(8)
        column.addWidget(SectionHeader(self.tr("Details")))
        for name in ("company", "role", "url", "location", "source"):
            field = self._fields[name] = Field(self.lines[name].accessibleName(), self.lines[name])
            column.addWidget(self._with_link_button(field) if name == "url" else field)
        column.addWidget(Field(self.tr("Applied on"), self.applied_on))
        column.addWidget(Field(self.tr("Playbook"), self.playbook))
        column.addSpacing(8)
        column.addWidget(self.closing)
        column.addStretch(1)
        stack(self).addWidget(scroll(page, self))

    def _with_link_button(self, field: Field) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(field, 1)
        row.addWidget(self.open_link, 0, Qt.AlignmentFlag.AlignBottom)
        return both

    # Showing

    def show_application(self, application: Application) -> None:
        """The checklist goes first: the one it has may be gone for good."""
        self.checklist.show_application(application)
        super().show_application(application)

    def put_away(self, application_id: int) -> None:
        """How it ends and why, if that was begun, waits."""
        self._closing_drafts[application_id] = self.closing.draft()

    def start_over(self) -> None:
        """Nothing typed belongs to another application."""
        assert self.application is not None
        for name, line in self.lines.items():
            line.give_up()
            self._fields[name].clear_error()
        self.closing.start_over(*self._closing_drafts.pop(self.application.id, ()))

    def refresh(self) -> None:
        """Show the facts as they are kept."""
        application = self.application
        assert application is not None
        for name, line in self.lines.items():
            line.set_value(getattr(application, name))
        self.next_on.set_value(application.next_on)
        self.applied_on.set_value(application.applied_on)
        self.open_link.setEnabled(QUrl(application.url).scheme() in ("http", "https", "mailto"))
        shelf = self.workspace.playbooks
        self.playbook.set_choices([(each.key, each.name) for each in shelf], shelf.find(application.playbook).key)
        self.closing.setVisible(application.outcome is None)
        self._show_coming(application)
        self.checklist.mark_stale()

    def _show_coming(self, application: Application) -> None:
        clock = self.workspace.clock
        mine = interviews.list_interviews(self.workspace, application.id)
        coming = [each for each in mine if each.status in _COMING and each.ends_at > clock.now()]
        self.coming.setVisible(bool(coming))
        if coming:
            people = ", ".join(person.name for person in coming[0].panel)
            words = "\n".join(filter(None, (interview_time(coming[0], clock), people)))
            self.coming.show_words(coming[0].title, words, coming[0].zone, len(coming) - 1)

    # Keeping

    def commit_typed(self) -> None:
        """Keep every line that was being typed."""
        for line in self.lines.values():
            line.commit()
        for day in (self.next_on, self.applied_on):
            day.commit()
        self.blocked = self.blocked or self.checklist.keep()

    def unkept_text(self) -> str:
        """The lines that are being typed, each after its name."""
        typed = [line for line in (*self.lines.values(), self.checklist.add_line) if line.is_edited()]
        return "\n".join(f"{line.accessibleName()}: {line.text()}" for line in typed)

    def forget_typed(self) -> None:
        """The lines show what is kept again."""
        for line in (*self.lines.values(), self.checklist.add_line):
            line.give_up()

    def _set_line(self, name: str, text: str) -> None:
        assert self.application is not None
        fields: dict[str, str] = {name: text}
        edit: Callable[[], object] = partial(
            applications.edit_application,
            self.workspace,
            self.application.id,
            **fields,  # type: ignore[arg-type]
        )
        try:
            self.keep_change(edit)
        except Refusal as refusal:
            self._fields[name].show_error(str(refusal))
            self.note_refusal(refusal)
            return
        self._fields[name].clear_error()
        kept = applications.get_application(self.workspace, self.application.id)
        self.lines[name].settle(getattr(kept, name))

    def _set_next_day(self, day: date | None) -> None:
        assert self.application is not None
        edit = partial(applications.edit_application, self.workspace, self.application.id, next_on=day)
        if not self.attempt(edit, is_quiet=True):
            self.next_on.set_value(self.application.next_on)

    def _set_applied_day(self, day: date | None) -> None:
        assert self.application is not None
        edit = partial(applications.edit_application, self.workspace, self.application.id, applied_on=day)
        if not self.attempt(edit, is_quiet=True):
            self.applied_on.set_value(self.application.applied_on)

    def _set_playbook(self, key: str) -> None:
        assert self.application is not None
        edit = partial(applications.edit_application, self.workspace, self.application.id, playbook=key)
        self.attempt(edit)
        self.refresh()

    def _close(self, outcome: Outcome, reason: str) -> None:
        assert self.application is not None
        if self.attempt(partial(board.close_applications, self.workspace, [self.application.id], outcome, reason)):
            self.closing.start_over()

    def _open_link(self) -> None:
        if self.application is not None:
            QDesktopServices.openUrl(QUrl(self.application.url))


class ComingInterview(QWidget):
    """The next interview in three lines."""

    def __init__(self) -> None:
        super().__init__()
        self._title = LookLabel("", "body_strong", "text")
        self._words = LookLabel("", "body", "text2")
        for label in (self._title, self._words):
            label.setWordWrap(True)
        self.pack_button = Button(self.tr("Prep pack…"), ButtonKind.SECONDARY, "printer")
        self.all_button = Button("", ButtonKind.QUIET)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.pack_button)
        flow.addWidget(self.all_button)
        column = stack(self, spacing=4)
        column.addWidget(SectionHeader(self.tr("Next interview")))
        for widget in (self._title, self._words, buttons):
            column.addWidget(widget)
        column.addSpacing(8)

    def show_words(self, title: str, words: str, zone: str, others: int) -> None:
        """Show the next one, its time zone's whole name to those who ask, and how many come after it."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setToolTip(zone)
        self._words.setAccessibleDescription(zone)
        if others:
            self.all_button.setText(self.tr("1 more") if others == 1 else self.tr("%n more", "", others))
        else:
            self.all_button.setText(self.tr("Details"))


class ClosingForm(QWidget):
    """Ends an application: how, and why if the person cares to say."""

    submitted = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.outcome = ChoiceButton(self.tr("How it ended"))
        self.outcome.setObjectName("closing.outcome")
        self.outcome.set_choices(list(outcome_words().items()), Outcome.REJECTED)
        self.reason = LineField(self.tr("Reason"), self.tr("Reason, if you like"))
        self.reason.setObjectName("closing.reason")
        self.button = Button(self.tr("Close application"), ButtonKind.SECONDARY)
        self.button.setObjectName("closing.close")
        self.button.clicked.connect(lambda: self.submitted.emit(self.outcome.current(), self.reason.text()))
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(self.outcome)
        flow.addWidget(self.button)
        column = stack(self)
        column.addWidget(SectionHeader(self.tr("Close")))
        column.addWidget(self.reason)
        column.addWidget(row)

    def draft(self) -> tuple[Outcome, str]:
        """What is chosen and typed."""
        outcome = self.outcome.current()
        assert isinstance(outcome, Outcome)
        return outcome, self.reason.text()

    def start_over(self, outcome: Outcome = Outcome.REJECTED, reason: str = "") -> None:
        """Nothing typed yet, or what was typed before."""
        self.reason.setText(reason)
        self.outcome.set_current(outcome)
