"""RAW files are shown by their previews: the right one, upright, with the camera's own data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import numpy as np
import pytest
from fixtures import raws
from fixtures.pictures import as_model_input, difference, encoded, opened, scene, turned
from hypothesis import given
from hypothesis import strategies as st

from photoclust.core.errors import SENTENCES, PhotoUnreadableError
from photoclust.core.photo import Region
from photoclust.photos import raw, tiff
from photoclust.photos.decode import decode, decode_query

THUMB, MIDDLE, LARGE = (160, 120), (640, 427), (1500, 1000)


def preview(size: tuple[int, int] = LARGE, seed: int = 0, orientation: int = 1) -> bytes:
    """The sides of an upright scene of this size, as a camera held that way stores it."""
    return encoded(turned(scene(*size, seed=seed), orientation), quality=92)


def refusal(data: bytes) -> str:
    with pytest.raises(PhotoUnreadableError) as caught:
        decode("a.nef", data, 224)
    return caught.value.code


MAKERS: dict[str, Callable[[], bytes]] = {
    "CR2": lambda: raws.cr2([preview(), preview(THUMB, 1)]),
    "RAW": lambda: raws.nef([preview(THUMB, 1), preview()]),
    "DNG": lambda: raws.dng([preview(MIDDLE, 1), preview()], bare=scene(256, 171, seed=1)),
    "RW2": lambda: raws.rw2(preview()),
    "ORF": lambda: raws.orf(preview()),
    "RAF": lambda: raws.raf(preview()),
    "CR3": lambda: raws.cr3([preview(MIDDLE, 1), preview()]),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_the_largest_preview_is_shown(kind: str) -> None:
    photo = decode("a", MAKERS[kind](), 224)
    assert photo.metadata.format == kind
    assert difference(photo.model_input, as_model_input(scene(*LARGE))) < 3
    assert difference(as_model_input(opened(photo.thumbnail)), as_model_input(scene(*LARGE))) < 5


@pytest.mark.parametrize("kind", sorted(MAKERS.keys() - {"RAF"}))
def test_the_cameras_data_and_the_size_of_the_photo(kind: str) -> None:
    found = decode("a", MAKERS[kind](), 224).metadata
    assert (found.width, found.height) == (6000, 4000)
    assert found.taken == datetime(2021, 8, 14, 20, 12)
    assert found.camera == "Maker One"


def test_raf_has_its_data_in_the_preview() -> None:
    exif = opened(encoded(scene())).getexif()
    exif[0x0110] = "X-T1"
    exif[0x0112] = 6
    data = encoded(turned(scene(*LARGE), 6), exif=exif)
    photo = decode("a", raws.raf(data), 224)
    assert (photo.metadata.camera, photo.metadata.width, photo.metadata.height) == ("X-T1", *LARGE)
    assert difference(photo.model_input, as_model_input(scene(*LARGE))) < 3


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["CR2", "RAW", "DNG", "RW2", "CR3"])
def test_every_orientation(kind: str, orientation: int) -> None:
    stored = preview(LARGE, 0, orientation)
    size = (6000, 4000) if orientation < 5 else (4000, 6000)
    make = {"CR2": raws.cr2, "RAW": raws.nef, "DNG": raws.dng, "CR3": raws.cr3}.get(kind)
    data = make([stored], orientation, size) if make else raws.rw2(stored, orientation, size)
    photo = decode("a", data, 224)
    assert (photo.metadata.width, photo.metadata.height) == (6000, 4000)
    assert difference(photo.model_input, as_model_input(scene(*LARGE))) < 3


def test_a_preview_that_the_camera_has_turned_already() -> None:
    upright = scene(1000, 1500)
    photo = decode("a", raws.nef([encoded(upright, quality=92)], orientation=6), 224)
    assert (photo.metadata.width, photo.metadata.height) == (4000, 6000)
    assert difference(photo.model_input, as_model_input(upright)) < 3


def test_a_preview_with_bars_does_not_get_the_size_of_the_photo() -> None:
    found = decode("a", raws.nef([preview((640, 480))]), 224).metadata
    assert (found.width, found.height) == (640, 480)


def test_bare_pixels_where_there_is_nothing_else() -> None:
    photo = decode("a", raws.dng([], bare=scene(256, 171)), 224)
    assert photo.metadata.format == "DNG"
    assert difference(photo.model_input, as_model_input(scene(256, 171))) < 0.1


def test_a_region_is_told_in_pixels_of_the_photo() -> None:
    data = raws.nef([preview()])
    part = decode_query("a", data, Region(3000, 0, 3000, 4000), 224).model_input
    right_half = scene(*LARGE).crop((750, 0, 1500, 1000))
    assert difference(part, as_model_input(right_half)) < 3


def test_sensor_data_that_is_packed_as_jpeg_is_no_preview() -> None:
    lossless = bytearray(preview((3000, 2000)))
    lossless[lossless.index(b"\xff\xc0") + 1] = 0xC3
    photo = decode("a", raws.cr2([bytes(lossless), preview()]), 224)
    assert difference(photo.model_input, as_model_input(scene(*LARGE))) < 3


def test_a_preview_that_is_cut_off_is_passed_by_for_a_smaller_one() -> None:
    data = raws.cr3([preview(MIDDLE), preview(LARGE, 1)])
    photo = decode("a", data[:-20_000], 224)
    assert difference(photo.model_input, as_model_input(scene(*MIDDLE))) < 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (raws.nef([]), "raw-no-preview"),
        (raws.cr3([]), "raw-no-preview"),
        (raws.dng([]), "raw-no-preview"),
        (raws.raf(b""), "raw-no-preview"),
        (b"FOVb" + bytes(200), "raw-no-preview"),
        (raws.raf(preview())[:3000], "truncated"),
        (raws.rw2(preview())[:-500], "truncated"),
        (raws.nef([preview()[:-2000]]), "truncated"),
    ],
    ids=["nef", "cr3", "dng", "raf", "x3f", "cut raf", "rw2 without directory", "nef with half a preview"],
)
def test_why_not(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_usual_tiff_is_none() -> None:
    data = encoded(scene(), "TIFF")
    assert raw.kind_of(data) is None
    assert len(list(tiff.directories(data))) == 1


def test_directories_that_lead_in_circles_end() -> None:
    layout = raws.Tiff()
    first = layout.directory({0x112: raws.shorts(1)})
    second = layout.directory({0x14A: raws.longs(first, first, first)}, following=first)
    data = layout.done(first)
    end = first + 2 + 12  # of its one entry; then follows where the next one lies
    looped = data[:end] + second.to_bytes(4, "little") + data[end + 4 :]
    assert len(list(tiff.directories(looped))) == 2


@given(st.data())
def test_no_damage_is_more_than_a_sentence(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(SMALL)))
    whole = bytearray(SMALL[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        decode("a", bytes(whole[: data.draw(st.integers(1, len(whole)))]), 32)
    except PhotoUnreadableError as error:
        assert error.code in SENTENCES  # noqa: PT017 - either outcome will do


SMALL = {
    "CR2": raws.cr2([preview((90, 60)), preview((45, 30))]),
    "RAW": raws.nef([preview((90, 60))]),
    "DNG": raws.dng([preview((90, 60))], bare=scene(30, 20)),
    "RW2": raws.rw2(preview((90, 60))),
    "ORF": raws.orf(preview((90, 60))),
    "RAF": raws.raf(preview((90, 60))),
    "CR3": raws.cr3([preview((90, 60))]),
}


def test_what_only_begins_like_a_jpeg_is_passed_by() -> None:
    """Sensor data is full of bytes that begin like a JPEG's first two."""
    noise = np.random.default_rng(0).integers(0, 256, 3_000_000, dtype=np.uint8).tobytes()
    data = raws.raf(preview()) + noise.replace(b"\x00", b"\xff\xd8")
    found = raw.previews(data, "RAF")
    assert [(each.width, each.height) for each in found] == [LARGE]
