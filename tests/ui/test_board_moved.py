"""Which cards undo goes to: those that the change was about, not those that were only numbered anew."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netorganizer.ui.board.moved import Columns, cards_of_change


@pytest.mark.parametrize(
    ("before", "after", "touched", "wanted"),
    [
        ({"a": [1, 2, 3], "b": []}, {"a": [1, 3], "b": [2]}, {1, 2, 3}, [2]),
        ({"a": [1], "b": []}, {"a": [1, 2, 3], "b": []}, {2, 3}, [2, 3]),
        ({"a": [1, 2, 3, 4]}, {"a": [4, 1, 2, 3]}, {1, 2, 3, 4}, [4]),
        ({"a": [1, 2, 3, 4, 5]}, {"a": [1, 4, 2, 5, 3]}, {1, 2, 3, 4, 5}, [4, 5]),
        ({"a": [1, 2]}, {"a": [2, 1]}, {1}, [1]),
        ({"a": [1, 2, 3]}, {"a": [1, 2, 3]}, {1, 3}, [1, 3]),
        ({"a": [1, 2]}, {"a": [1]}, {2}, []),
        ({"a": range(51)}, {"a": range(51)}, range(51), []),
    ],
)
def test_cards_of_a_change(before: Columns, after: Columns, touched: set[int], wanted: list[int]) -> None:
    assert cards_of_change(before, after, touched) == wanted


@given(st.permutations(range(12)), st.integers(0, 11), st.integers(0, 11))
def test_one_card_moved_among_renumbered_ones_is_found(order: list[int], taken: int, put: int) -> None:
    after = list(order)
    card = after.pop(taken)
    after.insert(put, card)
    found = cards_of_change({"a": order}, {"a": after}, order)
    if abs(taken - put) > 1:  # of two that changed places either may have moved
        assert found == [card]
