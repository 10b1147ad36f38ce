"""Interviews on their way into a calendar program: what, what will be in it, and where to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from netorganizer.domain.errors import Refusal
from netorganizer.domain.onsite import day_numbers
from netorganizer.domain.pipeline import InterviewStatus
from netorganizer.services import calendars, interviews
from netorganizer.services.calendars import CalendarExport, CalendarSelection
from netorganizer.ui.application.dialog import PanelDialog
from netorganizer.ui.application.words import interview_time, short_day, translate
from netorganizer.ui.widgets.buttons import Button, ButtonKind
from netorganizer.ui.widgets.choice_button import ChoiceButton
from netorganizer.ui.widgets.fields import Field

if TYPE_CHECKING:
    from netorganizer.domain.application import Application
    from netorganizer.domain.interview import Interview
    from netorganizer.services.workspace import Workspace

_MOST_LISTED = 6


class ExportDialog(PanelDialog):
    """Chooses between one interview, an on-site day, the application and everything."""

    def __init__(
        self, workspace: Workspace, application: Application | None, interview_id: int, parent: QWidget
    ) -> None:
        super().__init__(translate("Application", "Export to calendar"), parent)
        self.setObjectName("exportPopover")
        self._workspace = workspace
        self._export: CalendarExport | None = None
        self.what = ChoiceButton(self.tr("What to export"))
        self.what.setObjectName("exportPopover.what")
        choices = list_choices(workspace, application)
        self.what.set_choices(choices, _first_choice(choices, application, interview_id))
        self.what.chosen.connect(self._show)
        self.column.addWidget(Field(self.tr("What to export"), self.what))
        self._content = self.add_words("text")
        self._name = self.add_words()
        privacy = self.add_words()
        privacy.setText(self.tr("The file contains no attendees: nobody will be mailed."))
        self.save_button = Button(self.tr("Save as…"), ButtonKind.PRIMARY, "download")
        self.save_button.setObjectName("exportPopover.save")
        self.save_button.clicked.connect(self._ask_where)
        self.close_button = self.add_buttons(self.save_button, close_words=self.tr("Close"))
        self._show()
        self.what.setFocus()

    @property
    def content(self) -> str:
        """What the dialog says will be in the file."""
        return self._content.text()

    def _show(self) -> None:
        selection = self.what.current()
        assert isinstance(selection, CalendarSelection)
        try:
            self._export = calendars.collect_calendar(self._workspace, selection)
        except Refusal as refusal:
            self._export = None
            self._content.setText(str(refusal))
            self._name.clear()
        else:
            self.bar.dismiss()
            self._content.setText(self._words(self._export))
            self._name.setText(self.tr("File name: {name}").format(name=calendars.suggest_file_name(self._export)))
        self.save_button.setEnabled(self._export is not None)

    def _words(self, export: CalendarExport) -> str:
        found, gone = export.interviews, len(export.tombstones)
        clock = self._workspace.clock
        lines = [_line(each, interview_time(each, clock)) for each in found[:_MOST_LISTED]]
        if len(found) > _MOST_LISTED:
            lines.append(self.tr("and %n more", "", len(found) - _MOST_LISTED))
        if gone == 1:
            lines.append(self.tr("1 that is gone here: your calendar is told to take it away"))
        elif gone:
            lines.append(self.tr("%n that are gone here: your calendar is told to take them away", "", gone))
        return "\n".join(f"• {line}" for line in lines)

    def _ask_where(self) -> None:
        assert self._export is not None
        name = calendars.suggest_file_name(self._export)
        self.ask_file(self.tr("Save the calendar file"), name, self.tr("Calendar (*.ics)"), self._save)

    def _save(self, target: str) -> None:
        selection = self.what.current()
        assert isinstance(selection, CalendarSelection)
        try:
            export = calendars.export_calendar(self._workspace, selection, target, force=True)
        except Refusal as refusal:
            self.bar.show_message(str(refusal))
            return
        name = Path(target).name
        if export.events == 1:
            words = self.tr("{name} was saved with 1 event.").format(name=name)
        else:
            words = self.tr("{name} was saved with %n events.", "", export.events).format(name=name)
        self.bar.show_message(words, tone="ok")
        self.close_button.setFocus()


def _line(interview: Interview, when: str) -> str:
    cancelled = translate("Application", "cancelled")
    mark = f" ({cancelled})" if interview.status is InterviewStatus.CANCELLED else ""
    return f"{interview.company}: {interview.title}{mark}, {when}"


def list_choices(workspace: Workspace, application: Application | None) -> list[tuple[CalendarSelection, str]]:
    """What can be exported: each interview, each on-site day, the application, everything."""
    choices: list[tuple[CalendarSelection, str]] = []
    if application is not None:
        found = interviews.list_interviews(workspace, application.id)
        choices.append((CalendarSelection(application_id=application.id), application.name))
        for day, number in day_numbers(found).items():
            words = translate("Application", "On-site day {number}, {day}").format(number=number, day=short_day(day))
            choices.append((CalendarSelection(application_id=application.id, onsite_day=number), words))
        for each in found:
            words = translate("Application", "Only “{title}”, {day}").format(title=each.title, day=short_day(each.day))
            choices.append((CalendarSelection(interview_id=each.id), words))
    choices.append((CalendarSelection(), translate("Application", "Everything, all applications")))
    return choices


def _first_choice(
    choices: list[tuple[CalendarSelection, str]], application: Application | None, interview_id: int
) -> CalendarSelection:
    if interview_id:
        return CalendarSelection(interview_id=interview_id)
    return choices[0][0] if application is not None else CalendarSelection()
