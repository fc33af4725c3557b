"""What can't be read: listed, remembered, tried again when it may help; and never a reason to forget."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.indexed import FEW, Shelf
from fixtures.permissions import bound_by_permissions, can_be_bound
from fixtures.pictures import png_that_claims, same_look_other_content
from fixtures.processes import holding_the_lock

from photoclust.core.errors import LibraryError
from photoclust.core.progress import CancelToken
from photoclust.library import albums, browse
from photoclust.library.index_options import IndexOptions
from photoclust.library.indexing import IndexSummary, PhotoFailed, index_folders
from photoclust.store import database as database_module
from photoclust.store.catalog import Catalog
from photoclust.store.schema import CACHE

MANY = len(FEW)
needs_permissions = pytest.mark.skipif(not can_be_bound(), reason="permissions do not bind here")


def codes(summary: IndexSummary) -> dict[str, str]:
    """Name -> code of what could not be read."""
    return {Path(item.path).name: item.code for item in summary.unreadable}


def revision(shelf: Shelf) -> int:
    with shelf.library.cache() as database:
        return Catalog(database).revision()


def look_again(shelf: Shelf) -> IndexSummary:
    """Rescans all folders of the library, also those that are not there."""
    return index_folders(
        shelf.library,
        [],
        shelf.model,
        IndexOptions(jobs=2),
        on_event=shelf.events.append,
        cancel=CancelToken(),
    )


class TestBadFiles:
    @pytest.fixture
    def bad(self, shelf: Shelf) -> dict[str, str]:
        """Files that are no photos, in a folder of photos, and why they are not."""
        jpeg = (shelf.folder / "horses.jpg").read_bytes()
        made = {
            "cut off.jpg": (jpeg[: len(jpeg) // 2], "truncated"),
            "empty.png": (b"", "empty"),
            "huge.png": (png_that_claims(65_536, 65_536), "too-large"),
            "page.jpg": (b"%!PS-Adobe-3.0 EPSF-3.0", "format-refused"),
            "text.jpg": (b"no picture at all", "not-a-picture"),
            "drawing.eps": (b"%!PS", "format-refused"),
        }
        for name, (content, _) in made.items():
            (shelf.folder / name).write_bytes(content)
        return {name: code for name, (_, code) in made.items()}

    def test_each_is_listed_and_the_good_ones_are_indexed(self, shelf: Shelf, bad: dict[str, str]) -> None:
        summary = shelf.index()
        assert (summary.photos, summary.embedded) == (MANY, MANY)
        assert codes(summary) == bad
        assert [item.path for item in summary.unreadable] == sorted(item.path for item in summary.unreadable)
        assert all(item.reason.endswith(".") for item in summary.unreadable)
        assert browse.unreadable(shelf.library) == list(summary.unreadable)
        said = {Path(event.path).name for event in shelf.events if isinstance(event, PhotoFailed)}
        assert said == set(bad)

    def test_they_are_listed_again_but_not_tried_again(self, shelf: Shelf, bad: dict[str, str]) -> None:
        shelf.index()
        before = revision(shelf)
        path = shelf.folder / "cut off.jpg"
        status = path.stat()
        path.write_bytes((shelf.folder / "horses.jpg").read_bytes()[: status.st_size])
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        summary = shelf.index()
        assert codes(summary) == bad
        assert (summary.unchanged, summary.embedded, summary.reused) == (MANY, 0, 0)
        assert len([event for event in shelf.events if isinstance(event, PhotoFailed)]) == len(bad)
        assert revision(shelf) == before  # nothing was written: the vectors in memory stay

    def test_a_newer_decoder_tries_them_again(
        self, shelf: Shelf, bad: dict[str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shelf.index()
        path = shelf.folder / "cut off.jpg"
        status = path.stat()
        shutil.copy(shelf.folder / "rocket.jpg", path)
        with open(path, "r+b") as file:
            file.truncate(status.st_size)  # as long as before: by size and time it is the same file
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert codes(shelf.index()) == bad
        for module in ("changes", "recorder"):
            monkeypatch.setattr(f"photoclust.library.{module}.DECODER_VERSION", "another")
        shelf.index()
        with shelf.library.cache() as database:
            versions = database.rows("SELECT DISTINCT decoder FROM failures WHERE mtime_ns <> 0")
        assert [row[0] for row in versions] == ["another"]

    def test_one_that_was_mended_is_a_photo(self, shelf: Shelf, bad: dict[str, str]) -> None:
        shelf.index()
        (shelf.folder / "text.jpg").write_bytes(
            same_look_other_content((shelf.folder / "horses.jpg").read_bytes(), 1)
        )
        del bad["text.jpg"]
        summary = shelf.index()
        assert (summary.photos, summary.embedded, codes(summary)) == (MANY + 1, 1, bad)

    def test_one_that_was_deleted_is_forgotten(self, shelf: Shelf, bad: dict[str, str]) -> None:
        shelf.index()
        for name in bad:
            (shelf.folder / name).unlink()
        summary = shelf.index()
        assert (summary.unreadable, summary.removed) == ((), 0)

    def test_copies_of_a_bad_file_are_named_each(self, shelf: Shelf) -> None:
        for number in range(8):
            (shelf.folder / f"bad {number}.jpg").write_bytes(b"no picture")
        summary = shelf.index(jobs=4)
        assert codes(summary) == {f"bad {number}.jpg": "not-a-picture" for number in range(8)}


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])


def make_a_fifo_of_it(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def make_a_broken_link_of_it(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nowhere.jpg"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and FIFOs need a POSIX system")
@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (cut_off, "truncated"),
        (make_a_fifo_of_it, "not-a-file"),
        (make_a_broken_link_of_it, "broken-link"),
    ],
)
def test_a_photo_that_is_spoiled_and_mended(
    shelf: Shelf, samples: Path, spoil: Callable[[Path], None], code: str
) -> None:
    shelf.index()
    album = albums.create_album(shelf.library, "Cats", [shelf.id_of("kitten.jpg")])
    spoil(shelf.folder / "kitten.jpg")
    summary = shelf.index()
    assert (summary.photos, codes(summary)) == (MANY - 1, {"kitten.jpg": code})
    (member,) = albums.album_by_name(shelf.library, "Cats").members
    assert (member.missing, member.path) == (True, str(shelf.folder / "kitten.jpg"))
    (shelf.folder / "kitten.jpg").unlink()
    shutil.copy(samples / "kitten.jpg", shelf.folder)
    summary = shelf.index()
    assert (summary.photos, summary.embedded, summary.reused) == (MANY, 0, 1)
    assert codes(summary) == {}
    assert albums.album_by_name(shelf.library, album.name).photo_ids == [shelf.id_of("kitten.jpg")]


@needs_permissions
class TestFailuresThatPass:
    """A permission or a cable says nothing of the photo."""

    def test_a_known_photo_is_kept(self, shelf: Shelf) -> None:
        shelf.index()
        before = shelf.ids()
        path = shelf.folder / "kitten.jpg"
        path.write_bytes(same_look_other_content(path.read_bytes(), 1))
        path.chmod(0)
        with bound_by_permissions():
            summary = shelf.index()
        assert codes(summary) == {"kitten.jpg": "permission"}
        assert (summary.photos, summary.removed) == (MANY, 0)
        assert shelf.ids() == before
        path.chmod(0o600)
        summary = shelf.index()
        assert (summary.photos, summary.embedded, codes(summary)) == (MANY, 1, {})
        assert shelf.ids() == before

    def test_a_new_photo_is_listed_and_tried_again(self, shelf: Shelf) -> None:
        (shelf.folder / "kitten.jpg").chmod(0)
        with bound_by_permissions():
            assert codes(shelf.index()) == {"kitten.jpg": "permission"}
            summary = shelf.index()
        assert (codes(summary), summary.unchanged) == ({"kitten.jpg": "permission"}, MANY - 1)
        (shelf.folder / "kitten.jpg").chmod(0o600)
        summary = shelf.index()
        assert (codes(summary), summary.photos, summary.embedded) == ({}, MANY, 1)

    def test_a_folder_that_may_not_be_read_hides_its_photos_and_loses_none(self, shelf: Shelf) -> None:
        sub = shelf.folder / "sub"
        sub.mkdir()
        for name in ("kitten", "rocket"):
            (shelf.folder / f"{name}.jpg").rename(sub / f"{name}.jpg")
        shelf.index()
        before = shelf.ids()
        sub.chmod(0)
        with bound_by_permissions():
            summary = shelf.index()
        assert [(item.path, item.code) for item in summary.unreadable] == [(f"{sub}{os.sep}", "permission")]
        assert (summary.photos, summary.removed) == (MANY, 0)
        assert shelf.ids() == before
        sub.chmod(0o700)
        summary = shelf.index()
        assert (summary.unchanged, codes(summary)) == (MANY, {})


class TestAFolderThatIsNotThere:
    """A drive that is not plugged in."""

    def test_its_photos_are_kept(self, shelf: Shelf) -> None:
        shelf.index()
        before = shelf.ids()
        unplugged = shelf.folder.with_name("unplugged")
        shelf.folder.rename(unplugged)
        summary = look_again(shelf)
        assert [(item.path, item.code) for item in summary.unreadable] == [
            (f"{shelf.folder}{os.sep}", "folder-offline")
        ]
        assert (summary.photos, summary.removed) == (MANY, 0)
        assert [(item.photos, item.online) for item in browse.folders(shelf.library)] == [(MANY, False)]
        unplugged.rename(shelf.folder)
        summary = look_again(shelf)
        assert (summary.unchanged, summary.unreadable) == (MANY, ())
        assert shelf.ids() == before
        assert browse.unreadable(shelf.library) == []

    def test_a_copy_elsewhere_does_not_take_its_photos_away(self, shelf: Shelf, tmp_path: Path) -> None:
        """Indexing the copies while the drive is out moves those photos; the rest stays with the drive."""
        shelf.index()
        shutil.copytree(shelf.folder, tmp_path / "copy")
        (tmp_path / "copy" / "rocket.jpg").unlink()
        unplugged = shelf.folder.with_name("unplugged")
        shelf.folder.rename(unplugged)
        shelf.index(tmp_path / "copy")
        assert [(item.path, item.photos) for item in browse.folders(shelf.library)] == [
            (str(tmp_path / "copy"), MANY - 1),
            (str(shelf.folder), 1),
        ]
        unplugged.rename(shelf.folder)
        summary = look_again(shelf)
        assert (summary.photos, summary.embedded) == (2 * MANY - 1, 0)


class TestTheDatabase:
    def test_a_library_in_use_says_so_and_is_none_the_worse(
        self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database_module, "BUSY_MILLISECONDS", 100)
        with (
            holding_the_lock(shelf.library.directory / CACHE.file),
            pytest.raises(LibraryError) as caught,
        ):
            shelf.index()
        assert caught.value.code == "database-locked"
        assert shelf.index().embedded == MANY
