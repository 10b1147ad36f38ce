"""Strokes that several widgets share: surfaces, focus rings, tinted labels."""

import math

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QLabel, QWidget

from netorganizer.ui.theme import current_look

RING_PX = 2
RING_GAP_PX = 2


def begin(widget: QWidget) -> QPainter:
    """A painter on ``widget`` that draws smooth edges."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def draw_surface(
    painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, border: QColor | None = None
) -> None:
    """A rounded surface, its border one sharp device line inside the rectangle."""
    line = max(1, math.floor(painter.device().devicePixelRatioF())) / painter.device().devicePixelRatioF()
    half = line / 2 if border else 0.0
    painter.setPen(QPen(border, line) if border else Qt.PenStyle.NoPen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def draw_focus_ring(painter: QPainter, rect: QRectF, radius: float, color: QColor | None = None) -> QRectF:
    """The 2 px ring at the edge of ``rect``; returns what is left inside it and its 2 px gap."""
    painter.setPen(QPen(color or current_look().theme.focus, RING_PX))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    inset = RING_PX + RING_GAP_PX
    return rect.adjusted(inset, inset, -inset, -inset)


class LookLabel(QLabel):
    """A label in one of the fonts of :class:`TypeScale` and one of the colours of :class:`Theme`, at any time."""

    def __init__(self, text: str = "", font: str = "body", color: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._font_name, self._color_name = font, color
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._put_on_look()

    def set_color(self, color: str) -> None:
        """Take another colour of the theme, by its name."""
        self._color_name = color
        self._put_on_look()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the look."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.ApplicationFontChange):
            self._put_on_look()

    def _put_on_look(self) -> None:
        look = current_look()
        font: QFont = getattr(look.type, self._font_name)
        palette = self.palette()
        palette.setColor(self.foregroundRole(), getattr(look.theme, self._color_name))
        self.setFont(font)
        self.setPalette(palette)
