"""What the panel's dialogs have in common: a title, a bar for what failed, buttons at the foot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from netorganizer.ui.application.section import stack
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import Button, ButtonKind
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.flow_layout import FlowLayout
from netorganizer.ui.widgets.inline_bar import InlineBar

if TYPE_CHECKING:
    from collections.abc import Callable


class PanelDialog(QDialog):
    """A small dialog over the window. It is shown with ``open`` and deletes itself when it is closed."""

    def __init__(self, title: str, parent: QWidget, *, width: int = 440) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.column = stack(self, margin=16, spacing=10)
        heading = LookLabel(title, "section", "text")
        heading.setWordWrap(True)
        self.bar = InlineBar(self)
        self.column.addWidget(heading)
        self.column.addWidget(self.bar)
        self.setMinimumWidth(min(current_look().px(width), 760))

    def add_words(self, color: str = "text2") -> LookLabel:
        """A paragraph, empty for now."""
        label = LookLabel("", "body", color)
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def add_buttons(self, *buttons: Button, close_words: str) -> Button:
        """The buttons at the foot, with the one that closes at the end; returns that one."""
        close = Button(close_words, ButtonKind.SECONDARY)
        close.setObjectName(f"{self.objectName()}.close")
        close.clicked.connect(self.reject)
        foot = QWidget()
        flow = FlowLayout(foot)
        for button in (*buttons, close):
            button.setAutoDefault(False)
            flow.addWidget(button)
        self.column.addWidget(foot)
        return close

    def ask_file(self, title: str, name: str, kind: str, save: Callable[[str], None]) -> QFileDialog:
        """Ask where to save; ``save`` gets the chosen path. Replacing a file has then been agreed to."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        if not Path(folder).is_dir():
            folder = str(Path.home())
        dialog = QFileDialog(self, title, folder, kind)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.selectFile(name)
        dialog.fileSelected.connect(save)
        dialog.open()
        return dialog
