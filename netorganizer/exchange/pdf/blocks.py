"""Things that have a height and draw themselves: what a page is stacked from."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Final

from netorganizer.exchange.pdf.archive import Element
from netorganizer.exchange.pdf.style import DOT, DOT_PITCH, HAIR, INK, Colour, TextStyle
from netorganizer.exchange.pdf.tagging import TaggedCanvas
from netorganizer.exchange.pdf.typeset import Line

# Draws at (left, top) of the room it was given; what it draws is decoration unless it says otherwise.
Paint = Callable[[TaggedCanvas, float, float], None]
# Where the baseline lies in a line: Inter's and Source Serif's capitals then look centred.
_ASCENT: Final = 0.36


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(ABC):
    """Something stacked on a page.

    ``before`` and ``after`` are the room it wants around it (the larger of two neighbours' counts; none at the
    top of a page). ``keeps_next``: a page may not end after it. ``optional``: left out where it does not fit.
    ``header`` is repeated, as decoration, when a new page begins with this block.
    """

    height: float
    before: float = 0
    after: float = 0
    keeps_next: bool = False
    optional: bool = False
    header: "Block | None" = None

    @abstractmethod
    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draws it with its upper left corner at (``left``, ``top``)."""

    @property
    def least(self) -> float:
        """The height below which not even its beginning may be placed."""
        return self.height

    def split(self, room: float, *, forced: bool = False) -> "tuple[Block, Block] | None":
        """Its beginning, at most ``room`` high, and the rest; ``None`` when it stays whole.

        ``forced`` allows a break that leaves a single line.
        """
        del room, forced
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """Lines of one style. ``element`` is whose content they are; without one they are decoration.

    ``mark`` is painted ``indent`` points left of the first line; ``place`` is (key, title) of what begins here;
    ``address`` makes the lines a link.
    """

    lines: tuple[Line, ...]
    style: TextStyle
    width: float
    element: Element | None = None
    indent: float = 0
    mark: Paint | None = None
    place: tuple[str, str] | None = None
    address: str = ""

    @property
    def least(self) -> float:
        """Two lines, or all of a short paragraph."""
        return self.height if len(self.lines) <= 3 else 2 * self.style.leading

    def split(self, room: float, *, forced: bool = False) -> "tuple[Block, Block] | None":
        """Leaves at least two lines on either side, unless ``forced``."""
        fewest = 1 if forced else 2
        count = min(int((room + 0.01) / self.style.leading), len(self.lines) - fewest)
        if count < fewest or (len(self.lines) <= 3 and not forced):
            return None
        return self._part(slice(count), after=0), self._part(slice(count, None), before=0)

    def _part(self, which: slice, before: float | None = None, after: float | None = None) -> "Paragraph":
        lines, is_first = self.lines[which], not which.start
        return replace(
            self,
            lines=lines,
            height=len(lines) * self.style.leading,
            before=self.before if before is None else before,
            after=self.after if after is None else after,
            mark=self.mark if is_first else None,
            place=self.place if is_first else None,
        )

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draws the mark, then the lines, as content of the element."""
        if self.place:
            canvas.mark_place(*self.place, top + 18)
        if self.mark:
            self.mark(canvas, left, top)
        with canvas.content(self.element) if self.element else nullcontext():
            for number, line in enumerate(self.lines):
                self._draw_line(canvas, left + self.indent, top - number * self.style.leading, line)
        if self.element and self.address:
            self._link(canvas, self.element, left + self.indent, top)

    def _draw_line(self, canvas: TaggedCanvas, left: float, top: float, line: Line) -> None:
        shift = (self.width - line.width) / 2 if self.style.align == "centre" else 0
        baseline = top - self.style.leading / 2 - self.style.size * _ASCENT
        canvas.draw_line(line, left + shift, baseline, self.style.size, self.style.colour)

    def _link(self, canvas: TaggedCanvas, element: Element, left: float, top: float) -> None:
        width = max((line.width for line in self.lines), default=0)
        canvas.link_address(element, self.address, (left, top - self.height, left + width, top))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled(Block):
    """Lines to write on, ``gap`` apart."""

    count: int
    gap: float
    width: float
    indent: float = 0

    @property
    def least(self) -> float:
        """Two lines."""
        return min(self.count, 2) * self.gap

    def split(self, room: float, *, forced: bool = False) -> "tuple[Block, Block] | None":
        """Leaves two lines on either side."""
        del forced
        count = min(int(room / self.gap), self.count - 2)
        if count < 2:
            return None
        rest = self.count - count
        return (
            replace(self, count=count, height=count * self.gap, after=0),
            replace(self, count=rest, height=rest * self.gap, before=0),
        )

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draws the lines as decoration."""
        canvas.setStrokeColorRGB(*HAIR)
        canvas.setLineWidth(0.5)
        for number in range(1, self.count + 1):
            y = top - number * self.gap
            canvas.line(left + self.indent, y, left + self.width, y)


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted(Block):
    """A drawing: decoration, or with ``element`` the figure that the element describes."""

    paint: Paint
    element: Element | None = None

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Paints it."""
        with canvas.content(self.element) if self.element else nullcontext():
            self.paint(canvas, left, top)


@dataclass(frozen=True, slots=True, kw_only=True)
class DotField(Block):
    """Dots 5 mm apart, to write and draw on; with ``fills``, down to the foot of the page."""

    width: float
    fills: bool = False

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draws the dots as decoration."""
        canvas.setStrokeColorRGB(*DOT)
        canvas.setLineWidth(1.1)
        canvas.setLineCap(1)
        # One dashed line a row: dashes of no length with round ends are dots, at a hundredth of the bytes.
        canvas.setDash([0, DOT_PITCH], 0)
        columns = int(self.width / DOT_PITCH)
        for row in range(int(self.height / DOT_PITCH)):
            y = top - (row + 0.5) * DOT_PITCH
            canvas.line(left + 0.6, y, left + 0.7 + columns * DOT_PITCH, y)
        canvas.setDash()
        canvas.setLineCap(0)


