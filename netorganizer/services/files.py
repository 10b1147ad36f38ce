"""Whole files in and out, for screens and commands. ``-`` is standard input or output."""

from __future__ import annotations

import sys
from pathlib import Path

from netorganizer.domain.errors import FileRefused
from netorganizer.exchange.files import STANDARD_STREAM, read_file, write_output

__all__ = ["STANDARD_STREAM", "load_file", "load_text", "save_file"]


def save_file(target: str, data: bytes, *, force: bool = False) -> None:
    """Write all of ``data``, atomically; :class:`FileRefused` when it exists (without ``force``) or cannot be."""
    write_output(target, data, force=force)


def load_file(source: str) -> bytes:
    """The bytes of a file; :class:`FileRefused` when it cannot be read."""
    return sys.stdin.buffer.read() if source == STANDARD_STREAM else read_file(Path(source))


def load_text(source: str) -> str:
    """The UTF-8 text of a file, to the letter; :class:`FileRefused` when it is not text."""
    try:
        return load_file(source).decode("utf-8")
    except UnicodeDecodeError:
        name = "Standard input" if source == STANDARD_STREAM else source
        raise FileRefused(f"{name} is not UTF-8 text, so it was not read. Save it as UTF-8 and try again.") from None
