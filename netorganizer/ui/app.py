"""The composition root of the window."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from netorganizer import __version__
from netorganizer.domain.clock import make_clock
from netorganizer.domain.errors import Invalid, Refusal
from netorganizer.paths import Home
from netorganizer.services.settings import load_settings
from netorganizer.services.workspace import open_workspace
from netorganizer.ui.fonts import load_fonts
from netorganizer.ui.icons import app_icon
from netorganizer.ui.look_settings import apply_settings
from netorganizer.ui.main_window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from netorganizer.domain.clock import Clock


_SCREENS = ("board",)


def make_application() -> QApplication:
    """The running QApplication, or a new one with our name on it."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("netorganizer")
    application.setApplicationDisplayName("Netorganizer")
    application.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("netorganizer")
    application.setWindowIcon(app_icon())
    return application


def open_window(home: Path) -> QMainWindow:
    """A working window on the home folder ``home``, shown, in a running QApplication.

    Raises :class:`StoreUnavailable` when the store cannot be opened.
    """
    make_application()
    settings = load_settings(Home(home))
    zone = os.environ.get("NETORGANIZER_ZONE") or settings.zone or None
    window = build_window(Home(home), make_clock(zone, os.environ.get("NETORGANIZER_NOW")))
    window.show()
    return window


def build_window(home: Home, clock: Clock, *, is_sample: bool = False) -> MainWindow:
    """The window on ``home``, not shown yet."""
    load_fonts()
    apply_settings(load_settings(home))
    return MainWindow(open_workspace(home, clock), is_sample=is_sample)


def run_window(home: Home, clock: Clock, screen: str | None, file: str | None, *, is_sample: bool = False) -> int:
    """Show the window until it is closed and return the exit code.

    A second start on the same home brings the first one's window forward and returns 0. Raises :class:`Invalid`,
    before anything opens, for a ``file`` or a ``screen`` that the window cannot show.
    """
    _refuse_what_it_cannot_show(screen, file)
    application = make_application()
    from netorganizer.ui.errors import install_excepthook
    from netorganizer.ui.single_instance import SingleInstance

    desk = install_excepthook(home)
    instance = SingleInstance(home, application)
    if instance.hand_over():
        return 0
    desk.window = window = build_window(home, clock, is_sample=is_sample)
    QTimer.singleShot(0, window, lambda: instance.listen(window))
    trace = os.environ.get("NETORGANIZER_TRACE_START")
    if trace:
        _trace_start(Path(trace), window)
    else:
        QTimer.singleShot(0, window, window.keep_house)
    follow_desktop(window)
    window.show()
    # What was loaded stays: the collector need not look through it again and again.
    gc.freeze()
    gc.enable()
    return application.exec()


def _refuse_what_it_cannot_show(screen: str | None, file: str | None) -> None:
    """Told at once: a window that opens and passes over what it was asked for would look as if it had done it."""
    if file is not None:
        raise Invalid(f"The window of this version cannot open files ({file}). Start it without one.")
    if screen not in (None, *_SCREENS):
        raise Invalid(f"The window of this version has no screen “{screen}”. Use one of: {', '.join(_SCREENS)}.")


def follow_desktop(window: MainWindow) -> None:
    """Change the look with the desktop's, where the settings say so."""

    def follow() -> None:
        try:
            apply_settings(load_settings(window.home))
        except Refusal as refusal:
            window.refuse(refusal)
        else:
            window.change_look()

    QGuiApplication.styleHints().colorSchemeChanged.connect(follow, Qt.ConnectionType.QueuedConnection)


def _trace_start(file: Path, window: MainWindow) -> None:
    from netorganizer.ui.start_trace import StartTrace

    filled = [column.view.viewport() for column in window.board.view.columns if column.ids]
    StartTrace(file, [*filled] or [window.board], window.board.view.card_count(), window)
