"""Databases to write to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from photoclust.store.database import Database
from photoclust.store.schema import ALBUMS, CACHE


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "library", CACHE) as database:
        yield database


@pytest.fixture
def albums(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "library", ALBUMS) as database:
        yield database
