"""What of a text can be printed: no controls, no invisible direction marks, whole characters."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_LINE_END: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE: Final = re.compile("[\t\u1680\u2000-\u200a\u205f\u3000]")
_KEPT_SPACE: Final = re.compile("[\u2007\u202f]")
# Controls; soft hyphen; marks, overrides and isolates of direction; joiners of emoji and lone surrogates;
# variation selectors and tags (no shipped face has them); non-characters.
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001fffe\U0001ffff\U000e0000-\U0010ffff]"
)
# They say how their neighbours join and are never drawn.
JOINERS: Final = "\u200c\u200d"
_ONLY_SIMPLE: Final = re.compile("[\x20-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")


def printable(text: str) -> str:
    """``text`` composed (NFC), with line feeds as its only line ends, and without what cannot be printed."""
    text = _LINE_END.sub("\n", text)
    text = _KEPT_SPACE.sub("\u00a0", _SPACE.sub(" ", text))
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


def one_line(text: str) -> str:
    """:func:`printable`, on one line, with single spaces."""
    return " ".join(part for part in re.split("[ \n]+", printable(text)) if part)


def is_simple(text: str) -> bool:
    """Whether every character of ``text`` stands alone and reads from left to right."""
    return _ONLY_SIMPLE.fullmatch(text) is not None


def clusters(text: str) -> Iterator[str]:
    """The pieces of ``text`` that may not be taken apart: a character with its marks and joined followers."""
    start = 0
    for position in range(1, len(text)):
        if not _continues(text, position):
            yield text[start:position]
            start = position
    if start < len(text):
        yield text[start:]


def _continues(text: str, position: int) -> bool:
    character = text[position]
    if character in JOINERS or "\U0001f3fb" <= character <= "\U0001f3ff":  # a joiner, or a skin tone
        return text[position - 1] not in " \n"
    if text[position - 1] == "\u200d":
        return unicodedata.category(character) == "So"  # an emoji sequence; joined letters stay apart
    return unicodedata.category(character) in ("Mn", "Me", "Mc") and text[position - 1] not in " \n"
