"""The menu of a card: everything a drag or a key can do, by plain clicks."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from netorganizer.domain.pipeline import STAGE_NAMES, Outcome, Stage
from netorganizer.ui.board.board_keys import BoardCommand, key_hint
from netorganizer.ui.icons import icon

Chosen = Callable[[BoardCommand], object]


class CardMenu(QMenu):
    """Actions on the selected cards. ``run`` gets commands, ``move_to`` a stage, ``close_as`` an outcome."""

    def __init__(
        self,
        parent: QWidget,
        run: Chosen,
        move_to: Callable[[Stage], None],
        close_as: Callable[[Outcome], None],
        *,
        is_closed: bool,
        reopen: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("cardMenu")
        self._run = run
        self.move_menu = self._make_move_menu(move_to)
        self.close_menu = self._make_close_menu(close_as)
        self._add(self.tr("Open"), BoardCommand.OPEN, "panel-right")
        self.addSeparator()
        if is_closed:
            self.addAction(icon("rotate-ccw"), self.tr("Reopen at its former place"), reopen)
        self.addMenu(self.move_menu)
        if not is_closed:
            self._add_live_actions()
        self.addSeparator()
        self._add(self.tr("Move to the trash"), BoardCommand.TRASH, "trash-2")

    def _add_live_actions(self) -> None:
        self._add(self.tr("Move up"), BoardCommand.UP, "arrow-up")
        self._add(self.tr("Move down"), BoardCommand.DOWN, "arrow-down")
        self._add(self.tr("Move to the top"), BoardCommand.TOP)
        self._add(self.tr("Move to the bottom"), BoardCommand.BOTTOM)
        self.addSeparator()
        self._add(self.tr("Add an interview…"), BoardCommand.ADD_INTERVIEW, "calendar-plus")
        self._add(self.tr("Log a contact…"), BoardCommand.LOG_CONTACT, "message-square")
        self._add(self.tr("Star or unstar"), BoardCommand.STAR, "star")
        self.addMenu(self.close_menu)

    def _add(self, words: str, command: BoardCommand, icon_name: str = "") -> QAction:
        hint = key_hint(command)
        action = self.addAction(f"{words}\t{hint}" if hint else words)
        if icon_name:
            action.setIcon(icon(icon_name))
        action.triggered.connect(lambda: self._run(command))
        return action

    def _make_move_menu(self, move_to: Callable[[Stage], None]) -> QMenu:
        menu = QMenu(self.tr("Move to"), self)
        menu.setObjectName("moveMenu")
        for stage in Stage:
            action = menu.addAction(STAGE_NAMES[stage])
            action.triggered.connect(lambda _checked=False, stage=stage: move_to(stage))
        return menu

    def _make_close_menu(self, close_as: Callable[[Outcome], None]) -> QMenu:
        words = {
            Outcome.ACCEPTED: self.tr("&Accepted"),
            Outcome.DECLINED: self.tr("&Declined"),
            Outcome.REJECTED: self.tr("&Rejected"),
            Outcome.WITHDRAWN: self.tr("&Withdrawn"),
            Outcome.GHOSTED: self.tr("&Ghosted"),
        }
        menu = QMenu(self.tr("Close as"), self)
        menu.setObjectName("closeMenu")
        for outcome, word in words.items():
            action = menu.addAction(word)
            action.triggered.connect(lambda _checked=False, outcome=outcome: close_as(outcome))
        return menu
