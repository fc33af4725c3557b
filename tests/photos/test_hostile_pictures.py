"""Files that are damaged, lying or dangerous: each is a sentence, none is a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures.permissions import bound_by_permissions, can_be_bound
from fixtures.pictures import encoded, png_that_claims, scene
from fixtures.raws import box
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from photoclust.core.errors import SENTENCES, PhotoUnreadableError
from photoclust.photos import formats
from photoclust.photos.decode import DecodedPhoto, decode, read_file

FORMATS = ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF", "TIFF", "BMP", "JPEG2000", "PPM", "TGA", "JXL"]
DAMAGED = {"truncated", "corrupt", "not-a-picture", "too-large"}


def refusal(data: bytes) -> PhotoUnreadableError:
    with pytest.raises(PhotoUnreadableError) as caught:
        decode("/photos/a.jpg", data, 224)
    assert caught.value.path == "/photos/a.jpg"
    return caught.value


class TestRefused:
    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"this is not an image\n" * 50, "not-a-picture"),
            (b"<!doctype html><title>404</title>", "not-a-picture"),
            (b"PK\x05\x06" + bytes(18), "not-a-picture"),
            (bytes(1000), "not-a-picture"),
            (b"\xff", "not-a-picture"),
            (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "format-refused"),
            (b"\xc5\xd0\xd3\xc6" + bytes(28) + b"%!PS-Adobe-3.0 EPSF-3.0\n", "format-refused"),
            (b"%PDF-1.7\n", "format-refused"),
            (b"8BPS\0\1" + bytes(30), "format-refused"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "format-refused"),
        ],
        ids=["text", "html", "zip", "zeros", "one byte", "eps", "eps of Windows", "pdf", "psd", "svg"],
    )
    def test_what_is_no_picture(self, data: bytes, code: str) -> None:
        assert refusal(data).code == code

    @pytest.mark.parametrize("bits", [12, 16])
    def test_a_jpeg_of_more_than_eight_bits(self, bits: int) -> None:
        data = bytearray(encoded(scene(64, 64)))
        data[data.index(b"\xff\xc0") + 4] = bits
        assert refusal(bytes(data)).code == "jpeg-depth"
        assert f"{bits} bits" in refusal(bytes(data)).message

    @pytest.mark.parametrize("brand", [b"qt  ", b"isom", b"mp42", b"M4V "])
    def test_a_video_in_a_pictures_name(self, brand: bytes) -> None:
        assert refusal(box(b"ftyp", brand + bytes(4) + brand) + box(b"mdat", bytes(100))).code == "video"

    @pytest.mark.parametrize(
        "kind", ["JPEG", "PNG", "GIF", "TIFF", "HEIF", "AVIF", "WEBP", "JXL", "JPEG2000"]
    )
    def test_what_begins_like_a_picture_is_a_damaged_one(self, kind: str) -> None:
        assert refusal(encoded(scene(64, 64), kind)[:16] + bytes(64)).code in {"corrupt", "truncated"}

    @pytest.mark.parametrize("kind", ["HEIF", "AVIF"])
    def test_a_size_that_only_the_boxes_tell(self, kind: str) -> None:
        data = bytearray(encoded(scene(64, 64), kind))
        place = data.index(b"ispe") + 8
        data[place : place + 8] = (30_000).to_bytes(4, "big") * 2
        error = refusal(bytes(data))
        assert (error.code, error.values["megapixels"]) == ("too-large", 900)

    @pytest.mark.parametrize("word", [b"mime", b"application/rdf+xml", b"Exif"])
    def test_types_of_items_that_are_no_text_never_reach_the_decoder(self, word: bytes) -> None:
        """pi-heif 1.4 dies of them, and takes the program along."""
        picture = scene(64, 64)
        picture.info["xmp"] = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
        exif = Image.Exif()
        exif[0x0110] = "One"
        picture.info["exif"] = exif.tobytes()
        data = encoded(picture, "HEIF")
        decode("a", data, 224)
        place = data.index(word, data.index(b"iinf"))
        assert refusal(data[:place] + b"\xff" * len(word) + data[place + len(word) :]).code == "corrupt"

    def test_ghostscript_is_never_started(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("gs", "gswin64c"):
            (tmp_path / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n")
            (tmp_path / name).chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        body = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n%%EOF\n"
        for head in (b"", b"\xc5\xd0\xd3\xc6" + (32).to_bytes(4, "little") + bytes(24), b" ", b"\n\n"):
            refusal(head + body)
        assert not (tmp_path / "started").exists()

    @pytest.mark.parametrize("kind", ["ICO", "PCX", "SGI", "PALM"])
    def test_decoders_that_are_not_named_are_not_tried(self, kind: str) -> None:
        data = encoded(scene(64, 64).quantize(16) if kind == "PALM" else scene(64, 64), kind)
        assert refusal(data).code in DAMAGED

    @pytest.mark.parametrize("size", [(65_536, 65_536), (2**31 - 1, 2**31 - 1), (11_000, 11_000)])
    def test_a_png_that_claims_too_much(self, size: tuple[int, int]) -> None:
        error = refusal(png_that_claims(*size))
        assert error.code == "too-large"
        assert f"{size[0] * size[1] // formats.MEGAPIXEL}"[:3] in error.message.replace(",", "")

    def test_a_jpeg_may_be_larger_since_it_is_decoded_small_but_not_for_ever(self) -> None:
        data = bytearray(encoded(scene(64, 64)))
        size = data.index(b"\xff\xc0") + 5
        data[size : size + 4] = (13_000).to_bytes(2, "big") * 2
        assert decode("a", bytes(data), 224).metadata.width == 13_000  # 169 megapixels, most of them grey
        data[size : size + 4] = (65_500).to_bytes(2, "big") * 2
        assert refusal(bytes(data)).code == "too-large"


class TestDamaged:
    @pytest.mark.parametrize("percent", [3, 10, 25, 50, 75, 90, 99])
    def test_a_jpeg_that_is_cut_off(self, samples: Path, percent: int) -> None:
        data = (samples / "kitten.jpg").read_bytes()
        assert refusal(data[: len(data) * percent // 100]).code == "truncated"

    def test_only_the_start_of_a_jpeg(self, samples: Path) -> None:
        data = (samples / "kitten.jpg").read_bytes()
        for length in (2, 3, 20, 200):
            assert refusal(data[:length]).code in {"truncated", "not-a-picture", "corrupt"}

    @pytest.mark.parametrize("kind", FORMATS)
    def test_any_format_cut_in_the_middle(self, kind: str) -> None:
        data = encoded(scene(), kind)
        assert refusal(data[: len(data) // 2]).code in DAMAGED

    def test_what_follows_a_picture_does_not_matter(self) -> None:
        decode("a", encoded(scene()) + b"GARBAGE" * 5000, 224)

    @settings(max_examples=60)
    @given(data=st.data())
    @pytest.mark.parametrize("kind", FORMATS)
    def test_no_damage_is_more_than_a_sentence(self, kind: str, data: st.DataObject) -> None:
        whole = bytearray(encoded(scene(48, 32), kind))
        for _ in range(data.draw(st.integers(1, 6))):
            where = data.draw(st.integers(0, len(whole) - 1))
            whole[where] = data.draw(st.integers(0, 255))
        cut = data.draw(st.integers(1, len(whole)))
        try:
            photo = decode("a", bytes(whole[:cut]), 224)
        except PhotoUnreadableError as error:
            assert error.code in SENTENCES  # noqa: PT017 - either outcome will do
        else:
            assert isinstance(photo, DecodedPhoto)
            assert photo.model_input.shape == (224, 224, 3)


class TestReading:
    def test_the_bytes_of_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.jpg").write_bytes(b"123")
        assert read_file(str(tmp_path / "a.jpg")) == b"123"

    def test_an_empty_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.jpg").write_bytes(b"")
        assert reason(tmp_path / "a.jpg") == "empty"

    def test_a_file_that_is_gone(self, tmp_path: Path) -> None:
        assert reason(tmp_path / "a.jpg") == "vanished"

    def test_a_folder(self, tmp_path: Path) -> None:
        assert reason(tmp_path) in {"not-a-file", "read-failed"}

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="FIFOs need a POSIX system")
    @pytest.mark.timeout(20)
    def test_a_fifo_that_nobody_writes_to_does_not_hold_it_up(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.jpg")
        assert reason(tmp_path / "a.jpg") == "not-a-file"

    @pytest.mark.skipif(not can_be_bound(), reason="permissions do not bind here")
    def test_a_file_that_may_not_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.jpg").write_bytes(b"123")
        (tmp_path / "a.jpg").chmod(0)
        with bound_by_permissions():
            assert reason(tmp_path / "a.jpg") == "permission"

    def test_a_file_of_gigabytes_is_not_read(self, tmp_path: Path) -> None:
        with open(tmp_path / "a.jpg", "wb") as file:
            file.truncate(3 << 30)  # takes no room
        with pytest.raises(PhotoUnreadableError, match=r"3\.0 GB; files over 1 GB") as caught:
            read_file(str(tmp_path / "a.jpg"))
        assert caught.value.code == "file-too-large"


def reason(path: Path) -> str:
    with pytest.raises(PhotoUnreadableError) as caught:
        read_file(str(path))
    assert caught.value.path == str(path)
    return caught.value.code


def run_python(code: str, *arguments: str) -> list[str]:
    """What a fresh interpreter prints."""
    command = [sys.executable, "-c", code, *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.split()


PEAK = """
import sys
from photoclust.core.errors import PhotoUnreadableError
from photoclust.photos.decode import decode, read_file

