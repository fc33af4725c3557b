import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage

from photoclust.analysis.sharpness import sharpness


def noise(seed=1, shape=(120, 160)):
    picture = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=shape), 1.0)
    return np.clip(128 + 200 * picture, 0, 255).astype(np.uint8)


def blurred(grey, sigma):
    return ndimage.gaussian_filter(grey.astype(np.float32), sigma).astype(np.uint8)


@given(arrays(np.uint8, st.tuples(st.integers(3, 12), st.integers(3, 12))))
def test_it_is_the_laplacian_against_the_contrast(grey):
    levels = grey.astype(np.float64)
    inner = ndimage.laplace(levels)[1:-1, 1:-1]
    expected = inner.std() / levels.std() if levels.std() else 0.0
    assert sharpness(grey) == pytest.approx(expected, rel=1e-3, abs=1e-3)


@given(st.integers(0, 50))
def test_the_more_blur_the_less_sharp(seed):
    values = [sharpness(blurred(noise(seed), sigma)) for sigma in (0.5, 1, 2, 4)]
    assert values == sorted(values, reverse=True)
    assert values[0] > 2 * values[-1]


def test_contrast_and_brightness_don_t_matter():
    grey = noise()
    paler = (grey // 2 + 60).astype(np.uint8)
    assert sharpness(paler) == pytest.approx(sharpness(grey), rel=0.05)


@pytest.mark.parametrize("shape", [(1, 1), (2, 50), (50, 2), (40, 40)])
def test_nothing_to_see_is_not_sharp(shape):
    assert sharpness(np.full(shape, 7, np.uint8)) == 0.0
