"""What a person sees and does in the detail panel: real gestures on visible widgets, found by what they are called."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from netorganizer.domain.pipeline import Stage
from netorganizer.services.applications import add_application
from netorganizer.services.workspace import Workspace
from netorganizer.store.database import connect
from netorganizer.ui.application.detail_panel import DetailPanel
from netorganizer.ui.main_window import MainWindow
from netorganizer.ui.widgets.choice_button import ChoiceButton

CTRL = Qt.KeyboardModifier.ControlModifier


class Panel:
    """The panel of a real window."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        self.window = window
        self.workspace = workspace

    @property
    def widget(self) -> DetailPanel:
        return self.window.panel()

    def add(
        self, stage: Stage = Stage.RECRUITER_CALL, company: str = "Netflix", role: str = "Software Engineer"
    ) -> int:
        """An application, and the panel on it."""
        application_id = add_application(self.workspace, stage, company=company, role=role)
        self.select(application_id)
        return application_id

    def select(self, application_id: int) -> None:
        """Select its card; the first time, Enter opens the panel."""
        self.window.board.view.select([application_id])
        if not self.window.findChildren(DetailPanel):
            self.press_key(Qt.Key.Key_Return)
        settle()

    def open_tab(self, key: str) -> None:
        """Click a tab."""
        self.click(self.widget.tabs.tab(key))

    # Finding

    def find(self, name: str, inside: QWidget | None = None) -> QWidget:
        """The visible control with this accessible name, button text or object name."""
        for widget in (inside or self.widget).findChildren(QWidget):
            words = widget.text() if isinstance(widget, QAbstractButton) else ""
            if widget.isVisible() and name in (widget.accessibleName(), words, widget.objectName()):
                return widget
        raise AssertionError(f"nothing visible is called {name!r}")

    def shows(self, name: str, inside: QWidget | None = None) -> bool:
        """Whether such a control is to be seen."""
        try:
            self.find(name, inside)
        except AssertionError:
            return False
        return True

    def text(self, inside: QWidget | None = None) -> str:
        """All visible words, top to bottom as they were made."""
        found = []
        for widget in (inside or self.widget).findChildren(QWidget):
            if not widget.isVisible():
                continue
            if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
                found.append(widget.text())
            elif isinstance(widget, QTextEdit | QPlainTextEdit):
                found.append(widget.toPlainText())
        return "\n".join(filter(None, found))

    # Doing

    def click(self, what: QWidget | str, inside: QWidget | None = None) -> None:
        """Click a control."""
        widget = self.find(what, inside) if isinstance(what, str) else what
        assert widget.isVisible()
        activate(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        settle()

    def enter(self, what: QWidget | str, text: str, *, end: str = "Return", inside: QWidget | None = None) -> None:
        """Replace what a field holds; ``end`` is the key after it, or nothing."""
        widget = self.find(what, inside) if isinstance(what, str) else what
        activate(widget)
        widget.setFocus(Qt.FocusReason.MouseFocusReason)
        QTest.keyClick(widget, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(widget, text)
        if not text:
            QTest.keyClick(widget, Qt.Key.Key_Delete)
        if end:
            key = getattr(Qt.Key, f"Key_{end}")
            if (popup := QApplication.activePopupWidget()) is not None:  # a list of completions takes the first press
                QTest.keyClick(popup, key)
            activate(widget)
            QTest.keyClick(widget, key)
        settle()

    def press_key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key on whatever has the focus."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        settle()

    def choose(self, what: str, words: str, inside: QWidget | None = None) -> None:
        """Open a choice and click one of its lines."""
        button = self.find(what, inside)
        assert isinstance(button, ChoiceButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.pick(button.choice_menu, words)

    def pick(self, menu: QMenu, *path: str) -> None:
        """Click a line of an open menu, through its submenus."""
        for words in path[:-1]:
            menu = _submenu(menu, words)
        action = _action(menu, path[-1])
        if not menu.isVisible():
            menu.popup(QPoint(0, 0))
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        settle()

    def open_menu(self, name: str, inside: QWidget | None = None) -> QMenu:
        """Click a button that opens a menu."""
        self.click(name, inside)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """The open dialog of this kind."""
        found = [each for each in self.window.findChildren(kind) if each.isVisible()]
        assert len(found) == 1, found
        return found[0]

    def save_as(self, dialog: QDialog, name: str) -> None:
        """Type a file's name into the file dialog and press Enter."""
        asking = dialog.findChild(QFileDialog)
        assert asking is not None
        line = asking.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText(name)
        QTest.keyClick(line, Qt.Key.Key_Return)
        settle()

    # The store

    def undo(self) -> None:
        """What the window's undo does; then the card that was looked at."""
        selected = self.window.board.view.selected_ids()
        self.window.actions_by_key["undo"].trigger()
        settle()
        if selected and self.window.board.view.selected_ids() != selected:
            self.select(selected[0])

    @contextmanager
    def locked_store(self) -> Iterator[None]:
        """Another process holds the write lock, past the patience (which is cut short here)."""
        self.workspace.read(_be_impatient)
        other = connect(self.workspace.home.database)
        other.execute("begin immediate")
        try:
            yield
        finally:
            other.execute("rollback")
            other.close()


def _be_impatient(connection: Connection) -> None:
    connection.execute("pragma busy_timeout=50")


def _action(menu: QMenu, words: str) -> QAction:
    for action in menu.actions():
        if action.text().replace("&&", "\0").replace("&", "").replace("\0", "&") == words:
            return action
    raise AssertionError(f"no {words!r} among {[action.text() for action in menu.actions()]}")


def _submenu(menu: QMenu, words: str) -> QMenu:
    sub = menu.actions()[menu.actions().index(_action(menu, words))].menu()
    assert isinstance(sub, QMenu)
    return sub


def activate(widget: QWidget) -> None:
    """The offscreen platform leaves no window active after a menu; a window system gives it back."""
    window = widget.window()
    if not window.isActiveWindow():
        window.activateWindow()
        for _ in range(100):
            QApplication.processEvents()
            if window.isActiveWindow():
                return
        raise AssertionError(f"{window.objectName()} does not become active")


def settle() -> None:
    """Let layouts and queued calls happen."""
    for _ in range(3):
        QApplication.processEvents()


Role = QAccessible.Role
CONTROLS = {
    Role.PushButton, Role.Button, Role.CheckBox, Role.RadioButton, Role.List, Role.EditableText, Role.ComboBox,
    Role.SpinBox, Role.ButtonMenu, Role.PageTab, Role.Link,
}  # fmt: skip


def list_nameless(widget: QWidget) -> list[str]:
    """Visible controls that a screen reader has no name for."""
    QAccessible.setActive(True)
    waiting = [QAccessible.queryAccessibleInterface(widget)]
    found = []
    while waiting:
        node = waiting.pop()
        if node.role() in CONTROLS and not node.text(QAccessible.Text.Name).strip():
            thing = node.object()
            found.append(f"{node.role().name} {thing.objectName() if thing else ''}")
        children = (node.child(position) for position in range(node.childCount()))
        waiting += [child for child in children if child is not None and not child.state().invisible]
    return found
