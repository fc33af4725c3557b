"""Clusterings as they lie in their file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fixtures.catalogs import content, put
from hypothesis import given
from hypothesis import strategies as st

from photoclust.store.album_store import StoredMember
from photoclust.store.catalog import Catalog
from photoclust.store.clustering_store import (
    ClusteringStore,
    Role,
    StoredClustering,
    StoredGroup,
    packed,
    unpacked,
    whereabouts,
)
from photoclust.store.database import Database
from photoclust.store.paths import from_blob


def member(name: str) -> StoredMember:
    return StoredMember(content(name), f"/p/{name}.jpg")


GROUPS = (
    StoredGroup(Role.GROUP, 5, (member("b"), member("a")), "Sea", "Rome", named=True, pinned=True, cover=1),
    StoredGroup(Role.GROUP, 2, (member("c"),), "Hill", hidden=True),
    StoredGroup(Role.SUGGESTED, 5, (member("\udcff"),)),
    StoredGroup(Role.MARK, 5, (member("a"), member("x")), "Sea"),
    StoredGroup(Role.REST, 0, ()),
)


def clustering(
    name: str = "", folder: str = "", *, groups: tuple[StoredGroup, ...] = GROUPS
) -> StoredClustering:
    return StoredClustering(
        name, folder, "Trips", '{"k": 3}', "{}", True, "2026-11-28T10:00:00+00:00", groups
    )


@pytest.fixture
def store(albums: Database) -> Iterator[ClusteringStore]:
    with albums.transaction():
        yield ClusteringStore(albums)


def test_it_comes_back_as_it_was(store: ClusteringStore) -> None:
    store.write(clustering())
    assert store.read("") == clustering()


def test_writing_again_replaces_it_and_leaves_the_others(store: ClusteringStore) -> None:
    others = [clustering("Trips"), clustering("", "/p/\udcfe")]
    for each in (clustering(), *others, clustering(groups=GROUPS[1:2])):
        store.write(each)
    assert store.read("") == clustering(groups=GROUPS[1:2])
    assert [store.read(each.name, each.folder) for each in others] == others
    assert set(store.names_and_folders()) == {("", ""), ("Trips", ""), ("", "/p/\udcfe")}


def test_only_saved_ones_have_names_to_list(store: ClusteringStore) -> None:
    for name in ("", "winter", "Autumn"):
        store.write(clustering(name))
    assert [name for name, _changed in store.names()] == ["Autumn", "winter"]


def test_deleting_leaves_nothing(albums: Database, store: ClusteringStore) -> None:
    store.write(clustering("Trips"))
    store.delete("Trips")
    assert store.read("Trips") is None
    assert albums.rows("SELECT * FROM clustering_groups") == []
    store.delete("Trips")


@given(st.lists(st.tuples(st.binary(min_size=16, max_size=16), st.binary(min_size=1))))
def test_members_are_packed_without_loss(rows: list[tuple[bytes, bytes]]) -> None:
    members = tuple(
        StoredMember(fingerprint, from_blob(path.replace(b"\0", b"_")))  # type: ignore[arg-type]
        for fingerprint, path in rows
    )
    assert unpacked(*packed(members)) == members


def test_where_photos_are(cache: Database) -> None:
    catalog = Catalog(cache)
    ids = [put(catalog, "/p/b.jpg", "b"), put(catalog, "/p/\udcff.jpg", "b")]
    assert list(whereabouts(cache)) == [
        (ids[0], StoredMember(content("b"), "/p/b.jpg")),
        (ids[1], StoredMember(content("b"), "/p/\udcff.jpg")),
    ]
