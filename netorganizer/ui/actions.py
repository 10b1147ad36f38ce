"""Every action of the window, once: menu, shortcuts, help and tests read this table."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from netorganizer.ui.icons import icon


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action: its key, words, icon, shortcuts (Qt names) and the section of the menu it stands in."""

    key: str
    source_words: str
    icon_name: str
    shortcuts: tuple[str, ...]
    section: str

    @property
    def words(self) -> str:
        """The words in the person's language."""
        return QCoreApplication.translate("Actions", self.source_words)


def translatable(words: str) -> str:
    """Marks words for lupdate (context Actions); they are translated where they are shown."""
    return words


# Never Ctrl+E or Ctrl+U: on X11 a line edit swallows them, one erases the line.
ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("add_application", translatable("New application"), "plus", ("Ctrl+N",), "file"),
    ActionSpec("export_calendar", translatable("Export to calendar…"), "calendar-days", ("Ctrl+Shift+E",), "file"),
    ActionSpec("print_pack", translatable("Prep pack…"), "printer", ("Ctrl+P",), "file"),
    ActionSpec("undo", translatable("Undo"), "undo-2", ("Ctrl+Z",), "edit"),
    ActionSpec("redo", translatable("Redo"), "redo-2", ("Ctrl+Shift+Z", "Ctrl+Y"), "edit"),
    ActionSpec("show_board", translatable("Board"), "square-kanban", ("Ctrl+2",), "view"),
    ActionSpec("toggle_panel", translatable("Detail panel"), "panel-right", ("F9",), "view"),
    ActionSpec("larger_text", translatable("Larger text"), "", ("Ctrl++", "Ctrl+="), "view"),
    ActionSpec("smaller_text", translatable("Smaller text"), "", ("Ctrl+-",), "view"),
    ActionSpec("normal_text", translatable("Normal text size"), "", ("Ctrl+0",), "view"),
    ActionSpec("full_screen", translatable("Full screen"), "maximize-2", ("F11",), "view"),
    ActionSpec("next_pane", translatable("Next pane"), "", ("F6",), "view"),
    ActionSpec("show_trash", translatable("Trash…"), "trash-2", (), "program"),
    ActionSpec("show_settings", translatable("Settings…"), "settings", ("Ctrl+,",), "program"),
    ActionSpec("show_keys", translatable("Keys"), "circle-question-mark", ("Ctrl+/", "F1"), "program"),
    ActionSpec("quit", translatable("Quit"), "", ("Ctrl+Q",), "program"),
)


def make_actions(window: QWidget) -> dict[str, QAction]:
    """The actions by key, with their shortcuts live in the window; the window connects ``triggered``."""
    made: dict[str, QAction] = {}
    for spec in ACTIONS:
        action = QAction(spec.words, window)
        action.setObjectName(f"action.{spec.key}")
        if spec.icon_name:
            action.setIcon(icon(spec.icon_name))
        action.setShortcuts([QKeySequence(shortcut) for shortcut in spec.shortcuts])
        window.addAction(action)
        made[spec.key] = action
    return made
