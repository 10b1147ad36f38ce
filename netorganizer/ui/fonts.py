"""The program's one typeface, Inter, and the few sizes it is used at."""

from dataclasses import dataclass, field

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from netorganizer import assets

FAMILY = "Inter"
_FILES = ("Regular", "Medium", "SemiBold", "Bold")
_SMALLEST_PX = 11
_loaded: set[str] = set()


def load_fonts() -> None:
    """Make the shipped Inter known to Qt. Call it once the application object exists, before the first widget.

    Raises :class:`FileNotFoundError` when the installation lacks a font file.
    """
    for style in _FILES:
        _load(style)


def load_italic() -> None:
    """The slanted face too: the board shows none, so its start does not wait for it."""
    _load("Italic")


def _load(style: str) -> None:
    if style not in _loaded:
        data = assets.read_bytes(f"fonts/{FAMILY}-{style}.ttf")
        QFontDatabase.addApplicationFontFromData(QByteArray(data))
        _loaded.add(style)


def make_font(pixels: int, weight: int, *, tabular: bool = False) -> QFont:
    """Inter at ``pixels``; ``tabular`` gives every digit the same width (times, days, money)."""
    font = QFont(FAMILY)
    font.setPixelSize(max(_SMALLEST_PX, pixels))
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # The same grey letters on a pixmap and on the window itself.
    font.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    if pixels >= 18:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
    return font


@dataclass(frozen=True, slots=True, eq=False)
class TypeScale:
    """Every font of the program, made once for the person's text size (``scale`` 0.8 to 2.0)."""

    scale: float = 1.0
    meta: QFont = field(init=False)
    badge: QFont = field(init=False)
    secondary: QFont = field(init=False)
    secondary_strong: QFont = field(init=False)
    figures: QFont = field(init=False)
    body: QFont = field(init=False)
    body_strong: QFont = field(init=False)
    title: QFont = field(init=False)
    section: QFont = field(init=False)
    screen: QFont = field(init=False)
    hero: QFont = field(init=False)

    def __post_init__(self) -> None:
        sizes = {
            "meta": (11, 500, True),
            "badge": (11, 600, False),
            "secondary": (12, 400, False),
            "secondary_strong": (12, 500, False),
            "figures": (12, 500, True),
            "body": (13, 400, False),
            "body_strong": (13, 500, False),
            "title": (13, 600, False),
            "section": (15, 600, False),
            "screen": (18, 600, False),
            "hero": (24, 600, True),
        }
        for name, (pixels, weight, tabular) in sizes.items():
            object.__setattr__(self, name, make_font(self.px(pixels), weight, tabular=tabular))

    def px(self, pixels: float) -> int:
        """``pixels`` of the design at the person's text size."""
        return round(pixels * self.scale)


_METRICS: dict[str, QFontMetricsF] = {}


def metrics(font: QFont) -> QFontMetricsF:
    """The measures of ``font``, made once per font: making them costs more than using them."""
    key = font.key()
    found = _METRICS.get(key)
    if found is None:
        found = _METRICS[key] = QFontMetricsF(font)
    return found
