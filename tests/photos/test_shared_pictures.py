"""Real pictures of many makers, and malformed ones of many collections (not part of the project)."""

from __future__ import annotations

import io
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fixtures.pictures import as_model_input, cosine, difference, opened
from PIL import Image, ImageCms, ImageOps

from photoclust.core.errors import SENTENCES, PhotoUnreadableError
from photoclust.photos.decode import THUMBNAIL_EDGE, DecodedPhoto, decode, read_file

pytestmark = pytest.mark.shared


def outcomes(folder: Path) -> Iterator[tuple[Path, DecodedPhoto | str]]:
    """Every file of a folder with what decoding makes of it: a photo, or the code of a refusal."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            yield path, decode(str(path), read_file(str(path)), 224)
        except PhotoUnreadableError as error:
            assert error.code in SENTENCES  # noqa: PT017 - either outcome will do
            yield path, error.code


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def plainly(path: Path, paper: str = "white") -> Image.Image | None:
    """The same picture as Pillow alone would show it at full size; None if it can't."""
    try:
        with Image.open(path) as image, warnings.catch_warnings(action="ignore"):
            if image.mode not in {"RGB", "RGBA", "L", "P", "CMYK", "YCbCr"}:
                return None
            shown = ImageOps.exif_transpose(image)
            if shown.has_transparency_data:
                layer = shown.convert("RGBA")
                shown = Image.new("RGB", layer.size, paper)
                shown.paste(layer, mask=layer.getchannel("A"))
            return in_srgb(shown, image.info.get("icc_profile"))
    except Exception:  # noqa: BLE001 - whatever Pillow raises
        return None


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    plain = image if image.mode in {"L", "CMYK"} else image.convert("RGB")
    try:
        from_there = ImageCms.ImageCmsProfile(io.BytesIO(profile or b""))
        seen = ImageCms.profileToProfile(plain, from_there, SRGB, outputMode="RGB")
    except (OSError, ImageCms.PyCMSError):  # none, a broken one, or one of another kind of colour
        return plain.convert("RGB")
    assert seen is not None
    return seen


@pytest.mark.slow
def test_nothing_malformed_is_more_than_a_sentence(shared_photos: Path) -> None:
    counts: Counter[str] = Counter()
    off: dict[str, float] = {}
    with warnings.catch_warnings(action="ignore"):
        for path, outcome in outcomes(shared_photos / "nasty"):
            if isinstance(outcome, str):
                counts[outcome] += 1
                continue
            counts["decoded"] += 1
            assert max(opened(outcome.thumbnail).size) <= THUMBNAIL_EDGE
            plain = plainly(path)
            if plain is not None:
                assert plain.size == (outcome.metadata.width, outcome.metadata.height), path
                papers = [as_model_input(plain), as_model_input(plainly(path, "black") or plain)]
                off[path.name] = min(difference(outcome.model_input, paper) for paper in papers)
    assert counts["decoded"] > 1_200
    assert len(off) > 1_000
    assert {name: value for name, value in off.items() if value > 7} == {}


@pytest.mark.slow
def test_phones_pictures_are_read(shared_photos: Path) -> None:
    decoded = {}
    refused = {}
    for path, outcome in outcomes(shared_photos / "formats-phone-raw"):
        if isinstance(outcome, str):
            refused[path.name] = outcome
        else:
            decoded[path.name] = outcome
    readable = {".heic", ".heif", ".hif", ".avif", ".webp", ".jxl", ".cr3", ".nef", ".dng"}
    assert {Path(name).suffix.lower() for name in decoded} >= readable
    assert refused.pop("vips__17000x17000.avif") == "too-large"
    assert refused.pop("exiv2__IMG_1361.dng") == "truncated"
    assert refused.pop("exiv2__issue_839_poc.rw2") == "raw-no-preview"
    assert {Path(name).suffix.lower() for name in refused} <= {".txt", ".raf", ".heif"}
    assert decoded["photoprism__canon_eos_6d.dng"].metadata.format == "DNG"
    assert decoded["photoprism__iphone_7.heic"].metadata.height == 4032  # turned by EXIF alone
    places = {name: photo.metadata.latitude for name, photo in decoded.items() if photo.metadata.latitude}
    assert len(places) >= 5


@pytest.mark.slow
def test_a_camera_held_in_four_ways_shows_the_same_upright_scene(shared_photos: Path) -> None:
    paths = sorted((shared_photos / "formats-phone-raw").glob("exiv2__issue_9292_sony_*.HIF"))
    level, upside_down, right, left = (decode(str(path), read_file(str(path)), 224) for path in paths)
    sizes = [(photo.metadata.width, photo.metadata.height) for photo in (level, upside_down, right, left)]
    assert sizes == [(7008, 4672), (7008, 4672), (4672, 7008), (4672, 7008)]
    for one, other in ((level, upside_down), (right, left)):
        as_shown = cosine(one.model_input, other.model_input)
        wrong_way_up = cosine(one.model_input, np.rot90(other.model_input, 2))
        assert as_shown > wrong_way_up + 0.3


def test_an_orientation_that_avif_carries_is_obeyed(shared_photos: Path) -> None:
    path = shared_photos / "formats-phone-raw" / "vips__avif-orientation-6.avif"
    photo = decode(str(path), read_file(str(path)), 224)
    with Image.open(path) as image:
        upright = in_srgb(ImageOps.exif_transpose(image), image.info.get("icc_profile"))
    assert (photo.metadata.width, photo.metadata.height) == upright.size
    off = difference(photo.model_input, as_model_input(upright))
    assert off < 2
    assert np.ptp(photo.model_input) > 100
