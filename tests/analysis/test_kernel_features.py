from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.analysis.kernel_features import EARTH_RADIUS, on_sphere, place_features, time_features

TOWN = 10_000.0


@pytest.mark.parametrize("scale", [1_000.0, TOWN, 100_000.0])
def test_near_places_are_alike_and_far_ones_not(scale: float) -> None:
    rng = np.random.default_rng(0)
    spread = np.degrees(3 * scale / EARTH_RADIUS)
    north, east = 40 + rng.uniform(0, spread, 300), 5 + rng.uniform(0, spread, 300)
    points = on_sphere(north, east) * EARTH_RADIUS
    kernel = np.exp(-np.linalg.norm(points[:, None] - points, axis=2) / scale)
    features = place_features(north, east, scale)
    error = features @ features.T - kernel
    assert np.abs(error).max() < 0.13
    assert np.sqrt(np.mean(error**2)) < 0.035


def test_the_other_side_of_the_date_line_is_near() -> None:
    features = place_features(np.array([-17.0, -17.0]), np.array([179.999, -179.999]), TOWN)
    assert features[0] @ features[1] > 0.9


def test_places_all_over_the_world_are_unlike() -> None:
    rng = np.random.default_rng(1)
    features = place_features(rng.uniform(-60, 60, 400), rng.uniform(-180, 180, 400), TOWN)
    others = (features @ features.T)[~np.eye(400, dtype=bool)]
    assert np.sqrt(np.mean(others**2)) < 0.06
    assert np.abs(others).max() < 0.3


@given(st.lists(st.one_of(st.just(np.nan), st.floats(-1e9, 4e9)), max_size=30), st.floats(1, 1e8))
def test_rows_are_unit_or_zero(times: list[float], scale: float) -> None:
    moments = np.array(times, np.float64)
    features = time_features(moments, scale)
    assert features.dtype == np.float32
    lengths = np.linalg.norm(features, axis=1)
    np.testing.assert_allclose(lengths, np.isfinite(moments).astype(float), atol=1e-5)


def test_half_a_place_is_none() -> None:
    assert not place_features(np.array([1.0, np.nan]), np.array([np.nan, 1.0]), TOWN).any()


@pytest.mark.parametrize("scale", [0.0, -1.0, float("nan")])
def test_a_scale_is_positive(scale: float) -> None:
    with pytest.raises(ValueError, match="scale"):
        time_features(np.zeros(2), scale)
    with pytest.raises(ValueError, match="scale"):
        place_features(np.zeros(2), np.zeros(2), scale)
