"""Clusters of the sample photos, by every method."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest
from fixtures.indexed import Shelf
from fixtures.pictures import same_look_other_content

from photoclust.core.errors import CancelledError, LibraryError, UsageError
from photoclust.core.grouping import Grouping, Method
from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken, Progress, ignore_progress
from photoclust.embedding.models import find_model
from photoclust.library import browse
from photoclust.library.grouping import GroupingRequest, make_groups
from photoclust.library.session import Library

ALL = 41


def group(shelf: Shelf, method: Method = Method.AUTO, **request: object) -> Grouping:
    return make_groups(
        shelf.library,
        shelf.model,
        GroupingRequest(method=method, **request),  # type: ignore[arg-type]
        on_progress=ignore_progress,
        cancel=CancelToken(),
    )


def members(grouping: Grouping) -> list[PhotoId]:
    return [photo_id for cluster in grouping.clusters for photo_id in cluster.photo_ids]


def together(shelf: Shelf, grouping: Grouping, *names: str) -> bool:
    ids = {shelf.id_of(f"{name}.jpg") for name in names}
    return any(ids <= set(cluster.photo_ids) for cluster in grouping.clusters)


REQUESTS = [
    GroupingRequest(),
    GroupingRequest(Method.AGGLOMERATIVE),
    GroupingRequest(Method.AGGLOMERATIVE, k=7),
    GroupingRequest(Method.AGGLOMERATIVE, similarity=0.3, min_size=3),
    GroupingRequest(Method.KMEANS, k=5),
    GroupingRequest(Method.KMEANS, k=ALL, min_size=1),
    GroupingRequest(Method.ELBOW),
    GroupingRequest(Method.AUTO, time_weight=0.3),
    GroupingRequest(Method.AUTO, min_size=50),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=str)
def test_every_photo_is_in_one_place(indexed: Shelf, request_: GroupingRequest) -> None:
    grouping = make_groups(
        indexed.library, indexed.model, request_, on_progress=ignore_progress, cancel=CancelToken()
    )
    everything = [*members(grouping), *grouping.unclustered]
    assert sorted(everything) == sorted(browse.photo_ids(indexed.library))
    sizes = [len(cluster) for cluster in grouping.clusters]
    assert sizes == sorted(sizes, reverse=True)
    assert all(size >= request_.min_size for size in sizes)
    assert all(cluster.cover == cluster.photo_ids[0] for cluster in grouping.clusters)
    assert all(cluster.name for cluster in grouping.clusters)
    assert list(grouping.unclustered) == sorted(grouping.unclustered)
    assert grouping.k >= len(grouping.clusters)
    assert grouping.silhouette is None or -1 <= grouping.silhouette <= 1


def test_the_cover_is_the_most_typical_photo(indexed: Shelf) -> None:
    with indexed.library.cache() as database:
        comparison = indexed.library.comparisons.get(database, indexed.model.key)
    for cluster in group(indexed, Method.KMEANS, k=5).clusters:
        vectors = np.array(
            [comparison.space.vectors[comparison.ids == photo_id][0] for photo_id in cluster.photo_ids]
        )
        typical = vectors @ vectors.mean(axis=0)
        assert (np.diff(typical) <= 1e-6).all()


class TestAuto:
    def test_the_groups_are_the_evident_ones(self, indexed: Shelf) -> None:
        from sklearn.metrics import adjusted_rand_score

        with open(indexed.folder / "groups.csv", encoding="utf-8") as file:
            kinds = {row["file"]: row["group"] for row in csv.DictReader(file)}
        grouping = group(indexed, min_size=1)
        label = {photo_id: n for n, cluster in enumerate(grouping.clusters) for photo_id in cluster.photo_ids}
        names = sorted(kinds)
        found = [label[indexed.id_of(name)] for name in names]
        assert adjusted_rand_score([kinds[name] for name in names], found) > 0.75

    def test_versions_of_a_photo_are_together(self, indexed: Shelf) -> None:
        grouping = group(indexed)
        assert together(indexed, grouping, "chelsea", "chelsea-mirrored", "kitten", "kitten-cropped")
        assert together(indexed, grouping, "neuschwanstein", "neuschwanstein-small", "schwerin")
        assert together(indexed, grouping, "kingfisher", "kingfisher-bright")
        assert not together(indexed, grouping, "kitten", "neuschwanstein")

    def test_it_says_what_it_chose(self, indexed: Shelf) -> None:
        grouping = group(indexed)
        assert (grouping.method, grouping.chosen) == (Method.AUTO, Method.AGGLOMERATIVE)
        assert grouping.similarity is not None
        assert grouping.elbow is None
        again = group(indexed, Method.AGGLOMERATIVE, similarity=grouping.similarity)
        assert [set(cluster.photo_ids) for cluster in again.clusters] == [
            set(cluster.photo_ids) for cluster in grouping.clusters
        ]

    def test_the_same_question_has_the_same_answer(self, indexed: Shelf) -> None:
        assert group(indexed) == group(indexed)


class TestAgglomerative:
    def test_a_number_of_clusters(self, indexed: Shelf) -> None:
        for k in (1, 4, ALL):
            grouping = group(indexed, Method.AGGLOMERATIVE, k=k, min_size=1)
            assert (grouping.k, len(grouping.clusters)) == (k, k)

    def test_a_higher_similarity_splits_clusters_and_joins_none(self, indexed: Shelf) -> None:
        loose = group(indexed, Method.AGGLOMERATIVE, similarity=0.1, min_size=1)
        tight = group(indexed, Method.AGGLOMERATIVE, similarity=0.5, min_size=1)
        assert tight.k > loose.k
        assert (loose.similarity, tight.similarity) == (0.1, 0.5)
        for cluster in tight.clusters:
            assert any(set(cluster.photo_ids) <= set(other.photo_ids) for other in loose.clusters)


class TestKMeans:
    def test_a_seed_makes_it_repeatable(self, indexed: Shelf) -> None:
        assert group(indexed, Method.KMEANS, k=6, seed=3) == group(indexed, Method.KMEANS, k=6, seed=3)

    def test_no_similarity_belongs_to_it(self, indexed: Shelf) -> None:
        grouping = group(indexed, Method.KMEANS, k=6)
        assert (grouping.chosen, grouping.k, grouping.similarity) == (Method.KMEANS, 6, None)

    def test_the_number_is_needed(self, indexed: Shelf) -> None:
        with pytest.raises(UsageError) as caught:
            group(indexed, Method.KMEANS)
        assert caught.value.code == "k-needed"


def test_the_elbow_brings_its_curve(indexed: Shelf) -> None:
    grouping = group(indexed, Method.ELBOW, min_size=1)
    assert grouping.chosen is Method.ELBOW
    assert grouping.elbow is not None
    ks = [point.k for point in grouping.elbow]
    assert ks == sorted(set(ks))
    assert grouping.k in ks
    assert grouping.elbow[0].distortion > grouping.elbow[-1].distortion > 0


@pytest.mark.parametrize("method", [Method.AGGLOMERATIVE, Method.KMEANS])
@pytest.mark.parametrize("k", [0, -1, ALL + 1])
def test_a_number_that_can_not_be_made(indexed: Shelf, method: Method, k: int) -> None:
    with pytest.raises(UsageError, match=rf"{k} clusters can't be made of {ALL} photos") as caught:
        group(indexed, method, k=k)
    assert caught.value.code == "bad-k"


class TestWithin:
    @pytest.fixture
    def two_folders(self, shelf: Shelf) -> Shelf:
        other = shelf.folder.with_name("others")
        other.mkdir()
        for name in ("rocket", "dahlia"):
            (shelf.folder / f"{name}.jpg").rename(other / f"{name}.jpg")
        shelf.index(shelf.folder, other)
        return shelf

    def test_only_the_folders_asked_for(self, two_folders: Shelf) -> None:
        grouping = group(two_folders, min_size=1, within=(str(two_folders.folder),))
        names = {Path(photo.path).name for photo in browse.photos(two_folders.library, members(grouping))}
        assert names == {"chelsea.jpg", "chelsea-mirrored.jpg", "horses.jpg", "kitten.jpg"}
        with pytest.raises(UsageError, match="of 4 photos"):
            group(two_folders, Method.KMEANS, k=5, within=(str(two_folders.folder),))

    def test_a_folder_without_photos(self, two_folders: Shelf) -> None:
        with pytest.raises(LibraryError) as caught:
            group(two_folders, within=("/nowhere",))
        assert caught.value.code == "no-photos"


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("count", [1, 2, 3])
def test_tiny_libraries(shelf: Shelf, method: Method, count: int) -> None:
    for path in sorted(shelf.folder.iterdir())[count:]:
        path.unlink()
    shelf.index()
    grouping = group(shelf, method, k=1 if method is Method.KMEANS else None, min_size=1)
    assert sorted(members(grouping)) == sorted(browse.photo_ids(shelf.library))


def test_an_empty_library(tmp_path: Path, indexed: Shelf) -> None:
    indexed.library = Library.open(tmp_path / "empty")
    with pytest.raises(LibraryError) as caught:
        group(indexed)
    assert caught.value.code == "no-photos"


def test_equal_photos(shelf: Shelf) -> None:
    """Distance 0 everywhere, and no direction left after centring."""
    content = (shelf.folder / "kitten.jpg").read_bytes()
    for path in shelf.folder.iterdir():
        path.unlink()
    for number in range(6):
        (shelf.folder / f"{number}.jpg").write_bytes(same_look_other_content(content, number))
    shelf.index()
    for method, k in ((Method.AUTO, None), (Method.KMEANS, 2), (Method.ELBOW, None)):
        grouping = group(shelf, method, k=k, min_size=1)
        assert len(members(grouping)) == 6
    assert len(group(shelf, Method.AGGLOMERATIVE, similarity=0.9).clusters) == 1


class TestStopping:
    def test_a_cancelled_token_stops_it(self, indexed: Shelf) -> None:
        token = CancelToken()
        token.cancel()
        for method, k in ((Method.AUTO, None), (Method.KMEANS, 3), (Method.ELBOW, None)):
            with pytest.raises(CancelledError):
                make_groups(
                    indexed.library,
                    indexed.model,
                    GroupingRequest(method, k=k),
                    on_progress=ignore_progress,
                    cancel=token,
                )

    def test_it_says_how_far_it_is(self, indexed: Shelf) -> None:
        heard: list[Progress] = []
        make_groups(
            indexed.library, indexed.model, GroupingRequest(), on_progress=heard.append, cancel=CancelToken()
        )
        assert heard
        assert heard[-1].fraction == 1


def test_a_model_that_knows_no_words(shelf: Shelf, tmp_path: Path) -> None:
    """Somebody's own model may have class probabilities, and no list of the classes."""
    assert shelf.model.path is not None
    shutil.copy(shelf.model.path, tmp_path / "mine.tflite")
    shelf.model = find_model([tmp_path, shelf.model.path.parent], "mine")
    shelf.index()
    grouping = group(shelf, min_size=1)
    assert [cluster.name for cluster in grouping.clusters] == [
        f"Group {number}" for number in range(1, len(grouping.clusters) + 1)
    ]
    details = browse.photo_details(shelf.library, shelf.id_of("kitten.jpg"), shelf.model)
    assert details is not None
    assert details.tags == ()


def test_photos_that_the_person_put_somewhere_are_left_out(indexed: Shelf) -> None:
    held = frozenset(indexed.id_of(f"{name}.jpg") for name in ("chelsea", "kitten", "rocket"))

    def grouped(without: frozenset[PhotoId]) -> Grouping:
        return make_groups(
            indexed.library,
            indexed.model,
            GroupingRequest(),
            without=without,
            on_progress=ignore_progress,
            cancel=CancelToken(),
        )

    for without in (held, frozenset[PhotoId](), held):  # the dendrogram of one is not that of the other
        grouping = grouped(without)
        found = {*members(grouping), *grouping.unclustered}
        assert found == set(browse.photo_ids(indexed.library)) - without
