"""A pill that names a saved view or a filter, with how many cards it shows."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from netorganizer.ui.fonts import metrics
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.drawing import begin, draw_focus_ring, draw_surface

_HEIGHT = 28


class Chip(QPushButton):
    """A checkable pill: words and a count. Its accessible name says both."""

    def __init__(self, text: str, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._count: int | None = None
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_count(count)

    def set_count(self, count: int | None) -> None:
        """Show how many things are behind the chip; ``None`` shows nothing."""
        self._count = count
        self.setAccessibleName(self._words())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The words with room around them; never smaller than a target may be."""
        look = current_look()
        width = metrics(look.type.secondary_strong).horizontalAdvance(self._words())
        return QSize(round(width) + 2 * look.px(12), max(24, look.px(_HEIGHT)))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill: filled when checked, outlined otherwise."""
        look, painter = current_look(), begin(self)
        theme = look.theme
        rect = QRectF(self.rect())
        if self.hasFocus():
            rect = draw_focus_ring(painter, rect, rect.height() / 2)
        fill = theme.accent if self.isChecked() else theme.selected if self.underMouse() else None
        border = None if self.isChecked() else theme.border_strong
        draw_surface(painter, rect, rect.height() / 2, fill, border)
        painter.setPen(theme.on_accent if self.isChecked() else theme.text2)
        painter.setFont(look.type.secondary_strong)
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._words())

    def _words(self) -> str:
        return self.text() if self._count is None else f"{self.text()} {self._count}"
