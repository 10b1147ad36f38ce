"""What a screen says when there is nothing on it yet: one thought and one thing to do."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from netorganizer.ui.icons import icon_pixmap
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import Button, ButtonKind
from netorganizer.ui.widgets.drawing import LookLabel, begin, draw_surface

_TEXT_WIDTH = 380


class _Emblem(QLabel):
    """An icon on a round soft surface: decoration, without a name of its own."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name

    def sizeHint(self) -> QSize:
        side = current_look().px(64)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = current_look(), begin(self)
        theme, side = look.theme, look.px(64)
        disc = QRectF((self.width() - side) / 2, 0, side, side)
        draw_surface(painter, disc, side / 2, theme.selected, None if theme.tints else theme.border)
        icon_side = look.px(28)
        pixmap = icon_pixmap(self._icon_name, theme.accent, icon_side, self.devicePixelRatioF())
        painter.drawPixmap(round(disc.center().x() - icon_side / 2), round(disc.center().y() - icon_side / 2), pixmap)


class EmptyState(QWidget):
    """Icon, title, text and, if ``action_text`` is given, one button."""

    action_requested = Signal()

    def __init__(
        self, icon_name: str, title: str, text: str, action_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("empty_state")
        self._title = LookLabel(title, "section", "text")
        self._text = LookLabel(text, "body", "text2")
        self._action = Button(action_text, ButtonKind.PRIMARY)
        self._action.setObjectName("empty_state.action")
        self._action.setVisible(bool(action_text))
        self._action.clicked.connect(self.action_requested)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        emblem = _Emblem(icon_name)
        emblem.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(emblem)
        column.addSpacing(8)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(8)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def set_words(self, title: str, text: str, action_text: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        self._action.setText(action_text)
        self._action.setVisible(bool(action_text))
