"""The interviews tab: what is booked, what to mind about it, and the form for more."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from netorganizer.domain.clock import find_zone
from netorganizer.domain.errors import Invalid, Refusal
from netorganizer.domain.onsite import next_weekday
from netorganizer.domain.pipeline import STAGE_NAMES, InterviewStatus, Stage
from netorganizer.services import interviews, onsite
from netorganizer.ui.application.interview_form import InterviewForm
from netorganizer.ui.application.section import MARGIN, Section, bring_into_view, scroll, stack
from netorganizer.ui.application.words import interview_time, status_words
from netorganizer.ui.icons import icon
from netorganizer.ui.widgets.buttons import Button, ButtonKind, IconButton
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.flow_layout import FlowLayout
from netorganizer.ui.widgets.inline_bar import InlineBar
from netorganizer.ui.widgets.labels import SectionHeader
from netorganizer.ui.widgets.row_list import laid_out_once
from netorganizer.ui.widgets.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Callable

    from netorganizer.domain.clock import Clock
    from netorganizer.domain.interview import Interview
    from netorganizer.domain.playbook import InterviewDefaults
    from netorganizer.services.interviews import InterviewFields
    from netorganizer.services.workspace import Workspace
    from netorganizer.ui.application.interview_draft import InterviewDraft

_FIRST_TIME = time(10)
_LIVE = (InterviewStatus.TENTATIVE, InterviewStatus.CONFIRMED)


class InterviewRow(Surface):
    """One interview in words, with what can be done about it."""

    asked = Signal(int, str)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._interview: Interview | None = None
        self._title = LookLabel("", "body_strong", "text")
        self._when = LookLabel("", "body", "text")
        self._facts = LookLabel("", "secondary", "text2")
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self._title, self._when, self._facts):
            label.setWordWrap(True)
            self.column.addWidget(label)
        self.edit_button = Button(self.tr("Edit"), ButtonKind.SECONDARY, "pencil")
        self.confirm_button = Button(self.tr("Confirm"), ButtonKind.SECONDARY, "check")
        self.more_button = IconButton("ellipsis", self.tr("More about this interview"))
        self.edit_button.clicked.connect(partial(self._ask, "edit"))
        self.confirm_button.clicked.connect(partial(self._ask, "confirm"))
        self.more_button.clicked.connect(self._show_menu)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.edit_button, self.confirm_button, self.more_button):
            flow.addWidget(button)
        self.column.addWidget(buttons)

    def show_interview(self, interview: Interview) -> None:
        """Show this interview."""
        self._interview = interview
        is_live = interview.is_live
        self._title.setText(f"{interview.title} · {status_words()[interview.status]}")
        self._title.set_color("text" if is_live else "text2")
        self._when.setText(interview_time(interview, self._clock))
        self._when.setToolTip(interview.zone)
        self._when.setAccessibleDescription(interview.zone)
        self._when.set_color("text" if is_live else "text2")
        where = STAGE_NAMES[interview.stage]
        if interview.round:
            where = self.tr("{stage}, round {number}").format(stage=where, number=interview.round)
        people = ", ".join(person.name for person in interview.panel)
        self._facts.setText("\n".join(filter(None, (where, people, interview.link, interview.place))))
        self.confirm_button.setVisible(interview.status is InterviewStatus.TENTATIVE)
        for button, verb in (
            (self.edit_button, self.tr("Edit: {title}")),
            (self.confirm_button, self.tr("Confirm: {title}")),
            (self.more_button, self.tr("More about {title}")),
        ):
            button.setAccessibleName(verb.format(title=interview.title))

    @property
    def words(self) -> str:
        """Everything the row says."""
        return "\n".join((self._title.text(), self._when.text(), self._facts.text()))

    def _ask(self, verb: str) -> None:
        if self._interview is not None:
            self.asked.emit(self._interview.id, verb)

    def _show_menu(self) -> None:
        menu = self.make_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def make_menu(self) -> QMenu:
        """What can be done about the interview besides editing it."""
        menu = QMenu(self)
        menu.setObjectName("interview.menu")
        if self._interview is not None and self._interview.status in _LIVE:
            menu.addAction(icon("printer"), self.tr("Prep pack…"), partial(self._ask, "pack"))
        menu.addAction(icon("calendar-days"), self.tr("Export to calendar…"), partial(self._ask, "export"))
        if self._interview is not None and self._interview.is_live:
            menu.addAction(icon("circle-x"), self.tr("Cancel interview"), partial(self._ask, "cancel"))
        else:
            menu.addAction(icon("rotate-ccw"), self.tr("Not cancelled after all"), partial(self._ask, "confirm"))
        menu.addSeparator()
        menu.addAction(icon("trash-2"), self.tr("Move to the trash"), partial(self._ask, "trash"))
        return menu


class InterviewsPage(Section):
    """Warnings, the interviews by time, and the form where it is asked for."""

    tables = frozenset({"application", "interview", "interview_panel", "contact"})
    export_requested = Signal(int)
    pack_requested = Signal(int)
    plan_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.rows: list[InterviewRow] = []
        # By application and interview (0: a new one).
        self._drafts: dict[tuple[int, int], InterviewDraft] = {}
        self.form = InterviewForm(workspace.clock)
        self.form.hide()
        self.form.add_requested.connect(self._add)
        self.form.edited.connect(self._edit)
        self.form.stage_chosen.connect(self._suggest)
        self.form.closed.connect(self._finish_form)
        self.warning_bars: list[InlineBar] = []
        self.add_button = Button(self.tr("Add"), ButtonKind.SECONDARY, "calendar-plus")
        self.add_button.setObjectName("interviews.add")
        self.add_button.setAccessibleName(self.tr("Add an interview"))
        self.add_button.clicked.connect(self.start_interview)
        self.plan_button = Button(self.tr("Plan on-site…"), ButtonKind.SECONDARY, "calendar-clock")
        self.plan_button.setObjectName("interviews.plan")
        self.plan_button.clicked.connect(self.plan_requested)
        self._none = LookLabel(
            self.tr("No interviews yet. Add the first one, or press I on the card."), "body", "text2"
        )
        self._none.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        page = QWidget()
        column = stack(page, margin=MARGIN)
        self._header = SectionHeader(self.tr("Interviews"))
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.add_button)
        flow.addWidget(self.plan_button)
        self._warnings, self._list = QWidget(), QWidget()
        stack(self._warnings)
        stack(self._list)
        widgets: tuple[QWidget, ...] = (
            *(self._header, buttons, self.bar, self.form),
            *(self._warnings, self._none, self._list),
        )
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        self._area = scroll(page, self)
        stack(self).addWidget(self._area)

    # Showing

    def put_away(self, application_id: int) -> None:
        """A form that is half filled comes back when it is opened again."""
        if not self.form.isHidden() and self.form.is_pending():
            self._drafts[application_id, self.form.booked_id()] = self.form.draft()

    def start_over(self) -> None:
        """Another application: its interviews, no form."""
        self.form.hide()

    def refresh(self) -> None:
        """Show the interviews as they are kept."""
        assert self.application is not None
        found = interviews.list_interviews(self.workspace, self.application.id)
        self._header.set_count(len(found) or None)
        self._none.setVisible(not found)
        with laid_out_once(self._list):
            self._show_rows(self._coming_first(found))
        with laid_out_once(self._warnings):
            self._show_warnings()
        edited = next((each for each in found if each.id == self.form.booked_id()), None)
        if edited is not None and not self.form.isHidden():
            self.form.show_booked(edited)
        elif self.form.booked_id():
            self.form.hide()

    def _coming_first(self, found: list[Interview]) -> list[Interview]:
        """What is still to come by time, then what has been, the newest first."""
        now = self.workspace.clock.now()
        coming = [each for each in found if each.ends_at > now]
        return coming + [each for each in reversed(found) if each.ends_at <= now]

    def _show_rows(self, found: list[Interview]) -> None:
        layout = self._list.layout()
        assert layout is not None
        while len(self.rows) < len(found):
            row = InterviewRow(self.workspace.clock)
            row.asked.connect(self._act)
            self.rows.append(row)
            layout.addWidget(row)
        for row, interview in zip(self.rows, found, strict=False):
            row.show_interview(interview)
            row.show()
        for row in self.rows[len(found) :]:
            row.hide()

    def _show_warnings(self) -> None:
        assert self.application is not None
        warnings = onsite.list_warnings(self.workspace, self.application.id)
        layout = self._warnings.layout()
        assert layout is not None
        while len(self.warning_bars) < len(warnings):
            bar = InlineBar()
            self.warning_bars.append(bar)
            layout.addWidget(bar)
        for bar, warning in zip(self.warning_bars, warnings, strict=False):
            bar.show_message(warning.text, tone="warn")
        for bar in self.warning_bars[len(warnings) :]:
            bar.hide()

    # Adding and editing

    def start_interview(self) -> None:
        """The form for a new interview: as far as it was typed before, else as the playbook suggests."""
        assert self.application is not None
        if self.form.isHidden() or self.form.booked_id():
            if self._keep_form():
                return
            self.put_away(self.application.id)
            draft = self._drafts.pop((self.application.id, 0), None)
            if draft is not None:
                self.form.show_draft(draft, self._defaults(draft.stage))
            else:
                self._begin_new()
        self._open_form()

    def _begin_new(self) -> None:
        """Filled from the playbook and from what is booked."""
        assert self.application is not None
        clock = self.workspace.clock
        booked = interviews.list_interviews(self.workspace, self.application.id)
        zone = booked[-1].zone if booked else clock.zone_name
        day = next_weekday(clock.today())
        starts_at = datetime.combine(day, _FIRST_TIME, find_zone(zone))
        stage = self.application.stage if self.application.stage is not Stage.SAVED else Stage.RECRUITER_CALL
        self.form.start_new(stage, starts_at, zone, self._defaults(stage))

    def _defaults(self, stage: Stage) -> InterviewDefaults:
        assert self.application is not None
        playbook = self.workspace.playbooks.find(self.application.playbook)
        return playbook.interview_defaults(stage, role_group=self.application.role_group)

    def _suggest(self, stage: Stage) -> None:
        self.form.show_defaults(self._defaults(stage))

    def edit_interview(self, interview_id: int) -> None:
        """The form on a booked interview."""
        assert self.application is not None
        if self._keep_form():
            return
        try:
            booked = interviews.get_interview(self.workspace, interview_id)
        except Refusal as refusal:
            self._tell(refusal, {})
            return
        self.put_away(self.application.id)
        self.form.show_booked(booked)
        draft = self._drafts.pop((self.application.id, interview_id), None)
        if draft is not None:
            self.form.show_times(draft)
        self._open_form()

    def _open_form(self) -> None:
        self.form.show()
        self.form.title.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.form.is_pending():
            self.form.title.selectAll()
        bring_into_view(self._area, self.form.heading)

    def _finish_form(self) -> None:
        """Done keeps; it stays where that cannot be. Cancel throws away."""
        if self.form.booked_id():
            self._leave_form()
        else:
            self._hide_form()

    def _leave_form(self) -> None:
        """Close the form; what is half filled waits."""
        assert self.application is not None
        if not self._keep_form() and not self.form.stop_at_error():
            self.put_away(self.application.id)
            self._hide_form()

    def _hide_form(self) -> None:
        self.form.hide()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_form(self) -> str:
        return "" if self.form.isHidden() else self.keep()

    def commit_typed(self) -> None:
        """Keep the fields of the interview that is being edited."""
        if not self.form.isHidden():
            self.form.keep()

    def unkept_text(self) -> str:
        """The fields of the interview that is being edited."""
        return "" if self.form.isHidden() else self.form.unkept_text()

    def forget_typed(self) -> None:
        """The form closes."""
        self.form.forget_typed()
        self.form.hide()

    def _add(self, fields: InterviewFields) -> None:
        assert self.application is not None
        application_id = self.application.id
        add = partial(interviews.add_interview, self.workspace, application_id, **fields)
        try:
            label = self.keep_change(add)
        except Refusal as refusal:
            self._tell(refusal, fields)
            return
        self.form.settle()
        self._hide_form()
        self.changed.emit(label)

    def _edit(self, fields: InterviewFields) -> None:
        edit = partial(interviews.edit_interview, self.workspace, self.form.booked_id(), **fields)
        try:
            self.keep_change(edit)
        except Refusal as refusal:
            self._tell(refusal, fields)
            return
        self.form.title_field.clear_error()
        self.bar.dismiss()

    def _tell(self, refusal: Refusal, fields: InterviewFields) -> None:
        """Beside the field where it is about one, else in the bar."""
        self.note_refusal(refusal)
        if isinstance(refusal, Invalid) and not fields.get("title", "x").strip():
            self.form.title_field.show_error(str(refusal))
        else:
            self.bar.show_message(str(refusal))

    # One interview

    def _act(self, interview_id: int, verb: str) -> None:
        run: dict[str, Callable[[Workspace, int], None]] = {
            "confirm": interviews.confirm_interview,
            "cancel": interviews.cancel_interview,
            "trash": interviews.trash_interview,
        }
        if verb in run:
            self.attempt(partial(run[verb], self.workspace, interview_id))
        elif verb == "edit":
            self.edit_interview(interview_id)
        elif verb == "export":
            self.export_requested.emit(interview_id)
        else:
            self.pack_requested.emit(interview_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form first."""
        if event.key() == Qt.Key.Key_Escape and self.form.isAncestorOf(self.focusWidget() or self):
            self._leave_form()
        else:
            super().keyPressEvent(event)
