"""The way between screens: a narrow rail, or in a wide window a sidebar with counts."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from netorganizer.ui.fonts import metrics
from netorganizer.ui.icons import app_icon_pixmap, icon_pixmap
from netorganizer.ui.theme import Look, current_look
from netorganizer.ui.widgets.drawing import begin, draw_focus_ring, draw_surface

RAIL_WIDTH = 56
SIDEBAR_WIDTH = 216
# Wide enough for eight columns beside the sidebar.
SIDEBAR_FROM = 1760
_MARGIN = 6
_NARROW_MARGIN = 2
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RailButton(QToolButton):
    """One screen: icon over word in the rail; icon, word and count in the sidebar."""

    def __init__(self, key: str, icon_name: str, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"rail.{key}")
        self.setText(word)
        self.setToolTip(word)
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.is_wide = False
        self._icon_name = icon_name
        self._count = ""

    def set_count(self, count: str) -> None:
        """What there is to do on this screen; the accessible name says it too."""
        self._count = count
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        """A target of at least 44 px in the rail."""
        px = current_look().px
        return QSize(px(SIDEBAR_WIDTH) - 2 * px(_MARGIN), px(36)) if self.is_wide else QSize(px(44), px(48))

    def minimumSizeHint(self) -> QSize:
        """Never smaller."""
        return QSize(current_look().px(44), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface of the chosen screen, icon and word."""
        look, painter = current_look(), begin(self)
        theme = look.theme
        rect = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            border = None if theme.tints or not self.isChecked() else theme.border
            draw_surface(painter, rect, look.px(8), theme.selected if self.isChecked() else theme.hover, border)
        if self.hasFocus():
            draw_focus_ring(painter, rect, look.px(8))
        ink = theme.accent if self.isChecked() else theme.text2
        side = look.px(18 if self.is_wide else 20)
        pixmap = icon_pixmap(self._icon_name, ink, side, self.devicePixelRatioF())
        painter.setPen(ink if self.isChecked() or not self.is_wide else theme.text)
        if self.is_wide:
            painter.drawPixmap(QPointF(look.px(10), round((self.height() - side) / 2)), pixmap)
            self._paint_wide(painter, look)
        else:
            painter.drawPixmap(QPointF(round((self.width() - side) / 2), look.px(7)), pixmap)
            painter.setFont(look.type.meta)
            word = rect.adjusted(0, look.px(7) + side, 0, -look.px(3))
            shown = metrics(look.type.meta).elidedText(self.text(), Qt.TextElideMode.ElideRight, word.width())
            painter.drawText(word, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_wide(self, painter: QPainter, look: Look) -> None:
        rect = QRectF(self.rect())
        painter.setFont(look.type.title if self.isChecked() else look.type.body_strong)
        painter.drawText(rect.adjusted(look.px(38), 0, 0, 0), _LEFT, self.text())
        painter.setFont(look.type.figures)
        painter.setPen(look.theme.text3)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -look.px(12), 0), right, self._count)


class Rail(QFrame):
    """Buttons for the screens, those of the foot apart. Says which one is wanted; shows which one is there."""

    screen_requested = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Screens"))
        self._name = name
        self._buttons: dict[str, RailButton] = {}
        self._column, self._top, self._foot = QVBoxLayout(self), QVBoxLayout(), QVBoxLayout()
        for part in (self._top, self._foot):
            part.setSpacing(2)
        self._column.addLayout(self._top)
        self._column.addStretch(1)
        self._column.addLayout(self._foot)
        self.set_wide(False)

    def add_screen(self, key: str, icon_name: str, word: str, *, at_foot: bool = False) -> RailButton:
        """Add the button ``rail.<key>``, above the gap or at the foot."""
        button = RailButton(key, icon_name, word, self)
        button.is_wide = self.is_wide
        button.clicked.connect(lambda: self.screen_requested.emit(key))
        (self._foot if at_foot else self._top).addWidget(button)
        self._buttons[key] = button
        return button

    def button(self, key: str) -> RailButton:
        """The button of a screen; :class:`KeyError` for one that was not added."""
        return self._buttons[key]

    def set_current(self, key: str) -> None:
        """Show that this screen is open. Emits nothing."""
        self._buttons[key].setChecked(True)

    def set_count(self, key: str, count: int | str) -> None:
        """Show in the sidebar how much there is to do; 0 and an empty text show nothing."""
        self._buttons[key].set_count(str(count) if count else "")

    def follow_window_width(self, width: int) -> None:
        """Be a sidebar in a window of 1760 px and more, a rail in a narrower one."""
        self.set_wide(width >= SIDEBAR_FROM)

    def set_wide(self, is_wide: bool) -> None:
        """Be a sidebar, or a rail. Object names and keys stay the same."""
        self.is_wide = is_wide
        px = current_look().px
        self.setFixedWidth(px(SIDEBAR_WIDTH if is_wide else RAIL_WIDTH))
        margin = px(_MARGIN if is_wide else _NARROW_MARGIN)
        self._column.setContentsMargins(margin, px(64), margin, px(10))
        for button in self._buttons.values():
            button.is_wide = is_wide
            button.updateGeometry()
            button.update()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.set_wide(self.is_wide)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface, the program's icon and, in the sidebar, its name."""
        look, painter = current_look(), begin(self)
        theme = look.theme
        painter.fillRect(self.rect(), theme.column)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.border)
        side = look.px(28)
        x = look.px(14)
        painter.drawPixmap(x, look.px(18), app_icon_pixmap(side, self.devicePixelRatioF()))
        if self.is_wide:
            painter.setFont(look.type.section)
            painter.setPen(theme.text)
            painter.drawText(QRectF(x + side + look.px(10), look.px(18), self.width(), side), _LEFT, self._name)
