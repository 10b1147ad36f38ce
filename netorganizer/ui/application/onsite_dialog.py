"""Planning an on-site: a suggestion with its reasons, to be taken or left."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netorganizer.domain.clock import find_zone, format_day
from netorganizer.domain.errors import Refusal
from netorganizer.domain.onsite import DEFAULT_START, next_weekday
from netorganizer.domain.onsite_plan import BlockKind
from netorganizer.domain.pipeline import Stage
from netorganizer.services import interviews, onsite
from netorganizer.ui.application.dialog import PanelDialog
from netorganizer.ui.application.section import keep_change, scroll, stack
from netorganizer.ui.application.words import translate
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import Button, ButtonKind
from netorganizer.ui.widgets.choice_button import ChoiceButton
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.fields import Field
from netorganizer.ui.widgets.inline_bar import InlineBar
from netorganizer.ui.widgets.moment_fields import DayField, TimeField, ZoneField
from netorganizer.ui.widgets.surface import Surface

if TYPE_CHECKING:
    from datetime import time

    from netorganizer.domain.application import Application
    from netorganizer.domain.clock import Clock
    from netorganizer.domain.onsite_plan import OnsiteBlock, OnsiteDay, OnsitePlan
    from netorganizer.services.workspace import Workspace


class DayPlan(Surface):
    """One planned day: its date, its load, and every block with its times and its reason."""

    start_wanted = Signal(object)

    def __init__(self, name: str, clock: Clock) -> None:
        super().__init__()
        self.setObjectName(name)
        self._clock = clock
        self._title = LookLabel("", "body_strong", "text")
        self._load = LookLabel("", "secondary", "text2")
        self._kinder = Button("", ButtonKind.QUIET)
        self._kinder.clicked.connect(lambda: self.start_wanted.emit(self._kinder_start))
        self._kinder_start: time | None = None
        self._blocks: list[LookLabel] = []
        for label in (self._title, self._load):
            label.setWordWrap(True)
            self.column.addWidget(label)
        self.column.addWidget(self._kinder, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def show_day(self, number: int, day: OnsiteDay, zone_name: str) -> None:
        """Show this day; ``zone_name`` is the company's."""
        title = translate("Application", "Day {number}: {day}").format(number=number, day=format_day(day.on))
        self._title.setText(title)
        self.setAccessibleName(title)
        hours, minutes = divmod(day.interview_minutes, 60)
        load = translate("Application", "{hours} h {minutes} min of interviews")
        self._load.setText(load.format(hours=hours, minutes=minutes))
        self._kinder_start = day.kinder_start
        self._kinder.setVisible(day.kinder_start is not None)
        if day.kinder_start is not None:
            kinder = translate("Application", "Start at {time} instead")
            self._kinder.setText(kinder.format(time=f"{day.kinder_start:%H:%M}"))
        self._show_blocks(day, zone_name)

    def _show_blocks(self, day: OnsiteDay, zone_name: str) -> None:
        for label in self._blocks:
            label.hide()
            label.deleteLater()
        self._blocks = []
        for block in day.blocks:
            is_pause = block.kind is not BlockKind.INTERVIEW
            first = LookLabel(self._line(block, zone_name), "body", "text2" if is_pause else "text")
            reason = LookLabel(block.reason, "secondary", "text2")
            for label in (first, reason):
                label.setWordWrap(True)
                self.column.insertWidget(self.column.count() - 1, label)
                self._blocks.append(label)
            reason.setVisible(bool(block.reason))

    def _line(self, block: OnsiteBlock, zone_name: str) -> str:
        zone = find_zone(zone_name)
        there = f"{block.starts_at.astimezone(zone):%H:%M}–{block.ends_at.astimezone(zone):%H:%M}"
        words = f"{there}  {block.title}"
        if zone_name == self._clock.zone_name:
            return words
        here, here_end = block.starts_at.astimezone(self._clock.zone), block.ends_at.astimezone(self._clock.zone)
        you = translate("Application", "{time} you").format(time=f"{here:%H:%M}–{here_end:%H:%M}")
        return f"{words}  ({you})"

    @property
    def words(self) -> str:
        """Everything the day says."""
        return "\n".join([self._title.text(), *(label.text() for label in self._blocks)])


