from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster.hierarchy import linkage
from vector_kinds import blobs, unit

from photoclust.analysis.hierarchy import average_linkage
from photoclust.analysis.nearest_clusters import LIST_LENGTH, NearestClusters


def state_of(count: int, dimensions: int = 8, dtype: type = np.float64) -> NearestClusters:
    means = unit(np.random.default_rng(0).standard_normal((count, dimensions))).astype(dtype)
    return NearestClusters(means, np.ones(count), np.arange(count))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_nearest_stays_true_through_merges(dtype: type) -> None:
    """After any number of merges whoever is known points at the most similar cluster there is."""
    state = state_of(200, dtype=dtype)
    state.search(np.arange(200))
    checked = 0
    while state.left > 2:
        first, second = state.reciprocal_pairs()
        if not len(first):
            unknown = np.flatnonzero(state.alive & ~state.known)
            state.review(unknown[~state.uncertain[unknown]])
            state.search(np.flatnonzero(state.uncertain))
            continue
        state.merge(first, second)
        if state.left < 100:
            state.compact()
        scores = (state.means @ state.means.T).astype(np.float64)
        np.fill_diagonal(scores, -9)
        scores[:, ~state.alive] = -9
        known = np.flatnonzero(state.known)
        np.testing.assert_allclose(scores[known, state.nearest[known]], scores[known].max(axis=1), atol=1e-6)
        checked += len(known)
    assert checked > 200


def test_lists_spare_most_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[int] = []
    search = NearestClusters.search
    monkeypatch.setattr(
        NearestClusters, "search", lambda self, rows: (searched.append(len(rows)), search(self, rows))
    )
    average_linkage(blobs(60, 20)[0])
    assert sum(searched) < 1.3 * 1200


def test_a_circle_of_ties_is_broken_by_the_best_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no reciprocal pair at all, the best pair alone makes the same tree."""
    nothing = np.zeros(0, np.int64)
    monkeypatch.setattr(NearestClusters, "reciprocal_pairs", lambda _self: (nothing, nothing))
    vectors = unit(np.random.default_rng(0).standard_normal((60, 5)))
    expected = linkage(vectors.astype(np.float64), "average", "cosine")
    np.testing.assert_allclose(average_linkage(vectors)[:, 2], expected[:, 2], atol=1e-5)


def test_fewer_clusters_than_a_list_is_long() -> None:
    state = state_of(LIST_LENGTH // 2)
    state.search(np.arange(LIST_LENGTH // 2))
    assert state.known.all()
    scores = state.means @ state.means.T
    np.fill_diagonal(scores, -9)
    assert (state.nearest == scores.argmax(axis=1)).all()
