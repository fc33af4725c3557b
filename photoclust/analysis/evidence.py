"""What classes, and kinds of classes, say of clusters: how likely, how widely shared, how distinctive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints
from photoclust.core.kinds import Kind

SEEN = 0.05
"""Probability from which on a photo is said to show a class."""

SEEN_KIND = 0.3
"""Likewise a kind: its classes add up, also where each of them is only half believed."""

DISTINCTIVE = 1.5  # how much likelier a class must be than among the other photos
_BLOCK = 4096  # photos


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """How g clusters and c things to say of them go together.

    Attributes:
        mean: Mean probability in each cluster, float64 (g, c).
        share: Share of the members that show it, (g, c).
        distinctive: Whether it is much likelier here than in the other photos, bool (g, c).
    """

    mean: NDArray[np.float64]
    share: NDArray[np.float64]
    distinctive: NDArray[np.bool_]


def of_classes(
    label_ids: NDArray[np.uint16], label_probs: NDArray[np.float32], groups: Sequence[Ints]
) -> tuple[Ints, Evidence]:
    """Weighs the classes that occur.

    Args:
        label_ids: The likeliest classes of each photo, uint16 (n, m).
        label_probs: Their probabilities, float32 (n, m).
        groups: Row numbers of the members of each cluster.

    Returns:
        The numbers of the classes, int64 (c,), and how they go with the clusters.
    """
    classes, column = np.unique(label_ids, return_inverse=True)
    column = column.reshape(label_ids.shape)
    mean = np.zeros((len(groups), len(classes)))
    share = np.zeros_like(mean)
    for group, members in enumerate(groups):
        probabilities, columns = label_probs[members].astype(np.float64), column[members]
        mean[group] = np.bincount(columns.ravel(), probabilities.ravel(), len(classes)) / len(members)
        share[group] = np.bincount(columns[probabilities >= SEEN], minlength=len(classes)) / len(members)
    everywhere = np.bincount(column.ravel(), label_probs.ravel(), len(classes)).astype(np.float64)
    distinctive = _distinctive(mean, everywhere, len(label_ids), groups)
    return classes.astype(np.int64), Evidence(mean, share, distinctive)


def of_kinds(
    label_ids: NDArray[np.uint16],
    label_probs: NDArray[np.float32],
    groups: Sequence[Ints],
    kinds: Sequence[Kind],
) -> Evidence:
    """Weighs kinds; a photo shows one as likely as all its classes together.

    Args:
        label_ids: As above.
        label_probs: As above.
        groups: As above.
        kinds: Any number of them.
    """
    mean = np.zeros((len(groups), len(kinds)))
    share = np.zeros_like(mean)
    likely = _likely_kinds(label_ids, label_probs, kinds)
    for group, members in enumerate(groups):
        mean[group] = likely[members].mean(axis=0, dtype=np.float64)
        share[group] = (likely[members] >= SEEN_KIND).mean(axis=0)
    everywhere = likely.sum(axis=0, dtype=np.float64)
    return Evidence(mean, share, _distinctive(mean, everywhere, len(label_ids), groups))


def _likely_kinds(
    label_ids: NDArray[np.uint16], label_probs: NDArray[np.float32], kinds: Sequence[Kind]
) -> NDArray[np.float32]:
    """Probability of each kind for each photo, float32 (n, kinds): 65 MB for 100,000 photos."""
    classes = 1 + max([int(label_ids.max(initial=0)), *(max(kind.classes) for kind in kinds)])
    belongs = np.zeros((classes, len(kinds)), np.float32)
    for column, kind in enumerate(kinds):
        belongs[list(kind.classes), column] = 1
    likely = np.empty((len(label_ids), len(kinds)), np.float32)
    for start in range(0, len(label_ids), _BLOCK):
        block = slice(start, start + _BLOCK)
        by_class = np.zeros((len(label_ids[block]), classes), np.float32)
        np.put_along_axis(by_class, label_ids[block].astype(np.int64), label_probs[block], axis=1)
        likely[block] = by_class @ belongs
    return likely


def _distinctive(
    mean: NDArray[np.float64], everywhere: NDArray[np.float64], photos: int, groups: Sequence[Ints]
) -> NDArray[np.bool_]:
    sizes = np.array([len(members) for members in groups])[:, None]
    others = (everywhere - mean * sizes) / np.maximum(1, photos - sizes)
    distinctive: NDArray[np.bool_] = mean >= DISTINCTIVE * others
    return distinctive
