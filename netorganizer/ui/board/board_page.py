"""The board screen: the view, what it writes, and how it is handled, put together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
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


class BoardPage(QWidget):
    """The board screen. ``changed`` carries the label of a change that was kept, ``spoken`` an announcement."""

    changed = Signal(str)
    spoken = Signal(str)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("board")
        self.setAccessibleName(self.tr("Board"))
        self.error_bar = InlineBar(self)
        self.view = BoardView(workspace, self)
        self.moves = BoardMoves(workspace, self.view)
        self.gestures = BoardGestures(self.view, self.moves, window)
        self._welcome = EmptyState(
            "square-kanban",
            self.tr("Add your first application"),
            self.tr("Type a company and a role. The card starts in Saved; drag it on as the process goes."),
            self.tr("New application"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.error_bar)
        layout.addWidget(self._welcome)
        layout.addWidget(self.view, 1)
        self._wire()
        self.refresh()

    def _wire(self) -> None:
        self._welcome.action_requested.connect(partial(self.view.open_composer, Stage.SAVED))
        self.error_bar.action_requested.connect(self.moves.try_again)
        self.moves.refused.connect(self._explain)
        self.moves.kept.connect(self.error_bar.dismiss)
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

    def _show_welcome(self) -> None:
        is_empty = not self.view.card_count() and not self.view.tray.view.column_model.rowCount()
        self._welcome.setVisible(is_empty)
