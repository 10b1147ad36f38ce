"""The detail panel: it follows the selection of the board and shows everything about one application."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from netorganizer.domain.errors import Invalid, NotFound, Refusal
from netorganizer.services.applications import get_application
from netorganizer.services.contacts import list_contacts
from netorganizer.services.interviews import list_interviews
from netorganizer.ui.application.header import Header
from netorganizer.ui.application.section import stack
from netorganizer.ui.application.stranded_bar import StrandedBar, start_of
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.empty_state import EmptyState
from netorganizer.ui.widgets.inline_bar import InlineBar
from netorganizer.ui.widgets.tab_strip import TabStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from netorganizer.domain.application import Application
    from netorganizer.domain.change import ChangeNotice
    from netorganizer.services.workspace import Workspace
    from netorganizer.ui.application.section import Section

# Pages are made, and their modules loaded, when they are first looked at.
_PAGES = {
    "overview": ("overview", "Overview", "info"),
    "guide": ("guide_page", "GuidePage", "book-open-check"),
    "interviews": ("interviews_page", "InterviewsPage", "calendar-clock"),
    "people": ("people_page", "PeoplePage", "users"),
    "notes": ("notes_page", "NotesPage", "notebook-pen"),
    "timeline": ("timeline_page", "TimelinePage", "history"),
}
_COUNTED_TABLES = ("interview", "contact", "application_contact")
_NARROWEST, _WIDEST = 320, 560
_ROOM_FOR_STEPS = 560


class DetailPanel(QFrame):
    """Header, tabs and pages of the application that :meth:`show_application` was last asked for.

    ``changed`` carries the label of a change that was kept, ``refused`` a refusal with no field of its own,
    ``left`` asks for the focus to go back to the card, ``spoken`` is for a screen reader.
    """

    changed = Signal(str)
    refused = Signal(object)
    left = Signal()
    spoken = Signal(str)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("detail")
        self.setAccessibleName(self.tr("Details"))
        self._workspace = workspace
        self._window = window
        self._shown: Application | None = None
        self.pages: dict[str, Section] = {}
        self.empty = EmptyState("panel-right", self.tr("Details"), self.tr("Choose one card to see its details."))
        self.unkept = InlineBar(self)
        self.unkept.setObjectName("detail.unkept")
        self.unkept.action_requested.connect(self._act_on_unkept)
        self._go_on: Callable[[], object] = self._try_again
        self._told_unkept: str | None = None
        self.stranded = StrandedBar(self)
        self._wanted_id = 0
        self.header = Header(workspace)
        self._adopt(self.header)
        self.header.pack_requested.connect(self.open_pack)
        self.header.export_requested.connect(self.export_calendar)
        self.tabs = TabStrip()
        self.stack = QStackedWidget()
        self._lay_out()
        self._follow_size()
        window.installEventFilter(self)

    def _lay_out(self) -> None:
        words = {
            "overview": self.tr("Overview"),
            "guide": self.tr("Guide"),
            "interviews": self.tr("Interviews"),
            "people": self.tr("People"),
            "notes": self.tr("Notes"),
            "timeline": self.tr("Timeline"),
        }
        for key, (_, _, icon_name) in _PAGES.items():
            self.tabs.add_tab(key, icon_name, words[key])
        self.tabs.selected.connect(self._show_page)
        self._filled = QWidget()
        column = stack(self._filled, spacing=0)
        column.addWidget(self.header)
        strip = QVBoxLayout()
        strip.setContentsMargins(12, 0, 12, 0)
        strip.addWidget(self.tabs)
        column.addLayout(strip)
        column.addWidget(self.unkept)
        column.addWidget(self.stack, 1)
        outer = stack(self, spacing=0)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(self.stranded)
        outer.addWidget(self._filled)
        outer.addWidget(self.empty)
        self._filled.hide()
        for keys, by in ((QKeySequence.StandardKey.NextChild, 1), (QKeySequence.StandardKey.PreviousChild, -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step_tab, by))

    def _sections(self) -> tuple[Section, ...]:
        return (self.header, *self.pages.values())

    def _adopt(self, section: Section) -> None:
        section.changed.connect(self.changed)
        section.spoken.connect(self.spoken)
        section.stranded.connect(self._show_stranded)

    # Showing

    def show_application(self, application_id: int) -> None:
        """Show this application; 0 means that nothing, or several, are selected.

        A card that moves to another column loses its selection for a moment: 0 counts when it lasts.
        """
        if not application_id and any(section.is_keeping for section in self._sections()):
            return
        self._wanted_id = application_id
        if application_id:
            self._show_wanted()
        else:
            QTimer.singleShot(0, self, self._show_wanted)

    def _show_wanted(self) -> None:
        application_id = self._wanted_id
        if self._shown is not None and application_id != self._shown.id and not self.keep_all():
            return
        if not application_id:
            self._show_nothing()
            return
        try:
            application = get_application(self._workspace, application_id)
        except NotFound:
            self._show_nothing()
            return
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        self._show(application)

    def _show_nothing(self) -> None:
        self._shown = None
        self._filled.hide()
        self.empty.show()

    def _show(self, application: Application) -> None:
        self._shown = application
        self.unkept.dismiss()
        self.header.show_application(application)
        for page in self.pages.values():
            page.show_application(application)
        self.empty.hide()
        self._filled.show()
        self._show_page(self.tabs.current())
        self._show_counts()

    def _show_page(self, key: str) -> None:
        if self._shown is None:
            return
        before = self.stack.currentWidget()
        page = self.page(key)
        if before is not None and before is not page:
            self.keep_all()
        self.stack.setCurrentWidget(page)
        page.freshen()

    def page(self, key: str) -> Section:
        """The page behind a tab, made when it is first needed."""
        if key not in self.pages:
            module, name, _ = _PAGES[key]
            page: Section = getattr(import_module(f"netorganizer.ui.application.{module}"), name)(self._workspace)
            page.setObjectName(f"detail.{key}")
            page.hide()
            self.pages[key] = page
            self._adopt(page)
            self._wire(page)
            self.stack.addWidget(page)
            if self._shown is not None:
                page.show_application(self._shown)
        return self.pages[key]

    def _wire(self, page: Section) -> None:
        from netorganizer.ui.application.overview import Overview

        if isinstance(page, Overview):
            page.pack_requested.connect(self.open_pack)
            page.interviews_requested.connect(partial(self.tabs.set_current, "interviews"))
            return
        from netorganizer.ui.application.interviews_page import InterviewsPage

        if isinstance(page, InterviewsPage):
            page.pack_requested.connect(self.open_pack)
            page.export_requested.connect(self.export_calendar)
            page.plan_requested.connect(self.plan_onsite)

    def _step_tab(self, by: int) -> None:
        self.tabs.step(by)
        self.tabs.tab(self.tabs.current()).setFocus(Qt.FocusReason.TabFocusReason)

    def _show_counts(self) -> None:
        assert self._shown is not None
        try:
            booked = sum(each.is_live for each in list_interviews(self._workspace, self._shown.id))
            people = len(list_contacts(self._workspace, self._shown.id))
        except Refusal:
            return  # the page itself says so
        self.tabs.tab("interviews").set_count(str(booked or ""))
        self.tabs.tab("people").set_count(str(people or ""))

    def follow(self, notice: ChangeNotice) -> None:
        """Something was kept: read again what it touched; focus, cursor and unsaved text stay."""
        if self._shown is None:
            return
        touched = notice.touched("application")
        if touched is None or self._shown.id in touched:
            try:
                application = get_application(self._workspace, self._shown.id)
            except NotFound:
                self._let_go()
                return
            self._shown = application
            for section in self._sections():
                section.application = application
        for section in self._sections():
            section.follow(notice)
        if notice.rows is None or any(table in _COUNTED_TABLES for table, _ in notice.rows):
            self._show_counts()

    def _let_go(self) -> None:
        """The application is gone. What was being typed for it is not: it can be copied from a bar."""
        self.keep_all()
        text = self._unkept_text()
        self._forget_typed()
        self._show_nothing()
        if text:
            self._show_stranded(text)

    def _show_stranded(self, text: str) -> None:
        self.spoken.emit(self.stranded.hold(text))

    # Keeping

    def keep_all(self) -> bool:
        """Keep whatever is typed; where that fails, say so and stay."""
        for section in tuple(self.pages.values()):
            refusal = section.keep()
            if refusal:
                words = self.tr("Not saved yet: {why}").format(why=refusal)
                self._go_on = self._try_again
                self.unkept.show_message(words, self.tr("Try again"))
                self.spoken.emit(words)
                return False
        self.unkept.dismiss()
        self._told_unkept = None
        return True

    def _unkept_text(self) -> str:
        return "\n\n".join(filter(None, (section.unkept_text() for section in self._sections())))

    def _forget_typed(self) -> None:
        for section in self._sections():
            section.forget_typed()

    def _may_close(self) -> bool:
        """Whether the window may close: what cannot be kept holds it once, and is then on the clipboard."""
        if self.keep_all():
            return True
        text = self._unkept_text()
        if text == self._told_unkept:
            self._forget_typed()
            return True
        self._told_unkept = text
        words = self.unkept.text_label().text()
        if text:
            QGuiApplication.clipboard().setText(text)
            loss = self.tr("Closing now loses “{start}”. It was copied to the clipboard.")
            words = f"{words} {loss.format(start=start_of(text))}"
        self._go_on = self._window.close
        self.unkept.show_message(words, self.tr("Close without saving"))
        self.show()
        return False

    def _act_on_unkept(self) -> None:
        self._go_on()

    def _try_again(self) -> None:
        if self.keep_all():
            self.show_application(self._wanted_id)

    # Asked from outside

    def take_focus(self) -> None:
        """Put the focus into the panel."""
        target = self.tabs.tab(self.tabs.current()) if self._shown is not None else self.empty
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def start(self, command: str) -> None:
        """Open the form that a card's command asks for: ``log_contact`` or ``add_interview``."""
        from netorganizer.ui.application.interviews_page import InterviewsPage
        from netorganizer.ui.application.people_page import PeoplePage

        if self._shown is None:
            return
        self.tabs.set_current("people" if command == "log_contact" else "interviews")
        page = self.page(self.tabs.current())
        if isinstance(page, PeoplePage):
            page.start_log()
        elif isinstance(page, InterviewsPage):
            page.start_interview()

    def plan_onsite(self) -> None:
        """Suggest the days of an on-site."""
        from netorganizer.ui.application.onsite_dialog import OnsiteDialog

        if self._shown is not None and self.keep_all():
            dialog = OnsiteDialog(self._workspace, self._shown, self._window)
            dialog.applied.connect(self.changed)
            dialog.open()

    def export_calendar(self, interview_id: int = 0) -> None:
        """Ask what goes into a calendar file, of the shown application or of everything, and write it."""
        from netorganizer.ui.application.export_dialog import ExportDialog

        if self.keep_all():
            ExportDialog(self._workspace, self._shown, interview_id, self._window).open()

    def open_pack(self, interview_id: int = 0) -> None:
        """Ask for a prep pack of the shown application, and save or print it."""
        from netorganizer.ui.application.pack_dialog import PackDialog

        if self._shown is None:
            self.refused.emit(Invalid(self.tr("Select one card first: a prep pack is for one application.")))
        elif self.keep_all():
            PackDialog(self._workspace, self._shown, interview_id, self._window).open()

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Before the window closes, everything typed is kept; if that fails the window stays, once."""
        if watched is self._window and event.type() == QEvent.Type.Close and not self._may_close():
            event.ignore()
            return True
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed before going out of sight."""
        super().hideEvent(event)
        self.keep_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nothing inside wanted goes back to the card."""
        if event.key() == Qt.Key.Key_Escape:
            self.keep_all()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._follow_size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low panel leaves the steps out."""
        super().resizeEvent(event)
        self.header.show_steps(self.height() >= current_look().px(_ROOM_FOR_STEPS))

    def _follow_size(self) -> None:
        px = current_look().px
        self.setMinimumWidth(min(px(_NARROWEST), 480))
        self.setMaximumWidth(px(_WIDEST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The panel's surface, and the line on its left."""
        from PySide6.QtGui import QPainter

        theme, painter = current_look().theme, QPainter(self)
        painter.fillRect(self.rect(), theme.card)
        painter.fillRect(0, 0, 1, self.height(), theme.border)