@dataclass(frozen=True, slots=True)
class Column:
    """Blocks under each other, ``left`` points from the left edge."""

    left: float
    blocks: tuple[Block, ...]

    @property
    def height(self) -> float:
        """With the room between the blocks, without that around them."""
        inner = sum(max(a.after, b.before) for a, b in zip(self.blocks, self.blocks[1:], strict=False))
        return sum(block.height for block in self.blocks) + inner


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns(Block):
    """Columns side by side, ``padding`` below the upper edge, never split over pages.

    ``underline`` is the colour of the rule at its foot, ``fill`` that of its ground; ``mark`` is painted first.
    """

    columns: tuple[Column, ...]
    width: float
    padding: float = 0
    fill: Colour | None = None
    underline: Colour | None = None
    mark: Paint | None = None

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draws the ground, then the columns from left to right."""
        if self.fill:
            canvas.setFillColorRGB(*self.fill)
            canvas.rect(left, top - self.height, self.width, self.height, stroke=0, fill=1)
        if self.underline:
            canvas.setStrokeColorRGB(*self.underline)
            canvas.setLineWidth(0.7 if self.underline == INK else 0.4)
            y = top - self.height + 0.3  # within the row, or the ground of the next one would cover half of it
            canvas.line(left, y, left + self.width, y)
        if self.mark:
            self.mark(canvas, left, top)
        for column in self.columns:
            draw_stack(canvas, column.blocks, left + column.left, top - self.padding)


def draw_stack(canvas: TaggedCanvas, blocks: tuple[Block, ...], left: float, top: float) -> None:
    """Draws ``blocks`` under each other from ``top``."""
    previous: Block | None = None
    for block in blocks:
        top -= max(previous.after, block.before) if previous else 0
        block.draw(canvas, left, top)
        top -= block.height
        previous = block


def make_columns(columns: tuple[Column, ...], width: float, padding: float = 0, least: float = 0) -> Columns:
    """Columns as high as the highest of them needs, ``padding`` included, and at least ``least``."""
    needed = max(column.height for column in columns) + 2 * padding
    return Columns(height=max(needed, least), columns=columns, width=width, padding=padding)
