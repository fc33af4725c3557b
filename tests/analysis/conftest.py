"""Vectors of the kinds that photos, bursts and mischief produce."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


def unit(vectors: NDArray[np.floating]) -> Vectors:
    vectors = np.asarray(vectors, np.float64)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.ascontiguousarray(vectors / np.where(lengths == 0, 1, lengths), np.float32)


@pytest.fixture
def blobs() -> Callable[..., tuple[Vectors, NDArray[np.int64]]]:
    """Makes groups of unit vectors: (vectors, true group)."""

    def make(
        groups: int, size: int, *, dimensions: int = 32, spread: float = 0.5, seed: int = 0
    ) -> tuple[Vectors, NDArray[np.int64]]:
        rng = np.random.default_rng(seed)
        centres = unit(rng.standard_normal((groups, dimensions)))
        truth = np.repeat(np.arange(groups), size)
        noise = rng.standard_normal((len(truth), dimensions)) * spread / np.sqrt(dimensions)
        order = rng.permutation(len(truth))
        return unit(centres[truth] + noise)[order], truth[order]

    return make
