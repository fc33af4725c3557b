"""JPEG XL: what `test_decode` does not ask of it."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from fixtures.pictures import as_model_input, difference, encoded, scene
from PIL import Image

from photoclust.core.errors import PhotoUnreadableError
from photoclust.photos import formats, jxl
from photoclust.photos.decode import decode


def exif_of(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "One"
    exif[0x0112] = orientation
    exif.get_ifd(0x8769)[0x9003] = "2021:08:14 20:12:00"
    return exif.tobytes().removeprefix(b"Exif\0\0")


@pytest.mark.parametrize("orientation", [1, 6])
def test_its_exif_is_read_and_turns_nothing(orientation: int) -> None:
    """The codestream says which way up it is, and the library turns it."""
    photo = decode("a", encoded(scene(), "JXL", exif=exif_of(orientation)), 224)
    assert (photo.metadata.camera, photo.metadata.taken) == ("One", datetime(2021, 8, 14, 20, 12))
    assert (photo.metadata.width, photo.metadata.height) == (300, 200)
    assert difference(photo.model_input, as_model_input(scene())) < 4


@pytest.mark.parametrize("mode", ["L", "RGBA"])
def test_modes(mode: str) -> None:
    photo = decode("a", encoded(scene().convert(mode), "JXL"), 224)
    assert difference(photo.model_input, as_model_input(scene().convert(mode))) < 4


def test_the_size_is_looked_at_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "PIXEL_LIMIT_FULL", 50_000)
    monkeypatch.setattr(jxl, "decoded", lambda _data: pytest.fail("it was decoded"))
    with pytest.raises(PhotoUnreadableError) as caught:
        decode("a", encoded(scene(), "JXL"), 224)
    assert caught.value.code == "too-large"


def test_the_library_is_not_loaded_without_need() -> None:
    code = (
        "import io, sys; from PIL import Image; from photoclust.photos.decode import decode\n"
        "out = io.BytesIO(); Image.new('RGB', (9, 9)).save(out, 'PNG'); decode('a', out.getvalue(), 32)\n"
        "print('pylibjxl' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False"]


@pytest.mark.shared
def test_a_real_one(shared_photos: Path) -> None:
    path = shared_photos / "formats-phone-raw" / "exiv2__Reagan.jxl"
    photo = decode(str(path), path.read_bytes(), 224)
    assert (photo.metadata.camera, photo.metadata.width, photo.metadata.height) == ("NIKON D1X", 200, 130)
