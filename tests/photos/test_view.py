import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.part import WHOLE, Part
from photoclust.photos.pixels import upright
from photoclust.photos.view import pixels, stored


def encoded(picture, kind="PNG", **options):
    out = io.BytesIO()
    Image.fromarray(picture).save(out, kind, **options)
    return out.getvalue()


def turned(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def noise(width=64, height=48, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


@given(
    st.integers(1, 8),
    st.integers(0, 30),
    st.integers(0, 20),
    st.integers(1, 18),
    st.integers(1, 28),
)
def test_a_part_in_pixels_of_its_own_is_a_plain_cut(orientation, left, top, width, height):
    picture = noise()
    whole = np.asarray(upright(Image.fromarray(picture), orientation))
    high, wide = whole.shape[:2]
    part = Part(left / wide, top / high, (left + width) / wide, (top + height) / high)
    data = encoded(picture, exif=turned(orientation))
    cut = pixels("x", data, part, (width, height))
    assert np.array_equal(cut, whole[top : top + height, left : left + width])


@given(st.integers(1, 8))
def test_the_whole_stays_the_whole(orientation):
    assert stored(WHOLE, orientation) == WHOLE


@pytest.mark.parametrize("part", [WHOLE, Part(0.1, 0.25, 0.437, 0.911), Part(0.5, 0.5, 1, 1)])
def test_two_sizes_of_a_picture_show_the_same_in_a_part(part, samples):
    name = next(samples.rglob("neuschwanstein.jpg"))
    full = Image.open(name).convert("RGB")
    half = full.resize((full.width // 2, full.height // 2), Image.Resampling.BOX)
    size = (120, 90)
    one = pixels("x", encoded(np.asarray(full)), part, size)
    other = pixels("x", encoded(np.asarray(half)), part, size)
    assert one.shape == other.shape == (90, 120, 3)
    moved = np.roll(other, 1, axis=1)
    near, off = (np.abs(one.astype(int) - picture).mean() for picture in (other, moved))
    assert near < off / 3, "they lie over each other to less than a pixel"


def test_a_jpeg_is_decoded_no_larger_than_needed(samples, monkeypatch):
    name = next(samples.rglob("neuschwanstein.jpg"))
    seen = []
    real = Image.Image.resize

    def resize(image, *args, **options):
        seen.append(image.size)
        return real(image, *args, **options)

    monkeypatch.setattr(Image.Image, "resize", resize)
    with Image.open(name) as image:
        full = image.size
    pixels(str(name), name.read_bytes(), WHOLE, (full[0] // 8, full[1] // 8))
    pixels(str(name), name.read_bytes(), Part(0, 0, 0.5, 0.5), (full[0] // 2, full[1] // 2))
    assert seen[0][0] <= full[0] // 4
    assert seen[1] == full


def test_more_pixels_than_there_are(samples):
    assert pixels("x", encoded(noise(8, 6)), Part(0, 0, 0.5, 0.5), (40, 30)).shape == (30, 40, 3)


def test_transparency_looks_the_same_in_every_part():
    picture = np.zeros((40, 40, 4), np.uint8)
    picture[:20, :20] = (250, 250, 250, 255)  # nearly white: black paper
    data = encoded(picture)
    whole = pixels("x", data, WHOLE, (40, 40))
    corner = pixels("x", data, Part(0.5, 0.5, 1, 1), (20, 20))
    assert np.array_equal(whole[20:, 20:], corner)
    assert corner.max() == 0


def test_what_is_no_picture_is_said():
    with pytest.raises(PhotoUnreadableError):
        pixels("x", b"nothing", WHOLE, (4, 4))
