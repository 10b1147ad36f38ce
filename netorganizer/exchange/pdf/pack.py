"""A prep pack as a PDF file."""

from dataclasses import dataclass
from typing import Final

from netorganizer.domain.prep_pack import Paper, PrepPack
from netorganizer.exchange.pdf import sections, style
from netorganizer.exchange.pdf.archive import DocumentFacts, Element
from netorganizer.exchange.pdf.composer import Composer
from netorganizer.exchange.pdf.cover import cover
from netorganizer.exchange.pdf.flow import Flow, Page, Section
from netorganizer.exchange.pdf.printable import one_line
from netorganizer.exchange.pdf.tagging import TaggedCanvas

_TAB_WIDTH: Final = 30.0
_TAB_HEIGHT: Final = 62.0
_TAB_TOP: Final = 70.0
_NAME_LENGTH: Final = 120


@dataclass(frozen=True, slots=True)
class RenderedPack:
    """The file, how many pages it has, and the tabs of its parts in order.

    ``missing_glyphs`` are the characters that no shipped font draws: boxes on paper, intact when copied.
    """

    data: bytes
    pages: int
    sections: tuple[str, ...]
    missing_glyphs: tuple[str, ...] = ()


def render(pack: PrepPack, paper: Paper) -> RenderedPack:
    """``pack`` as a tagged, archival PDF for ``paper``. The same record gives the same bytes, anywhere.

    Nothing outside the record and the shipped fonts is read; no text of the record is understood as markup.
    """
    composer = Composer(style.SHEETS[paper])
    root = Element("Document")
    parts = _sections(composer, root, pack)
    flow = Flow(composer.sheet)
    for part in parts:
        flow.add(part)
    flow.finish_page()
    data = _Booklet(composer, pack, parts, flow.pages).draw(root)
    missing = tuple(sorted(composer.typesetter.missing))
    return RenderedPack(data, len(flow.pages), tuple(part.tab for part in parts), missing)


def _sections(composer: Composer, root: Element, pack: PrepPack) -> list[Section]:
    makers = (
        sections.people,
        sections.guide,
        sections.questions,
        sections.checklist,
        sections.logistics,
        sections.money,
    )
    made = (maker(composer, root, pack) for maker in makers)
    parts = [cover(composer, root, pack), *(part for part in made if part is not None)]
    return [*parts, sections.notes(composer, root, pack)]


class _Booklet:
    """Draws the pages and what is around their text: head, foot and tabs."""

    def __init__(self, composer: Composer, pack: PrepPack, parts: list[Section], pages: list[Page]) -> None:
        self._composer, self._pack, self._parts, self._pages = composer, pack, parts, pages
        self._sheet = composer.sheet
        self._canvas = TaggedCanvas((self._sheet.width, self._sheet.height), _facts(pack), len(pages))

    def draw(self, root: Element) -> bytes:
        """The finished file. The tabs' links stand at the end of the tree, after all there is to read."""
        tabs = root.add("Sect", title="Page tabs")
        for number, page in enumerate(self._pages, 1):
            self._canvas.begin_page()
            for placed in page.placed:
                placed.block.draw(self._canvas, self._sheet.left, placed.top)
            self._draw_frame(page, number)
            self._draw_tabs(page, tabs)
            self._canvas.end_page()
        return self._canvas.finish(root)

    def _draw_frame(self, page: Page, number: int) -> None:
        sheet, pack = self._sheet, self._pack
        if page.is_cover:
            self._canvas.setFillColorRGB(*style.ACCENT)
            self._canvas.rect(0, sheet.height - 8, sheet.width, 8, stroke=0, fill=1)
        else:
            self._canvas.setStrokeColorRGB(*style.HAIR)
            self._canvas.setLineWidth(0.5)
            self._canvas.line(sheet.left, sheet.height - 42, sheet.width - sheet.right, sheet.height - 42)
            head = f"{_short(pack.company)} · {_short(pack.role)}"
            self._draw_ends(head, _short(pack.stage_name), sheet.height - 29)
        owner = f"{_short(pack.owner)} · private" if pack.owner else "Private"
        self._draw_ends(owner, f"Page {number} of {len(self._pages)}", 37)

    def _draw_ends(self, left_text: str, right_text: str, top: float) -> None:
        """One line with a text at either margin; the left one gives way."""
        width = self._sheet.text_width
        right = self._composer.paragraph(None, right_text, style.RUNNING, width / 3, 1)
        right_width = max((line.width for line in right.lines), default=0)
        left = self._composer.paragraph(None, left_text, style.RUNNING, width - right_width - 16, 1)
        left.draw(self._canvas, self._sheet.left, top)
        right.draw(self._canvas, self._sheet.left + width - right_width, top)

    def _draw_tabs(self, page: Page, tabs: Element) -> None:
        left = self._sheet.width - _TAB_WIDTH
        for number, part in enumerate(self._parts):
            top = self._sheet.height - _TAB_TOP - number * _TAB_HEIGHT
            is_active = part.key in page.sections
            self._canvas.setFillColorRGB(*(style.ACCENT if is_active else style.TINT))
            # Drawn beyond the edge of the paper, so that only its left corners are round.
            self._canvas.roundRect(left, top - _TAB_HEIGHT + 4, _TAB_WIDTH + 10, _TAB_HEIGHT - 4, 4, stroke=0, fill=1)
            link = tabs.add("P").add("Link")
            label = self._composer.paragraph(link, part.tab, style.TAB_ACTIVE if is_active else style.TAB)
            self._canvas.saveState()
            self._canvas.translate(left + 12, top - (_TAB_HEIGHT - 4) / 2 - label.lines[0].width / 2)
            self._canvas.rotate(90)
            label.draw(self._canvas, 0, 0)
            self._canvas.restoreState()
            box = (left, top - _TAB_HEIGHT + 4, self._sheet.width, top)
            self._canvas.link_place(link, f"Go to {part.tab}", part.key, box)


def _facts(pack: PrepPack) -> DocumentFacts:
    names = (pack.company, pack.role, pack.stage_name, "prep pack")
    title = " – ".join(line for name in names if (line := _short(name)))
    return DocumentFacts(title, _short(pack.owner), "Interview preparation", pack.language, pack.dated_at)


def _short(name: str) -> str:
    """The beginning of ``name``, enough for any line: it is measured again on every page."""
    return one_line(name[: 4 * _NAME_LENGTH])[:_NAME_LENGTH]
