"""Database files: whose they are, how they come to be, and what the world does to them."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fixtures.permissions import bound_by_permissions, can_be_bound
from fixtures.processes import holding_the_lock

from photoclust.core.errors import LibraryError
from photoclust.store import database as module
from photoclust.store.database import Database
from photoclust.store.schema import ALBUMS, CACHE, Schema

ONE = Schema(
    file="test.sqlite",
    application_id=0x11223344,
    migrations=(("CREATE TABLE things (name TEXT NOT NULL UNIQUE)",),),
    synchronous="NORMAL",
    precious=False,
)
TWO = replace(ONE, migrations=(*ONE.migrations, ("ALTER TABLE things ADD COLUMN size INTEGER",)))


@contextmanager
def plain(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection past everything that `Database` does."""
    with closing(sqlite3.connect(path)) as connection, connection:
        yield connection


def refusal(folder: Path, schema: Schema = ONE, *, create: bool = True) -> LibraryError:
    with pytest.raises(LibraryError) as caught, Database(folder, schema, create=create):
        pass
    return caught.value


def contents(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def add(database: Database, *names: str) -> None:
    database.execute_many("INSERT INTO things (name) VALUES (?)", [(name,) for name in names])


def names(database: Database) -> list[str]:
    return [row[0] for row in database.rows("SELECT name FROM things ORDER BY name")]


class TestANewFile:
    @pytest.mark.parametrize("schema", [CACHE, ALBUMS])
    def test_it_is_ours_and_of_this_version(self, tmp_path: Path, schema: Schema) -> None:
        with Database(tmp_path / "not" / "there yet", schema) as database:
            assert database.version == schema.version
            assert database.check() == []
        with plain(tmp_path / "not" / "there yet" / schema.file) as connection:
            assert connection.execute("PRAGMA application_id").fetchone() == (schema.application_id,)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)

    def test_the_two_kinds_are_told_apart(self) -> None:
        assert CACHE.application_id != ALBUMS.application_id
        assert CACHE.file != ALBUMS.file
        assert ALBUMS.precious
        assert not CACHE.precious

    def test_none_is_made_when_none_is_wanted(self, tmp_path: Path) -> None:
        assert refusal(tmp_path / "library", create=False).code == "no-library"
        assert not (tmp_path / "library").exists()

    def test_an_empty_file_is_taken_over(self, tmp_path: Path) -> None:
        (tmp_path / ONE.file).touch()
        with Database(tmp_path, ONE) as database:
            assert database.version == 1

    def test_closing_leaves_one_file(self, tmp_path: Path) -> None:
        with Database(tmp_path, ONE) as database, database.transaction():
            add(database, "a")
        assert [path.name for path in tmp_path.iterdir()] == [ONE.file]

    def test_many_may_come_at_once(self, tmp_path: Path) -> None:
        """Nobody may see half a file and take it for a stranger's."""
        threads, rounds = 8, 25
        start = threading.Barrier(threads)
        faults: list[BaseException] = []

        def come() -> None:
            for number in range(rounds):
                start.wait(30)
                try:
                    with Database(tmp_path / str(number), ONE) as database:
                        assert names(database) == []
                except Exception as error:  # noqa: BLE001 - reported below
                    faults.append(error)

        crowd = [threading.Thread(target=come) for _ in range(threads)]
        for thread in crowd:
            thread.start()
        for thread in crowd:
            thread.join()
        assert faults == []


class TestStrangers:
    """What is not ours, or too new for us, is not touched."""

    def refused_untouched(self, folder: Path) -> str:
        before = contents(folder)
        error = refusal(folder)
        assert contents(folder) == before
        assert str(folder / ONE.file) in error.message
        return error.code

    def test_a_file_of_another_program(self, tmp_path: Path) -> None:
        with plain(tmp_path / ONE.file) as connection:
            connection.execute("CREATE TABLE things (name TEXT)")
        assert self.refused_untouched(tmp_path) == "database-foreign"

    def test_a_file_that_says_whose_it_is(self, tmp_path: Path) -> None:
        with plain(tmp_path / ONE.file) as connection:
            connection.execute("PRAGMA application_id = 77")
        assert self.refused_untouched(tmp_path) == "database-foreign"

    def test_one_of_our_own_in_the_others_place(self, tmp_path: Path) -> None:
        with Database(tmp_path, replace(ONE, application_id=5)):
            pass
        assert self.refused_untouched(tmp_path) == "database-foreign"

    def test_a_newer_version(self, tmp_path: Path) -> None:
        with Database(tmp_path, TWO) as database, database.transaction():
            add(database, "a")
        assert self.refused_untouched(tmp_path) == "database-newer"

    @pytest.mark.parametrize("content", [b"this is no database" * 500, b"SQLite format 3\0" + b"\xff" * 4080])
    def test_no_database_at_all(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / ONE.file).write_bytes(content)
        assert self.refused_untouched(tmp_path) == "database-damaged"


