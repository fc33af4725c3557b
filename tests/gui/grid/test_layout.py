"""The arithmetic layout agrees with one that places every item by counting."""

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclust.gui.grid.layout import Rect, SectionedGridLayout


class NaiveLayout:
    """Places header after header and cell after cell, with nothing but additions."""

    def __init__(self, layout: SectionedGridLayout, sizes, collapsed, top, below):
        self.items: list[Rect | None] = []
        self.section_of: list[int] = []
        self.headers: list[Rect] = []
        self.sections: list[tuple[int, int]] = []
        width = layout.header_rect(0).width if sizes else 0
        y = top
        for section, size in enumerate(sizes):
            section_top = y
            self.headers.append(Rect(0, y, width, layout.header_height))
            y += layout.header_height
            for place in range(size):
                self.section_of.append(section)
                row, column = divmod(place, layout.columns)
                if collapsed[section] and row > 0:
                    self.items.append(None)
                    continue
                if column == 0 and row > 0:
                    y += layout.cell + below + layout.spacing
                room = width - 2 * layout.margin + layout.spacing
                x = layout.margin + column * room // layout.columns
                self.items.append(Rect(x, y, layout.cell, layout.cell + below))
            if size:
                y += layout.cell + below + layout.spacing
            self.sections.append((section_top, y))
        self.bottom = y


@st.composite
def layouts(draw):
    sizes = draw(st.lists(st.integers(0, 23), max_size=8))
    collapsed = draw(st.lists(st.booleans(), min_size=len(sizes), max_size=len(sizes)))
    top = draw(st.integers(0, 12))
    below = draw(st.sampled_from([0, 0, 17, 48]))
    layout = SectionedGridLayout(
        sizes,
        draw(st.integers(1, 400)),
        draw(st.integers(1, 120)),
        spacing=draw(st.integers(0, 9)),
        header_height=draw(st.sampled_from([0, 1, 40])),
        margin=draw(st.integers(0, 20)),
        top=top,
        below=below,
        collapsed=collapsed,
    )
    return layout, NaiveLayout(layout, sizes, collapsed, top, below)


@given(layouts())
def test_places_of_items_and_headers(both):
    layout, naive = both
    assert layout.count == len(naive.items)
    cells = [rect and rect._replace(height=layout.cell) for rect in naive.items]
    assert [layout.item_rect(item) for item in range(layout.count)] == cells
    assert [layout.section_of(item) for item in range(layout.count)] == naive.section_of
    assert [layout.header_rect(section) for section in range(layout.section_count)] == naive.headers
    assert layout.total_height == naive.bottom + (layout.margin if naive.headers else 0)
    for section in range(layout.section_count):
        inside = [item for item, owner in enumerate(naive.section_of) if owner == section]
        assert list(layout.items_of(section)) == inside
        assert layout.shown_in(section) == sum(naive.items[item] is not None for item in inside)


@given(layouts(), st.integers(-20, 420), st.integers(-20, 1500))
def test_what_is_at_a_point(both, x, y):
    layout, naive = both
    hit = [item for item, rect in enumerate(naive.items) if rect and rect.contains(x, y)]
    assert layout.item_at(x, y) == (hit[0] if hit else None)
    within = [number for number, (top, bottom) in enumerate(naive.sections) if top <= y < bottom]
    assert layout.section_at(y) == (within[0] if within else None)


@given(layouts(), st.integers(-20, 420), st.integers(-20, 1500), st.integers(0, 420), st.integers(0, 1500))
def test_items_in_a_rectangle(both, x, y, width, height):
    layout, naive = both
    rect = Rect(x, y, width, height)
    met = [
        item
        for item, cell in enumerate(naive.items)
        if cell and cell.x < rect.right and cell.right > x and cell.y < rect.bottom and cell.bottom > y
    ]
    if not width or not height:
        met = []
    assert layout.items_in(rect).tolist() == met


@pytest.mark.parametrize("below", [0, 17])
def test_nothing_is_missed_below_a_short_row(below):
    layout = SectionedGridLayout([1, 3], 130, 40, spacing=6, header_height=0, margin=0, below=below)
    gap = layout.item_rect(0).bottom + below + 2
    assert layout.columns > 1
    assert layout.items_in(Rect(0, gap, 130, 400)).tolist() == [1, 2, 3]


@given(layouts())
def test_every_corner_of_an_item_hits_it(both):
    layout, naive = both
    for item, rect in enumerate(naive.items):
        if rect:
            for x in (rect.x, rect.right - 1):
                for y in (rect.y, rect.bottom - 1):
                    assert layout.item_at(x, y) == item


@given(layouts(), st.data(), st.integers(0, 900))
def test_headers_stick_and_are_pushed_out(both, data, height):
    layout, naive = both
    scroll = data.draw(st.integers(0, layout.total_height))
    if not layout.header_height:
        assert layout.headers_in(scroll, scroll + height) == []
        return
    expected = []
    for section, (top, bottom) in enumerate(naive.sections):
        y = top if scroll <= top else min(scroll, bottom - layout.header_height)
        if y < scroll + height and y + layout.header_height > scroll and bottom > scroll and height:
            expected.append((section, y))
    assert [(section, rect.y) for section, rect in layout.headers_in(scroll, scroll + height)] == expected
    for section, rect in layout.headers_in(scroll, scroll + height):
        if rect.y >= scroll:
            assert layout.header_at(rect.x, rect.y, scroll) == section
    ys = [rect.y for _, rect in layout.headers_in(scroll, scroll + height)]
    assert all(second - first >= layout.header_height for first, second in pairwise(ys))


