from __future__ import annotations

import tracemalloc
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.cluster.hierarchy import cophenet, is_valid_linkage, linkage
from scipy.spatial.distance import squareform
from vector_kinds import Vectors, lattices, photos, same_partition, unit

from photoclust.analysis.hierarchy import (
    average_linkage,
    cut_at_similarity,
    cut_into,
    leaf_order,
    similarity_for_k,
)

SINGLE = 0  # double_up_to: nothing is small enough for double
DOUBLE = 1 << 22


def scipy_heights(vectors: Vectors) -> NDArray[np.float64]:
    return np.clip(linkage(vectors.astype(np.float64), "average", "cosine")[:, 2], 0, None)


@given(photos())
@settings(max_examples=150, deadline=None)
def test_heights_are_scipys(vectors: Vectors) -> None:
    tree = average_linkage(vectors)
    assert is_valid_linkage(tree)
    np.testing.assert_allclose(tree[:, 2], scipy_heights(vectors), atol=1e-5)


@given(photos(least_dimensions=4))
@settings(max_examples=100, deadline=None)
def test_heights_are_scipys_in_single_precision(vectors: Vectors) -> None:
    tree = average_linkage(vectors, double_up_to=SINGLE)
    assert is_valid_linkage(tree)
    np.testing.assert_allclose(tree[:, 2], scipy_heights(vectors), atol=1e-5)


@given(photos())
@settings(max_examples=50, deadline=None)
def test_the_whole_tree_is_scipys(vectors: Vectors) -> None:
    """Cophenetic distances (where any two photos meet) say everything about a tree but its numbering."""
    theirs = linkage(vectors.astype(np.float64), "average", "cosine")
    np.testing.assert_allclose(cophenet(average_linkage(vectors)), cophenet(theirs).clip(0), atol=1e-5)


@given(lattices(), st.sampled_from([SINGLE, DOUBLE]))
@settings(max_examples=150, deadline=None)
def test_among_ties_every_merge_is_a_nearest_pair(vectors: Vectors, double_up_to: int) -> None:
    """Exact ties allow several right trees, and their heights differ (SciPy's own do when rows are permuted).

    What must hold: at its turn each merge joins two clusters that no other two are nearer than, and its
    height is their mean distance, by definition, over all pairs.
    """
    tree = average_linkage(vectors, double_up_to=double_up_to)
    assert is_valid_linkage(tree)
    exact = vectors.astype(np.float64)
    distance = 1 - exact @ exact.T
    same = (vectors[:, None] == vectors[None]).all(axis=2) & (np.linalg.norm(exact, axis=1) > 0)
    distance[same] = 0
    members = {row: [row] for row in range(len(vectors))}
    for row, (first, second, height, size) in enumerate(tree):
        mean = {
            (one, other): distance[np.ix_(members[one], members[other])].mean()
            for one in members
            for other in members
            if one < other
        }
        assert height == pytest.approx(mean[int(first), int(second)], abs=1e-5)
        if height > 1e-5:  # copies may be joined in any order
            assert height <= min(mean.values()) + 1e-5
        members[len(vectors) + row] = members.pop(int(first)) + members.pop(int(second))
        assert size == len(members[len(vectors) + row])


@pytest.mark.parametrize("kind", ["blobs", "hub", "line"])
@pytest.mark.parametrize("double_up_to", [SINGLE, DOUBLE])
def test_a_few_hundred_photos_of_awkward_shape(kind: str, double_up_to: int) -> None:
    """Enough to empty neighbour lists, search again and compact."""
    rng = np.random.default_rng(3)
    noise = rng.standard_normal((700, 24))
    if kind == "blobs":
        vectors = unit(3 * rng.standard_normal((40, 24))[rng.integers(0, 40, 700)] + noise)
    elif kind == "hub":  # one cluster takes in one photo after the other
        vectors = unit(rng.uniform(0, 3, (700, 1)) * np.ones(24) + noise)
    else:
        angles = np.sort(rng.uniform(0, 3, 700))
        vectors = unit(np.column_stack([np.cos(angles), np.sin(angles), 0.05 * noise]))
    tree = average_linkage(vectors, double_up_to=double_up_to)
    assert is_valid_linkage(tree)
    np.testing.assert_allclose(tree[:, 2], scipy_heights(vectors), atol=1e-5)


@given(st.one_of(photos(), lattices()), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_photos_does_not_matter(vectors: Vectors, random: Random) -> None:
    shuffled = list(range(len(vectors)))
    random.shuffle(shuffled)
    tree, other = average_linkage(vectors), average_linkage(vectors[shuffled])
    assert (tree[:, 2] == other[:, 2]).all()  # to the last bit
    for height in np.unique(tree[:, 2]):
        similarity = 1 - height
        ours, theirs = cut_at_similarity(tree, similarity)[shuffled], cut_at_similarity(other, similarity)
        assert same_partition(ours, theirs)


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_to_merge(count: int) -> None:
    tree = average_linkage(np.ones((count, 3), np.float32))
    assert tree.shape == (0, 4)
    assert tree.dtype == np.float64


def test_copies_meet_at_height_zero_exactly() -> None:
    vectors = unit(np.random.default_rng(0).standard_normal((5, 7)))[[0, 1, 2, 3, 4, 2, 2, 0]]
    tree = average_linkage(vectors)
    assert (tree[:3, 2] == 0).all()
    assert tree[3, 2] > 0
    assert cut_at_similarity(tree, 1.0).tolist() == [0, 1, 2, 3, 4, 2, 2, 0]


def test_rows_of_zeros_resemble_nothing() -> None:
    vectors = unit(np.array([[1, 0], [0, 0], [0.9, 0.1], [0, 0], [1, 0]], np.float64))
    tree = average_linkage(vectors)
    assert is_valid_linkage(tree)
    assert cut_at_similarity(tree, 0.5).tolist() == [0, 1, 0, 2, 0]
    assert tree[-1, 3] == 5


@pytest.mark.parametrize("bad", [np.inf, -np.inf, np.nan])
def test_numbers_that_are_not_finite_are_refused(bad: float) -> None:
    vectors = np.eye(4, dtype=np.float32)
    vectors[2, 1] = bad
    with pytest.raises(ValueError, match="not finite"):
        average_linkage(vectors)


@pytest.mark.parametrize("shape", [(4,), (3, 0), (2, 2, 2)])
def test_other_shapes_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="shape"):
        average_linkage(np.zeros(shape, np.float32))


