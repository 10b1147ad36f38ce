"""Opening the window: its few words, and whether there is a display at all."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from netorganizer.cli.options import make_parser
from netorganizer.domain.errors import Refusal

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

_X_SOCKETS = "/tmp/.X11-unix/X"  # noqa: S108 - where X servers listen, by their own convention
_X_PORT = 6000
_PATIENCE_SECONDS = 5.0


def parse_window(words: Sequence[str]) -> Namespace:
    """The words of a start without a command: the common options and perhaps a file to open."""
    parser = make_parser("Open the window.", "invitation.ics")
    parser.add_argument("file", metavar="FILE", nargs="?", help="a file to open; none can be opened yet")
    return parser.parse_args(words)


def refuse_without_display() -> None:
    """Raise :class:`Refusal` where no window can open. Asked before Qt is loaded: that would abort the process."""
    if not sys.platform.startswith("linux"):
        return
    platforms = os.environ.get("QT_QPA_PLATFORM", "").split(";")
    if any(name and not name.startswith(("xcb", "wayland")) for name in platforms):
        return  # offscreen and its like need no display
    if not (_answers_wayland(os.environ.get("WAYLAND_DISPLAY", "")) or _answers_x(os.environ.get("DISPLAY", ""))):
        raise Refusal(
            "There is no display here, so no window can open. Start it in a desktop session, "
            "or use a command: “netorganizer --help” lists them."
        )


def _answers_wayland(display: str) -> bool:
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(display) and _answers(socket.AF_UNIX, str(Path(folder, display)))


def _answers_x(display: str) -> bool:
    """Whether an X server is there: ``:0``, ``unix:0.0``, ``host:10``."""
    host, _, screen = display.rpartition(":")
    number = screen.partition(".")[0]
    if not number.isdecimal():
        return False
    if host not in ("", "unix"):
        return _answers(socket.AF_INET, (host, _X_PORT + int(number)))
    file = _X_SOCKETS + number
    return _answers(socket.AF_UNIX, file) or _answers(socket.AF_UNIX, "\0" + file)


def _answers(family: int, address: str | tuple[str, int]) -> bool:
    with socket.socket(family) as line:
        line.settimeout(_PATIENCE_SECONDS)
        try:
            line.connect(address)
        except (OSError, ValueError, OverflowError):  # the latter two: an address that cannot be one
            return False
        return True
