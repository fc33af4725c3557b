"""Walking folders: what is found, what is left out, and what is said of the rest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.permissions import bound_by_permissions, can_be_bound

from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.photo import Companion, PhotoFile
from photoclust.photos.listing import BadEntry, unreadable
from photoclust.photos.scan import _inside, concerns, count_candidates, scan

needs_links = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and FIFOs need a POSIX system")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "photos"
    made.mkdir()
    return made


def touch(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def found(folder: Path) -> list[str]:
    """Relative paths of all that a scan yields; bad entries with their code."""
    answers = []
    for entry in scan(str(folder)):
        name = entry.path.removeprefix(str(folder) + os.sep)
        answers.append(f"{name} {entry.error.code}" if isinstance(entry, BadEntry) else name)
    return answers


def test_a_photo_is_described_by_its_file(folder: Path) -> None:
    photo = touch(folder / "a.jpg", b"12345")
    os.utime(photo, ns=(1, 1_700_000_000_123_456_789))
    assert list(scan(str(folder))) == [PhotoFile(str(photo), 5, photo.stat().st_mtime_ns)]


def test_only_pictures_by_name_are_looked_at(folder: Path) -> None:
    pictures = ["a.JPG", "b.jpeg", "c.HEIC", "d.png", "e.webp", "f.avif", "g.tif", "h.gif", "i.bmp", "j.MPO"]
    pictures += ["k.CR2", "l.jxl"]
    for name in pictures:
        touch(folder / name)
    for name in ("notes.txt", "movie.mp4", "jpg", "a.jpg.part", "archive.zip", "a.raw", "x.svg"):
        touch(folder / name)
    assert found(folder) == pictures


def test_hidden_and_system_folders_are_left_out(folder: Path) -> None:
    for hidden in (
        ".git",
        ".thumbnails",
        "$RECYCLE.BIN",
        "System Volume Information",
        "lost+found",
        "@eaDir",
    ):
        touch(folder / "trip" / hidden / "deep" / "a.jpg")
    touch(folder / "__MACOSX" / "b.jpg")
    touch(folder / ".hidden.jpg")
    touch(folder / "trip" / "kept.jpg")
    assert found(folder) == ["trip/kept.jpg"]
    assert count_candidates(str(folder)) == 1


def test_what_macos_shows_as_one_file_is_not_looked_into(folder: Path) -> None:
    """What a program keeps in there are smaller copies of every photo, beside originals, if any."""
    for package in ("Photos Library.photoslibrary", "old.APLibrary", "Previews.lrdata", "Viewer.app"):
        touch(folder / package / "originals" / "0" / "a.jpg")
    touch(folder / "photoslibrary" / "b.jpg")
    touch(folder / "my.app.photos" / "c.jpg")
    touch(folder / "d.app.jpg")
    assert found(folder) == ["d.app.jpg", "my.app.photos/c.jpg", "photoslibrary/b.jpg"]
    assert count_candidates(str(folder)) == 3


def test_a_package_is_scanned_when_it_is_asked_for(tmp_path: Path) -> None:
    package = tmp_path / "Photos Library.photoslibrary"
    touch(package / "originals" / "0" / "a.jpg")
    assert found(package) == ["originals/0/a.jpg"]
    assert found(package / "originals") == ["0/a.jpg"]


def test_a_hidden_folder_is_scanned_when_it_is_asked_for(tmp_path: Path) -> None:
    touch(tmp_path / ".private" / "a.jpg")
    assert found(tmp_path / ".private") == ["a.jpg"]


def test_postscript_is_named_and_not_opened(folder: Path) -> None:
    for name in ("logo.eps", "page.PS", "figure.epsf"):
        touch(folder / name)
    assert found(folder) == [
        "figure.epsf format-refused",
        "logo.eps format-refused",
        "page.PS format-refused",
    ]
    entry = next(scan(str(folder)))
    assert isinstance(entry, BadEntry)
    assert "EPSF" in entry.error.message


def test_a_folder_named_like_a_photo_is_a_folder(folder: Path) -> None:
    touch(folder / "a.jpg" / "b.jpg")
    touch(folder / "c.eps" / "d.jpg")
    assert found(folder) == ["a.jpg/b.jpg", "c.eps/d.jpg"]


def test_a_folder_that_is_gone_is_a_bad_entry(tmp_path: Path) -> None:
    (entry,) = scan(str(tmp_path / "unplugged"))
    assert isinstance(entry, BadEntry)
    assert (entry.path, entry.is_folder) == (str(tmp_path / "unplugged") + os.sep, True)


def test_the_count_for_the_progress_bar_is_that_of_the_scan(folder: Path) -> None:
    for name in ("a.jpg", "sub/b.png", "sub/.c.jpg", "sub/d.txt", "sub/deeper/e.gif"):
        touch(folder / name)
    assert count_candidates(str(folder)) == len(found(folder)) == 3


@needs_links
class TestLinks:
    def test_links_inside_the_folder_are_not_followed(self, folder: Path) -> None:
        touch(folder / "sub" / "a.jpg")
        (folder / "again.jpg").symlink_to(folder / "sub" / "a.jpg")
        (folder / "also").symlink_to(folder / "sub")
        assert found(folder) == ["sub/a.jpg"]

    def test_links_that_lead_out_are_followed(self, folder: Path, tmp_path: Path) -> None:
        touch(tmp_path / "elsewhere" / "b.jpg", b"123")
        touch(tmp_path / "single.jpg")
        (folder / "other").symlink_to(tmp_path / "elsewhere")
        (folder / "one.jpg").symlink_to(tmp_path / "single.jpg")
        assert found(folder) == ["one.jpg", "other/b.jpg"]
        *_, through_link = scan(str(folder))
        assert isinstance(through_link, PhotoFile)
        assert through_link.size == 3  # the file's, not the link's

    def test_two_links_to_a_folder_give_its_photos_once(self, folder: Path, tmp_path: Path) -> None:
        touch(tmp_path / "elsewhere" / "b.jpg")
        (folder / "first").symlink_to(tmp_path / "elsewhere")
        (folder / "second").symlink_to(tmp_path / "elsewhere")
        assert found(folder) == ["first/b.jpg"]

    def test_loops_end(self, folder: Path, tmp_path: Path) -> None:
        touch(folder / "a.jpg")
        touch(tmp_path / "outside" / "b.jpg")
        (folder / "me").symlink_to(folder)
        (folder / "there").symlink_to(tmp_path / "outside")
        (tmp_path / "outside" / "back").symlink_to(folder)
        (tmp_path / "outside" / "self").symlink_to(tmp_path / "outside")
        assert found(folder) == ["a.jpg", "there/b.jpg"]

    def test_a_scan_through_a_link_to_the_folder(self, folder: Path, tmp_path: Path) -> None:
        touch(folder / "sub" / "a.jpg")
        (folder / "again").symlink_to(folder / "sub")
        (tmp_path / "link").symlink_to(folder)
        assert found(tmp_path / "link") == ["sub/a.jpg"]

    def test_broken_links_are_said(self, folder: Path) -> None:
        (folder / "nowhere.jpg").symlink_to(folder / "gone.jpg")
        (folder / "self.jpg").symlink_to(folder / "self.jpg")
        (folder / "no-photo").symlink_to(folder / "gone")
        assert found(folder) == ["nowhere.jpg broken-link", "self.jpg read-failed"]

    def test_what_is_no_file_is_said_and_not_opened(self, folder: Path) -> None:
        os.mkfifo(folder / "fifo.jpg")
        (folder / "zero.jpg").symlink_to("/dev/zero")
        assert found(folder) == ["fifo.jpg not-a-file", "zero.jpg not-a-file"]

    def test_nothing_leads_out_of_the_root_of_the_file_system(self) -> None:
        assert _inside("/etc", "/")
        assert _inside("/", "/")
        assert not _inside("/etc-backup", "/etc")


@pytest.mark.skipif(not can_be_bound(), reason="permissions do not bind here")
class TestPermissions:
    @pytest.fixture
    def closed(self, folder: Path) -> Iterator[Path]:
        touch(folder / "closed" / "a.jpg")
        touch(folder / "open" / "b.jpg")
        (folder / "closed").chmod(0)
        with bound_by_permissions():
            yield folder / "closed"
        (folder / "closed").chmod(0o700)

    def test_a_folder_that_may_not_be_read_is_said(self, folder: Path, closed: Path) -> None:
        assert found(folder) == ["closed/ permission", "open/b.jpg"]
        bad = next(scan(str(folder)))
        assert isinstance(bad, BadEntry)
        assert bad.is_folder
        assert bad.error.path == str(closed) + os.sep

    def test_counting_survives_it(self, folder: Path, closed: Path) -> None:
        assert count_candidates(str(folder)) == 1


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (PermissionError(13, "Permission denied"), "permission", "may not be read"),
        (FileNotFoundError(2, "No such file"), "vanished", "disappeared"),
        (OSError(5, "Input/output error"), "read-failed", "Input/output error"),
        (OSError("no number"), "read-failed", "no number"),
    ],
)
def test_reasons(error: OSError, code: str, says: str) -> None:
    made = unreadable("/a.jpg", error)
    assert isinstance(made, PhotoUnreadableError)
    assert (made.code, made.path) == (code, "/a.jpg")
    assert says in made.message


def test_folders_to_be_skipped_are(folder: Path) -> None:
    for path in ("a/1.jpg", "b/2.jpg", "b/c/3.jpg", "d.jpg"):
        touch(folder / path)
    names = [entry.path for entry in scan(str(folder), skip={str(folder / "b")})]
    assert names == [str(folder / "a" / "1.jpg"), str(folder / "d.jpg")]


def test_folders_on_another_file_system_are_told(folder: Path, other_disk: Path) -> None:
    touch(other_disk / "inner" / "2.jpg")
    touch(folder / "a" / "1.jpg")
    (folder / "a" / "link").symlink_to(other_disk)
    told: list[str] = []
    assert len(list(scan(str(folder), on_drive=told.append))) == 2
    assert told == [str(folder / "a" / "link")], "neither the folder itself nor what lies in the other one"


@pytest.mark.parametrize(
    ("path", "is_folder", "matters"),
    [
        ("a.JPG", False, True),
        ("sub/a.eps", False, True),
        ("sub/a.MOV", False, True),
        ("notes.txt", False, False),
        ("sub", True, True),
        ("sub.album", True, True),
        (".hidden.jpg", False, False),
        (".hidden/a.jpg", False, False),
        ("sub/.thumbnails", True, False),
        ("$RECYCLE.BIN/a.jpg", False, False),
        ("lost+found", True, False),
        ("Photos Library.photoslibrary", True, False),
        ("Photos Library.PhotosLibrary/originals/0/a.jpg", False, False),
        ("originals/0/a.jpg", False, True),
        ("lost+found", False, False),
        ("", True, False),
    ],
)
def test_what_a_change_must_be_to_matter(path: str, is_folder: bool, matters: bool) -> None:
    assert concerns(path.replace("/", os.sep), is_folder) is matters


def shots_in(folder: Path) -> dict[str, str | None]:
    """What a scan yields, and of which file each is a companion."""
    return {
        entry.path.removeprefix(f"{folder}/"): entry.main.removeprefix(f"{folder}/")
        if isinstance(entry, Companion)
        else None
        for entry in scan(str(folder))
    }


def test_files_of_one_shot_are_told_in_the_order_of_all_others(folder: Path) -> None:
    for name in ("b.CR2", "b.JPG", "b.MOV", "sub/a.heic", "sub/a.mov", "sub/b.dng", "film.mov", "c.mp4"):
        touch(folder / name)
    assert shots_in(folder) == {
        "b.CR2": "b.JPG",
        "b.JPG": None,
        "b.MOV": "b.JPG",
        "sub/a.heic": None,
        "sub/a.mov": "sub/a.heic",
        "sub/b.dng": None,
    }
    assert found(folder) == sorted(found(folder))
    kinds = [entry.kind.name for entry in scan(str(folder)) if isinstance(entry, Companion)]
    assert kinds == ["RAW", "FILM", "FILM"]


@needs_links
def test_nothing_belongs_to_what_is_no_photo(folder: Path, tmp_path: Path) -> None:
    """A link to a photo inside the folder is passed over, and so its RAW file is a photo of its own."""
    touch(folder / "sub" / "a.jpg")
    (folder / "a.jpg").symlink_to(folder / "sub" / "a.jpg")
    touch(folder / "a.nef")
    (folder / "b.jpg").mkdir()
    touch(folder / "b.nef")
    outside = touch(tmp_path / "outside" / "c.jpg")
    (folder / "c.jpg").symlink_to(outside)
    touch(folder / "c.nef")
    assert shots_in(folder) == {
        "a.nef": None,
        "b.nef": None,
        "c.jpg": None,
        "c.nef": "c.jpg",
        "sub/a.jpg": None,
    }


@needs_links
def test_companions_that_can_not_be_looked_at(folder: Path) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        touch(folder / name)
    (folder / "a.nef").symlink_to(folder.parent / "nowhere")
    (folder / "b.mov").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "c.mov")
    assert found(folder) == ["a.jpg", "a.nef broken-link", "b.jpg", "c.jpg"]
    (folder / "a.nef").unlink()
    os.mkfifo(folder / "a.nef")
    assert found(folder) == ["a.jpg", "a.nef not-a-file", "b.jpg", "c.jpg"]
