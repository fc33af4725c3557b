from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import silhouette_score
from vector_kinds import Vectors, blobs, photos

from photoclust.analysis import arrays
from photoclust.analysis.hierarchy import average_linkage, cut_into
from photoclust.analysis.silhouette import mean_silhouette, silhouette_over_cuts


@given(photos(least=3, least_dimensions=5), st.integers(2, 12), st.integers(0, 2**32 - 1))
def test_it_is_scikit_learns(vectors: Vectors, k: int, seed: int) -> None:
    labels = np.random.default_rng(seed).integers(0, k, len(vectors)).astype(np.int32)
    ours = mean_silhouette(vectors, labels)
    if not 2 <= len(np.unique(labels)) < len(vectors):
        assert ours is None
    else:
        exact = vectors.astype(np.float64)
        distances = np.round(1 - exact @ exact.T, 6).clip(0)  # copies are at 0, not at rounding errors
        assert ours == pytest.approx(silhouette_score(distances, labels, metric="precomputed"), abs=2e-3)


@given(photos(least=4, least_dimensions=4))
@settings(max_examples=50)
def test_all_cuts_of_a_tree_at_once(vectors: Vectors) -> None:
    tree = average_linkage(vectors)
    ks = list(range(2, len(vectors)))[::-1]
    values = silhouette_over_cuts(vectors, tree, ks)
    singly = [mean_silhouette(vectors, cut_into(tree, k)) for k in ks]
    np.testing.assert_allclose(values, np.array(singly, np.float64), atol=1e-4)


def test_large_partitions_are_done_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, truth = blobs(12, 40)
    whole = mean_silhouette(vectors, truth.astype(np.int32))
    tree = average_linkage(vectors)
    cuts = silhouette_over_cuts(vectors, tree, [3, 12, 100])
    monkeypatch.setattr(arrays, "BLOCK_ELEMENTS", 1)
    assert mean_silhouette(vectors, truth.astype(np.int32)) == pytest.approx(whole, abs=1e-6)
    np.testing.assert_allclose(silhouette_over_cuts(vectors, tree, [3, 12, 100]), cuts, atol=1e-6)
    assert cuts.argmax() == 1


def test_a_mean_over_some_rows() -> None:
    vectors, _ = blobs(5, 12)
    tree = average_linkage(vectors)
    halves = [
        silhouette_over_cuts(vectors, tree, [4, 5, 9], rows=np.arange(start, 60, 2)) for start in (0, 1)
    ]
    np.testing.assert_allclose(
        np.mean(halves, axis=0), silhouette_over_cuts(vectors, tree, [4, 5, 9]), atol=1e-6
    )


@pytest.mark.parametrize("labels", [[], [0], [0, 0, 0], [0, 1, 2]])
def test_where_it_is_not_defined(labels: list[int]) -> None:
    vectors = np.eye(3, dtype=np.float32)[: len(labels)]
    assert mean_silhouette(vectors, np.array(labels, np.int32)) is None


@pytest.mark.parametrize("k", [1, 3])
def test_cuts_out_of_range_are_refused(k: int) -> None:
    vectors = np.eye(3, dtype=np.float32)
    with pytest.raises(ValueError, match="2 to 2"):
        silhouette_over_cuts(vectors, average_linkage(vectors), [2, k])


def test_no_cuts() -> None:
    vectors = np.eye(3, dtype=np.float32)
    assert len(silhouette_over_cuts(vectors, average_linkage(vectors), [])) == 0
