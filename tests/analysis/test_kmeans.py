from __future__ import annotations

import os
import subprocess
import sys
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from vector_kinds import Vectors, blobs, lattices, photos, same_partition, unit

from photoclust.analysis import kmeans as module
from photoclust.analysis.kmeans import KMeansResult, distortion_around, kmeans, plus_plus


def check(vectors: Vectors, k: int, result: KMeansResult) -> None:
    """What holds for every result."""
    sizes = np.bincount(result.labels)
    distinct = len(np.unique(vectors, axis=0))
    assert result.labels.dtype == np.int32
    assert result.centroids.dtype == np.float32
    assert len(sizes) == len(result.centroids) == min(k, distinct)
    assert (sizes > 0).all()
    for row in np.unique(vectors, axis=0):  # copies stay together
        assert len(np.unique(result.labels[(vectors == row).all(axis=1)])) == 1
    for label, centroid in enumerate(result.centroids):
        np.testing.assert_allclose(centroid, vectors[result.labels == label].mean(axis=0), atol=1e-5)
    exact = vectors.astype(np.float64) - result.centroids[result.labels]
    assert result.distortion == pytest.approx((exact**2).sum(), abs=1e-4)


@given(st.one_of(photos(least=1, most=40), lattices(most=30)), st.data())
@settings(max_examples=60)
def test_every_cluster_has_members(vectors: Vectors, data: st.DataObject) -> None:
    k = data.draw(st.integers(1, len(vectors)))
    check(vectors, k, kmeans(vectors, k, starts=1))


def test_rows_that_are_nearly_equal() -> None:
    """Here scikit-learn finds 5 clusters of the 20, and warns."""
    rng = np.random.default_rng(0)
    base = rng.standard_normal((5, 8))[rng.integers(0, 5, 50)]
    vectors = unit(base + 1e-7 * rng.standard_normal((50, 8)))
    assert len(np.unique(vectors, axis=0)) > 30
    check(vectors, 20, kmeans(vectors, 20))


@pytest.mark.parametrize("starts", [1, 4])
def test_it_is_as_good_as_scikit_learns(starts: int) -> None:
    vectors, _ = blobs(20, 15, spread=1.5)
    theirs = KMeans(20, n_init=starts, random_state=0).fit(vectors).inertia_
    assert kmeans(vectors, 20, starts=starts).distortion <= 1.03 * theirs


def test_more_starts_are_never_worse() -> None:
    vectors, _ = blobs(20, 15, spread=0.6)
    one, three, six = (kmeans(vectors, 20, starts=starts).distortion for starts in (1, 3, 6))
    assert one > three > six


def test_clear_groups_are_found() -> None:
    vectors, truth = blobs(12, 10)
    assert adjusted_rand_score(truth, kmeans(vectors, 12).labels) == 1


def test_the_seed_decides() -> None:
    vectors, _ = blobs(10, 20, spread=2)
    results = [kmeans(vectors, 10, seed=seed, starts=1) for seed in (0, 0, 1)]
    assert (results[0].labels == results[1].labels).all()
    assert results[0].distortion == results[1].distortion
    assert (results[0].labels != results[2].labels).any()


@given(photos(least=5), st.integers(2, 5), st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_order_of_the_photos_does_not_matter(vectors: Vectors, k: int, random: Random) -> None:
    shuffled = list(range(len(vectors)))
    random.shuffle(shuffled)
    result, other = (kmeans(some, k, starts=1).labels for some in (vectors, vectors[shuffled]))
    assert same_partition(result[shuffled], other)


def test_clusters_are_numbered_by_their_first_member() -> None:
    vectors, _ = blobs(6, 5)
    labels = kmeans(vectors, 6).labels.tolist()
    assert list(dict.fromkeys(labels)) == list(range(6))


def test_given_centroids_are_started_from() -> None:
    vectors, truth = blobs(6, 20, spread=0.3)
    centres = np.stack([vectors[truth == group].mean(axis=0) for group in range(6)])
    assert same_partition(kmeans(vectors, 6, init=centres).labels, truth)
    merged = centres[[0, 0, 0, 0, 0, 0]] + 1e-3 * vectors[:6]  # a bad start ends differently
    assert kmeans(vectors, 6, init=merged).distortion > 1.2 * kmeans(vectors, 6, init=centres).distortion


def test_many_photos_go_in_mini_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, truth = blobs(8, 100)
    monkeypatch.setattr(module, "LARGE", 500)
    monkeypatch.setattr(module, "_BATCH", 128)
    monkeypatch.setattr(module, "_SEEDING_ROWS", 200)
    result = kmeans(vectors, 8)
    check(vectors, 8, result)
    assert adjusted_rand_score(truth, result.labels) > 0.95
    check(vectors, 300, kmeans(vectors, 300, starts=1))


@pytest.mark.parametrize("k", [0, -1, 5])
def test_impossible_numbers_of_clusters(k: int) -> None:
    with pytest.raises(ValueError, match="clusters of 4"):
        kmeans(np.eye(4, dtype=np.float32), k)


def test_no_start() -> None:
    with pytest.raises(ValueError, match="0 starts"):
        kmeans(np.eye(4, dtype=np.float32), 2, starts=0)


def test_it_can_be_cancelled_between_starts() -> None:
    calls: list[int] = []

    def stop() -> None:
        calls.append(1)
        if len(calls) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        kmeans(blobs(4, 10)[0], 4, starts=9, checkpoint=stop)


@given(photos(least=1, most=30), photos(least=1, most=10))
def test_distortion_around_centroids(vectors: Vectors, others: Vectors) -> None:
    width = min(vectors.shape[1], others.shape[1])
    vectors, centroids = vectors[:, :width].copy(), others[:, :width] / 2
    squares = ((vectors[:, None] - centroids[None]) ** 2).sum(axis=2)
    assert distortion_around(vectors, centroids) == pytest.approx(squares.min(axis=1).sum(), abs=1e-4)


def test_seeds_are_spread_over_the_groups() -> None:
    vectors, truth = blobs(10, 50, spread=0.1)
    seeds = plus_plus(vectors, 10, np.random.RandomState(0))
    assert len(set(truth[(vectors @ seeds.T).argmax(axis=0)])) == 10
    heavy = np.where(truth == 3, np.float32(1), np.float32(1e-9))
    seeds = plus_plus(vectors, 4, np.random.RandomState(0), weights=heavy)
    assert set(truth[(vectors @ seeds.T).argmax(axis=0)]) == {3}


@pytest.mark.skipif(sys.platform == "win32", reason="semaphores are files on POSIX only")
def test_no_program_is_started_and_no_semaphore_made():
    """In a fresh interpreter: joblib counts the cores and tries semaphores once a process."""
    script = """
import sys
import _multiprocessing
import numpy as np

def no_semaphore(*_values, **_names):
    raise AssertionError("a semaphore")

_multiprocessing.SemLock = no_semaphore

def refuse(event, _values):
    assert event not in {"subprocess.Popen", "os.posix_spawn", "os.exec", "os.fork"}, event

sys.addaudithook(refuse)
from photoclust.analysis.kmeans import kmeans
vectors = np.eye(8, dtype=np.float32)
assert len(set(kmeans(vectors, 3).labels.tolist())) == 3
"""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"OMP_NUM_THREADS", "JOBLIB_MULTIPROCESSING"}
    }
    subprocess.run([sys.executable, "-W", "error", "-c", script], env=environment, check=True)
