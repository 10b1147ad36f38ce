"""One value out of a few, shown as a button that opens a menu of them."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from netorganizer.ui.fonts import metrics
from netorganizer.ui.icons import icon_pixmap
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.drawing import begin, draw_focus_ring, draw_surface
from netorganizer.ui.widgets.plain_tip import plain_tip

_HEIGHT = 32
_SMALLEST_TARGET = 24
_RADIUS = 6


class ChoiceButton(QPushButton):
    """Shows the chosen value; its accessible name says the caption too.

    A combo box would do the same with the mouse, but under Linux screen readers don't get a name for it.
    """

    chosen = Signal(object)

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = caption
        self._choices: tuple[tuple[Hashable, str], ...] = ()
        self._current: Hashable = None
        self.choice_menu = QMenu(self)
        self.choice_menu.setAccessibleName(caption)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.open_menu)

    def set_choices(self, choices: Sequence[tuple[Hashable, str]], current: Hashable = None) -> None:
        """Offer these (value, words) pairs."""
        self._choices = tuple(choices)
        self.set_current(current)

    def current(self) -> Hashable:
        """The value that is shown."""
        return self._current

    def set_current(self, value: Hashable) -> None:
        """Show another value; says nothing to :attr:`chosen`."""
        self._current = value
        words = dict(self._choices).get(value, "")
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(f"{self._caption}: {words}")
        self.setToolTip(plain_tip(self.accessibleName()))
        self.updateGeometry()
        self.update()

    def open_menu(self) -> None:
        """Show what there is to choose from."""
        self.choice_menu.clear()
        for value, words in self._choices:
            action = self.choice_menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value == self._current)
            action.triggered.connect(lambda _checked=False, value=value: self._choose(value))
            if value == self._current:
                self.choice_menu.setActiveAction(action)
        self.choice_menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self, value: Hashable) -> None:
        if value != self._current:
            self.set_current(value)
            self.chosen.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the menu, as in a combo box; so do Enter and Space."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """The words, the arrow and room around them."""
        look = current_look()
        words = metrics(look.type.body_strong).horizontalAdvance(self._words())
        return QSize(round(words) + look.px(10 + 6 + 16 + 8) + 2, max(_SMALLEST_TARGET, look.px(_HEIGHT)))

    def minimumSizeHint(self) -> QSize:
        """Long words may be cut; the tooltip has them all."""
        return QSize(min(self.sizeHint().width(), current_look().px(110)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint surface, focus ring, words and arrow."""
        look, painter = current_look(), begin(self)
        theme, rect, radius = look.theme, QRectF(self.rect()), float(look.px(_RADIUS))
        if self.hasFocus():
            draw_focus_ring(painter, rect, radius)
            rect, radius = rect.adjusted(2, 2, -2, -2), radius - 2
        fill = theme.selected if self.underMouse() or self.isDown() else theme.card
        draw_surface(painter, rect, radius, fill, None if self.hasFocus() else theme.border_strong)
        side = look.px(16)
        painter.setPen(theme.text if self.isEnabled() else theme.text3)
        painter.setFont(look.type.body_strong)
        room = QRectF(look.px(10), 0, self.width() - look.px(10 + 6 + 8) - side, self.height())
        words = metrics(look.type.body_strong).elidedText(self._words(), Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        pixmap = icon_pixmap("chevron-down", theme.text2, side, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(round(self.width() - side - look.px(8)), round((self.height() - side) / 2)), pixmap)

    def _words(self) -> str:
        return dict(self._choices).get(self._current, "")
