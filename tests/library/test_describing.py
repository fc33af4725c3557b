from __future__ import annotations

from dataclasses import replace

import pytest
from fixtures.indexed import Shelf

from photoclust.config.paths import AppPaths
from photoclust.core.grouping import Cluster, Grouping, Method
from photoclust.core.photo import PhotoId
from photoclust.library.describing import with_places
from photoclust.library.places import Gazetteer

LISBON = (38.71, -9.13)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(AppPaths.default().places)


def taken_at(shelf: Shelf, ids: list[PhotoId], place: tuple[float, float]) -> None:
    with shelf.library.cache() as database:
        for photo_id in ids:
            database.execute(
                "UPDATE contents SET latitude = ?, longitude = ? "
                "WHERE fingerprint = (SELECT fingerprint FROM photos WHERE id = ?)",
                [*place, photo_id],
            )


def grouped(*clusters: tuple[str, list[PhotoId]]) -> Grouping:
    made = tuple(Cluster(name, ids[0], tuple(ids)) for name, ids in clusters)
    return Grouping(Method.AUTO, Method.AGGLOMERATIVE, len(made), 0.5, made)


def test_groups_without_a_name_are_called_after_their_town(shelf: Shelf, gazetteer: Gazetteer) -> None:
    shelf.index()
    first, second, third, *others = shelf.ids().values()
    taken_at(shelf, [first, second, third], LISBON)
    grouping = grouped(("Group 1", [first]), ("Castle", [second]), ("Group 3", [third]), ("Group 4", others))
    found = with_places(shelf.library, gazetteer, grouping)
    assert [(cluster.name, cluster.place) for cluster in found.clusters] == [
        ("Lisbon, Portugal", "Lisbon, Portugal"),
        ("Castle", "Lisbon, Portugal"),
        ("Lisbon, Portugal 2", "Lisbon, Portugal"),
        ("Group 4", ""),
    ]


def test_a_name_of_the_person_stays_whatever_it_is(shelf: Shelf, gazetteer: Gazetteer) -> None:
    shelf.index()
    (first, *_) = shelf.ids().values()
    taken_at(shelf, [first], LISBON)
    grouping = grouped(("Group 1", [first]))
    own = replace(grouping, clusters=(replace(grouping.clusters[0], named=True),))
    assert with_places(shelf.library, gazetteer, own).clusters[0].name == "Group 1"


def test_where_no_place_is_known_nothing_is_done(shelf: Shelf, gazetteer: Gazetteer) -> None:
    shelf.index()
    with shelf.library.cache() as database:
        database.execute("UPDATE contents SET latitude = NULL, longitude = NULL")
    grouping = grouped(("Group 1", list(shelf.ids().values())))
    assert with_places(shelf.library, gazetteer, grouping) is grouping
