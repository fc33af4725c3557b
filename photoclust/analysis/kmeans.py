"""K-means on unit vectors: k-means++ starts and Lloyd's iterations, mini-batches where there are many photos.

The algorithms are scikit-learn's (Arthur, Vassilvitskii 2007, "k-means++"; Sculley 2010, "Web-scale k-means
clustering"). Added here: the same answer for the same seed on every run and in any order of the photos, no
empty cluster, sense where photos are copies of each other, and a stop between starts.
"""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass

import numpy as np

from photoclust.analysis.arrays import (
    Checkpoint,
    Ints,
    Labels,
    Vectors,
    blocks,
    distinct_rows,
    no_checkpoint,
    renumbered,
    segment_sums,
)

LARGE = 20_000
"""Photos from which on mini-batches are used."""

_BATCH = 4096
_EPOCHS = 8
_ROUNDS = 100
_SEEDING_ROWS = 12_288


@dataclass(frozen=True, slots=True, eq=False)
class KMeansResult:
    """A partition around means.

    Attributes:
        labels: int32 (n,), numbered in order of their first member, none empty.
        centroids: float32 (k, d), the mean of each cluster; not of unit length.
        distortion: Sum of the squared distances to the centroids.
    """

    labels: Labels
    centroids: Vectors
    distortion: float


def kmeans(
    vectors: Vectors,
    k: int,
    *,
    seed: int = 0,
    starts: int = 3,
    init: Vectors | None = None,
    checkpoint: Checkpoint | None = None,
) -> KMeansResult:
    """Divides vectors into k clusters.

    Args:
        vectors: float32 (n, d), unit rows.
        k: 1 to n. If fewer rows differ, there are only so many clusters: copies are not torn apart.
        seed: Same seed, same result.
        starts: Independent k-means++ starts, of which the one with the smallest distortion is taken.
        init: Centroids to start from instead, float32 (k, d); for one start.
        checkpoint: Called between starts; raises to cancel.

    Raises:
        ValueError: If k is not between 1 and n, or there is no start.
    """
    if not 1 <= k <= len(vectors):
        raise ValueError(f"{k} clusters of {len(vectors)} vectors")
    if starts < 1:
        raise ValueError(f"{starts} starts")
    rows, copies = distinct_rows(vectors)
    if k == 1 or k >= len(rows):
        return _summary(vectors, np.zeros(len(vectors), np.int32) if k == 1 else renumbered(copies))
    # In the order of their content: the result does not depend on the order of the photos.
    contents, weights = vectors[rows], np.bincount(copies).astype(np.float32)
    best: KMeansResult | None = None
    for start in range(starts if init is None else 1):
        (checkpoint or no_checkpoint)()
        random = np.random.RandomState([seed, start])
        centroids = plus_plus(contents, k, random, weights=weights) if init is None else init
        labels = _one_start(contents, weights, centroids, random)
        result = _summary(vectors, renumbered(labels[copies]))
        if best is None or result.distortion < best.distortion:
            best = result
    assert best is not None
    return best


def _one_start(contents: Vectors, weights: Vectors, init: Vectors, random: np.random.RandomState) -> Ints:
    # Told a number of threads, scikit-learn does not ask joblib for the physical cores: joblib would start
    # the program lscpu to count them, and warn where there is none. How many are used is said below.
    os.environ.setdefault("OMP_NUM_THREADS", str(os.cpu_count() or 1))
    # joblib, too, would try whether semaphores can be made, in /dev/shm.
    os.environ.setdefault("JOBLIB_MULTIPROCESSING", "0")
    from sklearn.cluster import KMeans, MiniBatchKMeans
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    if len(contents) < LARGE:
        model = KMeans(len(init), init=init, n_init=1, max_iter=_ROUNDS, random_state=random)
    else:
        model = MiniBatchKMeans(
            len(init), init=init, n_init=1, max_iter=_EPOCHS, batch_size=_BATCH, random_state=random
        )
    # Two partial sums add up to the same in either order, three need not: with more threads the result would
    # depend on which of them is done first.
    with threadpool_limits(2, "openmp"), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # rows that are nearly equal; see _filled
        labels = model.fit(contents, sample_weight=weights).labels_.astype(np.int64)
    return _filled(contents, labels, model.cluster_centers_)


