"""Points of a picture: the same ones in its mirror image and turned, none where there is nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fixtures.edits import grey_of
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from PIL import Image

from photoclust.analysis.local_features import POINTS, UNIT, Features, find_features, mirrored
from photoclust.analysis.scale_space import EDGE


@pytest.fixture(scope="module")
def kitten(samples: Path) -> NDArray[np.uint8]:
    return grey_of(Image.open(samples / "kitten.jpg"))


def shared(first: Features, second: Features) -> float:
    """Share of the first's points that are in the second as well: same place, scale, direction, looks."""
    same = np.abs(first.places[:, None] - second.places).max(axis=2) < 0.1
    same &= np.abs(first.scales[:, None] - second.scales) < 1e-3
    same &= np.cos(first.turns[:, None] - second.turns) > 0.999
    products = first.descriptors.astype(np.float32) @ second.descriptors.astype(np.float32).T
    return float((same & (products > 0.99 * UNIT**2)).any(axis=1).mean())


def test_there_are_as_many_as_allowed_all_over_the_picture(kitten: NDArray[np.uint8]) -> None:
    found = find_features(kitten)
    assert len(found) == POINTS
    assert max(found.width, found.height) == EDGE
    quarters = (found.places > [found.width / 2, found.height / 2]) @ [1, 2]
    assert np.bincount(quarters, minlength=4).min() > POINTS / 8


def test_the_same_picture_has_the_same_points(kitten: NDArray[np.uint8]) -> None:
    first, again = find_features(kitten), find_features(kitten.copy())
    assert np.array_equal(first.descriptors, again.descriptors)
    assert np.array_equal(first.places, again.places)


def test_a_mirrored_picture_has_the_mirrored_points(kitten: NDArray[np.uint8]) -> None:
    looked_at = find_features(np.ascontiguousarray(kitten[:, ::-1]))
    assert shared(mirrored(find_features(kitten)), looked_at) > 0.97
    assert shared(find_features(kitten), looked_at) < 0.05


def test_mirrored_twice_is_the_picture_itself(kitten: NDArray[np.uint8]) -> None:
    found = find_features(kitten)
    twice = mirrored(mirrored(found))
    assert np.array_equal(twice.descriptors, found.descriptors)
    assert np.allclose(twice.places, found.places, atol=1e-4)
    assert np.array_equal(twice.tiny, found.tiny)


def test_a_turned_picture_has_the_turned_points(kitten: NDArray[np.uint8]) -> None:
    found = find_features(kitten)
    turned = find_features(np.ascontiguousarray(np.rot90(kitten)))
    back = Features(
        np.column_stack([found.places[:, 1], found.width - found.places[:, 0]]),
        found.scales,
        found.turns - np.float32(np.pi / 2),
        found.descriptors,
        found.height,
        found.width,
        found.tiny,
    )
    assert shared(back, turned) > 0.97


def test_products_of_descriptors_are_exact(kitten: NDArray[np.uint8]) -> None:
    found = find_features(kitten).descriptors
    whole = found.astype(np.int64) @ found.astype(np.int64).T
    assert np.array_equal(found.astype(np.float32) @ found.astype(np.float32).T, whole)
    assert np.allclose(np.sqrt(np.diag(whole)), UNIT, rtol=0.02)


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (2, 2), (9, 400), (384, 384)])
def test_where_there_is_nothing_to_see_there_are_no_points(shape: tuple[int, int]) -> None:
    found = find_features(np.full(shape, 90, np.uint8))
    assert len(found) == 0
    assert not mirrored(found).tiny.any()


@settings(max_examples=30)
@given(arrays(np.uint8, st.tuples(st.integers(1, 60), st.integers(1, 60))))
def test_any_picture_can_be_looked_at(grey: NDArray[np.uint8]) -> None:
    found = find_features(grey)
    assert len(found) <= POINTS
    assert found.descriptors.shape == (len(found), 128)
    assert (found.places >= 0).all()
    assert (found.places <= [found.width, found.height]).all()
