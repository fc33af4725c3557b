"""The library as a picture: every photo a point on a plane, look-alikes close together.

First the two principal components, which are there at once; from them t-SNE, step by step. The outcome does
not depend on the order of the photos: they are arranged in the order of their vectors' bytes, and photos with
the same vector are one point.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from photoclust.analysis.arrays import (
    Checkpoint,
    Vectors,
    blocks,
    distinct_rows,
    no_checkpoint,
    top_k,
)
from photoclust.analysis.near_neighbours import near_neighbours
from photoclust.analysis.principal import principal_components
from photoclust.analysis.tsne import NEIGHBOURS, STEPS, tsne

FEWEST = 10
"""Photos below which neighbours mean nothing: they stay at their principal components."""

COMPONENTS = 64
"""Principal components in which neighbours are looked for."""

SEARCH_SHARE = 0.1
"""Of the whole time, that the search for neighbours takes."""

RANKED = 10
"""Neighbours on the picture that `trustworthiness` looks at."""

SAMPLED = 1000
"""Photos whose neighbours it looks at; all, where there are not more."""

_CLOSE = 8.0
"""How far from a photo's nearest its other neighbours may lie to have a say in its place, times the usual."""

_SHARPNESS = 8
"""Power of the cosine by which neighbours count there: a copy's original says nearly all."""

OnLayout = Callable[[float, Vectors], None]
"""Told the share that is done, in [0, 1], and where the points are by now, float32 (n, 2)."""


def ignore_layout(_share: float, _points: Vectors) -> None:
    """The callback of whoever waits for the end."""


def project(
    vectors: Vectors,
    *,
    seed: int = 0,
    steps: int = STEPS,
    checkpoint: Checkpoint = no_checkpoint,
    on_layout: OnLayout = ignore_layout,
) -> Vectors:
    """Arranges photos on a plane.

    Args:
        vectors: float32 (n, d), unit rows; n may be 0.
        seed: Of what is left to chance; the same gives the same picture.
        steps: Of t-SNE.
        checkpoint: Called a few times a second at least.
        on_layout: Called with the principal components first, then a few times a second at least.

    Returns:
        float32 (n, 2).
    """
    if not len(vectors):
        return np.zeros((0, 2), np.float32)
    rows, place = distinct_rows(vectors)
    components = principal_components(vectors[rows], COMPONENTS, seed=seed, checkpoint=checkpoint)
    start = np.zeros((len(rows), 2), np.float32)
    start[:, : min(2, components.shape[1])] = components[:, :2]
    on_layout(0.0, start[place])
    if len(rows) < FEWEST:
        return start[place]

    def searched(done: int, total: int) -> None:
        on_layout(SEARCH_SHARE * done / total, start[place])

    def moved(done: int, points: Vectors) -> None:
        on_layout(SEARCH_SHARE + (1 - SEARCH_SHARE) * done / steps, points[place])

    neighbours = near_neighbours(
        components,
        min(NEIGHBOURS, (len(rows) - 1) // 3),
        seed=seed,
        checkpoint=checkpoint,
        on_progress=searched,
    )
    return tsne(start, neighbours, steps=steps, checkpoint=checkpoint, on_step=moved)[place]


def trustworthiness(
    vectors: Vectors,
    points: Vectors,
    *,
    sample: int = SAMPLED,
    seed: int = 0,
    checkpoint: Checkpoint = no_checkpoint,
) -> float | None:
    """How far neighbours on the picture are neighbours in truth (Venna, Kaski 2001, section 4).

    1 if the 10 nearest on the picture are always the 10 most alike, about 0.5 if they are any. Of large
    libraries a sample of photos is looked at, each among all others.

    Args:
        vectors: float32 (n, d), unit rows.
        points: float32 (n, 2).
        sample: How many photos to look at.
        seed: Chooses them.
        checkpoint: Called a few times a second.

    Returns:
        In [0, 1]; None where there are too few photos for it to be defined.
    """
    count = len(vectors)
    near = min(RANKED, (count - 1) // 2)
    if near < 1:
        return None
    rows = np.arange(count)
    if count > sample:
        rows = np.sort(np.random.default_rng(seed).choice(count, sample, replace=False))
    squares = np.einsum("ij,ij->i", points, points)
    excess = 0
    for part in blocks(len(rows), count):
        checkpoint()
        some = rows[part]
        beside = np.arange(len(some))
        shown = 2 * (points[some] @ points.T) - squares
        shown[beside, some] = -np.inf
        neighbours = top_k(shown, near)
        alike = vectors[some] @ vectors.T
        alike[beside, some] = -np.inf
        for column in neighbours.T:
            better = (alike > alike[beside, column][:, None]).sum(axis=1)
            excess += int(np.maximum(better + 1 - near, 0).sum())
    return 1 - 2 * excess / (len(rows) * near * (2 * count - 3 * near - 1))


def place_between(
    vectors: Vectors, known: Vectors, points: Vectors, *, checkpoint: Checkpoint = no_checkpoint
) -> Vectors:
    """Where photos that came later belong on a picture that is there already.

    At their most alike, drawn to the next ones as far as those lie on the same island: the middle of two
    islands would be nowhere.

    Args:
        vectors: float32 (m, d), unit rows, of the photos that came.
        known: float32 (n, d), unit rows, of those on the picture; n >= 1.
        points: float32 (n, 2), where they are.
        checkpoint: Called a few times a second.

    Returns:
        float32 (m, 2).
    """
    placed = np.empty((len(vectors), 2), np.float32)
    count = min(5, len(known))
    for part in blocks(len(vectors), len(known)):
        checkpoint()
        likeness = vectors[part] @ known.T
        near = top_k(likeness, count)
        weight = np.maximum(np.take_along_axis(likeness, near, axis=1), 0.01) ** _SHARPNESS
        there = points[near]
        apart = np.sqrt(((there - there[:, :1]) ** 2).sum(axis=2))
        weight[apart > _CLOSE * _usual_distance(points)] = 0
        placed[part] = (there * weight[:, :, None]).sum(axis=1) / weight.sum(axis=1)[:, None]
    return placed


def _usual_distance(points: Vectors) -> float:
    """About how far apart neighbours are, were the points spread evenly over the picture."""
    width, height = np.maximum(np.ptp(points, axis=0), 1e-6)
    return float(np.sqrt(width * height / len(points)))
