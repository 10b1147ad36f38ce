"""The sheet of keys: made from the same tables that make them work."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from netorganizer.ui.actions import ACTIONS
from netorganizer.ui.board.board_keys import BOARD_KEYS
from netorganizer.ui.widgets.buttons import Button
from netorganizer.ui.widgets.drawing import LookLabel


class KeySheet(QDialog):
    """Every key, in two groups: anywhere, and on a list of cards."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keySheet")
        self.setWindowTitle(self.tr("Keys"))
        self.resize(560, 620)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        anywhere = [(spec.words, spec.shortcuts) for spec in ACTIONS if spec.shortcuts]
        by_words: dict[str, tuple[str, ...]] = {}
        for key in BOARD_KEYS:
            by_words[key.words] = (*by_words.get(key.words, ()), key.sequence)
        self._add_group(grid, self.tr("Anywhere"), anywhere)
        self._add_group(grid, self.tr("On a list of cards"), list(by_words.items()))
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        close = Button(self.tr("Close"))
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _add_group(self, grid: QGridLayout, title: str, rows: list[tuple[str, tuple[str, ...]]]) -> None:
        grid.addWidget(LookLabel(title, "section"), grid.rowCount(), 0, 1, 2)
        for words, sequences in rows:
            row = grid.rowCount()
            shown = "  ".join(QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) for each in sequences)
            grid.addWidget(LookLabel(shown, "body_strong", "text2"), row, 0, Qt.AlignmentFlag.AlignTop)
            label = LookLabel(words)
            label.setWordWrap(True)
            grid.addWidget(label, row, 1)
