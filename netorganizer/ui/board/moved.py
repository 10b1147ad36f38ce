"""Which cards a change was about, told from the board before and after it."""

from bisect import bisect_left
from collections.abc import Collection, Hashable, Mapping, Sequence

# A change that moved nothing and touched more than these renumbered them, or is too large to be looked at.
_MOST_UNMOVED = 50

Columns = Mapping[Hashable, Sequence[int]]


def cards_of_change(before: Columns, after: Columns, touched: Collection[int]) -> list[int]:
    """Those of the ``touched`` cards that came or went to another column; else those that took another place.

    Else all that are still there, unless they are many. To make room for one card the store may number its
    whole column anew: its neighbours are touched too, but keep their order.
    """
    home = {id_: key for key, ids in before.items() for id_ in ids}
    there = [(id_, key) for key, ids in after.items() for id_ in ids if id_ in touched]
    moved = [id_ for id_, key in there if home.get(id_) != key]
    if not moved and len(there) > 1:
        moved = [id_ for key, ids in after.items() for id_ in _out_of_order(before.get(key, ()), ids) if id_ in touched]
    if moved:
        return moved
    return [id_ for id_, _ in there] if len(there) <= _MOST_UNMOVED else []


def _out_of_order(before: Sequence[int], after: Sequence[int]) -> list[int]:
    """The fewest cards of a column that explain its new order: all but the longest run that kept its order."""
    rows = {id_: row for row, id_ in enumerate(before)}
    stayed = [id_ for id_ in after if id_ in rows]
    ends: list[int] = []  # for each length, the lowest old row in which an ascending run of that length ends
    lengths: list[int] = []
    for id_ in stayed:
        length = bisect_left(ends, rows[id_])
        ends[length : length + 1] = [rows[id_]]
        lengths.append(length)
    wanted, moved = len(ends) - 1, []
    for id_, length in zip(reversed(stayed), reversed(lengths), strict=True):
        if length == wanted:
            wanted -= 1
        else:
            moved.append(id_)
    return moved[::-1]
