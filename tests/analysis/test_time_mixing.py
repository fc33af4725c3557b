from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vector_kinds import Vectors, photos, unit

from photoclust.analysis.kernel_features import place_features, time_features
from photoclust.analysis.time_mixing import SAME_OUTING, Share, mix, mix_time

HOUR = 3600.0
SUMMER_2021 = 1_625_000_000.0


@given(photos(least=1), st.floats(0, 1), st.integers(0, 2**32 - 1))
def test_rows_are_unit_vectors(vectors: Vectors, weight: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    times = np.where(rng.random(len(vectors)) < 0.3, np.nan, SUMMER_2021 + rng.uniform(0, 1e8, len(vectors)))
    mixed = mix_time(vectors, times, weight)
    assert mixed.dtype == np.float32
    assert mixed.flags.c_contiguous
    assert np.isfinite(mixed).all()
    np.testing.assert_allclose(np.linalg.norm(mixed, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("weight", [0.0, 0.15, 0.3, 0.7, 1.0])
def test_similarity_is_the_mixture(weight: float) -> None:
    rng = np.random.default_rng(0)
    vectors = unit(rng.standard_normal((60, 20)))
    times = SUMMER_2021 + rng.uniform(0, 40 * HOUR, 60)
    kernel = np.exp(-np.abs(times[:, None] - times) / SAME_OUTING)
    expected = (1 - weight) * (vectors @ vectors.T) + weight * kernel
    mixed = mix_time(vectors, times, weight)
    assert np.abs(mixed @ mixed.T - expected).max() < 0.05 * weight + 1e-5


@pytest.mark.parametrize("scale", [HOUR, 24 * HOUR])
def test_likeness_in_time_falls_and_stays_low(scale: float) -> None:
    """A burst is together, next year is far away; badly chosen frequencies would rise again after months."""
    vectors = np.zeros((4000, 2), np.float32)
    vectors[:, 0] = 1
    times = SUMMER_2021 + np.linspace(0, 3000 * scale, 4000)
    times[1] = times[0] + scale / 100
    mixed = mix_time(vectors, times, 1.0, scale_seconds=scale)
    similarity = mixed @ mixed[0]
    assert similarity[1] > 0.95
    assert np.abs(similarity[20:]).max() < 0.25
    assert np.sqrt(np.mean(similarity[20:] ** 2)) < 0.06


def test_undated_photos_are_neutral() -> None:
    vectors = unit(np.random.default_rng(0).standard_normal((6, 5)))
    times = np.array([np.nan, np.nan, 0, HOUR, 1e9, np.nan])
    mixed = mix_time(vectors, times, 0.3)
    content, mixture = vectors @ vectors.T, mixed @ mixed.T
    undated = [0, 1, 5]
    np.testing.assert_allclose(
        mixture[np.ix_(undated, undated)], content[np.ix_(undated, undated)], atol=1e-6
    )
    np.testing.assert_allclose(mixture[0, 2:5], np.sqrt(0.7) * content[0, 2:5], atol=1e-6)


def test_weight_zero_changes_nothing() -> None:
    vectors = unit(np.random.default_rng(0).standard_normal((6, 5)))
    times = np.array([np.nan, 0, 1, 2, 3, 4.0])
    mixed = mix_time(vectors, times, 0.0)
    assert (mixed[:, :5] == vectors).all()
    assert (mixed[:, 5:] == 0).all()


def test_no_photo_has_a_date() -> None:
    vectors = unit(np.random.default_rng(0).standard_normal((3, 5)))
    assert (mix_time(vectors, np.full(3, np.nan), 0.5)[:, :5] == vectors).all()


def test_the_epoch_does_not_matter() -> None:
    vectors = unit(np.random.default_rng(0).standard_normal((5, 5)))
    times = np.array([0, 10, 500, 9000, 40000.0])
    np.testing.assert_allclose(mix_time(vectors, times, 0.5), mix_time(vectors, times - 2e9, 0.5), atol=1e-4)


@pytest.mark.parametrize(
    ("weight", "scale", "count", "said"),
    [
        (-0.1, 1.0, 3, "weight"),
        (1.1, 1.0, 3, "weight"),
        (np.nan, 1.0, 3, "weight"),
        (0.5, 0.0, 3, "scale"),
        (0.5, 1.0, 2, "row"),
    ],
)
def test_nonsense_is_refused(weight: float, scale: float, count: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        mix_time(np.eye(3, dtype=np.float32), np.zeros(count), weight, scale_seconds=scale)


def test_time_and_place_together() -> None:
    rng = np.random.default_rng(3)
    vectors = unit(rng.standard_normal((40, 6)))
    times = rng.uniform(0, 40 * HOUR, 40)
    north, east = rng.uniform(40, 41, 40), rng.uniform(5, 6, 40)
    moments, places = time_features(times, SAME_OUTING), place_features(north, east, 20_000)
    mixed = mix(vectors, [Share(moments, 0.3), Share(places, 0.2)])
    expected = 0.5 * vectors @ vectors.T + 0.3 * moments @ moments.T + 0.2 * places @ places.T
    np.testing.assert_allclose(mixed @ mixed.T, expected, atol=1e-5)


def test_what_is_not_known_is_made_up_for_by_the_content() -> None:
    vectors = unit(np.random.default_rng(0).standard_normal((4, 6)))
    moments = time_features(np.array([0, np.nan, 0, np.nan]), HOUR)
    places = place_features(np.array([1, 1, np.nan, np.nan]), np.array([1, 1, np.nan, np.nan]), 1000)
    mixed = mix(vectors, [Share(moments, 0.3), Share(places, 0.2)])
    counts = (mixed[:, :6] ** 2).sum(axis=1)
    np.testing.assert_allclose(counts, [0.5, 0.8, 0.7, 1.0], atol=1e-6)


def test_more_than_everything_is_refused() -> None:
    vectors = np.eye(3, dtype=np.float32)
    with pytest.raises(ValueError, match="weights"):
        mix(vectors, [Share(vectors, 0.6), Share(vectors, 0.5)])
