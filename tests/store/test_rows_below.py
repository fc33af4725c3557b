"""What is forgotten with a folder, and put back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fixtures.catalogs import content, put

from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.photo import Companion, CompanionKind, PhotoFile
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import Database
from photoclust.store.folder_marks import FolderMarks
from photoclust.store.rows_below import put_back, rows_below

ODD = "/a/\udcff"


@pytest.fixture
def database(cache: Database) -> Iterator[Database]:
    with cache.transaction():
        yield cache


def test_marks_are_kept_by_folder(database: Database) -> None:
    marks = FolderMarks(database)
    for number, path in enumerate(("/a", "/a/b", ODD, "/a-b", "/a/b/c"), start=1):
        marks.put(path, -number)
    assert (marks.get(ODD), marks.get("/"), marks.get("/a/b")) == (-3, None, -2)
    assert marks.below("/a") == ["/a/b", "/a/b/c", ODD]
    assert marks.below("/") == ["/a", "/a-b", "/a/b", "/a/b/c", ODD]
    marks.put("/a", 2**56)
    assert marks.get("/a") == 2**56
    marks.forget("/a/b")
    assert marks.below("/") == ["/a", "/a-b", ODD]


def test_all_that_is_removed_comes_back(database: Database) -> None:
    catalog = Catalog(database)
    catalog.add_folder("/a")
    catalog.marks.put("/a", 7)
    catalog.marks.put("/a/drive", 8)
    ids = [put(catalog, path) for path in ("/a/1.jpg", "/a/drive/2.jpg", "/b/3.jpg", f"{ODD}.jpg")]
    catalog.put_failure(PhotoFile("/a/bad.jpg", 1, 2), PhotoUnreadableError("empty", path="/a/bad.jpg"), "1")
    companions = Companions(database)
    raw = Companion(PhotoFile("/a/1.nef", 3, 4), "/a/1.jpg", CompanionKind.RAW)
    companions.put(raw)
    before = catalog.photos(ids), catalog.unreadable(), list(catalog.known_below("/", 0))
    rows = rows_below(database, "/a")
    assert (len(rows.photos), len(rows.failures)) == (3, 1)
    catalog.remove_folder("/a")
    catalog.remove_below("/a")
    assert [photo.path for photo in catalog.photos(ids)] == ["/b/3.jpg"]
    assert (catalog.unreadable(), catalog.marks.below("/"), companions.any()) == ([], [], False)
    put_back(database, rows)
    assert (catalog.photos(ids), catalog.unreadable(), list(catalog.known_below("/", 0))) == before
    assert companions.of("/a/1.jpg") == [raw]
    assert (catalog.marks.get("/a"), catalog.marks.below("/a")) == (7, ["/a/drive"])


def test_an_id_that_was_removed_wins_over_a_later_one(database: Database) -> None:
    """The folder was added again before the removal was undone."""
    catalog = Catalog(database)
    old = put(catalog, "/a/1.jpg")
    rows = rows_below(database, "/a")
    catalog.remove_below("/a")
    new = put(catalog, "/a/1.jpg")
    assert new != old
    put_back(database, rows)
    assert catalog.photo_ids() == [old]
    assert [path for _, path in catalog.files_of(content("/a/1.jpg"))] == ["/a/1.jpg"]
