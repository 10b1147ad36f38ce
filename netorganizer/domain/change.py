"""A change: one labelled step of the store's history."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history. ``undone`` means its effect does not stand."""

    id: int
    at: datetime
    label: str
    undone: bool


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """What subscribers hear after a commit.

    ``rows`` are the (table, id) pairs touched; ``None`` when another process wrote and anything may have
    changed. ``label`` is the change's, empty for another process.
    """

    label: str
    rows: frozenset[tuple[str, int]] | None

    def touched(self, table: str) -> frozenset[int] | None:
        """The ids touched in ``table``, or ``None`` for "perhaps all"."""
        if self.rows is None:
            return None
        return frozenset(row_id for name, row_id in self.rows if name == table)
