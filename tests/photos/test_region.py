"""A part of a picture as a query."""

from __future__ import annotations

import numpy as np
import pytest
from fixtures.pictures import as_model_input as wanted
from fixtures.pictures import cosine, difference, encoded, scene, turned
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from photoclust.core.errors import UsageError
from photoclust.core.photo import Region
from photoclust.photos.decode import THUMBNAIL_EDGE, decode, decode_query

EDGE = 96
WIDTH, HEIGHT = 300, 200
PICTURE = scene(WIDTH, HEIGHT)
PNG = encoded(PICTURE, "PNG")


def decode_region(path: str, data: bytes, region: Region | None, edge: int) -> NDArray[np.uint8]:
    """What the model gets to see."""
    return decode_query(path, data, region, edge).model_input


@st.composite
def regions(draw: st.DrawFn) -> Region:
    width, height = draw(st.integers(1, WIDTH)), draw(st.integers(1, HEIGHT))
    return Region(draw(st.integers(0, WIDTH - width)), draw(st.integers(0, HEIGHT - height)), width, height)


def cut(image: Image.Image, region: Region) -> Image.Image:
    return image.crop((region.x, region.y, region.x + region.width, region.y + region.height))


@settings(max_examples=60)
@given(region=regions())
def test_a_region_is_that_part_of_the_picture(region: Region) -> None:
    pixels = decode_region("a", PNG, region, EDGE)
    assert (pixels.shape, pixels.dtype) == ((EDGE, EDGE, 3), np.uint8)
    off = difference(pixels, wanted(cut(PICTURE, region), EDGE))
    assert off < 0.1


def test_the_whole_picture_is_a_region_too() -> None:
    pixels = decode_region("a", PNG, Region(0, 0, WIDTH, HEIGHT), EDGE)
    off = difference(pixels, decode("a", PNG, EDGE).model_input)
    assert off < 0.1


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_region_is_measured_on_the_upright_picture(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(turned(PICTURE, orientation), exif=exif, quality=95)
    region = Region(180, 20, 100, 60)
    off = difference(decode_region("a", data, region, EDGE), wanted(cut(PICTURE, region), EDGE))
    assert off < 4


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_small_part_of_a_large_photo_is_sharp(kind: str) -> None:
    """The whole is decoded at the scale at which the part alone fills the model's input."""
    chance = np.random.default_rng(1).integers(0, 256, (300, 400, 3), dtype=np.uint8)
    large = Image.fromarray(chance).resize((4000, 3000), Image.Resampling.BICUBIC)
    region = Region(2310, 1190, 300, 300)
    pixels = decode_region("a", encoded(large, kind), region, EDGE)
    likeness = cosine(pixels, wanted(cut(large, region), EDGE))
    assert likeness > 0.99


@pytest.mark.parametrize(
    "region",
    [
        Region(0, 0, WIDTH + 1, 10),
        Region(0, 0, 10, HEIGHT + 1),
        Region(WIDTH, 0, 1, 1),
        Region(0, HEIGHT, 1, 1),
        Region(-1, 0, 10, 10),
        Region(0, -1, 10, 10),
        Region(10, 10, 0, 10),
        Region(10, 10, 10, -5),
    ],
)
def test_a_region_outside_the_picture_is_refused(region: Region) -> None:
    with pytest.raises(UsageError, match=r"300 x 200") as caught:
        decode_region("a", PNG, region, EDGE)
    assert caught.value.code == "bad-region"


def test_the_size_in_the_refusal_is_that_of_the_upright_picture() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with pytest.raises(UsageError, match=r"300 x 200"):
        decode_region("a", encoded(turned(PICTURE, 6), exif=exif), Region(0, 0, 200, 300), EDGE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_whole_picture_looks_as_it_did_when_it_was_indexed(kind: str) -> None:
    data = encoded(scene(1300, 900), kind)
    pixels = decode_query("a", data, None, EDGE).model_input
    assert np.array_equal(pixels, decode("a", data, EDGE).model_input)


def test_the_picture_in_grey_is_a_small_one_of_the_same_part() -> None:
    region = Region(60, 40, 200, 100)
    query = decode_query("a", PNG, region, EDGE)
    grey = query.grey
    assert query.icon.shape == (32, 64, 3)
    assert (grey.shape, grey.dtype) == ((100, 200), np.uint8)
    assert np.abs(grey.astype(int) - np.asarray(cut(PICTURE, region).convert("L"), int)).mean() < 3
    grey = decode_query("a", encoded(scene(4000, 1000)), None, EDGE).grey
    assert grey.shape == (THUMBNAIL_EDGE // 4, THUMBNAIL_EDGE)
