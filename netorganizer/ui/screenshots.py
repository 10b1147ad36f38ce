"""Pictures of the program's screens, taken without a display: for the README, for help and for bug reports."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netorganizer.domain.errors import Invalid

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from netorganizer.domain.clock import Clock
    from netorganizer.paths import Home
    from netorganizer.services.workspace import Workspace
    from netorganizer.ui.main_window import MainWindow

BOARD, SETTINGS = "board", "settings"
SCREENS = (BOARD, SETTINGS)
USUAL_SIZE = (1366, 768)
_SMALLEST, _LARGEST = (720, 480), (7680, 4320)
_LEAST_SCALE, _MOST_SCALE = 0.5, 4.0
_MOST_FRAMES = 50  # a screen that is not at rest after so many has something that moves for ever


@dataclass(frozen=True, slots=True)
class Scene:
    """What is in a picture.

    ``theme``: light, dark or high_contrast; empty for the person's own setting. ``size``: width and height in
    logical pixels. ``application_id``: the card that is selected and shown in the detail panel, 0 for none;
    ``page``: the panel's tab.
    """

    screen: str = BOARD
    theme: str = ""
    size: tuple[int, int] = USUAL_SIZE
    application_id: int = 0
    page: str = "overview"


def write_screenshot(
    home: Home,
    clock: Clock,
    screen: str,
    theme: str | None,
    size: tuple[int, int] | None,
    scale: float | None,
    output: str,
    force: bool,
) -> None:
    """Write a PNG of one screen, as it looks on ``home`` now. Call it once, in a process without a QApplication.

    ``scale`` is pixels per logical pixel. Raises :class:`Invalid` for a screen, size or scale that cannot be, and
    what opening the store and writing the file raise.
    """
    from netorganizer.services.files import save_file

    scene = Scene(screen, theme or "", size or USUAL_SIZE)
    scale = 1.0 if scale is None else scale
    _check(scene, scale)
    start_without_display(scale)
    save_file(output, png_bytes(take_picture(home, clock, scene)), force=force)


def _check(scene: Scene, scale: float) -> None:
    if scene.screen not in SCREENS:
        raise Invalid(f"There is no picture of “{scene.screen}” in this version. Use one of: {', '.join(SCREENS)}.")
    ranges = zip(scene.size, _SMALLEST, _LARGEST, strict=True)
    if not all(least <= side <= most for side, least, most in ranges):
        words = "{0[0]}x{0[1]}".format
        raise Invalid(f"A picture cannot be {words(scene.size)}. Choose {words(_SMALLEST)} to {words(_LARGEST)}.")
    if not _LEAST_SCALE <= scale <= _MOST_SCALE:
        raise Invalid(f"A picture cannot be scaled by {scale:g}. Choose {_LEAST_SCALE:g} to {_MOST_SCALE:g}.")


def start_without_display(scale: float) -> None:
    """Make the QApplication that pictures are taken in. Qt reads the scale at its start, so there is one for all."""
    from PySide6.QtCore import QCoreApplication, qInstallMessageHandler

    from netorganizer.ui.app import make_application

    assert QCoreApplication.instance() is None, "pictures are taken in a process of their own"
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    qInstallMessageHandler(_pass_on)
    make_application()


def _pass_on(_kind: object, _context: object, message: str) -> None:
    """Qt's messages, to standard error as ever."""
    # WORKAROUND: without a display Qt remarks for each window what cannot be done with it there.
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")


def take_picture(home: Home, clock: Clock, scene: Scene) -> QImage:
    """A picture of a scene, in the running QApplication. Raises :class:`StoreUnavailable`."""
    from PySide6.QtCore import Qt

    from netorganizer.services.settings import load_settings
    from netorganizer.services.workspace import open_workspace
    from netorganizer.ui.fonts import load_fonts
    from netorganizer.ui.look_settings import apply_settings
    from netorganizer.ui.main_window import MainWindow

    load_fonts()
    settings = load_settings(home)
    apply_settings(replace(settings, theme=scene.theme or settings.theme))
    workspace = open_workspace(home, clock)
    window = MainWindow(workspace)
    try:
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.resize(*scene.size)
        window.show()
        window.activateWindow()
        return _grab_at_rest(_arrange(window, workspace, scene))
    finally:
        window.close()
        window.deleteLater()


def _arrange(window: MainWindow, workspace: Workspace, scene: Scene) -> QWidget:
    """Bring the window to what the scene shows, and return what is to be in the picture."""
    if scene.screen == SETTINGS:
        from netorganizer.ui.settings_dialog import SettingsDialog

        dialog = SettingsDialog(workspace, window)
        dialog.show()
        return dialog
    if scene.application_id:
        window.board.view.select([scene.application_id])
        window.show_detail(scene.application_id)
        window.panel().tabs.set_current(scene.page)
    return window


def _grab_at_rest(widget: QWidget) -> QImage:
    """A picture of the widget once two in a row are the same: lists lay themselves out a moment after they show."""
    from PySide6.QtWidgets import QApplication

    before = widget.grab().toImage()
    for _ in range(_MOST_FRAMES):
        QApplication.processEvents()
        now = widget.grab().toImage()
        if now == before:
            return now
        before = now
    return before


def png_bytes(picture: QImage) -> bytes:
    """The picture as a PNG file."""
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs take bytes, Qt takes text
    return bytes(buffer.data().data())
