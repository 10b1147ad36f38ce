"""One column as a flat list of cards."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

from netorganizer.domain.application import BoardCard
from netorganizer.domain.card_face import card_face
from netorganizer.domain.clock import Clock
from netorganizer.domain.pipeline import STAGE_NAMES
from netorganizer.ui.board.card_delegate import CARD_ROLE
from netorganizer.ui.board.cards import CardShelf

APPLICATION_ID_ROLE = CARD_ROLE + 1

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
# Beyond this many single steps it is quicker to take everything out and put it in again.
_MOST_STEPS = 64


class ColumnModel(QAbstractListModel):
    """The ids of a column, top to bottom; what a card shows comes from the shelf.

    It never changes by itself: a drop or a key only *asks* a service, and the column follows what was kept.
    """

    def __init__(self, shelf: CardShelf, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._clock = clock
        self._ids: list[int] = []
        self._rows: dict[int, int] | None = None

    def row_of(self, application_id: int) -> int | None:
        """The row of a card, ``None`` where it is not in this column. Many are found as fast as one."""
        if self._rows is None:
            self._rows = {id_: row for row, id_ in enumerate(self._ids)}
        return self._rows.get(application_id)

    @property
    def ids(self) -> Sequence[int]:
        """The application ids, top to bottom."""
        return self._ids

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many cards the column has."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The card, its application's id, and the words for screen readers and tooltips. Never raises."""
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        if role == APPLICATION_ID_ROLE:
            return self._ids[index.row()]
        card = self._shelf.card(self._ids, index.row())
        if card is None:
            return None
        if role == CARD_ROLE:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return card.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(card)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.tr("Enter opens, Space lifts, M moves, Shift+F10 shows all actions")
        return None

    def roleNames(self) -> dict[int, QByteArray]:
        """The names of the roles; ``application_id`` is a promise to tests and scripts."""
        return {
            **super().roleNames(),
            CARD_ROLE: QByteArray(b"card"),
            APPLICATION_ID_ROLE: QByteArray(b"application_id"),
        }

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Cards can be selected; drags are the board's own, not Qt's."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _spoken(self, card: BoardCard) -> str:
        face = card_face(card, self._clock)
        words = [card.name, STAGE_NAMES[card.stage]]
        if card.stage.number:
            words.append(self.tr("step {number} of 7").format(number=card.stage.number))
        if card.outcome is not None:
            words.append(card.outcome.value)
        words += [face.next_line, face.badge.text if face.badge else "", self.tr("starred") if card.starred else ""]
        return ", ".join(word for word in words if word)

    def refresh(self, ids: Iterable[int]) -> None:
        """These cards show something else now."""
        for id_ in ids:
            row = self.row_of(id_)
            if row is not None:
                index = self.index(row)
                self.dataChanged.emit(index, index)

    def refresh_all(self) -> None:
        """Every card may show something else now."""
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def set_ids(self, wanted: Sequence[int]) -> bool:
        """Become ``wanted`` by removing, moving and inserting rows; views keep their selection and place.

        Returns whether anything had to change.
        """
        if list(wanted) == self._ids:
            return False
        self._remove_missing(frozenset(wanted))
        if not self._move_one(wanted):
            self._arrange(wanted)
        return True

    def _remove_missing(self, wanted: frozenset[int]) -> None:
        row = len(self._ids) - 1
        while row >= 0:
            last = row
            while row >= 0 and self._ids[row] not in wanted:
                row -= 1
            if row < last:
                self.beginRemoveRows(QModelIndex(), row + 1, last)
                del self._ids[row + 1 : last + 1]
                self._rows = None
                self.endRemoveRows()
            row -= 1

    def _move_one(self, wanted: Sequence[int]) -> bool:
        """Whether one row moved within the column explains the difference; then it is done."""
        now = self._ids
        if len(now) != len(wanted) or now == list(wanted):
            return now == list(wanted)
        first = next(i for i, (a, b) in enumerate(zip(now, wanted, strict=True)) if a != b)
        last = next(i for i in range(len(now) - 1, -1, -1) if now[i] != wanted[i])
        if now[first + 1 : last + 1] == list(wanted[first:last]):
            self._move(first, last + 1)
            return True
        if now[first:last] == list(wanted[first + 1 : last + 1]):
            self._move(last, first)
            return True
        return False

    def _move(self, row: int, before: int) -> None:
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), before)
        self._rows = None
        id_ = self._ids.pop(row)
        self._ids.insert(before - 1 if before > row else before, id_)
        self.endMoveRows()

    def _arrange(self, wanted: Sequence[int]) -> None:
        steps = 0
        row = 0
        while row < len(wanted):
            if row < len(self._ids) and self._ids[row] == wanted[row]:
                row += 1
                continue
            steps += 1
            known = frozenset(self._ids[row:])
            if wanted[row] in known and steps < _MOST_STEPS:
                self._move(self._ids.index(wanted[row], row), row)
                row += 1
                continue
            if wanted[row] in known:
                self._replace_from(row, wanted)
                return
            end = next((i for i in range(row, len(wanted)) if wanted[i] in known), len(wanted))
            self._insert(row, wanted[row:end])
            row = end

    def _insert(self, row: int, ids: Sequence[int]) -> None:
        self.beginInsertRows(QModelIndex(), row, row + len(ids) - 1)
        self._ids[row:row] = ids
        self._rows = None
        self.endInsertRows()

    def _replace_from(self, row: int, wanted: Sequence[int]) -> None:
        self.beginRemoveRows(QModelIndex(), row, len(self._ids) - 1)
        del self._ids[row:]
        self._rows = None
        self.endRemoveRows()
        self._insert(row, wanted[row:])
