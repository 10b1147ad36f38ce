"""``netorganizer screenshot``: its words. The picture is taken by the window's part of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.cli.options import UsageError, add_output
from netorganizer.cli.output import Answer
from netorganizer.domain.errors import Invalid

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

THEMES = ("light", "dark")


def declare(parser: ArgumentParser) -> None:
    """The arguments, besides the screen that every command can be given."""
    parser.add_argument("--theme", metavar="KEY", type=_theme, help="light or dark (the setting)")
    parser.add_argument("--size", metavar="WxH", type=_size, help="width and height of the window, 1366x768")
    parser.add_argument("--scale", metavar="F", type=_scale, help="pixels for each unit of length (1)")
    add_output(parser, "FILE.png")


def require_screen(arguments: Namespace) -> str:
    """The screen to take a picture of; wrong usage where none was said."""
    if not hasattr(arguments, "screen"):
        raise UsageError("say which screen: --screen board")
    screen: str = arguments.screen
    return screen


def describe_screenshot(arguments: Namespace) -> Answer:
    """The answer once the picture is written."""
    news = "" if arguments.output == "-" else f"Wrote {arguments.output}"
    return Answer({"file": arguments.output}, news, is_news=True)


def _theme(text: str) -> str:
    if text not in THEMES:
        raise Invalid(f"There is no theme called “{text}”. Use one of: {', '.join(THEMES)}.")
    return text


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not all(side.isascii() and side.isdigit() and len(side) < 6 for side in (width, height)):
        raise Invalid(f"“{text}” is not a size. Write it as 1366x768.")
    return int(width), int(height)


def _scale(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Invalid(f"“{text}” is not a scale. Write it as 1 or 1.5.") from None
