"""The trash: taking things out again, or emptying it, which is one of the two questions the program asks."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListView, QMessageBox, QVBoxLayout, QWidget

from netorganizer.domain.errors import Refusal
from netorganizer.services.trash import KEPT_DAYS, empty_trash, list_trash, restore_items
from netorganizer.services.workspace import Workspace
from netorganizer.ui.widgets.buttons import Button, ButtonKind
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.inline_bar import InlineBar

_NOWHERE = QModelIndex()


class TrashModel(QAbstractListModel):
    """What lies in the trash, newest first."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.items = list_trash(workspace)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many things lie there."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What it is, in words."""
        if role != Qt.ItemDataRole.DisplayRole or not 0 <= index.row() < len(self.items):
            return None
        item = self.items[index.row()]
        return f"{item.title}  ({item.kind})"

    def take(self, rows: Sequence[int]) -> None:
        """Restore the things in ``rows``, in one step."""
        restore_items(self._workspace, [(item.kind, item.id) for item in map(self.items.__getitem__, rows)])
        self._read()

    def take_all(self) -> None:
        """Delete everything for good."""
        empty_trash(self._workspace)
        self._read()

    def _read(self) -> None:
        self.beginResetModel()
        self.items = list_trash(self._workspace)
        self.endResetModel()


class TrashDialog(QDialog):
    """The list with two buttons."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("trash")
        self.setWindowTitle(self.tr("Trash"))
        self.resize(520, 420)
        self._model = TrashModel(workspace, self)
        self._bar = InlineBar(self)
        note = LookLabel(self.tr("Things stay here for %n day(s).", "", KEPT_DAYS), "secondary", "text2")
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setAccessibleName(self.tr("Trash"))
        self._list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self._restore = Button(self.tr("Restore"), ButtonKind.PRIMARY)
        self._restore.setObjectName("trash.restore")
        self._empty = Button(self.tr("Empty the trash…"))
        self._empty.setObjectName("trash.empty")
        close = Button(self.tr("Close"))
        row = QHBoxLayout()
        row.addWidget(self._empty)
        row.addStretch(1)
        row.addWidget(self._restore)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        for widget in (self._bar, note, self._list):
            layout.addWidget(widget)
        layout.addLayout(row)
        self._restore.clicked.connect(self._restore_selected)
        self._empty.clicked.connect(self._ask_and_empty)
        close.clicked.connect(self.accept)
        self._list.selectionModel().selectionChanged.connect(self._enable)
        self._enable()

    def _enable(self) -> None:
        self._restore.setEnabled(bool(self._list.selectedIndexes()))
        self._empty.setEnabled(bool(self._model.items))

    def _restore_selected(self) -> None:
        rows = sorted(index.row() for index in self._list.selectedIndexes())
        try:
            self._model.take(rows)
        except Refusal as refusal:
            self._bar.show_message(str(refusal))
        self._enable()

    def _ask_and_empty(self) -> None:
        question = self.tr("Delete %n thing(s) for good, out of the history too?", "", len(self._model.items))
        buttons = QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel
        answer = QMessageBox.question(self, self.tr("Empty the trash"), question, buttons)
        if answer == QMessageBox.StandardButton.Yes:
            try:
                self._model.take_all()
            except Refusal as refusal:
                self._bar.show_message(str(refusal))
        self._enable()
