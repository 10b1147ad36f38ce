"""The board screen: the view, what it writes, and how it is handled, put together."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netorganizer.domain.errors import Refusal
from netorganizer.domain.pipeline import Stage
from netorganizer.ui.board.board_gestures import BoardGestures
from netorganizer.ui.board.board_moves import BoardMoves
from netorganizer.ui.board.board_view import BoardView
from netorganizer.ui.widgets.empty_state import EmptyState
from netorganizer.ui.widgets.inline_bar import InlineBar

if TYPE_CHECKING:
    from netorganizer.domain.change import ChangeNotice
    from netorganizer.services.workspace import Workspace
    from netorganizer.ui.board.column import Column

_HOUR_LOOK_MS = 15_000
_SECONDS_AN_HOUR = 3600


class BoardPage(QWidget):
    """The board screen. ``changed`` carries the label of a change that was kept, ``spoken`` an announcement."""

    changed = Signal(str)
    spoken = Signal(str)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("board")
        self.setAccessibleName(self.tr("Board"))
        self.view = BoardView(workspace, self)
        self.moves = BoardMoves(workspace, self.view)
        self.gestures = BoardGestures(self.view, self.moves, window)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.view, 1)
        self._wire()
        self.refresh()
        self._clock = workspace.clock
        self._hour = self._hour_now()
        # Not one long wait for the next hour: a machine that sleeps meanwhile does not count it.
        self._hours = QTimer(self, interval=_HOUR_LOOK_MS)
        self._hours.timeout.connect(self.notice_hour)
        self._hours.start()

    @cached_property
    def error_bar(self) -> InlineBar:
        """Why something was not done, over the columns; made when it is first needed."""
        bar = InlineBar(self)
        bar.action_requested.connect(self.moves.try_again)
        self._column.insertWidget(0, bar)
        return bar

    @cached_property
    def _welcome(self) -> EmptyState:
        """What to do first, while there is no card."""
        welcome = EmptyState(
            "square-kanban",
            self.tr("Add your first application"),
            self.tr("Type a company and a role. The card starts in Saved; drag it on as the process goes."),
            self.tr("New application"),
        )
        welcome.action_requested.connect(partial(self.view.open_composer, Stage.SAVED))
        self._column.insertWidget(self._column.indexOf(self.view), welcome)
        return welcome

    def dismiss_error(self) -> None:
        """What was refused before is settled."""
        if "error_bar" in self.__dict__:
            self.error_bar.dismiss()

    def _wire(self) -> None:
        self.moves.refused.connect(self._explain)
        self.moves.kept.connect(self.dismiss_error)
        self.moves.changed.connect(self.changed)
        self.moves.spoken.connect(self.spoken)
        self.gestures.spoken.connect(self.spoken)
        for column in self.view.columns:
            column.submitted.connect(partial(self._add, column))
            column.composer_closed.connect(column.view.setFocus)

    def _explain(self, sentence: str) -> None:
        self.error_bar.show_message(sentence, self.tr("Try again"))
        self.spoken.emit(sentence)

    def _add(self, column: Column, company: str, role: str) -> None:
        try:
            self.moves.add(column.stage, company, role)
        except Refusal as refusal:
            column.composer.show_error(str(refusal))
        else:
            column.composer.start_next()

    def refresh(self) -> None:
        """Show the cards where the store says, and the welcome where there are none."""
        self.view.refresh()
        self._show_welcome()

    def follow(self, notice: ChangeNotice) -> None:
        """Something was kept. Cards lifted by keyboard are put back first: their places may be gone."""
        self.gestures.cancel_lift()
        self.view.follow(notice)
        self.gestures.follow_board()
        self._show_welcome()

    def notice_hour(self) -> None:
        """With a new hour, or day, the cards say something else. Until the cards that are held are let go it waits."""
        hour = self._hour_now()
        if hour != self._hour and not self.view.is_held_still:
            self._hour = hour
            self.view.read_anew()

    def _hour_now(self) -> int:
        return int(self._clock.now().timestamp()) // _SECONDS_AN_HOUR

    def stop(self) -> None:
        """The window closes: read nothing more."""
        self._hours.stop()

    def _show_welcome(self) -> None:
        is_empty = not self.view.card_count() and not self.view.tray.view.column_model.rowCount()
        if is_empty or "_welcome" in self.__dict__:
            self._welcome.setVisible(is_empty)
