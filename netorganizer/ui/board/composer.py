"""The inline composer: a new application where it belongs, without leaving the keyboard."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import Button, ButtonKind, IconButton
from netorganizer.ui.widgets.drawing import LookLabel, begin, draw_surface


class Composer(QFrame):
    """Company and role. Enter adds and stays open for the next one; Esc ends."""

    submitted = Signal(str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()
        self.setObjectName("composer")
        self.company = self._field(self.tr("Company"))
        self.role = self._field(self.tr("Role"))
        self._error = LookLabel("", "meta", "danger")
        self._error.setWordWrap(True)
        self._error.hide()
        add = Button(self.tr("Add"), ButtonKind.PRIMARY)
        add.setObjectName("composer.add")
        close = IconButton("x", self.tr("Close"))
        close.setObjectName("composer.close")
        buttons = QHBoxLayout()
        buttons.addWidget(add)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(6)
        for widget in (self.company, self.role, self._error):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.company.returnPressed.connect(self.role.setFocus)
        self.role.returnPressed.connect(self._submit)
        add.clicked.connect(self._submit)
        close.clicked.connect(self.close_composer)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.textEdited.connect(self._hide_error)
        return field

    def _hide_error(self) -> None:
        self._error.hide()

    def open_composer(self) -> None:
        """Show it, ready for a company."""
        self.show()
        self.company.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_composer(self) -> None:
        """Hide it; what was typed is still there when it opens again."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def show_error(self, text: str) -> None:
        """Say under the fields what is wrong with them."""
        self._error.setText(text)
        self._error.show()

    def start_next(self) -> None:
        """The application was added: be ready for the next one."""
        self.company.clear()
        self.role.clear()
        self.company.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        if not self.company.text().strip():
            self.company.setFocus(Qt.FocusReason.OtherFocusReason)
        self.submitted.emit(self.company.text(), self.role.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the composer only."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_composer()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A card that is being written."""
        theme = current_look().theme
        rect = QRectF(self.rect()).adjusted(6, 2, -6, -2)
        draw_surface(begin(self), rect, 8, theme.card, theme.accent)
