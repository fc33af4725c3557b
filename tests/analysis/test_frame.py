"""Frames around pictures."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from photoclust.analysis.frame import inner_share


def picture(height: int = 90, width: int = 120) -> NDArray[np.uint8]:
    return np.random.default_rng(3).integers(0, 256, (height, width), dtype=np.uint8)


def framed(grey: NDArray[np.uint8], vertical: int, horizontal: int, level: int) -> NDArray[np.uint8]:
    return np.pad(grey, ((vertical, vertical), (horizontal, horizontal)), constant_values=level)


@pytest.mark.parametrize("level", [0, 128, 255])
@pytest.mark.parametrize(("vertical", "horizontal"), [(5, 5), (0, 15), (10, 0), (1, 30)])
def test_what_is_within_the_frame(vertical: int, horizontal: int, level: int) -> None:
    share = inner_share(framed(picture(), vertical, horizontal, level))
    assert share == pytest.approx((90 / (90 + 2 * vertical), 120 / (120 + 2 * horizontal)))


def test_no_frame() -> None:
    assert inner_share(picture()) == (1, 1)


def test_a_sky_is_none() -> None:
    sky = picture()
    sky[:30] = 200
    assert inner_share(sky) == (1, 1)


def test_two_colours_are_none() -> None:
    both = framed(picture(), 10, 0, 255)
    both[:10] = 0
    assert inner_share(both) == (1, 1)


def test_a_frame_with_a_little_noise() -> None:
    noisy = framed(picture(), 10, 10, 250).astype(int)
    noisy[:, 3] += np.random.default_rng(1).integers(-4, 5, len(noisy))
    share = inner_share(np.clip(noisy, 0, 255).astype(np.uint8))
    assert share == pytest.approx((90 / 110, 120 / 140))


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (40, 1), (30, 40)])
def test_pictures_of_one_colour(shape: tuple[int, int]) -> None:
    assert inner_share(np.full(shape, 77, np.uint8)) == (1, 1)
