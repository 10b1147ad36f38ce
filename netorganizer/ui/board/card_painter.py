"""How a card looks: who, which role, since when, the next thing, and at most one badge."""

import math
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntFlag

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from netorganizer.domain.application import BoardCard
from netorganizer.domain.card_face import CardFace, card_face
from netorganizer.domain.clock import Clock
from netorganizer.ui.board import card_layout as lay
from netorganizer.ui.board.card_ink import CENTER, RIGHT, CardInk
from netorganizer.ui.board.card_layout import Density
from netorganizer.ui.board.pixmap_cache import PixmapCache
from netorganizer.ui.fonts import make_font, metrics
from netorganizer.ui.theme import Look

RADIUS = 8
LIFTED_OPACITY = 0.35
MENU_SIDE = 24
# Room around a ghost's card for its turn, its shadow and the count.
GHOST_MARGIN = 28
_GHOST_DEGREES = 2.0
_SECONDS_AN_HOUR = 3600
_MOST_FACES = 20_000
# Offset and alpha of each layer of the soft shadow under a card.
_CARD_SHADOW = ((2.0, 7), (1.0, 14))


class CardState(IntFlag):
    """What is being done with a card."""

    NONE = 0
    SELECTED = 1
    FOCUSED = 2
    HOVERED = 4
    LIFTED = 8


