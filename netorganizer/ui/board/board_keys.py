"""The board's keys, declared once: they feed the key handling, the card menu's hints and the help."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


class BoardCommand(StrEnum):
    """What a key on a list of cards asks for."""

    OPEN = "open"
    MOVE_MENU = "move_menu"
    MENU = "menu"
    ADD = "add"
    LIFT = "lift"
    TOGGLE = "toggle"
    SELECT_COLUMN = "select_column"
    STAR = "star"
    CLOSE = "close"
    TRASH = "trash"
    LOG_CONTACT = "log_contact"
    ADD_INTERVIEW = "add_interview"
    FOCUS_LEFT = "focus_left"
    FOCUS_RIGHT = "focus_right"
    STAGE_BACK = "stage_back"
    STAGE_FORWARD = "stage_forward"
    UP = "up"
    DOWN = "down"
    TOP = "top"
    BOTTOM = "bottom"
    LEAVE = "leave"


def translatable(words: str) -> str:
    """Marks words for lupdate (context BoardKeys); they are translated where they are shown."""
    return words


@dataclass(frozen=True, slots=True)
class BoardKey:
    """One binding: its Qt key sequence, the command, and words for the help."""

    sequence: str
    command: BoardCommand
    source_words: str

    @property
    def words(self) -> str:
        """The words in the person's language."""
        return QCoreApplication.translate("BoardKeys", self.source_words)


BOARD_KEYS: tuple[BoardKey, ...] = (
    BoardKey("Return", BoardCommand.OPEN, translatable("Open the card")),
    BoardKey("Enter", BoardCommand.OPEN, translatable("Open the card")),
    BoardKey("Left", BoardCommand.FOCUS_LEFT, translatable("Go to the column on the left")),
    BoardKey("Right", BoardCommand.FOCUS_RIGHT, translatable("Go to the column on the right")),
    BoardKey("Ctrl+Shift+Left", BoardCommand.STAGE_BACK, translatable("Move to the stage before")),
    BoardKey("Ctrl+Shift+Right", BoardCommand.STAGE_FORWARD, translatable("Move to the next stage")),
    BoardKey("Ctrl+Shift+Up", BoardCommand.UP, translatable("Move up")),
    BoardKey("Ctrl+Shift+Down", BoardCommand.DOWN, translatable("Move down")),
    BoardKey("Ctrl+Shift+Home", BoardCommand.TOP, translatable("Move to the top")),
    BoardKey("Ctrl+Shift+End", BoardCommand.BOTTOM, translatable("Move to the bottom")),
    BoardKey("Space", BoardCommand.LIFT, translatable("Lift, carry with the arrows, drop")),
    BoardKey("X", BoardCommand.TOGGLE, translatable("Select or deselect")),
    BoardKey("Ctrl+Space", BoardCommand.TOGGLE, translatable("Select or deselect")),
    BoardKey("Ctrl+A", BoardCommand.SELECT_COLUMN, translatable("Select the whole column")),
    BoardKey("M", BoardCommand.MOVE_MENU, translatable("Move to…")),
    BoardKey("N", BoardCommand.ADD, translatable("New application here")),
    BoardKey("L", BoardCommand.LOG_CONTACT, translatable("Log a contact")),
    BoardKey("I", BoardCommand.ADD_INTERVIEW, translatable("Add an interview")),
    BoardKey("S", BoardCommand.STAR, translatable("Star")),
    BoardKey("C", BoardCommand.CLOSE, translatable("Close with an outcome…")),
    BoardKey("Del", BoardCommand.TRASH, translatable("Move to the trash")),
    BoardKey("Shift+F10", BoardCommand.MENU, translatable("All actions")),
    BoardKey("Menu", BoardCommand.MENU, translatable("All actions")),
    BoardKey("Escape", BoardCommand.LEAVE, translatable("Put back, deselect")),
)

_IGNORED_MODIFIERS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
_COMMANDS = {QKeySequence(key.sequence).toString(): key.command for key in BOARD_KEYS}


def command_of(event: QKeyEvent) -> BoardCommand | None:
    """The command that a key press on a list of cards asks for."""
    modifiers = event.modifiers() & ~_IGNORED_MODIFIERS
    return _COMMANDS.get(QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key()))).toString())


def key_hint(command: BoardCommand) -> str:
    """The first key of a command, as people know it; empty where it has none."""
    sequences = (key.sequence for key in BOARD_KEYS if key.command is command)
    return QKeySequence(next(sequences, "")).toString(QKeySequence.SequenceFormat.NativeText)
