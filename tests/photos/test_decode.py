"""What comes out of a picture that is fine: the look, upright, whatever the format, mode and size."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from fixtures.pictures import as_model_input as wanted
from fixtures.pictures import difference, encoded, opened, scene, turned
from numpy.typing import NDArray
from PIL import Image, ImageColor

from photoclust.photos.decode import THUMBNAIL_EDGE, DecodedPhoto, decode, fingerprint, preview

EDGE = 224
FORMATS = ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF", "TIFF", "BMP", "JPEG2000", "PPM", "TGA", "JXL"]
COARSE = {"JPEG": 4, "GIF": 9, "WEBP": 4, "AVIF": 4, "HEIF": 4, "JPEG2000": 4, "JXL": 4}
"""Mean grey levels by which a lossy format may differ."""


def look(data: bytes) -> NDArray[np.uint8]:
    return decode("picture", data, EDGE).model_input


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format(kind: str) -> None:
    picture = scene()
    photo = decode("picture", encoded(picture, kind), EDGE)
    assert (photo.metadata.width, photo.metadata.height, photo.metadata.format) == (300, 200, kind)
    assert photo.model_input.shape == (EDGE, EDGE, 3)
    assert photo.model_input.dtype == np.uint8
    assert photo.model_input.flags.c_contiguous
    assert difference(photo.model_input, wanted(picture)) < COARSE.get(kind, 0.1)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF"])
def test_every_orientation_gives_the_same_upright_picture(kind: str, orientation: int) -> None:
    picture = scene()
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = decode("picture", encoded(turned(picture, orientation), kind, exif=exif), EDGE)
    assert (photo.metadata.width, photo.metadata.height) == picture.size
    assert difference(photo.model_input, wanted(picture)) < 4.5
    thumbnail = opened(photo.thumbnail)
    assert thumbnail.size == picture.size
    assert difference(wanted(thumbnail), wanted(picture)) < 5


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_turns_nothing(value: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = value
    assert difference(look(encoded(scene(), exif=exif)), wanted(scene())) < 4


def grey(levels: NDArray[np.generic]) -> Image.Image:
    return Image.fromarray(levels)


def sixteen_bits() -> NDArray[np.uint16]:
    """Greys whose lower bytes say something else than their upper ones."""
    upper = np.asarray(scene().convert("L")).astype(np.uint16)
    return upper * 256 + (255 - upper)


MODES = {
    "CMYK JPEG": (lambda: encoded(scene().convert("CMYK"), quality=95), scene, 6),
    "grey JPEG": (lambda: encoded(scene().convert("L"), quality=95), lambda: scene().convert("L"), 4),
    "palette": (lambda: encoded(scene().quantize(256), "PNG"), scene, 9),
    "1 bit": (lambda: encoded(scene().convert("1"), "PNG"), lambda: scene().convert("1"), 0.1),
    "grey with alpha": (
        lambda: encoded(scene().convert("LA"), "PNG"),
        lambda: scene().convert("L"),
        0.1,
    ),
    "16 bits": (
        lambda: encoded(grey(sixteen_bits()), "PNG"),
        lambda: scene().convert("L"),
        1,
    ),
    "16 bits, big-endian": (
        lambda: encoded(grey(sixteen_bits().astype(">u2")), "TIFF"),
        lambda: scene().convert("L"),
        1,
    ),
    "32-bit integers": (
        lambda: encoded(grey(np.asarray(scene().convert("L")).astype(np.int32)), "TIFF"),
        lambda: scene().convert("L"),
        1,
    ),
    "32-bit integers of 16 bits": (
        lambda: encoded(grey(sixteen_bits().astype(np.int32)), "TIFF"),
        lambda: scene().convert("L"),
        1,
    ),
    "floats to 255": (
        lambda: encoded(grey(np.asarray(scene().convert("L")).astype(np.float32)), "TIFF"),
        lambda: scene().convert("L"),
        1,
    ),
    "floats to 1": (
        lambda: encoded(grey(np.asarray(scene().convert("L")).astype(np.float32) / 255), "TIFF"),
        lambda: scene().convert("L"),
        1,
    ),
}


@pytest.mark.parametrize("mode", MODES)
def test_every_mode(mode: str) -> None:
    make, looks_like, tolerance = MODES[mode]
    assert difference(look(make()), wanted(looks_like())) < tolerance


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF", "JXL"])
def test_what_is_transparent_lies_on_white_paper(kind: str) -> None:
    half = scene().convert("RGBA")
    half.paste((0, 0, 0, 0), (0, 0, 150, 200))  # black that nobody sees
    options = {} if kind == "TIFF" else {"lossless": True} if kind == "WEBP" else {}
    pixels = look(encoded(half, kind, **options))
    assert pixels[:, : EDGE // 2 - 3].min() > 245
    assert difference(pixels[:, EDGE // 2 + 3 :], wanted(scene())[:, EDGE // 2 + 3 :]) < 4


@pytest.mark.parametrize(("colour", "paper"), [("white", 0), ("#e8f0f8", 0), ("yellow", 255), ("grey", 255)])
def test_a_white_drawing_lies_on_black_paper(colour: str, paper: int) -> None:
    drawing = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    drawing.paste(ImageColor.getrgb(colour), (16, 16, 48, 48))
    pixels = look(encoded(drawing, "PNG"))
    assert tuple(pixels[10, 10]) == (paper,) * 3
    assert tuple(pixels[112, 112]) == ImageColor.getrgb(colour)


@pytest.mark.parametrize("mode", ["P", "RGB", "L"])
def test_a_colour_that_stands_for_transparent_is_paper(mode: str) -> None:
    picture = Image.new("P", (64, 64), 1)
    picture.putpalette([0, 0, 0, 200, 200, 200])
    picture.paste(0, (0, 0, 32, 64))
    key = (0, 0, 0) if mode == "RGB" else 0
    pixels = look(encoded(picture.convert(mode), "PNG", transparency=key))
    assert tuple(pixels[100, 20]) == (255, 255, 255)
    assert tuple(pixels[100, 200]) == (200, 200, 200)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF", "PNG", "AVIF", "MPO"])
def test_of_many_pictures_in_a_file_the_first_counts(kind: str) -> None:
    first, *others = (scene(seed=seed) for seed in range(3))
    photo = decode("picture", encoded(first, kind, save_all=True, append_images=others), EDGE)
    assert difference(photo.model_input, wanted(first)) < 9
    assert photo.metadata.format == kind


class TestThumbnail:
    def test_it_is_a_small_jpeg(self) -> None:
        thumbnail = opened(decode("picture", encoded(scene(1200, 800)), EDGE).thumbnail)
        assert (thumbnail.format, thumbnail.mode) == ("JPEG", "RGB")
        assert thumbnail.size == (THUMBNAIL_EDGE, THUMBNAIL_EDGE * 2 // 3)

    def test_a_small_picture_is_not_blown_up(self) -> None:
        assert opened(decode("picture", encoded(scene(30, 20)), EDGE).thumbnail).size == (30, 20)

    def test_it_carries_no_exif(self) -> None:
        """An orientation in it would be obeyed a second time; a place in it would leak."""
        exif = Image.Exif()
        exif[0x0112] = 1
        exif[0x010F] = "Camera"
        assert not dict(opened(decode("picture", encoded(scene(), exif=exif), EDGE).thumbnail).getexif())

    @pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (2, 2)])
    def test_odd_shapes(self, size: tuple[int, int]) -> None:
        photo = decode("picture", encoded(Image.new("RGB", size, (200, 30, 40))), EDGE)
        assert max(opened(photo.thumbnail).size) <= THUMBNAIL_EDGE
        assert difference(photo.model_input, np.full((EDGE, EDGE, 3), (200, 30, 40), np.uint8)) < 4


def test_a_preview_is_larger_and_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (tmp_path / "a.jpg").write_bytes(encoded(turned(scene(1500, 1000), 6), exif=exif))
    shown = opened(preview("a.jpg", (tmp_path / "a.jpg").read_bytes(), 900))
    assert shown.size == (900, 600)
    assert difference(wanted(shown), wanted(scene(1500, 1000))) < 4


def test_fingerprints_are_stable() -> None:
    """They stand in people's databases: the function may never change."""
    assert fingerprint(b"").hex() == "99aa06d3014798d86001c324468d497f"
    assert fingerprint(b"photo").hex() == "4746142dd16b2ac70e7a224075278abc"


def test_decoding_is_deterministic(samples: Path) -> None:
    data = (samples / "kitten.jpg").read_bytes()
    first, second = decode("a", data, EDGE), decode("b", data, EDGE)
    assert isinstance(first, DecodedPhoto)
    assert first.thumbnail == second.thumbnail
    assert (first.metadata, first.perceptual_hash) == (second.metadata, second.perceptual_hash)
    assert np.array_equal(first.model_input, second.model_input)


def test_the_file_is_not_needed_to_be_named_after_its_format() -> None:
    assert decode("picture.heic", encoded(scene(), "PNG"), EDGE).metadata.format == "PNG"
    assert io.BytesIO(decode("a.png", encoded(scene()), EDGE).thumbnail).read(2) == b"\xff\xd8"
