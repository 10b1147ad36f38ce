"""The contact log: what was said with whom, and the line to log more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from netorganizer.domain.clock import resolve_local
from netorganizer.domain.errors import Refusal
from netorganizer.domain.pipeline import Channel, Direction, WhoseMove
from netorganizer.ui.application.section import stack
from netorganizer.ui.application.words import (
    CHANNEL_ICONS,
    channel_words,
    direction_words,
    moment_words,
    short_day,
)
from netorganizer.ui.icons import icon_pixmap
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import Button, ButtonKind
from netorganizer.ui.widgets.choice_button import ChoiceButton
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.fields import Field, LineField
from netorganizer.ui.widgets.flow_layout import FlowLayout
from netorganizer.ui.widgets.moment_fields import DayField, OptionalDayField, TimeField
from netorganizer.ui.widgets.surface import Surface

if TYPE_CHECKING:
    from netorganizer.domain.clock import Clock
    from netorganizer.domain.contact import Activity, Contact


class IconLabel(QLabel):
    """A small icon beside words: decoration, without a name of its own."""

    def __init__(self, icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name

    def set_icon(self, icon_name: str) -> None:
        """Show this icon."""
        self._icon_name = icon_name
        self._draw()

    def _draw(self) -> None:
        look = current_look()
        if self._icon_name:
            self.setPixmap(icon_pixmap(self._icon_name, look.theme.text2, look.px(16), self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the look."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw()


class ActivityRow(QWidget):
    """One logged contact."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._icon = IconLabel()
        self._who = LookLabel("", "secondary_strong", "text2")
        self._summary = LookLabel("", "body", "text")
        self._promise = LookLabel("", "secondary_strong", "warn")
        self._summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QWidget()
        column = stack(words, spacing=1)
        for label in (self._who, self._summary, self._promise):
            label.setWordWrap(True)
            column.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)

    def show_activity(self, activity: Activity) -> None:
        """Show this one."""
        self._icon.set_icon(CHANNEL_ICONS[activity.channel])
        parts = (
            activity.contact_name,
            f"{channel_words()[activity.channel]} {direction_words()[activity.direction].lower()}",
            moment_words(activity.happened_at, self._clock),
        )
        self._who.setText(" · ".join(parts))
        self._summary.setText(activity.summary)
        self._promise.setText(self._promise_words(activity))
        self._promise.setVisible(bool(self._promise.text()))

    @property
    def words(self) -> str:
        """Everything the row says."""
        return "\n".join((self._who.text(), self._summary.text(), self._promise.text())).strip()

    def _promise_words(self, activity: Activity) -> str:
        if activity.promised_by is None and activity.due_on is None:
            return ""
        who = {
            WhoseMove.MINE: self.tr("You promised something"),
            WhoseMove.THEIRS: self.tr("They promised something"),
        }.get(activity.promised_by or WhoseMove.NONE, self.tr("Come back to it"))
        if activity.due_on is None:
            return who
        return self.tr("{who}, by {day}").format(who=who, day=short_day(activity.due_on))


@dataclass(frozen=True, slots=True)
class LoggedContact:
    """What the form holds."""

    contact_id: int
    channel: Channel
    direction: Direction
    summary: str
    happened_at: datetime | None
    promised_by: WhoseMove | None
    due_on: date | None


class ContactLogForm(Surface):
    """Who, how, which way, what, when, and who promised something until when."""

    submitted = Signal(object)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("logForm")
        self._clock = clock
        self.who = ChoiceButton(self.tr("Who"))
        self.channel = ChoiceButton(self.tr("How"))
        self.direction = ChoiceButton(self.tr("Which way"))
        self.channel.set_choices(list(channel_words().items()), Channel.CALL)
        self.direction.set_choices(list(direction_words().items()), Direction.IN)
        self.summary = LineField(self.tr("What was said"), self.tr("What was said, in a few words"))
        self.summary.setObjectName("logForm.summary")
        self.summary_field = Field(self.tr("What was said"), self.summary)
        self.day = DayField(self.tr("Day"))
        self.time = TimeField(self.tr("Time"))
        self.promised_by = ChoiceButton(self.tr("Promised by"))
        promised = [
            (None, self.tr("Nobody promised anything")),
            (WhoseMove.MINE, self.tr("You promised something")),
            (WhoseMove.THEIRS, self.tr("They promised something")),
        ]
        self.promised_by.set_choices(promised, None)
        self.due_on = OptionalDayField(self.tr("Until"), self.tr("Remind on a day"))
        self.due_on.start_on = clock.today
        self.button = Button(self.tr("Log it"), ButtonKind.PRIMARY)
        self.button.setObjectName("logForm.log")
        self.button.clicked.connect(self._submit)
        self.summary.returnPressed.connect(self._submit)
        self._lay_out()
        self.start_over()

    def _lay_out(self) -> None:
        how = QWidget()
        flow = FlowLayout(how)
        for button in (self.who, self.channel, self.direction):
            flow.addWidget(button)
        moment = QWidget()
        flow = FlowLayout(moment)
        flow.addWidget(self.day)
        flow.addWidget(self.time)
        self.when_field = Field(self.tr("When"), moment)
        promise = QWidget()
        flow = FlowLayout(promise)
        flow.addWidget(self.promised_by)
        for widget in (how, self.summary_field, self.when_field, promise, self.due_on):
            self.column.addWidget(widget)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def start_over(self, draft: str = "") -> None:
        """Be ready for the next one, with what was typed for it before."""
        now = self._clock.now().astimezone(self._clock.zone)
        self.day.set_day(now.date())
        self.time.set_time_of_day(now.time())
        self._untouched = (self.day.day(), self.time.time_of_day())
        self.summary.setText(draft)
        self.summary.setModified(bool(draft))
        self.summary_field.clear_error()
        self.when_field.clear_error()
        self.promised_by.set_current(None)
        self.due_on.set_value(None)

    def set_people(self, people: list[Contact]) -> None:
        """Offer these; the one that is chosen stays."""
        ids = [person.id for person in people]
        current = self.who.current()
        chosen = current if current in ids else (ids[0] if ids else None)
        self.who.set_choices([(person.id, person.name) for person in people], chosen)

    def _submit(self) -> None:
        contact_id = self.who.current()
        if not isinstance(contact_id, int):
            self.summary_field.show_error(self.tr("Add the person first, below."))
            return
        try:
            happened_at = self._happened_at()
        except Refusal as refusal:
            self.when_field.show_error(str(refusal))
            return
        self.when_field.clear_error()
        channel, direction = self.channel.current(), self.direction.current()
        promised_by = self.promised_by.current()
        assert isinstance(channel, Channel)
        assert isinstance(direction, Direction)
        assert promised_by is None or isinstance(promised_by, WhoseMove)
        said = self.summary.text()
        logged = LoggedContact(contact_id, channel, direction, said, happened_at, promised_by, self.due_on.value())
        self.submitted.emit(logged)

    def _happened_at(self) -> datetime | None:
        """The instant, or ``None`` for just now: the time was left as it came."""
        shown = (self.day.day(), self.time.time_of_day())
        if shown == self._untouched:
            return None
        return resolve_local(datetime.combine(*shown), self._clock.zone)