for path in sys.argv[1:]:
    try:
        decode(path, read_file(path), 224)
        print("decoded")
    except PhotoUnreadableError as error:
        print(error.code)
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
class TestMemory:
    def test_what_is_refused_costs_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_bytes(png_that_claims(65_536, 65_536))
        (tmp_path / "b.png").write_bytes(png_that_claims(2**31 - 1, 2**31 - 1))
        with open(tmp_path / "c.jpg", "wb") as file:
            file.truncate(5 << 30)
        *outcomes, peak = run_python(PEAK, *map(str, sorted(tmp_path.iterdir())))
        assert outcomes == ["too-large", "too-large", "file-too-large"]
        assert int(peak) < 200 << 10  # KiB

    @pytest.mark.slow
    @pytest.mark.parametrize(("mode", "kind"), [("RGBA", "PNG"), ("F", "TIFF"), ("LA", "PNG"), ("P", "GIF")])
    def test_the_largest_picture_allowed_stays_below_a_gigabyte(
        self, tmp_path: Path, mode: str, kind: str
    ) -> None:
        options = {"TIFF": {"compression": "tiff_adobe_deflate"}, "GIF": {"transparency": 0}}.get(kind, {})
        (tmp_path / "a").write_bytes(encoded(Image.new(mode, (9_900, 10_000)), kind, **options))
        outcome, peak = run_python(PEAK, str(tmp_path / "a"))
        assert outcome == "decoded"
        assert int(peak) < 1 << 20  # KiB

    def test_too_little_memory_is_a_sentence(self, tmp_path: Path) -> None:
        with open(tmp_path / "a.jpg", "wb") as file:
            file.truncate(900 << 20)
        code = f"import resource; resource.setrlimit(resource.RLIMIT_AS, (600 << 20,) * 2)\n{PEAK}"
        assert run_python(code, str(tmp_path / "a.jpg"))[0] == "out-of-memory"
