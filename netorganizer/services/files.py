"""Whole files in and out, for screens and commands. ``-`` is standard input or output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

from netorganizer.domain.errors import FileRefused
from netorganizer.domain.text import MAX_TEXT_BYTES
from netorganizer.exchange.files import STANDARD_STREAM, read_file, write_output

__all__ = ["STANDARD_STREAM", "is_regular_file", "load_file", "load_text", "save_file"]


def save_file(target: str, data: bytes, *, force: bool = False) -> None:
    """Write all of ``data``, atomically; :class:`FileRefused` when it exists (without ``force``) or cannot be.

    A standard output that nobody reads, or that is closed, is a BrokenPipeError.
    """
    if target == STANDARD_STREAM and _is_closed(sys.stdout):
        raise BrokenPipeError
    write_output(target, data, force=force)


def load_file(source: str, most_bytes: int = -1) -> bytes:
    """The bytes of a file, the first ``most_bytes`` if given; :class:`FileRefused` when it cannot be read."""
    if source != STANDARD_STREAM:
        return read_file(Path(source), most_bytes)
    if _is_closed(sys.stdin):
        raise FileRefused("Standard input is closed, so nothing was read. Give the text itself, or pipe it in.")
    try:
        return sys.stdin.buffer.read(most_bytes)
    except OSError as fault:
        raise FileRefused(f"Standard input cannot be read ({fault.strerror}), so nothing was done.") from fault


def _is_closed(stream: TextIO | None) -> bool:
    """Whether the program was started without this stream, which Python tells by ``None``."""
    return stream is None


def load_text(source: str) -> str:
    """The UTF-8 text of a file, to the letter; :class:`FileRefused` when it is not text, or over 10 MB."""
    name = "Standard input" if source == STANDARD_STREAM else source
    content = load_file(source, MAX_TEXT_BYTES + 1)
    if len(content) > MAX_TEXT_BYTES:
        raise FileRefused(f"{name} has over 10 MB, so it was not read. Keep only the part you need.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise FileRefused(f"{name} is not UTF-8 text, so it was not read. Save it as UTF-8 and try again.") from None


def is_regular_file(name: str | Path) -> bool:
    """Whether this is the name of a file; never an error, also for what can be no name."""
    try:
        return Path(name).is_file()
    except OSError:
        return False
