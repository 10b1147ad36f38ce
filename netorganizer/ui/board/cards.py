"""The cards in sight: read when they are first asked for, a screenful at a time."""

from collections.abc import Iterable, Sequence

from netorganizer.domain.application import BoardCard
from netorganizer.domain.errors import Refusal
from netorganizer.services.board import read_cards
from netorganizer.services.workspace import Workspace

_CHUNK = 32
_MOST_CARDS = 4_000


class CardShelf:
    """Cards by id. Ten thousand applications cost what the ones on the screen cost."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._cards: dict[int, BoardCard] = {}

    def card(self, ids: Sequence[int], row: int) -> BoardCard | None:
        """The card of ``ids[row]``, reading its neighbours along; ``None`` when it is gone or unreadable."""
        card = self._cards.get(ids[row])
        if card is None:
            start = row - row % _CHUNK
            self._read(ids[start : start + _CHUNK])
            card = self._cards.get(ids[row])
        return card

    def _read(self, ids: Sequence[int]) -> None:
        if len(self._cards) > _MOST_CARDS:
            self._cards.clear()
        try:
            self._cards.update((card.id, card) for card in read_cards(self._workspace, ids))
        except Refusal:
            # Painting must go on; whoever writes or refreshes next shows the refusal beside its cause.
            return

    def forget(self, ids: Iterable[int] | None) -> None:
        """Read these cards anew when they are next asked for; ``None`` means all."""
        if ids is None:
            self._cards.clear()
            return
        for id_ in ids:
            self._cards.pop(id_, None)
