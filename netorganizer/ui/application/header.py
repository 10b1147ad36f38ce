"""The head of the detail panel: who, what, how far, and whose move it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMenu, QWidget

from netorganizer.domain.pipeline import STAGE_NAMES, Outcome, Stage, WhoseMove
from netorganizer.domain.playbook import Figure, Playbook, Topic
from netorganizer.services import applications, board
from netorganizer.ui.application.section import MARGIN, Section, stack
from netorganizer.ui.application.words import days_here, move_words, outcome_words, translate
from netorganizer.ui.icons import icon, icon_pixmap
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.buttons import Button, ButtonKind, IconButton
from netorganizer.ui.widgets.choice_button import ChoiceButton
from netorganizer.ui.widgets.drawing import LookLabel, begin, draw_focus_ring, draw_surface
from netorganizer.ui.widgets.flow_layout import FlowLayout
from netorganizer.ui.widgets.labels import ElidedLabel
from netorganizer.ui.widgets.stage_glyphs import StageDots

if TYPE_CHECKING:
    from netorganizer.domain.application import Application
    from netorganizer.services.workspace import Workspace

_OPENABLE = ("http", "https", "mailto")


class StarButton(IconButton):
    """A star that is filled when it is on."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the star."""
        look, painter = current_look(), begin(self)
        rect = QRectF(self.rect())
        if self.underMouse():
            draw_surface(painter, rect, look.px(6), look.theme.selected)
        if self.hasFocus():
            draw_focus_ring(painter, rect, look.px(6))
        side = look.px(18)
        color = look.theme.warn if self.isChecked() else look.theme.text3
        pixmap = icon_pixmap("star", color, side, self.devicePixelRatioF(), filled=self.isChecked())
        painter.drawPixmap(QPointF(round((self.width() - side) / 2), round((self.height() - side) / 2)), pixmap)


class Header(Section):
    """Company, role, star, menu, stage and move; below them the steps, where there is room for them."""

    pack_requested = Signal()
    export_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.company = ElidedLabel("", "screen", "text")
        self.role = LookLabel("", "body", "text2")
        self.role.setWordWrap(True)
        self.star = StarButton("star", self.tr("Star"))
        self.star.setObjectName("detail.star")
        self.star.setCheckable(True)
        self.star.clicked.connect(self._toggle_star)
        self.more = IconButton("ellipsis", self.tr("More about this application"))
        self.more.setObjectName("detail.more")
        self.more.clicked.connect(self._show_menu)
        self.stage = ChoiceButton(self.tr("Stage"))
        self.stage.setObjectName("detail.stage")
        self.stage.chosen.connect(self._move)
        self.move_button = ChoiceButton(self.tr("Whose move"))
        self.move_button.setObjectName("detail.move")
        self.move_button.set_choices(list(move_words().items()))
        self.move_button.chosen.connect(self._set_move)
        self.hold = LookLabel("", "secondary_strong", "waiting")
        self.closed = ClosedNote()
        self.closed.reopen_requested.connect(self.reopen)
        self.dots = StageDots()
        self.progress = LookLabel("", "secondary", "text2")
        self.progress.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        column = stack(self, spacing=8)
        column.setContentsMargins(MARGIN, 12, MARGIN - 6, 8)
        names = QHBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.company, 1)
        names.addWidget(self.star)
        names.addWidget(self.more)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for widget in (self.stage, self.move_button, self.hold):
            flow.addWidget(widget)
        column.addLayout(names)
        column.addWidget(self.role)
        column.addWidget(self.closed)
        column.addWidget(buttons)
        column.addWidget(self.dots)
        column.addWidget(self.progress)
        column.addWidget(self.bar)
        self._buttons = buttons

    def show_steps(self, has_room: bool) -> None:
        """Show or leave out the steps: a low window needs the room for the page below."""
        self.dots.setVisible(has_room)
        self.progress.setVisible(has_room)

    def refresh(self) -> None:
        """Show the application as it is kept."""
        application = self.application
        assert application is not None
        self.company.setText(application.company)
        self.role.setText(application.role)
        self.star.setChecked(application.starred)
        self.star.setAccessibleName(self.tr("Unstar") if application.starred else self.tr("Star"))
        self.star.setToolTip(self.star.accessibleName())
        self.stage.set_choices([(stage, STAGE_NAMES[stage]) for stage in Stage], application.stage)
        self.move_button.set_current(application.whose_move)
        is_closed = application.outcome is not None
        self._buttons.setVisible(not is_closed)
        self.hold.setText(self.tr("On hold") if application.on_hold else "")
        self.closed.show_outcome(application)
        self._show_progress(application)

    def _show_progress(self, application: Application) -> None:
        playbook = self.workspace.playbooks.find(application.playbook)
        steps = [step.name for step in playbook.steps]
        current = next((i for i, step in enumerate(playbook.steps) if step.key == application.step), -1)
        if current < 0 and application.stage is not Stage.SAVED:
            numbers = [step.stage.number for step in playbook.steps]
            current = max((i for i, number in enumerate(numbers) if number <= application.stage.number), default=-1)
        self.dots.set_steps(steps, current)
        days = max(0, (self.workspace.clock.now() - application.stage_since).days)
        words = [_step_words(steps, current), days_here(days), _total_words(playbook)]
        self.progress.setText(" · ".join(filter(None, words)))

    # Doing

    def _toggle_star(self) -> None:
        if self.application is not None:
            wanted = not self.application.starred
            edit = partial(applications.edit_application, self.workspace, self.application.id, starred=wanted)
            self.attempt(edit, is_quiet=True)
        self.refresh()

    def _move(self, stage: Stage) -> None:
        if self.application is not None:
            self.attempt(partial(board.move_application, self.workspace, self.application.id, stage))
            self.refresh()

    def _set_move(self, move: WhoseMove) -> None:
        if self.application is not None:
            self.attempt(
                partial(applications.edit_application, self.workspace, self.application.id, whose_move=move),
                is_quiet=True,
            )
            self.refresh()

    def reopen(self) -> None:
        """Put a closed application back to where it was."""
        if self.application is not None:
            self.attempt(partial(board.reopen_applications, self.workspace, [self.application.id]))

    def close_as(self, outcome: Outcome, reason: str = "") -> None:
        """End the application."""
        if self.application is not None:
            self.attempt(partial(board.close_applications, self.workspace, [self.application.id], outcome, reason))

    def _toggle_hold(self) -> None:
        if self.application is not None:
            wanted = not self.application.on_hold
            self.attempt(partial(applications.edit_application, self.workspace, self.application.id, on_hold=wanted))

    def _trash(self) -> None:
        if self.application is not None:
            self.attempt(partial(applications.trash_applications, self.workspace, [self.application.id]))

    def _show_menu(self) -> None:
        menu = self.make_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def make_menu(self) -> QMenu:
        """What can be done with the application as a whole."""
        menu = QMenu(self)
        menu.setObjectName("detail.menu")
        application = self.application
        if application is None:
            return menu
        if _is_openable(application.url):
            open_link = partial(QDesktopServices.openUrl, QUrl(application.url))
            menu.addAction(icon("external-link"), self.tr("Open the link"), lambda: open_link() and None)
        if application.url:
            menu.addAction(icon("copy"), self.tr("Copy the link"), partial(_copy, application.url))
        menu.addAction(icon("printer"), self.tr("Prep pack…"), self.pack_requested.emit)
        menu.addAction(icon("calendar-days"), self.tr("Export to calendar…"), self.export_requested.emit)
        menu.addSeparator()
        if application.outcome is None:
            hold = self.tr("Take off hold") if application.on_hold else self.tr("Put on hold")
            menu.addAction(icon("circle-pause"), hold, self._toggle_hold)
            closing = menu.addMenu(self.tr("Close as"))
            for outcome, words in outcome_words().items():
                closing.addAction(words, partial(self.close_as, outcome))
        else:
            menu.addAction(icon("rotate-ccw"), self.tr("Reopen"), self.reopen)
        menu.addAction(icon("trash-2"), self.tr("Move to the trash"), self._trash)
        return menu


