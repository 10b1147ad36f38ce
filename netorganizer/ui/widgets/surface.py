"""A soft box that holds together what belongs together: a form, one entry."""

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.drawing import begin, draw_surface


class Surface(QFrame):
    """A rounded surface, one step off its ground, with a column of widgets inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self._space()

    def _space(self) -> None:
        px = current_look().px
        self.column.setContentsMargins(px(12), px(10), px(12), px(10))
        self.column.setSpacing(px(6))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._space()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface."""
        look = current_look()
        draw_surface(begin(self), QRectF(self.rect()), look.px(8), look.theme.canvas, look.theme.border)
