"""The grid's geometry in the coordinates of its viewport: what is where, and what is at a point."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPoint, QRect

from photoclust.gui.grid.header import HeaderFonts, HeaderParts, arrange
from photoclust.gui.grid.layout import Ints, Rect, SectionedGridLayout
from photoclust.gui.grid.photo_model import PhotoModel, Section
from photoclust.gui.theme import Measure


class Hit(NamedTuple):
    """What is at a point of the viewport.

    Attributes:
        row: The photo's row, None beside photos.
        header: The number of the section whose header is there, None beside headers. A sticky header hides
            the photos below it.
        action: The number of the header's action.
    """

    row: int | None = None
    header: int | None = None
    action: int | None = None


class GridScene:
    """A layout, scrolled by some height and seen through a window.

    Attributes:
        layout: The arithmetic, in content coordinates.
        sections: What the headers say; () without headers.
        scroll: Height of the content at the viewport's top.
        size: Width and height of the viewport.
        fonts: Of the headers.
        caption: Height of the words below each photo.
    """

    def __init__(self) -> None:
        self.layout = SectionedGridLayout([], 1, Measure.THUMBNAIL_DEFAULT)
        self.sections: tuple[Section, ...] = ()
        self.scroll = 0
        self.size = (1, 1)
        self.fonts = HeaderFonts()
        self.caption = 0

    def arrange(self, model: PhotoModel | None, width: int, height: int, item_size: int) -> None:
        """Lays a model's photos out anew for a viewport and a wished size of thumbnails."""
        self.size = (width, height)
        self.sections = model.sections() if model else ()
        sizes = model.section_sizes() if model else np.zeros(0, dtype=np.int64)
        self.layout = SectionedGridLayout(
            sizes,
            width,
            item_size,
            spacing=Measure.THUMBNAIL_GAP,
            header_height=Measure.HEADER if self.sections else 0,
            margin=Measure.LARGE,
            top=Measure.SMALL if self.sections else Measure.LARGE,
            below=self.caption,
            collapsed=[section.collapsed for section in self.sections] or None,
        )

    @property
    def most_scroll(self) -> int:
        return max(0, self.layout.total_height - self.size[1])

    def item_rect(self, row: int) -> QRect:
        """Where a photo is; a null rectangle if its section is collapsed and it hidden."""
        rect = self.layout.item_rect(row)
        return QRect() if rect is None else QRect(rect.x, rect.y - self.scroll, rect.width, rect.height)

    def items_in(self, rect: QRect) -> Ints:
        return self.layout.items_in(Rect(rect.x(), rect.y() + self.scroll, rect.width(), rect.height()))

    def visible_items(self) -> Ints:
        return self.items_in(QRect(0, 0, *self.size))

    def header_numbers(self) -> list[int]:
        """The sections whose headers are seen, top down; the first may be held at the top."""
        visible = self.layout.headers_in(self.scroll, self.scroll + self.size[1])
        return [number for number, _rect in visible]

    def header(self, number: int) -> HeaderParts:
        """A section's header, where it is or sticks."""
        x, y, width, height = self.layout.header_rect(number, self.scroll)
        rect = QRect(x, y - self.scroll, width, height)
        return arrange(self.sections[number], self.layout.shown_in(number), rect, self.fonts)

    def tip(self, number: int) -> str:
        """What of a section's header is cut off, in full; "" if nothing is."""
        section, parts = self.sections[number], self.header(number)
        subtitle = section.subtitle if section.shortened else ""
        cut = subtitle and (parts.subtitle is None or parts.subtitle.text != subtitle)
        if parts.title.text == section.title and not cut:
            return ""
        return f"{section.title}: {subtitle}" if cut else section.title

    def is_stuck(self, number: int) -> bool:
        """Whether a header is held at the top while its photos pass below it."""
        return self.layout.header_rect(number, self.scroll).y > self.layout.header_rect(number).y

    def sticky_bottom(self) -> int:
        """Where the header ends that is held at the top; 0 without one."""
        section = self.layout.section_at(self.scroll)
        if section is None or not self.sections or not self.is_stuck(section):
            return 0
        return self.layout.header_rect(section, self.scroll).bottom - self.scroll

    def hit(self, point: QPoint) -> Hit:
        """What is at a point of the viewport."""
        x, y = point.x(), point.y() + self.scroll
        header = self.layout.header_at(x, y, self.scroll)
        if header is not None:
            return Hit(header=header, action=self.header(header).action_at(point))
        return Hit(row=self.layout.item_at(x, y))

    def scroll_to_show(self, row: int) -> int:
        """The least scrolling that brings a photo fully into view, out from under the sticky header."""
        rect = self.layout.item_rect(row)
        if rect is None:
            rect = self.layout.header_rect(self.layout.section_of(row))
        above = self.layout.header_height + Measure.TINY
        top, bottom = rect.y - above, rect.bottom + self.caption + Measure.THUMBNAIL_GAP - self.size[1]
        return max(0, min(self.most_scroll, top, max(self.scroll, bottom)))
