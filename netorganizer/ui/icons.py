"""The one line-icon set (Lucide, ISC), tinted as asked. An icon always stands beside a word or has a tooltip.

A name is the name of a file under ``resources/icons``; :func:`icon_names` lists them.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from netorganizer import assets
from netorganizer.ui.theme import current_look

APP_ICON = "netorganizer"
_STROKE_PX = 1.5
_VIEW_BOX = 24
_SIZE_OF_THINNEST = 20


def icon_names() -> tuple[str, ...]:
    """Every icon there is, without the program's own."""
    names = (entry.name for entry in assets.root().joinpath("icons").iterdir())
    return tuple(sorted(name[:-4] for name in names if name.endswith(".svg") and name != f"{APP_ICON}.svg"))


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return assets.read_text(f"icons/{name}.svg")


@lru_cache(maxsize=1024)
def _tinted(name: str, color: str, size: int, dpr: float, filled: bool) -> QPixmap:
    # The stroke is 1.5 px at every usual size: icons of 16 and 20 px side by side look drawn with one pen.
    pen_px = max(_STROKE_PX, size / _SIZE_OF_THINNEST * _STROKE_PX)
    stroke = f'stroke-width="{pen_px * _VIEW_BOX / size:.2f}"'
    svg = _source(name).replace("currentColor", color).replace('stroke-width="2"', stroke)
    if filled:
        svg = svg.replace('fill="none"', f'fill="{color}"')
    return _rendered(svg, size, dpr)


def _rendered(svg: str, size: int, dpr: float) -> QPixmap:
    # Imported here: the first painted board should not wait for the SVG library if it shows no icon.
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(round(size * dpr), round(size * dpr))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(dpr)
    return pixmap


def icon_pixmap(name: str, color: QColor, size: int, dpr: float = 1.0, *, filled: bool = False) -> QPixmap:
    """The icon at ``size`` logical pixels, drawn in ``color``; kept for the next time.

    Raises :class:`FileNotFoundError` for a name that is no icon.
    """
    return _tinted(name, color.name(), size, dpr, filled)


class _TintedEngine(QIconEngine):
    """Draws an icon in the colours of the look at the time of painting, so a change of theme needs no new icons."""

    def __init__(self, name: str, color_name: str) -> None:
        super().__init__()
        self._name, self._color_name = name, color_name

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._color_name)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        theme = current_look().theme
        color: QColor = theme.text3 if mode == QIcon.Mode.Disabled else getattr(theme, self._color_name)
        side = max(1, min(size.width(), size.height()))
        return icon_pixmap(self._name, color, side, scale)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        dpr = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, dpr))


@lru_cache(maxsize=256)
def _engine_and_icon(name: str, color_name: str) -> tuple[_TintedEngine, QIcon]:
    # WORKAROUND: QIcon owns the engine, yet PySide forgets its Python half unless something holds on to it.
    engine = _TintedEngine(name, color_name)
    return engine, QIcon(engine)


def icon(name: str, color_name: str = "text2") -> QIcon:
    """The icon for an action or a button; ``color_name`` is a colour of :class:`Theme`.

    Raises :class:`FileNotFoundError` for a name that is no icon.
    """
    _source(name)
    return _engine_and_icon(name, color_name)[1]


@lru_cache(maxsize=32)
def app_icon_pixmap(size: int, dpr: float = 1.0) -> QPixmap:
    """The program's own icon at ``size`` logical pixels."""
    return _rendered(_source(APP_ICON), size, dpr)


@lru_cache(maxsize=1)
def app_icon() -> QIcon:
    """The program's own icon in the sizes that windows and docks ask for."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(app_icon_pixmap(side))
    return made
