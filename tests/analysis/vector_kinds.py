"""Vectors of the kinds that photos, bursts and mischief produce."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoclust.analysis.space import mean_of, normalised

Vectors = NDArray[np.float32]


def unit(vectors: NDArray[Any]) -> Vectors:
    """Rows of length 1; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.ascontiguousarray(vectors / np.where(lengths == 0, 1, lengths), np.float32)


def blobs(
    groups: int, size: int, *, dimensions: int = 32, spread: float = 0.5, seed: int = 0
) -> tuple[Vectors, NDArray[np.int64]]:
    """Groups of unit vectors in random order, and the group of each."""
    rng = np.random.default_rng(seed)
    truth = rng.permutation(np.repeat(np.arange(groups), size))
    centres = unit(rng.standard_normal((groups, dimensions)))
    noise = rng.standard_normal((len(truth), dimensions)) * spread / np.sqrt(dimensions)
    return unit(centres[truth] + noise), truth


@st.composite
def photos(draw: st.DrawFn, least: int = 2, most: int = 60, least_dimensions: int = 2) -> Vectors:
    """Random unit vectors, some of them copies of others."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    count = draw(st.integers(least, most))
    distinct = draw(st.integers(1, count))
    dimensions = draw(st.integers(least_dimensions, 12))
    common = draw(st.sampled_from([0.0, 1.0, 5.0]))  # an uncentred library
    pool = unit(rng.standard_normal((distinct, dimensions)) + common)
    return pool[rng.integers(0, distinct, count)]


@st.composite
def lattices(draw: st.DrawFn, least: int = 2, most: int = 40) -> Vectors:
    """Small whole numbers before scaling: many exact ties besides copies, and rows of zeros."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    reach = draw(st.integers(1, 3))
    shape = (draw(st.integers(least, most)), draw(st.integers(1, 5)))
    return unit(rng.integers(-reach, reach + 1, shape))


def same_partition(one: NDArray[Any], other: NDArray[Any]) -> bool:
    """Whether two label arrays say the same but for the numbers."""
    pairs = set(zip(one.tolist(), other.tolist(), strict=True))
    return len(pairs) == len(set(one.tolist())) == len(set(other.tolist()))


def unit_rows(count: int, dimensions: int, *, seed: int = 0) -> Vectors:
    """Random unit vectors without any structure."""
    return unit(np.random.default_rng(seed).standard_normal((count, dimensions)))


def centred(raw: Vectors) -> Vectors:
    """As the space of a library has them, before labels, directions and neighbours."""
    return normalised(raw - mean_of(raw))
