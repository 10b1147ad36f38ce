"""What just happened, and the way back: a message at the foot of the window that goes by itself."""

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import Button, ButtonKind
from netorganizer.ui.widgets.drawing import LookLabel, begin, draw_surface

LIFETIME_MS = 10_000
_SHORTEST_REST_MS = 2_000
_FADE_IN_MS = 120
_FADE_OUT_MS = 100
_FROM_EDGE = 16
_WIDEST = 640


class Toast(QFrame):
    """One message with one action over the foot of ``host``.

    It stays while it is pointed at or has the focus, takes no focus by itself, and never lies over what has it.
    """

    action_requested = Signal()
    closed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self._host = host
        self._label = LookLabel("", "body", "toast_text")
        self._label.setObjectName("toast.text")
        self._action = Button("", ButtonKind.TOAST)
        self._action.setObjectName("toast.undo")
        self._action.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 10, 8)
        row.setSpacing(12)
        row.addWidget(self._label, 1)
        row.addWidget(self._action)
        self._came_from: QWidget | None = None
        self._life = QTimer(self)
        self._life.setSingleShot(True)
        self._life.timeout.connect(self.dismiss)
        self._fade = QPropertyAnimation(self)
        self._fade.finished.connect(self._finish_fade)
        self._action.clicked.connect(self._act)
        host.installEventFilter(self)
        self.hide()

    def show_message(self, text: str, action_text: str = "", key_hint: str = "") -> None:
        """Show ``text`` for ten seconds, with a button if ``action_text`` is given; replaces what was shown."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self._action.setText(action_text)
        self._action.set_hint(key_hint)
        self._action.setVisible(bool(action_text))
        self._action.setEnabled(True)
        self._came_from = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self._start_fade(0.0, 1.0, _FADE_IN_MS)
        self._life.start(LIFETIME_MS)

    def dismiss(self) -> None:
        """Go now; the focus, if it is here, returns to where it came from, and what fades can be pressed no more."""
        self._life.stop()
        if self.isHidden():
            return
        came_from = self._came_from
        if self._action.hasFocus() and came_from is not None and isValid(came_from):
            came_from.setFocus()
        self._action.setEnabled(False)
        self._start_fade(1.0, 0.0, _FADE_OUT_MS)

    def remaining_ms(self) -> int:
        """How long it will still stay; -1 while it waits for the pointer or the focus to leave."""
        return self._life.remainingTime()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while pointed at."""
        super().enterEvent(event)
        self._life.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        super().leaveEvent(event)
        self._rest()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape dismisses it."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size; wait while the button has the focus."""
        kind = event.type()
        if watched is self._host and kind == QEvent.Type.Resize and not self.isHidden():
            self._place()
        elif watched is self._action and kind == QEvent.Type.FocusIn:
            self._life.stop()
        elif watched is self._action and kind == QEvent.Type.FocusOut:
            self._rest()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface: dark on a light window and the other way round."""
        look, painter = current_look(), begin(self)
        draw_surface(painter, QRectF(self.rect()), look.px(8), look.theme.toast)

    def _rest(self) -> None:
        if not self.isHidden() and not self.underMouse() and not self._action.hasFocus():
            self._life.start(max(_SHORTEST_REST_MS, LIFETIME_MS // 2))

    def _act(self) -> None:
        self.dismiss()  # first: whoever acts may have something new to say
        self.action_requested.emit()

    def _place(self) -> None:
        room = self._host.width() - 2 * _FROM_EDGE
        self._label.setWordWrap(False)
        width = self.sizeHint().width()
        if width > min(room, _WIDEST):
            self._label.setWordWrap(True)
            width = min(room, _WIDEST)
        layout = self.layout()
        height = max(self.sizeHint().height(), layout.heightForWidth(width) if layout else 0)
        self.resize(width, height)
        taken = _focus_rect(self._host)
        for spot in self._spots():
            if not QRect(spot, self.size()).intersects(taken):
                self.move(spot)
                return
        self.move(self._spots()[0])

    def _spots(self) -> list[QPoint]:
        """Where it may lie, the best first: foot centre, foot left, foot right, head centre."""
        right = self._host.width() - self.width() - _FROM_EDGE
        foot = self._host.height() - self.height() - _FROM_EDGE
        middle = (self._host.width() - self.width()) // 2
        return [
            QPoint(middle, foot),
            QPoint(_FROM_EDGE, foot),
            QPoint(right, foot),
            QPoint(middle, _FROM_EDGE),
        ]

    def _start_fade(self, start: float, end: float, milliseconds: int) -> None:
        effect = QGraphicsOpacityEffect(self)
        effect.setOpacity(start)
        self.setGraphicsEffect(effect)
        self._fade.stop()
        self._fade.setTargetObject(effect)
        self._fade.setPropertyName(b"opacity")
        self._fade.setStartValue(start)
        self._fade.setEndValue(end)
        self._fade.setDuration(current_look().duration(milliseconds))
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fade.start()

    def _finish_fade(self) -> None:
        # The effect goes: it would paint the toast through a picture for as long as it is shown.
        self.setGraphicsEffect(None)  # type: ignore[arg-type]  # Qt takes no effect for an answer
        if self._fade.endValue() == 0.0:
            self.hide()
            self.closed.emit()


def _focus_rect(host: QWidget) -> QRect:
    """What the keyboard is on, in ``host``'s coordinates; for a list, the item rather than the whole list."""
    focused = QApplication.focusWidget()
    if focused is None or not host.isAncestorOf(focused) or isinstance(focused.parent(), Toast):
        return QRect()
    if isinstance(focused, QAbstractItemView):
        item = focused.visualRect(focused.currentIndex())
        return QRect(focused.viewport().mapTo(host, item.topLeft()), item.size())
    return QRect(focused.mapTo(host, QPoint(0, 0)), focused.size())
