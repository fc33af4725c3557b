"""Files that belong to photos, in the cache database."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from fixtures.catalogs import put

from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.photo import Companion, CompanionKind, PhotoFile
from photoclust.store import companions as module
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import Database

ODD = os.fsdecode(b"/p/\xff")


@pytest.fixture
def catalog(cache: Database) -> Iterator[Catalog]:
    with cache.transaction():
        yield Catalog(cache)


@pytest.fixture
def companions(cache: Database, catalog: Catalog) -> Companions:
    return Companions(cache)


def raw(path: str, main: str) -> Companion:
    return Companion(PhotoFile(path, 5, 6), main, CompanionKind.RAW)


def film(path: str, main: str) -> Companion:
    return Companion(PhotoFile(path, 5, 6), main, CompanionKind.FILM)


def fail(catalog: Catalog, path: str) -> None:
    catalog.put_failure(PhotoFile(path, 5, 6), PhotoUnreadableError("empty", path=path), "1")


def test_what_is_put_comes_back(companions: Companions) -> None:
    assert not companions.any()
    one, other = raw(f"{ODD}.nef", f"{ODD}.jpg"), film(f"{ODD}.mov", f"{ODD}.jpg")
    for companion in (other, one):
        companions.put(companion)
    assert companions.any()
    assert companions.of(f"{ODD}.jpg") == [other, one]
    assert (companions.at(one.path), companions.at("/p/a.nef")) == (one, None)
    changed = one._replace(file=PhotoFile(one.path, 7, 8), main="/p/b.jpg")
    companions.put(changed)
    assert (companions.of("/p/b.jpg"), companions.of(f"{ODD}.jpg")) == ([changed], [other])
    companions.remove(other.path)
    assert companions.of(f"{ODD}.jpg") == []


def test_where_a_shot_is_found(catalog: Catalog, companions: Companions) -> None:
    companions.put(raw("/p/a.nef", "/p/a.jpg"))
    assert (companions.photo_of("/p/a.nef"), companions.stand_in("/p/a.jpg")) == (None, None)
    main = put(catalog, "/p/a.jpg")
    assert (companions.photo_of("/p/a.nef"), companions.photo_of("/p/a.jpg")) == (main, None)
    catalog.remove_photos([main])
    left = put(catalog, "/p/a.nef")
    assert (companions.photo_of("/p/a.nef"), companions.stand_in("/p/a.jpg")) == (None, left)


def test_a_photo_and_its_companion_are_joined(catalog: Catalog, companions: Companions) -> None:
    put(catalog, "/p/a.nef")
    fail(catalog, "/p/a.dng")
    for path in ("/p/a.nef", "/p/a.dng"):
        companions.put(raw(path, "/p/a.jpg"))
    companions.join("/p/a.jpg")
    assert catalog.count() == 1, "there is nothing yet that they could belong to"
    main, other = put(catalog, "/p/a.jpg"), put(catalog, "/p/b.nef")
    assert (companions.torn(), companions.count()) == (2, 2)
    companions.join("/p/a.jpg")
    assert (catalog.photo_ids(), catalog.unreadable()) == ([main, other], [])
    assert (companions.torn(), companions.count()) == (0, 2)


def test_each_path_is_known_once(catalog: Catalog, companions: Companions) -> None:
    put(catalog, "/p/a.nef")
    fail(catalog, "/p/b.nef")
    for name in ("a", "b", "c"):
        companions.put(raw(f"/p/{name}.nef", f"/p/{name}.jpg"))
    known = list(catalog.known_below("/p", 1))
    assert [(one.file.path, one.main) for one in known] == [
        (f"/p/{name}.nef", f"/p/{name}.jpg") for name in ("a", "b", "c")
    ]
    assert [(one.photo_id is not None, one.failure is not None) for one in known] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert [catalog.known_at(one.file.path, 1) for one in known] == known
    assert catalog.known_at("/p/d.nef", 1) is None


@pytest.mark.parametrize("page", [1, 2, 500])
def test_raw_files_of_what_can_not_be_read(
    catalog: Catalog, companions: Companions, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAGE", page)
    for number in range(5):
        companions.put(raw(f"/p/{number}.nef", f"/p/{number}.jpg"))
        companions.put(raw(f"/p/{number}.dng", f"/p/{number}.jpg"))
        companions.put(film(f"/p/{number}.mov", f"/p/{number}.jpg"))
    companions.put(film("/p/film.mov", "/p/film.jpg"))
    for name in ("/p/1.jpg", "/p/3.jpg", "/p/4.jpg", "/p/film.jpg", "/p/none.jpg"):
        fail(catalog, name)
    companions.put(raw("/q/1.nef", "/q/1.jpg"))
    fail(catalog, "/q/1.jpg")
    expected = [f"/p/{number}.{ending}" for number in (1, 3, 4) for ending in ("dng", "nef")]
    assert [companion.path for companion in companions.stranded("/p")] == expected


def test_photos_tell_what_belongs_to_them(catalog: Catalog, companions: Companions) -> None:
    ids = [put(catalog, f"/p/{name}.jpg") for name in ("a", "b", "c", "d")]

    def kinds() -> list[CompanionKind]:
        found = [catalog.briefs(ids).get(photo_id) for photo_id in ids]
        return [brief.companions for brief in found if brief is not None]

    assert kinds() == [CompanionKind.NONE] * 4
    for companion in (raw("/p/a.nef", "/p/a.jpg"), raw("/p/a.dng", "/p/a.jpg"), film("/p/b.mov", "/p/b.jpg")):
        companions.put(companion)
    for companion in (raw("/p/c.dng", "/p/c.jpg"), film("/p/c.mov", "/p/c.jpg")):
        companions.put(companion)
    both = CompanionKind.RAW | CompanionKind.FILM
    assert kinds() == [CompanionKind.RAW, CompanionKind.FILM, both, CompanionKind.NONE]
