"""The grid of photos, with a ring around those to keep and a few words below each."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from photoclust.gui.duplicates.board import OpenGroup
from photoclust.gui.duplicates.model import DuplicateModel
from photoclust.gui.grid.painter import BADGE_HEIGHT, BADGE_PADDING, BADGE_TEXT, badge_rect
from photoclust.gui.grid.photo_grid import PhotoGrid
from photoclust.gui.theme import Measure, Theme, font

LINE = 15
CAPTION_LINES = 3
SMALLEST = 128  # below it nothing can be read under a photo
SHADE = QColor(0, 0, 0, 150)  # on a photo, so the same in both themes


class DuplicateGrid(PhotoGrid):
    """Shows a `DuplicateModel`. objectName "duplicateGrid".

    Args:
        theme: The colours.
        model: What is shown.
        parent: Qt's parent.
    """

    def __init__(self, theme: Theme, model: DuplicateModel, parent: QWidget | None = None) -> None:
        super().__init__(None, theme, parent)
        self.scene.caption = CAPTION_LINES * LINE + Measure.SMALL
        self.duplicates = model
        self.setModel(model)
        self.setObjectName("duplicateGrid")
        self.setAccessibleName(self.tr("Duplicates"))

    # ---- groups

    def current_section(self) -> int | None:
        """The section that a command is about: of the header with the focus, or of the current photo.

        Without either the first one that is seen; None where there are no groups.
        """
        if not self.duplicates.groups:
            return None
        if self._keyboard.header is not None:
            return self._keyboard.header.section
        current = self.chosen.current()
        if current is not None:
            return self.duplicates.section_of(current)
        return next(iter(self.scene.header_numbers()), 0)

    def current_group(self) -> OpenGroup | None:
        """The group of that section."""
        section = self.current_section()
        return None if section is None else self.duplicates.groups[section]

    def go_to_group(self, section: int) -> None:
        """Makes the photo to keep of a group the current one; beyond the end, that of the last group."""
        if not self.duplicates.groups:
            return
        section = max(0, min(section, len(self.duplicates.groups) - 1))
        group = self.duplicates.groups[section]
        row = self.scene.layout.items_of(section).start + group.members.index(group.keep)
        self._keyboard.header = None
        self.chosen.select([row])
        self.chosen.move_to(row)
        self.show_section(section)

    def step_group(self, by: int) -> None:
        """Goes to the next (1) or the previous (-1) group."""
        section = self.current_section()
        if section is not None:
            nowhere = self.chosen.current() is None and self._keyboard.header is None
            self.go_to_group(section if nowhere else section + by)

    # ---- size

    def _zoom(self, pixels: int, around: int) -> None:
        super()._zoom(max(SMALLEST, pixels), around)

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.duplicates.groups:
            return
        area = event.region().boundingRect()
        reach = area.adjusted(-Measure.TINY, -Measure.TINY, Measure.TINY, Measure.TINY)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(QRect(0, self.scene.sticky_bottom(), *self.scene.size) & reach)
            for row in self.scene.items_in(reach).tolist():
                self._paint_words(painter, row, self.scene.item_rect(row))

    def _paint_words(self, painter: QPainter, row: int, cell: QRect) -> None:
        theme, kept = self._theme, self.duplicates.is_kept(row)
        if kept:
            inset = Measure.RING / 2 + (Measure.RING + 1 if self.chosen.mask[row] else 0)
            ring = QRectF(cell).adjusted(inset, inset, -inset, -inset)
            painter.setPen(QPen(theme.good, Measure.RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ring, Measure.RADIUS_ROW - 1, Measure.RADIUS_ROW - 1)
        self._paint_badge(painter, cell, self.duplicates.label_at(row), kept)
        name, measures, where = self.duplicates.caption_at(row)
        top = cell.bottom() + 1 + Measure.TINY
        plain, bold = font(Measure.CAPTION, tabular=True), font(Measure.CAPTION, bold=True)
        for number, (text, face, color, mode) in enumerate(
            (
                (name, bold, theme.text, Qt.TextElideMode.ElideMiddle),
                (measures, plain, theme.text, Qt.TextElideMode.ElideRight),
                (where, plain, theme.dim, Qt.TextElideMode.ElideMiddle),
            )
        ):
            line = QRect(cell.left() + 2, top + number * LINE, cell.width() - 2, LINE)
            painter.setFont(face)
            painter.setPen(color)
            shown = QFontMetrics(face).elidedText(text, mode, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_badge(self, painter: QPainter, cell: QRect, text: str, kept: bool) -> None:
        face: QFont = font(BADGE_TEXT, bold=True)
        metrics = QFontMetrics(face)
        room = cell.width() - 4 * BADGE_PADDING
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        rect = badge_rect(cell, metrics.horizontalAdvance(text) + 2 * BADGE_PADDING)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.good if kept else SHADE)
        painter.drawRoundedRect(rect, BADGE_HEIGHT / 2, BADGE_HEIGHT / 2)
        painter.setFont(face)
        painter.setPen(self._theme.window if kept else QColor("white"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
