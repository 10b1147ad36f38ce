"""How far an application is: a ring for the board's stages, dots for the company's own steps."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

from netorganizer.ui.theme import Look, current_look
from netorganizer.ui.widgets.drawing import begin

STAGES = 7
_FULL_TURN = 360 * 16
_TOP = 90 * 16


def paint_stage_ring(painter: QPainter, rect: QRectF, number: int, look: Look, total: int = STAGES) -> None:
    """A ring of which ``number`` parts of ``total`` are filled, clockwise from the top."""
    theme = look.theme
    stroke = rect.width() / 6
    inside = rect.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.border_strong, stroke if number == 0 else stroke * 0.7))
    painter.drawEllipse(inside)
    if number > 0:
        painter.setPen(QPen(theme.accent, stroke * 1.15, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(inside, _TOP, -round(_FULL_TURN * min(number, total) / total))


class StageRing(QLabel):
    """The ring as a widget of 16 px; a screen reader hears “Stage 2 of 7”."""

    def __init__(self, number: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self.set_number(number)

    def set_number(self, number: int) -> None:
        """Fill ``number`` sevenths."""
        self._number = number
        words = self.tr("Stage {number} of {total}").format(number=number, total=STAGES)
        self.setAccessibleName(self.tr("Before the first stage") if number == 0 else words)
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """As tall as a line of text."""
        side = current_look().px(16)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never smaller."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring in the middle."""
        look, painter = current_look(), begin(self)
        side = look.px(14)
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_stage_ring(painter, rect, self._number, look)


class StageDots(QLabel):
    """The company's own steps as a line of dots: done, now, to come. Each dot's tooltip names its step."""

    def __init__(self, steps: Sequence[str] = (), current: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[str, ...] = ()
        self._current = 0
        self.set_steps(steps, current)

    def set_steps(self, steps: Sequence[str], current: int) -> None:
        """Show these steps; ``current`` counts from 0."""
        self._steps = tuple(steps)
        self._current = current
        if 0 <= current < len(self._steps):
            words = self.tr("Step {number} of {total}: {name}")
            self.setAccessibleName(words.format(number=current + 1, total=len(self._steps), name=self._steps[current]))
        else:
            self.setAccessibleName(self.tr("No steps"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a dot of 12 px and a line of 18 px a step."""
        px = current_look().px
        return QSize(max(1, len(self._steps)) * px(30), px(16))

    def minimumSizeHint(self) -> QSize:
        """Dots side by side."""
        px = current_look().px
        return QSize(max(1, len(self._steps)) * px(16), px(16))

    def step_at(self, x: float) -> int:
        """The step whose dot is nearest to ``x``."""
        centers = [self._center(step) for step in range(len(self._steps))]
        return min(range(len(centers)), key=lambda step: abs(centers[step] - x), default=-1)

    def event(self, event: QEvent) -> bool:
        """Name the step under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._steps:
            QToolTip.showText(event.globalPos(), self._steps[self.step_at(event.pos().x())], self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, then the dots on it."""
        look, painter = current_look(), begin(self)
        theme, middle = look.theme, self.height() / 2
        radius = look.px(4)
        for step in range(len(self._steps) - 1):
            color = theme.accent if step < self._current else theme.border_strong
            painter.setPen(QPen(color, 2))
            start, end = self._center(step) + radius + 2, self._center(step + 1) - radius - 2
            painter.drawLine(QPointF(start, middle), QPointF(end, middle))
        for step in range(len(self._steps)):
            center = QPointF(self._center(step), middle)
            painter.setPen(QPen(theme.accent if step <= self._current else theme.border_strong, 2))
            painter.setBrush(theme.accent if step < self._current else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(center, radius, radius)
            if step == self._current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.accent)
                painter.drawEllipse(center, radius / 2, radius / 2)

    def _center(self, step: int) -> float:
        margin = current_look().px(7)
        if len(self._steps) < 2:
            return margin
        return margin + step * (self.width() - 2 * margin) / (len(self._steps) - 1)
