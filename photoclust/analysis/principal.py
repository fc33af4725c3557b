"""The first principal components, without the whole covariance and without a copy of the vectors.

Subspace iteration (Halko, Martinsson, Tropp 2011, "Finding structure with randomness", algorithm 4.4): a few
passes over the vectors in blocks, which can be stopped between two of them. For 100,000 photos that is
seconds where a singular value decomposition takes minutes and gigabytes.
"""

from __future__ import annotations

import numpy as np

from photoclust.analysis.arrays import Checkpoint, Vectors, blocks, no_checkpoint

PASSES = 5
_SPARE = 10
"""Components that are found and dropped: they take up the error of the last ones."""


def principal_components(
    vectors: Vectors, count: int, *, seed: int = 0, checkpoint: Checkpoint = no_checkpoint
) -> Vectors:
    """Coordinates of vectors along the directions in which they differ most.

    Args:
        vectors: float32 (n, d), n >= 1.
        count: How many; fewer are returned where n or d is smaller.
        seed: Of the first guess.
        checkpoint: Called a few times a second.

    Returns:
        float32 (n, c), the widest spread first. The sign of a component is such that its largest
        loading is positive, so that the same vectors never come out mirrored.
    """
    rows, width = vectors.shape
    count = min(count, rows, width)
    guess = np.random.default_rng(seed).normal(size=(width, min(count + _SPARE, width)))
    mean = vectors.mean(axis=0, dtype=np.float64)
    basis = np.linalg.qr(guess)[0]
    for _ in range(PASSES):
        product = np.zeros_like(basis)
        for part in blocks(rows, width):
            checkpoint()
            piece = vectors[part] - mean.astype(np.float32)
            product += piece.T @ (piece @ basis.astype(np.float32))
        basis, _rest = np.linalg.qr(product)
    return _projected(vectors, mean, basis, count, checkpoint)


def _projected(
    vectors: Vectors,
    mean: np.ndarray[tuple[int], np.dtype[np.float64]],
    basis: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    count: int,
    checkpoint: Checkpoint,
) -> Vectors:
    """The vectors along the principal axes inside the subspace that `basis` spans."""
    inside = np.empty((len(vectors), basis.shape[1]), np.float32)
    for part in blocks(len(vectors), vectors.shape[1]):
        checkpoint()
        inside[part] = (vectors[part] - mean.astype(np.float32)) @ basis.astype(np.float32)
    spread = inside.T.astype(np.float64) @ inside.astype(np.float64)
    axes = np.linalg.eigh(spread)[1][:, ::-1][:, :count]
    loadings = basis @ axes
    largest = np.abs(loadings).argmax(axis=0)
    axes = axes * np.where(loadings[largest, np.arange(count)] < 0, -1.0, 1.0)
    return np.ascontiguousarray(inside @ axes.astype(np.float32))
