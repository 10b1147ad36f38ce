"""Fields for a day, a time of day and a time zone: typed freely, checked when they are left.

Qt's own date fields are no good to type into: the text is edited a section at a time, and pasting over it is ignored.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import available_timezones

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from netorganizer.domain.clock import parse_day
from netorganizer.domain.errors import Invalid, Refusal
from netorganizer.ui.fonts import metrics
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import Button, ButtonKind, IconButton
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.fields import LineField

_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*([ap]m)?", re.IGNORECASE)
_STEP_MINUTES = 15


def parse_time_of_day(text: str) -> time:
    """A time typed as ``09:30``, ``9.30``, ``0930``, ``9`` or ``9:30 pm``; :class:`Invalid` otherwise."""
    found = _TIME.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "pm" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise Invalid(f"“{text.strip()}” is not a time of day. Write it as 09:30.")
    return time(hour, minute)


class _StepLine(QLineEdit):
    """A line whose value the arrow keys step; ``left`` when it is done with and holds another text than before."""

    left = Signal()

    def __init__(self, name: str, step: Callable[[int], None], widest: str) -> None:
        super().__init__()
        self._step, self._widest, self._before = step, widest, ""
        self.setAccessibleName(name)
        self.editingFinished.connect(self._leave)

    def put(self, text: str) -> None:
        """Show this; nobody is told."""
        self._before = text
        self.setText(text)

    def is_edited(self) -> bool:
        """Whether it holds another text than was put there."""
        return self.text() != self._before

    def _leave(self) -> None:
        if self.is_edited():
            self._before = self.text()
            self.left.emit()

    def sizeHint(self) -> QSize:
        """As wide as its widest text."""
        width = metrics(self.font()).horizontalAdvance(self._widest)
        return QSize(round(width) + 2 * current_look().px(8) + 8, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up is later, down is earlier; Esc gives back what was there."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if event.key() == Qt.Key.Key_Up else -1)
        elif event.key() == Qt.Key.Key_Escape and self.is_edited():
            self.setText(self._before)
        else:
            super().keyPressEvent(event)


class TimeField(QWidget):
    """A time of day. ``changed`` when it is left with another one; reading it raises :class:`Invalid`."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _StepLine(name, self._step, "00:00 pm")
        self.line.left.connect(self.changed)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)

    def time_of_day(self) -> time:
        """What it says."""
        return parse_time_of_day(self.line.text())

    def set_time_of_day(self, value: time) -> None:
        """Show this time."""
        self.line.put(f"{value:%H:%M}")

    def _step(self, by: int) -> None:
        try:
            now = self.time_of_day()
        except Refusal:
            return
        steps = (now.hour * 60 + now.minute) // _STEP_MINUTES + by
        minutes = steps * _STEP_MINUTES % (24 * 60)
        self.line.setText(f"{minutes // 60:02}:{minutes % 60:02}")


class DayField(QWidget):
    """A day, typed as 2027-03-12 or picked from a calendar. Reading it raises :class:`Invalid`."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _StepLine(name, self._step, "2000-00-00")
        self.line.setPlaceholderText("2027-03-12")
        self.line.left.connect(self.changed)
        self.pick_button = IconButton("calendar", self.tr("Pick from a calendar: {what}").format(what=name))
        self.pick_button.clicked.connect(self.open_calendar)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.line, 1)
        row.addWidget(self.pick_button)

    def day(self) -> date:
        """What it says."""
        return parse_day(self.line.text().strip())

    def set_day(self, value: date) -> None:
        """Show this day."""
        self.line.put(value.isoformat())

    def _step(self, by: int) -> None:
        try:
            self.line.setText((self.day() + timedelta(days=by)).isoformat())
        except (Refusal, OverflowError):
            return

    def open_calendar(self) -> QCalendarWidget:
        """Show a month to pick from."""
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        try:
            shown = self.day()
            calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        except Refusal:
            calendar.setSelectedDate(QDate.currentDate())
        menu = QMenu(self)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        calendar.clicked.connect(lambda picked: self._pick(picked, menu))
        calendar.activated.connect(lambda picked: self._pick(picked, menu))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)
        return calendar

    def _pick(self, picked: QDate, menu: QMenu) -> None:
        menu.close()
        wanted = date(picked.year(), picked.month(), picked.day()).isoformat()
        if wanted != self.line.text():
            self.line.put(wanted)
            self.changed.emit()


class OptionalDayField(QWidget):
    """A day or none: a button that starts one, the day itself, and a button that takes it away."""

    committed = Signal(object)

    def __init__(self, name: str, invitation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: date | None = None
        self.start_on: Callable[[], date] = lambda: datetime.now().astimezone().date()
        self.invite = Button(invitation, ButtonKind.SECONDARY, "calendar-plus")
        self.invite.setAccessibleName(f"{name}: {invitation}")
        self.field = DayField(name)
        self.clear_button = IconButton("x", self.tr("Take the day away: {what}").format(what=name))
        self.error = LookLabel("", "secondary", "danger")
        self.error.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(2)
        for widget in (self.invite, self.field, self.clear_button):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self.error)
        self.invite.clicked.connect(self._begin)
        self.clear_button.clicked.connect(self._clear)
        self.field.changed.connect(self.commit)
        self._show()

    def value(self) -> date | None:
        """The day that was kept, if there is one."""
        return self._value

    def set_value(self, value: date | None) -> None:
        """Show what is kept, unless a day is being typed."""
        if self._value is not None and self.field.line.is_edited():
            return
        self._value = value
        self._show()

    def commit(self) -> None:
        """Ask for the day that is shown to be kept; say what is wrong with it otherwise."""
        if self._value is None:
            return
        try:
            day = self.field.day()
        except Refusal as refusal:
            self._say(str(refusal))
            return
        self._say("")
        if day != self._value:
            self._tell(day)

    def _say(self, error: str) -> None:
        self.error.setText(error)
        self.error.setVisible(bool(error))
        self.field.line.setAccessibleDescription(error)

    def _begin(self) -> None:
        self._tell(self.start_on())
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.line.selectAll()

    def _clear(self) -> None:
        self._tell(None)
        self.invite.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, value: date | None) -> None:
        self._value = value
        self._show()
        self.committed.emit(value)

    def _show(self) -> None:
        if self._value is not None:
            self.field.set_day(self._value)
        self._say("")
        self.invite.setVisible(self._value is None)
        self.field.setVisible(self._value is not None)
        self.clear_button.setVisible(self._value is not None)
        self.setFocusProxy(self.invite if self._value is None else self.field)


class ZoneField(LineField):
    """An IANA time zone: typing any part of its name offers the zones that contain it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, "Europe/Berlin", parent)

    def is_edited(self) -> bool:
        """Whether it holds another zone: picked from the list, it counts as typed."""
        return self.text() != self._value

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The names are looked up when they are first needed."""
        if self.completer() is None:
            names = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
            completer = QCompleter([*names, "UTC"], self)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setMaxVisibleItems(10)
            self.setCompleter(completer)
            completer.activated.connect(self._take_picked)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving keeps, also when the list of zones has just been there: Qt then may not say that editing ended."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def _take_picked(self) -> None:
        self.commit()
