"""The markers of JPEGs, and progressive ones without what does not show at 1/8."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from fixtures.pictures import encoded, scene
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from photoclust.photos import jpeg
from photoclust.photos.decode import decode


def eighth(data: bytes) -> NDArray[np.uint8]:
    image = Image.open(io.BytesIO(data))
    image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
    image.load()
    return np.asarray(image)


def noisy(width: int, height: int) -> Image.Image:
    """A scene with detail in every block."""
    noise = np.random.default_rng(1).integers(-60, 60, (height, width, 3))
    return Image.fromarray(np.clip(np.asarray(scene(width, height)) + noise, 0, 255).astype(np.uint8))


class TestWithoutDetail:
    @pytest.mark.parametrize("sampling", ["4:4:4", "4:2:2", "4:2:0"])
    @pytest.mark.parametrize("size", [(640, 480), (333, 217)])
    @pytest.mark.parametrize("quality", [60, 95])
    def test_the_eighth_is_the_same_to_the_bit(
        self, sampling: str, size: tuple[int, int], quality: int
    ) -> None:
        data = encoded(noisy(*size), progressive=True, subsampling=sampling, quality=quality)
        coarse = jpeg.without_detail(data)
        assert coarse is not None
        assert len(coarse) < len(data) * 0.8
        assert np.array_equal(eighth(coarse), eighth(data))

    def test_grey(self) -> None:
        data = encoded(noisy(640, 480).convert("L"), progressive=True)
        coarse = jpeg.without_detail(data)
        assert coarse is not None
        assert len(coarse) < len(data) / 4
        assert np.array_equal(eighth(coarse), eighth(data))

    def test_it_keeps_what_else_is_in_the_file(self) -> None:
        exif = Image.Exif()
        exif[0x0112] = 6
        data = encoded(noisy(640, 480), progressive=True, exif=exif, icc_profile=b"profile" * 20_000)
        coarse = Image.open(io.BytesIO(jpeg.without_detail(data) or b""))
        assert coarse.getexif()[0x0112] == 6
        assert coarse.info["icc_profile"] == b"profile" * 20_000

    def test_one_that_is_cut_off_is_left_alone(self) -> None:
        """Or nobody would notice that it is."""
        data = encoded(noisy(640, 480), progressive=True)
        assert jpeg.without_detail(data[: len(data) * 3 // 4]) is None

    @given(st.binary(max_size=300))
    def test_any_bytes(self, data: bytes) -> None:
        jpeg.without_detail(jpeg.START + data)
        jpeg.frame(jpeg.START + data)
        jpeg.end(jpeg.START + data)

    @pytest.mark.parametrize(("size", "used"), [((3200, 2400), True), ((3000, 2000), False)])
    def test_it_is_used_where_an_eighth_is_large_enough(
        self, size: tuple[int, int], used: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        data = encoded(noisy(*size), progressive=True)
        plain = decode("a", data, 224)
        calls = []
        monkeypatch.setattr(jpeg, "without_detail", calls.append)
        as_before = decode("a", data, 224)
        assert (len(calls) == 1) == used
        assert np.array_equal(plain.model_input, as_before.model_input)
        assert plain.thumbnail == as_before.thumbnail


@pytest.mark.shared
def test_real_progressive_jpegs_are_the_same_to_the_bit(shared_photos: Path) -> None:
    tried = 0
    for path in sorted((shared_photos / "large-photos").glob("*.jpg")):
        data = path.read_bytes()
        frame = jpeg.frame(data)
        if frame is not None and frame.process == jpeg.PROGRESSIVE:
            assert np.array_equal(eighth(jpeg.without_detail(data) or b""), eighth(data)), path
            tried += 1
    assert tried >= 10


class TestFrame:
    @pytest.mark.parametrize("progressive", [False, True])
    def test_what_it_says(self, progressive: bool) -> None:
        process = jpeg.PROGRESSIVE if progressive else 0xC0
        data = encoded(scene(300, 200), progressive=progressive)
        assert jpeg.frame(data) == jpeg.Frame(process, 8, 300, 200, 3)
        assert jpeg.frame(b"before" + data, 6) == jpeg.frame(data)

    def test_the_thumbnail_inside_is_not_taken_for_the_picture(self) -> None:
        data = encoded(scene(300, 200), exif=b"Exif\0\0" + encoded(scene(30, 20)))
        frame = jpeg.frame(data)
        assert frame is not None
        assert (frame.width, frame.height) == (300, 200)
        assert jpeg.end(data) == len(data)

    def test_what_follows_the_end(self) -> None:
        data = encoded(scene(300, 200))
        assert jpeg.end(data + b"\xff\xd9more") == len(data)

    @pytest.mark.parametrize(
        "data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\0", b"\x89PNG", b"\xff\xd8\xff\xd9"]
    )
    def test_no_jpeg(self, data: bytes) -> None:
        assert jpeg.frame(data) is None
