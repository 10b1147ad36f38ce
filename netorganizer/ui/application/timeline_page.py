"""The timeline: everything that was changed, each with the way back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netorganizer.domain.errors import Refusal
from netorganizer.services import contacts
from netorganizer.ui.application.section import MARGIN, Section, scroll, stack
from netorganizer.ui.application.words import moment_words
from netorganizer.ui.widgets.buttons import Button, ButtonKind
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from netorganizer.domain.application import Application
    from netorganizer.domain.change import Change, ChangeNotice
    from netorganizer.domain.clock import Clock
    from netorganizer.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A change, and what was said where it logged a contact."""

    change: Change
    summary: str


class TimelineRow(QWidget):
    """What, when, and Revert; a refusal to revert stands below."""

    revert_requested = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._change_id = 0
        self._label = LookLabel("", "body", "text")
        self._summary = LookLabel("", "secondary", "text2")
        self._when = LookLabel("", "meta", "text3")
        self._error = LookLabel("", "secondary", "danger")
        for label in (self._label, self._summary, self._error):
            label.setWordWrap(True)
        self.revert_button = Button(self.tr("Revert"), ButtonKind.QUIET)
        self.revert_button.clicked.connect(lambda: self.revert_requested.emit(self._change_id))
        self.setFocusProxy(self.revert_button)
        words = QWidget()
        column = stack(words, spacing=1)
        for label in (self._label, self._summary, self._when):
            column.addWidget(label)
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 6, 0, 0)
        beside.addWidget(words, 1)
        beside.addWidget(self.revert_button, 0, Qt.AlignmentFlag.AlignTop)
        outer = stack(self, spacing=2)
        outer.addLayout(beside)
        outer.addWidget(self._error)
        self._error.hide()

    def show_entry(self, entry: TimelineEntry) -> None:
        """Show this entry."""
        change = entry.change
        if change.id != self._change_id:
            self.show_error("")
        self._change_id = change.id
        self._label.setText(change.label)
        self._label.set_color("text3" if change.undone else "text")
        self._summary.setText(entry.summary)
        self._summary.setVisible(bool(entry.summary))
        when = moment_words(change.at, self._clock)
        self._when.setText(self.tr("{when} · undone").format(when=when) if change.undone else when)
        self.revert_button.setVisible(not change.undone)
        self.revert_button.setAccessibleName(self.tr("Revert: {label}").format(label=change.label))

    @property
    def change_id(self) -> int:
        """The id of the change."""
        return self._change_id

    @property
    def words(self) -> str:
        """What the row says happened."""
        return self._label.text()

    @property
    def error(self) -> str:
        """Why the change could not be reverted, if it was tried."""
        return self._error.text()

    def show_error(self, text: str) -> None:
        """Say why it could not be reverted."""
        self._error.setText(text)
        self._error.setVisible(bool(text))


class TimelinePage(Section):
    """The changes of the application, newest first."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        page = QWidget()
        column = stack(page, margin=MARGIN)
        self.list = RowList[TimelineEntry, TimelineRow](
            self._make_row, lambda row, entry: row.show_entry(entry), self.tr("Show earlier changes")
        )
        column.addWidget(self.bar)
        column.addWidget(self.list)
        column.addStretch(1)
        stack(self).addWidget(scroll(page, self))

    def _make_row(self) -> TimelineRow:
        row = TimelineRow(self.workspace.clock)
        row.revert_requested.connect(partial(self._revert, row))
        return row

    def start_over(self) -> None:
        """Another application: its newest changes."""
        self.list.start_over()

    def follow(self, notice: ChangeNotice) -> None:
        """Every change may be one of this application's."""
        del notice
        self.mark_stale()

    def refresh(self) -> None:
        """Show the changes as they stand."""
        assert self.application is not None
        self.list.set_things(list_entries(self.workspace, self.application))

    def _revert(self, row: TimelineRow, change_id: int) -> None:
        try:
            label = self.keep_change(lambda: self.workspace.revert(change_id))
        except Refusal as refusal:
            row.show_error(str(refusal))
            self.spoken.emit(str(refusal))
            return
        self.changed.emit(label)


def list_entries(workspace: Workspace, application: Application) -> list[TimelineEntry]:
    """The changes of an application, newest first, with what was said at logged contacts."""
    said = {
        (activity.happened_at, f"Log {activity.channel} with {activity.contact_name}"): activity.summary
        for activity in contacts.list_activities(workspace, application.id)
    }
    return [
        TimelineEntry(change, said.get((change.at, change.label), "")) for change in workspace.history(application.id)
    ]
