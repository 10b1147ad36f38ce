"""The checklist of a stage: ticks, what each item means, and own items."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from netorganizer.services import checklists
from netorganizer.ui.application.section import Section, stack
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.fields import LineField
from netorganizer.ui.widgets.labels import SectionHeader
from netorganizer.ui.widgets.plain_tip import plain_tip
from netorganizer.ui.widgets.row_list import laid_out_once

if TYPE_CHECKING:
    from netorganizer.domain.checklist import ChecklistItem
    from netorganizer.services.workspace import Workspace


class TickBox(QCheckBox):
    """A box without words, all of which can be hit, never smaller than a target may be."""

    def __init__(self) -> None:
        super().__init__()
        self.setStyleSheet("QCheckBox { min-height: 24px; spacing: 0px; }")

    def sizeHint(self) -> QSize:
        """The box and a little around it."""
        side = max(24, current_look().px(26))
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never smaller."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Anywhere."""
        return self.rect().contains(position)


class CheckRow(QWidget):
    """A box with words that may take several lines, and the details below until it is ticked."""

    ticked = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.box = TickBox()
        self._words = LookLabel("", "body", "text")
        self._details = LookLabel("", "secondary", "text2")
        for label in (self._words, self._details):
            label.setWordWrap(True)
            label.installEventFilter(self)
            label.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words.setBuddy(self.box)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.setContentsMargins(4, 4, 0, 0)
        beside.addWidget(self._words)
        beside.addWidget(self._details)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)
        self.box.clicked.connect(lambda is_on: self.ticked.emit(self._key, is_on))

    def show_item(self, item: ChecklistItem) -> None:
        """Show this item."""
        self._key = item.key
        is_on = item.ticked_at is not None
        self.box.setChecked(is_on)
        self.box.setAccessibleName(item.text)
        self.box.setAccessibleDescription(item.detail)
        self._words.setText(item.text)
        self._words.set_color("text2" if is_on else "text")
        self._details.setText("\n".join(f"– {line}" for line in item.detail.splitlines()))
        self._details.setVisible(bool(item.detail) and not is_on)
        self.setToolTip(plain_tip(item.detail) if is_on else "")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Clicking the words ticks, too."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self.box.click()
            return True
        return False


class ChecklistBox(Section):
    """The items of the stage where the application is, and a line to add one."""

    tables = frozenset({"application", "checklist_item", "own_playbook"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.rows: list[CheckRow] = []
        self._header = SectionHeader(self.tr("Checklist"))
        self.add_line = LineField(self.tr("Add a checklist item"), self.tr("Add an item…"))
        self.add_line.setObjectName("checklist.add")
        self.add_line.committed.connect(self._add)
        self._list = QWidget()
        stack(self._list, spacing=6)
        column = stack(self)
        for widget in (self._header, self.bar, self._list, self.add_line):
            column.addWidget(widget)

    def start_over(self) -> None:
        """Nothing typed belongs to another application."""
        self.add_line.give_up()

    def commit_typed(self) -> None:
        """Keep the item that was being typed."""
        self.add_line.commit()

    def refresh(self) -> None:
        """Show the items as they are kept."""
        assert self.application is not None
        items = checklists.list_checklist(self.workspace, self.application.id)
        done = sum(item.ticked_at is not None for item in items)
        self._header.set_count(f"{done}/{len(items)}" if items else None)
        with laid_out_once(self._list):
            self._show_rows(items)

    def _show_rows(self, items: list[ChecklistItem]) -> None:
        layout = self._list.layout()
        assert layout is not None
        while len(self.rows) < len(items):
            row = CheckRow()
            row.ticked.connect(self._tick)
            self.rows.append(row)
            layout.addWidget(row)
        for row, item in zip(self.rows, items, strict=False):
            row.show_item(item)
            row.show()
        for row in self.rows[len(items) :]:
            row.hide()

    def _tick(self, key: str, is_on: bool) -> None:
        assert self.application is not None
        write = checklists.tick_item if is_on else checklists.untick_item
        self.attempt(partial(write, self.workspace, self.application.id, key), is_quiet=True)
        self.refresh()

    def _add(self, text: str) -> None:
        assert self.application is not None
        if self.attempt(partial(checklists.add_item, self.workspace, self.application.id, text), is_quiet=True):
            self.add_line.settle("")
            self.add_line.clear()
