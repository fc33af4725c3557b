"""The mask and Qt's selection model always agree, and the selection outlives a regrouping."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel

from photoclust.gui.grid.photo_model import PhotoModel
from photoclust.gui.grid.selection import GridSelection, How

COUNT = 12


def make(count=COUNT):
    model = PhotoModel(lambda ids: [""] * len(ids))
    model.set_photos(range(100, 100 + count))
    qt = QItemSelectionModel(model)
    chosen = GridSelection(model, qt)
    qt.selectionChanged.connect(chosen.follow)
    model.modelAboutToBeReset.connect(chosen.keep)
    model.modelReset.connect(chosen.restore)
    return model, qt, chosen


def rows_in_qt(qt):
    return sorted(index.row() for index in qt.selectedIndexes())


steps = st.lists(
    st.one_of(
        st.tuples(st.just("select"), st.sets(st.integers(0, COUNT - 1)), st.sampled_from(How)),
        st.tuples(st.just("to"), st.integers(0, COUNT - 1), st.sampled_from(How)),
        st.tuples(st.just("move"), st.integers(0, COUNT - 1), st.booleans()),
    ),
    max_size=12,
)


@given(steps)
def test_against_sets(actions):
    _model, qt, chosen = make()
    selected, anchor = set(), 0
    for kind, what, how in actions:
        if kind == "move":
            chosen.move_to(what, anchor=how)
            anchor = what if how else anchor
            assert chosen.current() == what
            continue
        if kind == "select":
            rows = what
            chosen.select(sorted(rows), how)
        else:
            rows = set(range(min(anchor, what), max(anchor, what) + 1))
            chosen.select_to(what, how)
        selected = {How.REPLACE: rows, How.ADD: selected | rows, How.TOGGLE: selected ^ rows}[how]
        assert chosen.rows().tolist() == sorted(selected) == rows_in_qt(qt)
        assert chosen.ids() == [100 + row for row in sorted(selected)]


def test_base_is_what_a_rubber_band_started_from(qapp):
    _model, _qt, chosen = make()
    chosen.select([1, 2])
    base = chosen.mask.copy()
    chosen.select([2, 3, 4], How.ADD, base=base)
    chosen.select([3], How.ADD, base=base)
    assert chosen.rows().tolist() == [1, 2, 3]
    chosen.select([2, 3], How.TOGGLE, base=base)
    assert chosen.rows().tolist() == [1, 3]
    assert base.sum() == 2


def test_changes_by_others_are_followed(qapp):
    model, qt, chosen = make()
    flag = QItemSelectionModel.SelectionFlag
    qt.select(model.index(3), flag.Select)
    qt.select(model.index(5), flag.Select)
    assert chosen.rows().tolist() == [3, 5]
    qt.select(model.index(3), flag.Toggle)
    assert chosen.rows().tolist() == [5]
    qt.clear()
    assert chosen.rows().tolist() == []


def test_no_news_without_a_change(qapp, qtbot):
    _model, qt, chosen = make()
    chosen.select([1])
    with qtbot.assertNotEmitted(qt.selectionChanged):
        chosen.select([1])


@given(
    st.permutations(range(100, 112)),
    st.sets(st.integers(100, 115)),
    st.sets(st.integers(0, 11)),
    st.integers(0, 11),
)
def test_selection_and_current_follow_their_photos(order, gone, rows, current):
    model, qt, chosen = make()
    chosen.select(sorted(rows))
    chosen.move_to(current)
    model.set_photos([number for number in order if number not in gone])
    expected = {100 + row for row in rows} - gone
    assert set(chosen.ids()) == expected
    assert rows_in_qt(qt) == chosen.rows().tolist()
    assert len(chosen.rows()) == len(expected)
    if 100 + current in gone:
        assert chosen.current() is None
    else:
        assert model.id_at(chosen.current()) == 100 + current


@pytest.mark.slow
def test_a_hundred_thousand_are_selected_in_ranges(qapp):
    _model, qt, chosen = make(100_000)
    chosen.select(np.arange(100_000))
    assert qt.selection().size() == 1
    chosen.select([50_000], How.TOGGLE)
    assert qt.selection().size() == 2
    assert len(chosen.ids()) == 99_999
