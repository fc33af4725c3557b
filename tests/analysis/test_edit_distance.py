from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.analysis.edit_distance import edit_distances

WORDS = st.text(alphabet="abcü", max_size=6)


def plain(one: str, other: str) -> int:
    """The recurrence, cell by cell."""
    cells = {(row, 0): row for row in range(len(one) + 1)} | {
        (0, column): column for column in range(len(other) + 1)
    }
    for row, column in product(range(1, len(one) + 1), range(1, len(other) + 1)):
        same = one[row - 1] == other[column - 1]
        ways = [
            cells[row - 1, column] + 1,
            cells[row, column - 1] + 1,
            cells[row - 1, column - 1] + (not same),
        ]
        if row > 1 and column > 1 and one[row - 1] == other[column - 2] and one[row - 2] == other[column - 1]:
            ways.append(cells[row - 2, column - 2] + 1)
        cells[row, column] = min(ways)
    return cells[len(one), len(other)]


@given(WORDS, st.lists(WORDS, max_size=8))
def test_it_is_the_plain_recurrence(word: str, others: list[str]) -> None:
    assert edit_distances(word, others).tolist() == [plain(word, other) for other in others]


@pytest.mark.parametrize(
    ("word", "other", "distance"),
    [("elephnat", "elephant", 1), ("kiten", "kitten", 1), ("dog", "dog", 0), ("", "cat", 3), ("cat", "", 3)],
)
def test_slips(word: str, other: str, distance: int) -> None:
    assert edit_distances(word, [other, "something else"])[0] == distance
