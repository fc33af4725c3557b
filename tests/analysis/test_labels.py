from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoclust.analysis.labels import name_clusters

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
