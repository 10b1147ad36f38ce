"""Where the parts of a card lie and how tall it is. All lengths are logical pixels at the person's text size."""

import re
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QTextLayout, QTextOption

from netorganizer.domain.application import BoardCard
from netorganizer.domain.card_face import Badge, CardFace, Tone
from netorganizer.domain.pipeline import STAGE_NAMES, Outcome
from netorganizer.ui.fonts import TypeScale, metrics


class Density(Enum):
    """How much room a card takes."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


PADDING = 10
TOP = 9
HEAD = 18
ROLE_LINE = 17
NEXT_LINE = 16
BADGE = 18
GAP_AFTER_HEAD = 3
GAP_BEFORE_NEXT = 2
GAP_BEFORE_BADGE = 5
COMPACT_HEIGHT = 48
# Around the card, inside the row of the list: room for the focus ring, and half of the 8 px between cards.
MARGIN_X = 6
MARGIN_Y = 4

_SEPARATOR = " · "
_SHORTEST_STUMP = 5
_LONGEST_TEXT = 240
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
# Words that a step's name has without saying more than the column.
_SAY_NOTHING = frozenset({"call", "hiring", "interview", "round", "screen"})
_OUTCOME_BADGES = {
    Outcome.ACCEPTED: ("check", Tone.OK),
    Outcome.DECLINED: ("redo", None),
    Outcome.REJECTED: ("x", None),
    Outcome.WITHDRAWN: ("undo-2", None),
    Outcome.GHOSTED: ("ellipsis", None),
}


def one_line(text: str) -> str:
    """``text`` safe to draw: line breaks and characters without a picture become spaces, endless texts end."""
    return _UNPRINTABLE.sub(" ", text[:_LONGEST_TEXT]).strip()


def outcome_badge(outcome: Outcome) -> tuple[str, str, Tone | None]:
    """Icon, words and tone of a closed card's mark; no tone means neutral: an ending is no alarm."""
    words = {
        Outcome.ACCEPTED: QCoreApplication.translate("CardPainter", "Accepted"),
        Outcome.DECLINED: QCoreApplication.translate("CardPainter", "Declined"),
        Outcome.REJECTED: QCoreApplication.translate("CardPainter", "Rejected"),
        Outcome.WITHDRAWN: QCoreApplication.translate("CardPainter", "Withdrawn"),
        Outcome.GHOSTED: QCoreApplication.translate("CardPainter", "Ghosted"),
    }
    icon_name, tone = _OUTCOME_BADGES[outcome]
    return icon_name, words[outcome], tone


def own_step(card: BoardCard) -> str:
    """The company's own name of the step, where it says more than the column does; else nothing."""
    said = _words(STAGE_NAMES[card.stage]) | _words(card.stage.value) | _SAY_NOTHING
    return "" if _words(card.step_name) <= said else one_line(card.step_name)


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().replace("-", "").replace("_", " ").split())


def third_line(card: BoardCard, face: CardFace) -> str:
    """The line under the role: the next thing; for a closed card how far it got; a word where there is nothing."""
    if card.outcome is not None:
        reached = QCoreApplication.translate("CardPainter", "Reached {stage}")
        return reached.format(stage=STAGE_NAMES[card.stage])
    return one_line(face.next_line) or own_step(card) or QCoreApplication.translate("CardPainter", "No next step yet")


def badge_of(card: BoardCard, face: CardFace) -> tuple[str, str, Tone | None] | None:
    """Icon, words and tone of the card's one badge, if it has one."""
    if card.outcome is not None:
        return outcome_badge(card.outcome)
    badge: Badge | None = face.badge
    return None if badge is None else (badge.icon, one_line(badge.text), badge.tone)


def step_beside_badge(card: BoardCard, face: CardFace) -> str:
    """The own step's name where the next thing already takes the line under the role."""
    return own_step(card) if card.outcome is None and face.next_line else ""


def elided_parts(words: str, width: float, fonts: TypeScale) -> str:
    """A line of parts joined by “ · ” cut to ``width``: a part of which nothing readable is left goes entirely."""
    measure = metrics(fonts.secondary)
    if measure.horizontalAdvance(words) <= width:
        return words
    cut = measure.elidedText(words, Qt.TextElideMode.ElideRight, width)
    kept, separator, stump = cut.rpartition(_SEPARATOR.rstrip())
    return kept.rstrip() if separator and len(stump.strip()) < _SHORTEST_STUMP else cut


@lru_cache(maxsize=8192)
def role_lines(role: str, width: int, fonts: TypeScale) -> tuple[str, ...]:
    """The role broken into at most two lines of ``width``; what is left over ends in an ellipsis."""
    text, font = one_line(role), fonts.title
    if metrics(font).horizontalAdvance(text) <= width or width <= 0:
        return (text,)
    layout = QTextLayout(text, font)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    length = line.textLength()
    layout.endLayout()
    # Qt counts in UTF-16 units; a text with characters beyond the first 65,536 is cut in that encoding.
    head = text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", "ignore")
    rest = text[len(head) :].lstrip()
    return head.rstrip(), metrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def card_height(card: BoardCard, face: CardFace, width: int, density: Density, fonts: TypeScale) -> int:
    """How tall the card is when it is ``width`` wide, without its margins: 75 to 115 px, or 48 if compact."""
    px = fonts.px
    if density is Density.COMPACT:
        return px(COMPACT_HEIGHT)
    lines = len(role_lines(card.role, width - 2 * px(PADDING), fonts))
    height = px(TOP) + px(HEAD) + px(GAP_AFTER_HEAD) + lines * px(ROLE_LINE) + px(GAP_BEFORE_NEXT)
    height += px(NEXT_LINE) + px(PADDING)
    if badge_of(card, face) is not None or step_beside_badge(card, face):
        height += px(GAP_BEFORE_BADGE) + px(BADGE)
    return height
