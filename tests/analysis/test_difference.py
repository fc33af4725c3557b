import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from photoclust.analysis.difference import VISIBLE, amplified, difference

pictures = st.tuples(st.integers(1, 6), st.integers(1, 6), st.just(3)).flatmap(
    lambda shape: st.tuples(arrays(np.uint8, shape), arrays(np.uint8, shape))
)


@given(pictures)
def test_it_is_the_absolute_difference(pair):
    first, second = pair
    expected = np.abs(first.astype(int) - second.astype(int))
    found = difference(first, second)
    assert np.array_equal(found.pixels, expected)
    assert np.array_equal(difference(second, first).pixels, expected)
    assert found.mean == pytest.approx(expected.mean())
    assert found.changed == pytest.approx((expected.max(axis=2) >= VISIBLE).mean())
    assert found.none == (expected.max() == 0)


@given(pictures, st.integers(1, 32))
def test_amplified_is_times_at_most_white(pair, factor):
    pixels = pair[0]
    assert np.array_equal(amplified(pixels, factor), np.minimum(pixels.astype(int) * factor, 255))


def test_only_pictures_of_one_size():
    with pytest.raises(ValueError, match="3"):
        difference(np.zeros((2, 3, 3), np.uint8), np.zeros((3, 2, 3), np.uint8))
