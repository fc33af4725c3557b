"""Groups of duplicates out of pairs: what is in them, what is hidden, and that no order matters."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import ClassVar

import numpy as np
import pytest
from fixtures.tables import Seen, a_photo, table_of
from hypothesis import given
from hypothesis import strategies as st

from photoclust.core.duplicates import DEFAULT_RULES, DuplicateGroup, Tier, VerdictKind
from photoclust.core.photo import Fingerprint
from photoclust.library.duplicate_groups import DuplicateGroups, Links
from photoclust.library.keepers import Keepers
from photoclust.library.verdicts import Verdicts
from photoclust.store.photo_table import PhotoTable
from photoclust.store.verdict_store import StoredVerdict

Pair = tuple[str, str, float]
DISTINCT, KEEP_ALL = VerdictKind


def content(name: str) -> Fingerprint:
    return Fingerprint(name[0].encode() * 16)


def verdict(kind: VerdictKind, *names: str) -> StoredVerdict:
    """Said of contents, each as often as its name is given."""
    return StoredVerdict(1, kind, "", {content(name): names.count(name) for name in names})


class Made:
    """Groups of photos whose names begin with the letter of their content.

    Args:
        names: Of the photos.
        same: Pairs of letters that are one picture.
        shots: Pairs of letters that are similar shots.
        decided: What was said before.
        wanted: Whether groups of pictures are listed.
        pixels: Of photos that have more than others.
    """

    def __init__(
        self,
        names: Sequence[str],
        same: Sequence[Pair] = (),
        shots: Sequence[Pair] = (),
        decided: Sequence[StoredVerdict] = (),
        *,
        wanted: bool = True,
        pixels: Mapping[str, int] | None = None,
    ) -> None:
        photos = [
            a_photo(f"/{name}", content=content(name), shape=((pixels or {}).get(name, 1), 1))
            for name in names
        ]
        self.table: PhotoTable = table_of(photos)
        keepers = Keepers(self.table, {}, Seen(self.table), DEFAULT_RULES)
        self.groups = DuplicateGroups(self.table, keepers, Verdicts(decided))
        self.groups.add_files()
        self.groups.add_pictures(self._links(same), wanted=wanted)
        self.groups.add_shots(self._links(shots))

    def _links(self, pairs: Sequence[Pair]) -> Links:
        ends = [self.groups.numbers_of([content(one), content(other)]) for one, other, _ in pairs]
        return Links(np.array(ends, np.int64).reshape(-1, 2), np.array([score for *_, score in pairs]))

    def name(self, photo_id: int) -> str:
        return str(self.table.paths[np.flatnonzero(self.table.ids == photo_id)[0]])[1:]

    def of(self, tier: Tier) -> list[list[str]]:
        """The groups of a tier by name, the one to keep first."""
        return sorted(
            [self.name(one) for one in group.photo_ids] for group in self.groups.found if group.tier is tier
        )

    def only(self, tier: Tier) -> DuplicateGroup:
        (group,) = [group for group in self.groups.found if group.tier is tier]
        return group

    def said(self) -> object:
        """All there is to be said, by names."""
        return sorted(
            (
                group.tier,
                self.name(group.keep),
                group.reason.rule,
                sorted(map(str, group.reason.values.items())),
                [(self.name(other.photo_id), other.tier, other.score) for other in group.others],
                group.reopened,
            )
            for group in self.groups.found
        ), self.groups.hidden


def test_the_tiers_are_not_mixed() -> None:
    made = Made(
        ["a1", "a2", "b1", "c1", "d1", "e1", "e2"],
        same=[("a", "b", 0.9)],
        shots=[("a", "c", 0.7), ("c", "d", 0.98), ("b", "c", 0.8)],
    )
    assert made.of(Tier.FILE) == [["a1", "a2"], ["e1", "e2"]]
    assert made.of(Tier.PICTURE) == [["a1", "a2", "b1"]]
    assert made.of(Tier.SIMILAR) == [["a1", "d1", "c1"]]


def test_what_each_other_is_to_the_kept_one() -> None:
    made = Made(
        ["a1", "a2", "b1", "b2", "c1"],
        same=[("a", "b", 0.8), ("a", "c", 0.95), ("b", "c", 0.9)],
        pixels={"a1": 9, "a2": 9},
    )
    group = made.only(Tier.PICTURE)
    assert made.name(group.keep) == "a1"
    assert [(made.name(one.photo_id), one.tier, one.score) for one in group.others] == [
        ("a2", Tier.FILE, 1.0),
        ("c1", Tier.PICTURE, 0.95),
        ("b1", Tier.PICTURE, 0.8),
        ("b2", Tier.PICTURE, 0.8),
    ]


def test_one_that_is_linked_to_others_only() -> None:
    """Two cuttings: the larger one is kept although the whole picture links them."""
    made = Made(["a", "b", "c"], same=[("a", "b", 0.8), ("b", "c", 0.9)], pixels={"a": 9})
    assert [(made.name(one.photo_id), one.score) for one in made.only(Tier.PICTURE).others] == [
        ("c", 0.9),
        ("b", 0.8),
    ]


def test_one_photo_a_picture_among_similar_shots() -> None:
    made = Made(
        ["a", "b", "c1", "c2", "d"],
        same=[("a", "b", 0.9)],
        shots=[("a", "c", 0.98), ("b", "c", 0.99), ("a", "b", 0.99), ("b", "d", 0.5)],
        pixels={"b": 9},
    )
    group = made.only(Tier.SIMILAR)
    assert sorted(made.name(one) for one in group.photo_ids) == ["b", "c1", "d"]
    assert {made.name(one.photo_id): one.score for one in group.others} == {"c1": 0.99, "d": 0.5}
    assert {one.tier for one in group.others} == {Tier.SIMILAR}


def test_one_picture_that_fell_into_two_groups_is_no_similar_shot() -> None:
    """A chain of cuttings: its parts are listed apart, and not once more as shots of one thing."""
    chain = [("a", "b", 0.9), ("b", "c", 0.9), ("c", "d", 0.9)]
    made = Made("abcd", same=chain, shots=[("b", "c", 0.99), ("a", "d", 0.99)])
    assert len(made.of(Tier.PICTURE)) == 2
    assert made.of(Tier.SIMILAR) == []


def test_pictures_that_nobody_asked_for() -> None:
    made = Made("abc", same=[("a", "b", 0.9)], shots=[("b", "c", 0.98)], wanted=False)
    assert made.of(Tier.PICTURE) == []
    assert made.of(Tier.SIMILAR) == [["a", "c"]]


class TestDecided:
    same: ClassVar[list[Pair]] = [("a", "b", 0.9), ("a", "c", 0.9), ("b", "c", 0.9)]

    def test_all_of_a_group_are_kept(self) -> None:
        made = Made("abc", self.same, decided=[verdict(KEEP_ALL, *"abc")])
        assert (made.groups.found, made.groups.hidden) == ([], 1)

    def test_less_than_was_decided_on(self) -> None:
        made = Made("ab", self.same[:1], decided=[verdict(KEEP_ALL, *"abc")])
        assert (made.groups.found, made.groups.hidden) == ([], 1)

    def test_a_new_member_opens_it_again(self) -> None:
        made = Made("abc", self.same, decided=[verdict(KEEP_ALL, *"ab")])
        assert (made.only(Tier.PICTURE).reopened, made.groups.hidden) == (True, 0)

    def test_two_verdicts_are_not_one(self) -> None:
        halves = [
            verdict(KEEP_ALL, *"ab"),
            StoredVerdict(2, KEEP_ALL, "", {content("c"): 1, content("a"): 1}),
        ]
        assert Made("abc", self.same, decided=halves).only(Tier.PICTURE).reopened

    def test_what_was_said_of_one_member_only(self) -> None:
        made = Made(["a1", "a2", "b"], self.same[:1], decided=[verdict(KEEP_ALL, "a", "a")])
        assert made.of(Tier.FILE) == []
        assert not made.only(Tier.PICTURE).reopened

    def test_the_files_of_a_picture_are_decided_on_with_it(self) -> None:
        made = Made(["a1", "a2", "b"], self.same[:1], decided=[verdict(KEEP_ALL, "a", "a", "b")])
        assert (made.groups.found, made.groups.hidden) == ([], 2)

    def test_one_more_file_of_a_content_is_no_new_picture(self) -> None:
        made = Made(["a1", "a2", "a3", "b"], self.same[:1], decided=[verdict(KEEP_ALL, "a", "a", "b")])
        assert made.of(Tier.FILE) == [["a1", "a2", "a3"]]
        assert made.only(Tier.FILE).reopened
        assert made.of(Tier.PICTURE) == []

    def test_distinct_ones_never_come_together_again(self) -> None:
        made = Made("abc", self.same, decided=[verdict(DISTINCT, *"ab")])
        assert (made.of(Tier.PICTURE), made.groups.hidden) == ([["a", "c"]], 1)
        assert not made.only(Tier.PICTURE).reopened

    def test_distinct_ones_and_nothing_else(self) -> None:
        made = Made("abc", self.same, decided=[verdict(DISTINCT, *"abc")])
        assert (made.groups.found, made.groups.hidden) == ([], 1)

    def test_a_verdict_that_nothing_contradicts_is_not_counted(self) -> None:
        assert Made("abc", decided=[verdict(DISTINCT, *"abc")]).groups.hidden == 0

    @pytest.mark.parametrize("kind", VerdictKind)
    def test_similar_shots_by_any_file_of_their_pictures(self, kind: VerdictKind) -> None:
        """The photo that stands for a picture may be another one tomorrow."""
        made = Made(
            "abc",
            same=[("a", "b", 0.9)],
            shots=[("a", "c", 0.98)],
            decided=[verdict(kind, *"bc")],
            pixels={"a": 9},
        )
        assert (made.of(Tier.SIMILAR), made.groups.hidden) == ([], 1)
        assert made.of(Tier.PICTURE) == [["a", "b"]]


def test_numbers_of_contents_that_are_not_there() -> None:
    made = Made(["a1", "a2", "b"])
    assert made.groups.numbers_of([content("x"), content("b")]).tolist() == [-1, 1]
    assert made.groups.files_of([content("x"), content("a")]) == 2


letters = st.sampled_from("abcdefgh")
pairs_of = st.lists(
    st.tuples(letters, letters, st.sampled_from([0.5, 0.8, 0.9])),
    max_size=16,
    unique_by=lambda pair: frozenset(pair[:2]),
).map(lambda pairs: [pair for pair in pairs if pair[0] != pair[1]])
names_of = st.lists(st.tuples(letters, st.integers(0, 3)), min_size=1, max_size=14, unique=True).map(
    lambda names: [f"{letter}{number}" for letter, number in names]
)
verdicts_of = st.lists(
    st.tuples(st.sampled_from(VerdictKind), st.lists(letters, min_size=2, max_size=4)), max_size=3
)


@given(names=names_of, same=pairs_of, shots=pairs_of, said=verdicts_of, chance=st.randoms())
def test_no_order_makes_a_difference(
    names: list[str],
    same: list[Pair],
    shots: list[Pair],
    said: list[tuple[VerdictKind, list[str]]],
    chance: random.Random,
) -> None:
    """Not that of photos, which is that of their ids, nor that of pairs, nor which end stands first."""
    there = {name[0] for name in names}
    same, shots = ([pair for pair in pairs if there.issuperset(pair[:2])] for pairs in (same, shots))
    decided = [
        StoredVerdict(number, kind, "", {content(name): of.count(name) for name in of})
        for number, (kind, of) in enumerate(said)
    ]
    expected = Made(names, same, shots, decided).said()
    for some in (names, same, shots, decided):
        chance.shuffle(some)
    turned = [[(other, one, score) for one, other, score in pairs] for pairs in (same, shots)]
    assert Made(names, *turned, decided).said() == expected


@given(names=names_of, same=pairs_of, shots=pairs_of)
def test_each_photo_once_a_tier(names: list[str], same: list[Pair], shots: list[Pair]) -> None:
    there = {name[0] for name in names}
    same, shots = ([pair for pair in pairs if there.issuperset(pair[:2])] for pairs in (same, shots))
    made = Made(names, same, shots)
    for tier in Tier:
        listed = [name for group in made.of(tier) for name in group]
        assert len(listed) == len(set(listed))
    picture_of = {name: number for number, group in enumerate(made.of(Tier.PICTURE)) for name in group}
    for group in made.of(Tier.SIMILAR):
        assert len({name[0] for name in group}) == len(group)
        pictures = [picture_of[name] for name in group if name in picture_of]
        assert len(pictures) == len(set(pictures))
    for group in made.of(Tier.PICTURE):
        assert len({name[0] for name in group}) > 1
