"""What a photo is: one test for each row of the table in docs/architecture.md, in its order.

Every test says its row with `@case`; the first test compares the rows with the page.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

import pytest
from fixtures.disks import Drive
from fixtures.indexed import Shelf
from fixtures.permissions import bound_by_permissions, can_be_bound
from fixtures.pictures import same_look_other_content
from fixtures.raws import nef

from photoclust.core.photo import AlbumId
from photoclust.core.progress import CancelToken
from photoclust.library import albums, browse
from photoclust.library.folders import remove_folder, restore_folder
from photoclust.library.index_options import IndexOptions
from photoclust.library.indexing import IndexSummary, index_folders
from photoclust.library.thumbnails import ThumbnailSource
from photoclust.photos import scan
from photoclust.store.album_store import AlbumStore
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions

PAGE = Path(__file__).resolve().parents[2] / "docs" / "architecture.md"
NAMES = ("chelsea", "horses", "kitten")
MANY = len(NAMES)
Test = TypeVar("Test", bound=Callable[..., None])
cases: list[str] = []


def case(words: str) -> Callable[[Test], Test]:
    """Marks the test of a row."""
    cases.append(words)
    return lambda test: test


def test_every_case_of_the_page_has_its_test() -> None:
    table = PAGE.read_text("utf-8").split("| case | what happens |", maxsplit=1)[1].split("\n\n")[0]
    rows = [match[1].strip() for match in re.finditer(r"^\| ([^|]+) \|", table, re.MULTILINE)]
    assert cases == rows


@pytest.fixture(autouse=True)
def album(shelf: Shelf) -> AlbumId:
    """The three photos are indexed, and two of them are in an album."""
    for path in shelf.folder.iterdir():
        if path.stem not in NAMES:
            path.unlink()
    shelf.index()
    ids = [shelf.id_of("horses.jpg"), shelf.id_of("kitten.jpg")]
    return albums.create_album(shelf.library, "Animals", ids).id


def members(shelf: Shelf) -> list[str]:
    """Where the album's photos are; those that are missing in brackets."""
    (album,) = albums.list_albums(shelf.library)
    names = [member.path.removeprefix(f"{shelf.folder}/") for member in album.members]
    return [
        f"[{name}]" if member.missing else name for name, member in zip(names, album.members, strict=True)
    ]


def rescan(shelf: Shelf) -> IndexSummary:
    """Looks through all folders of the library, wherever they are."""
    return index_folders(
        shelf.library,
        [],
        shelf.model,
        IndexOptions(jobs=1),
        on_event=shelf.events.append,
        cancel=CancelToken(),
    )


def did(summary: IndexSummary) -> dict[str, int]:
    numbers = {name: getattr(summary, name) for name in ("embedded", "reused", "unchanged", "removed")}
    return {name: number for name, number in numbers.items() if number}


def folders(shelf: Shelf) -> dict[str, tuple[int, bool]]:
    """Name of each library folder -> photos, whether it is there."""
    found = browse.folders(shelf.library)
    return {Path(info.path).name: (info.photos, info.online) for info in found}


# Moved


@case("moved or renamed inside the library's folders")
def test_moved(shelf: Shelf) -> None:
    before = shelf.ids()
    (shelf.folder / "sub").mkdir()
    (shelf.folder / "horses.jpg").rename(shelf.folder / "sub" / "donkeys.jpg")
    assert did(rescan(shelf)) == {"reused": 1, "unchanged": MANY - 1}
    assert shelf.id_of("sub/donkeys.jpg") == before["horses.jpg"]
    assert members(shelf) == ["sub/donkeys.jpg", "kitten.jpg"]


