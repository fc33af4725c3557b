"""Copies of what is precious are good, few, and come back; what is damaged is set aside whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from photoclust.core.errors import LibraryError
from photoclust.store import backups
from photoclust.store.album_store import AlbumStore
from photoclust.store.database import DAMAGE_NOTE, Database
from photoclust.store.schema import ALBUMS, CACHE

ROTTEN = b"SQLite format 3\0" + b"\xee" * 9000


def create(albums: Database, name: str) -> None:
    with albums.transaction():
        AlbumStore(albums).create(name)


def names_in(folder: Path) -> list[str]:
    with Database(folder, ALBUMS) as albums:
        return [album.name for album in AlbumStore(albums).albums()]


def test_a_change_makes_a_copy_and_nothing_makes_none(albums: Database) -> None:
    create(albums, "A")
    first = backups.back_up(albums)
    assert first is not None
    assert backups.is_sound(first, ALBUMS)
    assert backups.back_up(albums) is None
    create(albums, "B")
    second = backups.back_up(albums)
    assert backups.copies(albums.path.parent, ALBUMS) == [second, first]


def test_opening_and_closing_is_no_change(tmp_path: Path) -> None:
    for _ in range(3):
        with Database(tmp_path, ALBUMS) as albums:
            if not names_in(tmp_path):
                create(albums, "A")
            backups.back_up(albums)
    assert len(backups.copies(tmp_path, ALBUMS)) <= 2


def test_a_few_are_kept_the_newest(albums: Database) -> None:
    for number in range(backups.KEPT + 7):
        create(albums, f"{number:02}")
        backups.back_up(albums)
    kept = backups.copies(albums.path.parent, ALBUMS)
    assert [copy.name for copy in kept] == [f"albums.sqlite.backup-{number}" for number in (12, 11, 10, 9, 8)]


def test_a_clock_that_goes_backwards_changes_nothing_of_that(albums: Database) -> None:
    """The newest is the one with the highest number, whatever the dates say."""
    create(albums, "A")
    backups.back_up(albums)
    create(albums, "B")
    for path in albums.path.parent.glob("albums.sqlite*"):
        if ".backup-" not in path.name:
            os.utime(path, ns=(10**18, 10**18))  # 2001
    newest = backups.back_up(albums)
    assert newest is not None
    assert newest.name.endswith("-2")
    assert backups.copies(albums.path.parent, ALBUMS)[0] == newest


@pytest.mark.expect_log
def test_damage_does_not_drive_out_good_copies(albums: Database) -> None:
    create(albums, "A")
    good = backups.back_up(albums)
    albums.execute("PRAGMA foreign_keys = OFF")
    albums.execute("PRAGMA writable_schema = ON")
    albums.execute("UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'folders'")
    assert backups.back_up(albums) is None
    assert backups.copies(albums.path.parent, ALBUMS) == [good]
    assert not list(albums.path.parent.glob("*part"))


def test_a_full_disk_says_so(albums: Database) -> None:
    create(albums, "A")
    (albums.path.parent / "albums.sqlite.backup-part").mkdir()
    with pytest.raises(LibraryError):
        backups.back_up(albums)
    assert backups.copies(albums.path.parent, ALBUMS) == []


class TestRestore:
    @pytest.fixture
    def copied(self, tmp_path: Path) -> Path:
        """A folder with two copies; the older has one album, the newer two."""
        with Database(tmp_path, ALBUMS) as albums:
            create(albums, "A")
            backups.back_up(albums)
            create(albums, "B")
            backups.back_up(albums)
            create(albums, "C")
        return tmp_path

    def test_the_newest_comes_back(self, copied: Path) -> None:
        backups.set_aside(copied, ALBUMS)
        assert backups.restore(copied, ALBUMS) == copied / "albums.sqlite.backup-2"
        assert names_in(copied) == ["A", "B"]
        assert len(backups.copies(copied, ALBUMS)) == 2

    def test_or_the_newest_that_is_sound(self, copied: Path) -> None:
        (copied / "albums.sqlite.backup-2").write_bytes(ROTTEN)
        backups.set_aside(copied, ALBUMS)
        backups.restore(copied, ALBUMS)
        assert names_in(copied) == ["A"]

    def test_or_the_copy_from_before_a_migration(self, tmp_path: Path) -> None:
        with Database(tmp_path, ALBUMS) as albums:
            create(albums, "old")
        shutil.copy(tmp_path / ALBUMS.file, tmp_path / f"{ALBUMS.file}.before-v2")
        backups.set_aside(tmp_path, ALBUMS)
        assert backups.restore(tmp_path, ALBUMS) is not None
        assert names_in(tmp_path) == ["old"]

    def test_or_none(self, tmp_path: Path) -> None:
        assert backups.restore(tmp_path, ALBUMS) is None
        assert list(tmp_path.iterdir()) == []


class TestSetAside:
    def test_with_all_that_belongs_to_it(self, tmp_path: Path) -> None:
        """A log that stayed would be played into the next database."""
        with Database(tmp_path, CACHE):
            (tmp_path / (CACHE.file + DAMAGE_NOTE)).touch()
            kept = backups.set_aside(tmp_path, CACHE)
            assert {path.name for path in tmp_path.iterdir()} == {
                kept.name,
                f"{kept.name}-wal",
                f"{kept.name}-shm",
            }

    def test_nothing_is_overwritten(self, tmp_path: Path) -> None:
        kept = []
        for number in range(3):
            (tmp_path / CACHE.file).write_bytes(bytes([number]))
            kept.append(backups.set_aside(tmp_path, CACHE))
        assert [path.read_bytes() for path in kept] == [b"\0", b"\1", b"\2"]


@pytest.mark.parametrize("content", [b"", b"no database", ROTTEN])
def test_what_is_no_database_is_not_sound(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    assert not backups.is_sound(tmp_path / "file", ALBUMS)


def test_a_database_of_another_kind_is_not_sound(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "file")) as connection:
        connection.execute("PRAGMA user_version = 1")
    assert not backups.is_sound(tmp_path / "file", ALBUMS)
