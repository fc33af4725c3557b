"""Albums as they lie in their file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from fixtures.catalogs import content

from photoclust.core.photo import AlbumId
from photoclust.store.album_store import AlbumStore, StoredMember
from photoclust.store.database import Database


def member(name: str) -> StoredMember:
    return StoredMember(content(name), f"/p/{name}.jpg")


A, B, C = member("a"), member("b"), member("\udcff")


@pytest.fixture
def store(albums: Database) -> Iterator[AlbumStore]:
    with albums.transaction():
        yield AlbumStore(albums)


def names(store: AlbumStore) -> list[str]:
    return [album.name for album in store.albums()]


def members(store: AlbumStore, album_id: AlbumId) -> list[StoredMember]:
    return [member for album in store.albums() if album.id == album_id for member in album.members]


def test_albums_are_listed_by_name_whatever_the_case(store: AlbumStore) -> None:
    for name in ("sea", "Beach", "Ähre", "alps"):
        store.create(name)
    assert names(store) == ["alps", "Beach", "sea", "Ähre"]


def test_an_album_is_found_by_its_very_name(store: AlbumStore) -> None:
    album_id = store.create("Sea")
    assert store.id_of("Sea") == album_id
    assert store.id_of("sea") is None


def test_a_name_is_given_once(store: AlbumStore) -> None:
    store.create("Sea")
    with pytest.raises(sqlite3.IntegrityError):
        store.create("Sea")


def test_members_keep_the_order_they_came_in(store: AlbumStore) -> None:
    album_id = store.create("Sea")
    assert store.add(album_id, [C, A]) == 2
    assert store.add(album_id, [A, B]) == 1
    assert members(store, album_id) == [C, A, B]


def test_an_album_holds_a_content_once(store: AlbumStore) -> None:
    album_id = store.create("Sea")
    store.add(album_id, [A])
    assert store.add(album_id, [StoredMember(A.fingerprint, "/elsewhere.jpg"), A]) == 0
    assert members(store, album_id) == [A]


def test_albums_share_photos(store: AlbumStore) -> None:
    first, second = store.create("Sea"), store.create("Sun")
    store.add(first, [A, B])
    store.add(second, [B])
    assert store.remove(first, [B.fingerprint, C.fingerprint]) == 1
    assert (members(store, first), members(store, second)) == ([A], [B])


def test_a_deleted_album_comes_back_under_its_number(store: AlbumStore) -> None:
    album_id = store.create("Sea")
    store.add(album_id, [B, A])
    (before,) = store.albums()
    store.delete(album_id)
    assert store.albums() == []
    other = store.create("Other")
    assert other != album_id  # numbers are not given twice
    store.create("Sea", album_id)
    store.add(album_id, before.members)
    assert [album for album in store.albums() if album.id == album_id] == [before]


def test_deleting_an_album_deletes_its_members(albums: Database, store: AlbumStore) -> None:
    album_id = store.create("Sea")
    store.add(album_id, [A])
    store.delete(album_id)
    assert albums.rows("SELECT * FROM album_members") == []


def test_renaming(store: AlbumStore) -> None:
    album_id = store.create("Sea")
    store.add(album_id, [A])
    store.rename(album_id, "Ocean")
    assert names(store) == ["Ocean"]
    assert members(store, album_id) == [A]


def test_a_member_follows_its_file(store: AlbumStore) -> None:
    album_id, other = store.create("Sea"), store.create("Sun")
    for each in (album_id, other):
        store.add(each, [A, B])
    edited = StoredMember(content("a, edited"), "/q/a.jpg")
    store.follow(album_id, A.fingerprint, edited)
    assert members(store, album_id) == [edited, B]
    assert members(store, other) == [A, B]


def test_a_member_edited_into_another_leaves_that_one_as_it_is(store: AlbumStore) -> None:
    album_id = store.create("Sea")
    store.add(album_id, [A, B])
    store.follow(album_id, A.fingerprint, StoredMember(B.fingerprint, A.path))
    assert members(store, album_id) == [A, B]
