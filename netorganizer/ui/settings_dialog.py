"""The settings that there are, applied as they are chosen."""

from dataclasses import replace
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from netorganizer.domain.clock import find_zone
from netorganizer.domain.errors import Refusal
from netorganizer.services.settings import Settings, load_settings, save_settings
from netorganizer.services.workspace import Workspace
from netorganizer.ui.look_settings import LARGEST_PERCENT, SMALLEST_PERCENT, apply_settings
from netorganizer.ui.widgets.buttons import Button
from netorganizer.ui.widgets.inline_bar import InlineBar


class SettingsDialog(QDialog):
    """Appearance, time zone, printing. ``look_changed`` follows a change of theme or text size."""

    look_changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        settings = load_settings(workspace.home)  # first: where they cannot be read, there is no dialog
        super().__init__(parent)
        self.setObjectName("settings")
        self.setWindowTitle(self.tr("Settings"))
        self._workspace = workspace
        self._settings = settings
        self._bar = InlineBar(self)
        self._form = QFormLayout()
        self._add_appearance()
        self._add_zone()
        self._add_printing()
        close = Button(self.tr("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(self._bar)
        layout.addLayout(self._form)
        layout.addStretch(1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(440)

    def _add_row(self, words: str, field: QWidget) -> None:
        label = QLabel(words)
        label.setBuddy(field)
        field.setAccessibleName(words)
        self._form.addRow(label, field)

    def _add_appearance(self) -> None:
        themes = {
            "system": self.tr("Like the desktop"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "high_contrast": self.tr("High contrast"),
        }
        theme = _choice(themes, self._settings.theme)
        theme.activated.connect(lambda: self._keep(theme=str(theme.currentData())))
        self._add_row(self.tr("Appearance"), theme)
        size = QSpinBox()
        size.setRange(SMALLEST_PERCENT, LARGEST_PERCENT)
        size.setSingleStep(10)
        size.setSuffix(" %")
        size.setValue(self._settings.text_percent)
        size.valueChanged.connect(lambda value: self._keep(text_percent=value))
        self._add_row(self.tr("Text size"), size)

    def _add_zone(self) -> None:
        zone = QLineEdit(self._settings.zone)
        zone.setPlaceholderText(self._workspace.clock.zone_name)
        completer = QCompleter(sorted(available_timezones()), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        zone.setCompleter(completer)
        zone.editingFinished.connect(lambda: self._keep(zone=zone.text().strip()))
        self._add_row(self.tr("Time zone (from the next start on)"), zone)

    def _add_printing(self) -> None:
        paper = _choice({"a4": self.tr("A4"), "letter": self.tr("Letter")}, self._settings.paper)
        paper.activated.connect(lambda: self._keep(paper=str(paper.currentData())))
        self._add_row(self.tr("Paper"), paper)
        name = QLineEdit(self._settings.name)
        name.editingFinished.connect(lambda: self._keep(name=name.text().strip()))
        self._add_row(self.tr("Your name, printed on packs"), name)

    def _keep(self, **chosen: str | int) -> None:
        wanted: Settings = replace(self._settings, **chosen)  # type: ignore[arg-type]  # the fields above
        if wanted == self._settings:
            return
        try:
            if wanted.zone:
                find_zone(wanted.zone)
            save_settings(self._workspace.home, wanted)
        except Refusal as refusal:
            self._bar.show_message(str(refusal))
            return
        self._bar.dismiss()
        self._settings = wanted
        if {"theme", "text_percent"} & set(chosen):
            apply_settings(wanted)
            self.look_changed.emit()


def _choice(words: dict[str, str], chosen: str) -> QComboBox:
    box = QComboBox()
    for key, word in words.items():
        box.addItem(word, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
