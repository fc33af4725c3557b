"""Bursts: frames that were taken within seconds of each other and look alike. They stay together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints, Vectors

GAP = 2.0
"""Seconds between two frames of a burst, at most; EXIF knows whole seconds."""

ALIKE = 0.5
"""Cosine similarity to the frame before, at least; unrelated photos of a library have 0 on average."""


def burst_leaders(vectors: Vectors, timestamps: NDArray[np.float64]) -> Ints:
    """For each photo the first one of its burst; itself, where it is in none.

    Whoever groups photos gives each the group of its leader. So no burst is torn apart, and a lower
    similarity still never splits a group.

    Args:
        vectors: float32 (n, d), unit rows, centred.
        timestamps: Seconds, float64 (n,); nan where there is no date.

    Returns:
        Row numbers, int64 (n,).
    """
    leaders = np.arange(len(vectors))
    dated = np.flatnonzero(np.isfinite(timestamps))
    # Frames of one second are in the order of their content: the order of the photos must not matter.
    order = dated[np.lexsort([*_content(vectors, dated), timestamps[dated]])]
    if len(order) < 2:
        return leaders
    before, after = order[:-1], order[1:]
    near = timestamps[after] - timestamps[before] <= GAP
    near[near] &= np.einsum("ij,ij->i", vectors[before[near]], vectors[after[near]]) >= ALIKE
    first = np.flatnonzero(np.concatenate([[True], ~near]))
    leaders[order] = order[first[np.cumsum(np.concatenate([[True], ~near])) - 1]]
    return leaders


def _content(vectors: Vectors, rows: Ints) -> list[NDArray[np.float64]]:
    """Keys that tell different contents apart, nearly always: a few of their numbers."""
    return [vectors[rows, column].astype(np.float64) for column in range(min(4, vectors.shape[1]))]