class ClosedNote(QWidget):
    """Says how an application ended, and reopens it."""

    reopen_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = LookLabel("", "body_strong", "text")
        self._words.setWordWrap(True)
        reopen = Button(self.tr("Reopen"), ButtonKind.SECONDARY, "rotate-ccw")
        reopen.setObjectName("detail.reopen")
        reopen.clicked.connect(self.reopen_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(reopen)
        self.hide()

    def show_outcome(self, application: Application) -> None:
        """Show the outcome and the reason, or nothing for a live one."""
        self.setVisible(application.outcome is not None)
        if application.outcome is not None:
            words = self.tr("Closed: {outcome}").format(outcome=outcome_words()[application.outcome])
            self._words.setText("\n".join(filter(None, (words, application.close_reason))))

    def label(self) -> QLabel:
        """The words."""
        return self._words


def _step_words(steps: list[str], current: int) -> str:
    if current < 0:
        return translate("Application", "Before step 1 of {total}").format(total=len(steps)) if steps else ""
    return translate("Application", "Step {number} of {total}").format(number=current + 1, total=len(steps))


def _total_words(playbook: Playbook) -> str:
    """How long the playbook says the whole process takes, if it does."""
    figures = [figure for fact in playbook.facts_about(Topic.TIMING) for figure in fact.figures]
    total = next((figure for figure in figures if figure.what == "typical"), None)
    return translate("Application", "usually {length}").format(length=_figure_words(total)) if total else ""


def _figure_words(figure: Figure) -> str:
    low, high = f"{figure.low.normalize():f}", f"{figure.high.normalize():f}"
    return f"{low if low == high else f'{low}–{high}'} {figure.unit}"


def _is_openable(url: str) -> bool:
    return QUrl(url).scheme() in _OPENABLE


def _copy(text: str) -> None:
    QApplication.clipboard().setText(text)
