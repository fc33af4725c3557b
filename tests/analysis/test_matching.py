"""How one picture lies on another: found for any turn, scale and mirroring, always the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fixtures.edits import EDITS, grey_of
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from photoclust.analysis.local_features import Features, find_features
from photoclust.analysis.matching import FEWEST, Laid, lay_on

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
NAMES = ("kitten", "chambord", "great-wall", "pig", "sea-cave", "dahlia")


def features_of(picture: Image.Image) -> Features:
    return find_features(grey_of(picture))


@pytest.fixture(scope="module")
def pictures() -> dict[str, Image.Image]:
    return {name: Image.open(SAMPLES / f"{name}.jpg").convert("RGB") for name in NAMES}


KITTEN = grey_of(Image.open(SAMPLES / "kitten.jpg"))


@settings(max_examples=25)
@given(angle=st.floats(-180, 180), scale=st.floats(0.6, 1.7), flip=st.booleans())
def test_a_similarity_is_found_as_it_was(angle: float, scale: float, flip: bool) -> None:
    picture = Image.fromarray(KITTEN)
    height, width = KITTEN.shape
    turn = scale * np.exp(1j * np.radians(angle))
    middle = complex(width / 2, height / 2)
    back = 1 / turn  # Pillow asks for each new place where it was
    shift = middle - back * middle
    moved = (ImageOps.mirror(picture) if flip else picture).transform(
        picture.size,
        Image.Transform.AFFINE,
        (back.real, -back.imag, shift.real, back.imag, back.real, shift.imag),
        Image.Resampling.BICUBIC,
        fillcolor=128,
    )
    (laid,) = lay_on(find_features(KITTEN), [find_features(np.asarray(moved))])
    assert laid is not None
    assert laid.mirrored == flip
    assert abs(laid.turn - turn) < 0.03
    assert laid.support >= 8
    unit = 320 / max(width, height)
    assert abs(laid.turn * middle * unit + laid.shift - middle * unit) < 4


def test_it_does_not_matter_who_else_is_asked(pictures: dict[str, Image.Image]) -> None:
    first = features_of(pictures["kitten"])
    edited = [features_of(edit(pictures["kitten"])) for edit in EDITS.values()]
    others = [*edited, *(features_of(picture) for picture in pictures.values())] * 2
    together = lay_on(first, others)
    assert together == [lay_on(first, [other])[0] for other in others]
    assert together[: len(others) // 2] == together[len(others) // 2 :]


def test_different_photos_share_too_little(pictures: dict[str, Image.Image]) -> None:
    seen = [features_of(picture) for picture in pictures.values()]
    for row, first in enumerate(seen):
        laid = lay_on(first, seen)
        assert laid[row] == Laid(False, pytest.approx(1), pytest.approx(0, abs=1e-3), 64)
        assert all(other is None or other.support < 2 * FEWEST for other in laid[:row] + laid[row + 1 :])


def test_a_picture_without_points_lies_nowhere(pictures: dict[str, Image.Image]) -> None:
    nothing = find_features(np.zeros((100, 100), np.uint8))
    something = features_of(pictures["pig"])
    assert lay_on(nothing, [something, nothing]) == [None, None]
    assert lay_on(something, [nothing]) == [None]
    assert lay_on(something, []) == []
