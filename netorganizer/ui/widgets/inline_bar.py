"""A bar in the layout, next to its cause: what went wrong and the way on. It never covers anything."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from netorganizer.ui.icons import icon_pixmap
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import Button, ButtonKind, IconButton
from netorganizer.ui.widgets.drawing import LookLabel, begin, draw_surface

_ICONS = {"danger": "circle-alert", "warn": "triangle-alert", "info": "info", "ok": "circle-check"}


class InlineBar(QFrame):
    """A message with an optional action and a close button; hidden until :meth:`show_message`."""

    action_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inline_bar")
        self._tone = "danger"
        self._label = LookLabel("", "body", "danger")
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = Button("", ButtonKind.SECONDARY)
        self._action.setObjectName("inline_bar.action")
        self._close = IconButton("x", self.tr("Close this message"))
        self._close.setObjectName("inline_bar.close")
        row = self._row = QHBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._action.clicked.connect(self.action_requested)
        self._close.clicked.connect(self.dismiss)
        self.hide()

    def show_message(self, text: str, action_text: str = "", tone: str = "danger") -> None:
        """Show ``text`` in the colours of ``tone`` (danger, warn, info, ok), with a button if it has a text."""
        self._tone = tone
        self._label.set_color(tone)
        self._label.setText(text)
        self.setAccessibleName(text)
        px = current_look().px
        # The icon is painted in the left margin.
        self._row.setContentsMargins(px(38), px(6), px(8), px(6))
        self._action.setText(action_text)
        self._action.setVisible(bool(action_text))
        self.show()
        self.update()

    def text_label(self) -> QLabel:
        """The label with the message."""
        return self._label

    def dismiss(self) -> None:
        """Hide the bar and say so."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the soft surface and the icon."""
        look, painter = current_look(), begin(self)
        color, soft = look.theme.tone(self._tone)
        draw_surface(painter, QRectF(self.rect()), look.px(6), soft, color)
        side = look.px(18)
        pixmap = icon_pixmap(_ICONS[self._tone], color, side, self.devicePixelRatioF())
        painter.drawPixmap(look.px(12), (self.height() - side) // 2, pixmap)
