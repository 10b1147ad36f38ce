"""Dragging cards with the mouse: the ghost, the target, scrolling at the edges, and letting go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QScrollBar, QWidget

from netorganizer.domain.pipeline import Slot
from netorganizer.ui.board.card_painter import GHOST_MARGIN, CardPainter
from netorganizer.ui.board.column_view import NO_ROW, ColumnView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netorganizer.domain.application import BoardCard
    from netorganizer.ui.board.closed_tray import ClosedTray
    from netorganizer.ui.board.column import Column

_EDGE = 56
_TICK_MS = 16
_UNFOLD_MS = 400


@dataclass
class _Drag:
    """A drag under way. ``slot`` is where a drop would go; the tray has a target of its own."""

    source: ColumnView
    ids: list[int]
    grab: QPoint
    at: QPoint
    slot: Slot | None = None


class Ghost(QLabel):
    """What hangs on the pointer; it takes no events."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("ghost")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def lift(self, pixmap: QPixmap) -> None:
        """Show this picture."""
        self.setPixmap(pixmap)
        self.resize(pixmap.deviceIndependentSize().toSize())
        self.show()
        self.raise_()


class DragController(QObject):
    """One drag at a time. It shows where cards would go and, on release, asks for it; nothing moves before.

    ``dropped`` carries the ids and the :class:`Slot`; ``dropped_on_tray`` the ids and the outcome's key;
    ``cancelled`` the ids. Esc, another button, or losing the window cancels, and everything is as it was.
    """

    started = Signal(object)
    dropped = Signal(object, object)
    dropped_on_tray = Signal(object, str)
    cancelled = Signal(object)

    def __init__(self, window: QWidget, scroll_area: QScrollArea, columns: Sequence[Column], tray: ClosedTray) -> None:
        super().__init__(window)
        self._window = window
        self._scroll_area = scroll_area
        self._columns = columns
        self._targets = tray.targets
        self._drag: _Drag | None = None
        self._ghost = Ghost(window)
        self._ticker = QTimer(self, interval=_TICK_MS)
        self._ticker.timeout.connect(self._scroll_at_edges)
        self._unfold = QTimer(self, interval=_UNFOLD_MS, singleShot=True)
        self._unfold.timeout.connect(self._unfold_hovered)

    @property
    def is_active(self) -> bool:
        """Whether cards hang on the pointer."""
        return self._drag is not None

    def begin(
        self, source: ColumnView, cards: Sequence[BoardCard], row: int, press: QPoint, painter: CardPainter
    ) -> None:
        """Lift ``cards``, which were pressed at the global position ``press`` on ``row`` of ``source``."""
        rect = painter.card_rect(source.visualRect(source.column_model.index(row)))
        top_left = source.viewport().mapToGlobal(rect.topLeft())
        self._drag = _Drag(source, [card.id for card in cards], press - top_left, press)
        self._ghost.lift(painter.paint_ghost(cards, rect.size(), source.devicePixelRatioF()))
        self._ticker.start()
        _application().installEventFilter(self)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.ClosedHandCursor)
        self.started.emit(self._drag.ids)

    def look_again(self) -> None:
        """The board under the pointer has changed: what was the place for a drop may be another one."""
        if self._drag is not None:
            self.move(self._drag.at)

    def move(self, position: QPoint) -> None:
        """The pointer is at this global position."""
        drag = self._drag
        if drag is None:
            return
        drag.at = position
        margin = QPoint(GHOST_MARGIN, GHOST_MARGIN)
        self._ghost.raise_()
        self._ghost.move(self._window.mapFromGlobal(position) - drag.grab - margin)
        is_over_tray = self._targets.hover(position)
        hovered = None if is_over_tray else self._column_at(position)
        drag.slot = self._show_targets(hovered, position)
        if hovered is None or not hovered.is_collapsed:
            self._unfold.stop()
        elif not self._unfold.isActive():
            self._unfold.start()

    def _column_at(self, position: QPoint) -> Column | None:
        area = self._scroll_area.viewport()
        if not area.rect().contains(area.mapFromGlobal(position)):
            return None
        return next((column for column in self._columns if column.contains_global(position)), None)

    def _show_targets(self, hovered: Column | None, position: QPoint) -> Slot | None:
        slot = None
        for column in self._columns:
            row = NO_ROW
            if column is hovered:
                row = column.view.insertion_row_at(column.view.viewport().mapFromGlobal(position).y())
                before = column.ids[row] if row < len(column.ids) else None
                slot = Slot(column.stage, before)
            column.show_target(column is hovered, row)
        return slot

    def _unfold_hovered(self) -> None:
        hovered = self._column_at(self._drag.at) if self._drag else None
        if hovered is not None and hovered.is_collapsed:
            hovered.set_collapsed(False)

    def _scroll_at_edges(self) -> None:
        drag = self._drag
        if drag is None:
            return
        area = self._scroll_area.viewport()
        point = area.mapFromGlobal(drag.at)
        moved = False
        if area.rect().contains(point):
            moved = _scroll(self._scroll_area.horizontalScrollBar(), point.x(), area.width())
        hovered = self._column_at(drag.at)
        if hovered is not None:
            viewport = hovered.view.viewport()
            y = viewport.mapFromGlobal(drag.at).y()
            moved = _scroll(hovered.view.verticalScrollBar(), y, viewport.height()) or moved
        if moved:
            self.move(drag.at)

    def finish(self) -> None:
        """The button was let go: ask for the drop where the pointer is, or cancel outside every target."""
        drag = self._drag
        if drag is None:
            return
        outcome = self._targets.hovered_outcome
        self._end()
        if outcome:
            self.dropped_on_tray.emit(drag.ids, outcome)
        elif drag.slot is not None:
            self.dropped.emit(drag.ids, drag.slot)
        else:
            self.cancelled.emit(drag.ids)

    def cancel(self) -> None:
        """Put everything back; nothing has moved."""
        drag = self._drag
        if drag is not None:
            drag.source.stop_drag()
            self._end()
            self.cancelled.emit(drag.ids)

    def _end(self) -> None:
        self._drag = None
        self._ticker.stop()
        self._unfold.stop()
        self._ghost.hide()
        self._targets.go()
        _application().removeEventFilter(self)
        QGuiApplication.restoreOverrideCursor()
        for column in self._columns:
            column.show_target(False, NO_ROW)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc, or leaving the window, while cards hang on the pointer."""
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                self.cancel()
            return True
        if kind == QEvent.Type.WindowDeactivate and watched is self._window:
            self.cancel()
        return False


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None
    return application


def _scroll(bar: QScrollBar, position: int, length: int) -> bool:
    """Scroll faster the nearer to the edge; returns whether it moved."""
    before = bar.value()
    if position < _EDGE:
        bar.setValue(before - max(1, (_EDGE - position) // 3))
    elif position > length - _EDGE:
        bar.setValue(before + max(1, (position - length + _EDGE) // 3))
    return bar.value() != before
