"""Text to lines: which face draws which characters, where a line ends, and which way it runs.

Time is linear in the length of the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Final

from netorganizer.exchange.pdf import bidi
from netorganizer.exchange.pdf.fonts import FALLBACKS, MISSING_GLYPH, REGULAR, Face, load_face
from netorganizer.exchange.pdf.printable import JOINERS, clusters, is_simple, one_line, printable
from netorganizer.exchange.pdf.style import TextStyle

_WORD: Final = re.compile("[^ ]+")
_GOOD_BREAKS: Final = "/-_.?&=,;:@"
ELLIPSIS: Final = "…"
# Joiners, and the skin tones of an emoji, which in one colour would be a swatch beside it.
_UNDRAWN: Final = dict.fromkeys([*map(ord, JOINERS), *range(0x1F3FB, 0x1F400)])


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one face, ``offset`` points from the start of their line, drawn from left to right.

    ``actual`` is the text they stand for, where that is not what is drawn.
    """

    face: str
    glyphs: str
    offset: float = 0
    actual: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Runs in logical order. ``width`` leaves out the space at the end, which is there to part the words."""

    runs: tuple[Run, ...]
    width: float


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cluster: where it starts in its paragraph, what is drawn for it, and how."""

    start: int
    text: str
    glyphs: str
    face: str
    level: int
    width: float

    @property
    def actual(self) -> str | None:
        return None if self.glyphs == self.text else self.text


def _start(cell: _Cell) -> int:
    return cell.start


@dataclass(frozen=True, slots=True)
class _Measured:
    """A paragraph with the running total of its widths before each character (and at its end)."""

    text: str
    face: str
    before: list[float]
    cells: tuple[_Cell, ...] = ()
    base: int = 0

    def width(self, start: int, end: int) -> float:
        return self.before[end] - self.before[start]

    def starts_cluster(self, position: int) -> bool:
        place = bisect_left(self.cells, position, key=_start)
        return place == len(self.cells) or self.cells[place].start == position


class Typesetter:
    """Breaks texts into lines, and remembers the characters that no shipped face can draw."""

    def __init__(self) -> None:
        self.missing: set[str] = set()
        self._found: dict[tuple[str, str, str], tuple[Face, str]] = {}

    def paragraphs(self, text: str) -> list[str]:
        """The non-empty lines of ``text``, each a paragraph."""
        return [line for raw in printable(text).split("\n") if (line := one_line(raw))]

    def lines(self, text: str, style: TextStyle, width: float, most: int | None = None) -> tuple[Line, ...]:
        """``text`` as lines no wider than ``width``; beyond ``most`` lines it ends in an ellipsis."""
        paragraph = self._measure(one_line(text), style)
        spans = list(_break(paragraph, width))
        if most is not None and len(spans) > most:
            kept = _cut(paragraph, *spans[most - 1], width - self._measure(ELLIPSIS, style).before[-1])
            return self.lines(kept + ELLIPSIS, style, width)
        from_right = style.is_prose and paragraph.base == 1
        return tuple(_line(paragraph, start, end, width if from_right else 0) for start, end in spans)

    def width(self, text: str, style: TextStyle) -> float:
        """How wide ``text`` is on one line."""
        return self._measure(one_line(text), style).before[-1]

    def _measure(self, text: str, style: TextStyle) -> _Measured:
        face = load_face(style.face)
        if is_simple(text) and face.covers(text):
            scale, widths = style.size / 1000, face.widths
            before = list(accumulate([widths[c] * scale for c in text], initial=0.0))
            return _Measured(text, face.name, before)
        cells = tuple(self._cells(text, face, style.size))
        widths_at = [0.0] * len(text)
        for cell in cells:
            widths_at[cell.start] = cell.width
        base = bidi.base_level(text) if bidi.has_right_to_left(text) else 0
        return _Measured(text, face.name, list(accumulate(widths_at, initial=0.0)), cells, base)

    def _cells(self, text: str, face: Face, size: float) -> Iterator[_Cell]:
        turned = bidi.has_right_to_left(text)
        levels = bidi.levels(text) if turned else [0] * len(text)
        drawn = bidi.join_letters(text) if turned else list(text)
        start, used = 0, face
        for cluster in clusters(text):
            end = start + len(cluster)
            joined = "".join(drawn[start:end])
            if joined and (cluster, joined, face.name) not in self._found:
                self._found[cluster, joined, face.name] = self._find_face(cluster, joined, face)
            used, glyphs = self._found[cluster, joined, face.name] if joined else (used, "")
            if levels[start] % 2:
                glyphs = bidi.mirrored(glyphs)
            yield _Cell(start, cluster, glyphs, used.name, levels[start], used.width(glyphs, size))
            start = end

    def _find_face(self, cluster: str, joined: str, wanted: Face) -> tuple[Face, str]:
        joined = joined[0] + joined[1:].translate(_UNDRAWN)
        plain = cluster[0] + cluster[1:].translate(_UNDRAWN)
        faces = (wanted, *map(load_face, FALLBACKS))
        for glyphs in (joined, plain):
            for face in faces:
                if face.covers(glyphs):
                    return face, glyphs
        for face in faces:
            if plain and face.covers(plain[0]):
                self.missing.update(mark for mark in plain if not face.covers(mark))
                return face, "".join(character for character in plain if face.covers(character))
        self.missing.update(plain)
        return load_face(REGULAR), MISSING_GLYPH


