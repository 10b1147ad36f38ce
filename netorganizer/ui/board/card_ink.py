"""The strokes that cards are made of: lines of text, icons, the company's tile, the badge."""

import zlib

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from netorganizer.domain.application import BoardCard
from netorganizer.domain.card_face import Tone
from netorganizer.ui.board import card_layout as lay
from netorganizer.ui.fonts import metrics
from netorganizer.ui.icons import icon_pixmap
from netorganizer.ui.theme import Look

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter

_PILL_LINE_ALPHA = 56


class CardInk:
    """The strokes that cards are made of, on one painter."""

    def __init__(self, painter: QPainter, look: Look, dpr: float, tile_font: QFont) -> None:
        self._painter, self._look, self._dpr, self._tile_font = painter, look, dpr, tile_font

    def text(self, rect: QRectF, words: str, font: QFont, color: QColor, align: Qt.AlignmentFlag = LEFT) -> float:
        """Write ``words`` on one line, elided to the rectangle; returns the width they take."""
        measure = metrics(font)
        width = measure.horizontalAdvance(words)
        if width > rect.width():
            words = measure.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
            width = rect.width()
        self._painter.setFont(font)
        self._painter.setPen(color)
        self._painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, words)
        return width

    def icon(self, name: str, x: float, middle: float, size: int, color: QColor, *, filled: bool = False) -> None:
        """An icon from ``x`` on, around the line ``middle``, on whole device pixels."""
        top = round((middle - size / 2) * self._dpr) / self._dpr
        left = round(x * self._dpr) / self._dpr
        pixmap = icon_pixmap(name, color, size, self._dpr, filled=filled)
        self._painter.drawPixmap(QPointF(left, top), pixmap)

    def company(self, rect: QRectF, card: BoardCard) -> float:
        """The tile with the company's letter, its name and the star; returns the width they take."""
        px, theme, fonts = self._look.px, self._look.theme, self._look.type
        name = lay.one_line(card.company)
        tile = QRectF(rect.left(), rect.center().y() - px(9), px(18), px(18))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(monogram_color(name, theme.monograms))
        self._painter.drawRoundedRect(tile, px(5), px(5))
        self._painter.setFont(self._tile_font)
        self._painter.setPen(theme.on_monogram)
        self._painter.drawText(tile, CENTER, monogram_letter(name))
        used = float(px(18) + px(7))
        star = px(17) if card.starred else 0
        room = QRectF(rect.left() + used, rect.top(), max(0.0, rect.width() - used - star), rect.height())
        used += self.text(room, name, fonts.secondary_strong, theme.text2)
        if card.starred:
            left = rect.left() + used + px(4)
            self.icon("star", left, rect.center().y() - 0.5, px(12), theme.text2, filled=True)
            used += star
        return used

    def badge_and_step(self, rect: QRectF, badge: tuple[str, str, Tone | None] | None, step: str) -> None:
        """The badge, and beside it the company's own step where enough of it can be read."""
        px, look = self._look.px, self._look
        taken = self.badge(rect, badge) + px(8) if badge else 0.0
        if step and rect.width() - taken >= min(px(44), metrics(look.type.secondary).horizontalAdvance(step)):
            self.text(rect.adjusted(taken, 0, 0, 0), step, look.type.secondary, look.theme.text3)

    def badge(self, rect: QRectF, badge: tuple[str, str, Tone | None]) -> float:
        """A pill with icon and words; returns its width."""
        icon_name, words, tone = badge
        look = self._look
        theme, px, font = look.theme, look.px, look.type.badge
        color, soft = (theme.text2, theme.column) if tone is None else theme.tone(tone.value)
        icon_side, left = px(12), px(6)
        extra = left + icon_side + px(4) + px(8)
        width = min(metrics(font).horizontalAdvance(words) + extra, rect.width())
        pill = QRectF(rect.left(), rect.top(), width, rect.height())
        self._painter.setBrush(soft)
        # A thin line keeps the pill apart from the tint of a selected card.
        line = QColor(color)
        line.setAlpha(_PILL_LINE_ALPHA if theme.tints else 255)
        self._painter.setPen(QPen(line, 1))
        self._painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), rect.height() / 2, rect.height() / 2)
        self.icon(icon_name, pill.left() + left, pill.center().y(), icon_side, color)
        self.text(pill.adjusted(left + icon_side + px(4), 0, -px(6), 0), words, font, color)
        return width

    def menu(self, rect: QRectF) -> None:
        """The ⋯ button."""
        px, theme = self._look.px, self._look.theme
        self._painter.setPen(QPen(theme.border_strong, 1) if not theme.tints else Qt.PenStyle.NoPen)
        self._painter.setBrush(theme.raised if theme.dark or not theme.tints else theme.column)
        self._painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        side = px(16)
        self.icon("ellipsis", rect.center().x() - side / 2, rect.center().y(), side, theme.text2)


def monogram_letter(company: str) -> str:
    """The letter on a company's tile: the first that is one."""
    found = next((letter for letter in company if letter.isalnum()), company[:1] or "?")
    return found.upper()[:1]


def monogram_color(company: str, tiles: tuple[QColor, ...]) -> QColor:
    """The tile's colour: the same for a company on every machine and every day."""
    return tiles[zlib.crc32(company.casefold().encode("utf-8", "replace")) % len(tiles)]
