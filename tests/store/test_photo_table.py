"""All photos as columns."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from fixtures.catalogs import content, put

from photoclust.core.photo import Companion, CompanionKind, PhotoFile
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import Database
from photoclust.store.photo_table import photo_table
from photoclust.store.schema import CACHE

ODD = os.fsdecode(b"/p/\xff.jpg")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path, CACHE)


def test_rows_are_photos(database: Database) -> None:
    with database, database.transaction():
        catalog = Catalog(database)
        first = put(
            catalog, "/p/b.jpg", "same", taken=datetime(1970, 1, 2, 0, 0, 5), size=7, mtime_ns=1 << 60
        )
        second = put(catalog, ODD, "same")
        Companions(database).put(Companion(PhotoFile("/p/b.dng", 1, 1), "/p/b.jpg", CompanionKind.RAW))
        table = photo_table(database)
    assert len(table) == 2
    assert table.ids.tolist() == [first, second]
    assert table.paths.tolist() == ["/p/b.jpg", ODD]
    assert table.file(0) == PhotoFile("/p/b.jpg", 7, 1 << 60)
    assert (table.id(1), table.fingerprint(1)) == (second, content("same"))
    assert table.shapes.tolist() == [[640, 480], [640, 480]]
    # What lies under one content has one date: that which was read last.
    assert np.isnan(table.taken).tolist() == [True, True]
    assert table.cameras.tolist() == [False, False]
    assert table.companions.tolist() == [int(CompanionKind.RAW), 0]


def test_dates_are_seconds_of_the_cameras_clock(database: Database) -> None:
    with database, database.transaction():
        catalog = Catalog(database)
        put(catalog, "/p/a.jpg", taken=datetime(1970, 1, 2, 0, 0, 5))
        put(catalog, "/p/b.jpg")
        table = photo_table(database)
    assert table.taken[0] == 86_405
    assert np.isnan(table.taken[1])


def test_some_folders_only(database: Database) -> None:
    with database, database.transaction():
        for path in ("/p/a.jpg", "/p2/b.jpg", "/q/c.jpg"):
            put(Catalog(database), path)
        assert photo_table(database, ["/p", "/q"]).paths.tolist() == ["/p/a.jpg", "/q/c.jpg"]
        assert len(photo_table(database, ["/nowhere"])) == 0


def test_fingerprints_that_end_in_zero(database: Database) -> None:
    """NumPy strips zero bytes from the ends of strings."""
    with database, database.transaction():
        put(Catalog(database), "/p/a.jpg")
        database.execute("PRAGMA defer_foreign_keys = ON")
        for table in ("contents", "photos"):
            database.execute(f"UPDATE {table} SET fingerprint = ?", [b"abc" + bytes(13)])
        assert photo_table(database).fingerprint(0) == b"abc" + bytes(13)
