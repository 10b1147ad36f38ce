"""The closed tray: where applications end, one target per outcome while cards are dragged."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from netorganizer.domain.pipeline import Outcome
from netorganizer.ui.board.card_delegate import CardDelegate
from netorganizer.ui.board.column import COLLAPSED, PREFERRED, SidewaysLabel
from netorganizer.ui.board.column_model import ColumnModel
from netorganizer.ui.board.column_view import ColumnView
from netorganizer.ui.icons import icon
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


class OutcomeTargets(QFrame):
    """The five targets, over the tray and what is beside it, so that nothing moves under the pointer.

    They come when cards are held over the tray and go when they leave.
    """

    def __init__(self, tray: QWidget) -> None:
        super().__init__(tray)
        self._tray = tray
        self.setObjectName("closedTray.targets")
        self.hovered_outcome = ""
        self._targets: list[OutcomeTarget] = []
        self.hide()

    def _build(self) -> None:
        """The targets, when cards are first held over the tray."""
        words = {
            Outcome.ACCEPTED: self.tr("Accepted"),
            Outcome.DECLINED: self.tr("Declined"),
            Outcome.REJECTED: self.tr("Rejected"),
            Outcome.WITHDRAWN: self.tr("Withdrawn"),
            Outcome.GHOSTED: self.tr("Ghosted"),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 6)
        column.setSpacing(0)
        heading = LookLabel(self.tr("Close as"), "title", "text")
        heading.setContentsMargins(14, 0, 14, 6)
        column.addWidget(heading)
        self._targets = [OutcomeTarget(outcome, word, self) for outcome, word in words.items()]
        for target in self._targets:
            column.addWidget(target)
        column.addStretch(1)

    def hover(self, position: QPoint) -> bool:
        """Cards are held at a global position; returns whether they are over the tray or its targets."""
        over_tray = self._tray.rect().contains(self._tray.mapFromGlobal(position))
        over_targets = not self.isHidden() and self.rect().contains(self.mapFromGlobal(position))
        if over_tray and self.isHidden():
            self._come()
        elif not over_tray and not over_targets:
            self.go()
        self.hovered_outcome = ""
        for target in self._targets:
            is_hovered = over_targets and target.rect().contains(target.mapFromGlobal(position))
            target.set_hovered(is_hovered)
            if is_hovered:
                self.hovered_outcome = target.outcome.value
        return over_tray or over_targets

    def _come(self) -> None:
        host = self._tray.parentWidget()
        assert host is not None
        if self.parentWidget() is not host:
            self.setParent(host)
        if not self._targets:
            self._build()
        width = current_look().px(PREFERRED)
        tray = self._tray.geometry()
        self.setGeometry(tray.right() + 1 - width, tray.top(), width, tray.height())
        self.show()
        self.raise_()

    def go(self) -> None:
        """Hide; nothing is hovered."""
        self.hovered_outcome = ""
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A raised sheet."""
        theme = current_look().theme
        draw_surface(begin(self), QRectF(self.rect()), 10, theme.raised, theme.border_strong)


class ClosedTray(QFrame):
    """A narrow strip with the number of closed applications; it opens to their list, newest first.

    ``targets`` show themselves while cards are dragged over it.
    """

    def __init__(self, model: ColumnModel, delegate: CardDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("closedTray")
        self.setAccessibleName(self.tr("Closed"))
        self.is_open = False
        self.view = ColumnView(model, delegate)
        self.view.setObjectName("closedTray.list")
        self.view.setAccessibleName(self.tr("Closed"))
        self._count = LookLabel("", "figures", "text3")
        self._toggle = IconButton("chevron-left", self.tr("Show closed applications"))
        self._toggle.setObjectName("closedTray.toggle")
        self._toggle.clicked.connect(lambda: self.set_open(not self.is_open))
        self._sideways = SidewaysLabel(self.tr("Closed"))
        self._title = LookLabel(self.tr("Closed"), "title", "text")
        self.targets = OutcomeTargets(self)
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
        layout.addWidget(self.view, 1)
        layout.addStretch(0)
        for signal in (model.rowsInserted, model.rowsRemoved):
            signal.connect(self._show_count)
        self.set_open(False)
        self._show_count()

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
        self._toggle.setIcon(icon("chevron-right" if is_open else "chevron-left"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The same well as a column's."""
        theme = current_look().theme
        draw_surface(begin(self), QRectF(self.rect()), 10, theme.column, None if theme.tints else theme.border_strong)