class OnsiteDialog(PanelDialog):
    """Days, zone and start at the top; the suggestion, made anew at every change, below."""

    applied = Signal(str)

    def __init__(self, workspace: Workspace, application: Application, parent: QWidget) -> None:
        title = translate("Application", "Plan the on-site of {name}").format(name=application.name)
        super().__init__(title, parent, width=720)
        self.setObjectName("planner")
        self._workspace, self._application = workspace, application
        self.plan: OnsitePlan | None = None
        self._make_controls()
        self._lay_out()
        self.suggest()
        self.resize(self.minimumWidth(), min(current_look().px(720), max(480, parent.height() - 40)))
        self.days.setFocus()

    def _make_controls(self) -> None:
        booked = [
            each
            for each in interviews.list_interviews(self._workspace, self._application.id)
            if each.stage is Stage.ONSITE and each.is_live
        ]
        clock = self._workspace.clock
        dates = sorted({each.day for each in booked})
        first = dates[0] if dates else next_weekday(clock.today())
        self.days = ChoiceButton(self.tr("How many days"))
        choices = [(1, self.tr("One day")), (2, self.tr("Two days"))]
        self.days.set_choices(choices, 1 if len(dates) == 1 else 2)
        self.first_day = DayField(self.tr("First day"))
        self.first_day.set_day(first)
        self.second_day = DayField(self.tr("Second day"))
        self.second_day.set_day(dates[1] if len(dates) > 1 else next_weekday(first))
        self.zone = ZoneField(self.tr("Their time zone"))
        self.zone.setText(booked[0].zone if booked else clock.zone_name)
        self.zone.settle()
        self.start = TimeField(self.tr("Start there at"))
        earliest = min(booked, key=lambda each: each.starts_at) if booked else None
        there = earliest.starts_at.astimezone(find_zone(earliest.zone)).time() if earliest else DEFAULT_START
        self.start.set_time_of_day(there)
        for name in ("days", "first_day", "second_day", "zone", "start"):
            getattr(self, name).setObjectName(f"planner.{name}")
        self.days.chosen.connect(self.suggest)
        self.first_day.changed.connect(self._follow_first_day)
        for signal in (self.second_day.changed, self.start.changed):
            signal.connect(self.suggest)
        self.zone.committed.connect(self._change_zone)

    def _lay_out(self) -> None:
        self.second_field = Field(self.tr("Second day"), self.second_day)
        self.zone_field = Field(self.tr("Their time zone"), self.zone)
        self._add_row(Field(self.tr("Days"), self.days), Field(self.tr("First day"), self.first_day), self.second_field)
        self._add_row(self.zone_field, Field(self.tr("Start there at"), self.start))
        self.day_plans = [DayPlan(f"planner.day{number}", self._workspace.clock) for number in (1, 2)]
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        for plan in self.day_plans:
            plan.start_wanted.connect(self._take_start)
            row.addWidget(plan, 1)
        self._warnings = QWidget()
        stack(self._warnings, spacing=4)
        both = QWidget()
        column = stack(both)
        column.addWidget(self._warnings)
        column.addWidget(inside)
        column.addStretch(1)
        area = scroll(both, self)
        area.setMinimumHeight(current_look().px(260))
        self.column.addWidget(area, 1)
        self.apply_button = Button(self.tr("Book this plan"), ButtonKind.PRIMARY)
        self.apply_button.setObjectName("planner.apply")
        self.apply_button.clicked.connect(self._apply)
        self.add_buttons(self.apply_button, close_words=self.tr("Keep mine"))

    def _add_row(self, *fields: Field) -> None:
        row = QHBoxLayout()
        for field in fields:
            row.addWidget(field, 1)
        self.column.addLayout(row)

    # Suggesting

    def _follow_first_day(self) -> None:
        with suppress(Refusal):  # told by the suggestion below
            if self.second_day.day() <= self.first_day.day():
                self.second_day.set_day(next_weekday(self.first_day.day()))
        self.suggest()

    def _change_zone(self) -> None:
        self.zone.settle()
        self.suggest()

    def _take_start(self, start: time) -> None:
        self.start.set_time_of_day(start)
        self.suggest()

    def suggest(self) -> None:
        """Make the suggestion anew; what is impossible is said, and there is nothing to book then."""
        days = 1 if self.days.current() == 1 else 2
        self.second_field.setVisible(days == 2)
        self.plan = self._make_plan(days, self.zone.text().strip())
        self.apply_button.setEnabled(self.plan is not None and bool(self.plan.interview_blocks))

    def _make_plan(self, days: int, zone: str) -> OnsitePlan | None:
        try:
            find_zone(zone)
        except Refusal as refusal:
            self.zone_field.show_error(str(refusal))
            return None
        self.zone_field.clear_error()
        try:
            plan = onsite.plan_onsite(
                self._workspace,
                self._application.id,
                self.first_day.day(),
                second_day=self.second_day.day() if days == 2 else None,
                zone=zone,
                days=days,
                start=self.start.time_of_day(),
            )
        except Refusal as refusal:
            self.bar.show_message(str(refusal))
            return None
        self.bar.dismiss()
        self._show_plan(plan, zone)
        return plan

    def _show_plan(self, plan: OnsitePlan, zone: str) -> None:
        for number, (widget, day) in enumerate(zip(self.day_plans, plan.days, strict=False), 1):
            widget.show_day(number, day, zone)
        for number, widget in enumerate(self.day_plans, 1):
            widget.setVisible(number <= len(plan.days))
        layout = self._warnings.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for warning in plan.warnings:
            bar = InlineBar()
            bar.show_message(warning.text, tone="warn")
            layout.addWidget(bar)

    def _apply(self) -> None:
        plan, zone = self.plan, self.zone.text().strip()
        if plan is None:
            return
        book = partial(onsite.apply_plan, self._workspace, self._application.id, plan, zone)
        try:
            label = keep_change(self._workspace, book)
        except Refusal as refusal:
            self.bar.show_message(str(refusal))
            return
        if label:
            self.applied.emit(label)
        self.accept()
