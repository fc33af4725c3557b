"""t-SNE: puts points on a plane so that neighbours stay neighbours (van der Maaten, Hinton 2008).

Neither scikit-learn's nor openTSNE's is used. The first takes half an hour for 100,000 photos and can't be
stopped; the second is 12 MB of native code with threads of its own, which the installer has no room for.
What they are made of is short in numpy, is heard between any two steps, and needs nothing that is not there:

- Repulsion through a grid, see `repulsion`.
- Attraction along the 15 nearest neighbours, all with the same weight. The Gaussian weights of the original
  with their perplexity give almost the same picture for six times the work (Böhm, Berens, Kobak 2022,
  "Attraction-repulsion spectrum in neighbor embeddings", section 4).
- The start from the principal components, and a learning rate of n over the exaggeration (Kobak, Berens 2019,
  "The art of using t-SNE"; Belkina et al. 2019), without which large pictures fall apart.
- Repulsion that outweighs attraction once the islands have formed (an exaggeration below 1, see Böhm et al.),
  and a weak pull to the middle, as in drawings of graphs (Jacomy et al. 2014, "ForceAtlas2"). Vectors that
  were averaged with their neighbours' would else end up in specks with nothing between them: here they share
  the room, at 0.005 less trustworthiness.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from photoclust.analysis.arrays import Checkpoint, Ints, Real, Vectors, blocks, no_checkpoint
from photoclust.analysis.repulsion import Repulsion

NEIGHBOURS = 15
EARLY_STEPS, STEPS = 250, 750
"""Steps with exaggerated attraction, in which the islands form, and steps in all."""

EXAGGERATION = 12.0
SPREADING = 0.2
"""The factor of attraction after that."""

PULL = 0.01
"""Of the middle, for each unit of distance, in what one pair of neighbours at the kernel's width has."""

MOMENTUM = 0.8
START_SPREAD = 1e-4
"""Standard deviation of the first component at the start: small, or the start shows through in the end."""

LONGEST_STEP = 5.0
_LEAST_GAIN = 0.01

Frame = Callable[[int, Vectors], None]
"""Told after each step how many are done, and where the points are; they go on moving in that array."""


def ignore_frame(_step: int, _points: Vectors) -> None:
    """The callback of whoever waits for the end."""


def tsne(
    start: Vectors,
    neighbours: Ints,
    *,
    steps: int = STEPS,
    checkpoint: Checkpoint = no_checkpoint,
    on_step: Frame = ignore_frame,
) -> Vectors:
    """Arranges points on a plane. The same input gives the same picture, to the bit on one machine.

    Args:
        start: float32 (n, 2), where they begin; only the shape counts, not the size.
        neighbours: int64 (n, k), the nearest neighbours of each point.
        steps: Fewer than `STEPS` are for those who only want a rough picture.
        checkpoint: Called before each step.
        on_step: Called after each step.

    Returns:
        float32 (n, 2), centred.
    """
    points: Vectors = (start - start.mean(axis=0)).astype(np.float32)
    points *= START_SPREAD / max(float(points[:, 0].std()), 1e-12)
    repulsion, update, gains = Repulsion(), np.zeros_like(points), np.ones_like(points)
    early = min(EARLY_STEPS, steps // 3)
    for step in range(steps):
        checkpoint()
        exaggeration = EXAGGERATION if step < early else SPREADING
        pushed, total = repulsion.forces(points)
        force = attraction(points, neighbours)
        force *= np.float32(exaggeration)
        force -= pushed / np.float32(total)  # now what t-SNE calls the gradient, without its factor of 4
        if step >= early:
            force += np.float32(PULL / len(points)) * points
        same = (update > 0) == (force < 0)
        gains = np.maximum(np.where(same, gains + 0.2, gains * 0.8), _LEAST_GAIN).astype(np.float32)
        if step == early:
            update[:] = 0
            gains[:] = 1
        update *= np.float32(MOMENTUM)
        update -= np.float32(len(points) / max(exaggeration, 1.0)) * gains * force
        _shorten(update)
        points += update
        points -= points.mean(axis=0)
        on_step(step + 1, points)
    return points


def attraction(points: Vectors, neighbours: Ints) -> Vectors:
    """What draws points to their neighbours and to those whose neighbour they are.

    Args:
        points: float32 (n, 2).
        neighbours: int64 (n, k).

    Returns:
        sum_j p_ij q_ij (y_i - y_j), float32 (n, 2), where p sums to 1 over all ordered pairs and is
        half a unit for each direction in which two points are neighbours.
    """
    count, width = neighbours.shape
    result = np.zeros((count, 2))
    for part in blocks(count, width * 8):  # stays in the processor's cache, and lets other threads in between
        near = neighbours[part]
        apart = points[part, None, :] - points[near]
        weight = 1 / (1 + np.einsum("ijk,ijk->ij", apart, apart))
        apart *= weight[:, :, None]
        result[part] += apart.sum(axis=1)
        for axis in (0, 1):
            result[:, axis] -= np.bincount(near.ravel(), apart[:, :, axis].ravel(), count)
    drawn: Vectors = (result / (2 * count * width)).astype(np.float32)
    return drawn


def _shorten(update: Real) -> None:
    """Holds back points that would leap across the picture."""
    length = np.sqrt(np.einsum("ij,ij->i", update, update))
    far = length > LONGEST_STEP
    update[far] *= (LONGEST_STEP / length[far])[:, None]
