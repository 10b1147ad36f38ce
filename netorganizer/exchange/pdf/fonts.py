"""The faces of the booklet: which characters each one covers, and how wide they are.

All are shipped under resources/fonts (SIL Open Font Licence) and embedded as subsets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from netorganizer import assets

REGULAR: Final = "Inter-Regular"
# Asked in this order for what the wanted face lacks.
FALLBACKS: Final = (
    REGULAR,
    "NotoSansHebrew-Regular",
    "NotoSansArabic-Regular",
    "NotoSansDevanagari-Regular",
    "NotoEmoji-Regular",
    "NotoSansSymbols2-Regular",
)
MISSING_GLYPH: Final = "□"
# Whatever a face shows there is not what the writer meant; PDF/A-2 (6.2.11.7.3) wants no such text either.
_PRIVATE_USE: Final = range(0xE000, 0xF900)
# WORKAROUND: reportlab reads a font file through one shared cursor, also while it cuts a subset out of it.
FONT_FILES: Final = Lock()


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font file in use. ``widths`` are thousandths of the type size, by character."""

    name: str
    covered: frozenset[str]
    widths: Mapping[str, float]

    def covers(self, text: str) -> bool:
        """Whether every character of ``text`` has a glyph."""
        return self.covered.issuperset(text)

    def width(self, text: str, size: float) -> float:
        """How wide ``text``, which it must cover, is at ``size``."""
        widths = self.widths
        return sum([widths[character] for character in text]) * size / 1000


def load_face(name: str) -> Face:
    """The face in ``resources/fonts/<name>.ttf``, made known to reportlab; read once a process."""
    with FONT_FILES:
        return _load(name)


@lru_cache
def _load(name: str) -> Face:
    font = TTFont(name, BytesIO(assets.read_bytes(f"fonts/{name}.ttf")), shapable=False)
    pdfmetrics.registerFont(font)
    glyphs, all_widths, usual = font.face.charToGlyph, font.face.charWidths, font.face.defaultWidth
    codes = [code for code, glyph in glyphs.items() if glyph and code >= 32 and code not in _PRIVATE_USE]
    widths = {chr(code): float(all_widths.get(code, usual)) for code in codes}
    # WORKAROUND: reportlab draws the no-break space as a space, whatever the font says.
    widths["\u00a0"] = widths[" "]
    return Face(name, frozenset(widths), widths)
