"""Blocks to pages: nothing is cut that belongs together, no heading ends a page, no page is nearly empty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from netorganizer.exchange.pdf.blocks import Block, DotField
from netorganizer.exchange.pdf.style import Sheet

# A section that follows on a page begun by another keeps this distance.
_SECTION_GAP: Final = 30.0
# A page filled less than this is not left for a new section.
_SPARSE: Final = 0.4
# What is left at the end of a section becomes a field of dots from this height.
_FIELD: Final = 110.0
_COVER_FIELD: Final = 240.0
_SLACK: Final = 0.01


@dataclass(frozen=True, slots=True)
class Section:
    """A part with its own tab. ``is_cover``: its first page has no running head and no other section."""

    key: str
    tab: str
    blocks: tuple[Block, ...]
    is_cover: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the height of its upper edge above the lower edge of the paper."""

    block: Block
    top: float


@dataclass(slots=True)
class Page:
    """What one side shows, and the keys of the sections that it belongs to."""

    is_cover: bool = False
    sections: list[str] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)


class Flow:
    """Fills pages of ``sheet`` with sections."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.pages: list[Page] = []
        self._top = 0.0
        self._after = 0.0

    def add(self, section: Section) -> None:
        """Sets ``section`` after what is there: on the same page where that makes sense."""
        if not self.pages or not self._may_share(section):
            self.finish_page()
            self._turn_page(is_cover=section.is_cover)
        elif self._is_begun:
            self._top -= _SECTION_GAP
            self._after = 0
        self.pages[-1].sections.append(section.key)
        for chain in _chains(section.blocks):
            self._place_chain(chain, section.key)

    def finish_page(self) -> None:
        """Gives what is left of the page to the pen, when it is worth it."""
        if not self.pages:
            return
        room = self._room - 22
        if room >= (_COVER_FIELD if self.pages[-1].is_cover else _FIELD):
            top = self._top - 22
            self.pages[-1].placed.append(Placed(DotField(height=room, width=self._sheet.text_width), top))

    @property
    def _room(self) -> float:
        return self._top - self._sheet.bottom

    @property
    def _is_begun(self) -> bool:
        return bool(self.pages[-1].placed)

    def _may_share(self, section: Section) -> bool:
        if self.pages[-1].is_cover:
            return False
        room = self._room - _SECTION_GAP
        if _height(section.blocks) <= room:
            return True
        used = 1 - self._room / self._sheet.text_height
        return used < _SPARSE and _least(next(_chains(section.blocks))) <= room

    def _turn_page(self, *, is_cover: bool = False, section: str = "") -> None:
        self.pages.append(Page(is_cover, [section] if section else []))
        self._top, self._after = self._sheet.text_top, 0.0

    def _place_chain(self, chain: list[Block], section: str) -> None:
        """Places blocks that may not be parted: together, or on the next page, or as well as can be."""
        if self._is_begun and self._gap(chain[0]) + _least(chain) > self._room + _SLACK:
            if chain[0].optional:
                return
            self._turn_page(section=section)
            if chain[0].header:
                self._place(chain[0].header)
        for block in chain:
            self._place_long(block, section)

    def _place_long(self, block: Block, section: str) -> None:
        """Places ``block``, continuing it on as many pages as it takes."""
        rest: Block | None = block
        while rest is not None:
            room = self._room - self._gap(rest)
            if rest.height <= room + _SLACK:
                return self._place(rest)
            parts = rest.split(room) or (None if self._is_begun else rest.split(room, forced=True))
            if parts is None and not self._is_begun:
                return self._place(rest)
            if parts is not None:
                self._place(parts[0])
            rest = parts[1] if parts is not None else rest
            self._turn_page(section=section)
        return None

    def _gap(self, block: Block) -> float:
        return max(self._after, block.before) if self._is_begun else 0.0

    def _place(self, block: Block) -> None:
        self._top -= self._gap(block)
        if isinstance(block, DotField) and block.fills:
            block = replace(block, height=self._room)
        self.pages[-1].placed.append(Placed(block, self._top))
        self._top -= block.height
        self._after = block.after


def _height(blocks: Sequence[Block]) -> float:
    kept = [block for block in blocks if not block.optional]
    return sum(block.height for block in kept) + sum(map(_between, kept, kept[1:]))


def _least(chain: Sequence[Block]) -> float:
    """The height that a chain needs to begin: all but the end of its last block."""
    return _height(chain) - chain[-1].height + chain[-1].least if len(chain) > 1 else chain[0].least


def _between(upper: Block, lower: Block) -> float:
    return max(upper.after, lower.before)


def _chains(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """``blocks`` in stretches that may not be parted."""
    chain: list[Block] = []
    for block in blocks:
        chain.append(block)
        if not block.keeps_next:
            yield chain
            chain = []
    if chain:
        yield chain
