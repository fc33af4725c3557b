"""What is seen of a `MapCanvas`: the drawing, laid where the camera is by now, and what lies over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter

from photoclust.core.photo import PhotoId
from photoclust.gui import wording
from photoclust.gui.grid.painter import ItemState
from photoclust.gui.grid.thumbnail_loader import ThumbnailSpec
from photoclust.gui.map.dot_renderer import AROUND
from photoclust.gui.map.islands import palette
from photoclust.gui.map.painter import PREVIEW, MapPainter, Shown, preview_card
from photoclust.gui.map.thumbnail_choice import EDGE, NONE, Thumbnails
from photoclust.gui.theme import Measure, Theme

if TYPE_CHECKING:
    from photoclust.gui.map.canvas import MapCanvas


class Overlay:
    """Paints a canvas and knows which thumbnail is where."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas

    @property
    def thumbnails(self) -> Thumbnails:
        """Those of the drawing, as long as it is one of the points that are there now."""
        drawing = self._canvas.drawing
        if drawing is None or len(drawing.wish.scene.points) != len(self._canvas.points):
            return NONE
        return drawing.thumbnails

    @property
    def radius(self) -> float:
        """Of a dot, in device-independent pixels."""
        drawing = self._canvas.drawing
        return drawing.radius if drawing is not None else 0.0

    def cells(self) -> NDArray[np.int64]:
        """The upper left corners of the thumbnails on the screen, int64 (m, 2)."""
        middles = self._canvas.camera.to_screen(self.thumbnails.middles)
        corners: NDArray[np.int64] = np.rint(middles - EDGE / 2).astype(np.int64)
        return corners

    def thumbnail_at(self, point: QPointF) -> int | None:
        """The row whose thumbnail is at a point."""
        corners = self.cells()
        spot = np.array([point.x(), point.y()])
        inside = ((spot >= corners) & (spot < corners + EDGE)).all(axis=1)
        return int(self.thumbnails.rows[inside.argmax()]) if inside.any() else None

    def place_of(self, row: int) -> QRect | None:
        """Where a photo's thumbnail is; None if it has none now."""
        where = np.flatnonzero(self.thumbnails.rows == row)
        if not len(where):
            return None
        x, y = self.cells()[where[0]].tolist()
        return QRect(x, y, EDGE, EDGE)

    def pixmap(self, photo_id: PhotoId, edge: int = EDGE) -> Any:
        """A thumbnail if it is there, else it is asked for."""
        if self._canvas.loader is None:
            return None
        spec = ThumbnailSpec(edge, Measure.RADIUS_ROW, self._canvas.devicePixelRatioF())
        return self._canvas.loader.get(photo_id, spec, owner=self._canvas)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        canvas = self._canvas
        painter.fillRect(canvas.rect(), theme.window)
        self._paint_drawing(painter)
        over = MapPainter(painter, theme)
        self._paint_thumbnails(over, theme)
        if not len(self.thumbnails.rows) and canvas.labels_shown:
            over.labels(canvas.islands.labels, canvas.camera)
        for row, focus in ((canvas.mouse.hovered, False), (canvas.focused_row(), True)):
            if row is not None:
                self._paint_ring(over, row, focus=focus)
        if canvas.mouse.lasso is not None:
            over.lasso(canvas.mouse.lasso.polygon)
        elif canvas.mouse.hovered is not None and canvas.mouse.point is not None:
            self._paint_preview(over, canvas.mouse.hovered, canvas.mouse.point)

    def _paint_drawing(self, painter: QPainter) -> None:
        drawing, now = self._canvas.drawing, self._canvas.camera
        if drawing is None:
            return
        then = drawing.wish.camera
        stretch = now.scale / then.scale
        x = (then.x - now.x) * now.scale + now.width / 2
        y = (then.y - now.y) * now.scale + now.height / 2
        width, height = then.width * (1 + 2 * AROUND), then.height * (1 + 2 * AROUND)
        corner = QPointF(x - width / 2 * stretch, y - height / 2 * stretch)
        if stretch == 1:
            ratio = drawing.wish.ratio  # to whole device pixels, or each of them would be mixed anew
            painter.drawImage(
                QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio), drawing.image
            )
        else:
            painter.drawImage(
                QRectF(corner.x(), corner.y(), width * stretch, height * stretch), drawing.image
            )

    def _paint_thumbnails(self, over: MapPainter, theme: Theme) -> None:
        canvas, chosen = self._canvas, self.thumbnails
        if not len(chosen.rows):
            return
        colors = palette(theme.dark)
        screen = canvas.rect()
        wanted: list[PhotoId] = []
        for row, (x, y), count in zip(
            chosen.rows.tolist(), self.cells().tolist(), chosen.counts.tolist(), strict=True
        ):
            cell = QRect(x, y, EDGE, EDGE)
            if not cell.intersects(screen):
                continue
            photo_id = canvas.id_at(row)
            wanted.append(photo_id)
            state = ItemState.SELECTED if canvas.chosen[row] else ItemState.PLAIN
            missing = self._canvas.loader is not None and self._canvas.loader.is_missing(photo_id)
            color = colors[canvas.islands.colors[row]]
            over.thumbnail(Shown(cell, self.pixmap(photo_id), missing, state, color, count))
        if self._canvas.loader is not None:
            hovered = canvas.mouse.hovered
            self._canvas.loader.keep_only(
                canvas, wanted if hovered is None else [*wanted, canvas.id_at(hovered)]
            )

    def _paint_ring(self, over: MapPainter, row: int, *, focus: bool) -> None:
        cell = self.place_of(row)
        if cell is None:
            x, y = self._canvas.camera.to_screen(self._canvas.points[row : row + 1])[0].tolist()
            over.dot(QPointF(x, y), self.radius, focus=focus)
        elif focus:
            over.focus(cell)

    def _paint_preview(self, over: MapPainter, row: int, mouse: QPointF) -> None:
        canvas, photo_id = self._canvas, self._canvas.id_at(row)
        missing = self._canvas.loader is not None and self._canvas.loader.is_missing(photo_id)
        name = wording.name_of(canvas.paths_of([photo_id])[0])
        card = preview_card(mouse, canvas.size())
        over.preview(card, self.pixmap(photo_id, PREVIEW), missing, name)
