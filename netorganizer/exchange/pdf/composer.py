"""The vocabulary of the sections: headings, paragraphs, marks, each tied to its element of the tree."""

from dataclasses import replace
from typing import Final, TypedDict, Unpack

from netorganizer.exchange.pdf.archive import Element
from netorganizer.exchange.pdf.blocks import Paint, Painted, Paragraph, Ruled
from netorganizer.exchange.pdf.codes import Code
from netorganizer.exchange.pdf.style import BODY, DEK, H1, H2, Colour, Sheet, TextStyle
from netorganizer.exchange.pdf.tagging import TaggedCanvas
from netorganizer.exchange.pdf.typeset import Typesetter

BULLET_INDENT: Final = 14.0


class ParagraphExtras(TypedDict, total=False):
    """What a paragraph may have besides its text; see :class:`Paragraph`."""

    indent: float
    mark: Paint
    place: tuple[str, str]
    address: str
    keeps_next: bool
    before: float
    after: float


class Composer:
    """Makes blocks for ``sheet``."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.width = sheet.text_width
        self.typesetter = Typesetter()

    def paragraph(
        self,
        element: Element | None,
        text: str,
        style: TextStyle,
        width: float | None = None,
        most: int | None = None,
        **extras: Unpack[ParagraphExtras],
    ) -> Paragraph:
        """``text`` as one paragraph, ``width`` wide with its indent (default: the page), of at most ``most`` lines."""
        room = (self.width if width is None else width) - extras.get("indent", 0)
        lines = self.typesetter.lines(text, style, room, most)
        block = Paragraph(
            height=len(lines) * style.leading,
            lines=lines,
            style=style,
            width=room,
            element=element,
            before=style.before,
            after=style.after,
        )
        return replace(block, **extras)

    def text(
        self, parent: Element, text: str, style: TextStyle = BODY, width: float | None = None, indent: float = 0
    ) -> list[Paragraph]:
        """``text`` as one paragraph for each of its lines, 4 points apart."""
        return [
            self.paragraph(parent.add("P"), line, style, width, indent=indent, before=4)
            for line in self.typesetter.paragraphs(text)
        ]

    def section_head(self, section: Element, key: str, tab: str, title: str, dek: str) -> list[Paragraph]:
        """The title of a section, marked as a place, and the sentence under it."""
        head = self.paragraph(section.add("H1"), title, H1, place=(key, tab), keeps_next=True)
        return [head, self.paragraph(section.add("P"), dek, DEK, keeps_next=True)]

    def heading(self, section: Element, title: str) -> Paragraph:
        """A heading within a section."""
        return self.paragraph(section.add("H2"), title, H2, keeps_next=True)

    def ruled(self, count: int, gap: float, width: float | None = None, indent: float = 0) -> Ruled:
        """``count`` lines to write on."""
        room = self.width if width is None else width
        return Ruled(height=count * gap, count=count, gap=gap, width=room, indent=indent, after=8)

    def mark(self, element: Element | None, text: str, style: TextStyle, x: float = 0) -> Paint:
        """``text`` set at the left of a paragraph: its number, its bullet."""
        label = self.paragraph(element, text, style)

        def paint(canvas: TaggedCanvas, left: float, top: float) -> None:
            label.draw(canvas, left + x, top)

        return paint

    def code(self, element: Element, code: Code) -> Painted:
        """``code`` as a figure."""
        return Painted(height=code.side, paint=code.draw, element=element, after=4)


def disc(radius: float, fill: Colour, x: float, y: float) -> Paint:
    """A filled disc, its centre at ``x`` and ``y`` below the upper left corner."""

    def paint(canvas: TaggedCanvas, left: float, top: float) -> None:
        canvas.setFillColorRGB(*fill)
        canvas.circle(left + x, top - y, radius, stroke=0, fill=1)

    return paint


def together(*paints: Paint) -> Paint:
    """``paints`` over each other."""

    def paint(canvas: TaggedCanvas, left: float, top: float) -> None:
        for single in paints:
            single(canvas, left, top)

    return paint
