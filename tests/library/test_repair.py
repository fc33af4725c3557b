"""Damaged databases: set aside, made anew or brought back, and said; nothing of the person's is lost."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.permissions import bound_by_permissions, can_be_bound

from photoclust.core.errors import LibraryError
from photoclust.core.progress import CancelToken
from photoclust.library import albums, browse, folders
from photoclust.library.indexing import IndexOptions, index_folders
from photoclust.library.session import Library
from photoclust.store.database import DAMAGE_NOTE
from photoclust.store.schema import ALBUMS, CACHE

ROTTEN = b"SQLite format 3\0" + b"\xee" * 9000


def codes(library: Library) -> list[str]:
    return [notice.code for notice in library.notices]


@pytest.fixture
def lived_in(shelf: Shelf) -> Shelf:
    """A library with an album."""
    shelf.index()
    albums.create_album(shelf.library, "Cats", [shelf.id_of("kitten.jpg")])
    return shelf


def rescan(shelf: Shelf, library: Library) -> int:
    """Looks through all folders of a library; returns the number of photos."""
    return index_folders(
        library, [], shelf.model, IndexOptions(jobs=2), on_event=lambda _: None, cancel=CancelToken()
    ).photos


class TestTheCache:
    def test_it_is_set_aside_and_comes_back_with_a_rescan(self, lived_in: Shelf) -> None:
        directory = lived_in.library.directory
        (directory / CACHE.file).write_bytes(ROTTEN)
        library = Library.open(directory)
        assert codes(library) == ["cache-set-aside"]
        (kept,) = directory.glob(f"{CACHE.file}.damaged-*")
        assert kept.read_bytes() == ROTTEN
        assert kept.name in library.notices[0].message
        assert [folder.path for folder in browse.folders(library)] == [str(lived_in.folder)]
        assert rescan(lived_in, library) == len(lived_in.ids())
        (member,) = albums.album_by_name(library, "Cats").members
        assert not member.missing
        assert codes(Library.open(directory)) == []

    def test_damage_that_shows_while_it_is_used_is_seen_to_at_the_next_start(self, lived_in: Shelf) -> None:
        path = lived_in.library.directory / CACHE.file
        with lived_in.library.cache() as database:  # its list of tables stays sound: it opens
            roots = [row[0] for row in database.rows("SELECT rootpage FROM sqlite_schema WHERE rootpage > 1")]
            page = database.rows("PRAGMA page_size")[0][0]
        content = bytearray(path.read_bytes())
        for root in roots:
            content[(root - 1) * page : root * page] = b"\xee" * page
        path.write_bytes(content)
        with pytest.raises(LibraryError) as caught:
            lived_in.index()
        assert caught.value.code == "database-damaged"
        assert "Start PhotoClust again" in caught.value.message
        assert path.with_name(path.name + DAMAGE_NOTE).exists()
        library = Library.open(lived_in.library.directory)
        assert codes(library) == ["cache-set-aside"]
        assert rescan(lived_in, library) == len(lived_in.ids())

    def test_a_folder_that_was_removed_does_not_come_back(self, lived_in: Shelf, tmp_path: Path) -> None:
        other = tmp_path / "other"
        shutil.copytree(lived_in.folder, other)
        lived_in.index(other)
        folders.remove_folder(lived_in.library, str(lived_in.folder))
        directory = lived_in.library.directory
        (directory / CACHE.file).write_bytes(ROTTEN)
        assert [folder.path for folder in browse.folders(Library.open(directory))] == [str(other)]

    def test_a_library_of_the_first_version_writes_its_folders_down(self, tmp_path: Path) -> None:
        files = Path(__file__).resolve().parents[1] / "fixtures" / "databases"
        for schema in (CACHE, ALBUMS):
            name = Path(schema.file).stem
            shutil.copy(files / f"{name}-v1.sqlite", tmp_path / schema.file)
        Library.open(tmp_path)
        (tmp_path / CACHE.file).write_bytes(ROTTEN)
        assert [folder.path for folder in browse.folders(Library.open(tmp_path))] == ["/photos"]


class TestTheAlbums:
    def test_they_come_back_from_the_newest_copy(self, lived_in: Shelf) -> None:
        directory = lived_in.library.directory
        (directory / ALBUMS.file).write_bytes(ROTTEN)
        library = Library.open(directory)
        assert codes(library) == ["albums-restored"]
        assert [album.name for album in albums.list_albums(library)] == ["Cats"]
        assert len(list(directory.glob(f"{ALBUMS.file}.damaged-*"))) == 1
        assert codes(Library.open(directory)) == []

    def test_damage_inside_is_found_too(self, lived_in: Shelf) -> None:
        """SQLite opens such a file without a word."""
        path = lived_in.library.directory / ALBUMS.file
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("INSERT INTO album_members VALUES (99, 1, x'00', x'00')")  # of no album
        library = Library.open(lived_in.library.directory)
        assert codes(library) == ["albums-restored"]
        assert [album.name for album in albums.list_albums(library)] == ["Cats"]

    def test_without_a_good_copy_they_begin_anew_and_that_is_said(self, lived_in: Shelf) -> None:
        directory = lived_in.library.directory
        for path in directory.glob(f"{ALBUMS.file}*"):
            path.write_bytes(ROTTEN)
        library = Library.open(directory)
        assert codes(library) == ["albums-lost"]
        assert albums.list_albums(library) == []
        assert len(browse.photo_ids(library)) == len(lived_in.ids())

    def test_both_at_once(self, lived_in: Shelf) -> None:
        directory = lived_in.library.directory
        for schema in (CACHE, ALBUMS):
            (directory / schema.file).write_bytes(ROTTEN)
        library = Library.open(directory)
        assert codes(library) == ["albums-restored", "cache-set-aside"]
        assert [folder.path for folder in browse.folders(library)] == [str(lived_in.folder)]
        rescan(lived_in, library)
        assert not albums.album_by_name(library, "Cats").members[0].missing

    def test_a_false_alarm_is_forgotten(self, lived_in: Shelf) -> None:
        note = lived_in.library.directory / (ALBUMS.file + DAMAGE_NOTE)
        note.touch()
        assert codes(Library.open(lived_in.library.directory)) == []
        assert not note.exists()


class TestStrangersAreNoDamage:
    @pytest.mark.parametrize("schema", [CACHE, ALBUMS])
    def test_a_newer_file_is_not_touched(self, lived_in: Shelf, schema: object) -> None:
        path = lived_in.library.directory / schema.file  # type: ignore[attr-defined]
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA user_version = 99")
        before = path.read_bytes()
        with pytest.raises(LibraryError) as caught:
            Library.open(lived_in.library.directory)
        assert (caught.value.code, path.read_bytes()) == ("database-newer", before)


def test_a_log_left_over_from_a_kill_is_played_back(lived_in: Shelf, tmp_path: Path) -> None:
    """-wal and -shm as a kill leaves them: what was committed is there."""
    copy = tmp_path / "as it was"
    with lived_in.library.cache() as cache, lived_in.library.albums() as database:
        with database.transaction():
            database.execute("UPDATE albums SET name = 'Kittens'")
        with cache.transaction():
            cache.execute("UPDATE state SET value = 4242 WHERE name = 'revision'")
        shutil.copytree(lived_in.library.directory, copy)
    assert (copy / "albums.sqlite-wal").stat().st_size > 0
    library = Library.open(copy)
    assert codes(library) == []
    assert [album.name for album in albums.list_albums(library)] == ["Kittens"]
    with library.cache() as cache:
        assert cache.rows("SELECT value FROM state WHERE name = 'revision'")[0][0] == 4242


@pytest.mark.skipif(not can_be_bound(), reason="permissions do not bind here")
def test_damage_in_a_folder_that_may_not_be_written_says_so(lived_in: Shelf) -> None:
    directory = lived_in.library.directory
    (directory / ALBUMS.file).write_bytes(ROTTEN)
    directory.chmod(0o500)
    try:
        with bound_by_permissions(), pytest.raises(LibraryError) as caught:
            Library.open(directory)
    finally:
        directory.chmod(0o700)
    assert caught.value.code == "library-unwritable"
