"""Any mode that Pillow knows, to 8-bit RGB."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from photoclust.photos.pixels import fit_within, squash, thinned_out, to_rgb


@given(arrays(np.float32, (4, 5), elements=st.floats(width=32)))
@example(np.full((4, 5), -1.4e36, np.float32))
def test_floats_of_any_kind(values: np.ndarray) -> None:
    image = to_rgb(Image.fromarray(values))
    assert (image.mode, image.size) == ("RGB", (5, 4))


@given(arrays(np.int32, (4, 5), elements=st.integers(-(2**31), 2**31 - 1)))
def test_integers_of_any_size(values: np.ndarray) -> None:
    assert to_rgb(Image.fromarray(values)).mode == "RGB"


@pytest.mark.parametrize(
    ("top", "levels"),
    [
        (1.0, [0, 127, 255]),
        (255.0, [0, 127, 255]),
        (65535.0, [0, 127, 255]),
        (2.0**20, [0, 127, 255]),
    ],
)
def test_the_range_is_guessed_from_the_largest_value(top: float, levels: list[int]) -> None:
    grey = np.array([[0.0, top / 2, top]], np.float32)
    shown = np.asarray(to_rgb(Image.fromarray(grey)))[0, :, 0].astype(int)
    assert np.abs(shown - levels).max() <= 1


def test_what_is_no_number_is_black() -> None:
    grey = np.array([[np.nan, np.inf, -np.inf, -5.0, 200.0]], np.float32)
    assert np.asarray(to_rgb(Image.fromarray(grey)))[0, :, 0].tolist() == [0, 0, 0, 0, 200]


@pytest.mark.parametrize(
    "mode", ["1", "L", "P", "RGB", "RGBA", "RGBX", "RGBa", "CMYK", "YCbCr", "HSV", "I", "F", "LA", "PA"]
)
def test_every_mode_there_is(mode: str) -> None:
    image = to_rgb(Image.new(mode, (3, 2)))
    assert (image.mode, image.size) == ("RGB", (3, 2))


@given(st.integers(1, 3000), st.integers(1, 3000), st.integers(1, 500))
def test_fitting_keeps_the_shape(width: int, height: int, edge: int) -> None:
    fitted = fit_within(Image.new("1", (width, height)).convert("L"), edge)
    assert max(fitted.size) == min(edge, max(width, height))
    assert min(fitted.size) >= 1
    scale = max(fitted.size) / max(width, height)
    assert abs(fitted.width - width * scale) <= 1
    assert abs(fitted.height - height * scale) <= 1


MODES = ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "HSV", "LAB", "I", "I;16", "F"]


@pytest.mark.parametrize("mode", MODES)
def test_any_mode_can_be_thinned_out(mode: str) -> None:
    image = to_rgb(thinned_out(Image.new(mode, (90, 60)), 3))
    assert (image.mode, image.size) == ("RGB", (30, 20))


def test_a_colour_that_stands_for_transparent_has_no_mean() -> None:
    """Every second pixel is the key: half of it shows, and nothing of the key's colour."""
    pixels = np.zeros((40, 40, 3), np.uint8)
    pixels[:, ::2] = (0, 255, 0)
    image = Image.fromarray(pixels)
    image.info["transparency"] = (0, 255, 0)
    assert thinned_out(image, 2).getpixel((5, 5)) == (0, 0, 0, 128)


def test_squashing_gives_up_the_shape() -> None:
    pixels = squash(Image.new("RGB", (300, 20), (1, 2, 3)), 16)
    assert pixels.shape == (16, 16, 3)
    assert pixels.dtype == np.uint8
    assert (pixels == (1, 2, 3)).all()
