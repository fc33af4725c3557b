from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from PIL import Image, ImageFilter

from photoclust.core.errors import CancelledError, PhotoUnreadableError
from photoclust.core.part import WHOLE, Part
from photoclust.core.photo import Photo, PhotoId
from photoclust.core.progress import CancelToken
from photoclust.library import browse
from photoclust.library.side_by_side import (
    SHARPNESS_EDGE,
    candidates,
    difference_of,
    equal_edge,
    scaled_size,
    sharpness_of,
)


@pytest.fixture
def variants(shelf: Shelf) -> dict[str, Photo]:
    """A photo, a copy of it that is out of focus, and one that is half as large."""
    with Image.open(shelf.folder / "chelsea.jpg") as image:
        image.filter(ImageFilter.GaussianBlur(3)).save(shelf.folder / "blurred.jpg", quality=95)
        image.resize((image.width // 2, image.height // 2)).save(shelf.folder / "half.jpg", quality=95)
    shelf.index()
    names = ("chelsea", "blurred", "half")
    ids = [shelf.id_of(f"{name}.jpg") for name in names]
    return dict(zip(names, browse.photos(shelf.library, ids), strict=True))


def test_candidates_have_facts_and_thumbnails(shelf: Shelf, variants: dict[str, Photo]) -> None:
    photo = variants["half"]
    found = candidates(shelf.library, [photo.id, PhotoId(987654)])
    assert list(found) == [photo.id]
    assert found[photo.id].photo == photo
    assert (found[photo.id].thumbnail or b"").startswith(b"\xff\xd8")


def test_sharpness_is_measured_at_one_size(shelf: Shelf, variants: dict[str, Photo]) -> None:
    photos = list(variants.values())
    half = variants["half"].metadata
    assert equal_edge(photos) == max(half.width, half.height) < SHARPNESS_EDGE
    values = sharpness_of(shelf.library, photos)
    sharp, blurred, small = (values[photo.id] for photo in photos)
    assert blurred < 0.7 * sharp
    assert small == pytest.approx(sharp, rel=0.25), "fewer pixels alone are no blur"


def test_a_photo_that_is_gone_has_no_sharpness_and_no_difference(
    shelf: Shelf, variants: dict[str, Photo]
) -> None:
    Path(variants["half"].path).unlink()
    values = sharpness_of(shelf.library, list(variants.values()))
    assert set(values) == {variants["chelsea"].id, variants["blurred"].id}
    with pytest.raises(PhotoUnreadableError):
        difference_of(shelf.library, variants["chelsea"].id, variants["half"].id, WHOLE, (50, 40))
    assert difference_of(shelf.library, variants["chelsea"].id, PhotoId(987654), WHOLE, (5, 4)) is None


def test_the_difference_of_a_photo_and_itself_is_none(shelf: Shelf, variants: dict[str, Photo]) -> None:
    photo = variants["chelsea"]
    found = difference_of(shelf.library, photo.id, photo.id, Part(0.2, 0.2, 0.9, 0.7), (64, 40))
    assert found is not None
    assert found.none
    other = difference_of(shelf.library, photo.id, variants["blurred"].id, WHOLE, scaled_size(photo, 300))
    assert other is not None
    assert max(other.pixels.shape) == 300
    assert 0 < other.changed < 1


def test_measuring_can_be_stopped(shelf: Shelf, variants: dict[str, Photo]) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        sharpness_of(shelf.library, list(variants.values()), cancel=token)
