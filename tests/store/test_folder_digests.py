"""Digests of folders hold until what is known of a path changes, whoever changes it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from fixtures.catalogs import put

from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.photo import Companion, CompanionKind, PhotoFile
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import Database
from photoclust.store.folder_digests import FolderDigests
from photoclust.store.rows_below import put_back, rows_below

MODEL = 1
DIGEST = b"d" * 16
FOLDERS = ("/p", "/p/a", "/p/a/deep", "/p/b", "/p/a-", "/q")


@pytest.fixture
def digests(cache: Database) -> FolderDigests:
    """Each folder has a photo and a failure, and a digest."""
    catalog, digests = Catalog(cache), FolderDigests(cache)
    for folder in FOLDERS:
        put(catalog, f"{folder}/1.jpg", folder)
        error = PhotoUnreadableError("empty", path="bad")
        catalog.put_failure(PhotoFile(f"{folder}/bad.jpg", 1, 2), error, "1")
    for folder in FOLDERS:
        digests.put(folder, MODEL, DIGEST, 1)
    return digests


def held(digests: FolderDigests) -> set[str]:
    """The folders whose digests hold."""
    return {folder for folder in FOLDERS if digests.photos(folder, MODEL, DIGEST) is not None}


def test_a_digest_holds_for_its_model_and_for_what_it_was_made_of(digests: FolderDigests) -> None:
    assert digests.photos("/p", MODEL, DIGEST) == 1
    assert digests.photos("/p", MODEL + 1, DIGEST) is None
    assert digests.photos("/p", MODEL, b"e" * 16) is None
    assert digests.photos("/p/new", MODEL, DIGEST) is None
    digests.put("/p", MODEL + 1, DIGEST, 7)
    digests.put("/p", MODEL, b"e" * 16, 2)
    assert digests.photos("/p", MODEL + 1, DIGEST) == 7
    assert (digests.photos("/p", MODEL, DIGEST), digests.photos("/p", MODEL, b"e" * 16)) == (None, 2)


def _move(catalog: Catalog) -> None:
    photo = catalog.photo_at("/p/a/1.jpg")
    assert photo is not None
    catalog.move_photo(photo.id, PhotoFile("/p/b/2.jpg", 1, 2))


def _remove(catalog: Catalog) -> None:
    photo = catalog.photo_at("/p/a/1.jpg")
    assert photo is not None
    catalog.remove_photos([photo.id])


CHANGES: dict[str, tuple[Callable[[Catalog], object], set[str]]] = {
    "a new photo": (lambda catalog: put(catalog, "/p/a/2.jpg"), {"/p/a"}),
    "edited in place": (lambda catalog: put(catalog, "/p/a/1.jpg", "other"), {"/p/a"}),
    "moved": (_move, {"/p/a", "/p/b"}),
    "removed": (_remove, {"/p/a"}),
    "a failure more": (
        lambda catalog: catalog.put_failure(
            PhotoFile("/p/b/x.jpg", 1, 2), PhotoUnreadableError("empty", path="x"), "1"
        ),
        {"/p/b"},
    ),
    "a failure again": (
        lambda catalog: catalog.put_failure(
            PhotoFile("/p/b/bad.jpg", 3, 4), PhotoUnreadableError("corrupt", path="x"), "2"
        ),
        {"/p/b"},
    ),
    "a failure less": (lambda catalog: catalog.clear_failure("/p/a/deep/bad.jpg"), {"/p/a/deep"}),
    "all below": (lambda catalog: catalog.remove_below("/p/a"), {"/p/a", "/p/a/deep"}),
    "a new folder, which is for its parent to say": (
        lambda catalog: put(catalog, "/p/b/new/deep/1.jpg"),
        {"/p/b"},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_takes_the_digest_of_its_folder(cache: Database, digests: FolderDigests, name: str) -> None:
    change, folders = CHANGES[name]
    assert held(digests) == set(FOLDERS)
    assert not digests.any_touched()
    with cache.transaction():
        change(Catalog(cache))
    assert digests.any_touched()
    assert not (folders & held(digests)), "at once, for whoever looks meanwhile"
    with cache.transaction():
        digests.drop_touched()
    assert held(digests) == set(FOLDERS) - folders, "and for good, but no other one"
    assert not digests.any_touched()


def test_companions_count(cache: Database, digests: FolderDigests) -> None:
    companions = Companions(cache)
    with cache.transaction():
        raw = PhotoFile("/p/a/1.nef", 1, 2)
        companions.put(Companion(raw, "/p/a/1.jpg", CompanionKind.RAW))
        digests.drop_touched()
    assert held(digests) == set(FOLDERS) - {"/p/a"}
    digests.put("/p/a", MODEL, DIGEST, 1)
    companions.remove("/p/a/1.nef")
    assert "/p/a" not in held(digests)


def test_a_change_that_is_rolled_back_is_none(cache: Database, digests: FolderDigests) -> None:
    with suppress(KeyboardInterrupt), cache.transaction():
        put(Catalog(cache), "/p/a/2.jpg")
        raise KeyboardInterrupt
    assert held(digests) == set(FOLDERS)


def test_what_is_put_back_is_a_change(cache: Database, digests: FolderDigests) -> None:
    rows = rows_below(cache, "/p/a")
    with cache.transaction():
        Catalog(cache).remove_below("/p/a")
        digests.drop_touched()
    for folder in ("/p/a", "/p/a/deep"):
        digests.put(folder, MODEL, DIGEST, 0)
    with cache.transaction():
        put_back(cache, rows)
    assert held(digests) == set(FOLDERS) - {"/p", "/p/a", "/p/a/deep"}
    with cache.transaction():
        digests.drop_touched()
    assert held(digests) == set(FOLDERS) - {"/p/a", "/p/a/deep"}


def test_where_there_is_no_digest_nothing_is_noted(cache: Database) -> None:
    """The first run through a library has nothing to write but what it finds."""
    put(Catalog(cache), "/p/a/2.jpg")
    assert not FolderDigests(cache).any_touched()
