"""Splitting a cluster by its own tree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.analysis.hierarchy import average_linkage
from photoclust.analysis.subtrees import split_tree


def unit(rows: list[list[float]]) -> np.ndarray:
    vectors = np.array(rows, np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def blob(middle: float, count: int, seed: int, spread: float = 0.05) -> list[list[float]]:
    """Points around an angle of a circle."""
    angles = np.random.default_rng(seed).normal(middle, spread, count)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).tolist()


def test_a_far_photo_does_not_take_a_part_for_itself() -> None:
    vectors = unit([*blob(0, 12, 1), *blob(1, 12, 2), [-1.0, 0.2]])
    labels = split_tree(vectors, average_linkage(vectors), 2)
    assert set(labels[:12]) == {0}
    assert set(labels[12:24]) == {1}
    assert labels[24] == 1  # what it is most like


def test_three_parts_are_the_three_there_are() -> None:
    vectors = unit([*blob(0, 6, 1), *blob(1, 9, 2), *blob(2.5, 7, 3)])
    labels = split_tree(vectors, average_linkage(vectors), 3)
    assert labels.tolist() == [0] * 6 + [1] * 9 + [2] * 7


@given(
    count=st.integers(2, 40),
    data=st.data(),
    kind=st.sampled_from(["random", "copies", "chain"]),
)
def test_there_are_as_many_parts_as_asked_for_and_none_is_empty(
    count: int, data: st.DataObject, kind: str
) -> None:
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    rows = rng.normal(size=(count, 5))
    if kind == "copies":
        rows = rows[rng.integers(0, max(1, count // 4), count)]
    if kind == "chain":
        rows = np.cumsum(np.abs(rows), axis=0)
    vectors = unit(rows.tolist())
    parts = data.draw(st.integers(2, count))
    labels = split_tree(vectors, average_linkage(vectors), parts)
    assert sorted(set(labels.tolist())) == list(range(parts))


@pytest.mark.parametrize("parts", [0, 1, 4])
def test_a_number_out_of_range_is_refused(parts: int) -> None:
    vectors = unit([[1, 0], [0, 1], [1, 1]])
    with pytest.raises(ValueError, match="parts of 3"):
        split_tree(vectors, average_linkage(vectors), parts)
