"""The board: columns and tray side by side, and every gesture turned into one call of a service."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from netorganizer.domain.errors import Refusal
from netorganizer.domain.pipeline import STAGE_NAMES, Outcome, Slot, Stage
from netorganizer.services import applications, board
from netorganizer.ui.board.board_keys import BoardCommand, command_of
from netorganizer.ui.board.card_delegate import CARD_ROLE, CardDelegate
from netorganizer.ui.board.card_menu import CardMenu
from netorganizer.ui.board.card_painter import CardPainter
from netorganizer.ui.board.cards import CardShelf
from netorganizer.ui.board.closed_tray import ClosedTray
from netorganizer.ui.board.column import COLLAPSED, NARROWEST, PREFERRED, Column
from netorganizer.ui.board.column_model import ColumnModel
from netorganizer.ui.board.column_view import ColumnView
from netorganizer.ui.board.composer import Composer
from netorganizer.ui.board.drag import DragController
from netorganizer.ui.board.lift import Lift
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.empty_state import EmptyState
from netorganizer.ui.widgets.inline_bar import InlineBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netorganizer.domain.application import BoardCard
    from netorganizer.domain.change import ChangeNotice
    from netorganizer.services.workspace import Workspace

_GAP = 8


class BoardPage(QWidget):
    """The board screen.

    ``selected`` carries the one selected application (0: none or several), ``opened`` one to put the focus into,
    ``changed`` the label of a change that was kept, ``spoken`` what a screen reader should hear.
    """

    selected = Signal(int)
    opened = Signal(int)
    changed = Signal(str)
    spoken = Signal(str)
    asked_on_card = Signal(int, str)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("board")
        self.setAccessibleName(self.tr("Board"))
        self._workspace = workspace
        self._shelf = CardShelf(workspace)
        self._delegate = CardDelegate(CardPainter(current_look(), workspace.clock), self)
        self._lift: Lift | None = None
        self._lifted_from = Slot(Stage.SAVED)
        self._stored: dict[Stage, Sequence[int]] = {}
        self.error_bar = InlineBar(self)
        self._retry: Callable[[], object] | None = None
        self.error_bar.action_requested.connect(self._try_again)
        self.columns = [self._make_column(stage) for stage in Stage]
        tray_model = ColumnModel(self._shelf, workspace.clock, self)
        self.tray = ClosedTray(tray_model, self._delegate)
        self._wire_view(self.tray.view)
        self.welcome = EmptyState(
            "square-kanban",
            self.tr("Add your first application"),
            self.tr("Type a company and a role. The card starts in Saved; drag it on as the process goes."),
            self.tr("New application"),
        )
        self.welcome.action_requested.connect(partial(self.open_composer, Stage.SAVED))
        self._scroll_area = self._lay_out()
        self._drag = DragController(window, self._scroll_area, self.columns, self.tray)
        self._wire_drag()
        self.refresh_index()

    # Building

    def _make_column(self, stage: Stage) -> Column:
        model = ColumnModel(self._shelf, self._workspace.clock, self)
        composer = Composer()
        column = Column(stage, ColumnView(model, self._delegate), composer)
        column.composer_wanted.connect(partial(self.open_composer, stage))
        composer.submitted.connect(partial(self._add, column))
        composer.closed.connect(column.view.setFocus)
        self._wire_view(column.view)
        return column

    def _wire_view(self, view: ColumnView) -> None:
        view.key_pressed.connect(partial(self._take_key, view))
        view.menu_requested.connect(partial(self._show_menu, view))
        view.drag_started.connect(partial(self._begin_drag, view))
        view.selectionModel().selectionChanged.connect(partial(self._follow_selection, view))

    def _wire_drag(self) -> None:
        for view in self._views():
            view.drag_moved.connect(self._drag.move)
            view.drag_ended.connect(self._drag.finish)
            view.drag_abandoned.connect(self._drag.cancel)
        self._drag.started.connect(self._show_lifted)
        self._drag.cancelled.connect(self._put_back)
        self._drag.dropped.connect(self._drop)
        self._drag.dropped_on_tray.connect(self._drop_on_tray)

    def _lay_out(self) -> QScrollArea:
        strip = QWidget(self)
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 0, 4, 12)
        row.setSpacing(_GAP)
        for column in self.columns:
            row.addWidget(column, 1)
        row.addStretch(0)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(strip)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(area, 1)
        tray = QVBoxLayout()
        tray.setContentsMargins(4, 0, 12, 12)
        tray.addWidget(self.tray)
        beside.addLayout(tray)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.error_bar)
        layout.addWidget(self.welcome)
        layout.addLayout(beside, 1)
        return area

    # Reading

    def refresh_index(self) -> None:
        """Show the cards where they stand now; views keep selection and place."""
        index = board.read_board(self._workspace)
        self._stored = dict(index.columns)
        self._show_columns(index.columns)
        self.tray.view.column_model.set_ids(index.closed)
        is_empty = not index.closed and not any(index.columns.values())
        self.welcome.setVisible(is_empty)
        self.fit_columns()

    def _show_columns(self, columns: Mapping[Stage, Sequence[int]]) -> None:
        for column in self.columns:
            column.view.column_model.set_ids(columns[column.stage])
            column.show_count()

    def follow(self, notice: ChangeNotice) -> None:
        """Something was kept: read again what it touched, and nothing else."""
        if self._lift is not None:
            return
        touched = self._touched_cards(notice)
        self._shelf.forget(touched)
        self.refresh_index()
        for view in self._views():
            if touched is None:
                view.column_model.refresh_all()
            else:
                view.column_model.refresh(touched)

    def _touched_cards(self, notice: ChangeNotice) -> frozenset[int] | None:
        """The applications whose cards may look different; ``None`` for all (a clash can light another's card)."""
        if notice.rows is None or any(table in ("interview", "contact", "offer") for table, _ in notice.rows):
            return None
        return notice.touched("application")

    def change_look(self) -> None:
        """Another theme or text size."""
        self._delegate.card_painter = CardPainter(current_look(), self._workspace.clock)
        for view in self._views():
            view.scheduleDelayedItemsLayout()
        self.fit_columns()

    def _views(self) -> list[ColumnView]:
        return [*(column.view for column in self.columns), self.tray.view]

    def card_count(self) -> int:
        """How many live cards the board holds."""
        return sum(len(column.ids) for column in self.columns)

    # Widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold empty columns when there is too little room for all."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Fold empty columns, from the right, as far as needed to see all columns at once."""
        px = current_look().px
        room = self._scroll_area.viewport().width() - 16 if hasattr(self, "_scroll_area") else self.width()
        wanted = px(NARROWEST) + 16
        foldable = [column for column in reversed(self.columns) if not column.ids and column.composer.isHidden()]
        needed = len(self.columns) * (wanted + _GAP)
        folded = set()
        is_empty = not any(column.ids for column in self.columns)
        for column in foldable:
            if needed <= room or is_empty:
                break
            folded.add(column)
            needed -= wanted - px(COLLAPSED)
        for column in self.columns:
            column.set_collapsed(column in folded)
            if column not in folded:
                column.setMaximumWidth(px(PREFERRED) + px(40))

    # Selecting

    def _follow_selection(self, view: ColumnView) -> None:
        modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if view.selectedIndexes() and not self._keyboard_modifiers() & modifiers:
            for other in self._views():
                if other is not view:
                    other.clearSelection()
        ids = self.selected_ids()
        self.selected.emit(ids[0] if len(ids) == 1 else 0)

    def _keyboard_modifiers(self) -> Qt.KeyboardModifier:
        from PySide6.QtWidgets import QApplication

        return QApplication.keyboardModifiers()

    def selected_ids(self) -> list[int]:
        """The selected applications, column by column."""
        return [id_ for view in self._views() for id_ in view.selected_ids()]

    def select(self, ids: Sequence[int], *, focus: bool = True) -> None:
        """Select these cards wherever they stand, and give the list of the first one the focus."""
        wanted = list(ids)
        for view in self._views():
            inside = [id_ for id_ in wanted if id_ in view.column_model.ids]
            if inside:
                view.select_ids(inside)
            else:
                view.clearSelection()
        home = self._view_of(wanted[0]) if wanted else None
        if home is not None and focus and not home.isHidden():
            home.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll_area.ensureWidgetVisible(home, 8, 0)

    def focus_first(self) -> None:
        """Give the focus to the first column with cards, or to the button that adds one."""
        filled = next((column.view for column in self.columns if column.ids), None)
        (filled or self.columns[0].add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _view_of(self, application_id: int) -> ColumnView | None:
        return next((view for view in self._views() if application_id in view.column_model.ids), None)

    def _chosen(self, view: ColumnView) -> list[int]:
        """What a command on ``view`` is about: the selection, or the current card."""
        current = view.current_id()
        ids = self.selected_ids()
        if current is not None and current not in ids:
            return [current]
        return ids

    # Writing

    def _keep(self, write: Callable[[], object], ids: Sequence[int]) -> bool:
        """Run a service; what was kept is selected and told, what was not is put back and explained beside it."""
        try:
            write()
        except Refusal as refusal:
            self.refresh_index()
            self.select(ids)
            self._retry = partial(self._keep, write, ids)
            self.error_bar.show_message(str(refusal), self.tr("Try again"))
            self.spoken.emit(str(refusal))
            return False
        self.error_bar.dismiss()
        self.select(ids)
        return True

    def _try_again(self) -> None:
        if self._retry is not None:
            self._retry()

    def move_to(self, ids: Sequence[int], slot: Slot) -> None:
        """Draw the cards at their new place first, then have it kept; a failure puts them back exactly."""
        closed = [id_ for id_ in ids if id_ in self.tray.view.column_model.ids]
        if closed:
            self._reopen(closed, slot)
            return
        before = slot.before_id
        while before is not None and before in ids:
            column = self._stored[slot.stage]
            following = column[column.index(before) + 1 :]
            before = following[0] if following else None
        target = Slot(slot.stage, before)
        self._preview(ids, target)
        if self._keep(partial(board.move_applications, self._workspace, ids, target), ids):
            self._told()
            self._speak_place(self.tr("Dropped in {place}. Ctrl+Z to undo."), ids)

    def _preview(self, ids: Sequence[int], slot: Slot) -> None:
        shown = {stage: [id_ for id_ in column if id_ not in ids] for stage, column in self._stored.items()}
        column = shown[slot.stage]
        row = column.index(slot.before_id) if slot.before_id is not None else len(column)
        column[row:row] = ids
        self._show_columns(shown)
        for view in self._views():
            if not view.isHidden():
                view.viewport().repaint()

    def _told(self) -> None:
        label = self._workspace.undo_label
        if label:
            self.changed.emit(label)

    def _reopen(self, ids: Sequence[int], slot: Slot | None = None) -> None:
        if self._keep(partial(board.reopen_applications, self._workspace, ids, slot), ids):
            self._told()

    def close_as(self, ids: Sequence[int], outcome: Outcome) -> None:
        """Close cards with an outcome; a reason can be added afterwards in the detail panel."""
        if self._keep(partial(board.close_applications, self._workspace, ids, outcome), []):
            self._told()

    def _trash(self, ids: Sequence[int]) -> None:
        if self._keep(partial(applications.trash_applications, self._workspace, ids), []):
            self._told()

    def _star(self, ids: Sequence[int]) -> None:
        for id_ in ids:
            starred = not applications.get_application(self._workspace, id_).starred
            self._keep(partial(applications.edit_application, self._workspace, id_, starred=starred), ids)

    def _add(self, column: Column, company: str, role: str) -> None:
        try:
            new = applications.add_application(self._workspace, column.stage, company=company, role=role)
        except Refusal as refusal:
            column.composer.show_error(str(refusal))
            return
        self.select([new], focus=False)
        column.composer.start_next()
        self._told()

    def open_composer(self, stage: Stage) -> None:
        """Start a new application in a column."""
        column = self.columns[stage.number]
        column.set_collapsed(False)
        column.composer.open_composer()

    # Dragging

    def _begin_drag(self, view: ColumnView, row: int, press: QPoint) -> None:
        pressed = view.column_model.ids[row]
        ids = self.selected_ids()
        if pressed not in ids:
            ids = [pressed]
            self.select(ids)
        ids = [pressed, *(id_ for id_ in ids if id_ != pressed)] if len(ids) > 1 else ids
        ordered = [id_ for each in self._views() for id_ in each.column_model.ids if id_ in set(ids)]
        cards = [card for card in map(self._card, [pressed, *(i for i in ordered if i != pressed)]) if card]
        self._dragged = ordered
        self._drag.begin(view, cards, row, press, self._delegate.card_painter)

    def _card(self, application_id: int) -> BoardCard | None:
        view = self._view_of(application_id)
        if view is None:
            return None
        row = list(view.column_model.ids).index(application_id)
        card: BoardCard | None = view.column_model.index(row).data(CARD_ROLE)
        return card

    def _drop(self, _ids: list[int], slot: Slot) -> None:
        self._show_lifted([])
        self.move_to(self._dragged, slot)

    def _drop_on_tray(self, _ids: list[int], outcome: str) -> None:
        self._show_lifted([])
        live = [id_ for id_ in self._dragged if id_ not in self.tray.view.column_model.ids]
        if live:
            self.close_as(live, Outcome(outcome))

    def _put_back(self, ids: Sequence[int]) -> None:
        self._show_lifted([])
        self._speak_place(self.tr("Cancelled. Back in {place}."), ids)

    def _show_lifted(self, ids: Sequence[int]) -> None:
        self._delegate.lifted_ids = frozenset(ids)
        for view in self._views():
            view.viewport().update()

    # Keys

    def _take_key(self, view: ColumnView, event: QKeyEvent) -> None:
        command = command_of(event)
        if self._lift is not None:
            event.accept()
            self._carry(event)
        elif command is not None and self._run(view, command):
            event.accept()

    def run_on_current(self, command: BoardCommand) -> None:
        """Run a command on the list that has the focus, or had it last."""
        view = next((view for view in self._views() if view.hasFocus()), None)
        chosen = self.selected_ids()
        view = view or (self._view_of(chosen[0]) if chosen else self.columns[0].view)
        if view is not None:
            self._run(view, command)

    def _run(self, view: ColumnView, command: BoardCommand) -> bool:
        """Run a command; returns whether it was one for this list now."""
        if command in (BoardCommand.FOCUS_LEFT, BoardCommand.FOCUS_RIGHT):
            self._focus_beside(view, -1 if command is BoardCommand.FOCUS_LEFT else 1)
            return True
        if command is BoardCommand.ADD:
            self.open_composer(self._stage_of(view))
            return True
        if command is BoardCommand.SELECT_COLUMN:
            view.selectAll()
            return True
        if command is BoardCommand.LEAVE:
            return self._leave()
        ids = self._chosen(view)
        if not ids:
            return False
        if command is BoardCommand.TOGGLE:
            index = view.currentIndex()
            view.selectionModel().select(index, view.selectionModel().SelectionFlag.Toggle)
            return True
        self._run_on_cards(view, command, ids)
        return True

    def _run_on_cards(self, view: ColumnView, command: BoardCommand, ids: list[int]) -> None:
        runs: dict[BoardCommand, Callable[[], object]] = {
            BoardCommand.OPEN: lambda: self.opened.emit(ids[0]),
            BoardCommand.STAR: lambda: self._star(ids),
            BoardCommand.TRASH: lambda: self._trash(ids),
            BoardCommand.MENU: lambda: self._show_menu(view, self._below_current(view)),
            BoardCommand.MOVE_MENU: lambda: self._menu(view).move_menu.popup(self._below_current(view)),
            BoardCommand.CLOSE: lambda: self._menu(view).close_menu.popup(self._below_current(view)),
            BoardCommand.LOG_CONTACT: lambda: self.asked_on_card.emit(ids[0], command.value),
            BoardCommand.ADD_INTERVIEW: lambda: self.asked_on_card.emit(ids[0], command.value),
            BoardCommand.LIFT: lambda: self._begin_lift(view, ids),
        }
        run = runs.get(command)
        if run is not None:
            run()
        elif view is not self.tray.view:
            self._step(view, command, ids)

    def _step(self, view: ColumnView, command: BoardCommand, ids: list[int]) -> None:
        """Ctrl+Shift and an arrow: carry the cards one step and drop them there."""
        lift = self._lift_of(view, ids)
        stage, rows = lift.stage, len(self._stored[lift.stage])
        carried = {
            BoardCommand.STAGE_BACK: lambda: lift.carried(self._stored, -1, 0),
            BoardCommand.STAGE_FORWARD: lambda: lift.carried(self._stored, 1, 0),
            BoardCommand.UP: lambda: lift.carried(self._stored, 0, -1),
            BoardCommand.DOWN: lambda: lift.carried(self._stored, 0, 1),
            BoardCommand.TOP: lambda: lift.put(self._stored, stage, 0),
            BoardCommand.BOTTOM: lambda: lift.put(self._stored, stage, rows),
        }[command]()
        if carried.stage is not stage:
            carried = carried.put(self._stored, carried.stage, len(self._stored[carried.stage]))
        if carried != lift:
            self.move_to(list(lift.ids), carried.slot(self._stored))

    def _focus_beside(self, view: ColumnView, direction: int) -> None:
        views = [each for each in self._views() if not each.isHidden()]
        row = max(view.currentIndex().row(), 0)
        place = views.index(view) + direction
        while 0 <= place < len(views) and not views[place].column_model.rowCount():
            place += direction
        if 0 <= place < len(views):
            beside = views[place].column_model.ids
            self.select([beside[min(row, len(beside) - 1)]])

    def _leave(self) -> bool:
        if len(self.selected_ids()) > 1:
            for view in self._views():
                view.clearSelection()
            return True
        return False

    def _stage_of(self, view: ColumnView) -> Stage:
        return next((column.stage for column in self.columns if column.view is view), Stage.SAVED)

    # Lift mode

    def _lift_of(self, view: ColumnView, ids: Sequence[int]) -> Lift:
        stage = self._stage_of(view)
        live = [id_ for column in self._stored.values() for id_ in column if id_ in set(ids)]
        row = min((list(self._stored[stage]).index(id_) for id_ in live if id_ in self._stored[stage]), default=0)
        return Lift(tuple(live), stage, row)

    def _begin_lift(self, view: ColumnView, ids: Sequence[int]) -> None:
        if view is self.tray.view:
            return
        self._lift = self._lift_of(view, ids)
        self._lifted_from = self._lift.slot(self._stored)
        self._show_lifted(list(self._lift.ids))
        words = self.tr("Lifted {name}. {place}. Arrows to move, Space to drop, Escape to cancel.")
        self.spoken.emit(words.format(name=self._name_of(ids), place=self._place_of(ids[0])))

    def _carry(self, event: QKeyEvent) -> None:
        lift = self._lift
        assert lift is not None
        key = event.key()
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
            Qt.Key.Key_Home: (0, -len(self._stored[lift.stage])), Qt.Key.Key_End: (0, len(self._stored[lift.stage])),
        }  # fmt: skip
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._drop_lift(lift)
        elif key == Qt.Key.Key_Escape:
            self._cancel_lift(lift)
        elif key in steps:
            self._lift = lift.carried(self._stored, *steps[Qt.Key(key)])
            self._show_columns(self._lift.preview(self._stored))
            self._show_lifted(list(lift.ids))
            self.select(list(lift.ids))
            self.spoken.emit(f"{self._place_of(lift.ids[0])}.")

    def _drop_lift(self, lift: Lift) -> None:
        self._lift = None
        self._show_lifted([])
        self.move_to(list(lift.ids), lift.slot(self._stored))

    def _cancel_lift(self, lift: Lift) -> None:
        self._lift = None
        self._show_lifted([])
        self.refresh_index()
        self.select(list(lift.ids))
        self._speak_place(self.tr("Cancelled. Back in {place}."), lift.ids)

    # Words

    def _speak_place(self, words: str, ids: Sequence[int]) -> None:
        if ids:
            self.spoken.emit(words.format(place=self._place_of(ids[0])))

    def _place_of(self, application_id: int) -> str:
        for column in self.columns:
            if application_id in column.ids:
                words = self.tr("{column}, position {position} of {count}")
                position = list(column.ids).index(application_id) + 1
                return words.format(column=STAGE_NAMES[column.stage], position=position, count=len(column.ids))
        return self.tr("Closed")

    def _name_of(self, ids: Sequence[int]) -> str:
        card = self._card(ids[0]) if len(ids) == 1 else None
        return card.name if card else self.tr("%n cards", "", len(ids))

    # Menus

    def _menu(self, view: ColumnView) -> CardMenu:
        ids = self._chosen(view)
        menu = CardMenu(
            self,
            partial(self._run, view),
            lambda stage: self.move_to(ids, Slot(stage)),
            lambda outcome: self.close_as(ids, outcome),
            is_closed=view is self.tray.view,
            reopen=partial(self._reopen, ids),
        )
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _show_menu(self, view: ColumnView, position: QPoint) -> None:
        if self._chosen(view):
            self._menu(view).popup(position)

    def _below_current(self, view: ColumnView) -> QPoint:
        rect = view.visualRect(view.currentIndex())
        return view.viewport().mapToGlobal(rect.center()) if rect.isValid() else QCursor.pos()