def test_the_input_is_left_alone() -> None:
    vectors = unit(np.random.default_rng(1).standard_normal((50, 4)))
    for double_up_to in (SINGLE, DOUBLE):
        before = vectors.copy()
        average_linkage(vectors, double_up_to=double_up_to)
        assert (vectors == before).all()


def test_it_can_be_cancelled_and_watched() -> None:
    vectors = unit(np.random.default_rng(1).standard_normal((300, 8)))
    calls: list[int] = []
    seen: list[tuple[int, int]] = []
    average_linkage(vectors, checkpoint=lambda: calls.append(1), on_progress=lambda *step: seen.append(step))
    assert len(calls) > 10
    assert seen == sorted(seen)
    assert seen[-1] == (599, 599)

    class Stop(Exception):  # noqa: N818
        pass

    def stop() -> None:
        if len(calls) >= stop_at:
            raise Stop
        calls.append(1)

    for stop_at in (0, 1, 7):
        calls.clear()
        with pytest.raises(Stop):
            average_linkage(vectors, checkpoint=stop)
        assert len(calls) == stop_at


def test_no_number_for_each_pair_is_held() -> None:
    count = 6000
    vectors = unit(np.random.default_rng(1).standard_normal((count, 16)))
    tracemalloc.start()
    try:
        average_linkage(vectors)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < count * count * 2  # half of what they would take in single precision


@given(st.one_of(photos(), lattices()))
@settings(max_examples=50, deadline=None)
def test_cuts_by_number(vectors: Vectors) -> None:
    tree = average_linkage(vectors)
    finer: NDArray[np.int32] | None = None
    for k in range(len(vectors), 0, -1):
        labels = cut_into(tree, k)
        assert labels.dtype == np.int32
        assert len(np.unique(labels)) == k == labels.max() + 1
        firsts = [int(np.flatnonzero(labels == label)[0]) for label in range(k)]
        assert firsts == sorted(firsts)
        if finer is not None:  # one pair of clusters was joined, nothing was split
            assert len(set(zip(finer.tolist(), labels.tolist(), strict=True))) == k + 1
        finer = labels
        same = cut_at_similarity(tree, similarity_for_k(tree, k))
        done = len(vectors) - k
        beside = np.concatenate([[0.0], tree[:, 2], [9.0]])[done : done + 2]
        if beside[1] - beside[0] > 1e-9:  # otherwise merges tie, and fewer clusters come out
            assert (same == labels).all()
        assert same.max() < k


@given(photos(), st.lists(st.floats(-1, 1.0), min_size=2, max_size=2))
@settings(max_examples=50, deadline=None)
def test_a_lower_similarity_never_splits(vectors: Vectors, similarities: list[float]) -> None:
    tree = average_linkage(vectors)
    low, high = (cut_at_similarity(tree, value) for value in sorted(similarities))
    assert len(set(zip(low.tolist(), high.tolist(), strict=True))) == high.max() + 1


def test_a_cut_keeps_clusters_that_are_similar_enough() -> None:
    vectors = unit(np.random.default_rng(5).standard_normal((80, 6)))
    tree = average_linkage(vectors)
    distances = squareform(cophenet(tree))
    for similarity in (-0.2, 0.0, 0.3, 0.8):
        labels = cut_at_similarity(tree, similarity)
        together = labels[:, None] == labels[None]
        assert (together == (1 - distances >= similarity)).all()


@pytest.mark.parametrize("k", [0, -1, 6])
def test_impossible_numbers_of_clusters(k: int) -> None:
    tree = average_linkage(unit(np.random.default_rng(5).standard_normal((5, 3))))
    with pytest.raises(ValueError, match="clusters of 5"):
        cut_into(tree, k)
    with pytest.raises(ValueError, match="clusters of 5"):
        similarity_for_k(tree, k)


def test_one_photo_is_one_cluster() -> None:
    tree = average_linkage(np.ones((1, 2), np.float32))
    assert cut_into(tree, 1).tolist() == [0]
    assert cut_at_similarity(tree, 0.3).tolist() == [0]
    assert similarity_for_k(tree, 1) == 1
    assert leaf_order(tree).tolist() == [0]


@given(photos())
@settings(max_examples=50, deadline=None)
def test_in_leaf_order_every_cluster_is_side_by_side(vectors: Vectors) -> None:
    tree = average_linkage(vectors)
    order = leaf_order(tree)
    assert sorted(order) == list(range(len(vectors)))
    for k in range(1, len(vectors) + 1):
        assert np.count_nonzero(np.diff(cut_into(tree, k)[order])) == k - 1
