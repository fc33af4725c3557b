"""A file of every schema version there ever was still opens, and still has in it what was put in.

The files are made by `tests/fixtures/make_databases.py`.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from photoclust.core.duplicates import VerdictKind
from photoclust.core.photo import CompanionKind
from photoclust.store.album_store import AlbumStore
from photoclust.store.catalog import Catalog
from photoclust.store.database import Database
from photoclust.store.embedding_cache import EmbeddingCache
from photoclust.store.removal_store import RemovalStore, State
from photoclust.store.schema import ALBUMS, CACHE, Schema
from photoclust.store.verdict_store import VerdictStore

FILES = Path(__file__).resolve().parents[1] / "fixtures" / "databases"
ODD = os.fsdecode(b"/photos/\xff.jpg")


@pytest.mark.parametrize("schema", [CACHE, ALBUMS])
def test_there_is_one_of_every_version(schema: Schema) -> None:
    stem = Path(schema.file).stem
    assert {path.name for path in FILES.glob(f"{stem}-*")} == {
        f"{stem}-v{version}.sqlite" for version in range(1, schema.version + 1)
    }


def opened(path: Path, folder: Path, schema: Schema) -> Database:
    shutil.copyfile(path, folder / schema.file)
    return Database(folder, schema, create=False)


@pytest.mark.parametrize("path", sorted(FILES.glob("cache-*")), ids=lambda path: path.stem)
def test_a_cache_of_old(path: Path, tmp_path: Path) -> None:
    with opened(path, tmp_path, CACHE) as database:
        assert (database.version, database.check()) == (CACHE.version, [])
        catalog, cache = Catalog(database), EmbeddingCache(database)
        assert catalog.folders() == ["/photos"]
        assert [photo.path for photo in catalog.photos(catalog.photo_ids())] == [
            "/photos/dahlia.jpg",
            "/photos/kitten.jpg",
            ODD,
        ]
        kitten = catalog.photo_at("/photos/kitten.jpg")
        assert kitten is not None
        assert kitten.metadata.taken == datetime(2021, 8, 14, 20, 12)
        assert (kitten.metadata.camera, kitten.metadata.format) == ("Box 2", "JPEG")
        assert max(kitten.metadata.width, kitten.metadata.height) == 160
        (failure,) = catalog.unreadable()
        assert (failure.path, failure.code) == ("/photos/text.jpg", "not-a-picture")
        preprocessing = 1 if path.stem in {"cache-v1", "cache-v2"} else 2
        model_id = cache.model_id(f"efficientnet_lite0/5ec9c098eaaf/{preprocessing}")
        assert model_id is not None
        stored = cache.load(model_id)
        assert stored.vectors.shape == (3, 1280)
        assert np.linalg.norm(stored.vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-6)
        assert stored.label_ids.shape == (3, 20)
        assert (cache.thumbnail(kitten.id) or b"").startswith(b"\xff\xd8")
        assert [known.embedded for known in catalog.known_below("/photos", model_id)] == [
            True,
            True,
            False,
            True,
        ]


@pytest.mark.parametrize("path", sorted(FILES.glob("albums-*")), ids=lambda path: path.stem)
def test_albums_of_old(path: Path, tmp_path: Path) -> None:
    with opened(path, tmp_path, ALBUMS) as database:
        assert (database.version, database.check()) == (ALBUMS.version, [])
        (album,) = AlbumStore(database).albums()
        assert album.name == "Zwei & 二"
        assert [member.path for member in album.members] == ["/photos/kitten.jpg", ODD]


def test_what_was_decided_and_removed(tmp_path: Path) -> None:
    with opened(FILES / "albums-v4.sqlite", tmp_path, ALBUMS) as database:
        (verdict,) = VerdictStore(database).all()
        assert (verdict.kind, list(verdict.files.values())) == (VerdictKind.DISTINCT, [1, 1, 1])
        store = RemovalStore(database)
        ((removal_id, _),) = store.all()
        (file,) = store.files(removal_id)
        assert (file.path, file.place, file.state) == (
            "/photos/copy.jpg",
            "/photos/.trash/copy.jpg",
            State.GONE,
        )
        assert (file.main, file.kind, file.keeper.path) == (None, CompanionKind.NONE, "/photos/dahlia.jpg")
        assert file.keeper.fingerprint == file.fingerprint
        assert len(database.rows("SELECT * FROM removal_albums")) == 1


@pytest.mark.parametrize("path", sorted(FILES.glob("*-v1.sqlite")), ids=lambda path: path.stem)
def test_they_hold_nothing_of_the_machine_that_made_them(path: Path) -> None:
    content = path.read_bytes()
    assert content.count(b"/photos/") >= 2
    for trace in (b"/home/", b"/tmp/", b"/root/", b"C:\\"):
        assert trace not in content
