"""Dendrograms that are kept and cut again: the engine below the similarity slider."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest
from fixtures.vector_library import add_photos, remove_photos

from photoclust.analysis import hierarchy
from photoclust.core.errors import CancelledError, UsageError
from photoclust.core.grouping import Grouping, GroupOrder, Linkage, MemberOrder, Method
from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken, Progress, ignore_progress
from photoclust.core.reasons import sentence
from photoclust.embedding.models import Model
from photoclust.library import browse, trees
from photoclust.library.grouping import GroupingRequest, cut_curve, make_groups
from photoclust.library.session import Library

KINDS = ("dog", "sea", "hut", "car", "owl")
NAMES = [f"{kind}-{number}" for kind in KINDS for number in range(4 + 2 * KINDS.index(kind))]
NOON = datetime(2024, 7, 1, 12)
DATES = {name: NOON + timedelta(days=37 * place % 101) for place, name in enumerate(NAMES[:-3])}
AGGLOMERATIVE = Method.AGGLOMERATIVE


@pytest.fixture
def library(library_dir: Path, model: Model) -> Library:
    library = Library.open(library_dir)
    add_photos(library, model.key, NAMES, dates=DATES)
    return library


def group(
    library: Library, model: Model, method: Method = Method.AUTO, *, draft: bool = False, **request: object
) -> Grouping:
    return make_groups(
        library,
        model,
        GroupingRequest(method, **request),  # type: ignore[arg-type]
        draft=draft,
        on_progress=ignore_progress,
        cancel=CancelToken(),
    )


def names(library: Library, ids: tuple[PhotoId, ...]) -> list[str]:
    return [Path(path).stem for path in browse.briefs(library, ids).paths_of(ids)]


def shown(library: Library, grouping: Grouping) -> list[list[str]]:
    return [names(library, cluster.photo_ids) for cluster in grouping.clusters]


REQUESTS = [
    GroupingRequest(),
    GroupingRequest(AGGLOMERATIVE, k=7, min_size=1),
    GroupingRequest(AGGLOMERATIVE, similarity=0.6, group_order=GroupOrder.LIKENESS),
    GroupingRequest(time_weight=0.3, group_order=GroupOrder.TIME, member_order=MemberOrder.TIME),
    GroupingRequest(linkage=Linkage.WARD),
    GroupingRequest(AGGLOMERATIVE, k=6, linkage=Linkage.COMPLETE),
    GroupingRequest(AGGLOMERATIVE, k=6, linkage=Linkage.SINGLE),
    GroupingRequest(Method.KMEANS, k=5),
    GroupingRequest(Method.ELBOW),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=str)
def test_the_order_in_which_photos_came_does_not_matter(
    library: Library, model: Model, tmp_path: Path, request_: GroupingRequest
) -> None:
    """The same photos, the same groups, names, covers and orders, wherever ids and rows are."""
    other, order = Library.open(tmp_path / "other"), [*NAMES]
    Random(7).shuffle(order)
    add_photos(other, model.key, ["gone-1", *order[:20], "gone-2", *order[20:]], dates=DATES)
    remove_photos(other, ["gone-1", "gone-2"])
    one, two = (
        make_groups(which, model, request_, on_progress=ignore_progress, cancel=CancelToken())
        for which in (library, other)
    )
    assert shown(library, one) == shown(other, two)
    assert [cluster.name for cluster in one.clusters] == [cluster.name for cluster in two.clusters]
    for field in ("k", "similarity", "silhouette", "reason", "elbow"):
        assert getattr(one, field) == getattr(two, field)
    assert sorted(names(library, one.unclustered)) == sorted(names(other, two.unclustered))


class TestOrders:
    def test_groups_by_size(self, library: Library, model: Model) -> None:
        sizes = [len(cluster) for cluster in group(library, model, AGGLOMERATIVE, k=5).clusters]
        assert sizes == sorted(sizes, reverse=True) == [12, 10, 8, 6, 4]

    def test_groups_by_time_the_latest_first_and_undated_last(self, library: Library, model: Model) -> None:
        grouping = group(library, model, AGGLOMERATIVE, k=30, min_size=1, group_order=GroupOrder.TIME)
        latest = [
            max((DATES[name] for name in members if name in DATES), default=datetime.min)
            for members in shown(library, grouping)
        ]
        assert latest == sorted(latest, reverse=True)

    def test_groups_by_likeness_lie_as_in_the_dendrogram(self, library: Library, model: Model) -> None:
        """Whatever is merged next lies side by side already."""
        fine = shown(
            library,
            group(library, model, AGGLOMERATIVE, k=12, min_size=1, group_order=GroupOrder.LIKENESS),
        )
        for k in range(2, 12):
            coarse = group(library, model, AGGLOMERATIVE, k=k, min_size=1, group_order=GroupOrder.LIKENESS)
            whole = [set(members) for members in shown(library, coarse)]
            place = [next(i for i, big in enumerate(whole) if set(small) <= big) for small in fine]
            assert place == sorted(place)

    def test_clusters_of_kmeans_by_likeness(self, library: Library, model: Model) -> None:
        by_likeness = group(library, model, Method.KMEANS, k=9, min_size=1, group_order=GroupOrder.LIKENESS)
        kinds = [members[0].split("-")[0] for members in shown(library, by_likeness)]
        assert len(list(itertools.groupby(kinds))) == len(KINDS)

    def test_photos_by_time_the_earliest_first(self, library: Library, model: Model) -> None:
        grouping = group(library, model, AGGLOMERATIVE, k=5, member_order=MemberOrder.TIME)
        for members in shown(library, grouping):
            moments = [DATES.get(name, datetime.max) for name in members]
            assert moments == sorted(moments)


class TestTheSlider:
    def test_it_cuts_the_tree_that_is_there(
        self, library: Library, model: Model, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        group(library, model)
        monkeypatch.setattr(hierarchy, "average_linkage", None)
        counts = [
            group(library, model, AGGLOMERATIVE, similarity=similarity, min_size=1, draft=True).k
            for similarity in np.linspace(-0.2, 1, 25).tolist()
        ]
        assert counts == sorted(counts)
        assert counts[0] < 5 < counts[-1] == len(NAMES)

    def test_a_draft_has_the_same_photos_and_the_names_that_are_known(
        self, library: Library, model: Model
    ) -> None:
        first = group(library, model, AGGLOMERATIVE, k=6, draft=True)
        assert first.draft
        assert [cluster.name for cluster in first.clusters] == [
            f"Group {number}" for number in range(1, len(first.clusters) + 1)
        ]
        assert first.silhouette is None
        whole = group(library, model, AGGLOMERATIVE, k=6)
        assert not whole.draft
        assert whole.silhouette is not None
        again = group(library, model, AGGLOMERATIVE, k=6, draft=True)
        assert again.clusters == whole.clusters
        assert [cluster.photo_ids for cluster in first.clusters] == [
            cluster.photo_ids for cluster in whole.clusters
        ]

    def test_the_curve_says_what_each_similarity_gives(self, library: Library, model: Model) -> None:
        curve = cut_curve(
            library, model, GroupingRequest(min_size=3), on_progress=ignore_progress, cancel=CancelToken()
        )
        for place in range(0, len(curve.similarities), 5):
            similarity = float(curve.similarities[place])
            grouping = group(library, model, AGGLOMERATIVE, similarity=similarity, min_size=3, draft=True)
            assert len(grouping.clusters) == curve.groups[place]
            assert len(grouping.unclustered) == curve.unclustered[place]

    def test_much_sliding_forgets_and_is_still_right(
        self, library: Library, model: Model, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("photoclust.library.arranging._REMEMBERED", 1)
        for k in (3, 20, 7, 40, 3):
            grouping = group(library, model, AGGLOMERATIVE, k=k, min_size=1, draft=True)
            members = [photo for cluster in grouping.clusters for photo in cluster.photo_ids]
            assert sorted(members) == sorted(browse.photo_ids(library))


class TestKeeping:
    def test_a_restart_reads_the_dendrogram(
        self, library: Library, model: Model, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        requests = [{}, {"time_weight": 0.3}, {"linkage": Linkage.WARD}]
        before = [group(library, model, **request) for request in requests]
        monkeypatch.setattr(hierarchy, "average_linkage", None)
        monkeypatch.setattr(trees, "linkage_of_pairs", None)
        again = Library.open(library.directory)
        assert [group(again, model, **request) for request in requests] == before

    def test_photos_that_come_make_it_anew(self, library: Library, model: Model) -> None:
        group(library, model)
        add_photos(library, model.key, ["dog-77"])
        grouping = group(library, model, AGGLOMERATIVE, k=5)
        (dogs,) = (members for members in shown(library, grouping) if "dog-1" in members)
        assert "dog-77" in dogs
        remove_photos(library, ["dog-77"])
        assert "dog-77" not in str(shown(library, group(library, model, AGGLOMERATIVE, k=5)))

    def test_other_dates_make_another_one(self, library: Library, model: Model) -> None:
        before = group(library, model, AGGLOMERATIVE, time_weight=1.0, k=5, min_size=1)
        with library.cache() as database, database.transaction():
            database.execute("UPDATE contents SET taken = NULL")
            database.execute("UPDATE state SET value = value + 1")
        after = group(library, model, AGGLOMERATIVE, time_weight=1.0, k=5, min_size=1)
        assert shown(library, before) != shown(library, after)

    def test_a_cancelled_one_is_not_kept(self, library: Library, model: Model) -> None:
        token = CancelToken()

        def stop(progress: Progress) -> None:
            token.cancel()

        with pytest.raises(CancelledError):
            make_groups(library, model, GroupingRequest(), on_progress=stop, cancel=token)
        with library.cache() as database:
            assert not database.rows("SELECT 1 FROM results WHERE kind = 'dendrogram'")
        assert group(library, model).clusters


class TestLinkages:
    @pytest.mark.parametrize("linkage", Linkage)
    def test_the_evident_groups_are_found_by_all(
        self, library: Library, model: Model, linkage: Linkage
    ) -> None:
        found = shown(library, group(library, model, AGGLOMERATIVE, k=5, linkage=linkage))
        assert {frozenset(members) for members in found} == {
            frozenset(name for name in NAMES if name.startswith(kind)) for kind in KINDS
        }

    @pytest.mark.parametrize("linkage", [Linkage.WARD, Linkage.COMPLETE, Linkage.SINGLE])
    def test_too_many_photos_are_refused_in_a_sentence(
        self, library: Library, model: Model, linkage: Linkage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(trees, "MOST", 10)
        with pytest.raises(UsageError, match=f"{linkage} linkage .* at most 10; there are 40") as caught:
            group(library, model, linkage=linkage)
        assert caught.value.code == "too-many-for-linkage"
        assert group(library, model).clusters


class TestReasons:
    def test_auto_says_why(self, library: Library, model: Model) -> None:
        grouping = group(library, model, min_size=1)
        assert grouping.k == len(KINDS)
        assert grouping.reason is not None
        assert grouping.reason.code == "apart"
        assert sentence(grouping.reason).startswith("Cut at similarity 0.")

    def test_the_elbow_says_why(self, library: Library, model: Model) -> None:
        grouping = group(library, model, Method.ELBOW, min_size=1)
        assert grouping.reason is not None
        assert sentence(grouping.reason).startswith(f"Up to {grouping.k} groups")

    def test_who_was_told_the_number_needs_no_reason(self, library: Library, model: Model) -> None:
        assert group(library, model, AGGLOMERATIVE, k=3).reason is None
        assert group(library, model, Method.KMEANS, k=3).reason is None

    def test_one_scene_is_one_group(self, library_dir: Path, model: Model, tmp_path: Path) -> None:
        """Also if its frames, once what they share is subtracted, would fall into groups."""
        one = Library.open(tmp_path / "one scene")
        add_photos(one, model.key, [f"dog-{number}" for number in range(30)], spread=0.3)
        grouping = group(one, model)
        assert len(grouping.clusters) == 1
        assert grouping.reason is not None
        assert sentence(grouping.reason) == "All photos show much the same, so they are one group."

    def test_too_few_to_compare(self, tmp_path: Path, model: Model) -> None:
        two = Library.open(tmp_path / "two")
        add_photos(two, model.key, ["dog-1", "sea-1"])
        grouping = group(two, model, min_size=1)
        assert grouping.reason is not None
        assert (grouping.k, grouping.reason.code) == (2, "too-few")
