"""What a command answers: plain text for people, one JSON document for programs."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from netorganizer.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]

# What a terminal would obey instead of showing: controls other than tab and newline, and orders to turn the direction.
_COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a command in both forms.

    ``is_news`` says that the text only tells what was done, so that ``--quiet`` leaves it out.
    """

    document: Json
    text: str
    is_news: bool = False


def print_answer(answer: Answer, *, as_json: bool, quiet: bool) -> None:
    """Write an answer to standard output. JSON is UTF-8 whatever the locale says."""
    if as_json:
        _write(json.dumps(answer.document, ensure_ascii=False, indent=2), "utf-8")
    elif answer.text and not (quiet and answer.is_news):
        _write(make_visible(answer.text), getattr(sys.stdout, "encoding", None) or "utf-8")


def make_visible(text: str) -> str:
    """``text`` with each character that a terminal would obey as its code, such as ``<U+202E>``."""
    return _COMMANDING.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def _write(text: str, encoding: str) -> None:
    if _is_closed(sys.stdout):
        raise BrokenPipeError
    with _speaking():
        sys.stdout.buffer.write(text.encode(encoding, "backslashreplace") + b"\n")
        sys.stdout.buffer.flush()


def finish_output() -> None:
    """Write out what argparse printed, while somebody can still hear that it cannot be."""
    if not _is_closed(sys.stdout):
        with _speaking():
            sys.stdout.flush()


def _is_closed(stream: TextIO | None) -> bool:
    """Whether the program was started without this stream (``>&-``), which Python tells by ``None``."""
    return stream is None


def occupy_closed_streams() -> None:
    """Keep the numbers of closed standard streams from being given to files, which others might then write into."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number: this one


@contextmanager
def _speaking() -> Iterator[None]:
    """A full disk behind standard output in one sentence. A reader who has gone is the caller's: BrokenPipeError."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as fault:
        drop_output()
        raise Refusal(f"It is done, but standard output took no answer ({fault.strerror}).") from fault


def drop_output() -> None:
    """Send what is still to be written nowhere: Python flushes once more at its end, and would complain then."""
    if _is_closed(sys.stdout):
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(sentence: str) -> None:
    """One line on standard error."""
    if not _is_closed(sys.stderr):  # print() would take standard output instead
        print(make_visible(" ".join(sentence.split())), file=sys.stderr, flush=True)


def make_table(rows: Iterable[Sequence[str]], indent: str = "") -> str:
    """Rows as lines with aligned columns; columns that are empty throughout are left out."""
    lines = [[" ".join(cell.split()) for cell in row] for row in rows]
    columns = [column for column in zip(*lines, strict=True) if any(column)]
    widths = [max(map(_width, column)) for column in columns]
    return "\n".join(
        indent + "  ".join(_pad(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        for cells in zip(*columns, strict=True)
    )


def _pad(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    """How many columns of a terminal ``text`` takes."""
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def paragraphs(*parts: str) -> str:
    """The parts that are not empty, with an empty line between them."""
    return "\n\n".join(part for part in parts if part)
