"""Opening the window: its few words, and whether there is a display at all."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from netorganizer.cli.options import make_parser
from netorganizer.domain.errors import Refusal

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence


def parse_window(words: Sequence[str]) -> Namespace:
    """The words of a start without a command: the common options and perhaps a file to open."""
    parser = make_parser("Open the window.", "invitation.ics")
    parser.add_argument("file", metavar="FILE", nargs="?", help="opens its import plan or attach sheet")
    return parser.parse_args(words)


def refuse_without_display() -> None:
    """Raise :class:`Refusal` where no window can open, before Qt is loaded: it would abort the process."""
    if not sys.platform.startswith("linux"):
        return
    if not any(os.environ.get(name) for name in ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM")):
        raise Refusal(
            "There is no display here, so no window can open. Start it in a desktop session, "
            "or use a command: “netorganizer --help” lists them."
        )
