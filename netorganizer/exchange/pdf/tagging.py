"""A canvas on which everything drawn is either content of the structure tree or decoration.

PDF/UA-1 (7.1) allows nothing in between: text outside an element would be read by nobody, a rule inside one
would be announced. Decoration ("artifact") is the state of rest; ``content`` leaves it for one element.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from netorganizer.exchange.pdf.archive import (
    AnnotationLink,
    ArchivalDocument,
    DocumentFacts,
    Element,
    MarkedContent,
)
from netorganizer.exchange.pdf.fonts import FONT_FILES, REGULAR, load_face
from netorganizer.exchange.pdf.style import Colour
from netorganizer.exchange.pdf.typeset import Line

_DECORATION: Final = "/Artifact BMC"
_PRINTED: Final = 4  # annotation flag "Print", ISO 32000-1 table 165
Box = tuple[float, float, float, float]


class _TaggedLink(pdfdoc.LinkAnnotation):
    """WORKAROUND: reportlab's link refuses the key that leads to its structure element."""

    permitted = (*pdfdoc.LinkAnnotation.permitted, "StructParent")


class TaggedCanvas(Canvas):
    """Draws pages of ``page_size`` points; :meth:`finish` gives the file."""

    # WORKAROUND: reportlab's list of the page's operators; there is no public way to write marked content.
    _code: list[str]

    def __init__(self, page_size: tuple[float, float], facts: DocumentFacts, page_count: int) -> None:
        load_face(REGULAR)
        # WORKAROUND: initialFontName, because reportlab otherwise starts every page with unembedded Helvetica.
        initial: dict[str, Any] = {"initialFontName": REGULAR}  # the type stubs call it a number
        super().__init__("", page_size, pageCompression=1, invariant=1, **initial)
        # WORKAROUND: reportlab's canvas always makes a plain document; nothing is in it yet, so it is replaced.
        self._archive = ArchivalDocument(facts)
        self._doc = self._archive
        self._page_count = page_count
        self._page_elements: list[list[Element]] = []
        self._links: list[Element] = []

    def begin_page(self) -> None:
        """Starts the next page."""
        self._page_elements.append([])
        self._code.append(_DECORATION)

    def end_page(self) -> None:
        """Closes the page."""
        self._leave_decoration()
        self.showPage()

    def finish(self, root: Element) -> bytes:
        """The finished file, with the structure tree under ``root``."""
        self._archive.close(root, self._page_elements, self._links)
        with FONT_FILES:
            data: bytes = self._archive.GetPDFData(self)
        return data

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to ``element``."""
        self._leave_decoration()
        here = self._page_elements[-1]
        element.kids.append(MarkedContent(len(self._page_elements) - 1, len(here)))
        self._code.append(f"/{element.tag} <</MCID {len(here)}>> BDC")
        here.append(element)
        yield
        self._code += ["EMC", _DECORATION]

    def _leave_decoration(self) -> None:
        if self._code[-1] == _DECORATION:
            self._code.pop()
        else:
            self._code.append("EMC")

    def draw_line(self, line: Line, x: float, baseline: float, size: float, colour: Colour) -> None:
        """Draws the runs of ``line`` in logical order, each at its visual place."""
        text = self.beginText()
        text.setFillColorRGB(*colour)
        for run in line.runs:
            text.setTextOrigin(x + run.offset, baseline)
            text.setFont(run.face, size)
            if run.actual is None:
                text.textOut(run.glyphs)
            else:
                operators: list[str] = getattr(text, "_code")  # noqa: B009  # not in the type stubs
                operators.append(f"/Span <</ActualText {_utf16(run.actual)}>> BDC")
                text.textOut(run.glyphs)
                operators.append("EMC")
        self.drawText(text)

    def link_address(self, element: Element, address: str, box: Box) -> None:
        """Makes ``box`` (left, bottom, right, top) open ``address``, on behalf of ``element``."""
        annotation = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": PDFArray(box),
                "Border": "[ 0 0 0 ]",
                "F": _PRINTED,
                "Contents": PDFString(address),
                "A": PDFDictionary({"S": PDFName("URI"), "URI": PDFString(address)}),
                "StructParent": self._next_parent(),
            }
        )
        self._annotate(element, annotation)

    def link_place(self, element: Element, contents: str, key: str, box: Box) -> None:
        """Makes ``box`` jump to the place marked ``key``."""
        target = super()._bookmarkReference(key)  # type: ignore[misc]  # not in the type stubs
        extras = {"F": _PRINTED, "StructParent": self._next_parent()}
        self._annotate(element, _TaggedLink(box, contents, target, Border="[ 0 0 0 ]", **extras))

    def mark_place(self, key: str, title: str, top: float) -> None:
        """Names the height ``top`` of this page ``key``, and lists it in the outline as ``title``."""
        self.bookmarkHorizontalAbsolute(key, top)
        self.addOutlineEntry(title, key, 0, False)

    def _next_parent(self) -> int:
        return self._page_count + len(self._links)

    def _annotate(self, element: Element, annotation: object) -> None:
        name = f"Link{len(self._links) + 1}"
        super()._addAnnotation(annotation, name)  # type: ignore[misc]  # not in the type stubs
        element.kids.append(AnnotationLink(len(self._page_elements) - 1, name))
        self._links.append(element)


def _utf16(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
