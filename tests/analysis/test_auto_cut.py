from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from sklearn.metrics import adjusted_rand_score
from vector_kinds import Vectors, blobs, centred, lattices, photos, unit

from photoclust.analysis import auto_cut
from photoclust.analysis.auto_cut import choose_cut
from photoclust.analysis.hierarchy import average_linkage, cut_into


@pytest.mark.parametrize(("groups", "size"), [(3, 5), (6, 5), (2, 40), (25, 12), (80, 6)])
@pytest.mark.parametrize("spread", [0.2, 0.6, 1.0])
def test_clear_groups_are_found(groups: int, size: int, spread: float) -> None:
    raw, truth = blobs(groups, size, dimensions=200, spread=spread, seed=groups)
    vectors = centred(raw)
    tree = average_linkage(vectors)
    assert adjusted_rand_score(truth, cut_into(tree, choose_cut(vectors, tree).k)) > 0.95


def test_groups_among_single_photos() -> None:
    grouped, truth = blobs(8, 10, dimensions=200, spread=0.6)
    single = unit(np.random.default_rng(9).standard_normal((40, 200)))
    vectors = centred(np.concatenate([grouped, single]))
    tree = average_linkage(vectors)
    labels = cut_into(tree, choose_cut(vectors, tree).k)
    assert adjusted_rand_score(truth, labels[:80]) > 0.9


def test_no_groups_are_not_torn_into_pairs() -> None:
    """Loose, overlapping groups: the silhouette alone would choose many more."""
    raw, _ = blobs(4, 60, dimensions=60, spread=3.0)
    vectors = centred(raw)
    tree = average_linkage(vectors)
    k = choose_cut(vectors, tree).k
    assert np.mean(np.bincount(cut_into(tree, k)) < 3) < 0.35
    assert k < 80


def test_frames_of_one_scene_are_one_group() -> None:
    raw, _ = blobs(1, 20, dimensions=100, spread=0.1)
    vectors = centred(raw)
    assert choose_cut(vectors, average_linkage(vectors)).k == 1


def test_only_pairs_of_copies() -> None:
    pairs = np.repeat(unit(np.random.default_rng(2).standard_normal((20, 50))), 2, axis=0)
    vectors = centred(pairs)
    assert choose_cut(vectors, average_linkage(vectors)).k == 20


@pytest.mark.parametrize(
    ("vectors", "expected"), [(np.eye(3)[:0], 0), (np.eye(3)[:1], 1), (np.eye(3)[:2], 2)]
)
def test_hardly_any_photos(vectors: Vectors, expected: int) -> None:
    vectors = vectors.astype(np.float32)
    assert choose_cut(vectors, average_linkage(vectors)).k == expected


def test_two_copies_are_one_group() -> None:
    vectors = np.eye(3, dtype=np.float32)[[0, 0]]
    assert choose_cut(vectors, average_linkage(vectors)).k == 1


def test_a_larger_least_size_makes_larger_groups() -> None:
    raw, _ = blobs(30, 4, dimensions=100, spread=1.0)
    vectors = centred(raw)
    tree = average_linkage(vectors)
    small, large = (choose_cut(vectors, tree, size).k for size in (2, 15))
    assert large < small


@given(photos())
@settings(max_examples=40)
def test_the_answer_is_always_a_number_of_clusters(vectors: Vectors) -> None:
    tree = average_linkage(vectors)
    assert 1 <= choose_cut(vectors, tree).k <= len(vectors)


@given(lattices())
@settings(max_examples=30)
def test_ties_do_no_harm(vectors: Vectors) -> None:
    tree = average_linkage(vectors)
    assert 1 <= choose_cut(vectors, tree, 3).k <= len(vectors)


def test_large_libraries_are_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    raw, truth = blobs(15, 60, dimensions=100, spread=0.6)
    vectors = centred(raw)
    tree = average_linkage(vectors)
    monkeypatch.setattr(auto_cut, "_SAMPLE", 200)
    labels = cut_into(tree, choose_cut(vectors, tree).k)
    assert adjusted_rand_score(truth, labels) > 0.95


def test_it_can_be_cancelled() -> None:
    vectors, _ = blobs(5, 20)

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        choose_cut(vectors, average_linkage(vectors), checkpoint=stop)