class TestDamage:
    @pytest.fixture
    def filled(self, tmp_path: Path) -> Path:
        with Database(tmp_path, ONE) as database, database.transaction():
            add(database, *(f"name {number:09}" for number in range(2_000)))
        return tmp_path / ONE.file

    def test_half_a_file(self, filled: Path) -> None:
        filled.write_bytes(filled.read_bytes()[: filled.stat().st_size // 2])
        with pytest.raises(LibraryError) as caught, Database(filled.parent, ONE) as database:
            names(database)
        assert caught.value.code == "database-damaged"
        assert "makes it again from your photos" in caught.value.message

    def test_a_damaged_page_is_found_by_the_check(self, filled: Path) -> None:
        filled.write_bytes(filled.read_bytes().replace(b"name 000000100", b"name 000000XXX", 1))
        with Database(filled.parent, ONE) as database:
            assert any("index" in line for line in database.check())

    def test_the_hint_for_precious_files_is_another(self, filled: Path) -> None:
        filled.write_bytes(b"SQLite format 3\0" + b"\xff" * 4080)
        message = refusal(filled.parent, replace(ONE, precious=True)).message
        assert "newest good copy" in message

    def test_a_reference_to_nothing_is_found_by_the_check(self, albums: Database) -> None:
        albums.execute("PRAGMA foreign_keys = OFF")
        albums.execute("INSERT INTO album_members VALUES (99, 1, x'00', x'00')")
        (line,) = albums.check()
        assert "album_members" in line


class TestTransactions:
    def test_all_of_the_block(self, tmp_path: Path) -> None:
        with Database(tmp_path, ONE) as database:
            with database.transaction():
                add(database, "a", "b")
            assert names(database) == ["a", "b"]

    @pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
    def test_or_nothing_of_it(self, tmp_path: Path, error: type[BaseException]) -> None:
        def interrupted(database: Database) -> None:
            with database.transaction():
                add(database, "a")
                raise error

        with Database(tmp_path, ONE) as database:
            with pytest.raises(error):
                interrupted(database)
            assert names(database) == []
            with database.transaction():  # and the connection is as good as new
                add(database, "b")
            assert names(database) == ["b"]

    def test_a_mistake_in_our_sql_stays_a_bug(self, tmp_path: Path) -> None:
        with Database(tmp_path, ONE) as database:
            with pytest.raises(sqlite3.OperationalError, match="nonsense"):
                database.execute("SELECT nonsense FROM things")
            add(database, "a")
            with pytest.raises(sqlite3.IntegrityError):
                add(database, "a")


class TestTheWorld:
    def test_a_file_locked_by_another_program(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "BUSY_MILLISECONDS", 100)
        with Database(tmp_path, ONE) as database, holding_the_lock(tmp_path / ONE.file):
            with pytest.raises(LibraryError) as caught, database.transaction():
                pass
            assert caught.value.code == "database-locked"
            assert str(tmp_path) in caught.value.message
            assert names(database) == []  # reading goes on: the file is in WAL mode
        with Database(tmp_path, ONE) as database, database.transaction():
            add(database, "a")

    def test_a_short_lock_is_waited_for(self, tmp_path: Path) -> None:
        written = threading.Event()

        def write() -> None:
            with Database(tmp_path, ONE) as database, database.transaction():
                add(database, "a")
                written.set()

        with Database(tmp_path, ONE):
            thread = threading.Thread(target=write)
            with holding_the_lock(tmp_path / ONE.file):
                thread.start()
                assert not written.wait(0.1)
            thread.join()
        assert written.is_set()

    def test_a_full_disk(self, tmp_path: Path) -> None:
        with Database(tmp_path, ONE) as database:
            add(database, "kept")
            pages = database.execute("PRAGMA page_count").fetchone()[0]
            database.execute(f"PRAGMA max_page_count = {pages + 2}")
            with pytest.raises(LibraryError) as caught, database.transaction():
                add(database, *(f"{number}" * 100 for number in range(1_000)))
            assert caught.value.code == "disk-full"
            assert names(database) == ["kept"]
            database.execute(f"PRAGMA max_page_count = {pages + 10_000}")  # somebody made room
            with database.transaction():
                add(database, "more")
            assert names(database) == ["kept", "more"]

    def test_who_waits_for_a_lock_can_be_told_to_stop(self, tmp_path: Path) -> None:
        class StopError(Exception):
            pass

        def stop() -> None:
            raise StopError

        with Database(tmp_path, ONE) as database:
            database.while_waiting = stop
            with holding_the_lock(tmp_path / ONE.file), pytest.raises(StopError), database.transaction():
                pass
            with database.transaction():
                add(database, "a")
            assert database.rows("PRAGMA busy_timeout")[0][0] == module.BUSY_MILLISECONDS

    def test_a_disk_that_fails_is_not_called_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fault = sqlite3.OperationalError("disk I/O error")
        fault.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
        with Database(tmp_path, ONE) as database:
            assert getattr(database._told(fault), "code", None) == "disk-error"
            monkeypatch.setattr(module, "ROOM", 1 << 62)  # nothing is free
            assert getattr(database._told(fault), "code", None) == "disk-full"

    def test_a_file_in_the_folders_place(self, tmp_path: Path) -> None:
        (tmp_path / "library").write_bytes(b"")
        assert refusal(tmp_path / "library").code == "library-unwritable"

    @pytest.mark.skipif(not can_be_bound(), reason="permissions do not bind here")
    def test_a_folder_that_may_not_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "library").mkdir(mode=0o500)
        with bound_by_permissions():
            error = refusal(tmp_path / "library")
        assert error.code == "library-unwritable"
        assert str(tmp_path / "library") in error.message

    @pytest.mark.skipif(not can_be_bound(), reason="permissions do not bind here")
    def test_a_file_that_may_not_be_written(self, tmp_path: Path) -> None:
        with Database(tmp_path, ONE):
            pass
        (tmp_path / ONE.file).chmod(0o400)
        with bound_by_permissions(), Database(tmp_path, ONE) as database:
            assert names(database) == []
            with pytest.raises(LibraryError) as caught, database.transaction():
                add(database, "a")
        assert caught.value.code == "library-unwritable"


def test_a_connection_belongs_to_its_thread(tmp_path: Path) -> None:
    faults: list[BaseException] = []

    def close(database: Database) -> None:
        try:
            database.close()
        except sqlite3.ProgrammingError as error:
            faults.append(error)

    with Database(tmp_path, ONE) as own:
        thread = threading.Thread(target=close, args=(own,))
        thread.start()
        thread.join()
    assert len(faults) == 1
