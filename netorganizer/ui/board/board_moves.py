"""Everything the board writes, each through one service; what is not kept goes back to its exact place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from netorganizer.domain.errors import Refusal
from netorganizer.domain.pipeline import Outcome, Slot, Stage
from netorganizer.services import applications, board

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netorganizer.services.workspace import Workspace
    from netorganizer.ui.board.board_view import BoardView


class BoardMoves(QObject):
    """Moves, closings and additions.

    ``changed`` carries the label of what was kept, ``refused`` the sentence for what was not, ``kept`` comes after
    each success, ``spoken`` is for screen readers.
    """

    changed = Signal(str)
    refused = Signal(str)
    kept = Signal()
    spoken = Signal(str)

    def __init__(self, workspace: Workspace, view: BoardView) -> None:
        super().__init__(view)
        self._workspace = workspace
        self._view = view
        self._again: Callable[[], object] | None = None

    def try_again(self) -> None:
        """Do once more what was refused last."""
        if self._again is not None:
            self._again()

    def _keep_and_tell(self, write: Callable[[], object], ids: Sequence[int]) -> bool:
        """Run a service; afterwards ``ids`` are selected where they stand, whether it was kept or not."""
        try:
            label = self._keep(write)
        except Refusal as refusal:
            self._put_back(ids)
            self._again = partial(self._keep_and_tell, write, ids)
            self.refused.emit(str(refusal))
            return False
        except BaseException:
            self._put_back(ids)
            raise
        self._view.select(ids)
        self.kept.emit()
        if label:
            self.changed.emit(label)
        return True

    def _keep(self, write: Callable[[], object]) -> str:
        """Run a service and return the label of the change it kept; empty when nothing had to change."""
        labels: list[str] = []
        stop = self._workspace.subscribe(lambda notice: labels.append(notice.label))
        try:
            write()
        finally:
            stop()
        return labels[-1] if labels else ""

    def _put_back(self, ids: Sequence[int]) -> None:
        self._view.restore()
        self._view.select(ids)

    def move_to(self, ids: Sequence[int], slot: Slot) -> None:
        """Put the cards to their new place, then have it kept, else put them back; closed ones are reopened there."""
        if any(map(self._view.is_closed, ids)):
            self.reopen(ids, slot)
            return
        target = Slot(slot.stage, self._first_not_moved(slot, ids))
        if self._stands_there(ids, target):
            self._view.select(ids)
            return
        self._view.preview(ids, target)
        if self._keep_and_tell(partial(board.move_applications, self._workspace, ids, target), ids):
            place = self._view.place_of(ids[0])
            self.spoken.emit(self.tr("Dropped in {place}. Ctrl+Z to undo.").format(place=place))

    def _first_not_moved(self, slot: Slot, ids: Sequence[int]) -> int | None:
        """The first card from ``before_id`` on that does not move itself."""
        column = list(self._view.stored[slot.stage])
        if slot.before_id not in column:
            return None
        moving = frozenset(ids)
        return next((id_ for id_ in column[column.index(slot.before_id) :] if id_ not in moving), None)

    def _stands_there(self, ids: Sequence[int], slot: Slot) -> bool:
        column = list(self._view.stored[slot.stage])
        moving = frozenset(ids)
        others = [id_ for id_ in column if id_ not in moving]
        row = others.index(slot.before_id) if slot.before_id is not None else len(others)
        return [*others[:row], *ids, *others[row:]] == column

    def reopen(self, ids: Sequence[int], slot: Slot | None = None) -> None:
        """Bring closed cards back to their former place, or to ``slot``."""
        self._keep_and_tell(partial(board.reopen_applications, self._workspace, ids, slot), ids)

    def close_as(self, ids: Sequence[int], outcome: Outcome) -> None:
        """Close cards with an outcome; a reason can be added afterwards in the detail panel."""
        live = [id_ for id_ in ids if not self._view.is_closed(id_)]
        if live:
            self._keep_and_tell(partial(board.close_applications, self._workspace, live, outcome), [])

    def trash(self, ids: Sequence[int]) -> None:
        """Put cards into the trash."""
        self._keep_and_tell(partial(applications.trash_applications, self._workspace, ids), [])

    def star(self, ids: Sequence[int]) -> None:
        """Star cards, or take the stars off where all have one."""
        cards = [card for card in map(self._view.card, ids) if card is not None]
        starred = not all(card.starred for card in cards)
        write = partial(applications.star_applications, self._workspace, [card.id for card in cards], starred=starred)
        self._keep_and_tell(write, ids)

    def add(self, stage: Stage, company: str, role: str) -> int:
        """Add an application at the bottom of a column and return its id; :class:`Refusal` for empty fields."""
        made: list[int] = []
        label = self._keep(
            lambda: made.append(applications.add_application(self._workspace, stage, company=company, role=role))
        )
        self._view.select(made, focus=False)
        self.changed.emit(label)
        return made[0]
