"""Which point of the map is in which group: colours that tell neighbours apart, and names at their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from photoclust.core.grouping import Cluster
from photoclust.library.mapping import PhotoMap

LABELLED: Final = 60
"""Groups whose names are written on the map, the largest ones first, as far as there is room."""

_LIGHT: Final = (
    "#8f8f89",
    "#0072b2",
    "#d55e00",
    "#007f5f",
    "#b04a8b",
    "#8a6d00",
    "#3d8fc4",
    "#7a4fb5",
    "#a3344a",
)
_DARK: Final = (
    "#7d7e81",
    "#56b4e9",
    "#f08a3c",
    "#2fc39a",
    "#e08fc4",
    "#e6d04a",
    "#8ea8ff",
    "#b896f0",
    "#ff8f98",
)
COLORS: Final = len(_LIGHT) - 1


def palette(dark: bool) -> list[QColor]:
    """Grey for photos in no group, then colours that people with any colour vision can tell apart.

    After Okabe and Ito (2008, "Color Universal Design"), made darker on light ground and lighter on dark, so
    that each stands out against the window.
    """
    return [QColor(name) for name in (_DARK if dark else _LIGHT)]


@dataclass(frozen=True, slots=True)
class Label:
    """A group's name and where its photos lie."""

    text: str
    x: float
    y: float
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class Islands:
    """What the groups mean for a map.

    Attributes:
        colors: uint8 (n,), the place in `palette` of each point's colour; 0 is "in no group".
        labels: The largest groups, the largest first.
    """

    colors: NDArray[np.uint8]
    labels: tuple[Label, ...] = ()


def no_islands(count: int) -> Islands:
    """A map of which the groups are not known: all in the first colour."""
    return Islands(np.ones(count, np.uint8))


def islands_of(photo_map: PhotoMap, clusters: Sequence[Cluster]) -> Islands:
    """Gives each group a colour that its neighbours don't have. To be called off the GUI thread.

    Args:
        photo_map: The points.
        clusters: The groups, the largest first; photos that are not on the map are passed over.
    """
    group = np.full(len(photo_map), -1, np.int64)
    for number, cluster in enumerate(clusters):
        members = np.fromiter(cluster.photo_ids, np.int64, len(cluster))
        rows = np.searchsorted(photo_map.ids, members).clip(max=max(0, len(photo_map) - 1))
        group[rows[photo_map.ids[rows] == members]] = number
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(len(clusters) + 1))
    middles, labels = np.zeros((len(clusters), 2)), []
    for number, cluster in enumerate(clusters):
        points = photo_map.points[order[starts[number] : starts[number + 1]]]
        if len(points):
            middles[number] = np.median(points, axis=0)
            labels.append(
                Label(cluster.name, float(middles[number, 0]), float(middles[number, 1]), len(points))
            )
    color_of = np.zeros(len(clusters) + 1, np.uint8)  # the last one is "in no group"
    color_of[:-1] = _colors(middles)
    return Islands(color_of[group], tuple(labels[:LABELLED]))


def _colors(middles: NDArray[np.float64]) -> NDArray[np.uint8]:
    """For each group in turn the colour whose nearest group so far is the furthest away."""
    chosen = np.zeros(len(middles), np.uint8)
    nearest = np.full((COLORS, len(middles)), np.inf)  # of each colour, as seen from each group
    for number, middle in enumerate(middles):
        color = int(nearest[:, number].argmax())
        chosen[number] = color + 1
        away = ((middles - middle) ** 2).sum(axis=1)
        np.minimum(nearest[color], away, out=nearest[color])
    return chosen
