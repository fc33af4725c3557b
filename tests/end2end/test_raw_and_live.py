"""Photos of several files, from outside: what a person at a terminal sees of RAW+JPEG and Live Photos."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from fixtures.processes import photoclust
from fixtures.raws import cr2

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="measures with wait4")


@pytest.fixture(params=["made", "real"])
def card(request: pytest.FixtureRequest, tmp_path: Path, samples: Path) -> Path:
    """A memory card: a shot as RAW and JPEG, a Live Photo, a RAW file alone, a film alone, a JPEG alone."""
    folder = tmp_path / "card"
    folder.mkdir()
    shutil.copy(samples / "chelsea.jpg", folder / "IMG_1.JPG")
    shutil.copy(samples / "chelsea-mirrored.jpg", folder / "IMG_5.JPG")
    if request.param == "real":
        shared: Path = request.getfixturevalue("shared_photos") / "formats-phone-raw"
        shutil.copy(shared / "photoprism__canon_eos_6d.dng", folder / "IMG_1.DNG")
        shutil.copy(shared / "photoprism__iphone_7.heic", folder / "IMG_2.HEIC")
        shutil.copy(shared / "mei__nef_Issue 247-1.nef", folder / "IMG_3.NEF")
    else:
        (folder / "IMG_1.DNG").write_bytes(cr2([(samples / "dahlia.jpg").read_bytes()]))
        shutil.copy(samples / "dahlia.jpg", folder / "IMG_2.HEIC")  # its first bytes decide what it is
        (folder / "IMG_3.NEF").write_bytes(cr2([(samples / "rocket.jpg").read_bytes()]))
    (folder / "IMG_2.MOV").write_bytes(b"\0\0\0\x14ftypqt  " + bytes(1000))
    (folder / "IMG_4.MOV").write_bytes(b"\0\0\0\x14ftypqt  " + bytes(1000))
    return folder


def test_a_shot_is_one_photo_whatever_is_done(card: Path, library_dir: Path, tmp_path: Path) -> None:
    place = ["--library", library_dir, "--json"]
    indexed = photoclust("index", card, *place)
    assert (indexed.code, indexed.err) == (0, b"")
    assert (indexed.json["photos"], indexed.json["embedded"]) == (4, 4)
    again = photoclust("index", card, *place)
    assert (again.json["photos"], again.json["unchanged"]) == (4, 4)

    by_jpeg = photoclust("similar", card / "IMG_1.JPG", "--top", "2", *place)
    by_raw = photoclust("similar", card / "IMG_1.DNG", "--top", "2", *place)
    assert by_raw.json["matches"] == by_jpeg.json["matches"]
    assert by_raw.json["matches"][0]["path"] == str(card / "IMG_5.JPG")
    assert by_raw.json["query"] == str(card / "IMG_1.DNG")
    assert photoclust("similar", card / "IMG_2.MOV", *place).code == 0
    assert photoclust("similar", card / "IMG_4.MOV", *place).code == 3

    made = photoclust("albums", "create", "Cats", card / "IMG_1.DNG", card / "IMG_1.JPG", *place)
    assert (made.code, made.json["album"]["photos"]) == (0, [str(card / "IMG_1.JPG")])
    added = photoclust("albums", "add", "Cats", card / "IMG_2.MOV", card / "IMG_4.MOV", *place)
    assert (added.code, added.json["changed"]) == (1, 1)
    assert [item["path"] for item in added.json["left_out"]] == [str(card / "IMG_4.MOV")]
    assert photoclust("albums", "export", "Cats", tmp_path / "out", *place).json["copied"] == 2
    assert sorted(os.listdir(tmp_path / "out" / "Cats")) == ["IMG_1.JPG", "IMG_2.HEIC"]
    whole = photoclust("albums", "export", "Cats", tmp_path / "out", "--with-companions", *place)
    assert (whole.json["copied"], whole.json["present"]) == (2, 2)
    assert sorted(os.listdir(tmp_path / "out" / "Cats")) == [
        "IMG_1.DNG",
        "IMG_1.JPG",
        "IMG_2.HEIC",
        "IMG_2.MOV",
    ]

    (card / "IMG_1.JPG").unlink()
    left = photoclust("index", card, *place)
    assert (left.code, left.json["photos"]) == (0, 4)
    (album,) = photoclust("albums", "list", *place).json["albums"]
    assert album["photos"] == [str(card / "IMG_1.DNG"), str(card / "IMG_2.HEIC")]
    doctor = photoclust("doctor", *place)
    assert (doctor.code, doctor.json["ok"]) == (0, True)
    (shots,) = [check["detail"] for check in doctor.json["checks"] if check["name"] == "shots"]
    assert shots == "RAW files and films that belong to photos: 1"
