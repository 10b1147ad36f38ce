"""The closed tray: where applications end, one target per outcome while cards are dragged."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from netorganizer.domain.pipeline import Outcome
from netorganizer.ui.board.card_delegate import CardDelegate
from netorganizer.ui.board.column import COLLAPSED, PREFERRED, SidewaysLabel
from netorganizer.ui.board.column_model import ColumnModel
from netorganizer.ui.board.column_view import ColumnView
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import IconButton
from netorganizer.ui.widgets.drawing import LookLabel, begin, draw_surface

_TARGET_HEIGHT = 64


class OutcomeTarget(QFrame):
    """Where cards can be dropped to close them with one outcome."""

    def __init__(self, outcome: Outcome, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.outcome = outcome
        self._is_hovered = False
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(LookLabel(words, "title", "text"))
        self.setMinimumHeight(current_look().px(_TARGET_HEIGHT))

    def set_hovered(self, is_hovered: bool) -> None:
        """Look like the place a drop goes to."""
        if is_hovered != self._is_hovered:
            self._is_hovered = is_hovered
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A raised surface, tinted while it is the target."""
        theme = current_look().theme
        fill = theme.selected if self._is_hovered else theme.raised
        border = theme.accent if self._is_hovered else theme.border
        draw_surface(begin(self), QRectF(self.rect()).adjusted(6, 3, -6, -3), 8, fill, border)


class ClosedTray(QFrame):
    """A narrow strip with the number of closed applications; it opens to their list, newest first."""

    opened = Signal(bool)

    def __init__(self, model: ColumnModel, delegate: CardDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("closedTray")
        self.setAccessibleName(self.tr("Closed"))
        self.is_open = False
        self._was_open = False
        self.hovered_outcome = ""
        self.view = ColumnView(model, delegate)
        self.view.setObjectName("closedTray.list")
        self.view.setAccessibleName(self.tr("Closed"))
        self._count = LookLabel("", "figures", "text3")
        self._toggle = IconButton("chevron-left", self.tr("Show closed applications"))
        self._toggle.setObjectName("closedTray.toggle")
        self._toggle.clicked.connect(lambda: self.set_open(not self.is_open))
        self._sideways = SidewaysLabel(self.tr("Closed"))
        self._title = LookLabel(self.tr("Closed"), "title", "text")
        self._targets = self._make_targets()
        header = QHBoxLayout()
        header.setContentsMargins(6, 6, 6, 4)
        header.addWidget(self._toggle)
        header.addWidget(self._title, 1)
        header.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addWidget(self._sideways, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._targets)
        layout.addWidget(self.view, 1)
        layout.addStretch(0)
        self._targets.hide()
        for signal in (model.rowsInserted, model.rowsRemoved):
            signal.connect(self._show_count)
        self.set_open(False)
        self._show_count()

    def _make_targets(self) -> QWidget:
        words = {
            Outcome.ACCEPTED: self.tr("Accepted"),
            Outcome.DECLINED: self.tr("Declined"),
            Outcome.REJECTED: self.tr("Rejected"),
            Outcome.WITHDRAWN: self.tr("Withdrawn"),
            Outcome.GHOSTED: self.tr("Ghosted"),
        }
        targets = QWidget(self)
        column = QVBoxLayout(targets)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for outcome, word in words.items():
            column.addWidget(OutcomeTarget(outcome, word, targets))
        return targets

    def _show_count(self) -> None:
        count = self.view.column_model.rowCount()
        self._count.setText(str(count))
        self._sideways.setText(self.tr("Closed {count}").format(count=count))
        self._sideways.updateGeometry()

    def set_open(self, is_open: bool) -> None:
        """Be the strip, or the list."""
        self.is_open = is_open
        look = current_look()
        self.setFixedWidth(look.px(PREFERRED if is_open else COLLAPSED))
        self.view.setVisible(is_open)
        self._title.setVisible(is_open)
        self._count.setVisible(is_open)
        self._sideways.setVisible(not is_open)
        name = self.tr("Hide closed applications") if is_open else self.tr("Show closed applications")
        self._toggle.setAccessibleName(name)
        self._toggle.setToolTip(name)
        self.opened.emit(is_open)

    def open_targets(self) -> None:
        """Cards are being dragged: show one target per outcome."""
        self._was_open = self.is_open
        self.set_open(True)
        self.view.hide()
        self._targets.show()

    def close_targets(self) -> None:
        """The drag is over."""
        self.hovered_outcome = ""
        self._targets.hide()
        for target in self._targets.findChildren(OutcomeTarget):
            target.set_hovered(False)
        self.set_open(self._was_open)

    def hover(self, position: QPoint) -> None:
        """Light the target under a global position."""
        self.hovered_outcome = ""
        for target in self._targets.findChildren(OutcomeTarget):
            is_hovered = target.rect().contains(target.mapFromGlobal(position))
            target.set_hovered(is_hovered)
            if is_hovered:
                self.hovered_outcome = target.outcome.value

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The same well as a column's."""
        theme = current_look().theme
        draw_surface(begin(self), QRectF(self.rect()), 10, theme.column, None if theme.tints else theme.border_strong)
