"""Fields to type into: a caption above, what is wrong with them below, and single lines that keep themselves."""

from collections.abc import Callable, Sequence
from datetime import date, time
from zoneinfo import available_timezones

from PySide6.QtCore import QDate, QEvent, QObject, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCompleter, QDateEdit, QHBoxLayout, QLineEdit, QSpinBox, QTimeEdit, QVBoxLayout, QWidget

from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import Button, ButtonKind, IconButton
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.flow_layout import FlowLayout

_SETTLE_MS = 900


class Field(QWidget):
    """A control with its caption above it and room for an error, and ways out of it, below."""

    def __init__(self, caption: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._error = LookLabel("", "secondary", "danger")
        self._error.setWordWrap(True)
        self._ways = QWidget()
        self._ways_row = FlowLayout(self._ways)
        label = LookLabel(caption, "secondary", "text2")
        label.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(caption)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for widget in (label, control, self._error, self._ways):
            column.addWidget(widget)
        self.clear_error()

    @property
    def error(self) -> str:
        """What is wrong, or nothing."""
        return self._error.text()

    def show_error(self, text: str, ways: Sequence[tuple[str, Callable[[], None]]] = ()) -> None:
        """Say what is wrong; each of ``ways`` becomes a button."""
        self.clear_error()
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.control.setAccessibleDescription(text)
        for words, go in ways:
            button = Button(words, ButtonKind.SECONDARY)
            button.clicked.connect(go)
            self._ways_row.addWidget(button)
        self._ways.setVisible(bool(ways))

    def clear_error(self) -> None:
        """Nothing is wrong."""
        self._error.clear()
        self._error.hide()
        self._ways.hide()
        self.control.setAccessibleDescription("")
        for button in self.way_buttons():
            self._ways_row.removeWidget(button)
            button.hide()
            button.deleteLater()

    def way_buttons(self) -> list[Button]:
        """The buttons that are offered below the error."""
        return [button for button in self._ways.findChildren(Button) if not button.isHidden()]


class LineField(QLineEdit):
    """A line that is kept when Enter is pressed or it is left; Esc gives back what was kept."""

    committed = Signal(str)

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.editingFinished.connect(self.commit)

    def set_value(self, text: str) -> None:
        """Show what is kept, unless something else is being typed."""
        was_edited = self.is_edited()
        self._value = text
        if not was_edited and self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def is_edited(self) -> bool:
        """Whether it holds something that is not kept yet."""
        return self.isModified() and self.text() != self._value

    def settle(self, value: str | None = None) -> None:
        """What it holds was kept (as ``value``)."""
        self.setModified(False)
        self._value = self.text()
        if value is not None:
            self.set_value(value)

    def commit(self) -> None:
        """Ask for what was typed to be kept."""
        if self.is_edited():
            self.committed.emit(self.text())

    def give_up(self) -> None:
        """Forget what was typed."""
        self.setText(self._value)
        self.setModified(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc undoes the typing first; with nothing typed it is not ours."""
        if event.key() == Qt.Key.Key_Escape and self.is_edited():
            self.give_up()
        else:
            super().keyPressEvent(event)


def _pad(field: QSpinBox | QTimeEdit) -> None:
    """WORKAROUND: a style sheet's padding doesn't reach the text of a spin box without a calendar."""
    field.lineEdit().setTextMargins(current_look().px(7), 0, 0, 0)


class NumberField(QSpinBox):
    """A whole number. The wheel changes it only while it has the focus, so that scrolling past is safe."""

    def __init__(self, name: str, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(low, high)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        _pad(self)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            _pad(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class TimeField(QTimeEdit):
    """A time of day, typed as 09:30."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDisplayFormat("HH:mm")
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        _pad(self)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            _pad(self)

    def time_of_day(self) -> time:
        """What it shows."""
        return time(self.time().hour(), self.time().minute())

    def set_time_of_day(self, value: time) -> None:
        """Show this time."""
        self.setTime(QTime(value.hour, value.minute))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class DayField(QDateEdit):
    """A day, typed as 2027-03-12 or picked from a calendar."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def day(self) -> date:
        """What it shows."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, value: date) -> None:
        """Show this day."""
        self.setDate(QDate(value.year, value.month, value.day))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class OptionalDayField(QWidget):
    """A day or none: a button that starts one, the day itself, and a button that takes it away."""

    committed = Signal(object)

    def __init__(self, name: str, invitation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: date | None = None
        self.start_on: Callable[[], date] = date.today
        self.invite = Button(invitation, ButtonKind.SECONDARY, "calendar-plus")
        self.field = DayField(name)
        self.clear_button = IconButton("x", self.tr("Take the day away"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.invite)
        row.addWidget(self.field, 1)
        row.addWidget(self.clear_button)
        row.addStretch(0)
        self.setFocusProxy(self.invite)
        self.field.installEventFilter(self)
        self._settle = QTimer(self, interval=_SETTLE_MS)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.commit)
        self.invite.clicked.connect(self._begin)
        self.clear_button.clicked.connect(self._clear)
        self.field.dateChanged.connect(self._restart)
        self.field.editingFinished.connect(self.commit)
        self._show()

    def value(self) -> date | None:
        """The day, if there is one."""
        return self._value

    def set_value(self, value: date | None) -> None:
        """Show what is kept, unless a day is being typed."""
        if self._settle.isActive() and self.field.hasFocus():
            return
        self._value = value
        self._show()

    def commit(self) -> None:
        """Ask for the day that is shown to be kept."""
        self._settle.stop()
        if self._value is not None and self.field.day() != self._value:
            self._tell(self.field.day())

    def _restart(self) -> None:
        self._settle.start()

    def _begin(self) -> None:
        self._tell(self.start_on())
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self._settle.stop()
        self._tell(None)
        self.invite.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, value: date | None) -> None:
        self._value = value
        self._show()
        self.committed.emit(value)

    def _show(self) -> None:
        if self._value is not None:
            self.field.blockSignals(True)
            self.field.set_day(self._value)
            self.field.blockSignals(False)
        self.invite.setVisible(self._value is None)
        self.field.setVisible(self._value is not None)
        self.clear_button.setVisible(self._value is not None)
        self.setFocusProxy(self.invite if self._value is None else self.field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the day keeps it."""
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self._settle.isActive():
            QTimer.singleShot(0, self, self.commit)
        return False


class ZoneField(LineField):
    """An IANA time zone: typing any part of its name offers the zones that contain it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, "Europe/Berlin", parent)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The names are looked up when they are first needed."""
        if self.completer() is None:
            names = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
            completer = QCompleter([*names, "UTC"], self)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setMaxVisibleItems(10)
            self.setCompleter(completer)
        super().focusInEvent(event)
