"""Colours of other spaces come out as sRGB: wide-gamut photos are not dull, sRGB ones are not touched."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from fixtures.pictures import as_model_input, difference, encoded, scene
from PIL import Image, ImageCms

from photoclust.photos import colour
from photoclust.photos.decode import decode
from photoclust.photos.metadata import read_exif

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
P3, BT2020 = 12, 9
SDR = 13


def profile(data: bytes) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(io.BytesIO(data))


def wide() -> bytes:
    found = colour.named_profile(P3, SDR)
    assert found is not None
    return found


def muted() -> Image.Image:
    """A scene without colours that another space could not hold."""
    return Image.eval(scene(), lambda level: 60 + level // 2)


def stored_in(space: bytes, picture: Image.Image) -> Image.Image:
    """What a camera that works in another space writes of a scene."""
    image = ImageCms.profileToProfile(picture, SRGB, profile(space), renderingIntent=1, outputMode="RGB")
    assert image is not None
    image.info.clear()  # Pillow would write the profile by itself
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF", "JXL"])
@pytest.mark.parametrize("space", ["wide", "adobe"])
def test_a_profile_is_obeyed(kind: str, space: str) -> None:
    data = wide() if space == "wide" else colour.adobe_rgb()
    picture = muted()
    stored = stored_in(data, picture)
    assert difference(np.asarray(stored), np.asarray(picture)) > 4
    if kind == "HEIF":
        stored.info["icc_profile"] = data
    best = {"quality": 98} if kind in {"JPEG", "WEBP", "AVIF"} else {"quality": 95} if kind == "HEIF" else {}
    options = {"icc": data, "lossless": True} if kind == "JXL" else {"icc_profile": data} | best
    if kind == "HEIF":
        del options["icc_profile"]
    photo = decode("a", encoded(stored, kind, **options), 224)
    assert difference(photo.model_input, as_model_input(picture)) < 2.5
    thumbnail = Image.open(io.BytesIO(photo.thumbnail)).convert("RGB")
    assert difference(np.asarray(thumbnail), np.asarray(picture)) < 3.5


def test_what_is_transparent_stays_so() -> None:
    stored = stored_in(wide(), muted()).convert("RGBA")
    stored.paste((0, 0, 0, 0), (0, 0, 150, 200))
    pixels = decode("a", encoded(stored, "PNG", icc_profile=wide()), 224).model_input
    assert pixels[:, :105].min() == 255
    assert difference(pixels[:, 120:], as_model_input(muted())[:, 120:]) < 2


def test_a_palette_in_another_space() -> None:
    stored = stored_in(wide(), muted())
    data = encoded(stored.quantize(256), "PNG", icc_profile=wide())
    plain = encoded(stored.quantize(256), "PNG")
    there, not_there = (decode("a", each, 224).model_input for each in (data, plain))
    assert difference(there, as_model_input(muted())) < difference(not_there, as_model_input(muted())) - 2


@pytest.mark.parametrize("junk", [b"junk", bytes(3000), wide()[:200]])
def test_a_broken_profile_is_ignored(junk: bytes) -> None:
    photo = decode("a", encoded(scene(), "PNG", icc_profile=junk), 224)
    assert difference(photo.model_input, as_model_input(scene())) < 0.1


def test_a_huge_profile_is_ignored() -> None:
    assert colour.to_srgb(image := scene(), wide() + bytes(9 << 20)) is image


def test_a_profile_of_another_kind_of_colour_is_ignored() -> None:
    data = encoded(scene().convert("L"), "PNG", icc_profile=wide())
    assert difference(decode("a", data, 224).model_input, as_model_input(scene().convert("L"))) < 0.1


def test_srgb_is_left_alone() -> None:
    image = scene()
    assert colour.to_srgb(image, SRGB.tobytes()) is image
    assert colour.to_srgb(image, None) is image


def test_adobe_rgb_that_only_exif_names() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA001] = 0xFFFF
    exif.get_ifd(0x8769)[0xA005] = {1: "R03"}
    stored = stored_in(colour.adobe_rgb(), muted())
    data = encoded(stored, quality=98, exif=exif)
    assert read_exif(Image.open(io.BytesIO(data))).adobe_rgb
    assert difference(decode("a", data, 224).model_input, as_model_input(muted())) < 2.5


@pytest.mark.parametrize(("space", "index"), [(1, "R98"), (0xFFFF, "R98"), (0xFFFF, "")])
def test_any_other_space_in_exif(space: int, index: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA001] = space
    if index:
        exif.get_ifd(0x8769)[0xA005] = {1: index}
    assert not read_exif(Image.open(io.BytesIO(encoded(scene(), exif=exif)))).adobe_rgb


class TestNamed:
    def test_display_p3_by_number(self) -> None:
        data = encoded(stored_in(wide(), muted()), "AVIF", quality=95)
        place = data.index(b"nclx") + 4
        named = data[:place] + P3.to_bytes(2, "big") + SDR.to_bytes(2, "big") + data[place + 4 :]
        assert difference(decode("a", named, 224).model_input, as_model_input(muted())) < 2.5

    def test_srgb_and_unknown_numbers_need_none(self) -> None:
        assert colour.named_profile(1, SDR) is None
        assert colour.named_profile(2, 2) is None
        assert colour.named_profile(250, 250) is None

    @pytest.mark.parametrize("primaries", [P3, BT2020, 1])
    @pytest.mark.parametrize("transfer", [SDR, colour.PQ, colour.HLG])
    def test_greys_stay_grey_in_their_order(self, primaries: int, transfer: int) -> None:
        data = colour.named_profile(primaries, transfer)
        if data is None:
            pytest.skip("sRGB")
        ramp = Image.fromarray(np.arange(256, dtype=np.uint8)[None]).convert("RGB")
        greys = np.asarray(colour.to_srgb(ramp, data)).astype(int)[0]
        assert np.ptp(greys, axis=1).max() <= 2
        assert (np.diff(greys[:, 1]) >= 0).all()
        assert greys[0, 1] <= 2
        assert greys[-1, 1] >= 253

    def test_paper_white_of_hdr_is_bright_and_not_the_brightest(self) -> None:
        """BT.2408: 58 % of PQ and 75 % of HLG."""
        for transfer, share in ((colour.PQ, 0.58), (colour.HLG, 0.75)):
            level = round(share * 255)
            data = colour.named_profile(BT2020, transfer)
            shown = colour.to_srgb(Image.new("RGB", (1, 1), (level,) * 3), data).getpixel((0, 0))
            assert isinstance(shown, tuple)
            assert 225 <= shown[1] <= 245


def test_cmyk_and_lab() -> None:
    lab = ImageCms.createProfile("LAB")
    picture = muted()
    stored = ImageCms.profileToProfile(picture, SRGB, ImageCms.ImageCmsProfile(lab), outputMode="LAB")
    assert stored is not None
    photo = decode("a", encoded(stored, "TIFF"), 224)
    assert difference(photo.model_input, as_model_input(picture)) < 3


def test_one_transform_serves_many_threads() -> None:
    colours = [
        tuple(int(level) for level in row) for row in np.random.default_rng(0).integers(0, 256, (40, 3))
    ]
    images = [Image.new("RGB", (300, 300), rgb) for rgb in colours]
    alone = [colour.to_srgb(image, wide()).getpixel((7, 7)) for image in images]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda image: colour.to_srgb(image, wide()), images * 5))
    for image, expected in zip(together, alone * 5, strict=True):
        assert image.getextrema() == tuple((level, level) for level in expected)  # type: ignore[union-attr]
