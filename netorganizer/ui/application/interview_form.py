"""The form of an interview. A new one is added by its button; a booked one keeps each field as it is left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from netorganizer.domain.clock import find_zone, format_day, is_imaginary, parse_time
from netorganizer.domain.errors import Refusal
from netorganizer.domain.pipeline import Stage
from netorganizer.services.interviews import InterviewFields
from netorganizer.ui.application.interview_controls import InterviewControls
from netorganizer.ui.application.interview_draft import InterviewDraft
from netorganizer.ui.application.words import reading_words, span_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from netorganizer.domain.clock import Clock
    from netorganizer.domain.interview import Interview
    from netorganizer.domain.playbook import InterviewDefaults

_SETTLE_MS = 900


class InterviewForm(InterviewControls):
    """``edited`` carries what was set on a booked interview, ``add_requested`` all of a new one."""

    add_requested = Signal(object)
    edited = Signal(object)
    stage_chosen = Signal(object)
    closed = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._booked: Interview | None = None
        self._chosen: datetime | None = None
        self._begun: InterviewDraft | None = None
        self._suggested: InterviewDefaults | None = None
        self._settle = QTimer(self, interval=_SETTLE_MS)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._keep_times)
        self._wire()

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
        self._booked = self._suggested = None
        self.clear_errors()
        self._fill(starts_at, zone, defaults.minutes)
        self.stage.set_current(stage)
        self._quietly(lambda: self.round.setValue(0))
        for line in (self.title, self.panel, self.link, self.place):
            line.clear()
            line.settle()
        self.show_defaults(defaults)
        self._show_kind(self.tr("New interview"), self.tr("Cancel"))
        self._begun = self.draft()

    def show_defaults(self, defaults: InterviewDefaults) -> None:
        """Take title and minutes from the playbook where the person has set no other, and say whom it expects."""
        before, self._suggested = self._suggested, defaults
        if self.title.text().strip() in ("", before.title if before else ""):
            self.title.setText(defaults.title)
            self.title.settle()
        if before is None or self.minutes.value() == before.minutes:
            self._quietly(lambda: self.minutes.setValue(defaults.minutes))
        self._say_what_is_usual(defaults)
        self._show_reading()

    def _say_what_is_usual(self, defaults: InterviewDefaults) -> None:
        seats = "; ".join((seat.text or seat.title).rstrip(".") for seat in defaults.panel)
        usual = self.tr("Usually {minutes} minutes.").format(minutes=defaults.minutes_range)
        if defaults.minutes_are_ours:
            usual = self.tr("Usually {minutes} minutes (ours).").format(minutes=defaults.minutes_range)
        with_whom = self.tr("Usually with: {people}.").format(people=seats) if seats else ""
        self.suggested.setText("\n".join(filter(None, (usual, with_whom))))
        self.suggested.show()

    def draft(self) -> InterviewDraft:
        """The fields as they stand."""
        stage = self.stage.current()
        assert isinstance(stage, Stage)
        day, time, zone = self.day.line.text(), self.time.line.text(), self.zone.text()
        lines = (self.panel.text(), self.link.text(), self.place.text())
        numbers = (self.minutes.value(), self.round.value())
        return InterviewDraft(self.title.text(), stage, day, time, zone, *numbers, *lines, self._chosen)

    def is_pending(self) -> bool:
        """Whether it holds what would be lost: a new interview half typed, or a time of a booked one not readable."""
        if self._booked is None:
            return self.draft() != self._begun
        return self._starts_at() is None

    def show_draft(self, draft: InterviewDraft, defaults: InterviewDefaults) -> None:
        """A new interview as far as it was typed before."""
        self._booked, self._begun, self._suggested = None, None, defaults
        self.clear_errors()
        self.stage.set_current(draft.stage)
        self._quietly(lambda: self.round.setValue(draft.round))
        self._quietly(lambda: self.minutes.setValue(draft.minutes))
        for line, text in (
            (self.title, draft.title),
            (self.panel, draft.panel),
            (self.link, draft.link),
            (self.place, draft.place),
        ):
            line.setText(text)
            line.settle()
        self._say_what_is_usual(defaults)
        self.show_times(draft)
        self._show_kind(self.tr("New interview"), self.tr("Cancel"))

    def show_times(self, draft: InterviewDraft) -> None:
        """Day, time and zone as they were typed before."""
        self.day.line.setText(draft.day)
        self.time.line.setText(draft.time)
        self.zone.setText(draft.zone)
        self._chosen = draft.chosen
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
            self.zone_field.show_error(str(refusal), self._ways_back())
            return None
        self.zone_field.clear_error()
        if self._chosen is not None:
            self.time_field.clear_error()
            return self._chosen
        try:
            local = datetime.combine(self.day.day(), self.time.time_of_day())
        except Refusal as refusal:
            self.time_field.show_error(str(refusal), self._ways_back())
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
            self.time_field.show_error(why, self._ways_back())  # one reading, but too far from now
            return
        readings = [local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
        if is_imaginary(local, zone):
            words = self.tr("{time} on {day} does not exist there: the clocks skip it. Which one is it?")
            readings.reverse()
        else:
            words = self.tr("{time} on {day} happens twice there: the clocks go back. Which one is it?")
        ways = [(reading_words(instant, zone), lambda instant=instant: self._choose(instant)) for instant in readings]
        told = words.format(time=f"{local:%H:%M}", day=format_day(local.date()))
        self.time_field.show_error(told, [*ways, *self._ways_back()])

    def _ways_back(self) -> list[tuple[str, Callable[[], None]]]:
        """For a booked interview there is the time that is kept."""
        return [] if self._booked is None else [(self.tr("Back to the booked time"), self._put_back)]

    def _put_back(self) -> None:
        assert self._booked is not None
        self._fill(self._booked.starts_at, self._booked.zone, self._booked.minutes)
        self._show_reading()

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

    def stop_at_error(self) -> bool:
        """Whether something of a booked interview cannot be kept as it stands; the focus is there then."""
        if self._booked is None:
            return False
        self._starts_at()
        if not self.title.is_edited():
            self.title_field.clear_error()
        fields = ((self.title_field, self.title), (self.time_field, self.time), (self.zone_field, self.zone))
        wrong = next((control for field, control in fields if field.error), None)
        if wrong is not None:
            wrong.setFocus()
        return wrong is not None

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
