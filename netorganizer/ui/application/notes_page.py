"""The notes: plain text, kept by itself, exactly as it was typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QPlainTextEdit, QWidget

from netorganizer.domain.errors import NotFound, Refusal
from netorganizer.services import applications
from netorganizer.ui.application.section import MARGIN, Section, stack
from netorganizer.ui.application.words import moment_words
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import Button, ButtonKind, IconButton
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.labels import SectionHeader

if TYPE_CHECKING:
    from netorganizer.domain.clock import Clock
    from netorganizer.domain.note import Note
    from netorganizer.services.workspace import Workspace

PAUSE_MS = 1_500
_MOST_ROWS = 4
_PARAGRAPH_END = "\u2029"


class NoteEditor(QPlainTextEdit):
    """Plain text that comes out exactly as it went in, and asks to be kept after a pause or on being left."""

    keep_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pause = QTimer(self, interval=PAUSE_MS)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.keep_requested)
        self.textChanged.connect(self._restart)
        self.setTabChangesFocus(True)

    def exact_text(self) -> str:
        """The text. Qt's own ``toPlainText`` would turn non-breaking spaces into plain ones."""
        return self.document().toRawText().replace(_PARAGRAPH_END, "\n")

    def put_text(self, text: str) -> None:
        """Show another text; there is nothing to keep then."""
        self.setPlainText(text)
        self.settle()

    def settle(self) -> None:
        """What it holds is kept."""
        self._pause.stop()
        self.document().setModified(False)

    def is_edited(self) -> bool:
        """Whether something was typed since."""
        return self.document().isModified()

    def _restart(self) -> None:
        if self.is_edited():
            self._pause.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving keeps."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter keeps at once; Esc is for the panel."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.keep_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class NoteModel(QAbstractListModel):
    """The notes by their first line."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.notes: list[Note] = []

    def set_notes(self, notes: list[Note]) -> None:
        """Show these; rows that stay are only told of."""
        if [note.id for note in notes] == [note.id for note in self.notes]:
            self.notes = notes
            if notes:
                self.dataChanged.emit(self.index(0), self.index(len(notes) - 1))
            return
        self.beginResetModel()
        self.notes = notes
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many notes there are."""
        return 0 if parent.isValid() else len(self.notes)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The first line, and when it was last changed as the tooltip."""
        if not index.isValid() or index.row() >= len(self.notes):
            return None
        note = self.notes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return note.body.strip().partition("\n")[0][:120] or self.tr("Empty note")
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, max(24, current_look().px(28)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return moment_words(note.updated_at, self._clock)
        return None


class NotesPage(Section):
    """The list of notes, when there are several, and the text of one. A new note starts in the empty editor."""

    tables = frozenset({"note"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._note: Note | None = None
        self._is_new = False
        self.model = NoteModel(workspace.clock)
        self.list = QListView()
        self.list.setObjectName("notes.list")
        self.list.setAccessibleName(self.tr("Notes"))
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._open_row)
        self.editor = NoteEditor()
        self.editor.setObjectName("notes.editor")
        self.editor.setAccessibleName(self.tr("Note"))
        self.editor.setPlaceholderText(self.tr("Write a note. It is kept by itself."))
        self.editor.keep_requested.connect(self._keep_now)
        self._when = LookLabel("", "meta", "text3")
        self.trash_button = IconButton("trash-2", self.tr("Move this note to the trash"))
        self.trash_button.clicked.connect(self._trash)
        self.add_button = Button(self.tr("New note"), ButtonKind.SECONDARY, "plus")
        self.add_button.setObjectName("notes.add")
        self.add_button.clicked.connect(self.start_note)
        self._lay_out()
        self._tint()

    def _lay_out(self) -> None:
        self._header = SectionHeader(self.tr("Notes"))
        self._header.add_trailing(self.add_button)
        foot = QHBoxLayout()
        foot.addWidget(self._when, 1)
        foot.addWidget(self.trash_button)
        column = stack(self, margin=MARGIN)
        column.addWidget(self._header)
        column.addWidget(self.list)
        column.addWidget(self.bar)
        column.addWidget(self.editor, 1)
        column.addLayout(foot)

    def changeEvent(self, event: QEvent) -> None:
        """The list marks its row by a tint, as the board does its cards."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._tint()

    def _tint(self) -> None:
        theme, palette = current_look().theme, self.list.palette()
        palette.setColor(QPalette.ColorRole.Highlight, theme.selected)
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.text)
        if palette != self.list.palette():
            self.list.setPalette(palette)

    # Showing

    def start_over(self) -> None:
        """Another application's notes."""
        self._note, self._is_new = None, False
        self.editor.put_text("")

    def refresh(self) -> None:
        """Show what is kept; what is being typed stays."""
        assert self.application is not None
        notes = applications.list_notes(self.workspace, self.application.id)
        self.list.selectionModel().blockSignals(True)
        self.model.set_notes(notes)
        self.list.selectionModel().blockSignals(False)
        self._header.set_count(len(notes) or None)
        if not self.editor.is_edited():
            self._show_note(self._pick(notes))
        self._mark_current()

    def _pick(self, notes: list[Note]) -> Note | None:
        if self._is_new:
            return None
        wanted = self._note.id if self._note else 0
        return next((note for note in notes if note.id == wanted), notes[0] if notes else None)

    def _show_note(self, note: Note | None) -> None:
        if note is None and self._note is not None:
            self.editor.put_text("")
        elif note is not None and (self._note is None or note.id != self._note.id):
            self.editor.put_text(note.body)
        elif note is not None and note.body != self.editor.exact_text():
            self._replace_text(note.body)
        self._note = note
        self._show_foot()

    def _replace_text(self, text: str) -> None:
        """The same note, changed elsewhere (undone, say): the cursor and the scroll stay where they were."""
        place, scrolled = self.editor.textCursor().position(), self.editor.verticalScrollBar().value()
        self.editor.put_text(text)
        cursor = self.editor.textCursor()
        cursor.setPosition(min(place, self.editor.document().characterCount() - 1), QTextCursor.MoveMode.MoveAnchor)
        self.editor.setTextCursor(cursor)
        self.editor.verticalScrollBar().setValue(scrolled)

    def _show_foot(self) -> None:
        note = self._note
        self._when.setText(moment_words(note.updated_at, self.workspace.clock) if note else "")
        self.trash_button.setEnabled(note is not None)
        row_height = max(24, current_look().px(28))
        self.list.setFixedHeight(row_height * min(len(self.model.notes), _MOST_ROWS) + 4)
        self.list.setVisible(len(self.model.notes) > 1 or (self._is_new and bool(self.model.notes)))

    def _mark_current(self) -> None:
        rows = [row for row, note in enumerate(self.model.notes) if self._note and note.id == self._note.id]
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        self.list.setCurrentIndex(self.model.index(rows[0]) if rows else QModelIndex())
        selection.blockSignals(False)
        self.list.viewport().update()

    def _open_row(self, current: QModelIndex) -> None:
        if not current.isValid():
            return
        wanted = self.model.notes[current.row()]
        if self.keep():
            self._mark_current()
            return
        self._is_new = False
        self._show_note(next((note for note in self.model.notes if note.id == wanted.id), None))
        self._mark_current()

    def start_note(self) -> None:
        """An empty editor for another note."""
        if self.keep():
            return
        self._is_new = True
        self._show_note(None)
        self._mark_current()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # Keeping

    def _keep_now(self) -> None:
        self.keep()

    def keep(self) -> str:
        """Keep the text; where that fails it stays as typed, and the words say why."""
        if self.application is None or not self.editor.is_edited():
            return ""
        text = self.editor.exact_text()
        if self._note is None and not text.strip():
            self.editor.settle()
            return ""
        try:
            self.keep_change(partial(self._write, text))
        except Refusal as refusal:
            return self._tell(refusal, text)
        if self._again is not None:
            self._again = None
            self.bar.dismiss()
        self.mark_stale()
        return ""

    def unkept_text(self) -> str:
        """The note that is being typed."""
        return self.editor.exact_text() if self.editor.is_edited() else ""

    def forget_typed(self) -> None:
        """The text stays to be seen, but there is nothing to keep."""
        self.editor.settle()

    def _write(self, text: str) -> None:
        assert self.application is not None
        if self._note is None:
            note_id = applications.add_note(self.workspace, self.application.id, text)
        else:
            note_id = self._note.id
            applications.edit_note(self.workspace, note_id, text)
        self.editor.settle()
        self._is_new = False
        notes = applications.list_notes(self.workspace, self.application.id)
        self._note = next(note for note in notes if note.id == note_id)

    def _tell(self, refusal: Refusal, text: str) -> str:
        if isinstance(refusal, NotFound):
            return self._rescue(text)
        self._again = self.keep
        self.bar.show_message(str(refusal), self.tr("Try again"))
        self.spoken.emit(str(refusal))
        return str(refusal)

    def _rescue(self, text: str) -> str:
        """The note was thrown away elsewhere: what was typed becomes a new one, if the application is still there."""
        self._note = None
        if not text.strip():
            self.editor.settle()
            self.mark_stale()
            return ""
        try:
            self.keep_change(partial(self._write, text))
        except NotFound:
            self.editor.settle()
            self.stranded.emit(text)
            return ""
        except Refusal as refusal:
            return self._tell(refusal, text)
        words = self.tr("This note was thrown away elsewhere. What you typed is kept as a new note.")
        self.bar.show_message(words, tone="warn")
        self.spoken.emit(words)
        self.mark_stale()
        return ""

    def _trash(self) -> None:
        note = self._note
        if note is None or self.keep():
            return
        self.attempt(partial(applications.trash_note, self.workspace, note.id))
