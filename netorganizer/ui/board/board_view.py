"""The columns and the tray side by side: what stands where, what is selected, how wide. It writes nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from netorganizer.domain.errors import Refusal
from netorganizer.domain.pipeline import STAGE_NAMES, Slot, Stage
from netorganizer.services import board
from netorganizer.ui.board.card_delegate import CARD_ROLE, CardDelegate
from netorganizer.ui.board.card_painter import CardPainter
from netorganizer.ui.board.cards import CardShelf
from netorganizer.ui.board.closed_tray import ClosedTray
from netorganizer.ui.board.column import COLLAPSED, NARROWEST, Column
from netorganizer.ui.board.column_model import ColumnModel
from netorganizer.ui.board.column_view import ColumnView
from netorganizer.ui.theme import current_look

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from netorganizer.domain.application import BoardCard
    from netorganizer.domain.change import ChangeNotice
    from netorganizer.services.workspace import Workspace

_GAP = 8
_MARGIN = 12
# Their rows can light or clear the clash badge, the name or the deadline of any card.
_FAR_REACHING_TABLES = frozenset({"interview", "interview_panel", "contact", "offer"})


class BoardView(QWidget):
    """The board as it is drawn. ``stored`` is what the store says; previews may show something else for a moment.

    While ``is_held_still``, columns neither fold nor unfold: cards are held over them.
    ``selected`` carries the one selected application, 0 for none or several.
    """

    selected = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shelf = CardShelf(workspace)
        self.is_held_still = False
        self._is_selecting = False
        self._has_selected = False
        self.delegate = CardDelegate(CardPainter(current_look(), workspace.clock), self)
        self.stored: dict[Stage, Sequence[int]] = dict.fromkeys(Stage, ())
        self.columns = [self._make_column(stage) for stage in Stage]
        self.tray = ClosedTray(ColumnModel(self._shelf, workspace.clock, self), self.delegate)
        self.scroll_area = self._lay_out()
        for view in self.views():
            view.selectionModel().selectionChanged.connect(partial(self._follow_selection, view))

    def _make_column(self, stage: Stage) -> Column:
        model = ColumnModel(self._shelf, self._workspace.clock, self)
        column = Column(stage, ColumnView(model, self.delegate))
        column.composer_wanted.connect(partial(self.open_composer, stage))
        column.composer_closed.connect(self.fit_columns)
        return column

    def _lay_out(self) -> QScrollArea:
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(_MARGIN, 0, 4, _MARGIN)
        row.setSpacing(_GAP)
        for column in self.columns:
            row.addWidget(column, 1)
        row.addStretch(0)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(strip)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tray = QVBoxLayout()
        tray.setContentsMargins(4, 0, _MARGIN, _MARGIN)
        tray.addWidget(self.tray)
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(area, 1)
        beside.addLayout(tray)
        return area

    # What stands where

    def refresh(self) -> None:
        """Show the cards where the store says; the lists keep their selection and place."""
        index = board.read_board(self._workspace)
        self.stored = dict(index.columns)
        self.show_columns(index.columns)
        self.tray.view.column_model.set_ids(index.closed)
        self.fit_columns()

    def restore(self) -> None:
        """Show what is kept instead of a preview; where it cannot be read just now, what was read last."""
        try:
            self.refresh()
        except Refusal:
            self.show_columns(self.stored)

    def follow(self, notice: ChangeNotice) -> None:
        """Something was kept: read again what it touched, and nothing else."""
        far = notice.rows is None or any(table in _FAR_REACHING_TABLES for table, _ in notice.rows)
        touched = None if far else notice.touched("application")
        selected = self.selected_ids()
        self._shelf.forget(touched)
        self.refresh()
        self._keep_selected(selected)
        for view in self.views():
            if touched is None:
                view.column_model.refresh_all()
            else:
                view.column_model.refresh(touched)

    def read_anew(self) -> None:
        """Read and measure every card again: what they say about days and hours is not true any more."""
        self._shelf.forget(None)
        for view in self.views():
            view.column_model.refresh_all()
            view.scheduleDelayedItemsLayout()

    def _keep_selected(self, ids: Sequence[int]) -> None:
        """A card that has changed its column is another row there: select it again."""
        there = [id_ for id_ in ids if self.view_of(id_) is not None]
        if there and sorted(there) != sorted(self.selected_ids()):
            self.select(there, focus=False)

    def show_columns(self, columns: Mapping[Stage, Sequence[int]]) -> None:
        """Draw the columns so, whatever the store says."""
        for column in self.columns:
            if column.view.column_model.set_ids(columns[column.stage]):
                column.show_count()

    def shown(self) -> dict[Hashable, Sequence[int]]:
        """What stands where just now, by stage; ``None`` for what lies in the tray."""
        columns: dict[Hashable, Sequence[int]] = {column.stage: tuple(column.ids) for column in self.columns}
        return columns | {None: tuple(self.tray.view.column_model.ids)}

    def preview(self, ids: Sequence[int], slot: Slot) -> None:
        """Put cards to their new place before the store has kept it: one frame shows both."""
        moving = frozenset(ids)
        shown = {stage: [id_ for id_ in column if id_ not in moving] for stage, column in self.stored.items()}
        column = shown[slot.stage]
        row = column.index(slot.before_id) if slot.before_id in column else len(column)
        column[row:row] = ids
        self.show_columns(shown)

    def show_lifted(self, ids: Sequence[int]) -> None:
        """Draw these cards as left behind: they hang on the pointer or on the keyboard."""
        self.delegate.lifted_ids = frozenset(ids)
        for view in self.views():
            view.viewport().update()

    def change_look(self) -> None:
        """Another theme or text size."""
        self.delegate.card_painter = CardPainter(current_look(), self._workspace.clock)
        for view in self.views():
            view.scheduleDelayedItemsLayout()
        self.tray.set_open(self.tray.is_open)
        self.fit_columns()

    def views(self) -> list[ColumnView]:
        """Every list of cards, the tray's last."""
        return [*(column.view for column in self.columns), self.tray.view]

    def view_of(self, application_id: int) -> ColumnView | None:
        """The list a card stands in."""
        return next((view for view in self.views() if view.column_model.row_of(application_id) is not None), None)

    def stage_of(self, view: ColumnView) -> Stage:
        """The stage of a column's list; Saved for the tray."""
        return next((column.stage for column in self.columns if column.view is view), Stage.SAVED)

    def card(self, application_id: int) -> BoardCard | None:
        """What a card shows, if it is on the board."""
        view = self.view_of(application_id)
        row = view.column_model.row_of(application_id) if view is not None else None
        if view is None or row is None:
            return None
        card: BoardCard | None = view.column_model.index(row).data(CARD_ROLE)
        return card

    def is_closed(self, application_id: int) -> bool:
        """Whether a card lies in the tray."""
        return self.tray.view.column_model.row_of(application_id) is not None

    def place_of(self, application_id: int) -> str:
        """Where a card stands, in words with positions from 1."""
        for column in self.columns:
            row = column.view.column_model.row_of(application_id)
            if row is not None:
                words = self.tr("{column}, position {position} of {count}")
                return words.format(column=STAGE_NAMES[column.stage], position=row + 1, count=len(column.ids))
        return self.tr("Closed")

    def in_board_order(self, ids: Sequence[int]) -> list[int]:
        """These cards, column by column, top to bottom."""
        wanted = set(ids)
        return [id_ for view in self.views() for id_ in view.column_model.ids if id_ in wanted]

    def card_count(self) -> int:
        """How many live cards there are."""
        return sum(len(column.ids) for column in self.columns)

    # What is selected

    def _follow_selection(self, view: ColumnView, *_: object) -> None:
        if self._is_selecting:
            self._has_selected = True
            return
        extending = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if view.selectedIndexes() and not QApplication.keyboardModifiers() & extending:
            for other in self.views():
                if other is not view:
                    other.clearSelection()
        self._tell_selected()

    def _tell_selected(self) -> None:
        ids = self.selected_ids()
        self.selected.emit(ids[0] if len(ids) == 1 else 0)

    def selected_ids(self) -> list[int]:
        """The selected applications, column by column."""
        return [id_ for view in self.views() for id_ in view.selected_ids()]

    def chosen(self, view: ColumnView) -> list[int]:
        """What a command on ``view`` is about: the selection, or its current card when that is not part of it."""
        current = view.current_id()
        ids = self.selected_ids()
        return [current] if current is not None and current not in ids else ids

    def select(self, ids: Sequence[int], *, focus: bool = True) -> None:
        """Select exactly these cards wherever they stand, and give the list of the first one the focus."""
        self._is_selecting, self._has_selected = True, False
        try:
            for view in self.views():
                view.select_ids(ids)
        finally:
            self._is_selecting = False
        if self._has_selected:
            self._tell_selected()
        home = self.view_of(ids[0]) if ids else None
        if home is not None and focus and not home.isHidden():
            home.setFocus(Qt.FocusReason.OtherFocusReason)
            self.scroll_area.ensureWidgetVisible(home, 8, 0)

    def reveal(self, application_id: int) -> None:
        """Scroll so far that a card can be seen with its whole column."""
        column = next((column for column in self.columns if application_id in column.ids), None)
        if column is not None:
            self.scroll_area.ensureWidgetVisible(column, 8, 0)
            column.view.scrollTo(column.view.currentIndex())

    def deselect(self) -> None:
        """Select nothing."""
        self.select([])

    def focus_first(self) -> None:
        """Give the focus to the first column with cards, or to the button that adds one."""
        filled = next((column.view for column in self.columns if column.ids), None)
        (filled or self.columns[0].add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_beside(self, view: ColumnView, direction: int) -> None:
        """Go to the next list with cards to the left (-1) or right (1), at the same height."""
        views = [each for each in self.views() if not each.isHidden()]
        row = max(view.currentIndex().row(), 0)
        place = views.index(view) + direction
        while 0 <= place < len(views) and not views[place].column_model.rowCount():
            place += direction
        if 0 <= place < len(views):
            beside = views[place].column_model.ids
            self.select([beside[min(row, len(beside) - 1)]])

    # How wide

    def open_composer(self, stage: Stage) -> None:
        """Start a new application in a column."""
        column = self.columns[stage.number]
        column.set_collapsed(False)
        column.composer.open_composer()
        self.scroll_area.ensureWidgetVisible(column, 8, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may fold or unfold columns."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Fold empty columns, from the right, as far as needed to see all columns at once."""
        if self.is_held_still:
            return
        px = current_look().px
        room = self.width() - self.tray.width() - 3 * _MARGIN - 4
        narrowest = px(NARROWEST) + _GAP
        needed = len(self.columns) * narrowest
        has_cards = any(column.ids for column in self.columns)
        for column in reversed(self.columns):
            is_start = not has_cards and column.stage is Stage.SAVED  # where the first card will be
            is_foldable = not column.ids and not column.is_composing and not is_start
            folds = is_foldable and needed > room
            column.set_collapsed(folds)
            if folds:
                needed -= narrowest - px(COLLAPSED) - _GAP
