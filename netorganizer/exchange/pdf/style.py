"""How the booklet looks: paper, margins, colours, type. Lengths are points (1/72 inch)."""

from dataclasses import dataclass
from typing import Final, Literal

from netorganizer.domain.prep_pack import Paper

Colour = tuple[float, float, float]


def _colour(code: int) -> Colour:
    return ((code >> 16) / 255, (code >> 8 & 255) / 255, (code & 255) / 255)


INK: Final = _colour(0x15171C)
MUTED: Final = _colour(0x596070)
HAIR: Final = _colour(0xC6CBD4)
TINT: Final = _colour(0xF6F4F0)
ACCENT: Final = _colour(0xA3081C)
DOT: Final = _colour(0xAAB1BE)
WHITE: Final = _colour(0xFFFFFF)
# One colour a person, in turn; the monogram says the same without colour.
PERSON_COLOURS: Final = tuple(_colour(code) for code in (0x1F4E79, 0xA3081C, 0xB35900, 0x2E6B3E, 0x5B3A8C))

DOT_PITCH: Final = 14.1732  # 5 mm


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper size and its margins; the right one holds the thumb tabs."""

    width: float
    height: float
    left: float = 54
    right: float = 66
    top: float = 60
    bottom: float = 54

    @property
    def text_width(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def text_top(self) -> float:
        """The upper end of the text area, from the lower edge of the paper."""
        return self.height - self.top

    @property
    def text_height(self) -> float:
        """The height between the margins."""
        return self.height - self.top - self.bottom


SHEETS: Final = {Paper.A4: Sheet(595.2756, 841.8898), Paper.LETTER: Sheet(612, 792)}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A face, its size, the distance of its lines, and the room around a paragraph of it.

    ``is_prose``: text that begins with a right-to-left letter stands at the right.
    """

    face: str
    size: float
    leading: float
    colour: Colour = INK
    before: float = 0
    after: float = 0
    align: Literal["start", "centre"] = "start"
    is_prose: bool = False


KICKER: Final = TextStyle("Inter-SemiBold", 8.2, 11, ACCENT, after=5)
COVER_SIZES: Final = tuple(
    TextStyle("SourceSerif4-SemiBold", size, leading, after=4)
    for size, leading in ((44, 47), (34, 38), (26, 31), (20, 25))
)
SUBTITLE: Final = TextStyle("SourceSerif4-Regular", 16, 21)
H1: Final = TextStyle("SourceSerif4-SemiBold", 25, 30, after=1)
DEK: Final = TextStyle("SourceSerif4-Italic", 12, 16.5, MUTED, after=8)
H2: Final = TextStyle("Inter-SemiBold", 11.5, 15, before=13, after=4)
NAME: Final = TextStyle("Inter-SemiBold", 10.5, 14)
BODY: Final = TextStyle("Inter-Regular", 9.5, 13.5, is_prose=True)
BODY_ITALIC: Final = TextStyle("Inter-Italic", 9.5, 13.5, MUTED)
STRONG: Final = TextStyle("Inter-SemiBold", 9.5, 13.5)
SMALL: Final = TextStyle("Inter-Regular", 8.2, 11.6)
SMALL_MUTED: Final = TextStyle("Inter-Regular", 8.2, 11.6, MUTED)
SMALL_ITALIC: Final = TextStyle("Inter-Italic", 8.6, 11.6, MUTED)
SMALL_ACCENT: Final = TextStyle("Inter-SemiBold", 8.2, 11.6, ACCENT)
CAPTION: Final = TextStyle("Inter-SemiBold", 7.5, 11, MUTED)
CODE_CAPTION: Final = TextStyle("Inter-Medium", 7.5, 10, MUTED, align="centre")
TIME: Final = TextStyle("Inter-SemiBold", 9.8, 13.5)
TIME_MUTED: Final = TextStyle("Inter-Regular", 8.6, 13.5, MUTED)
TIME_BREAK: Final = TextStyle("Inter-Regular", 8.6, 11.6, MUTED)
QUESTION: Final = TextStyle("SourceSerif4-Regular", 12, 16.5, is_prose=True)
QUESTION_NUMBER: Final = TextStyle("SourceSerif4-SemiBold", 14, 16.5, ACCENT)
RUNNING: Final = TextStyle("Inter-Medium", 7.5, 10, MUTED)
TAB: Final = TextStyle("Inter-Medium", 7.5, 10, MUTED)
TAB_ACTIVE: Final = TextStyle("Inter-SemiBold", 7.5, 10, WHITE)
MONOGRAM: Final = TextStyle("Inter-SemiBold", 13, 16, WHITE)
BADGE: Final = TextStyle("Inter-Bold", 7.5, 10, WHITE)
