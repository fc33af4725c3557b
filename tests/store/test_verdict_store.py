"""Verdicts on duplicates as they lie in the album database."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.catalogs import content

from photoclust.core.duplicates import VerdictKind
from photoclust.store.database import Database
from photoclust.store.schema import ALBUMS
from photoclust.store.verdict_store import StoredVerdict, VerdictStore


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path, ALBUMS)


def test_they_are_read_as_they_were_written(database: Database) -> None:
    store = VerdictStore(database)
    first, second = {content("a"): 2}, {content("a"): 1, content("b"): 1}
    with database, database.transaction():
        ids = [
            store.add(VerdictKind.KEEP_ALL, "2026-11-28T10:00:00+00:00", first),
            store.add(VerdictKind.DISTINCT, "2026-11-28T11:00:00+00:00", second),
        ]
        assert store.all() == [
            StoredVerdict(ids[0], VerdictKind.KEEP_ALL, "2026-11-28T10:00:00+00:00", first),
            StoredVerdict(ids[1], VerdictKind.DISTINCT, "2026-11-28T11:00:00+00:00", second),
        ]


def test_one_that_is_taken_back_leaves_nothing(database: Database) -> None:
    store = VerdictStore(database)
    with database, database.transaction():
        store.remove(store.add(VerdictKind.KEEP_ALL, "2026-11-28T10:00:00+00:00", {content("a"): 2}))
        store.remove(99)
        assert store.all() == []
        assert database.rows("SELECT * FROM verdict_members") == []