@case("renamed in upper and lower case only")
@pytest.mark.parametrize("same", [False, True], ids=["case matters", "case does not matter"])
def test_renamed_in_case_only(shelf: Shelf, same: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shelf.ids()
    (shelf.folder / "horses.jpg").rename(shelf.folder / "Horses.JPG")
    if same:  # as on macOS and Windows, whose file systems can't be had here
        real_exists, real_same = os.path.lexists, os.path.samefile
        found = {str(shelf.folder / "horses.jpg"): str(shelf.folder / "Horses.JPG")}
        monkeypatch.setattr(os.path, "lexists", lambda path: real_exists(found.get(path, path)))
        monkeypatch.setattr(
            os.path,
            "samefile",
            lambda one, other: real_same(*(found.get(path, path) for path in (one, other))),
        )
    assert did(rescan(shelf)) == {"reused": 1, "unchanged": MANY - 1}
    assert shelf.id_of("Horses.JPG") == before["horses.jpg"]
    assert members(shelf) == ["Horses.JPG", "kitten.jpg"]


@case("a library folder is renamed or moved, and added again")
def test_folder_renamed(shelf: Shelf) -> None:
    before = shelf.ids()
    shelf.folder = shelf.folder.rename(shelf.folder.with_name("renamed"))
    assert did(shelf.index()) == {"reused": MANY}
    assert shelf.ids() == before
    assert members(shelf) == ["horses.jpg", "kitten.jpg"]
    assert folders(shelf) == {"renamed": (MANY, True)}


@case("its drive is mounted at another place, and that is added")
def test_another_mount_point(shelf: Shelf, drive: Drive) -> None:
    before = shelf.ids()
    drive.plug_in()
    for path in shelf.folder.iterdir():
        shutil.move(path, drive.place)
    shelf.folder.rmdir()
    shelf.folder = drive.place
    assert did(shelf.index()) == {"reused": MANY}
    assert shelf.ids() == before
    assert members(shelf) == ["horses.jpg", "kitten.jpg"]
    assert folders(shelf) == {"mount point": (MANY, True)}


# Several files of one content


@case("copied, inside a folder or to a second one")
def test_copied(shelf: Shelf, tmp_path: Path) -> None:
    before = shelf.ids()
    shutil.copy(shelf.folder / "horses.jpg", shelf.folder / "a copy.jpg")
    second = tmp_path / "second"
    second.mkdir()
    shutil.copy(shelf.folder / "horses.jpg", second)
    assert did(shelf.index(shelf.folder, second)) == {"reused": 2, "unchanged": MANY}
    after = shelf.ids()
    assert {name: after[name] for name in before} == before
    assert len(set(after.values())) == MANY + 2
    assert members(shelf) == ["horses.jpg", "kitten.jpg"]


@case("one of two copies is deleted")
def test_one_copy_deleted(shelf: Shelf, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    shutil.copy(shelf.folder / "horses.jpg", second)
    shelf.index(second)
    copy = shelf.id_of(second / "horses.jpg")
    (shelf.folder / "horses.jpg").unlink()
    assert did(rescan(shelf)) == {"unchanged": MANY, "removed": 1}
    assert members(shelf) == [str(second / "horses.jpg"), "kitten.jpg"]
    assert shelf.id_of(second / "horses.jpg") == copy
    shutil.copy(second / "horses.jpg", shelf.folder)
    rescan(shelf)
    assert members(shelf)[0] == str(second / "horses.jpg"), "the album stays with the one that never left"


@case("hard link")
def test_hard_link(shelf: Shelf) -> None:
    before = shelf.id_of("horses.jpg")
    os.link(shelf.folder / "horses.jpg", shelf.folder / "link.jpg")
    assert did(rescan(shelf)) == {"reused": 1, "unchanged": MANY}
    assert shelf.id_of("horses.jpg") == before != shelf.id_of("link.jpg")
    (shelf.folder / "horses.jpg").unlink()
    assert did(rescan(shelf)) == {"unchanged": MANY, "removed": 1}
    assert members(shelf) == ["link.jpg", "kitten.jpg"]


@case("symbolic link to a file or folder inside the same library folder")
def test_link_inside(shelf: Shelf) -> None:
    (shelf.folder / "link.jpg").symlink_to(shelf.folder / "horses.jpg")
    (shelf.folder / "round").symlink_to(shelf.folder, target_is_directory=True)
    assert did(rescan(shelf)) == {"unchanged": MANY}
    assert browse.unreadable(shelf.library) == []


@case("symbolic link to a file or folder outside")
def test_link_outside(shelf: Shelf, tmp_path: Path, samples: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.copy(samples / "dahlia.jpg", outside)
    (shelf.folder / "folder").symlink_to(outside, target_is_directory=True)
    (shelf.folder / "one.jpg").symlink_to(samples / "rocket.jpg")
    assert did(rescan(shelf)) == {"embedded": 2, "unchanged": MANY}
    assert {"folder/dahlia.jpg", "one.jpg"} < set(shelf.ids())
    (shelf.folder / "folder").unlink()
    assert did(rescan(shelf)) == {"unchanged": MANY + 1, "removed": 1}
    assert (outside / "dahlia.jpg").exists()


# Changed


@case("edited in place")
def test_edited(shelf: Shelf) -> None:
    before = shelf.ids()
    path = shelf.folder / "horses.jpg"
    path.write_bytes(same_look_other_content(path.read_bytes(), 1))
    assert did(rescan(shelf)) == {"embedded": 1, "unchanged": MANY - 1}
    assert shelf.ids() == before
    assert members(shelf) == ["horses.jpg", "kitten.jpg"]
    path.rename(shelf.folder / "moved after.jpg")
    rescan(shelf)
    assert members(shelf) == ["moved after.jpg", "kitten.jpg"], "the album knows the new content"


@case("replaced by another photo of the library")
def test_replaced(shelf: Shelf) -> None:
    before = shelf.ids()
    (shelf.folder / "chelsea.jpg").replace(shelf.folder / "horses.jpg")
    assert did(rescan(shelf)) == {"reused": 1, "unchanged": MANY - 2}
    assert shelf.id_of("horses.jpg") == before["chelsea.jpg"]
    assert members(shelf) == ["horses.jpg", "kitten.jpg"]


@case("two files swap their names")
def test_swapped(shelf: Shelf) -> None:
    before = shelf.ids()
    one, other, third = (shelf.folder / name for name in ("horses.jpg", "chelsea.jpg", "third"))
    one.rename(third)
    other.rename(one)
    third.rename(other)
    assert did(rescan(shelf)) == {"reused": 2, "unchanged": MANY - 2}
    assert shelf.ids() == before
    assert members(shelf) == ["chelsea.jpg", "kitten.jpg"]


@case("touched: only the time changed")
def test_touched(shelf: Shelf) -> None:
    before = shelf.ids()
    os.utime(shelf.folder / "horses.jpg", ns=(5, 5))
    assert did(rescan(shelf)) == {"reused": 1, "unchanged": MANY - 1}
    assert did(rescan(shelf)) == {"unchanged": MANY}
    assert shelf.ids() == before


# Gone and back


@case("deleted")
def test_deleted(shelf: Shelf) -> None:
    (shelf.folder / "horses.jpg").unlink()
    assert did(rescan(shelf)) == {"unchanged": MANY - 1, "removed": 1}
    assert members(shelf) == ["[horses.jpg]", "kitten.jpg"]


@case("deleted and restored, here or elsewhere")
def test_restored(shelf: Shelf, samples: Path) -> None:
    (shelf.folder / "horses.jpg").unlink()
    rescan(shelf)
    shutil.copy(samples / "horses.jpg", shelf.folder / "restored.jpg")
    assert did(rescan(shelf)) == {"reused": 1, "unchanged": MANY - 1}
    assert members(shelf) == ["restored.jpg", "kitten.jpg"]


@case("all photos of a folder are deleted")
def test_emptied(shelf: Shelf) -> None:
    for path in shelf.folder.iterdir():
        path.unlink()
    assert did(rescan(shelf)) == {"removed": MANY}
    assert folders(shelf) == {"photos": (0, True)}


@case("damaged, and repaired")
def test_damaged(shelf: Shelf, samples: Path) -> None:
    path = shelf.folder / "horses.jpg"
    path.write_bytes(path.read_bytes()[:1000])
    summary = rescan(shelf)
    assert [item.code for item in summary.unreadable] == ["truncated"]
    assert members(shelf) == ["[horses.jpg]", "kitten.jpg"]
    shutil.copy(samples / "horses.jpg", path)
    assert did(rescan(shelf)) == {"reused": 1, "unchanged": MANY - 1}
    assert members(shelf) == ["horses.jpg", "kitten.jpg"]


@case("file or folder may not be read just now")
@pytest.mark.skipif(not can_be_bound(), reason="permissions do not bind here")
def test_may_not_be_read(shelf: Shelf) -> None:
    before = shelf.ids()
    (shelf.folder / "sub").mkdir()
    (shelf.folder / "horses.jpg").rename(shelf.folder / "sub" / "horses.jpg")
    rescan(shelf)
    path = shelf.folder / "kitten.jpg"
    path.write_bytes(same_look_other_content(path.read_bytes(), 1))
    for closed in (path, shelf.folder / "sub"):
        closed.chmod(0)
    with bound_by_permissions():
        summary = rescan(shelf)
    assert [item.code for item in summary.unreadable] == ["permission", "permission"]
    assert did(summary) == {"unchanged": 1}
    assert set(shelf.ids().values()) == set(before.values())
    for opened in (path, shelf.folder / "sub"):
        opened.chmod(0o700)


@case("its folder leaves the library; undone")
def test_folder_removed(shelf: Shelf) -> None:
    before = shelf.ids()
    removed = remove_folder(shelf.library, str(shelf.folder))
    assert shelf.ids() == {}
    assert members(shelf) == ["[horses.jpg]", "[kitten.jpg]"]
    restore_folder(shelf.library, removed)
    assert shelf.ids() == before
    assert members(shelf) == ["horses.jpg", "kitten.jpg"]
    assert did(rescan(shelf)) == {"unchanged": MANY}


# Offline


def stays(shelf: Shelf, before: dict[str, int], offline: Path) -> None:
    """All photos are kept and can be seen, and what is offline is named."""
    summary = rescan(shelf)
    assert summary.removed == 0
    assert [(item.path, item.code) for item in summary.unreadable] == [(f"{offline}/", "folder-offline")]
    assert browse.unreadable(shelf.library) == []
    assert shelf.ids() == before
    assert members(shelf)[1:] == ["kitten.jpg"]
    with ThumbnailSource(shelf.library) as thumbnails:
        assert all(thumbnails.get(photo_id) for photo_id in before.values())


@case("library folder not there: drive unplugged, share not mounted")
def test_offline(shelf: Shelf) -> None:
    before = shelf.ids()
    away = shelf.folder.rename(shelf.folder.with_name("away"))
    stays(shelf, before, shelf.folder)
    assert folders(shelf) == {"photos": (MANY, False)}
    away.rename(shelf.folder)
    assert did(rescan(shelf)) == {"unchanged": MANY}
    assert folders(shelf) == {"photos": (MANY, True)}


@pytest.fixture
def on_drive(shelf: Shelf, drive: Drive, tmp_path: Path) -> Callable[[], None]:
    """The shelf's photos lie on a drive. Calling it plugs the drive in again, with another device number."""
    copy = shelf.folder.rename(tmp_path / "on the drive")

    def plug_in() -> None:
        drive.plug_in()
        shutil.copytree(copy, drive.place, dirs_exist_ok=True)

    plug_in()
    shelf.folder = drive.place
    shelf.index()
    return plug_in


@case("empty mount point: the folder is there, the drive is not")
def test_empty_mount_point(shelf: Shelf, drive: Drive, on_drive: Callable[[], None]) -> None:
    before = shelf.ids()
    drive.unplug()
    assert list(drive.place.iterdir()) == []
    stays(shelf, before, drive.place)
    assert folders(shelf) == {"mount point": (MANY, False)}
    on_drive()
    assert did(rescan(shelf)) == {"unchanged": MANY}
    assert folders(shelf) == {"mount point": (MANY, True)}
    (drive.place / "horses.jpg").unlink()
    assert did(rescan(shelf)) == {"unchanged": MANY - 1, "removed": 1}


@case("another drive, or another folder, in its place")
@pytest.mark.usefixtures("on_drive")
def test_another_drive(shelf: Shelf, drive: Drive, samples: Path) -> None:
    before = shelf.ids()
    drive.unplug()
    drive.plug_in()
    shutil.copy(samples / "rocket.jpg", drive.place)
    stays(shelf, before, drive.place)
    stays(shelf, before, drive.place)


@case("a drive mounted inside a library folder is unplugged")
def test_drive_inside(shelf: Shelf, drive: Drive, tmp_path: Path) -> None:
    drive.plug_in()
    shutil.copy(shelf.folder / "horses.jpg", drive.place / "on the drive.jpg")
    shelf.folder = tmp_path
    shelf.index()
    before = shelf.ids()
    drive.unplug()
    summary = rescan(shelf)
    assert (summary.removed, [item.path for item in summary.unreadable]) == (0, [f"{drive.place}/"])
    assert shelf.ids() == before
    shutil.copy(tmp_path / "photos" / "kitten.jpg", drive.place / "not on the drive.jpg")
    assert did(rescan(shelf)) == {"unchanged": MANY}
    assert shelf.ids() == before
    (drive.place / "not on the drive.jpg").unlink()
    drive.place.rmdir()  # as the system does with those that it makes itself
    assert rescan(shelf).removed == 0
    drive.place.mkdir()
    drive.plug_in()
    shutil.copy(tmp_path / "photos" / "horses.jpg", drive.place / "on the drive.jpg")
    summary = rescan(shelf)
    assert (summary.removed, summary.unreadable) == (0, ())
    assert shelf.ids() == before


@case("a link in a library folder leads to a drive that is unplugged")
def test_link_to_a_drive(shelf: Shelf, drive: Drive) -> None:
    drive.plug_in()
    (drive.place / "2020").mkdir()
    shutil.copy(shelf.folder / "horses.jpg", drive.place / "2020" / "on the drive.jpg")
    link = shelf.folder / "link"
    link.symlink_to(drive.place / "2020", target_is_directory=True)
    rescan(shelf)
    before = shelf.ids()
    assert "link/on the drive.jpg" in before
    drive.unplug()
    stays(shelf, before, link)
    link.unlink()
    summary = rescan(shelf)
    assert (summary.removed, summary.unreadable) == (1, ())


@case("unplugged while it is being looked through")
@pytest.mark.usefixtures("on_drive")
@pytest.mark.parametrize("moment", ["before its scan", "in its scan", "after its list was read"])
def test_unplugged_in_the_middle(
    shelf: Shelf, drive: Drive, samples: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other folders come first, so the drive can go between any two steps."""
    (drive.place.parent / "a folder").mkdir()
    shutil.copy(samples / "rocket.jpg", drive.place.parent / "a folder")
    shelf.index(drive.place.parent / "a folder")
    (drive.place / "sub").mkdir()
    (drive.place / "chelsea.jpg").rename(drive.place / "sub" / "chelsea.jpg")
    shelf.index()
    before = shelf.ids()
    real = scan.opened

    last = {
        "before its scan": drive.place.parent / "a folder",
        "in its scan": drive.place,
        "after its list was read": drive.place / "sub",
    }[moment]

    def opened(folder: str) -> AbstractContextManager[tuple[int | str, os.stat_result]]:
        counts = threading.current_thread().name.endswith("-survey")  # as another thread does
        if folder == str(last) and not counts:
            drive.unplug()
        return real(folder)

    monkeypatch.setattr(scan, "opened", opened)
    summary = rescan(shelf)
    assert not drive.plugged
    assert summary.removed == 0
    assert shelf.ids() == before


# Shots


def add_raw(shelf: Shelf, samples: Path, stem: str = "horses") -> Path:
    """A RAW file whose preview is another photo, so that nothing is known of it."""
    path = shelf.folder / f"{stem}.NEF"
    path.write_bytes(nef([(samples / "dahlia.jpg").read_bytes()]))
    return path


def files_of(shelf: Shelf, name: str) -> list[str]:
    """What belongs to a photo."""
    details = browse.photo_details(shelf.library, shelf.id_of(name), shelf.model)
    assert details is not None
    return [Path(companion.path).name for companion in details.companions]


def revision(shelf: Shelf) -> int:
    with shelf.library.cache() as database:
        assert Companions(database).torn() == 0
        return Catalog(database).revision()


def nothing_is_left_to_do(shelf: Shelf, photos: int) -> None:
    before = revision(shelf)
    assert did(rescan(shelf)) == {"unchanged": photos}
    assert revision(shelf) == before


@case("RAW file and JPEG (or HEIF) of one shot, still and film of a Live Photo")
def test_shot(shelf: Shelf, samples: Path) -> None:
    add_raw(shelf, samples)
    (shelf.folder / "kitten.MOV").write_bytes(b"film")
    (shelf.folder / "alone.mov").write_bytes(b"film")
    before = shelf.ids()
    summary = rescan(shelf)
    assert (did(summary), summary.photos) == ({"unchanged": MANY}, MANY)
    assert shelf.ids() == before
    assert files_of(shelf, "horses.jpg") == ["horses.NEF"]
    assert files_of(shelf, "kitten.jpg") == ["kitten.MOV"]
    assert files_of(shelf, "chelsea.jpg") == []
    nothing_is_left_to_do(shelf, MANY)


@case("a JPEG comes to a RAW file that is a photo already")
@pytest.mark.parametrize("ending", [".heic", ".JPG", ".tif"])
def test_jpeg_comes_later(shelf: Shelf, samples: Path, ending: str) -> None:
    """Whichever of the two is found first, and whichever is written first."""
    raw = add_raw(shelf, samples, "one")
    assert did(rescan(shelf)) == {"embedded": 1, "unchanged": MANY}
    album = albums.album_by_name(shelf.library, "Animals")
    albums.add_photos(shelf.library, album.id, [shelf.id_of(raw.name)])
    shutil.copy(samples / "rocket.jpg", shelf.folder / f"one{ending}")
    assert did(rescan(shelf)) == {"embedded": 1, "unchanged": MANY}
    assert f"one{ending}" in shelf.ids()
    assert raw.name not in shelf.ids()
    assert members(shelf) == ["horses.jpg", "kitten.jpg", f"one{ending}"]
    assert browse.ids_at(shelf.library, [str(raw)]) == {str(raw): shelf.id_of(f"one{ending}")}
    nothing_is_left_to_do(shelf, MANY + 1)


@case("a library of an earlier version has both as two photos")
def test_library_of_an_earlier_version(shelf: Shelf, samples: Path) -> None:
    raw = add_raw(shelf, samples, "kitten")
    raw.rename(shelf.folder / "apart.NEF")
    rescan(shelf)
    album = albums.album_by_name(shelf.library, "Animals")
    albums.create_album(shelf.library, "RAW files", [shelf.id_of("apart.NEF")])
    albums.remove_photos(shelf.library, album.id, [shelf.id_of("kitten.jpg")])
    albums.add_photos(shelf.library, album.id, [shelf.id_of(name) for name in ("apart.NEF", "chelsea.jpg")])
    albums.add_photos(shelf.library, album.id, [shelf.id_of("kitten.jpg")])
    (shelf.folder / "apart.NEF").rename(raw)
    with shelf.library.cache() as cache, shelf.library.albums() as kept:  # as it was before there were shots
        paths = [os.fsencode(path) for path in (raw, shelf.folder / "apart.NEF")]
        cache.execute("UPDATE photos SET path = ? WHERE path = ?", paths)
        kept.execute("UPDATE album_members SET path = ? WHERE path = ?", paths)
    assert len(shelf.ids()) == MANY + 1
    before = shelf.id_of("kitten.jpg")
    assert did(rescan(shelf)) == {"unchanged": MANY}
    assert shelf.id_of("kitten.jpg") == before
    ids = {album.name: album.photo_ids for album in albums.list_albums(shelf.library)}
    animals = [shelf.id_of(name) for name in ("horses.jpg", "kitten.jpg", "chelsea.jpg")]
    assert ids == {"Animals": animals, "RAW files": [before]}
    with shelf.library.albums() as kept:  # and not only because of how they are read
        stored = {album.name: len(album.members) for album in AlbumStore(kept).albums()}
    assert stored == {"Animals": 3, "RAW files": 1}
    nothing_is_left_to_do(shelf, MANY)


@case("the JPEG of a shot is deleted, the RAW file stays")
def test_jpeg_deleted(shelf: Shelf, samples: Path) -> None:
    add_raw(shelf, samples)
    rescan(shelf)
    (shelf.folder / "horses.jpg").unlink()
    assert did(rescan(shelf)) == {"embedded": 1, "unchanged": MANY - 1, "removed": 1}
    assert members(shelf) == ["horses.NEF", "kitten.jpg"]
    nothing_is_left_to_do(shelf, MANY)
    shutil.copy(samples / "horses.jpg", shelf.folder)
    assert did(rescan(shelf)) == {"reused": 1, "unchanged": MANY - 1}
    assert members(shelf) == ["horses.jpg", "kitten.jpg"]
    assert files_of(shelf, "horses.jpg") == ["horses.NEF"]
    nothing_is_left_to_do(shelf, MANY)


@case("the JPEG of a shot can't be read")
def test_jpeg_damaged(shelf: Shelf, samples: Path) -> None:
    add_raw(shelf, samples)
    rescan(shelf)
    path = shelf.folder / "horses.jpg"
    path.write_bytes(path.read_bytes()[:1000])
    summary = rescan(shelf)
    assert [(item.path, item.code) for item in summary.unreadable] == [(str(path), "truncated")]
    assert (did(summary), summary.photos) == ({"embedded": 1, "unchanged": MANY - 1}, MANY)
    assert members(shelf) == ["horses.NEF", "kitten.jpg"]
    nothing_is_left_to_do(shelf, MANY)
    shutil.copy(samples / "horses.jpg", path)
    assert did(rescan(shelf)) == {"reused": 1, "unchanged": MANY - 1}
    assert members(shelf) == ["horses.jpg", "kitten.jpg"]
    nothing_is_left_to_do(shelf, MANY)


@case("RAW file or film of a shot is deleted")
def test_companion_deleted(shelf: Shelf, samples: Path) -> None:
    raw = add_raw(shelf, samples)
    rescan(shelf)
    before = shelf.ids()
    raw.unlink()
    assert did(rescan(shelf)) == {"unchanged": MANY}
    assert (shelf.ids(), files_of(shelf, "horses.jpg")) == (before, [])
    assert members(shelf) == ["horses.jpg", "kitten.jpg"]
    nothing_is_left_to_do(shelf, MANY)


@case("a RAW file beside a JPEG has nothing to show")
def test_raw_that_can_not_be_read(shelf: Shelf) -> None:
    raw = shelf.folder / "one.NEF"
    raw.write_bytes(nef([]))
    assert [item.path for item in rescan(shelf).unreadable] == [str(raw)]
    (shelf.folder / "chelsea.jpg").rename(shelf.folder / "one.jpg")
    assert rescan(shelf).unreadable == ()
    assert browse.unreadable(shelf.library) == []
    assert files_of(shelf, "one.jpg") == ["one.NEF"]
    (shelf.folder / "one.jpg").write_bytes(b"no picture")
    for _ in range(2):
        assert {Path(item.path).name for item in rescan(shelf).unreadable} == {"one.jpg", "one.NEF"}


@case("all files of a shot are moved or renamed alike")
def test_shot_moved(shelf: Shelf, samples: Path) -> None:
    raw = add_raw(shelf, samples)
    rescan(shelf)
    before = shelf.id_of("horses.jpg")
    (shelf.folder / "sub").mkdir()
    raw.rename(shelf.folder / "sub" / "donkeys.NEF")
    (shelf.folder / "horses.jpg").rename(shelf.folder / "sub" / "donkeys.jpg")
    assert did(rescan(shelf)) == {"reused": 1, "unchanged": MANY - 1}
    assert shelf.id_of("sub/donkeys.jpg") == before
    assert members(shelf) == ["sub/donkeys.jpg", "kitten.jpg"]
    assert files_of(shelf, "sub/donkeys.jpg") == ["donkeys.NEF"]
    shelf.folder = shelf.folder.rename(shelf.folder.with_name("renamed"))
    assert did(shelf.index()) == {"reused": MANY}
    assert shelf.id_of("sub/donkeys.jpg") == before
    assert files_of(shelf, "sub/donkeys.jpg") == ["donkeys.NEF"]
    nothing_is_left_to_do(shelf, MANY)


@case("the JPEG of a shot is renamed alone")
def test_jpeg_renamed(shelf: Shelf, samples: Path) -> None:
    add_raw(shelf, samples)
    rescan(shelf)
    before = shelf.id_of("horses.jpg")
    (shelf.folder / "horses.jpg").rename(shelf.folder / "donkeys.jpg")
    assert did(rescan(shelf)) == {"embedded": 1, "reused": 1, "unchanged": MANY - 1}
    assert shelf.id_of("donkeys.jpg") == before
    assert "horses.NEF" in shelf.ids()
    assert members(shelf) == ["donkeys.jpg", "kitten.jpg"]
    nothing_is_left_to_do(shelf, MANY + 1)


@case("a folder with shots leaves the library; undone")
def test_folder_with_shots_removed(shelf: Shelf, samples: Path) -> None:
    add_raw(shelf, samples)
    rescan(shelf)
    removed = remove_folder(shelf.library, str(shelf.folder))
    with shelf.library.cache() as database:
        assert not Companions(database).any()
    restore_folder(shelf.library, removed)
    assert files_of(shelf, "horses.jpg") == ["horses.NEF"]
    nothing_is_left_to_do(shelf, MANY)
