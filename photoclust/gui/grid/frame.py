"""One frame of the grid: which photos and headers are painted, and in which state."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QRegion

from photoclust.core.photo import PhotoId
from photoclust.gui.grid.corner_signs import paint_signs
from photoclust.gui.grid.keyboard import HeaderFocus
from photoclust.gui.grid.painter import GridPainter, ItemState
from photoclust.gui.grid.photo_model import PhotoModel
from photoclust.gui.grid.scene import GridScene, Hit
from photoclust.gui.grid.selection import Mask
from photoclust.gui.grid.visible_thumbnails import VisibleThumbnails
from photoclust.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a frame shows.

    Attributes:
        scene: What is where.
        photos: The model.
        thumbnails: Where pixmaps come from.
        selected: For each row whether it is selected.
        focused: The row with the keyboard's focus ring, if it is to be seen.
        header_focus: The header with the ring, if it is to be seen.
        hovered: What is under the mouse.
        band: The rubber band.
    """

    scene: GridScene
    photos: PhotoModel
    thumbnails: VisibleThumbnails
    selected: Mask
    focused: int | None
    header_focus: HeaderFocus | None
    hovered: Hit
    band: QRect | None

    def paint(self, painter: QPainter, region: QRegion, theme: Theme) -> None:
        """Paints what lies in a region of the viewport."""
        area = region.boundingRect()
        painter.fillRect(area, theme.window)
        canvas = GridPainter(painter, theme)
        self._look_ahead()
        # From the bottom up: asked last is served first, and that should be the photo at the upper left.
        for row in reversed(self.scene.items_in(area.adjusted(-4, -4, 4, 4)).tolist()):
            cell = self.scene.item_rect(row)
            if region.intersects(cell.adjusted(-4, -4, 4, 4)):
                self._paint_photo(painter, canvas, row, cell)
        for number in reversed(self.scene.header_numbers()):  # the sticky one on top
            self._paint_header(canvas, number, area)
        self._paint_focus(painter, canvas)
        if self.band is not None:
            canvas.rubber_band(self.band)

    def _paint_photo(self, painter: QPainter, canvas: GridPainter, row: int, cell: QRect) -> None:
        photo_id = self.photos.id_at(row)
        pixmap = self.thumbnails.photo(photo_id)
        missing = pixmap is None and self.thumbnails.is_missing(photo_id)
        state = ItemState.PLAIN
        if self.selected[row]:
            state |= ItemState.SELECTED
        if row == self.hovered.row:
            state |= ItemState.HOVERED
        canvas.photo(cell, pixmap, missing, state)
        score = self.photos.score_at(row)
        beside = canvas.score(cell, score) if score else 0
        if badge := self.photos.badge_at(row):
            canvas.badge(cell, badge, beside=beside)
        if score and row == self.hovered.row:
            paint_signs(painter, cell)

    def _paint_header(self, canvas: GridPainter, number: int, area: QRect) -> None:
        parts = self.scene.header(number)
        if not parts.rect.intersects(area):
            return
        section = self.scene.sections[number]
        cover = None if section.cover is None else self.thumbnails.cover(section.cover)
        hovered = self.hovered.action if self.hovered.header == number else None
        canvas.header(parts, cover, hovered, stuck=self.scene.is_stuck(number))
        if self.header_focus is not None and self.header_focus.section == number:
            canvas.header_focus(parts, self.header_focus.action)

    def _paint_focus(self, painter: QPainter, canvas: GridPainter) -> None:
        """Rings the current photo: over its own header, which it touches, but under one that sticks."""
        if self.focused is None:
            return
        painter.save()
        painter.setClipRect(0, self.scene.sticky_bottom(), *self.scene.size)
        canvas.photo_focus(self.scene.item_rect(self.focused))
        painter.restore()

    def _look_ahead(self) -> None:
        """Tells the loader what is seen, and asks for half a screen more on either side."""
        width, height = self.scene.size
        visible = self.scene.visible_items()
        near = self.scene.items_in(QRect(0, -height // 2, width, 2 * height))
        around = [row for row in near.tolist() if not visible[:1] <= row <= visible[-1:]]
        self.thumbnails.look_at(self._ids(visible.tolist()), self._ids(around))

    def _ids(self, rows: list[int]) -> list[PhotoId]:
        return [self.photos.id_at(row) for row in rows]