@given(layouts())
def test_steps_visit_every_item_that_has_a_place(both):
    layout, naive = both
    placed = [item for item, rect in enumerate(naive.items) if rect]
    if not placed:
        assert layout.nearest_item(0) is layout.end_item(last=True) is layout.end_item(last=False) is None
        return
    assert (layout.end_item(last=False), layout.end_item(last=True)) == (placed[0], placed[-1])
    item = placed[0]
    for expected in placed:
        assert item == expected
        item = layout.step(item, 1)
    assert item == placed[-1]  # stays at the end
    for expected in reversed(placed):
        assert item == expected
        item = layout.step(item, -1)
    assert item == placed[0]


@given(layouts(), st.integers(-6, 6), st.data())
def test_neighbours_keep_the_column(both, rows, data):
    layout, naive = both
    placed = [item for item, rect in enumerate(naive.items) if rect]
    if not placed:
        return
    item = data.draw(st.sampled_from(placed))
    heights = sorted({naive.items[other].y for other in placed})
    here = naive.items[item]
    row = heights.index(here.y)
    target = heights[min(max(0, row + rows), len(heights) - 1)]
    candidates = [other for other in placed if naive.items[other].y == target]
    left = [other for other in candidates if naive.items[other].x <= here.x]
    assert layout.neighbour(item, rows) == left[-1]


@given(layouts(), st.integers(-900, 900).filter(bool), st.data())
def test_pages_keep_the_column_and_always_move(both, distance, data):
    layout, naive = both
    placed = [item for item, rect in enumerate(naive.items) if rect]
    if not placed:
        return
    item = data.draw(st.sampled_from(placed))
    here, there = naive.items[item], naive.items[layout.page(item, distance)]
    ends = naive.items[placed[-1 if distance > 0 else 0]]
    if here.y == ends.y:
        assert there.y == here.y
    else:
        assert (there.y > here.y) == (distance > 0)
        assert there.y != here.y
    heights = sorted({naive.items[other].y for other in placed})
    if abs(heights.index(there.y) - heights.index(here.y)) > 1:  # more than a row: about the distance
        assert there.bottom > here.y + distance or there.y == heights[-1]
    assert there.x <= here.x


@given(layouts(), st.integers(-50, 2000))
def test_nearest_item_begins_the_row_at_a_height(both, y):
    layout, naive = both
    placed = [(item, rect) for item, rect in enumerate(naive.items) if rect]
    if not placed:
        return
    below = [item for item, rect in placed if rect.bottom > y]
    last_row = placed[-1][1].y
    expected = below[0] if below else next(item for item, rect in placed if rect.y == last_row)
    assert layout.nearest_item(y) == expected


@given(st.integers(1, 2000), st.integers(8, 512), st.integers(0, 9))
def test_full_rows_end_at_the_right_margin(width, item_size, spacing):
    layout = SectionedGridLayout([1000], width, item_size, spacing=spacing, margin=16)
    room = max(1, width - 32)
    right = layout.item_rect(layout.columns - 1).right
    if layout.columns > 1:
        assert layout.cell >= item_size
        assert room - 2 <= right - 16 <= room  # a gap may be a pixel wider than another
    else:
        assert layout.cell == room


def test_no_sections():
    layout = SectionedGridLayout([], 800, 160)
    assert (layout.total_height, layout.count, layout.section_count) == (0, 0, 0)
    assert layout.item_at(5, 5) is None
    assert layout.items_in(Rect(0, 0, 800, 600)).tolist() == []
    assert layout.headers_in(0, 600) == []
    assert layout.header_at(5, 5, 0) is None


def test_the_drawing():
    """896 px between the margins, eight columns of 107."""
    layout = SectionedGridLayout([42, 40], 928, 100)
    assert layout.columns == 8
    assert layout.cell == 106
    assert layout.item_rect(0) == Rect(16, 40, 106, 106)
    assert layout.header_rect(1).y == 40 + 6 * 112


def test_collapsed_section_shows_one_row():
    layout = SectionedGridLayout([42, 3], 928, 100, collapsed=[True, True])
    assert layout.shown_in(0) == 8
    assert layout.shown_in(1) == 3
    assert layout.item_rect(8) is None
    assert layout.header_rect(1).y == 40 + 112


def test_hidden_item_counts_as_the_last_that_is_shown():
    layout = SectionedGridLayout([42, 10], 928, 100, collapsed=[True, False])
    assert layout.step(20, 1) == 42
    assert layout.step(20, -1) == 6
    assert layout.neighbour(20, 1) == 49
    assert layout.neighbour(20, 0) == 7


@pytest.mark.slow
def test_relayout_of_a_hundred_thousand_is_no_work():
    sizes = np.random.default_rng(0).multinomial(100_000, np.full(5000, 1 / 5000))
    best = min(
        _seconds(lambda width=width: SectionedGridLayout(sizes, width, 160)) for width in range(900, 950)
    )
    assert best < 0.005  # a frame has 16 ms


def _seconds(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
