"""Where everything in the grid lies: pure arithmetic, no Qt.

Sections stand one below the other: a header, then rows of square cells, from left to right. With equal cells
the place of every item follows from the first item and the top of its section, so two arrays of one number a
section are the whole layout, and any question is a binary search in one of them (O(log sections)).
Coordinates are device-independent pixels of the content, whose upper left corner is (0, 0).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


class Rect(NamedTuple):
    """A rectangle; `right` and `bottom` lie just outside."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom


class SectionedGridLayout:
    """Arranges sections of equal squares, stretched a little so that full rows end at the right margin.

    Args:
        sizes: Number of items of each section, in order.
        width: Of the content, margins included.
        item_size: Wished edge of a cell.
        spacing: Between cells; also below a section's last row.
        header_height: Of each section's header; 0 for none.
        margin: Left and right of everything, and below the last row.
        top: Empty height above everything.
        below: Height below each cell that belongs to it, for words.
        collapsed: For each section whether it shows its first row only; None for no section.

    Attributes:
        columns: Cells in a row, at least 1.
        cell: Edge of a cell.
        total_height: Of the content.
        count: Number of items.
    """

    def __init__(
        self,
        sizes: Sequence[int] | Ints,
        width: int,
        item_size: int,
        *,
        spacing: int = 6,
        header_height: int = 40,
        margin: int = 16,
        top: int = 0,
        below: int = 0,
        collapsed: Sequence[bool] | npt.NDArray[np.bool_] | None = None,
    ) -> None:
        self.spacing = spacing
        self.header_height = header_height
        self.margin = margin
        self._room = max(1, width - 2 * margin)
        self.columns = max(1, (self._room + spacing) // (max(1, item_size) + spacing))
        self.cell = max(1, (self._room + spacing) // self.columns - spacing)
        self._pitch = self.cell + below + spacing

        sizes_ = np.asarray(sizes, dtype=np.int64).reshape(-1)
        self._first = _offsets(sizes_)
        self.count = int(self._first[-1])
        self._shown = sizes_.copy()  # items of a section that have a place
        if collapsed is not None:
            hidden = np.asarray(collapsed, dtype=bool)
            self._shown[hidden] = np.minimum(self._shown[hidden], self.columns)
        rows = -(-self._shown // self.columns)
        self._top = top + _offsets(header_height + rows * self._pitch)
        self._occupied = np.flatnonzero(self._shown)
        self.total_height = int(self._top[-1]) + (margin if len(sizes_) else 0)

    @property
    def section_count(self) -> int:
        return len(self._shown)

    # ---- sections

    def section_of(self, item: int) -> int:
        """The section of an item in range."""
        return int(np.searchsorted(self._first, item, side="right")) - 1

    def section_at(self, y: float) -> int | None:
        """The section (header or photos) at a height; None above, below or without sections."""
        if not self._top[0] <= y < self._top[-1]:
            return None
        return int(np.searchsorted(self._top, y, side="right")) - 1

    def items_of(self, section: int) -> range:
        """The items of a section, hidden ones too."""
        return range(int(self._first[section]), int(self._first[section + 1]))

    def shown_in(self, section: int) -> int:
        """How many of its items have a place: all, or a row's worth where it is collapsed."""
        return int(self._shown[section])

    def header_rect(self, section: int, scroll_y: int | None = None) -> Rect:
        """Where the section's header is.

        Args:
            section: Its number.
            scroll_y: Height of the content that is at the top of the window. With it, the header sticks there
                while photos of its section are scrolled, until the next header pushes it out.
        """
        top, end = int(self._top[section]), int(self._top[section + 1])
        if scroll_y is not None:
            top = max(top, min(scroll_y, end - self.header_height))
        return Rect(0, top, self._room + 2 * self.margin, self.header_height)

    def headers_in(self, top: int, bottom: int) -> list[tuple[int, Rect]]:
        """The sections whose headers are seen in a window of the content, and where; the sticky one first."""
        if not self.header_height or bottom <= top:
            return []
        sections = self._sections_between(top, bottom)
        found = ((section, self.header_rect(section, top)) for section in sections)
        return [(section, rect) for section, rect in found if rect.y < bottom and rect.bottom > top]

    def header_at(self, x: float, y: float, scroll_y: int) -> int | None:
        """The section whose header, sticky or not, is at a point of the content."""
        section = self.section_at(y)
        if section is None or not self.header_height:
            return None
        return section if self.header_rect(section, scroll_y).contains(x, y) else None

    # ---- items

    def item_rect(self, item: int) -> Rect | None:
        """The item's cell; None where its section is collapsed and the item hidden."""
        section = self.section_of(item)
        place = item - int(self._first[section])
        if place >= self._shown[section]:
            return None
        row, column = divmod(place, self.columns)
        return Rect(self._column_left(column), self._row_top(section, row), self.cell, self.cell)

    def item_at(self, x: float, y: float) -> int | None:
        """The item at a point, None in gaps, margins and headers."""
        section = self.section_at(y)
        if section is None:
            return None
        row, down = divmod(y - self._row_top(section, 0), self._pitch)
        column = self._column_at(x)
        if row < 0 or down >= self._pitch - self.spacing or column is None:
            return None
        place = int(row) * self.columns + column
        return int(self._first[section]) + place if place < self._shown[section] else None

    def items_in(self, rect: Rect) -> Ints:
        """The items whose cells meet a rectangle, ascending; for painting and the rubber band."""
        sections = self._sections_between(rect.y, rect.bottom)
        first_column, end_column = self._columns_between(rect.x, rect.right)
        if not sections or first_column >= end_column:
            return np.empty(0, dtype=np.int64)
        start = int(self._first[sections[0]]) + self._row_at_or_below(sections[0], rect.y) * self.columns
        start = min(start, int(self._first[sections[0] + 1]))  # below its last row, which may be short
        last = sections[-1]
        end_place = self._rows_above(last, rect.bottom) * self.columns
        end = int(self._first[last]) + min(end_place, int(self._shown[last]))
        items = np.arange(start, max(start, end), dtype=np.int64)
        section_of = np.searchsorted(self._first, items, side="right") - 1
        place = items - self._first[section_of]
        column = place % self.columns
        return items[(place < self._shown[section_of]) & (column >= first_column) & (column < end_column)]

    def neighbour(self, item: int, rows: int) -> int:
        """The item some rows further down (negative: up) in the same column, across headers.

        A hidden item counts as its section's last shown one. At a row that is too short its last item is
        taken; at the ends the row is the first or last.
        """
        section, row, column = self._cell_of(item)
        where = int(np.searchsorted(self._occupied, section))
        for _ in range(abs(rows)):
            last_row = self._last(section) // self.columns
            if rows > 0 and row < last_row:
                row += 1
            elif rows < 0 and row > 0:
                row -= 1
            elif 0 <= (where := where + (1 if rows > 0 else -1)) < len(self._occupied):
                section = int(self._occupied[where])
                row = 0 if rows > 0 else self._last(section) // self.columns
            else:
                break
        return int(self._first[section]) + min(row * self.columns + column, self._last(section))

    def page(self, item: int, distance: float) -> int:
        """The item about `distance` further down (negative: up) in its column; at least the next row."""
        section, row, column = self._cell_of(item)
        start = self.nearest_item(self._row_top(section, row) + distance)
        if start is None or start == int(self._first[section]) + row * self.columns:
            return self.neighbour(item, 1 if distance > 0 else -1)
        section = self.section_of(start)
        return min(start + column, int(self._first[section]) + self._last(section))

    def step(self, item: int, by: int) -> int:
        """The next (`by` = 1) or previous (-1) item that has a place; the item itself at the ends."""
        section, row, column = self._cell_of(item)
        place = row * self.columns + column + by
        if 0 <= place <= self._last(section):
            return int(self._first[section]) + place
        where = int(np.searchsorted(self._occupied, section)) + by
        if not 0 <= where < len(self._occupied):
            return item
        section = int(self._occupied[where])
        return int(self._first[section]) + (0 if by > 0 else self._last(section))

    def end_item(self, last: bool) -> int | None:
        """The first or the last item that has a place."""
        if not len(self._occupied):
            return None
        section = int(self._occupied[-1 if last else 0])
        return int(self._first[section]) + (self._last(section) if last else 0)

    def nearest_item(self, y: float) -> int | None:
        """The first item of the first row that reaches below a height, of the last row where none does."""
        if not len(self._occupied):
            return None
        section = int(np.searchsorted(self._top, max(self._top[0], y), side="right")) - 1
        if section < self.section_count:
            place = self._row_at_or_below(section, y) * self.columns
            if place < self._shown[section]:
                return int(self._first[section]) + place
        where = int(np.searchsorted(self._occupied, section, side="right"))
        if where < len(self._occupied):
            return int(self._first[self._occupied[where]])
        last = int(self._occupied[-1])
        return int(self._first[last]) + self._last(last) // self.columns * self.columns

    # ---- inside

    def _last(self, section: int) -> int:
        """The place of a section's last item that is shown."""
        return int(self._shown[section]) - 1

    def _cell_of(self, item: int) -> tuple[int, int, int]:
        """Section, row and column of an item; a hidden one counts as its section's last shown."""
        section = self.section_of(item)
        place = min(item - int(self._first[section]), self._last(section))
        return section, place // self.columns, place % self.columns

    def _row_top(self, section: int, row: int) -> int:
        return int(self._top[section]) + self.header_height + row * self._pitch

    def _column_left(self, column: int) -> int:
        # The pixels that don't divide evenly are spread over the gaps, so that the right edges align too.
        return self.margin + column * (self._room + self.spacing) // self.columns

    def _column_at(self, x: float) -> int | None:
        guess = int((x - self.margin) * self.columns // (self._room + self.spacing))
        for column in (guess, guess + 1):  # rounding may be off by one
            if 0 <= column < self.columns and 0 <= x - self._column_left(column) < self.cell:
                return column
        return None

    def _columns_between(self, left: float, right: float) -> tuple[int, int]:
        lefts = [self._column_left(column) for column in range(self.columns)]
        met = [column for column, x in enumerate(lefts) if x < right and x + self.cell > left < right]
        return (met[0], met[-1] + 1) if met else (0, 0)

    def _sections_between(self, top: float, bottom: float) -> range:
        """The sections that meet a span of heights."""
        top, bottom = max(top, int(self._top[0])), min(bottom, int(self._top[-1]))
        first, end = np.searchsorted(self._top, top, side="right") - 1, np.searchsorted(self._top, bottom)
        return range(int(first), int(end)) if top < bottom else range(0)

    def _row_at_or_below(self, section: int, y: float) -> int:
        """The first row of a section whose cells reach below a height."""
        return max(0, int((y - self._row_top(section, 0) + self.spacing) // self._pitch))

    def _rows_above(self, section: int, y: float) -> int:
        """How many rows of a section begin above a height."""
        return max(0, int(-((self._row_top(section, 0) - y) // self._pitch)))


def _offsets(lengths: Ints) -> Ints:
    """Where each of several lengths begins, and where the last one ends; (n + 1,)."""
    offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets
