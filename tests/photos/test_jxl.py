"""JPEG XL: what `test_decode` does not ask of it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import brotli
import pytest
from fixtures.pictures import as_model_input, difference, encoded, scene
from fixtures.raws import box
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photoclust.core.errors import PhotoUnreadableError
from photoclust.photos import formats, jxl
from photoclust.photos.decode import decode
from photoclust.photos.jxl_header import CODESTREAM, CUSTOM, JxlColour, colour_of


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
    monkeypatch.setattr(formats, "PIXEL_LIMIT_GREEDY", 50_000)
    monkeypatch.setattr(jxl, "decoded", lambda _data: pytest.fail("it was decoded"))
    with pytest.raises(PhotoUnreadableError) as caught:
        decode("a", encoded(scene(), "JXL"), 224)
    assert caught.value.code == "too-large"


def test_the_library_is_not_loaded_without_need() -> None:
    code = (
        "import io, sys; from PIL import Image; from photoclust.photos.decode import decode\n"
        "out = io.BytesIO(); Image.new('RGB', (9, 9)).save(out, 'PNG'); decode('a', out.getvalue(), 32)\n"
        "print('pylibjxl' in sys.modules or 'brotli' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False"]


MADE_BY_CJXL = Path(__file__).resolve().parents[1] / "fixtures" / "jxl"


@pytest.mark.parametrize("name", ["primaries", "profile", "animated", "from-jpeg"])
def test_what_other_encoders_write(name: str) -> None:
    """See the README there: colours that only the header tells, the first of many pictures, packed EXIF."""
    photo = decode("a", (MADE_BY_CJXL / f"{name}.jxl").read_bytes(), 224)
    expected = Image.eval(scene(), lambda level: 60 + level // 2).resize((48, 32))
    assert (photo.metadata.width, photo.metadata.height) == (48, 32)
    assert difference(photo.model_input, as_model_input(expected)) < 3
    assert photo.metadata.camera == ("One" if name == "from-jpeg" else None)


def test_exif_that_unpacks_to_too_much_is_left_out() -> None:
    bomb = b"Exif" + brotli.compress(bytes(1 << 24), quality=5)
    assert len(bomb) < 1000
    data = (MADE_BY_CJXL / "from-jpeg.jxl").read_bytes()
    assert decode("a", data[:32] + box(b"brob", bomb) + data[32:], 224).metadata.camera is None


@pytest.mark.parametrize("packed", [b"Exif", b"Exif" + bytes(40), b"Exif\x8b", b""])
def test_exif_that_can_not_be_unpacked(packed: bytes) -> None:
    data = (MADE_BY_CJXL / "from-jpeg.jxl").read_bytes()
    assert decode("a", data[:32] + box(b"brob", packed) + data[32:], 224).metadata.width == 48


class TestHeader:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("profile", JxlColour(profiled=True)),
            ("animated", JxlColour(animated=True)),
            ("from-jpeg", JxlColour(perceptual=False)),
        ],
    )
    def test_what_it_says_of_colours(self, name: str, expected: JxlColour) -> None:
        assert colour_of((MADE_BY_CJXL / f"{name}.jxl").read_bytes()) == expected

    def test_primaries_of_its_own(self) -> None:
        found = colour_of((MADE_BY_CJXL / "primaries.jxl").read_bytes())
        assert (found.profiled, found.primaries, found.transfer) == (False, CUSTOM, 13)
        assert found.points[0] == pytest.approx((0.68, 0.32), abs=0.01)

    @given(st.binary(max_size=60))
    def test_any_bytes(self, data: bytes) -> None:
        with contextlib.suppress(ValueError):
            colour_of(CODESTREAM + data)


@pytest.mark.shared
def test_a_real_one(shared_photos: Path) -> None:
    path = shared_photos / "formats-phone-raw" / "exiv2__Reagan.jxl"
    photo = decode(str(path), path.read_bytes(), 224)
    assert (photo.metadata.camera, photo.metadata.width, photo.metadata.height) == ("NIKON D1X", 200, 130)
