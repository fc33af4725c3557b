"""The person's hand on a clustering: no photo is lost or doubled, and everything does what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from photoclust.core.errors import UsageError
from photoclust.core.grouping import Cluster, Grouping, Method
from photoclust.core.photo import PhotoId
from photoclust.library import hand
from photoclust.library.clustering import Clustering
from photoclust.library.grouping import GroupingRequest
from photoclust.library.inheritance import taken_over

REQUEST = GroupingRequest()


def ids(*numbers: int) -> tuple[PhotoId, ...]:
    return tuple(PhotoId(number) for number in numbers)


def grouping(*groups: tuple[int, ...], rest: tuple[int, ...] = ()) -> Grouping:
    clusters = tuple(
        Cluster(f"Auto {number}", PhotoId(group[0]), ids(*group)) for number, group in enumerate(groups)
    )
    return Grouping(Method.AUTO, Method.AGGLOMERATIVE, len(groups), 0.4, clusters, ids(*rest))


def made(*groups: tuple[int, ...], rest: tuple[int, ...] = ()) -> Clustering:
    return taken_over(None, grouping(*groups, rest=rest), REQUEST)


def again(before: Clustering, *groups: tuple[int, ...], rest: tuple[int, ...] = ()) -> Clustering:
    return taken_over(before, grouping(*groups, rest=rest), REQUEST)


def shape(clustering: Clustering) -> list[tuple[int, ...]]:
    return [cluster.photo_ids for cluster in clustering.clusters]


def named(clustering: Clustering) -> dict[str, tuple[int, ...]]:
    return {cluster.name: cluster.photo_ids for cluster in clustering.clusters}


START = made((1, 2, 3), (4, 5), (6, 7), rest=(8, 9))


class TestMerge:
    def test_members_follow_each_other_in_the_place_of_the_first(self) -> None:
        after = hand.merge(START, [2, 1])
        assert shape(after) == [(4, 5, 1, 2, 3), (6, 7)]
        assert after.touched

    def test_the_name_is_that_of_the_largest(self) -> None:
        assert hand.merge(START, [2, 1]).cluster(2).name == "Auto 0"

    def test_a_name_that_the_person_gave_counts_for_more(self) -> None:
        after = hand.merge(hand.rename(START, 2, "Cats"), [1, 2, 3])
        assert (after.cluster(1).name, after.cluster(1).named) == ("Cats", True)
        assert [mark.key for mark in after.marks] == [1]

    def test_into_a_pinned_one(self) -> None:
        after = hand.merge(hand.pin(START, [3], True), [1, 3])
        assert after.cluster(1).pinned
        assert not after.touched  # clustering anew leaves it alone

    def test_one_that_is_no_more(self) -> None:
        with pytest.raises(UsageError):
            hand.merge(START, [1, 77])


class TestSplit:
    def test_the_first_part_stays_what_it_was(self) -> None:
        before = hand.rename(START, 1, "Cats")
        after = hand.split(before, 1, [ids(2, 3), ids(1)], ["Dogs"])
        assert named(after) == {"Cats": (2, 3), "Dogs": (1,), "Auto 1": (4, 5), "Auto 2": (6, 7)}
        assert after.cluster(1).cover == 2
        assert [(mark.name, mark.photo_ids) for mark in after.marks] == [("Cats", (2, 3))]

    def test_parts_of_a_pinned_one_are_pinned(self) -> None:
        after = hand.split(hand.pin(START, [1], True), 1, [ids(1), ids(2, 3)], ["Dogs"])
        assert [cluster.pinned for cluster in after.clusters] == [True, True, False, False]

    @pytest.mark.parametrize("parts", [[ids(1), ids(2)], [ids(1), ids(2, 3, 4)], [ids(1, 2, 3), ()]])
    def test_a_cluster_that_has_changed_meanwhile(self, parts: list[tuple[PhotoId, ...]]) -> None:
        with pytest.raises(UsageError) as caught:
            hand.split(START, 1, parts, ["x"])
        assert caught.value.code == "group-gone"


class TestMove:
    def test_from_cluster_to_cluster(self) -> None:
        after = hand.move(START, ids(2, 9, 2), 3)
        assert shape(after) == [(1, 3), (4, 5), (6, 7, 2, 9)]
        assert after.grouping.unclustered == ids(8)

    def test_an_emptied_cluster_is_gone(self) -> None:
        after = hand.move(hand.rename(START, 2, "Cats"), ids(4, 5), 1)
        assert shape(after) == [(1, 2, 3, 4, 5), (6, 7)]
        assert after.marks == ()

    def test_out_of_all_clusters(self) -> None:
        after = hand.move(START, ids(9, 1), None)
        assert (after.cluster(1).photo_ids, after.cluster(1).cover) == (ids(2, 3), 2)
        assert after.grouping.unclustered == ids(1, 8, 9)

    @pytest.mark.parametrize(("photos", "target"), [(ids(1, 2), 1), (ids(8), None), (ids(77), 2)])
    def test_nothing_to_do_is_nothing_done(self, photos: tuple[PhotoId, ...], target: int | None) -> None:
        assert hand.move(START, photos, target) is START

    def test_to_a_new_group(self) -> None:
        after = hand.new_group(START, ids(5, 8), "Fresh")
        assert named(after) == {"Auto 0": (1, 2, 3), "Auto 1": (4,), "Fresh": (5, 8), "Auto 2": (6, 7)}
        assert after.cluster(START.next_key).name == "Fresh"
        assert shape(hand.new_group(START, ids(8), "Fresh"))[-1] == (8,)

    def test_dissolving(self) -> None:
        after = hand.dissolve(START, [1, 3])
        assert shape(after) == [(4, 5)]
        assert after.grouping.unclustered == ids(1, 2, 3, 6, 7, 8, 9)


class TestNames:
    def test_white_space_is_tidied_and_a_name_needed(self) -> None:
        assert hand.rename(START, 1, " Our \n cats ").cluster(1).name == "Our cats"
        with pytest.raises(UsageError):
            hand.rename(START, 1, " \t")

    def test_a_name_goes_to_the_cluster_with_most_of_its_photos(self) -> None:
        before = hand.rename(START, 1, "Cats")
        after = again(before, (1, 4, 5), (2, 3, 6), rest=(7, 8, 9))
        assert named(after) == {"Auto 0": (1, 4, 5), "Cats": (2, 3, 6)}
        assert after.clusters[1].key == 1

    def test_a_name_that_finds_no_cluster_comes_back_later(self) -> None:
        before = hand.rename(START, 1, "Cats")
        apart = again(before, (4, 5), rest=(1, 2, 3, 6, 7, 8, 9))
        assert named(apart) == {"Auto 0": (4, 5)}
        assert named(again(apart, (1, 2, 3, 4), (5, 6))) == {"Cats": (1, 2, 3, 4), "Auto 1": (5, 6)}

    def test_a_name_does_not_wander_while_the_slider_is_moved(self) -> None:
        before = hand.rename(made((1, 2, 3, 4, 5), (6, 7)), 1, "Cats")
        small = again(before, (1, 2, 3), (4, 5), (6, 7))
        large = again(small, (1, 2, 3, 4, 5, 6, 7))
        assert named(large) == {"Cats": (1, 2, 3, 4, 5, 6, 7)}
        assert named(again(large, (4, 5, 6), (1, 2, 3), (7,))) == {
            "Auto 0": (4, 5, 6),
            "Cats": (1, 2, 3),
            "Auto 2": (7,),
        }

    def test_too_few_photos_in_common_are_not_the_same_group(self) -> None:
        before = hand.rename(made((1, 2, 3, 4), (5, 6)), 1, "Cats")
        assert "Cats" not in named(again(before, (1, 2, 5, 6), (3, 7, 8), (4, 9, 10)))

    def test_two_names_go_to_two_clusters(self) -> None:
        before = hand.rename(hand.rename(START, 1, "Cats"), 2, "Dogs")
        assert named(again(before, (1, 2, 3, 4, 5), (6, 7))) == {
            "Cats": (1, 2, 3, 4, 5),
            "Auto 1": (6, 7),
        }
        assert named(again(before, (4, 5), (1, 2, 3))) == {"Dogs": (4, 5), "Cats": (1, 2, 3)}

    def test_what_was_moved_by_hand_counts(self) -> None:
        before = hand.move(hand.rename(START, 2, "Cats"), ids(6, 7, 8), 2)
        assert named(again(before, (6, 7, 8), (4, 1), (5, 2, 3))) == {
            "Cats": (6, 7, 8),
            "Auto 1": (4, 1),
            "Auto 2": (5, 2, 3),
        }


class TestPinAndHide:
    def test_a_pinned_cluster_stays_and_stands_first(self) -> None:
        before = hand.pin(hand.rename(START, 3, "Cats"), [3], True)
        assert before.held() == {6, 7}
        after = again(before, (1, 2), (3, 4, 5), rest=(8, 9))
        assert shape(after) == [(6, 7), (1, 2), (3, 4, 5)]
        assert after.cluster(3) == before.cluster(3)
        assert len({cluster.key for cluster in after.clusters}) == 3

    def test_a_hidden_cluster_stays_hidden(self) -> None:
        before = hand.hide(START, [2], True)
        after = again(before, (1, 2, 3), (4, 5, 6))
        assert [(cluster.hidden, cluster.name) for cluster in after.clusters] == [
            (False, "Auto 0"),
            (True, "Auto 1"),
        ]

    def test_a_large_cluster_is_not_hidden_for_a_few_photos(self) -> None:
        after = again(hand.hide(START, [2], True), (1, 2, 3, 4, 5, 6, 7))
        assert not after.clusters[0].hidden
        assert again(after, (4, 5), (1, 2)).clusters[0].hidden

    def test_shown_again(self) -> None:
        after = hand.hide(hand.hide(START, [2], True), [2], False)
        assert after == START


class TestSuggestions:
    OFFERED = replace(
        hand.pin(START, [1], True),
        grouping=replace(
            START.grouping,
            clusters=(
                replace(START.clusters[0], pinned=True, suggested=ids(20, 21)),
                *START.clusters[1:],
            ),
            came=ids(22),
        ),
    )

    def test_they_are_held_with_the_cluster(self) -> None:
        assert self.OFFERED.held() == {1, 2, 3, 20, 21}

    def test_accepted(self) -> None:
        after = hand.accept(self.OFFERED, 1)
        assert (after.cluster(1).photo_ids, after.cluster(1).suggested) == (ids(1, 2, 3, 20, 21), ())
        assert not after.touched

    def test_refused(self) -> None:
        after = hand.refuse(self.OFFERED, 1)
        assert (after.cluster(1).suggested, after.cluster(1).refused) == ((), ids(20, 21))
        assert after.grouping.came == ids(22, 20, 21)

    def test_they_are_free_when_the_pin_is_taken_off(self) -> None:
        after = hand.pin(self.OFFERED, [1], False)
        assert after.cluster(1).suggested == ()
        assert after.grouping.came == ids(22, 20, 21)


class TestFit:
    def test_some_are_gone_and_some_came(self) -> None:
        after = hand.fit(hand.rename(START, 1, "Cats"), ids(2, 4, 5, 8, 30, 31))
        assert shape(after) == [(2,), (4, 5)]
        assert after.cluster(1).cover == 2
        assert (after.grouping.unclustered, after.grouping.came) == (ids(8), ids(30, 31))
        assert after.gone == 5

    def test_nothing_changed(self) -> None:
        assert hand.fit(START, ids(*range(1, 10))) is START


PHOTOS = 24


class HandMachine(RuleBasedStateMachine):
    """Any sequence of operations, with clustering anew, photos that come and go, and undo in between."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.present = list(ids(*range(1, 10)))
        self.history: list[tuple[Clustering, list[PhotoId]]] = []

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        self.present = list(ids(*range(1, PHOTOS + 1)))
        self.now = taken_over(None, self._any_grouping(data, self.present), REQUEST)

    def _any_grouping(self, data: st.DataObject, photos: list[PhotoId]) -> Grouping:
        labels = data.draw(st.lists(st.integers(0, 5), min_size=len(photos), max_size=len(photos)))
        groups = [tuple(p for p, label in zip(photos, labels, strict=True) if label == n) for n in range(6)]
        rest, *full = groups
        return grouping(*(group for group in full if group), rest=tuple(sorted(rest)))

    def _keys(self, data: st.DataObject, least: int) -> list[int]:
        keys = [cluster.key for cluster in self.now.clusters]
        if len(keys) < least:
            return []
        return data.draw(st.lists(st.sampled_from(keys), min_size=least, max_size=3, unique=True))

    def _do(self, after: Clustering) -> None:
        self.history.append((self.now, self.present))
        self.now = after

    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        if keys := self._keys(data, 2):
            self._do(hand.merge(self.now, keys))

    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        for key in self._keys(data, 1)[:1]:
            members = data.draw(st.permutations(self.now.cluster(key).photo_ids))
            cut = data.draw(st.integers(0, len(members) - 1))
            parts = [part for part in (members[:cut], members[cut:]) if part]
            self._do(hand.split(self.now, key, parts, ["part"] * (len(parts) - 1)))

    @rule(data=st.data(), photos=st.lists(st.integers(1, PHOTOS + 12)))
    def move(self, data: st.DataObject, photos: list[int]) -> None:
        target = (self._keys(data, 1) or [None])[0] if data.draw(st.booleans()) else None
        self._do(hand.move(self.now, ids(*photos), target))

    @rule(photos=st.lists(st.integers(1, PHOTOS + 12)))
    def new_group(self, photos: list[int]) -> None:
        self._do(hand.new_group(self.now, ids(*photos), "new"))

    @rule(data=st.data(), on=st.booleans(), what=st.sampled_from([hand.pin, hand.hide]))
    def flag(self, data: st.DataObject, on: bool, what: object) -> None:
        self._do(what(self.now, self._keys(data, 1), on))  # type: ignore[operator]

    @rule(data=st.data(), name=st.sampled_from(["Cats", "Dogs"]))
    def rename(self, data: st.DataObject, name: str) -> None:
        for key in self._keys(data, 1)[:1]:
            self._do(hand.rename(self.now, key, name))

    @rule(data=st.data())
    def dissolve(self, data: st.DataObject) -> None:
        self._do(hand.dissolve(self.now, self._keys(data, 1)))

    @rule(data=st.data())
    def suggest_and_answer(self, data: st.DataObject) -> None:
        pinned = [cluster for cluster in self.now.clusters if cluster.pinned]
        came = self.now.grouping.came
        if not pinned or not came:
            return
        to = data.draw(st.sampled_from(pinned))
        clusters = [
            replace(cluster, suggested=(*cluster.suggested, came[0])) if cluster is to else cluster
            for cluster in self.now.clusters
        ]
        grouping_ = replace(self.now.grouping, clusters=tuple(clusters), came=came[1:])
        self.now = replace(self.now, grouping=grouping_)
        answer = data.draw(st.sampled_from([hand.accept, hand.refuse, None]))
        if answer is not None:
            self._do(answer(self.now, to.key))

    @rule(photos=st.sets(st.integers(1, PHOTOS + 12), min_size=1))
    def photos_come_and_go(self, photos: set[int]) -> None:
        self.present = list(ids(*sorted(photos)))
        self.now = hand.fit(self.now, self.present)

    @rule(data=st.data())
    def cluster_anew(self, data: st.DataObject) -> None:
        held = self.now.held()
        free = [photo for photo in self.present if photo not in held]
        pinned = [cluster for cluster in self.now.clusters if cluster.pinned]
        after = taken_over(self.now, self._any_grouping(data, free), REQUEST)
        assert list(after.clusters[: len(pinned)]) == pinned
        self._do(after)

    @rule()
    def undo(self) -> None:
        if self.history:
            before, present = self.history.pop()
            self.now = hand.fit(before, self.present)
            if present == self.present:
                assert self.now is before

    @invariant()
    def every_photo_is_in_one_place(self) -> None:
        assert sorted(self.now.everything()) == sorted(self.present)

    @invariant()
    def keys_are_unique_and_clusters_sound(self) -> None:
        keys = [cluster.key for cluster in self.now.clusters]
        assert len(set(keys)) == len(keys)
        assert self.now.next_key not in {*keys, *(mark.key for mark in self.now.marks)}
        for cluster in self.now.clusters:
            assert cluster.cover in cluster.photo_ids
            assert cluster.pinned or not cluster.suggested


TestAnySequence = HandMachine.TestCase
TestAnySequence.settings = settings(max_examples=60, stateful_step_count=30)


@given(st.permutations([(1, 2, 3, 4), (5, 6, 7), (8, 9)]))
def test_whom_a_name_goes_to_does_not_depend_on_the_order(groups: list[tuple[int, ...]]) -> None:
    before = hand.rename(made((1, 2, 3, 4, 5, 6, 8)), 1, "Cats")
    assert named(again(before, *groups))["Cats"] == (1, 2, 3, 4)
