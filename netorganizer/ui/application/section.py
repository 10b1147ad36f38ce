"""What every part of the detail panel has in common: it shows one application and keeps what is typed at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from netorganizer.domain.errors import Refusal, StoreUnavailable
from netorganizer.ui.widgets.inline_bar import InlineBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from netorganizer.domain.application import Application
    from netorganizer.domain.change import ChangeNotice
    from netorganizer.services.workspace import Workspace

MARGIN = 16


def keep_change(workspace: Workspace, write: Callable[[], object]) -> str:
    """Run a service and return the label of the change it kept; empty when nothing had to change.

    Raises the service's :class:`Refusal`.
    """
    labels: list[str] = []
    stop = workspace.subscribe(lambda notice: labels.append(notice.label))
    try:
        write()
    finally:
        stop()
    return labels[-1] if labels else ""


class Section(QWidget):
    """A part of the panel. ``changed`` carries the label of a change worth a word; ``bar`` tells what failed.

    ``stranded`` carries typed text whose application is gone. ``tables`` are those whose changes it shows.
    """

    changed = Signal(str)
    spoken = Signal(str)
    stranded = Signal(str)
    tables: frozenset[str] = frozenset({"application"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.application: Application | None = None
        self.bar = InlineBar(self)
        self.bar.action_requested.connect(self._try_again)
        self._again: Callable[[], object] | None = None
        self._is_stale = True
        self.blocked = ""
        self.is_keeping = False

    def show_application(self, application: Application) -> None:
        """Show this application now, or when the section is next seen."""
        is_other = self.application is None or self.application.id != application.id
        if is_other and self.application is not None:
            self.put_away(self.application.id)
        self.application = application
        if is_other:
            self.bar.dismiss()
            self.start_over()
        self.mark_stale()

    def put_away(self, application_id: int) -> None:
        """Another application comes: what is typed for this one and not kept by itself waits for its return."""

    def start_over(self) -> None:
        """Another application: forget what belonged to the one before."""

    def follow(self, notice: ChangeNotice) -> None:
        """Read again what a change touched."""
        if notice.rows is None or any(table in self.tables for table, _ in notice.rows):
            self.mark_stale()

    def mark_stale(self) -> None:
        """Read again now if it is seen, else when it is."""
        self._is_stale = True
        self.freshen()

    def freshen(self) -> None:
        """Read again if need be; called when the section is shown."""
        if self._is_stale and self.application is not None and not self.isHidden():
            self._is_stale = False
            self.refresh()

    def refresh(self) -> None:
        """Show what is kept now; what is being typed stays."""
        raise NotImplementedError

    def keep(self) -> str:
        """Keep whatever is typed and not kept yet.

        Returns the words of the refusal where the store could not be written: then the text must stay. What is
        refused for what it says (an empty company) may go: the field has said why.
        """
        self.blocked = ""
        self.commit_typed()
        return self.blocked

    def commit_typed(self) -> None:
        """Have every field that was edited keep itself."""

    def unkept_text(self) -> str:
        """What is typed and could not be kept, to be shown or copied."""
        return ""

    def forget_typed(self) -> None:
        """Let go of what could not be kept: it is elsewhere now, or given up."""

    def note_refusal(self, refusal: Refusal) -> None:
        """Remember one that is not about what was typed, and say it."""
        if isinstance(refusal, StoreUnavailable):
            self.blocked = str(refusal)
        self.spoken.emit(str(refusal))

    def keep_change(self, write: Callable[[], object]) -> str:
        """:func:`keep_change`, known to be under way meanwhile: the board may lose its selection over it."""
        self.is_keeping = True
        try:
            return keep_change(self.workspace, write)
        finally:
            self.is_keeping = False

    def attempt(self, write: Callable[[], object], *, is_quiet: bool = False) -> bool:
        """Run a service; what it refuses is told in the bar, with a way to try again."""
        try:
            label = self.keep_change(write)
        except Refusal as refusal:
            self._again = lambda: self.attempt(write, is_quiet=is_quiet)
            self.bar.show_message(str(refusal), self.tr("Try again"))
            self.note_refusal(refusal)
            return False
        self._again = None
        self.bar.dismiss()
        if label and not is_quiet:
            self.changed.emit(label)
        return True

    def _try_again(self) -> None:
        if self._again is not None:
            self._again()


def stack(parent: QWidget, *, margin: int = 0, spacing: int = 8) -> QVBoxLayout:
    """A column of widgets in ``parent``."""
    column = QVBoxLayout(parent)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(spacing)
    return column


def scroll(inside: QWidget, parent: QWidget) -> QScrollArea:
    """A frameless area on the panel's own surface in which ``inside`` scrolls down, never sideways."""
    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area


def bring_into_view(area: QScrollArea, widget: QWidget) -> None:
    """Scroll so that ``widget``, shown just now, is seen: once it has been laid out."""
    QTimer.singleShot(0, area, lambda: area.ensureWidgetVisible(widget, 0, MARGIN))
