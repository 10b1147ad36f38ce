"""One column's list of cards: painting, selecting, and where a press becomes a drag."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView, QWidget

from netorganizer.ui.board.card_delegate import CardDelegate
from netorganizer.ui.board.column_model import APPLICATION_ID_ROLE, ColumnModel
from netorganizer.ui.theme import current_look

NO_ROW = -1
# Above this many cards a column gives every card the same height, so that laying it out costs nothing per card.
_MOST_VARIED_ROWS = 60


class ColumnView(QListView):
    """The list of a column. It turns gestures into requests and lets the board decide.

    ``drag_started`` carries the pressed row and the global position of the press;
    ``drag_moved`` and ``drag_ended`` follow while the button is held. ``press_began`` comes before a press counts.
    ``card_clicked`` comes on release. ``key_pressed`` gives keys that the list
    itself has no use for; whoever takes one accepts the event.
    """

    press_began = Signal()
    focus_left = Signal()
    drag_started = Signal(int, QPoint)
    drag_moved = Signal(QPoint)
    drag_ended = Signal()
    drag_abandoned = Signal()
    key_pressed = Signal(QKeyEvent)
    menu_requested = Signal(QPoint)
    card_clicked = Signal(int)

    def __init__(self, model: ColumnModel, delegate: CardDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column_model = model
        self._delegate = delegate
        self._pressed: QPersistentModelIndex | None = None
        self._press_at = QPoint()
        self._is_dragging = False
        self.insertion_row = NO_ROW
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragEnabled(False)
        self.setMouseTracking(True)
        # Held, because Python's side of the viewport would otherwise be made anew at every look.
        self._surface = self.viewport()
        self._surface.setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        model.rowsInserted.connect(self._choose_heights)
        model.rowsRemoved.connect(self._choose_heights)

    def _choose_heights(self) -> None:
        uniform = self.column_model.rowCount() > _MOST_VARIED_ROWS
        if uniform != self.uniformItemSizes():
            self.setUniformItemSizes(uniform)
            self.scheduleDelayedItemsLayout()

    def application_id_at(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """The application of a row."""
        return int(index.data(APPLICATION_ID_ROLE))

    def selected_ids(self) -> list[int]:
        """The selected applications, top to bottom."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self.column_model.ids[row] for row in rows]

    def current_id(self) -> int | None:
        """The application with the list's focus."""
        index = self.currentIndex()
        return self.application_id_at(index) if index.isValid() else None

    def select_ids(self, ids: Sequence[int]) -> None:
        """Select exactly these of the column's applications; the first becomes current and is scrolled to."""
        rows = [row for row in map(self.column_model.row_of, ids) if row is not None]
        if not rows:
            self.clearSelection()
            return
        # One change of the selection, in runs of rows: each change and each range in it costs as much as all before.
        selection = QItemSelection()
        for first, last in _runs(sorted(rows)):
            selection.append(QItemSelectionRange(self.column_model.index(first), self.column_model.index(last)))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        index = self.column_model.index(rows[0])
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    def insertion_row_at(self, y: int) -> int:
        """The row before which something dropped at height ``y`` of the viewport goes."""
        index = self.indexAt(QPoint(self.viewport().width() // 2, y))
        if not index.isValid():
            rows = self.column_model.rowCount()
            return 0 if rows and y < self.visualRect(self.column_model.index(0)).top() else rows
        return index.row() + (1 if y >= self.visualRect(index).center().y() else 0)

    def show_insertion(self, row: int) -> None:
        """Draw the insertion line before ``row``; :data:`NO_ROW` hides it."""
        if row != self.insertion_row:
            self.insertion_row = row
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin; a press on a selected card must not lose the selection yet."""
        self.press_began.emit()
        if self._is_dragging:
            self._is_dragging = False
            self.drag_abandoned.emit()
            return
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = QPersistentModelIndex(index) if left and index.isValid() else None
        self._press_at = event.globalPosition().toPoint()
        if left and index.isValid() and self.selectionModel().isSelected(index) and not event.modifiers():
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A press soon after a click can begin a drag like any other."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Beyond the threshold a held card becomes a drag."""
        position = event.globalPosition().toPoint()
        if self._is_dragging:
            self.drag_moved.emit(position)
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            travelled = (position - self._press_at).manhattanLength()
            if travelled >= QApplication.startDragDistance() and self._pressed.isValid():
                self._is_dragging = True
                self.drag_started.emit(self._pressed.row(), self._press_at)
                self.drag_moved.emit(position)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop, or finish the click that a press on a selected card put off."""
        pressed, self._pressed = self._pressed, None
        if self._is_dragging:
            self._is_dragging = False
            self.drag_ended.emit()
            return
        index = self.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and pressed is not None and pressed == index:
            if self._delegate.card_painter.menu_rect(self.visualRect(index)).contains(event.position().toPoint()):
                self.menu_requested.emit(event.globalPosition().toPoint())
                return
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.card_clicked.emit(self.application_id_at(index))
        super().mouseReleaseEvent(event)

    def stop_drag(self) -> None:
        """The drag is over although the button may still be held (Esc, lost focus)."""
        self._is_dragging = False
        self._pressed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The board's keys first, then the list's own."""
        event.ignore()
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """No type-ahead: single letters are commands here."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Right click, the Menu key and Shift+F10 show the card's menu."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            position = event.globalPos()
        else:
            position = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        if self.selectedIndexes():
            self.menu_requested.emit(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by keyboard, the first card is current at once."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.column_model.rowCount():
            by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
            flag = QItemSelectionModel.SelectionFlag
            index = self.column_model.index(0)
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect if by_keyboard else flag.NoUpdate)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever carries cards by keyboard must hear of it."""
        super().focusOutEvent(event)
        self.focus_left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the roles' lines elsewhere."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cards, then the insertion line over them."""
        super().paintEvent(event)
        if self.insertion_row != NO_ROW:
            self._paint_insertion()

    def _paint_insertion(self) -> None:
        look = current_look()
        y = max(4, self._insertion_y())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.theme.accent, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(14, y, self.viewport().width() - 12, y)
        painter.setBrush(look.theme.card)
        painter.drawEllipse(QPoint(10, y), 4, 4)
        painter.end()

    def _insertion_y(self) -> int:
        rows = self.column_model.rowCount()
        if rows == 0:
            return 4
        if self.insertion_row < rows:
            return self._row_rect(self.insertion_row).top()
        return self._row_rect(rows - 1).bottom()

    def _row_rect(self, row: int) -> QRect:
        return self.visualRect(self.column_model.index(row))


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Ascending rows as runs without a gap: (first, last)."""
    starts = [row for before, row in pairwise([rows[0] - 2, *rows]) if row != before + 1]
    ends = [row for row, after in pairwise([*rows, rows[-1] + 2]) if after != row + 1]
    return list(zip(starts, ends, strict=True))