def _break(paragraph: _Measured, width: float) -> Iterator[tuple[int, int]]:
    """Where the lines start and end: greedily at spaces, inside a word only when it is wider than a line."""
    start = end = -1
    for word in _WORD.finditer(paragraph.text):
        if start >= 0 and paragraph.width(start, word.end()) <= width:
            end = word.end()
            continue
        if start >= 0:
            yield start, end
        start, end = word.span()
        while paragraph.width(start, end) > width:
            cut = _word_cut(paragraph, start, end, width)
            yield start, cut
            start = cut
    if start >= 0:
        yield start, end


def _word_cut(paragraph: _Measured, start: int, end: int, width: float) -> int:
    """The place inside a word up to which it fits: after a separator in the last third, or anywhere."""
    cut = bisect_right(paragraph.before, paragraph.before[start] + width, start + 1, end) - 1
    cut = max(cut, start + 1)
    for better in range(cut, start + (cut - start) * 2 // 3, -1):
        if paragraph.text[better - 1] in _GOOD_BREAKS:
            return better
    whole = cut
    while whole > start + 1 and not paragraph.starts_cluster(whole):
        whole -= 1
    while whole == start + 1 and whole < end and not paragraph.starts_cluster(whole):
        whole += 1
    return whole


def _cut(paragraph: _Measured, start: int, end: int, width: float) -> str:
    while end > start and paragraph.width(start, end) > width:
        end -= 1
    while end > start and not paragraph.starts_cluster(end):
        end -= 1
    return paragraph.text[:end].rstrip()


def _line(paragraph: _Measured, start: int, end: int, right: float) -> Line:
    """The line from ``start`` to ``end``; with ``right``, ending there instead of starting at 0."""
    line_width = paragraph.width(start, end)
    shift = right - line_width if right else 0.0
    space = paragraph.text[end : end + 1]  # a space, or nothing where a long word was cut
    space = space if space == " " else ""
    if not paragraph.cells:
        return Line((Run(paragraph.face, paragraph.text[start:end] + space, shift),), line_width)
    first = bisect_left(paragraph.cells, start, key=_start)
    last = bisect_left(paragraph.cells, end, key=_start)
    runs = list(_runs(paragraph.cells[first:last], shift))
    if space:
        runs.append(Run(paragraph.face, space, shift + (0 if paragraph.base else line_width)))
    return Line(tuple(runs), line_width)


def _runs(cells: Sequence[_Cell], shift: float) -> Iterator[Run]:
    offsets = _offsets(cells)
    numbered = enumerate(cells)
    for (face, level, stands_for_itself), group in groupby(
        numbered, lambda item: (item[1].face, item[1].level, item[1].actual is None)
    ):
        members = list(group)
        offset = shift + min(offsets[number] for number, _ in members)
        text = "".join(cell.text for _, cell in members)
        glyphs = "".join(cell.glyphs for _, cell in (reversed(members) if level % 2 else members))
        actual = text if level % 2 or not stands_for_itself else None
        yield Run(face, glyphs, offset, actual)


def _offsets(cells: Sequence[_Cell]) -> list[float]:
    offsets = [0.0] * len(cells)
    position = 0.0
    for number in bidi.visual_order([cell.level for cell in cells]):
        offsets[number] = position
        position += cells[number].width
    return offsets
