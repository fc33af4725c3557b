"""The system's trash: in and out again, and what is said when that does not work."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from fixtures.permissions import bound_by_permissions, can_be_bound

from photoclust.core.errors import UserFacingError
from photoclust.gui.trash import SystemTrash

freedesktop = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the trash of freedesktop.org")


@pytest.fixture
def trash(qapp) -> SystemTrash:
    return SystemTrash()


@pytest.fixture
def photos(home: Path) -> Path:
    """On the drive of the home folder, whose trash it is then."""
    folder = home / "Fotos 图"
    folder.mkdir()
    return folder


def made(path: Path, text: str = "a photo") -> Path:
    path.write_text(text)
    os.utime(path, ns=(10**18, 10**18 + 123))
    return path


@freedesktop
@pytest.mark.parametrize("name", ["a.jpg", "Zürich 图.jpg", "100%25 #1?.jpg", b"no \xff text\xe9.jpg"])
def test_there_and_back(trash, photos, home, name):
    photo = made(photos / (os.fsdecode(name) if isinstance(name, bytes) else name))
    where = trash.put(str(photo))
    files, info = home / ".local/share/Trash/files", home / ".local/share/Trash/info"
    assert not photo.exists()
    assert Path(where).parent == files
    assert Path(where).read_text() == "a photo"
    assert len(list(info.iterdir())) == 1
    trash.take_out(where, str(photo))
    assert photo.read_text() == "a photo"
    assert photo.stat().st_mtime_ns == 10**18 + 123
    assert list(files.iterdir()) == []
    assert list(info.iterdir()) == [], "no note of a file that is not there"


@freedesktop
def test_two_of_one_name_come_back_each_to_its_place(trash, photos):
    (photos / "b").mkdir()
    first, second = made(photos / "x.jpg", "one"), made(photos / "b" / "x.jpg", "two")
    places = [trash.put(str(first)), trash.put(str(second))]
    assert places[0] != places[1]
    trash.take_out(places[0], str(first))
    trash.take_out(places[1], str(second))
    assert (first.read_text(), second.read_text()) == ("one", "two")


def complaint(work) -> UserFacingError:
    with pytest.raises(UserFacingError) as caught:
        work()
    return caught.value


def test_a_file_that_is_not_there_can_not_go(trash, photos):
    assert complaint(lambda: trash.put(str(photos / "gone.jpg"))).code == "file-missing"


@freedesktop
@pytest.mark.skipif(not can_be_bound(), reason="permissions don't bind here")
def test_a_folder_that_may_not_be_written_keeps_its_files(trash, photos, home):
    photo = made(photos / "a.jpg")
    photos.chmod(0o500)
    try:
        with bound_by_permissions():
            error = complaint(lambda: trash.put(str(photo)))
    finally:
        photos.chmod(0o700)
    assert error.code == "trash-read-only"
    assert str(photo) in error.message
    assert photo.exists()
    left = [path for path in (home / ".local/share/Trash").rglob("*") if path.is_file()]
    assert left == [], "Qt made a copy there before it found that the original can't go"


@freedesktop
def test_without_any_trash_the_file_stays_and_the_sentence_names_it(trash, photos, home):
    photo = made(photos / "a.jpg")
    (home / ".local" / "share").mkdir(parents=True)
    (home / ".local" / "share" / "Trash").write_text("in the way")
    error = complaint(lambda: trash.put(str(photo)))
    assert error.code == "trash-refused"
    assert "may have no trash" in error.message
    assert photo.read_text() == "a photo"


@freedesktop
def test_an_odd_name_is_given_back_where_the_trash_refuses(trash, photos, home):
    photo = Path(os.fsdecode(os.fsencode(photos) + b"/\xff.jpg"))
    made(photo)
    (home / ".local" / "share").mkdir(parents=True)
    (home / ".local" / "share" / "Trash").write_text("in the way")
    complaint(lambda: trash.put(str(photo)))
    assert os.listdir(os.fsencode(photos)) == [b"\xff.jpg"]


@freedesktop
def test_what_was_emptied_can_not_come_back(trash, photos):
    photo = made(photos / "a.jpg")
    where = trash.put(str(photo))
    Path(where).unlink()
    assert complaint(lambda: trash.take_out(where, str(photo))).code == "trash-gone"


@freedesktop
def test_nothing_is_overwritten(trash, photos):
    photo = made(photos / "a.jpg", "old")
    where = trash.put(str(photo))
    made(photo, "new")
    assert complaint(lambda: trash.take_out(where, str(photo))).code == "trash-occupied"
    assert photo.read_text() == "new"
    assert Path(where).read_text() == "old"


@freedesktop
def test_its_folder_is_made_anew(trash, photos):
    photo = made(photos / "a.jpg")
    where = trash.put(str(photo))
    photos.rmdir()
    trash.take_out(where, str(photo))
    assert photo.exists()


@freedesktop
def test_a_move_that_fails_leaves_it_in_the_trash(trash, photos, monkeypatch):
    photo = made(photos / "a.jpg")
    where = trash.put(str(photo))

    def refuse(_source, _target):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "rename", refuse)
    error = complaint(lambda: trash.take_out(where, str(photo)))
    assert error.code == "trash-stays"
    assert "Input/output error" in error.message
    assert Path(where).exists()


@freedesktop
def test_from_another_drive_it_is_copied(trash, photos, monkeypatch):
    photo = made(photos / "a.jpg")
    where = trash.put(str(photo))
    real = os.rename

    def across(source, target):
        if source == where:
            raise OSError(18, "Invalid cross-device link")
        real(source, target)

    monkeypatch.setattr(os, "rename", across)
    trash.take_out(where, str(photo))
    assert photo.read_text() == "a photo"
    assert photo.stat().st_mtime_ns == 10**18 + 123
    assert not Path(where).exists()
    assert list(photos.iterdir()) == [photo], "no half copy is left"


@freedesktop
def test_after_a_crash_it_is_found_by_where_it_was(trash, photos):
    photo, other = made(photos / "a 图.jpg", "one"), made(photos / "b.jpg", "other")
    where = trash.put(str(photo))
    trash.put(str(other))
    assert trash.find(str(photo), 3, 10**18 + 123) == where
    assert trash.find(str(photo), 4, 10**18 + 123) is None, "another file of that name"
    assert trash.find(str(photos / "c.jpg"), 3, 10**18 + 123) is None


@freedesktop
def test_it_is_found_in_the_trash_of_its_drive_too(trash, photos):
    drive = photos / f".Trash-{os.getuid()}"
    (drive / "files").mkdir(parents=True)
    (drive / "info").mkdir()
    lies = made(drive / "files" / "x.2.jpg")
    (drive / "info" / "x.2.jpg.trashinfo").write_text("[Trash Info]\nPath=2019/x%20y.jpg\n")
    assert trash.find(str(photos / "2019" / "x y.jpg"), 7, 10**18 + 123) == str(lies)
