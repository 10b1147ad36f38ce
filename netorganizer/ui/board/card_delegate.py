"""Cards in a list view."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from netorganizer.domain.application import BoardCard
from netorganizer.ui.board.card_painter import CardPainter, CardState

CARD_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """Shows the :class:`BoardCard` that an index gives for :data:`CARD_ROLE`.

    ``lifted_ids`` are the cards being dragged or moved by keyboard; they are shown as left behind.
    """

    def __init__(self, card_painter: CardPainter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.card_painter = card_painter
        self.lifted_ids: frozenset[int] = frozenset()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the card. An exception would come back out of an unrelated line of Qt, so none leaves here."""
        painter.save()
        try:
            self.paint_card(painter, option, index)
        except Exception:  # noqa: BLE001 - out of a paint it would come back in an unrelated line of Qt
            _log_fault("a card could not be painted")
        finally:
            painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """How large the card's row is."""
        try:
            return self.card_size(option, index)
        except Exception:  # noqa: BLE001 - as above
            _log_fault("a card could not be measured")
            return QSize(1, self.card_painter.look.px(100))

    def paint_card(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the card of ``index``, if it has one."""
        card = index.data(CARD_ROLE)
        if isinstance(card, BoardCard):
            self.card_painter.paint(painter, option.rect, card, self.state_of(option, card))

    def card_size(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As wide as the list, as tall as the card needs."""
        card = index.data(CARD_ROLE)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        height = self.card_painter.row_height(card, width) if isinstance(card, BoardCard) else 0
        return QSize(width, height)

    def state_of(self, option: QStyleOptionViewItem, card: BoardCard) -> CardState:
        """What is being done with the card, as the view and ``lifted_ids`` say."""
        flags = option.state
        state = CardState.NONE
        if flags & QStyle.StateFlag.State_Selected:
            state |= CardState.SELECTED
        if flags & QStyle.StateFlag.State_HasFocus:
            state |= CardState.FOCUSED
        if flags & QStyle.StateFlag.State_MouseOver:
            state |= CardState.HOVERED
        if card.id in self.lifted_ids:
            state |= CardState.LIFTED
        return state


def _log_fault(what: str) -> None:
    import logging  # its loading is felt at the start, and as a rule nothing ever goes wrong here

    logging.getLogger(__name__).exception(what)
