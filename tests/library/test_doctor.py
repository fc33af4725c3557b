"""Whether the doctor finds what is wrong, and is content with what is right."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.permissions import bound_by_permissions, can_be_bound

from photoclust.config.paths import AppPaths
from photoclust.core.photo import Fingerprint
from photoclust.library.albums import create_album
from photoclust.library.doctor import Check, examine
from photoclust.library.guard import quarantine
from photoclust.store.database import Database
from photoclust.store.quarantine import CRASHED
from photoclust.store.schema import ALBUMS, CACHE

MODELS = AppPaths.default().models[-1:]


def ill(checks: list[Check]) -> dict[str, str]:
    return {check.name: check.detail for check in checks if not check.ok}


def details(checks: list[Check]) -> dict[str, str]:
    return {check.name: check.detail for check in checks}


def test_all_is_well(indexed: Shelf) -> None:
    checks = examine(indexed.library.directory, MODELS)
    assert ill(checks) == {}
    found = details(checks)
    assert "mediapipe 0.10.31" in found["versions"]
    assert "SQLite" in found["versions"]
    assert "checksum right" in found["model"]
    assert found["photos"] == "41 photos, 41 of them embedded with efficientnet_lite0, 0 files unreadable"
    assert found["folder"] == str(indexed.folder)
    assert str(indexed.library.directory) in found["library"]


def test_before_there_is_a_library(tmp_path: Path) -> None:
    checks = examine(tmp_path / "none", MODELS)
    assert ill(checks) == {}
    assert "none yet" in details(checks)["library"]
    assert not (tmp_path / "none").exists()


def test_it_changes_nothing(indexed: Shelf) -> None:
    def state() -> dict[str, str]:
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in indexed.library.directory.iterdir()
        }

    before = state()
    examine(indexed.library.directory, MODELS)
    assert state() == before


def test_a_missing_albums_database_is_not_made(indexed: Shelf) -> None:
    """A first run that was killed in its first moment has none yet."""
    (indexed.library.directory / ALBUMS.file).unlink()
    checks = examine(indexed.library.directory, MODELS)
    assert ill(checks) == {}
    assert details(checks)["albums database"] == "no albums.sqlite yet"
    assert not (indexed.library.directory / ALBUMS.file).exists()


def test_a_damaged_model(indexed: Shelf, tmp_path: Path) -> None:
    (tmp_path / "efficientnet_lite0.tflite").write_bytes(b"damaged")
    checks = examine(indexed.library.directory, (tmp_path, *MODELS))
    assert str(tmp_path / "efficientnet_lite0.tflite") in ill(checks)["model"]


def test_an_unknown_model(indexed: Shelf) -> None:
    assert "nonsense" in ill(examine(indexed.library.directory, MODELS, "nonsense"))["model"]


def test_no_models_at_all(indexed: Shelf, tmp_path: Path) -> None:
    assert set(ill(examine(indexed.library.directory, (tmp_path,)))) == {"model", "models"}


@pytest.mark.parametrize("kind", ["cache", "albums"])
def test_a_damaged_database(indexed: Shelf, kind: str) -> None:
    path = indexed.library.directory / f"{kind}.sqlite"
    path.write_bytes(path.read_bytes()[:100] + b"\xee" * 8192)
    wrong = ill(examine(indexed.library.directory, MODELS))
    assert list(wrong) == [f"{kind} database"]
    assert f"{path} is damaged" in wrong[f"{kind} database"]


def test_another_programs_database(indexed: Shelf) -> None:
    shutil.copy(indexed.library.directory / ALBUMS.file, indexed.library.directory / CACHE.file)
    assert "belongs to another program" in ill(examine(indexed.library.directory, MODELS))["cache database"]


def test_rows_that_refer_to_nothing(indexed: Shelf) -> None:
    with Database(indexed.library.directory, CACHE) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("INSERT INTO photos (path, size, mtime_ns, fingerprint) VALUES (x'61', 0, 0, x'00')")
    assert "photos" in ill(examine(indexed.library.directory, MODELS))["cache database"]


@pytest.mark.skipif(not can_be_bound(), reason="permissions do not bind here")
def test_a_folder_that_can_not_be_written(indexed: Shelf) -> None:
    indexed.library.directory.chmod(0o500)
    with bound_by_permissions():
        wrong = ill(examine(indexed.library.directory, MODELS))
    indexed.library.directory.chmod(0o700)
    assert "can't be written" in wrong["library"]


def test_a_folder_that_is_not_plugged_in_is_no_illness(shelf: Shelf) -> None:
    shelf.index()
    shelf.folder.rename(shelf.folder.with_name("unplugged"))
    checks = examine(shelf.library.directory, MODELS)
    assert ill(checks) == {}
    assert details(checks)["folder"] == f"{shelf.folder} is offline"


def test_photos_not_embedded_with_the_model_are_counted(indexed: Shelf) -> None:
    checks = examine(indexed.library.directory, MODELS, "efficientnet_lite2")
    assert "41 photos, 0 of them embedded with efficientnet_lite2" in details(checks)["photos"]


def test_it_tells_of_pictures_that_are_left_alone(indexed: Shelf) -> None:
    assert details(examine(indexed.library.directory, MODELS))["quarantine"] == "empty"
    with indexed.library.cache() as database, database.transaction():
        quarantine(database).convict(Fingerprint(b"1" * 16), CRASHED)
        quarantine(database).suspect(Fingerprint(b"2" * 16), alone=True)
    checks = examine(indexed.library.directory, MODELS)
    assert ill(checks) == {}
    assert details(checks)["quarantine"] == (
        "left alone because PhotoClust stopped or hung at them: 1; to be tried with care: 1"
    )


def test_it_looks_at_the_copies_of_the_albums(indexed: Shelf) -> None:
    create_album(indexed.library, "Cats", [indexed.id_of("kitten.jpg")])
    directory = indexed.library.directory
    checks = examine(directory, MODELS)
    assert ill(checks) == {}
    assert "sound cop" in details(checks)["backups"]
    (directory / f"{ALBUMS.file}.backup-1").write_bytes(b"rotten")
    assert f"{ALBUMS.file}.backup-1" in ill(examine(directory, MODELS))["backups"]


def test_a_raw_file_listed_beside_its_photo(shelf: Shelf) -> None:
    """No run leaves that behind: each joins the two in one step."""
    raw = shelf.folder / "kitten.NEF"
    raw.write_bytes(b"raw")
    shelf.index()
    checks = examine(shelf.library.directory, MODELS)
    assert ill(checks) == {}
    assert details(checks)["shots"] == "RAW files and films that belong to photos: 1"
    with Database(shelf.library.directory, CACHE) as database:
        database.execute("INSERT INTO failures VALUES (?, 1, 1, 'empty', '{}', '')", [os.fsencode(raw)])
    assert "1 RAW file" in ill(examine(shelf.library.directory, MODELS))["shots"]
    shelf.index()
    assert ill(examine(shelf.library.directory, MODELS)) == {}
