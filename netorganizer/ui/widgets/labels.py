"""Labels that know how to be short, and the header of a section."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from netorganizer.ui.fonts import metrics
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.plain_tip import plain_tip


class ElidedLabel(LookLabel):
    """One line that ends in an ellipsis where it does not fit; then the whole text is its tooltip.

    Screen readers always get the whole text.
    """

    def __init__(self, text: str = "", font: str = "body", color: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(text, font, color, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show another text."""
        super().setText(text)
        self._tell_whole_text()

    def sizeHint(self) -> QSize:
        """As wide as the text."""
        measure = metrics(self.font())
        return QSize(round(measure.horizontalAdvance(self.text())) + 1, round(measure.height()) + 1)

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough."""
        return QSize(current_look().px(24), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out whether the text still fits."""
        super().resizeEvent(event)
        self._tell_whole_text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much as fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        align = self.alignment() | Qt.TextFlag.TextSingleLine
        painter.drawText(self.contentsRect(), align, self.shown_text())

    def shown_text(self) -> str:
        """What of the text can be seen."""
        line = " ".join(self.text().split())
        return metrics(self.font()).elidedText(line, Qt.TextElideMode.ElideRight, self.width())

    def _tell_whole_text(self) -> None:
        self.setToolTip(plain_tip(self.text()) if self.sizeHint().width() - 1 > self.width() else "")


class SectionHeader(QWidget):
    """The title of a section, how many things are in it, and room for a button at the end."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = LookLabel(title, "section", "text")
        self._count = LookLabel("", "figures", "text3")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        self._row = row
        self._count.hide()

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)

    def set_count(self, count: int | str | None) -> None:
        """Show how many there are, such as ``3`` or ``2/6``; ``None`` shows nothing."""
        self._count.setText("" if count is None else str(count))
        self._count.setVisible(count is not None)

    def add_trailing(self, widget: QWidget) -> None:
        """Put a button at the end of the line."""
        self._row.addWidget(widget)

    def title_label(self) -> QLabel:
        """The label with the title: a buddy for what stands below."""
        return self._title

    def changeEvent(self, event: QEvent) -> None:
        """Keep the gap between title and count in step with the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._row.setSpacing(current_look().px(8))