def plus_plus(
    vectors: Vectors, k: int, random: np.random.RandomState, *, weights: Vectors | None = None
) -> Vectors:
    """Starting centroids, each the best of a few drawn with a probability that grows with their distance.

    This is the greedy k-means++ of scikit-learn, which takes twenty times as long for float32 vectors of such
    length: it converts all of them to double for each centroid.

    Args:
        vectors: float32 (n, d).
        k: 1 to n. The first of them are good centroids for a smaller number, too.
        random: Where the chance comes from.
        weights: float32 (n,), by default all alike.

    Returns:
        float32 (k, d).
    """
    weights = np.ones(len(vectors), np.float32) if weights is None else weights
    most = max(_SEEDING_ROWS, 3 * k)
    if len(vectors) > most:
        some = np.sort(random.choice(len(vectors), most, replace=False))
        vectors, weights = vectors[some], weights[some]
    squares = np.einsum("ij,ij->i", vectors, vectors)

    def distances(rows: Ints) -> Vectors:
        """Squared, weighted distances of all to some, (rows, n)."""
        between: Vectors = squares[rows, None] + squares - 2 * (vectors[rows] @ vectors.T)
        return between.clip(0) * weights

    rows = [int(random.choice(len(vectors), p=weights / weights.sum(dtype=np.float64)))]
    closest = distances(np.array(rows))[0]
    while len(rows) < k:
        chance = np.cumsum(closest, dtype=np.float64)
        draws = np.searchsorted(chance, random.random_sample(2 + int(np.log(k))) * chance[-1])
        drawn = np.minimum(draws, len(vectors) - 1)
        remaining = np.minimum(closest, distances(drawn))
        best = int(remaining.sum(axis=1, dtype=np.float64).argmin())
        rows.append(int(drawn[best]))
        closest = remaining[best]
    seeds: Vectors = vectors[rows]
    return seeds


def _filled(contents: Vectors, labels: Ints, centroids: Vectors) -> Ints:
    """Gives every empty cluster the row farthest from its centroid that is not alone."""
    sizes = np.bincount(labels, minlength=len(centroids))
    empty = np.flatnonzero(sizes == 0).tolist()
    if not empty:
        return labels
    distances = np.empty(len(contents))
    for part in blocks(len(contents), contents.shape[1]):
        distances[part] = ((contents[part] - centroids[labels[part]]) ** 2).sum(axis=1)
    for row in np.argsort(-distances, kind="stable").tolist():
        if not empty:
            break
        if sizes[labels[row]] > 1:
            sizes[labels[row]] -= 1
            labels[row] = empty.pop()
    return labels


def _summary(vectors: Vectors, labels: Labels) -> KMeansResult:
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(int(labels.max()) + 1))
    sums = segment_sums(vectors, order, starts)
    centroids = sums / np.diff(starts, append=len(labels))[:, None]
    squares = np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64).sum()
    distortion = max(0.0, float(squares - (sums * centroids).sum()))
    return KMeansResult(labels, centroids.astype(np.float32), distortion)


def distortion_around(vectors: Vectors, centroids: Vectors) -> float:
    """Sum of the squared distances of vectors to the nearest of some centroids.

    Args:
        vectors: float32 (n, d).
        centroids: float32 (k, d).
    """
    half_squares = np.einsum("ij,ij->i", centroids, centroids) / 2
    total = float(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64).sum())
    for part in blocks(len(vectors), len(centroids)):
        nearest = (vectors[part] @ centroids.T - half_squares).max(axis=1)
        total -= 2 * float(nearest.sum(dtype=np.float64))
    return max(0.0, total)
