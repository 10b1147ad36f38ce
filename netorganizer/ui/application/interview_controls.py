"""The controls of the interview form, from top to bottom."""

from PySide6.QtWidgets import QWidget

from netorganizer.domain.pipeline import STAGE_NAMES, Stage
from netorganizer.ui.widgets.buttons import Button, ButtonKind
from netorganizer.ui.widgets.choice_button import ChoiceButton
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.fields import Field, LineField, NumberField
from netorganizer.ui.widgets.flow_layout import FlowLayout
from netorganizer.ui.widgets.moment_fields import DayField, TimeField, ZoneField
from netorganizer.ui.widgets.surface import Surface

_LONGEST = 24 * 60


class InterviewControls(Surface):
    """Makes the controls and puts them in order; what they do is the form's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("interviewForm")
        self._make_controls()
        self._lay_out()

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


def _side_by_side(*widgets: QWidget) -> QWidget:
    both = QWidget()
    flow = FlowLayout(both)
    for widget in widgets:
        flow.addWidget(widget)
    return both
