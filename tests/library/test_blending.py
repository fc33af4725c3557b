from __future__ import annotations

import numpy as np
import pytest

from photoclust.core.errors import UsageError
from photoclust.core.grouping import PlaceScale, TimeScale
from photoclust.library.blending import METRES, SECONDS, Blend, blended
from photoclust.store.circumstances import Circumstances

HOUR = 3600.0
VECTORS = np.eye(6, dtype=np.float32)
KNOWN = Circumstances(
    taken=np.array([0, HOUR, 20 * HOUR, 1e8, np.nan, np.nan]),
    latitude=np.array([38.71, 38.72, 41.15, 38.71, 38.71, np.nan]),
    longitude=np.array([-9.13, -9.13, -8.61, -9.13, -9.13, np.nan]),
)


def likeness(blend: Blend) -> np.ndarray:
    vectors = blended(VECTORS, KNOWN, blend)
    return vectors @ vectors.T


def test_content_only_changes_nothing() -> None:
    assert Blend().content_only
    assert blended(VECTORS, KNOWN, Blend()) is VECTORS


def test_time_brings_together_what_was_taken_together() -> None:
    same_day = likeness(Blend(time_weight=0.5))
    assert same_day[0, 1] > 0.35
    assert abs(same_day[0, 3]) < 0.1
    assert abs(same_day[0, 4]) < 1e-6  # no date: neither near nor far
    same_hour = likeness(Blend(time_weight=0.5, time_scale=TimeScale.HOUR))
    same_week = likeness(Blend(time_weight=0.5, time_scale=TimeScale.WEEK))
    assert same_hour[0, 2] + 0.1 < same_day[0, 2] + 0.2 < same_week[0, 2]


def test_place_brings_together_what_was_taken_there() -> None:
    in_town = likeness(Blend(place_weight=0.5))
    assert in_town[0, 3] == pytest.approx(0.5, abs=1e-5)
    assert in_town[0, 1] > 0.3
    assert abs(in_town[0, 2]) < 0.1
    assert likeness(Blend(place_weight=0.5, place_scale=PlaceScale.SPOT))[0, 1] < 0.15
    assert likeness(Blend(place_weight=0.5, place_scale=PlaceScale.REGION))[0, 1] > 0.45


def test_photos_of_which_nothing_is_known_stay_whole() -> None:
    vectors = blended(VECTORS, KNOWN, Blend(time_weight=0.4, place_weight=0.4))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert (vectors[5, :6] == VECTORS[5]).all()


@pytest.mark.parametrize(("time", "place"), [(-0.1, 0.0), (0.0, -0.1), (0.6, 0.5), (float("nan"), 0.0)])
def test_weights_that_cannot_be(time: float, place: float) -> None:
    with pytest.raises(UsageError) as caught:
        blended(VECTORS, KNOWN, Blend(time_weight=time, place_weight=place))
    assert caught.value.code == "bad-weights"


def test_words_mean_more_and_more() -> None:
    assert list(SECONDS.values()) == sorted(SECONDS.values())
    assert set(SECONDS) == set(TimeScale)
    assert list(METRES.values()) == sorted(METRES.values())
    assert set(METRES) == set(PlaceScale)
