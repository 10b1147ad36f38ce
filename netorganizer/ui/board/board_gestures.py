"""Keys, drags and menus on the board: each ends in one move."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from netorganizer.domain.pipeline import Outcome, Slot
from netorganizer.ui.board.board_keys import BoardCommand, command_of
from netorganizer.ui.board.card_menu import CardMenu
from netorganizer.ui.board.drag import DragController
from netorganizer.ui.board.lift import Lift

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netorganizer.ui.board.board_moves import BoardMoves
    from netorganizer.ui.board.board_view import BoardView
    from netorganizer.ui.board.column_view import ColumnView


class BoardGestures(QObject):
    """What the person does with cards.

    ``opened`` carries an application to put the focus into, ``clicked`` one to show beside the board,
    ``asked_on_card`` one and the command to start there.
    """

    opened = Signal(int)
    clicked = Signal(int)
    asked_on_card = Signal(int, str)
    spoken = Signal(str)

    def __init__(self, view: BoardView, moves: BoardMoves, window: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._moves = moves
        self._lift: Lift | None = None
        self._is_carrying = False
        self._dragged: list[int] = []
        self._closed: set[int] = set()
        self._drag = DragController(window, view.scroll_area, view.columns, view.tray)
        self._drag.cancelled.connect(self._put_back)
        self._drag.dropped.connect(self._drop)
        self._drag.dropped_on_tray.connect(self._drop_on_tray)
        for each in view.views():
            each.press_began.connect(self._let_go_of_lift)
            each.focus_left.connect(self._let_go_of_lift)
            each.key_pressed.connect(partial(self._take_key, each))
            each.menu_requested.connect(partial(self._show_menu, each))
            each.card_clicked.connect(self.clicked)
            each.drag_started.connect(partial(self._begin_drag, each))
            each.drag_moved.connect(self._drag.move)
            each.drag_ended.connect(self._drag.finish)
            each.drag_abandoned.connect(self._drag.cancel)

    @property
    def is_lifting(self) -> bool:
        """Whether cards hang on the keyboard."""
        return self._lift is not None

    # The mouse

    def _begin_drag(self, view: ColumnView, row: int, press: QPoint) -> None:
        pressed = view.column_model.ids[row]
        self.cancel_lift(focus=False)
        if view.column_model.row_of(pressed) is None:  # it was only carried here
            view.stop_drag()
            return
        ids = self._view.selected_ids()
        if pressed not in ids:
            ids = [pressed]
            self._view.select(ids, focus=False)
        self._dragged = self._view.in_board_order(ids)
        lead_first = [pressed, *(id_ for id_ in self._dragged if id_ != pressed)]
        cards = [card for card in map(self._view.card, lead_first) if card is not None]
        self._view.show_lifted(self._dragged)
        self._view.is_held_still = True
        self._closed = set(filter(self._view.is_closed, self._dragged))
        self._drag.begin(view, cards, row, press, self._view.delegate.card_painter)
        self.spoken.emit(self.tr("Dragging {name}. Escape to cancel.").format(name=self._name_of(self._dragged)))

    def _drop(self, _ids: list[int], slot: Slot) -> None:
        self._let_go()
        self._moves.move_to(self._dragged, slot)
        self._view.fit_columns()

    def _drop_on_tray(self, _ids: list[int], outcome: str) -> None:
        self._let_go()
        self._moves.close_as(self._dragged, Outcome(outcome))
        self._view.fit_columns()

    def _put_back(self, ids: Sequence[int]) -> None:
        self._let_go()
        self._view.fit_columns()
        self._speak_cancelled(ids)

    def _let_go(self) -> None:
        self._view.is_held_still = False
        self._view.show_lifted([])

    def follow_board(self) -> None:
        """The board shows something else now: a drag goes on where it can."""
        if not self._drag.is_active:
            return
        gone = any(self._view.view_of(id_) is None for id_ in self._dragged)
        if gone or self._closed != set(filter(self._view.is_closed, self._dragged)):
            self._drag.cancel()
        else:
            self._drag.look_again()

    def cancel(self) -> None:
        """Put back whatever hangs on the pointer or on the keyboard."""
        self.cancel_lift(focus=False)
        self._drag.cancel()

    # Keys

    def _take_key(self, view: ColumnView, event: QKeyEvent) -> None:
        command = command_of(event)
        if self._lift is not None:
            event.accept()
            self._carry(self._lift, event)
        elif command is not None and self._run(view, command):
            event.accept()

    def _run(self, view: ColumnView, command: BoardCommand) -> bool:
        """Run a command; returns whether it was one for this list now."""
        on_list: dict[BoardCommand, Callable[[], object]] = {
            BoardCommand.FOCUS_LEFT: lambda: self._view.focus_beside(view, -1),
            BoardCommand.FOCUS_RIGHT: lambda: self._view.focus_beside(view, 1),
            BoardCommand.ADD: lambda: self._view.open_composer(self._view.stage_of(view)),
            BoardCommand.SELECT_COLUMN: view.selectAll,
        }
        if command in on_list:
            on_list[command]()
            return True
        if command is BoardCommand.LEAVE:
            several = len(self._view.selected_ids()) > 1
            if several:
                self._view.deselect()
            return several
        ids = self._view.chosen(view)
        if ids:
            self._run_on_cards(view, command, ids)
        return bool(ids)

    def _run_on_cards(self, view: ColumnView, command: BoardCommand, ids: list[int]) -> None:
        on_cards: dict[BoardCommand, Callable[[], object]] = {
            BoardCommand.OPEN: lambda: self.opened.emit(ids[0]),
            BoardCommand.TOGGLE: lambda: self._toggle(view),
            BoardCommand.STAR: lambda: self._moves.star(ids),
            BoardCommand.TRASH: lambda: self._moves.trash(ids),
            BoardCommand.MENU: lambda: self._show_menu(view, self._below_current(view)),
            BoardCommand.MOVE_MENU: lambda: self._pop_up(view, attrgetter("move_menu")),
            BoardCommand.CLOSE: lambda: self._pop_up(view, attrgetter("close_menu")),
            BoardCommand.LOG_CONTACT: lambda: self.asked_on_card.emit(ids[0], command.value),
            BoardCommand.ADD_INTERVIEW: lambda: self.asked_on_card.emit(ids[0], command.value),
            BoardCommand.LIFT: lambda: self._begin_lift(view, ids),
        }
        if command in on_cards:
            on_cards[command]()
        elif view is not self._view.tray.view:
            self._step(view, command, ids)

    def _toggle(self, view: ColumnView) -> None:
        view.selectionModel().select(view.currentIndex(), QItemSelectionModel.SelectionFlag.Toggle)

    def _step(self, view: ColumnView, command: BoardCommand, ids: list[int]) -> None:
        """Ctrl+Shift and an arrow: carry the cards one step and drop them there."""
        lift, columns = self._lift_of(view, ids), self._view.stored
        steps: dict[BoardCommand, Callable[[], Lift]] = {
            BoardCommand.STAGE_BACK: lambda: lift.to_bottom(columns, -1),
            BoardCommand.STAGE_FORWARD: lambda: lift.to_bottom(columns, 1),
            BoardCommand.UP: lambda: lift.carried(columns, 0, -1),
            BoardCommand.DOWN: lambda: lift.carried(columns, 0, 1),
            BoardCommand.TOP: lambda: lift.put(columns, lift.stage, 0),
            BoardCommand.BOTTOM: lambda: lift.put(columns, lift.stage, len(columns[lift.stage])),
        }
        carried = steps[command]()
        if carried != lift:
            self._moves.move_to(list(lift.ids), carried.slot(columns))

    # Lifting by keyboard

    def _lift_of(self, view: ColumnView, ids: Sequence[int]) -> Lift:
        stage = self._view.stage_of(view)
        rows = {id_: row for row, id_ in enumerate(self._view.stored[stage])}
        live = [id_ for id_ in self._view.in_board_order(ids) if not self._view.is_closed(id_)]
        return Lift(tuple(live), stage, min((rows[id_] for id_ in live if id_ in rows), default=0))

    def _begin_lift(self, view: ColumnView, ids: Sequence[int]) -> None:
        if view is self._view.tray.view:
            return
        self._lift = self._lift_of(view, ids)
        self._view.show_lifted(list(self._lift.ids))
        words = self.tr("Lifted {name}. {place}. Arrows to move, Space to drop, Escape to cancel.")
        self.spoken.emit(words.format(name=self._name_of(ids), place=self._view.place_of(ids[0])))

    def _carry(self, lift: Lift, event: QKeyEvent) -> None:
        columns, key = self._view.stored, event.key()
        whole = len(columns[lift.stage])
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
            Qt.Key.Key_Home: (0, -whole), Qt.Key.Key_End: (0, whole),
        }  # fmt: skip
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end_lift()
            self._view.restore()
            self._moves.move_to(list(lift.ids), lift.slot(columns))
        elif key == Qt.Key.Key_Escape:
            self.cancel_lift()
        elif key in steps:
            self._show_carried(lift.carried(columns, *steps[Qt.Key(key)]))

    def _show_carried(self, lift: Lift) -> None:
        self._lift = lift
        self._is_carrying = True  # the focus goes along into another list
        try:
            self._view.show_columns(lift.preview(self._view.stored))
            self._view.select(lift.ids)
        finally:
            self._is_carrying = False
        self.spoken.emit(f"{self._view.place_of(lift.ids[0])}.")

    def _end_lift(self) -> None:
        self._lift = None
        self._view.show_lifted([])

    def cancel_lift(self, *, focus: bool = True) -> None:
        """Put lifted cards back where they were; nothing was written."""
        lift = self._lift
        if lift is not None:
            self._end_lift()
            self._view.restore()
            self._view.select(lift.ids, focus=focus)
            self._speak_cancelled(lift.ids)

    def _let_go_of_lift(self) -> None:
        """The focus or the mouse went elsewhere: keys would carry the cards no more."""
        if not self._is_carrying:
            self.cancel_lift(focus=False)

    # Words and menus

    def _speak_cancelled(self, ids: Sequence[int]) -> None:
        place = self._view.place_of(ids[0])
        self.spoken.emit(self.tr("Cancelled. Back in {place}.").format(place=place))

    def _name_of(self, ids: Sequence[int]) -> str:
        card = self._view.card(ids[0]) if len(ids) == 1 else None
        return card.name if card else self.tr("%n card(s)", "", len(ids))

    def _menu(self, view: ColumnView) -> CardMenu:
        ids = self._view.chosen(view)
        menu = CardMenu(
            self._view,
            partial(self._run, view),
            lambda stage: self._moves.move_to(ids, Slot(stage)),
            lambda outcome: self._moves.close_as(ids, outcome),
            is_closed=view is self._view.tray.view,
            reopen=partial(self._moves.reopen, ids),
        )
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _pop_up(self, view: ColumnView, part_of: Callable[[CardMenu], QMenu]) -> None:
        """Show a part of the card's menu by itself; the rest goes with it."""
        menu = self._menu(view)
        part = part_of(menu)
        part.aboutToHide.connect(menu.deleteLater)
        part.popup(self._below_current(view))

    def _show_menu(self, view: ColumnView, position: QPoint) -> None:
        if self._view.chosen(view):
            self._menu(view).popup(position)

    def _below_current(self, view: ColumnView) -> QPoint:
        rect = view.visualRect(view.currentIndex())
        return view.viewport().mapToGlobal(rect.center()) if rect.isValid() else QCursor.pos()
