"""How well separated clusters are: the exact mean silhouette (Rousseeuw 1987) under cosine distance.

The mean distance of a photo to a cluster is 1 minus its dot product with the cluster's mean vector: n times k
products are enough, where the definition looks at all pairs. In a dendrogram the sums of a coarser cut are
sums of those of a finer one: all cuts together cost little more than the finest.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import (
    Checkpoint,
    Ints,
    Labels,
    Real,
    Tree,
    Vectors,
    blocks,
    no_checkpoint,
    renumbered,
    segment_sums,
)
from photoclust.analysis.hierarchy import cut_into, leaf_order

_ROUNDING = 1e-6
"""Distances below this are between copies; their quotient would be chance."""


def mean_silhouette(vectors: Vectors, labels: Labels, *, rows: Ints | None = None) -> float | None:
    """The mean silhouette of a partition; a photo that is alone, or only among copies, counts 0.

    Args:
        vectors: float32 (n, d), unit rows.
        labels: int32 (n,), a cluster for every row.
        rows: Take the mean over these rows only; None takes all.

    Returns:
        In [-1, 1]; None where it is not defined: for one cluster, and where every photo is alone.
    """
    labels = renumbered(labels)
    count = int(labels.max(initial=-1)) + 1
    if not 2 <= count < len(labels):
        return None
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(count))
    sums = segment_sums(vectors, order, starts).astype(np.float32)
    sizes = np.diff(starts, append=len(labels))
    chosen = np.arange(len(labels)) if rows is None else rows
    total = 0.0
    for part in blocks(len(chosen), count):
        some = vectors[chosen[part]]
        total += float(_silhouettes(some @ sums.T, sizes, labels[chosen[part]], _squares(some)).sum())
    return total / len(chosen)


def silhouette_over_cuts(
    vectors: Vectors,
    tree: Tree,
    ks: Sequence[int],
    *,
    rows: Ints | None = None,
    checkpoint: Checkpoint | None = None,
) -> NDArray[np.float64]:
    """The mean silhouettes of many cuts of one dendrogram.

    Args:
        vectors: float32 (n, d), unit rows.
        tree: Their dendrogram, (n - 1, 4).
        ks: Numbers of clusters, each from 2 to n - 1.
        rows: Take the mean over these rows only; None takes all.
        checkpoint: Called between blocks; raises to cancel.

    Returns:
        float64, one for each of `ks`.

    Raises:
        ValueError: If one of `ks` is out of range.
    """
    n = len(vectors)
    if any(not 2 <= k < n for k in ks):
        raise ValueError(f"silhouettes need 2 to {n - 1} clusters")
    if not len(ks):
        return np.zeros(0)
    chosen = np.arange(n) if rows is None else rows
    order = leaf_order(tree)
    place = np.empty(n, np.int64)
    place[order] = np.arange(n)
    falling = sorted(set(ks), reverse=True)
    starts = [_starts(cut_into(tree, k)[order]) for k in falling]  # each a subset of the one before
    sums = segment_sums(vectors, order, starts[0]).astype(np.float32)
    totals = dict.fromkeys(falling, 0.0)
    for part in blocks(len(chosen), falling[0]):
        (checkpoint or no_checkpoint)()
        some = chosen[part]
        squares = _squares(vectors[some])
        products = vectors[some] @ sums.T
        finer = starts[0]
        for k, coarser in zip(falling, starts, strict=True):
            products = np.add.reduceat(products, np.searchsorted(finer, coarser), axis=1)
            sizes, own = np.diff(coarser, append=n), np.searchsorted(coarser, place[some], side="right") - 1
            totals[k] += float(_silhouettes(products, sizes, own, squares).sum())
            finer = coarser
    return np.array([totals[k] / len(chosen) for k in ks])


def _starts(ordered_labels: Labels) -> Ints:
    return np.flatnonzero(np.diff(ordered_labels, prepend=-1))


def _squares(vectors: Vectors) -> Vectors:
    squares: Vectors = np.einsum("ij,ij->i", vectors, vectors)
    return squares


def _silhouettes(products: Real, sizes: Ints, own: Ints | Labels, squares: Vectors) -> NDArray[np.float64]:
    """Silhouettes of some rows.

    Args:
        products: (r, k), the dot product of each row with the sum of each cluster.
        sizes: (k,).
        own: (r,), the cluster of each row.
        squares: (r,), the dot product of each row with itself.
    """
    beside = np.arange(len(products))
    others = sizes[own] - 1
    own_products = products[beside, own].astype(np.float64) - squares
    inside = np.maximum(0, 1 - own_products / np.maximum(1, others))
    means = products / sizes.astype(products.dtype)
    means[beside, own] = -np.inf
    outside = np.maximum(0, 1 - means.max(axis=1).astype(np.float64))
    scale = np.maximum(inside, outside)
    scale[(others == 0) | (scale < _ROUNDING)] = np.inf
    silhouettes: NDArray[np.float64] = (outside - inside) / scale
    return silhouettes
