"""Pairs that are worth a look, against asking for each pair."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.analysis import arrays as shared
from photoclust.analysis import proposals
from photoclust.analysis.proposals import propose
from photoclust.analysis.space import normalised


def by_hand(vectors: np.ndarray, most: int) -> list[list[int]]:
    scores = vectors @ vectors.T
    pairs = set()
    for row in range(len(vectors)):
        ranked = sorted((-scores[row, other], other) for other in range(len(vectors)) if other != row)
        pairs |= {
            (min(row, other), max(row, other)) for score, other in ranked[:most] if score < -proposals.LEAST
        }
    return [list(pair) for pair in sorted(pairs)]


@given(seed=st.integers(0, 1000), count=st.integers(0, 60), most=st.integers(1, 8))
def test_they_are_those_that_one_finds_by_hand(seed: int, count: int, most: int) -> None:
    vectors = normalised(np.random.default_rng(seed).normal(size=(count, 3)).astype(np.float32))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proposals, "MOST", most)
        patch.setattr(shared, "BLOCK_ELEMENTS", 64)
        assert propose(vectors).tolist() == by_hand(vectors, most)


def test_progress_is_told_and_a_cancel_is_heard() -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    vectors = normalised(np.random.default_rng(0).normal(size=(50, 4)).astype(np.float32))
    told: list[tuple[int, int]] = []
    propose(vectors, on_progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (50, 50)
    with pytest.raises(StoppedError):
        propose(vectors, checkpoint=stop)
