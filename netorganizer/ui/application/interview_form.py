"""The form of an interview. A new one is added by its button; a booked one keeps each field as it is left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from netorganizer.domain.clock import find_zone, format_day, is_imaginary, parse_time
from netorganizer.domain.errors import Refusal
from netorganizer.domain.pipeline import STAGE_NAMES, Stage
from netorganizer.services.interviews import InterviewFields
from netorganizer.ui.application.words import span_words
from netorganizer.ui.widgets.buttons import Button, ButtonKind
from netorganizer.ui.widgets.choice_button import ChoiceButton
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.fields import Field, LineField, NumberField
from netorganizer.ui.widgets.flow_layout import FlowLayout
from netorganizer.ui.widgets.moment_fields import DayField, TimeField, ZoneField
from netorganizer.ui.widgets.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from netorganizer.domain.clock import Clock
    from netorganizer.domain.interview import Interview
    from netorganizer.domain.playbook import InterviewDefaults

_LONGEST = 24 * 60
_SETTLE_MS = 900


class InterviewForm(Surface):
    """``edited`` carries what was set on a booked interview, ``add_requested`` all of a new one."""

    add_requested = Signal(object)
    edited = Signal(object)
    stage_chosen = Signal(object)
    closed = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("interviewForm")
        self._clock = clock
        self._booked: Interview | None = None
        self._chosen: datetime | None = None
        self._settle = QTimer(self, interval=_SETTLE_MS)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._keep_times)
        self._make_controls()
        self._lay_out()
        self._wire()

    def _make_controls(self) -> None:
        self.heading = LookLabel("", "body_strong", "text")
        self.title = LineField(self.tr("Title"))
        self.stage = ChoiceButton(self.tr("Stage"))
        self.stage.set_choices([(stage, STAGE_NAMES[stage]) for stage in Stage])
        self.day = DayField(self.tr("Day"))
        self.time = TimeField(self.tr("Time"))
        self.zone = ZoneField(self.tr("Time zone"))
        self.minutes = NumberField(self.tr("Minutes"), 1, _LONGEST)
        self.round = NumberField(self.tr("Round"), 0, 99)
        self.round.setSpecialValueText("–")
        self.panel = LineField(self.tr("With"), self.tr("Names, with commas between"))
        self.link = LineField(self.tr("Link"), "https://")
        self.place = LineField(self.tr("Place"))
        self.reading = LookLabel("", "secondary", "text2")
        self.suggested = LookLabel("", "secondary", "text2")
        self.add_button = Button(self.tr("Add interview"), ButtonKind.PRIMARY)
        self.done_button = Button("", ButtonKind.SECONDARY)
        for name in ("title", "stage", "day", "time", "zone", "minutes", "round", "panel", "link", "place"):
            getattr(self, name).setObjectName(f"interviewForm.{name}")
        self.add_button.setObjectName("interviewForm.add")
        self.done_button.setObjectName("interviewForm.done")

    def _lay_out(self) -> None:
        self.title_field = Field(self.tr("Title"), self.title)
        self.time_field = Field(self.tr("Day and time"), _side_by_side(self.day, self.time))
        self.zone_field = Field(self.tr("Time zone of that time"), self.zone)
        self.panel_field = Field(self.tr("With"), self.panel)
        numbers = _side_by_side(Field(self.tr("Minutes"), self.minutes), Field(self.tr("Round"), self.round))
        for label in (self.reading, self.suggested):
            label.setWordWrap(True)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.add_button)
        flow.addWidget(self.done_button)
        widgets: tuple[QWidget, ...] = (
            self.heading, self.title_field, Field(self.tr("Stage"), self.stage), self.time_field, self.zone_field,
            self.reading, numbers, self.panel_field, self.suggested, Field(self.tr("Link"), self.link),
            Field(self.tr("Place"), self.place), buttons,
        )  # fmt: skip
        for widget in widgets:
            self.column.addWidget(widget)

    def _wire(self) -> None:
        self.add_button.clicked.connect(self._submit)
        self.done_button.clicked.connect(self.closed)
        self.title.committed.connect(lambda text: self._keep(InterviewFields(title=text)))
        self.link.committed.connect(lambda text: self._keep(InterviewFields(link=text)))
        self.place.committed.connect(lambda text: self._keep(InterviewFields(place=text)))
        self.panel.committed.connect(lambda _text: self._keep(InterviewFields(panel=self._names())))
        self.stage.chosen.connect(self._choose_stage)
        self.round.valueChanged.connect(self._set_round)
        self.zone.committed.connect(self._change_zone)
        for signal in (self.day.changed, self.time.changed, self.minutes.valueChanged):
            signal.connect(self._time_changed)
        for line in (self.day.line, self.time.line):
            line.textChanged.connect(self._forget_choice)

    # Showing

    def start_new(self, stage: Stage, starts_at: datetime, zone: str, defaults: InterviewDefaults) -> None:
        """A new interview at the wall time of ``starts_at`` in ``zone``, otherwise as the playbook suggests."""
        self._booked = None
        self._fill(starts_at, zone, defaults.minutes)
        self.stage.set_current(stage)
        for line in (self.panel, self.link, self.place):
            line.clear()
            line.settle()
        self.show_defaults(defaults)
        self._show_kind(self.tr("New interview"), self.tr("Cancel"))

    def show_defaults(self, defaults: InterviewDefaults) -> None:
        """Take title and minutes from the playbook, and say whom it expects."""
        self.title.setText(defaults.title)
        self.title.settle()
        self._quietly(lambda: self.minutes.setValue(defaults.minutes))
        seats = ", ".join(seat.text or seat.title for seat in defaults.panel)
        usual = self.tr("Usually {minutes} minutes.").format(minutes=defaults.minutes_range)
        if defaults.minutes_are_ours:
            usual = self.tr("Usually {minutes} minutes (ours).").format(minutes=defaults.minutes_range)
        with_whom = self.tr("Usually with: {people}").format(people=seats) if seats else ""
        self.suggested.setText("\n".join(filter(None, (usual, with_whom))))
        self.suggested.show()
        self._show_reading()

    def show_booked(self, interview: Interview) -> None:
        """A booked interview; what is being typed stays."""
        is_other = self._booked is None or self._booked.id != interview.id
        self._booked = interview
        if is_other:
            self.clear_errors()
            for line in (self.title, self.panel, self.link, self.place, self.zone):
                line.give_up()
        if is_other or not self._is_timing():
            self._fill(interview.starts_at, interview.zone, interview.minutes)
        self.stage.set_current(interview.stage)
        self._quietly(lambda: self.round.setValue(interview.round or 0))
        self.title.set_value(interview.title)
        self.panel.set_value(", ".join(person.name for person in interview.panel))
        self.link.set_value(interview.link)
        self.place.set_value(interview.place)
        self.suggested.hide()
        self._show_kind(self.tr("Edit interview"), self.tr("Done"))

    def booked_id(self) -> int:
        """The id of the booked interview it shows; 0 for a new one."""
        return self._booked.id if self._booked else 0

    def _show_kind(self, heading: str, done: str) -> None:
        self.heading.setText(heading)
        self.done_button.setText(done)
        self.add_button.setVisible(self._booked is None)
        self._show_reading()

    def _fill(self, starts_at: datetime, zone_name: str, minutes: int) -> None:
        there = starts_at.astimezone(find_zone(zone_name))
        self.day.set_day(there.date())
        self.time.set_time_of_day(there.time())
        self._quietly(lambda: self.minutes.setValue(minutes))
        self.zone.setText(zone_name)
        self.zone.settle()
        # The instant itself: a wall time that comes twice has two.
        self._chosen = starts_at.astimezone(UTC)
        self._settle.stop()
        self.time_field.clear_error()
        self.zone_field.clear_error()

    def _quietly(self, set_value: Callable[[], None]) -> None:
        controls = (self.minutes, self.round)
        for control in controls:
            control.blockSignals(True)
        set_value()
        for control in controls:
            control.blockSignals(False)

    def clear_errors(self) -> None:
        """Nothing is wrong."""
        for field in (self.title_field, self.time_field, self.zone_field, self.panel_field):
            field.clear_error()

    # The time

    def _is_timing(self) -> bool:
        """Whether day, time or length are being changed and not kept yet."""
        return self._settle.isActive() or self.day.line.is_edited() or self.time.line.is_edited()

    def _forget_choice(self) -> None:
        self._chosen = None
        self.reading.clear()

    def _time_changed(self) -> None:
        self._show_reading()
        if self._booked is not None:
            self._settle.start()

    def _change_zone(self) -> None:
        self.zone.settle()
        self._chosen = None
        self._time_changed()

    def _starts_at(self) -> datetime | None:
        """The instant that is meant, or ``None`` with the reason beside the field."""
        try:
            zone = find_zone(self.zone.text().strip())
        except Refusal as refusal:
            self.zone_field.show_error(str(refusal))
            return None
        self.zone_field.clear_error()
        if self._chosen is not None:
            self.time_field.clear_error()
            return self._chosen
        try:
            local = datetime.combine(self.day.day(), self.time.time_of_day())
        except Refusal as refusal:
            self.time_field.show_error(str(refusal))
            return None
        try:
            instant = parse_time(local.isoformat(timespec="minutes"), zone)
        except Refusal as refusal:
            self._offer_readings(local, zone, str(refusal))
            return None
        self.time_field.clear_error()
        return instant

    def _offer_readings(self, local: datetime, zone: ZoneInfo, why: str) -> None:
        """Say why the wall time has no single meaning, and offer both readings as buttons."""
        if local.replace(tzinfo=zone, fold=0).utcoffset() == local.replace(tzinfo=zone, fold=1).utcoffset():
            self.time_field.show_error(why)  # one reading, but too far from now
            return
        readings = [local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
        if is_imaginary(local, zone):
            words = self.tr("{time} on {day} does not exist there: the clocks skip it. Which one is it?")
            readings.reverse()
        else:
            words = self.tr("{time} on {day} happens twice there: the clocks go back. Which one is it?")
        ways = [(_reading_words(instant, zone), lambda instant=instant: self._choose(instant)) for instant in readings]
        told = words.format(time=f"{local:%H:%M}", day=format_day(local.date()))
        self.time_field.show_error(told, ways)

    def _choose(self, instant: datetime) -> None:
        there = instant.astimezone(find_zone(self.zone.text().strip()))
        self.time.set_time_of_day(there.time())
        self.day.set_day(there.date())
        self._chosen = instant
        self._show_reading()
        if self._booked is not None:
            self._keep_times()

    def _show_reading(self) -> None:
        instant = self._starts_at()
        if instant is None:
            self.reading.setText("")
            return
        ends_at = instant + timedelta(minutes=self.minutes.value())
        zone = self.zone.text().strip()
        self.reading.setText(" · ".join(filter(None, span_words(instant, ends_at, zone, self._clock))))

    # Keeping

    def keep(self) -> None:
        """Keep every field of a booked interview that was being typed."""
        if self._booked is None:
            return
        for line in (self.title, self.panel, self.link, self.place, self.zone):
            line.commit()
        if self._is_timing():
            self._keep_times()

    def unkept_text(self) -> str:
        """What is typed about a booked interview and not kept."""
        if self._booked is None:
            return ""
        typed = [line for line in (self.title, self.panel, self.link, self.place, self.zone) if line.is_edited()]
        words = [f"{line.accessibleName()}: {line.text()}" for line in typed]
        if self._is_timing():
            words.append(self.tr("Time: {day} {time}").format(day=self.day.line.text(), time=self.time.line.text()))
        return "\n".join(words)

    def forget_typed(self) -> None:
        """Nothing of it waits to be kept."""
        self._settle.stop()
        for line in (self.title, self.panel, self.link, self.place, self.zone):
            line.give_up()

    def settle(self) -> None:
        """What was typed is kept."""
        for line in (self.title, self.panel, self.link, self.place, self.zone):
            line.settle()

    def _keep_times(self) -> None:
        self._settle.stop()
        booked, instant = self._booked, self._starts_at()
        if booked is None or instant is None:
            return
        zone, minutes = self.zone.text().strip(), self.minutes.value()
        if (instant, zone, minutes) != (booked.starts_at, booked.zone, booked.minutes):
            self._keep(InterviewFields(starts_at=instant, zone=zone, minutes=minutes))

    def _set_round(self, number: int) -> None:
        self._keep(InterviewFields(round=number or None))

    def _choose_stage(self, stage: Stage) -> None:
        if self._booked is None:
            self.stage_chosen.emit(stage)
        else:
            self._keep(InterviewFields(stage=stage))

    def _keep(self, fields: InterviewFields) -> None:
        if self._booked is not None:
            self.edited.emit(fields)

    def _names(self) -> list[str]:
        return [name.strip() for name in self.panel.text().split(",") if name.strip()]

    def _submit(self) -> None:
        instant = self._starts_at()
        stage = self.stage.current()
        assert isinstance(stage, Stage)
        if instant is None:
            return
        self.add_requested.emit(
            InterviewFields(
                title=self.title.text(),
                starts_at=instant,
                zone=self.zone.text().strip(),
                minutes=self.minutes.value(),
                stage=stage,
                round=self.round.value() or None,
                panel=self._names(),
                link=self.link.text(),
                place=self.place.text(),
            )
        )


def _side_by_side(*widgets: QWidget) -> QWidget:
    both = QWidget()
    flow = FlowLayout(both)
    for widget in widgets:
        flow.addWidget(widget)
    return both


def _reading_words(instant: datetime, zone: ZoneInfo) -> str:
    there = instant.astimezone(zone)
    offset = there.strftime("%z")
    return f"{there:%H:%M} {there.tzname()} (UTC{offset[:3]}:{offset[3:]})"
