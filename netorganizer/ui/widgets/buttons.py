"""Buttons: with words in three weights, and with an icon alone."""

from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from netorganizer.ui.fonts import metrics
from netorganizer.ui.icons import icon, icon_pixmap
from netorganizer.ui.theme import Look, Theme, current_look
from netorganizer.ui.widgets.drawing import begin, draw_focus_ring, draw_surface

_HEIGHT = 32
_SMALLEST_TARGET = 24
_RADIUS = 6


class ButtonKind(Enum):
    """How much a button asks to be pressed. A screen has one primary button at most."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    TOAST = "toast"


class Button(QPushButton):
    """A push button with words and, if wanted, an icon before and a lighter hint (a key) after them."""

    def __init__(
        self,
        text: str,
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._icon_name, self._hint = kind, icon_name, ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_hint(self, hint: str) -> None:
        """Show the key that does the same, lighter, after the words. It is no part of the button's name."""
        self._hint = hint
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Words, icon and hint with room around them."""
        look = current_look()
        height = max(_SMALLEST_TARGET, look.px(_HEIGHT))
        return QSize(round(self._content_width(look)) + 2 * look.px(12), height)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint surface, focus ring, icon and words."""
        look, painter = current_look(), begin(self)
        rect, radius = QRectF(self.rect()), float(look.px(_RADIUS))
        if self.hasFocus():
            ring = look.theme.toast_action if self._kind is ButtonKind.TOAST else None
            inside = draw_focus_ring(painter, rect, radius, ring)
            rect = inside if self._kind is ButtonKind.PRIMARY else rect.adjusted(2, 2, -2, -2)
            radius -= 2
        fill, border, ink = _colors(look.theme, self._kind, self.underMouse() or self.isDown())
        if not self.isEnabled():
            fill, border, ink = None, look.theme.border, look.theme.text3
        draw_surface(painter, rect, radius, fill, None if self.hasFocus() else border)
        self._paint_content(painter, look, ink)

    def _content_width(self, look: Look) -> float:
        width = metrics(look.type.body_strong).horizontalAdvance(self._words())
        if self._icon_name:
            width += look.px(16) + look.px(6)
        if self._hint:
            width += look.px(8) + metrics(look.type.secondary).horizontalAdvance(self._hint)
        return width

    def _words(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _paint_content(self, painter: QPainter, look: Look, ink: QColor) -> None:
        words, height = self._words(), float(self.height())
        x = (self.width() - self._content_width(look)) / 2
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if self._icon_name:
            side = look.px(16)
            pixmap = icon_pixmap(self._icon_name, ink, side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(round(x), round((height - side) / 2)), pixmap)
            x += side + look.px(6)
        painter.setPen(ink)
        painter.setFont(look.type.body_strong)
        painter.drawText(QRectF(x, 0, self.width(), height), align, words)
        if self._hint:
            x += metrics(look.type.body_strong).horizontalAdvance(words) + look.px(8)
            painter.setFont(look.type.secondary)
            painter.setPen(ink if self._kind is not ButtonKind.SECONDARY else look.theme.text3)
            painter.drawText(QRectF(x, 0, self.width(), height), align, self._hint)


def _colors(theme: Theme, kind: ButtonKind, is_hot: bool) -> tuple[QColor | None, QColor | None, QColor]:
    """Fill, border and ink."""
    match kind:
        case ButtonKind.PRIMARY:
            return (theme.accent_hover if is_hot else theme.accent), None, theme.on_accent
        case ButtonKind.SECONDARY:
            return (theme.selected if is_hot else theme.card), theme.border_strong, theme.text
        case ButtonKind.QUIET:
            edge = theme.border_strong if is_hot and not theme.tints else None
            return (theme.selected if is_hot else None), edge, theme.accent
        case ButtonKind.TOAST:
            return None, (theme.toast_action if is_hot else None), theme.toast_action


class IconButton(QToolButton):
    """A button with an icon alone; ``name`` is its tooltip and what a screen reader calls it."""

    def __init__(self, icon_name: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(icon(icon_name))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """A square target."""
        side = max(_SMALLEST_TARGET, current_look().px(_HEIGHT))
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon, and a surface under it while it is pointed at, pressed or checked."""
        look, painter = current_look(), begin(self)
        rect, radius = QRectF(self.rect()), float(look.px(_RADIUS))
        if self.isChecked() or (self.isEnabled() and (self.underMouse() or self.isDown())):
            draw_surface(painter, rect, radius, look.theme.selected, None if look.theme.tints else look.theme.border)
        if self.hasFocus():
            draw_focus_ring(painter, rect, radius)
        side = look.px(16)
        corner = QPointF(round((self.width() - side) / 2), round((self.height() - side) / 2))
        mode = self.icon().Mode.Normal if self.isEnabled() else self.icon().Mode.Disabled
        painter.drawPixmap(corner, self.icon().pixmap(QSize(side, side), self.devicePixelRatioF(), mode))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Back to rest."""
        super().leaveEvent(event)
        self.update()
