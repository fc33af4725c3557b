import gc
from datetime import datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from photoclust.core.briefs import Briefs, ascending
from photoclust.core.photo import Brief, CompanionKind, PhotoId

IDS = st.integers(1, 40)
DATES = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)).map(lambda date: date.replace(microsecond=0))
BRIEFS = st.builds(
    Brief,
    st.text(max_size=3) | st.just("/a\udce9.jpg"),
    DATES | st.none(),
    st.sampled_from([CompanionKind.NONE, CompanionKind.RAW, CompanionKind.RAW | CompanionKind.FILM]),
)
TABLES = st.dictionaries(IDS, BRIEFS, max_size=12)


def briefs_of(table: dict[int, Brief]) -> Briefs:
    found = table.values()
    return Briefs.of(
        list(table),
        [brief.path for brief in found],
        [brief.taken for brief in found],
        [brief.companions for brief in found],
    )


def table_of(briefs: Briefs) -> dict[int, Brief | None]:
    return {photo_id: briefs.get(PhotoId(photo_id)) for photo_id in briefs.ids.tolist()}


@given(TABLES)
def test_every_photo_is_found_as_it_was_given(table):
    briefs = briefs_of(table)
    assert table_of(briefs) == table
    assert briefs.ids.tolist() == sorted(table)
    assert len(briefs) == len(table)


@given(TABLES, st.lists(IDS))
def test_what_is_asked_for_comes_in_the_order_asked(table, ids):
    briefs = briefs_of(table)
    assert briefs.paths_of(ids) == [table[number].path if number in table else "" for number in ids]
    assert [briefs.get(number) for number in ids] == [table.get(number) for number in ids]


@given(TABLES, TABLES)
def test_what_is_newer_counts(old, new):
    assert table_of(briefs_of(old).updated(briefs_of(new))) == old | new


@given(TABLES, st.lists(IDS))
def test_some_can_be_left_out(table, ids):
    left = briefs_of(table).without(np.array(ids, np.int64))
    assert table_of(left) == {number: brief for number, brief in table.items() if number not in ids}


@given(TABLES, st.lists(st.lists(IDS)))
def test_groups_span_their_dates(table, groups):
    dates = [
        [table[number].taken for number in group if number in table and table[number].taken is not None]
        for group in groups
    ]
    expected = [(min(known), max(known)) if known else None for known in dates]
    assert briefs_of(table).spans_of(groups) == expected


@given(st.lists(IDS))
def test_ids_in_order_come_once(ids):
    assert ascending(ids).tolist() == ascending(np.array(ids, np.int64)).tolist() == sorted(set(ids))


def test_dates_may_be_texts():
    briefs = Briefs.of([2, 1], ["/b", "/a"], ["1899-12-31 23:59:58", None], [0, 0])
    assert briefs.get(PhotoId(2)) == Brief("/b", datetime(1899, 12, 31, 23, 59, 58))
    assert briefs.get(PhotoId(1)) == Brief("/a", None)


def test_a_search_for_garbage_does_not_go_through_photos():
    gc.collect()
    before = len(gc.get_objects())
    count = 10_000
    briefs = Briefs.of(
        range(count), [f"/{number}.jpg" for number in range(count)], [None] * count, [0] * count
    )
    assert len(gc.get_objects()) - before < 100
    assert len(briefs) == count
