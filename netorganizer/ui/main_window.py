"""The window: rail, top bar, board, detail panel, toast. It composes; the work is done in its parts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMainWindow, QMenu, QSplitter, QVBoxLayout, QWidget

from netorganizer.domain.errors import Refusal
from netorganizer.domain.pipeline import Stage
from netorganizer.ui.actions import ACTIONS, make_actions
from netorganizer.ui.announcer import Announcer
from netorganizer.ui.board.board_page import BoardPage
from netorganizer.ui.board.moved import cards_of_change
from netorganizer.ui.change_feed import ChangeFeed
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import Button, ButtonKind, IconButton
from netorganizer.ui.widgets.drawing import LookLabel
from netorganizer.ui.widgets.rail import Rail
from netorganizer.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from netorganizer.domain.change import Change, ChangeNotice
    from netorganizer.paths import Home
    from netorganizer.services.workspace import Workspace
    from netorganizer.ui.application.detail_panel import DetailPanel
    from netorganizer.ui.housekeeping import Housekeeping

_FIRST_SIZE = QSize(1366, 768)
_SMALLEST = QSize(720, 480)
PANEL_WIDTH = 380
_LONGEST_IN_MENU = 60
_LONGEST_IN_TOAST = 160


class MainWindow(QMainWindow):
    """The one window on a workspace. ``is_sample`` shows that this is not the person's own data."""

    def __init__(self, workspace: Workspace, *, is_sample: bool = False) -> None:
        super().__init__()
        self._workspace = workspace
        self._panel: DetailPanel | None = None
        self._housekeeping: Housekeeping | None = None
        self.setWindowTitle(self.tr("Sample data – Netorganizer") if is_sample else "Netorganizer")
        self.setMinimumSize(_SMALLEST)
        self.resize(_FIRST_SIZE)
        self.actions_by_key = make_actions(self)
        self.announcer = Announcer(self)
        self.board = BoardPage(workspace, self)
        self._lay_out(is_sample=is_sample)
        self.toast = Toast(self)
        self.toast.action_requested.connect(self.undo)
        self._wire()
        self._feed = ChangeFeed(workspace, self)
        self._unsubscribe = workspace.subscribe(self._follow)
        self._show_undo_labels()
        self.board.view.focus_first()

    @property
    def home(self) -> Home:
        """Where the workspace lives."""
        return self._workspace.home

    # Building

    def _lay_out(self, *, is_sample: bool) -> None:
        central = QWidget(self)
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail("Netorganizer", central)
        self.rail.add_screen("board", "square-kanban", self.tr("Board"))
        self.rail.set_current("board")
        row.addWidget(self.rail)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, central)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        main = QWidget(self._splitter)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_top_bar(is_sample=is_sample))
        column.addWidget(self.board, 1)
        self._splitter.addWidget(main)
        row.addWidget(self._splitter, 1)
        self.setCentralWidget(central)

    def _make_top_bar(self, *, is_sample: bool) -> QWidget:
        bar = QWidget(self)
        bar.setObjectName("topBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(LookLabel(self.tr("Board"), "screen", "text"))
        if is_sample:
            row.addSpacing(8)
            row.addWidget(LookLabel(self.tr("Sample data: nothing here is yours"), "body_strong", "warn"))
        row.addStretch(1)
        new = Button(self.tr("New application"), ButtonKind.PRIMARY, "plus")
        new.setObjectName("newApplication")
        new.set_hint("Ctrl+N")
        new.clicked.connect(self.actions_by_key["add_application"].trigger)
        menu = IconButton("ellipsis", self.tr("Menu"))
        menu.setObjectName("mainMenu")
        menu.clicked.connect(lambda: self._show_menu(menu))
        row.addWidget(new)
        row.addWidget(menu)
        return bar

    def _show_menu(self, button: QWidget) -> None:
        menu = QMenu(self)
        menu.setObjectName("mainMenu.menu")
        section = ACTIONS[0].section
        for spec in ACTIONS:
            if spec.section != section:
                menu.addSeparator()
                section = spec.section
            menu.addAction(self.actions_by_key[spec.key])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _wire(self) -> None:
        runs: dict[str, Callable[[], object]] = {
            "add_application": self._add_application,
            "export_calendar": lambda: self._panel_of_selected().export_calendar(),
            "print_pack": lambda: self._panel_of_selected().open_pack(),
            "undo": self.undo,
            "redo": self.redo,
            "show_board": self._focus_board,
            "toggle_panel": self._toggle_panel,
            "larger_text": partial(self._scale_text, 10),
            "smaller_text": partial(self._scale_text, -10),
            "normal_text": partial(self._scale_text, 0),
            "full_screen": self._toggle_full_screen,
            "next_pane": self._next_pane,
            "show_trash": self._show_trash,
            "show_settings": self._show_settings,
            "show_keys": self._show_keys,
            "quit": self.close,
        }
        for key, run in runs.items():
            self.actions_by_key[key].triggered.connect(lambda _checked=False, run=run: run())
        self.board.view.selected.connect(self._show_selected)
        self.board.gestures.opened.connect(self._open_detail)
        self.board.gestures.clicked.connect(self.show_detail)
        self.board.changed.connect(self.tell)
        self.board.spoken.connect(self.announcer.announce)
        self.board.gestures.asked_on_card.connect(self._ask_on_card)

    # Reading along

    def _follow(self, notice: ChangeNotice) -> None:
        # Its "Undo" takes back the newest change, which is another one from now on; who made this one may tell of it.
        self.toast.dismiss()
        self.board.follow(notice)
        if self._panel is not None:
            self._panel.follow(notice)
        self._show_undo_labels()

    def _show_undo_labels(self) -> None:
        for key, label, plain in (
            ("undo", self._workspace.undo_label, self.tr("Undo")),
            ("redo", self._workspace.redo_label, self.tr("Redo")),
        ):
            action = self.actions_by_key[key]
            action.setEnabled(label is not None)
            action.setText(f"{plain}: {_in_menu(label)}" if label else plain)

    def tell(self, label: str) -> None:
        """Say what was done, with the way back."""
        self.toast.show_message(_short(label, _LONGEST_IN_TOAST), self.tr("Undo"), "Ctrl+Z")
        self.announcer.announce(label)

    def refuse(self, refusal: Refusal) -> None:
        """Say beside the board why something was not done."""
        self.board.error_bar.show_message(str(refusal))
        self.announcer.announce(str(refusal), assertive=True)

    def undo(self) -> None:
        """Take back the last change and go to what it touched."""
        self._replay(self._workspace.undo, self.tr("Undone: {label}"))

    def redo(self) -> None:
        """Do again what was undone and go to what it touched."""
        self._replay(self._workspace.redo, self.tr("Done again: {label}"))

    def _replay(self, step: Callable[[], Change], words: str) -> None:
        before = self.board.view.shown()
        try:
            change = step()
            touched = self._workspace.applications_of(change)
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.board.dismiss_error()
        self._go_to(cards_of_change(before, self.board.view.shown(), frozenset(touched)))
        said = words.format(label=change.label)
        self.toast.show_message(_short(said, _LONGEST_IN_TOAST))
        self.announcer.announce(said)

    def _go_to(self, application_ids: list[int]) -> None:
        """Select what was changed; a change of nothing on the board leaves the selection."""
        if application_ids:
            self.board.view.select(application_ids)

    # The detail panel

    def panel(self) -> DetailPanel:
        """The detail panel, made when it is first needed."""
        if self._panel is None:
            from netorganizer.ui.application.detail_panel import DetailPanel

            panel = DetailPanel(self._workspace, self)
            panel.changed.connect(self.tell)
            panel.refused.connect(self.refuse)
            panel.left.connect(self._focus_board)
            panel.spoken.connect(self.announcer.announce)
            self._splitter.addWidget(panel)
            self._splitter.setStretchFactor(0, 1)
            self._splitter.setStretchFactor(1, 0)
            width = current_look().px(PANEL_WIDTH)
            self._splitter.setSizes([max(1, self._splitter.width() - width), width])
            self._panel = panel
        return self._panel

    def _panel_of_selected(self) -> DetailPanel:
        """The open panel, showing the one selected application if there is one."""
        selected = self.board.view.selected_ids()
        if len(selected) == 1 and (self._panel is None or self._panel.isHidden()):
            self.show_detail(selected[0])
        return self.panel()

    def _show_selected(self, application_id: int) -> None:
        """An open panel follows the selection. A press never opens it: the card would move under the pointer."""
        if self._panel is not None and not self._panel.isHidden():
            self._panel.show_application(application_id)

    def show_detail(self, application_id: int) -> None:
        """Show an application beside the board; the focus stays."""
        panel = self.panel()
        panel.show()
        panel.show_application(application_id)
        # Once the panel has taken its room: the card may be under its edge now.
        QTimer.singleShot(0, self, partial(self.board.view.reveal, application_id))

    def _open_detail(self, application_id: int) -> None:
        if application_id not in self.board.view.selected_ids():
            self.board.view.select([application_id])  # the board shows whose details these are
        self.show_detail(application_id)
        self.panel().take_focus()

    def _ask_on_card(self, application_id: int, command: str) -> None:
        self._open_detail(application_id)
        self.panel().start(command)

    def _toggle_panel(self) -> None:
        if self._panel is None or self._panel.isHidden():
            selected = self.board.view.selected_ids()
            self.panel().show()
            self.panel().show_application(selected[0] if len(selected) == 1 else 0)
        else:
            held_focus = self._panel.isAncestorOf(self.focusWidget())
            self._panel.hide()
            if held_focus:
                self._focus_board()

    # The other actions

    def _add_application(self) -> None:
        self.board.view.open_composer(Stage.SAVED)

    def _focus_board(self) -> None:
        selected = self.board.view.selected_ids()
        if selected:
            self.board.view.select(selected)
        else:
            self.board.view.focus_first()

    def _next_pane(self) -> None:
        panel = self._panel
        if panel is not None and panel.isVisible() and not panel.isAncestorOf(self.focusWidget()):
            panel.take_focus()
        else:
            self._focus_board()

    def _scale_text(self, percent: int) -> None:
        from netorganizer.ui.look_settings import scale_text

        try:
            scale_text(self._workspace.home, percent)
        except Refusal as refusal:
            self.refuse(refusal)
        else:
            self.change_look()

    def change_look(self) -> None:
        """Another theme or text size was put on: measure and paint anew."""
        self.board.view.change_look()
        self.rail.set_wide(self.rail.is_wide)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_trash(self) -> None:
        from netorganizer.ui.trash_dialog import TrashDialog

        self._ask(TrashDialog(self._workspace, self))

    def _show_settings(self) -> None:
        from netorganizer.ui.settings_dialog import SettingsDialog

        try:
            dialog = SettingsDialog(self._workspace, self)
        except Refusal as refusal:
            self.refuse(refusal)
            return
        dialog.look_changed.connect(self.change_look)
        self._ask(dialog)

    def _show_keys(self) -> None:
        from netorganizer.ui.key_sheet import KeySheet

        self._ask(KeySheet(self))

    def _ask(self, dialog: QDialog) -> None:
        dialog.exec()
        dialog.deleteLater()  # being the window's child it would stay as long as that

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide window has a sidebar, a narrow one a rail."""
        super().resizeEvent(event)
        self.rail.follow_window_width(event.size().width())

    def keep_house(self) -> None:
        """After the first frame, load ahead and look after the store; a test that counts may leave it out."""
        from netorganizer.ui.housekeeping import Housekeeping

        self._housekeeping = Housekeeping(self._workspace, self)
        self._housekeeping.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop listening and let go of the store, once nothing is left that would still be kept.

        The panel has kept what was typed, else it would have held the window. Fields outside its pages do so when
        they lose the focus, which is here at the latest.
        """
        super().closeEvent(event)
        if not event.isAccepted():
            return
        self.board.gestures.cancel()
        self.rail.setFocus()
        if self._panel is not None:
            self._panel.hide()
        self._feed.stop()
        self.board.stop()
        if self._housekeeping is not None:
            self._housekeeping.stop()
        self._unsubscribe()
        self._workspace.close()


def _in_menu(label: str) -> str:
    """A change's label, which may hold anything typed, as part of a menu's line: short, and without mnemonics."""
    return _short(label, _LONGEST_IN_MENU).replace("&", "&&")


def _short(label: str, most: int) -> str:
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"