class CardPainter:
    """Paints cards in one look for one clock, and remembers what it painted.

    A card is handed over with the rectangle of its row in the list; the card itself lies inside, see
    :meth:`card_rect`. Make a new painter for another look or clock.
    """

    def __init__(
        self,
        look: Look,
        clock: Clock,
        density: Density = Density.COMFORTABLE,
        cache: PixmapCache | None = None,
    ) -> None:
        self.look = look
        self.clock = clock
        self.density = density
        self.cache = cache or PixmapCache()
        self._faces: dict[tuple[int, int], CardFace] = {}
        self._shown_once: set[Hashable] = set()
        self._hour = 0
        self._tile_font = make_font(look.px(11), 700)

    def face(self, card: BoardCard) -> CardFace:
        """The words on the card now; computed once an hour, as they count days and hours."""
        hour = int(self.clock.now().timestamp()) // _SECONDS_AN_HOUR
        if hour != self._hour or len(self._faces) > _MOST_FACES:
            self._hour = hour
            self._faces.clear()
        key = (card.id, card.revision)
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = card_face(card, self.clock)
        return face

    def row_height(self, card: BoardCard, row_width: int) -> int:
        """How tall the card's row in a list of this width is: the card and its margins."""
        look = self.look
        width = row_width - 2 * look.px(lay.MARGIN_X)
        height = lay.card_height(card, self.face(card), width, self.density, look.type)
        return height + 2 * look.px(lay.MARGIN_Y)

    def card_rect(self, row: QRect) -> QRect:
        """Where the card lies in its row."""
        x, y = self.look.px(lay.MARGIN_X), self.look.px(lay.MARGIN_Y)
        return row.adjusted(x, y, -x, -y)

    def menu_rect(self, row: QRect) -> QRect:
        """Where the ⋯ button of a hovered or focused card lies: its lower right corner."""
        card, side = self.card_rect(row), max(MENU_SIDE, self.look.px(MENU_SIDE))
        inset = self.look.px(6)
        return QRect(card.right() + 1 - inset - side, card.bottom() + 1 - inset - side, side, side)

    def paint(self, painter: QPainter, row: QRect, card: BoardCard, state: CardState = CardState.NONE) -> None:
        """Paint the card into its row.

        The first time directly: most cards are shown once and scrolled away. From the second time on the card is
        kept as a pixmap, which paints five times as fast and costs its memory.
        """
        self.face(card)  # so that the hour in the key is this one
        dpr = painter.device().devicePixelRatioF()
        look = self.look
        key = (
            card.id, card.revision, row.width(), row.height(), dpr, int(state), self.density,
            look.theme.name, look.type.scale, self._hour,
        )  # fmt: skip
        pixmap = self.cache.find(key)
        if pixmap is None and key not in self._shown_once:
            self._remember_shown(key)
            self._paint_directly(painter, row, card, state, dpr)
            return
        if pixmap is None:
            pixmap = self._paint_row(row.size(), card, state, dpr)
            self.cache.keep(key, pixmap)
        painter.drawPixmap(row.topLeft(), pixmap)

    def _remember_shown(self, key: Hashable) -> None:
        if len(self._shown_once) > _MOST_FACES:
            self._shown_once.clear()
        self._shown_once.add(key)

    def _paint_directly(self, painter: QPainter, row: QRect, card: BoardCard, state: CardState, dpr: float) -> None:
        painter.drawPixmap(row.topLeft(), self._empty_row(row.size(), state, dpr))
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(row.topLeft())
        try:
            self._content(painter, self._inside(row.size(), dpr), card, state)
        finally:
            painter.restore()

    def paint_ghost(self, cards: Sequence[BoardCard], size: QSize, dpr: float = 1.0) -> QPixmap:
        """What hangs on the pointer while ``cards`` are dragged: the first one, of this size, and how many.

        The pixmap is larger than ``size`` by :data:`GHOST_MARGIN` on each side.
        """
        pixmap = _transparent(size + QSize(2 * GHOST_MARGIN, 2 * GHOST_MARGIN), dpr)
        rect = QRectF(0, 0, size.width(), size.height())
        with _painting(pixmap) as painter:
            painter.translate(GHOST_MARGIN + rect.width() / 2, GHOST_MARGIN + rect.height() / 2)
            painter.rotate(_GHOST_DEGREES)
            painter.translate(-rect.center())
            _soft_shadow(painter, rect, self.look.theme.shadow, 0.5 if self.look.theme.dark else 0.22)
            for behind in range(min(len(cards) - 1, 2), 0, -1):
                self._surface(painter, rect.translated(4 * behind, 4 * behind), CardState.NONE)
            if cards:
                self._surface(painter, rect, CardState.SELECTED)
                self._content(painter, rect, cards[0], CardState.SELECTED)
            if len(cards) > 1:
                self._count(painter, rect, len(cards))
        return pixmap

    def _paint_row(self, size: QSize, card: BoardCard, state: CardState, dpr: float) -> QPixmap:
        pixmap = self._empty_row(size, state, dpr).copy()
        with _painting(pixmap) as painter:
            self._content(painter, self._inside(size, dpr), card, state)
        return pixmap

    def _empty_row(self, size: QSize, state: CardState, dpr: float) -> QPixmap:
        """A row with a blank card. Few sizes recur on a board, and its wide round shapes cost most of the paint."""
        key = ("surface", size.width(), size.height(), int(state), dpr, self.look.theme.name, self.look.type.scale)
        pixmap = self.cache.find(key)
        if pixmap is None:
            pixmap = _transparent(size, dpr)
            rect = self._inside(size, dpr)
            with _painting(pixmap) as painter:
                if state & CardState.FOCUSED:
                    self._focus_ring(painter, rect)
                self._surface(painter, rect, state)
            self.cache.keep(key, pixmap)
        return pixmap

    def _inside(self, size: QSize, dpr: float) -> QRectF:
        """The card's rectangle in its own row, its far edges on whole device pixels."""
        rect = QRectF(self.card_rect(QRect(0, 0, size.width(), size.height())))
        rect.setRight(math.floor(rect.right() * dpr) / dpr)
        rect.setBottom(math.floor(rect.bottom() * dpr) / dpr)
        return rect

    def _content(self, painter: QPainter, rect: QRectF, card: BoardCard, state: CardState) -> None:
        face, dpr = self.face(card), painter.device().devicePixelRatioF()
        if state & CardState.LIFTED:
            painter.setOpacity(LIFTED_OPACITY)
        ink = CardInk(painter, self.look, dpr, self._tile_font)
        pad = self.look.px(lay.PADDING)
        inner = rect.adjusted(pad, 0, -pad, 0)
        has_menu = bool(state & (CardState.HOVERED | CardState.FOCUSED)) and not state & CardState.LIFTED
        if self.density is Density.COMPACT:
            self._compact(ink, inner, card, face, has_menu)
        else:
            self._comfortable(ink, inner, card, face, has_menu)
        if has_menu:
            side = max(MENU_SIDE, self.look.px(MENU_SIDE))
            inset = self.look.px(6)
            ink.menu(QRectF(rect.right() - inset - side, rect.bottom() - inset - side, side, side))
        painter.setOpacity(1.0)

    def _comfortable(self, ink: CardInk, inner: QRectF, card: BoardCard, face: CardFace, has_menu: bool) -> None:
        px, theme, fonts = self.look.px, self.look.theme, self.look.type
        x, y, width = inner.left(), inner.top() + px(lay.TOP), inner.width()
        room = width - px(MENU_SIDE) if has_menu else width
        days = self._days(card)
        days_width = ink.text(QRectF(x, y, width, px(lay.HEAD)), days, fonts.meta, theme.text3, RIGHT)
        ink.company(QRectF(x, y, width - days_width - px(6), px(lay.HEAD)), card)
        y += px(lay.HEAD) + px(lay.GAP_AFTER_HEAD)
        title = theme.text if card.outcome is None else theme.text2
        for line in lay.role_lines(card.role, int(width), fonts):
            ink.text(QRectF(x, y, width, px(lay.ROLE_LINE)), line, fonts.title, title)
            y += px(lay.ROLE_LINE)
        y += px(lay.GAP_BEFORE_NEXT)
        badge, step = lay.badge_of(card, face), lay.step_beside_badge(card, face)
        line_room = width if badge or step else room
        has_next = bool(face.next_line) or card.outcome is not None
        color = theme.text2 if has_next else theme.text3
        third = QRectF(x, y, line_room, px(lay.NEXT_LINE))
        ink.text(third, lay.elided_parts(lay.third_line(card, face), line_room, fonts), fonts.secondary, color)
        y += px(lay.NEXT_LINE) + px(lay.GAP_BEFORE_BADGE)
        ink.badge_and_step(QRectF(x, y, room, px(lay.BADGE)), badge, step)

    def _compact(self, ink: CardInk, inner: QRectF, card: BoardCard, face: CardFace, has_menu: bool) -> None:
        px, theme, fonts = self.look.px, self.look.theme, self.look.type
        x, y, width = inner.left(), inner.top() + px(6), inner.width()
        used = ink.company(QRectF(x, y, min(width, px(26) + width * 0.45), px(17)), card)
        title = theme.text if card.outcome is None else theme.text2
        ink.text(QRectF(x + used + px(6), y, width - used - px(6), px(17)), lay.one_line(card.role), fonts.title, title)
        y += px(17) + px(2)
        if has_menu:
            width -= px(MENU_SIDE)
        days = self._days(card)
        days_width = ink.text(QRectF(x, y, width, px(lay.NEXT_LINE)), days, fonts.meta, theme.text3, RIGHT)
        width -= days_width + px(6)
        badge = lay.badge_of(card, face)
        taken = ink.badge(QRectF(x, y, width, px(lay.NEXT_LINE)), badge) + px(6) if badge else 0.0
        if not badge or width - taken > px(72):
            rest = QRectF(x + taken, y, width - taken, px(lay.NEXT_LINE))
            words = lay.elided_parts(lay.third_line(card, face), rest.width(), fonts)
            ink.text(rest, words, fonts.secondary, theme.text3)

    def _days(self, card: BoardCard) -> str:
        count = card.days_in_stage(self.clock.now())
        if count == 0:
            return QCoreApplication.translate("CardPainter", "today")
        return QCoreApplication.translate("CardPainter", "{days}d").format(days=count)

    def _surface(self, painter: QPainter, rect: QRectF, state: CardState) -> None:
        dpr = painter.device().devicePixelRatioF()
        theme, radius = self.look.theme, self.look.px(RADIUS)
        lifted, selected = bool(state & CardState.LIFTED), bool(state & CardState.SELECTED)
        painter.setPen(Qt.PenStyle.NoPen)
        if theme.tints and not lifted:
            for offset, alpha in _CARD_SHADOW:
                painter.setBrush(_faded(theme.shadow, alpha * (3 if theme.dark else 1)))
                painter.drawRoundedRect(rect.translated(0, offset), radius, radius)
        fill = theme.selected if selected else theme.hover if state & CardState.HOVERED else theme.card
        painter.setBrush(theme.column if lifted else fill)
        thin = max(1, math.floor(dpr)) / dpr
        pen = QPen(theme.accent if selected else theme.border, thin)
        if lifted:
            pen = QPen(theme.border_strong, thin, Qt.PenStyle.DashLine)
        elif selected:
            pen.setWidthF(thin if theme.tints else 3 * thin)
        elif state & CardState.HOVERED:
            pen.setColor(_faded(theme.border_strong, 150) if theme.tints else theme.focus)
        painter.setPen(pen)
        half = pen.widthF() / 2
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)

    def _focus_ring(self, painter: QPainter, rect: QRectF) -> None:
        # 2 px of ring, 2 px of gap: it stays visible beside the tint and the border of a selected card.
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.look.theme.focus, 2))
        radius = self.look.px(RADIUS) + 3
        painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), radius, radius)

    def _count(self, painter: QPainter, rect: QRectF, count: int) -> None:
        look = self.look
        words = str(count)
        height = look.px(22)
        width = max(height, metrics(self._tile_font).horizontalAdvance(words) + look.px(12))
        pill = QRectF(rect.right() - width + look.px(8), rect.top() - look.px(9), width, height)
        painter.setPen(QPen(look.theme.card, 2))
        painter.setBrush(look.theme.accent)
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setFont(self._tile_font)
        painter.setPen(look.theme.on_accent)
        painter.drawText(pill, CENTER, words)


def _faded(color: QColor, alpha: int) -> QColor:
    faded = QColor(color)
    faded.setAlpha(alpha)
    return faded


def _transparent(size: QSize, dpr: float) -> QPixmap:
    pixmap = QPixmap(math.ceil(size.width() * dpr), math.ceil(size.height() * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


@contextmanager
def _painting(pixmap: QPixmap) -> Iterator[QPainter]:
    """A painter that is off the pixmap again even after an error: Qt does not survive one left on it."""
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    try:
        yield painter
    finally:
        painter.end()


def _soft_shadow(painter: QPainter, rect: QRectF, color: QColor, strength: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    layers = 14
    for layer in range(layers, 0, -1):
        painter.setBrush(_faded(color, round(255 * strength / layers)))
        spread = rect.adjusted(-layer, -layer + 8, layer, layer + 8)
        painter.drawRoundedRect(spread, RADIUS + layer, RADIUS + layer)
