"""Groups from pairs: no chains, no dependence on any order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.analysis.coherent_groups import ENOUGH, coherent_groups

Link = tuple[int, int, float]


def groups(links: Sequence[Link], apart: dict[int, frozenset[int]] | None = None) -> list[list[int]]:
    pairs = np.array([link[:2] for link in links], np.int64).reshape(-1, 2)
    return coherent_groups(pairs, np.array([link[2] for link in links]), apart)


def complete(things: Sequence[int], score: float = 0.9) -> list[Link]:
    return [(one, other, score) for one, other in combinations(things, 2)]


def test_no_links() -> None:
    assert groups([]) == []


def test_a_pair() -> None:
    assert groups([(7, 3, 0.5)]) == [[3, 7]]


def test_groups_that_have_nothing_to_do_with_each_other() -> None:
    assert groups([*complete([5, 6]), *complete([0, 1, 9])]) == [[0, 1, 9], [5, 6]]


def test_cuttings_of_one_picture_that_have_nothing_in_common() -> None:
    """Only the whole picture is linked to each of them."""
    assert groups([(0, cutting, 0.9) for cutting in range(1, 9)]) == [list(range(9))]


def test_a_cutting_of_a_cutting() -> None:
    assert groups([(0, 1, 0.9), (1, 2, 0.9)]) == [[0, 1, 2]]


@pytest.mark.parametrize("length", [4, 5, 20, 200])
def test_a_chain_falls_apart(length: int) -> None:
    found = groups([(one, one + 1, 0.9) for one in range(length - 1)])
    assert max(map(len, found)) <= 3
    assert sum(map(len, found)) >= length - length // 3


def test_one_wrong_link_joins_no_groups() -> None:
    links = [*complete(range(6)), *complete(range(10, 16)), (2, 12, 1.0)]
    assert groups(links) == [list(range(6)), list(range(10, 16))]


def test_a_wrong_link_to_a_centre_takes_one_away_at_most() -> None:
    star = [(0, one, 0.9) for one in range(1, 6)]
    assert groups([*star, *complete(range(10, 16)), (0, 12, 0.5)]) == [
        list(range(6)),
        list(range(10, 16)),
    ]


def test_links_that_were_missed_do_not_matter() -> None:
    """As a picture with 18 variants of which one pair in ten was not seen."""
    chance = np.random.default_rng(4)
    links = [link for link in complete(range(18)) if chance.random() > 0.1]
    assert groups(links) == [list(range(18))]


def test_the_stronger_side_wins() -> None:
    """Linked to two groups alike, a thing goes where it is more alike."""
    between = [(4, 0, 0.6), (4, 1, 0.6), (4, 5, 0.8), (4, 6, 0.8)]
    assert groups([*complete([0, 1, 2]), *complete([5, 6, 7]), *between]) == [[0, 1, 2], [4, 5, 6, 7]]


class TestWhatIsSaidToBeDistinct:
    def test_a_pair(self) -> None:
        mark = frozenset({1})
        assert groups([(0, 1, 0.9)], {0: mark, 1: mark}) == []
        assert groups([(0, 1, 0.9)], {0: mark, 1: frozenset({2})}) == [[0, 1]]

    def test_nobody_brings_them_together(self) -> None:
        mark = frozenset({1})
        assert groups([(0, 2, 0.8), (1, 2, 0.9)], {0: mark, 1: mark}) == [[1, 2]]
        assert groups(complete([0, 1, 2, 3]), {0: mark, 3: mark}) == [[0, 1, 2]]


links_of = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from([0.5, 0.7, 0.8, 0.9, 1.0])),
    max_size=40,
    unique_by=lambda link: frozenset(link[:2]),
).map(lambda links: [link for link in links if link[0] != link[1]])
marks_of = st.dictionaries(st.integers(0, 11), st.frozensets(st.integers(1, 3), max_size=2), max_size=6)


@given(links=links_of, marks=marks_of, chance=st.randoms(use_true_random=False))
def test_the_order_of_links_makes_no_difference(
    links: list[Link], marks: dict[int, frozenset[int]], chance: object
) -> None:
    shuffled = [(other, one, score) for one, other, score in links]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert groups(shuffled, marks) == groups(links, marks)


@given(links=links_of, marks=marks_of)
def test_every_group_is_coherent(links: list[Link], marks: dict[int, frozenset[int]]) -> None:
    linked = {frozenset(link[:2]) for link in links}
    found = groups(links, marks)
    members = [one for group in found for one in group]
    assert len(members) == len(set(members))
    for group in found:
        assert len(group) > 1
        pairs = [frozenset(pair) for pair in combinations(group, 2)]
        centre = any(
            all(frozenset({one, other}) in linked for other in group if other != one) for one in group
        )
        assert centre or sum(pair in linked for pair in pairs) >= ENOUGH * len(pairs)
        for one, other in combinations(group, 2):
            assert not marks.get(one, frozenset()) & marks.get(other, frozenset())


@given(links=links_of)
def test_no_two_groups_could_be_one(links: list[Link]) -> None:
    """It stops where nothing coherent could be made any more, not before."""
    linked = {frozenset(link[:2]) for link in links}
    found = groups(links)
    alone = {one for link in links for one in link[:2]} - {one for group in found for one in group}
    for here, there in combinations([*found, *([one] for one in sorted(alone))], 2):
        between = [frozenset({one, other}) in linked for one in here for other in there]
        whole = [*here, *there]
        centre = any(
            all(frozenset({one, other}) in linked for other in whole if other != one) for one in whole
        )
        assert sum(between) < ENOUGH * len(between)
        assert not centre


def test_many_of_one_kind() -> None:
    assert groups(complete(range(200))) == [list(range(200))]
