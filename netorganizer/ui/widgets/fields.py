"""Fields to type into: a caption above, what is wrong with them below, and single lines that keep themselves."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSpinBox, QVBoxLayout, QWidget

from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import Button, ButtonKind
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.flow_layout import FlowLayout


class Field(QWidget):
    """A control with its caption above it and room for an error, and ways out of it, below."""

    def __init__(self, caption: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # What is typed into: of a field made of several widgets, the one that takes the focus.
        self.control = control.focusProxy() or control
        self._error = LookLabel("", "secondary", "danger")
        self._error.setWordWrap(True)
        self._ways = QWidget()
        self._ways_row = FlowLayout(self._ways)
        label = LookLabel(caption, "secondary", "text2")
        label.setBuddy(self.control)
        if not self.control.accessibleName():
            self.control.setAccessibleName(caption)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for widget in (label, control, self._error, self._ways):
            column.addWidget(widget)
        self.clear_error()

    @property
    def error(self) -> str:
        """What is wrong, or nothing."""
        return self._error.text()

    def show_error(self, text: str, ways: Sequence[tuple[str, Callable[[], None]]] = ()) -> None:
        """Say what is wrong; each of ``ways`` becomes a button."""
        self.clear_error()
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.control.setAccessibleDescription(text)
        for words, go in ways:
            button = Button(words, ButtonKind.SECONDARY)
            button.clicked.connect(lambda _checked=False, go=go: go())
            self._ways_row.addWidget(button)
        self._ways.setVisible(bool(ways))

    def clear_error(self) -> None:
        """Nothing is wrong."""
        self._error.clear()
        self._error.hide()
        self._ways.hide()
        self.control.setAccessibleDescription("")
        for button in self.way_buttons():
            self._ways_row.removeWidget(button)
            button.hide()
            button.deleteLater()

    def way_buttons(self) -> list[Button]:
        """The buttons that are offered below the error."""
        return [button for button in self._ways.findChildren(Button) if not button.isHidden()]


class LineField(QLineEdit):
    """A line that is kept when Enter is pressed or it is left; Esc gives back what was kept."""

    committed = Signal(str)

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.editingFinished.connect(self.commit)

    def set_value(self, text: str) -> None:
        """Show what is kept, unless something else is being typed."""
        was_edited = self.is_edited()
        self._value = text
        if not was_edited and self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def is_edited(self) -> bool:
        """Whether it holds something that is not kept yet."""
        return self.isModified() and self.text() != self._value

    def settle(self, value: str | None = None) -> None:
        """What it holds was kept (as ``value``)."""
        self.setModified(False)
        self._value = self.text()
        if value is not None:
            self.set_value(value)

    def commit(self) -> None:
        """Ask for what was typed to be kept."""
        if self.is_edited():
            self.committed.emit(self.text())

    def give_up(self) -> None:
        """Forget what was typed."""
        self.setText(self._value)
        self.setModified(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc undoes the typing first; with nothing typed it is not ours."""
        if event.key() == Qt.Key.Key_Escape and self.is_edited():
            self.give_up()
        else:
            super().keyPressEvent(event)


def _pad(field: QSpinBox) -> None:
    """WORKAROUND: a style sheet's padding doesn't reach the text of a spin box."""
    field.lineEdit().setTextMargins(current_look().px(7), 0, 0, 0)


class NumberField(QSpinBox):
    """A whole number. The wheel changes it only while it has the focus, so that scrolling past is safe."""

    def __init__(self, name: str, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(low, high)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        _pad(self)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            _pad(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
