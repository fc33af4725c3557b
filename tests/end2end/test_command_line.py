"""The program from outside: processes, exit codes, streams, signals."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fixtures.disks import small_disk  # noqa: F401
from fixtures.pictures import encoded, png_that_claims, same_look_other_content
from fixtures.processes import photoclust
from PIL import Image

from photoclust.core.errors import LibraryError
from photoclust.library import browse
from photoclust.library.session import Library

GIGABYTE = 1 << 30
MANY = 200
PATIENCE = 60.0  # seconds

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="measures with wait4")


@pytest.fixture
def photos(tmp_path: Path, samples: Path) -> Path:
    """A folder of a few photos."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("chelsea", "chelsea-mirrored", "dahlia", "horses", "kitten", "rocket"):
        shutil.copy2(samples / f"{name}.jpg", folder)
    return folder


@pytest.fixture
def many(tmp_path: Path, samples: Path) -> Path:
    """A folder of many small photos."""
    folder = tmp_path / "many"
    folder.mkdir()
    with Image.open(samples / "horses.jpg") as image:
        content = encoded(image.resize((256, 200)))
    for number in range(MANY):
        (folder / f"{number:03}.jpg").write_bytes(same_look_other_content(content, number))
    return folder


def test_the_main_job(photos: Path, library_dir: Path) -> None:
    """One JSON object on stdout, and not a word of any library on stderr."""
    place = ["--library", library_dir, "--json"]
    indexed = photoclust("index", photos, *place)
    assert (indexed.code, indexed.err, indexed.json["embedded"]) == (0, b"", 6)
    clustered = photoclust("cluster", "--method", "kmeans", "--k", "3", *place)
    assert (clustered.code, clustered.err, clustered.json["k"]) == (0, b"", 3)
    similar = photoclust("similar", photos / "chelsea.jpg", "--top", "1", *place)
    assert (similar.code, similar.err) == (0, b"")
    assert similar.json["matches"][0]["path"] == str(photos / "chelsea-mirrored.jpg")
    doctor = photoclust("doctor", *place)
    assert (doctor.code, doctor.err, doctor.json["ok"]) == (0, b"", True)


def test_a_folder_of_everything_that_can_be_wrong(photos: Path, library_dir: Path) -> None:
    """The good photos are indexed, each bad one is listed with a reason, and nothing costs a gigabyte."""
    jpeg = (photos / "horses.jpg").read_bytes()
    (photos / "zero.jpg").touch()
    (photos / "truncated.jpg").write_bytes(jpeg[: len(jpeg) // 2])
    (photos / "text.jpg").write_bytes(b"This is not a picture.\n" * 100)
    (photos / "bomb.png").write_bytes(png_that_claims(65_536, 65_536))
    (photos / "drawing.eps").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n")
    os.mkfifo(photos / "fifo.jpg")
    (photos / "loop").symlink_to(photos)
    (photos / "self.jpg").symlink_to("self.jpg")
    good = photos / os.fsdecode(b"gut-\xff\xfe.jpg")
    good.write_bytes(same_look_other_content(jpeg, 1))
    bad = photos / os.fsdecode(b"schlecht-\xff.jpg")
    bad.write_bytes(b"no")

    for _ in range(2):  # and just the same when they are known already
        answer = photoclust("index", photos, "--library", library_dir, "--json")
        assert answer.code == 1
        assert answer.err == b""
        assert answer.peak < GIGABYTE
        assert answer.json["photos"] == 7
        reasons = {item["path"]: item["reason"] for item in answer.json["unreadable"]}
        assert len(reasons) == len(answer.json["unreadable"])
        assert all(reason.endswith(".") for reason in reasons.values())
        assert {Path(path).name for path in reasons} == {
            *("zero.jpg", "truncated.jpg", "text.jpg", "bomb.png", "drawing.eps", "fifo.jpg", "self.jpg"),
            bad.name,
        }
    assert "4,294 megapixels" in reasons[str(photos / "bomb.png")]
    found = photoclust("similar", photos / "horses.jpg", "--top", "1", "--library", library_dir, "--json")
    assert found.json["matches"][0]["path"] == str(good)


def test_a_locale_that_knows_no_umlauts(photos: Path, library_dir: Path) -> None:
    locale = {"LC_ALL": "C"}
    (photos / "Ä 图.jpg").write_bytes(b"no picture")
    answer = photoclust("index", photos, "--library", library_dir, "--json", env=locale)
    assert answer.code == 1
    assert answer.json["unreadable"][0]["path"] == str(photos / "Ä 图.jpg")
    people = photoclust("index", photos, "--library", library_dir, env=locale)
    assert people.code == 1
    assert people.out.startswith(b"6 photos: ")
    assert b"Traceback" not in people.err


@pytest.mark.parametrize("streams", ["2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed(photos: Path, library_dir: Path, streams: str) -> None:
    """Started by another program, without a terminal."""
    (photos / "bad.jpg").touch()
    command = [sys.executable, "-m", "photoclust", "index", str(photos), "--library", str(library_dir)]
    assert subprocess.run(["sh", "-c", f'exec "$@" {streams}', "sh", *command], check=False).returncode == 1
    assert len(browse.photo_ids(Library.open(library_dir))) == 6


def test_nobody_reads_the_answer(photos: Path, library_dir: Path) -> None:
    photoclust("index", photos, "--library", library_dir)
    command = [sys.executable, "-m", "photoclust", "cluster", "--library", str(library_dir)]
    read, write = os.pipe()
    os.close(read)
    with subprocess.Popen(command, stdout=write, stderr=subprocess.PIPE) as process:
        os.close(write)
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 1


def committed(library_dir: Path) -> int:
    try:
        return len(browse.photo_ids(Library(library_dir)))
    except LibraryError:  # not made yet
        return 0


def test_ctrl_c(many: Path, library_dir: Path) -> None:
    words = ["index", str(many), "--library", str(library_dir), "--jobs", "1"]
    command = [sys.executable, "-m", "photoclust", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + PATIENCE
        while not committed(library_dir):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert (out, err) == (b"", b"photoclust: stopped; what was done is kept.\n")
    kept = committed(library_dir)
    assert 0 < kept < MANY
    again = photoclust("index", many, "--library", library_dir, "--json").json
    assert (again["photos"], again["unchanged"], again["embedded"]) == (MANY, kept, MANY - kept)


def test_a_full_disk(samples: Path, small_disk: Path) -> None:  # noqa: F811
    """What fitted is kept, and when there is room again the work goes on."""
    library = small_disk / "library"
    answer = photoclust("index", samples, "--library", library, "--json")
    assert answer.code == 3
    assert answer.json["error"]["code"] == "disk-full"
    assert answer.json["error"]["path"].startswith(str(library))
    assert answer.err == b""
    with_room = small_disk.parent / "library with room"
    shutil.copytree(library, with_room)
    assert photoclust("doctor", "--library", with_room, "--json").json["ok"]
    assert photoclust("index", samples, "--library", with_room, "--json").json["photos"] == 41


def test_two_at_once_on_one_library(many: Path, library_dir: Path) -> None:
    """They wait for each other, and no photo is in it twice."""
    command = [
        sys.executable,
        "-m",
        "photoclust",
        "index",
        str(many),
        "--library",
        str(library_dir),
        "--json",
    ]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    for process in both:
        out, err = process.communicate(timeout=PATIENCE)
        assert (process.returncode, err) == (0, b""), out
    assert committed(library_dir) == MANY
    assert photoclust("doctor", "--library", library_dir, "--json").json["ok"]
