from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from photoclust.gui.map.spatial_grid import SpatialGrid

QUARTERS = st.integers(-240, 240).map(lambda number: number / 4)
WIDTHS = st.integers(0, 320).map(lambda number: number / 4)
RADII = st.integers(1, 320).map(lambda number: number / 4)


def made(seed: int, count: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    points = random.normal(size=(count, 2)) * random.choice([0, 1, 50], 2)
    return points.astype(np.float32)


@given(st.integers(0, 10_000), st.integers(0, 200), QUARTERS, QUARTERS, WIDTHS)
def test_it_finds_what_a_look_at_every_point_finds(
    seed: int, count: int, left: float, top: float, width: float
) -> None:
    points = made(seed, count)
    area = QRectF(left, top, width, width / 2)
    inside = (points[:, 0] >= area.left()) & (points[:, 0] <= area.right())
    inside &= (points[:, 1] >= area.top()) & (points[:, 1] <= area.bottom())
    assert SpatialGrid(points).inside(area).tolist() == np.flatnonzero(inside).tolist()


@given(st.integers(0, 10_000), st.integers(1, 200), QUARTERS, QUARTERS, RADII)
def test_the_nearest_is_the_nearest_of_all(seed: int, count: int, x: float, y: float, radius: float) -> None:
    points = made(seed, count)
    away = np.sqrt(((points.astype(np.float64) - [x, y]) ** 2).sum(axis=1))
    found = SpatialGrid(points).nearest(x, y, radius)
    if found is None:
        assert away.min() >= radius * (1 - 1e-4)
    else:
        assert away[found] <= away.min() + 1e-3
        assert away[found] <= radius * (1 + 1e-4)
