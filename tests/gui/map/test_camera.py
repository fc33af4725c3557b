from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from photoclust.gui.map.camera import MARGIN, Camera, bounds_of, limits

NUMBERS = st.floats(-1000, 1000, width=32)
CAMERAS = st.builds(Camera, NUMBERS, NUMBERS, st.floats(0.01, 100), st.just(800.0), st.just(600.0))


@given(CAMERAS, st.floats(0, 800), st.floats(0, 600))
def test_to_the_map_and_back(camera: Camera, x: float, y: float) -> None:
    point = np.array([camera.to_map(QPointF(x, y))], np.float32)
    assert camera.to_screen(point)[0] == pytest.approx([x, y], abs=0.05 * max(1.0, camera.scale))


@given(CAMERAS, st.floats(0.1, 10), st.floats(0, 800), st.floats(0, 600))
def test_what_is_under_the_mouse_stays_there_while_zooming(
    camera: Camera, factor: float, x: float, y: float
) -> None:
    closer = camera.zoomed(factor, QPointF(x, y), (1e-3, 1e3))
    assert closer.to_map(QPointF(x, y)) == pytest.approx(camera.to_map(QPointF(x, y)), abs=1e-6)


def test_panning_moves_what_is_seen_with_the_mouse() -> None:
    camera = Camera(0, 0, 2, 800, 600).panned(QPointF(40, -20))
    assert camera.to_screen(np.zeros((1, 2), np.float32))[0].tolist() == [440, 280]


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=0, max_size=20))
def test_a_fitted_map_is_on_the_screen(points: list[tuple[float, float]]) -> None:
    array = np.array(points, np.float32).reshape(-1, 2)
    camera = Camera(width=800, height=600).fitted(bounds_of(array))
    on_screen = camera.to_screen(array)
    slack = MARGIN - 2
    assert (on_screen >= slack).all()
    assert (on_screen <= np.array([800, 600]) - slack).all()


def test_one_can_not_zoom_out_of_sight() -> None:
    whole = Camera(width=800, height=600).fitted(QRectF(0, 0, 100, 100))
    low, high = limits(whole, 100_000)
    camera = whole
    for _ in range(100):
        camera = camera.zoomed(2, QPointF(400, 300), (low, high))
    assert camera.scale == high
    for _ in range(100):
        camera = camera.zoomed(0.5, QPointF(400, 300), (low, high))
    assert camera.scale == low
