"""Which photo is suggested to be kept, and the reason that is given."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import pytest
from fixtures.tables import Seen, a_photo, table_of
from hypothesis import given
from hypothesis import strategies as st

from photoclust.core.duplicates import DEFAULT_RULES, KeeperReason, KeeperRule
from photoclust.core.photo import CompanionKind, PhotoId
from photoclust.core.reasons import KEEPER_RULES, keeper_sentence, size_in_words
from photoclust.library.keepers import Keepers

EVERY = tuple(KeeperRule)


def best(
    *photos: Mapping[str, object],
    albums: Mapping[int, Sequence[str]] | None = None,
    sharpness: Sequence[float] | None = None,
    grey: Sequence[int] = (),
    rules: Sequence[KeeperRule] = DEFAULT_RULES,
) -> tuple[str, str]:
    """The path of the best, and the reason in words; it is the same in whatever order they are asked for."""
    table = table_of(photos)
    named = {PhotoId(number): names for number, names in (albums or {}).items()}
    keepers = Keepers(table, named, Seen(table, sharpness or (), grey), rules)
    answers = {
        (row, keeper_sentence(reason))
        for order in itertools.permutations(range(len(photos)))
        for row, reason in [keepers.best(order)]
    }
    assert len(answers) == 1
    row, sentence = answers.pop()
    return str(table.paths[row]), sentence


def test_a_raw_file_beside_it() -> None:
    photos = a_photo("/a.jpg", shape=(90, 90)), a_photo("/b.jpg", companions=int(CompanionKind.RAW))
    assert best(*photos) == ("/b.jpg", "Its RAW file lies beside it")


def test_a_film_is_no_raw_file() -> None:
    photos = a_photo("/long.jpg", companions=int(CompanionKind.FILM)), a_photo("/b.jpg")
    assert best(*photos)[0] == "/b.jpg"


def test_the_raw_file_itself() -> None:
    assert best(a_photo("/b.DNG"), a_photo("/b.jpg")) == ("/b.DNG", "It is the RAW file")


@pytest.mark.parametrize(
    ("names", "sentence"),
    [(["Sea"], "It is in the album Sea"), (["Sea", "Sun"], "It is in the albums Sea, Sun")],
)
def test_an_album(names: list[str], sentence: str) -> None:
    assert best(a_photo("/a.jpg"), a_photo("/bb.jpg"), albums={2: names}) == ("/bb.jpg", sentence)


def test_pixels_count_not_the_longer_side() -> None:
    photos = (
        a_photo("/a", shape=(4000, 3000)),
        a_photo("/b", shape=(800, 600)),
        a_photo("/c", shape=(5000, 10)),
    )
    assert best(*photos) == ("/a", "More pixels: 4000 × 3000 against 800 × 600")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"taken": 5.0, "camera": True}, "It has its date and camera"),
        ({"taken": 5.0}, "It has its date"),
        ({"camera": True}, "It has its camera"),
    ],
)
def test_metadata(facts: dict[str, object], sentence: str) -> None:
    assert best(a_photo("/a"), a_photo("/bb", **facts)) == ("/bb", sentence)


def test_the_one_in_colour_though_the_grey_one_is_sharper_and_larger() -> None:
    photos = a_photo("/a", size=90_000), a_photo("/bb", size=60_000)
    assert best(*photos, sharpness=[1.5, 1.0], grey=[0]) == ("/bb", "It is in colour")
    assert best(*photos, sharpness=[1.5, 1.0], grey=[0, 1]) == ("/a", "It is sharper")


def test_the_sharper_one_if_it_shows() -> None:
    photos = a_photo("/a"), a_photo("/bb")
    assert best(*photos, sharpness=[1.0, 1.5]) == ("/bb", "It is sharper")
    assert best(*photos, sharpness=[1.0, 1.2])[0] == "/a"
    assert best(*photos, sharpness=[0.0, 0.0])[0] == "/a"


def test_sharpness_is_not_asked_for_where_pixels_decide() -> None:
    table = table_of([a_photo("/a", shape=(9, 9)), a_photo("/b")])
    seen = Seen(table)
    Keepers(table, {}, seen, DEFAULT_RULES).best([0, 1])
    assert seen.asked == []


def test_a_few_pixels_more_are_a_margin() -> None:
    assert best(a_photo("/a", shape=(100, 100)), a_photo("/bb", shape=(109, 100)))[0] == "/a"
    assert best(a_photo("/a", shape=(100, 100)), a_photo("/bb", shape=(111, 100)))[0] == "/bb"


def test_the_larger_file() -> None:
    photos = a_photo("/a", size=34_000), a_photo("/bb", size=4_120_000)
    assert best(*photos) == ("/bb", "Larger file: 4.1 MB against 34 kB")


def test_the_older_file() -> None:
    assert best(a_photo("/a", mtime=9), a_photo("/bb", mtime=8)) == ("/bb", "Older file")


def test_the_path_when_nothing_else_is_left() -> None:
    assert best(a_photo("/aa"), a_photo("/b")) == (
        "/b",
        "Shortest path; nothing else decides",
    )
    assert best(a_photo("/c"), a_photo("/b")) == ("/b", "First by path; nothing else decides")
    assert best(a_photo("/c"), a_photo("/b"), rules=())[0] == "/b"


def test_the_first_rule_that_puts_anybody_out_gives_the_reason() -> None:
    photos = (
        a_photo("/small.jpg", shape=(10, 10), size=9000),
        a_photo("/large.jpg", size=100),
        a_photo("/large-and-heavy.jpg", size=200),
    )
    assert best(*photos) == ("/large-and-heavy.jpg", "More pixels: 40 × 30 against 10 × 10")


def test_the_person_orders_the_rules() -> None:
    photos = a_photo("/large", shape=(90, 90)), a_photo("/old", mtime=1)
    assert best(*photos, rules=[KeeperRule.PIXELS, KeeperRule.OLDEST])[0] == "/large"
    assert best(*photos, rules=[KeeperRule.OLDEST, KeeperRule.PIXELS])[0] == "/old"
    # A path is no reason: whatever stands behind it is asked first.
    assert best(*photos, rules=[KeeperRule.PATH, KeeperRule.PIXELS])[0] == "/large"


@given(
    facts=st.lists(
        st.tuples(st.integers(1, 3), st.integers(1, 3), st.booleans(), st.sampled_from([0, 1, 2, 3])),
        min_size=2,
        max_size=4,
    ),
    rules=st.permutations(EVERY),
)
def test_any_order_of_rules_chooses_one_and_says_why(
    facts: list[tuple[int, int, bool, int]], rules: list[KeeperRule]
) -> None:
    photos = [
        a_photo(f"/{number}", shape=(pixels, 1), size=size, camera=camera, companions=companions)
        for number, (pixels, size, camera, companions) in enumerate(facts)
    ]
    path, sentence = best(*photos, rules=rules)
    assert path in {photo["path"] for photo in photos}
    assert sentence[0].isupper()
    assert "{" not in sentence


def test_every_rule_has_its_words() -> None:
    assert set(KEEPER_RULES) == set(KeeperRule)
    assert keeper_sentence(KeeperReason(KeeperRule.OLDEST)) == "Older file"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        *((0, "0 bytes"), (999, "999 bytes"), (1_000, "1 kB"), (999_499, "999 kB"), (999_500, "1.0 MB")),
        *((999_949_999, "999.9 MB"), (999_950_000, "1.0 GB"), (1_234_000_000_000, "1,234.0 GB")),
    ],
)
def test_sizes_in_words(count: int, words: str) -> None:
    assert size_in_words(count) == words
