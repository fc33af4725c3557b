from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoclust.analysis.labels import name_clusters
from photoclust.core.kinds import Kind

WORDS = [
    "castle, fortress",
    "lakeside, lakeshore",
    "alp",
    "tabby, tabby cat",
    "African grey parrot",
    "cup",
    "web site",
]
CASTLE, LAKE, ALP, TABBY, PARROT, CUP, WEB = range(7)

Said = dict[int, float]


def name(*groups: list[Said], loose: list[Said] | None = None) -> list[str | None]:
    """Names groups of photos, of each of which the model says something."""
    photos = [photo for group in groups for photo in group] + (loose or [])
    ids = np.zeros((len(photos), 3), np.uint16)
    probabilities = np.zeros((len(photos), 3), np.float32)
    for row, photo in enumerate(photos):
        rest = [label for label in range(len(WORDS)) if label not in photo]
        filled = [*photo.items(), *[(label, 0.001) for label in rest]][:3]
        ids[row], probabilities[row] = zip(*filled, strict=True)
    bounds = np.cumsum([0, *map(len, groups)])
    members = [np.arange(start, stop) for start, stop in pairwise(bounds)]
    return name_clusters(ids, probabilities, members, WORDS)


def test_a_shared_class_is_the_name() -> None:
    assert name([{CASTLE: 0.8}] * 4, [{PARROT: 0.5}, {PARROT: 0.9}]) == ["Castle", "African grey parrot"]


def test_two_classes_equally_likely() -> None:
    assert name([{LAKE: 0.4, ALP: 0.3}] * 5, [{CUP: 0.8}] * 3) == ["Lakeside and alp", "Cup"]


def test_two_unlikely_classes_together() -> None:
    assert name([{LAKE: 0.15, ALP: 0.12}] * 5, [{CUP: 0.8}] * 3) == ["Lakeside and alp", "Cup"]


def test_half_one_half_the_other() -> None:
    assert name([{LAKE: 0.9}] * 3 + [{ALP: 0.8}] * 3, [{CUP: 0.8}] * 3) == ["Lakeside and alp", "Cup"]


def test_nothing_shared_is_no_name() -> None:
    every = [{label: 0.9} for label in range(len(WORDS))]
    assert name(every, [{CUP: 0.9}] * 3) == [None, "Cup"]


def test_nothing_likely_is_no_name() -> None:
    assert name([{CASTLE: 0.08}] * 5) == [None]


def test_what_all_photos_show_names_none_of_the_groups() -> None:
    everywhere = {WEB: 0.5}
    assert name([everywhere | {CASTLE: 0.3}] * 4, [everywhere] * 4, loose=[everywhere] * 10) == [
        "Castle",
        None,
    ]


def test_one_group_that_is_everything() -> None:
    assert name([{TABBY: 0.6}] * 4) == ["Tabby"]


def test_no_two_names_are_the_same() -> None:
    surer, other, third = [{TABBY: 0.9}] * 4, [{TABBY: 0.6, CUP: 0.2}] * 4, [{TABBY: 0.5}] * 4
    rest = [{WEB: 0.9}] * 30
    assert name(other, surer, loose=rest) == ["Tabby and cup", "Tabby"]
    assert name(other, surer, third, loose=rest) == ["Tabby and cup", "Tabby", None]


def test_the_same_two_words_in_another_order_are_the_same_name() -> None:
    names = name([{LAKE: 0.5, ALP: 0.4}] * 4, [{ALP: 0.5, LAKE: 0.4}] * 4, loose=[{WEB: 0.9}] * 30)
    assert "Lakeside and alp" in names
    assert "Alp and lakeside" not in names


@pytest.mark.parametrize("columns", [0, 3])
def test_models_without_words(columns: int) -> None:
    ids, probabilities = np.zeros((4, columns), np.uint16), np.zeros((4, columns), np.float32)
    assert name_clusters(ids, probabilities, [np.arange(4)], []) == [None]
    assert name_clusters(ids, probabilities, [], WORDS) == []


