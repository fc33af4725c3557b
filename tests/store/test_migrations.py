"""How a database file becomes one of a newer version, and what is kept of it when that fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from photoclust.core.errors import LibraryError
from photoclust.store.database import Database
from photoclust.store.schema import ALBUMS, CACHE, Schema

ONE = Schema(
    file="test.sqlite",
    application_id=0x11223344,
    migrations=(("CREATE TABLE things (name TEXT)", "INSERT INTO things VALUES ('first')"),),
    synchronous="NORMAL",
    precious=True,
)
COLUMN = ("ALTER TABLE things ADD COLUMN size INTEGER DEFAULT 7",)
TWO = replace(ONE, migrations=(*ONE.migrations, COLUMN))
THREE = replace(TWO, migrations=(*TWO.migrations, ("INSERT INTO things VALUES ('third', 3)",)))
COPY = "test.sqlite.before-v"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The folder of a file of version 1 that a person has worked in."""
    with Database(tmp_path, ONE) as database, database.transaction():
        database.execute("INSERT INTO things VALUES ('mine')")
    return tmp_path


def everything(folder: Path, schema: Schema) -> list[tuple[object, ...]]:
    with Database(folder, schema) as database:
        assert database.version == schema.version
        return [tuple(row) for row in database.rows("SELECT * FROM things ORDER BY name")]


def test_an_old_file_is_brought_up_to_date_with_what_is_in_it(old: Path) -> None:
    assert everything(old, TWO) == [("first", 7), ("mine", 7)]


def test_all_steps_are_made(old: Path) -> None:
    assert everything(old, THREE) == [("first", 7), ("mine", 7), ("third", 3)]


def test_each_step_is_made_once(old: Path) -> None:
    assert everything(old, THREE) == everything(old, THREE)


def test_a_new_file_takes_all_steps_too(tmp_path: Path) -> None:
    assert everything(tmp_path, THREE) == [("first", 7), ("third", 3)]
    assert list(tmp_path.glob(f"{COPY}*")) == []  # there was nothing to be kept


def test_a_precious_file_is_copied_first(old: Path) -> None:
    everything(old, TWO)
    copies = list(old.glob(f"{COPY}*"))
    assert [copy.name for copy in copies] == [f"{COPY}2"]
    copies[0].replace(old / ONE.file)
    assert everything(old, ONE) == [("first",), ("mine",)]


def test_a_file_that_can_be_made_again_is_not(old: Path) -> None:
    everything(old, replace(TWO, precious=False))
    assert list(old.glob(f"{COPY}*")) == []


def test_opening_makes_no_copy_when_there_is_nothing_to_do(old: Path) -> None:
    everything(old, ONE)
    assert list(old.glob(f"{COPY}*")) == []


def test_a_half_made_copy_of_a_crash_is_made_anew(old: Path) -> None:
    (old / f"{COPY}2.part").write_bytes(b"half")
    everything(old, TWO)
    assert [path.name for path in old.glob(f"{COPY}*")] == [f"{COPY}2"]


def refuse_to_migrate(folder: Path) -> None:
    broken = replace(TWO, migrations=(*TWO.migrations, ("CREATE TABLE extra (x)", "NONSENSE")))
    with pytest.raises(sqlite3.OperationalError, match="NONSENSE"):
        Database(folder, broken)


def fill_the_disk(folder: Path) -> None:
    copy = folder / f"{COPY}2.part"
    copy.mkdir()  # nothing can be written there
    with pytest.raises(LibraryError):
        Database(folder, TWO)
    copy.rmdir()


@pytest.mark.parametrize("fail", [refuse_to_migrate, fill_the_disk])
def test_a_migration_that_fails_changes_nothing(old: Path, fail: Callable[[Path], None]) -> None:
    fail(old)
    assert everything(old, ONE) == [("first",), ("mine",)]
    assert everything(old, TWO) == [("first", 7), ("mine", 7)]


@pytest.mark.parametrize("schema", [CACHE, ALBUMS])
def test_the_steps_of_the_real_schemas_are_statements(schema: Schema) -> None:
    assert schema.version >= 1
    for step in schema.migrations:
        assert step
        assert all(isinstance(statement, str) for statement in step)
