"""Clusterings that are kept: they follow their photos, and nothing of the person's work is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fixtures.indexed import Shelf
from fixtures.pictures import same_look_other_content
from fixtures.raws import nef

from photoclust.core.errors import UsageError
from photoclust.core.grouping import Cluster, Grouping, Method
from photoclust.core.progress import CancelToken, ignore_progress
from photoclust.library import browse, clusterings, hand
from photoclust.library.clustering import Clustering
from photoclust.library.folders import remove_folder, restore_folder
from photoclust.library.grouping import GroupingRequest
from photoclust.library.regrouping import regroup, split_parts, with_offers
from photoclust.library.session import Library

CATS = ("chelsea", "chelsea-mirrored", "kitten")


def refusal(code: str) -> pytest.RaisesExc[UsageError]:
    return pytest.raises(UsageError, check=lambda error: error.code == code)


def grouped(shelf: Shelf, before: Clustering | None = None, **request: object) -> Clustering:
    return regroup(
        shelf.library,
        shelf.model,
        GroupingRequest(**request),  # type: ignore[arg-type]
        before,
        on_progress=ignore_progress,
        cancel=CancelToken(),
    )


def by_hand(shelf: Shelf, groups: dict[str, tuple[str, ...]]) -> Clustering:
    """A clustering with these groups; all other photos are in none."""
    clusters, used = [], set()
    for key, (name, names) in enumerate(groups.items(), start=1):
        ids = tuple(shelf.id_of(f"{photo}.jpg") for photo in names)
        clusters.append(Cluster(name, ids[-1], ids, key))
        used |= set(ids)
    rest = tuple(sorted(set(browse.photo_ids(shelf.library)) - used))
    grouping = Grouping(Method.AUTO, Method.AGGLOMERATIVE, len(clusters), 0.4, tuple(clusters), rest)
    return Clustering(GroupingRequest(), grouping)


def names(shelf: Shelf, clustering: Clustering) -> dict[str, list[str]]:
    briefs = browse.briefs(shelf.library, list(clustering.everything()))
    return {
        cluster.name: [Path(path).stem for path in briefs.paths_of(cluster.photo_ids)]
        for cluster in clustering.clusters
    }


@pytest.fixture
def kept(shelf: Shelf) -> Shelf:
    """The shelf, with a clustering that is kept: the cats, pinned under a name, and the others in none."""
    shelf.index()
    clustering = by_hand(shelf, {"Auto": CATS})
    clusterings.keep_working(shelf.library, hand.pin(hand.rename(clustering, 1, "Cats"), [1], True))
    return shelf


def working(shelf: Shelf) -> Clustering:
    found = clusterings.working(shelf.library)
    assert found is not None
    return found


class TestKeeping:
    def test_where_nothing_was_grouped_there_is_nothing(self, indexed: Shelf) -> None:
        assert clusterings.working(indexed.library) is None
        assert clusterings.list_saved(indexed.library) == []

    def test_it_comes_back_in_another_process(self, indexed: Shelf) -> None:
        before = hand.hide(hand.rename(grouped(indexed, min_size=3), 2, "Ours"), [3], True)
        clusterings.keep_working(indexed.library, before)
        again = Library.open(indexed.library.directory)
        assert clusterings.working(again) == before

    def test_each_folder_has_one_of_its_own(self, indexed: Shelf) -> None:
        whole, part = grouped(indexed), grouped(indexed, within=(str(indexed.folder),), min_size=4)
        clusterings.keep_working(indexed.library, whole)
        clusterings.keep_working(indexed.library, part)
        assert clusterings.working(indexed.library) == whole
        assert clusterings.working(indexed.library, (str(indexed.folder),)) == part
        assert clusterings.working(indexed.library, ("/elsewhere",)) is None

    def test_it_is_kept_when_the_cache_is_lost(self, kept: Shelf) -> None:
        for file in kept.library.directory.glob("cache.sqlite*"):
            file.unlink()
        kept.library = Library.open(kept.library.directory)
        assert names(kept, working(kept)) == {}
        kept.index()
        assert names(kept, working(kept)) == {"Cats": list(CATS)}
        assert working(kept).cluster(1).cover == kept.id_of("kitten.jpg")


class TestPhotosThatMove:
    def test_moved(self, kept: Shelf) -> None:
        (kept.folder / "sub").mkdir()
        for name in CATS:
            (kept.folder / f"{name}.jpg").rename(kept.folder / "sub" / f"{name}-2.jpg")
        kept.index()
        assert names(kept, working(kept)) == {"Cats": [f"{name}-2" for name in CATS]}
        assert working(kept).gone == 0

    def test_edited_and_then_moved(self, kept: Shelf) -> None:
        cat = kept.folder / "kitten.jpg"
        cat.write_bytes(same_look_other_content(cat.read_bytes(), 1))
        kept.index()
        cat.rename(kept.folder / "cat.jpg")
        kept.index()
        assert names(kept, working(kept)) == {"Cats": [*CATS[:2], "cat"]}

    def test_copied(self, kept: Shelf) -> None:
        shutil.copy2(kept.folder / "kitten.jpg", kept.folder / "a copy.jpg")
        kept.index()
        found = working(kept)
        assert names(kept, found) == {"Cats": list(CATS)}
        assert found.grouping.came == (kept.id_of("a copy.jpg"),)

    def test_the_raw_file_that_is_left_of_a_shot(self, kept: Shelf, samples: Path) -> None:
        (kept.folder / "kitten.NEF").write_bytes(nef([(samples / "rocket.jpg").read_bytes()]))
        kept.index()
        (kept.folder / "kitten.jpg").unlink()
        kept.index()
        assert names(kept, working(kept)) == {"Cats": list(CATS)}
        assert kept.id_of("kitten.NEF") in working(kept).clusters[0].photo_ids
        shutil.copy(samples / "kitten.jpg", kept.folder)
        kept.index()
        assert names(kept, working(kept)) == {"Cats": list(CATS)}
        assert kept.id_of("kitten.jpg") in working(kept).clusters[0].photo_ids

    def test_a_copy_is_not_taken_from_the_group_that_has_it(self, kept: Shelf) -> None:
        shutil.copy2(kept.folder / "kitten.jpg", kept.folder / "a copy.jpg")
        kept.index()
        both = by_hand(kept, {"One": ("kitten", "rocket"), "Two": ("a copy", "horses")})
        clusterings.keep_working(kept.library, both)
        (kept.folder / "kitten.jpg").unlink()
        kept.index()
        assert names(kept, working(kept)) == {"One": ["rocket"], "Two": ["a copy", "horses"]}
        assert working(kept).gone == 1

    def test_gone_and_back(self, kept: Shelf, tmp_path: Path) -> None:
        away = tmp_path / "kitten.jpg"
        (kept.folder / "kitten.jpg").rename(away)
        kept.index()
        without = working(kept)
        assert (names(kept, without), without.gone) == ({"Cats": list(CATS[:2])}, 1)
        clusterings.keep_working(kept.library, hand.rename(without, 1, "Our cats"))  # work goes on meanwhile
        away.rename(kept.folder / "kitten.jpg")
        kept.index()
        assert names(kept, working(kept)) == {"Our cats": list(CATS)}
        assert working(kept).gone == 0

    def test_a_folder_that_leaves_the_library_and_comes_back(self, kept: Shelf) -> None:
        before = working(kept)
        removed = remove_folder(kept.library, str(kept.folder))
        assert names(kept, working(kept)) == {}
        restore_folder(kept.library, removed)
        assert working(kept) == before

    def test_new_photos_are_those_that_came(self, kept: Shelf, samples: Path) -> None:
        shutil.copy2(samples / "kingfisher.jpg", kept.folder)
        kept.index()
        found = working(kept)
        assert found.grouping.came == (kept.id_of("kingfisher.jpg"),)
        assert kept.id_of("rocket.jpg") in found.grouping.unclustered


class TestSaving:
    def test_under_a_name(self, indexed: Shelf) -> None:
        clustering = grouped(indexed)
        saved = clusterings.save(indexed.library, clustering, "  Summer \n trips ")
        assert saved == replace(clustering, title="Summer trips")
        assert [item.name for item in clusterings.list_saved(indexed.library)] == ["Summer trips"]
        assert clusterings.saved(indexed.library, "Summer trips") == saved
        assert clusterings.working(indexed.library) is None

    def test_a_name_is_needed_and_given_once(self, indexed: Shelf) -> None:
        clustering = grouped(indexed)
        with refusal("clustering-name-empty"):
            clusterings.save(indexed.library, clustering, " ")
        clusterings.save(indexed.library, clustering, "Trips")
        with refusal("clustering-exists"):
            clusterings.save(indexed.library, clustering, "Trips")
        other = hand.rename(clustering, 1, "Ours")
        clusterings.save(indexed.library, other, "Trips", replacing=True)
        assert clusterings.saved(indexed.library, "Trips").cluster(1).name == "Ours"

    def test_deleting_and_bringing_back(self, indexed: Shelf) -> None:
        clusterings.save(indexed.library, grouped(indexed), "Trips")
        before = clusterings.saved(indexed.library, "Trips")
        stored = clusterings.delete_saved(indexed.library, "Trips")
        for gone in (clusterings.saved, clusterings.delete_saved):
            with refusal("clustering-unknown"):
                gone(indexed.library, "Trips")  # type: ignore[operator]
        clusterings.restore_saved(indexed.library, stored)
        assert clusterings.saved(indexed.library, "Trips") == before


class TestClusteringAnew:
    def test_pinned_groups_names_and_moved_photos(self, indexed: Shelf) -> None:
        first = grouped(indexed)
        key = next(group.key for group in first.clusters if indexed.id_of("cow.jpg") in group.photo_ids)
        lone = indexed.id_of("rocket.jpg")
        pinned = hand.pin(hand.move(hand.rename(first, key, "Ours"), [lone], key), [key], True)
        after = grouped(indexed, pinned, method=Method.KMEANS, k=6)
        assert after.clusters[0] == pinned.cluster(key)
        assert sorted(after.everything()) == sorted(browse.photo_ids(indexed.library))
        assert len({group.key for group in after.clusters}) == len(after.clusters)

    def test_a_name_comes_through_a_move_of_the_slider(self, indexed: Shelf) -> None:
        first = grouped(indexed, method=Method.AGGLOMERATIVE, similarity=0.3)
        key = next(group.key for group in first.clusters if indexed.id_of("chambord.jpg") in group.photo_ids)
        named = hand.rename(first, key, "Castles of ours")
        for similarity in (0.9, 0.1, 0.3):
            named = grouped(indexed, named, method=Method.AGGLOMERATIVE, similarity=similarity)
        assert named.cluster(key).name == "Castles of ours"
        assert set(named.cluster(key).photo_ids) == set(first.cluster(key).photo_ids)

    def test_everything_may_be_pinned(self, indexed: Shelf) -> None:
        whole = hand.new_group(grouped(indexed), browse.photo_ids(indexed.library), "All")
        pinned = hand.pin(whole, [whole.clusters[0].key], True)
        assert grouped(indexed, pinned).clusters == pinned.clusters

    def test_what_is_new_and_like_a_pinned_group_is_suggested_and_not_added(
        self, kept: Shelf, samples: Path
    ) -> None:
        before = working(kept).cluster(1)
        for name in ("kitten-cropped", "kingfisher"):
            shutil.copy2(samples / f"{name}.jpg", kept.folder)
        kept.index()
        cat, bird = kept.id_of("kitten-cropped.jpg"), kept.id_of("kingfisher.jpg")
        offered = with_offers(kept.library, kept.model, working(kept))
        assert offered.cluster(1) == replace(before, suggested=(cat,))
        assert offered.grouping.came == (bird,)
        # They are held while the person has not said anything, also over a restart and clustering anew.
        clusterings.keep_working(kept.library, offered)
        assert working(kept) == replace(offered, gone=0)
        after = grouped(kept, working(kept), min_size=1)
        assert after.cluster(1) == offered.cluster(1)
        # Refused ones are not offered again.
        refused = hand.refuse(after, 1)
        clusterings.keep_working(kept.library, refused)
        again = with_offers(kept.library, kept.model, working(kept))
        assert (again.cluster(1).suggested, again.grouping.came) == ((), (cat,))
        assert cat not in grouped(kept, again, min_size=1).cluster(1).photo_ids


class TestSplitting:
    def split(self, shelf: Shelf, clustering: Clustering, key: int, parts: int) -> Clustering:
        made, fresh = split_parts(
            shelf.library,
            shelf.model,
            clustering,
            key,
            parts,
            on_progress=ignore_progress,
            cancel=CancelToken(),
        )
        return hand.split(clustering, key, made, fresh)

    def test_two_kinds_come_apart(self, indexed: Shelf) -> None:
        castles = ("neuschwanstein", "neuschwanstein-small", "chambord", "schwerin")
        before = by_hand(indexed, {"Both": (*CATS, *castles)})
        after = self.split(indexed, before, 1, 2)
        assert {frozenset(group) for group in names(indexed, after).values()} == {
            frozenset(CATS),
            frozenset(castles),
        }
        assert names(indexed, after)["Both"] == list(castles)
        assert len({group.name for group in after.clusters}) == 2

    def test_into_as_many_as_asked_for(self, indexed: Shelf) -> None:
        before = hand.rename(grouped(indexed, min_size=1, method=Method.KMEANS, k=2), 1, "Mine")
        count = len(before.cluster(1))
        after = self.split(indexed, before, 1, 5)
        assert len(after.clusters) == len(before.clusters) + 4
        sizes = [len(group) for group in after.clusters[:5]]
        assert sizes == sorted(sizes, reverse=True)
        assert sum(sizes) == count
        assert after.cluster(1).name == "Mine"

    @pytest.mark.parametrize("parts", [1, 4])
    def test_a_number_that_does_not_fit(self, indexed: Shelf, parts: int) -> None:
        with refusal("bad-k"):
            self.split(indexed, by_hand(indexed, {"Cats": CATS}), 1, parts)
