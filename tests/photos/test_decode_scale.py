"""The picture is decoded small, and thinned out before it is converted: that must not be seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fixtures.pictures import as_model_input as wanted
from fixtures.pictures import cosine, difference, encoded, opened
from numpy.typing import NDArray
from PIL import Image

from photoclust.photos.decode import THUMBNAIL_EDGE, decode

EDGE = 224


def look(data: bytes) -> NDArray[np.uint8]:
    return decode("picture", data, EDGE).model_input


@pytest.fixture(scope="module")
def large(samples: Path) -> Image.Image:
    with Image.open(samples / "great-wall.jpg") as image:
        return image.convert("RGB").resize((4096, 3064), Image.Resampling.LANCZOS)


@pytest.mark.parametrize("progressive", [False, True])
def test_decoding_small_looks_like_decoding_all(large: Image.Image, progressive: bool) -> None:
    data = encoded(large, quality=92, progressive=progressive)
    slow = wanted(opened(data))
    assert difference(look(data), slow) < 1.5
    assert cosine(look(data), slow) > 0.9985


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_same_picture_at_any_size_is_the_same_to_the_model(large: Image.Image, kind: str) -> None:
    looks = []
    for width in (4096, 2731, 1600, 1024, 777, 512, 401):
        size = (width, round(width * large.height / large.width))
        small = large.resize(size, Image.Resampling.LANCZOS)
        looks.append(look(encoded(small, kind, **({"quality": 95} if kind == "JPEG" else {}))))
    assert min(cosine(looks[0], other) for other in looks) > 0.995


@pytest.mark.parametrize("size", [(13000, 1800), (1800, 13000), (14000, 7000)])
def test_a_panorama_keeps_enough_pixels(large: Image.Image, size: tuple[int, int]) -> None:
    """An eighth of it is still large; thinning that out further must not go below what is needed."""
    data = encoded(large.resize(size, Image.Resampling.BILINEAR))
    photo = decode("picture", data, EDGE)
    assert max(opened(photo.thumbnail).size) == THUMBNAIL_EDGE
    assert cosine(photo.model_input, wanted(large)) > 0.995


@pytest.mark.parametrize("mode", ["RGBA", "LA", "L", "CMYK", "F", "I"])
def test_thinning_out_before_converting_keeps_the_look(large: Image.Image, mode: str) -> None:
    small = large.resize((2048, 1532))
    picture = small.convert("L").convert(mode) if mode in {"F", "I"} else small.convert(mode)
    kind = "PNG" if mode in {"RGBA", "LA", "L"} else "TIFF"
    looks_like = large if mode in {"RGBA", "CMYK"} else large.convert("L")
    assert cosine(look(encoded(picture, kind)), wanted(looks_like)) > 0.995


def test_a_hundred_megapixels_are_fine() -> None:
    photo = decode("picture", encoded(Image.new("L", (10_000, 10_000), 90)), EDGE)
    assert (photo.metadata.width, photo.metadata.height) == (10_000, 10_000)
    assert set(np.unique(photo.model_input)) == {90}