@given(
    st.integers(1, 30).flatmap(
        lambda n: st.tuples(
            st.lists(
                st.lists(st.integers(0, 6), min_size=3, max_size=3, unique=True), min_size=n, max_size=n
            ),
            st.lists(st.integers(0, 4), min_size=n, max_size=n),
            st.integers(0, 2**32 - 1),
        )
    )
)
def test_names_are_words_of_the_members_and_differ(
    drawn: tuple[list[list[int]], list[int], int],
) -> None:
    labels, clusters, seed = drawn
    ids = np.array(labels, np.uint16)
    probabilities = np.random.default_rng(seed).dirichlet([0.3] * 3, len(ids)).astype(np.float32)
    groups: list[NDArray[np.int64]] = [
        np.flatnonzero(np.array(clusters) == cluster) for cluster in sorted(set(clusters))
    ]
    names = name_clusters(ids, probabilities, groups, WORDS)
    assert len(names) == len(groups)
    given_names = [found for found in names if found is not None]
    assert len(set(given_names)) == len(given_names)
    for members, found in zip(groups, names, strict=True):
        if found is not None:
            shown = {WORDS[label].split(",")[0] for label in ids[members].ravel().tolist()}
            parts = found.split(" and ")
            assert len(parts) <= 2
            assert {part[:1].lower() for part in parts} <= {word[:1].lower() for word in shown}


DOG_WORDS = [*WORDS, "beagle", "husky", "poodle", "dachshund", "tiger"]
BEAGLE, HUSKY, POODLE, DACHSHUND, TIGER = range(7, 12)
KINDS = [
    Kind("animals", (), (TABBY, PARROT, BEAGLE, HUSKY, POODLE, DACHSHUND, TIGER)),
    Kind("dogs", (), (BEAGLE, HUSKY, POODLE, DACHSHUND)),
    Kind("hounds", (), (BEAGLE, DACHSHUND)),
]


def name_kinds(*groups: list[Said]) -> list[str | None]:
    """Names groups with broader words at hand, among photos of other things."""
    photos = [photo for group in groups for photo in group] + [{WEB: 0.8}] * 20
    ids = np.zeros((len(photos), 4), np.uint16)
    probabilities = np.zeros((len(photos), 4), np.float32)
    for row, photo in enumerate(photos):
        ids[row, : len(photo)], probabilities[row, : len(photo)] = list(photo), list(photo.values())
        ids[row, len(photo) :] = [label for label in range(8) if label not in photo][: 4 - len(photo)]
    bounds = np.cumsum([0, *map(len, groups)])
    members = [np.arange(start, stop) for start, stop in pairwise(bounds)]
    return name_clusters(ids, probabilities, members, DOG_WORDS, KINDS)


MANY_DOGS: list[Said] = [{BEAGLE: 0.7}, {HUSKY: 0.8}, {POODLE: 0.6}, {DACHSHUND: 0.5, BEAGLE: 0.1}] * 2


def test_where_no_class_stands_out_the_broader_word_is_the_name() -> None:
    assert name_kinds(MANY_DOGS) == ["Dogs"]


def test_classes_that_are_each_unsure_add_up() -> None:
    assert name_kinds([{BEAGLE: 0.15, HUSKY: 0.15, POODLE: 0.15, DACHSHUND: 0.15}] * 5) == ["Dogs"]


def test_a_class_that_outshines_its_kind_is_the_better_name() -> None:
    assert name_kinds([{BEAGLE: 0.7, HUSKY: 0.1}] * 5) == ["Beagle"]


def test_the_broadest_word_where_the_kinds_are_mixed() -> None:
    mixed: list[Said] = [{BEAGLE: 0.7}, {TABBY: 0.8}, {PARROT: 0.6}, {TIGER: 0.9}, {HUSKY: 0.6}]
    assert name_kinds(mixed * 2) == ["Animals"]


def test_groups_of_one_kind_are_told_apart_in_their_order() -> None:
    less_sure = [{label: p * 0.9 for label, p in photo.items()} for photo in MANY_DOGS]
    assert name_kinds(less_sure, MANY_DOGS, less_sure) == ["Dogs", "Dogs 2", "Dogs 3"]


def test_a_kind_that_a_part_of_the_photos_shows_is_no_name() -> None:
    every: list[Said] = [{CUP: 0.9}, {CASTLE: 0.8}, {ALP: 0.9}, {BEAGLE: 0.9}, {HUSKY: 0.9}]
    assert name_kinds(every * 2) == [None]


def test_the_narrowest_word_must_cover_most_of_what_is_seen() -> None:
    assert name_kinds([{BEAGLE: 0.25, DACHSHUND: 0.2, HUSKY: 0.25, POODLE: 0.2}] * 5) == ["Dogs"]
    assert name_kinds([{BEAGLE: 0.4, DACHSHUND: 0.4, HUSKY: 0.1}] * 5) == ["Hounds"]
