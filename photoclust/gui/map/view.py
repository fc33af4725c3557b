"""The view of the map: what there is to see, from where, and the drawing of it; nothing of gestures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader
from photoclust.gui.look import Look
from photoclust.gui.map.camera import Camera, Points, bounds_of, limits
from photoclust.gui.map.dot_renderer import DotRenderer, Drawing, Scene, Wish
from photoclust.gui.map.islands import Islands, no_islands
from photoclust.gui.map.spatial_grid import SpatialGrid
from photoclust.library.mapping import PhotoMap

EMPTY = PhotoMap(np.zeros(0, np.int64), np.zeros((0, 2), np.float32))


class MapView(QWidget):
    """Base of `MapCanvas`.

    Attributes:
        photo_map: What is shown.
        islands: Colours and names of its groups.
        labels_shown: The groups are known.
        camera: From where it is seen.
        chosen: bool (n,), the selected photos.
        drawing: The last one of the renderer.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(120, 120)
        self._look = look
        self.photo_map = EMPTY
        self.islands = no_islands(0)
        self.labels_shown = False
        self.camera = Camera()
        self.chosen: NDArray[np.bool_] = np.zeros(0, np.bool_)
        self.drawing: Drawing | None = None
        self.loader: ThumbnailLoader | None = None
        self._follows = True  # shows all, whatever comes, until somebody looks elsewhere
        self._rank = np.zeros(0, np.int64)
        self._moving = False
        self._make_scene()
        self._renderer = DotRenderer(self)
        self._renderer.drawn.connect(self._drawn)
        look.changed.connect(self.redraw)

    @property
    def points(self) -> Points:
        return self.photo_map.points

    def id_at(self, row: int) -> PhotoId:
        return PhotoId(int(self.photo_map.ids[row]))

    def row_of(self, photo_id: PhotoId | None) -> int | None:
        """The row of a photo, None if it is not on the map."""
        ids = self.photo_map.ids
        row = int(np.searchsorted(ids, -1 if photo_id is None else photo_id))
        return row if row < len(ids) and ids[row] == photo_id else None

    def set_loader(self, loader: ThumbnailLoader | None) -> None:
        """Where thumbnails come from."""
        if self.loader is not None:
            self.loader.loaded.disconnect(self._thumbnail_loaded)
        self.loader = loader
        if loader is not None:
            loader.loaded.connect(self._thumbnail_loaded)
        self.update()

    def show_map(self, photo_map: PhotoMap, *, moving: bool = False) -> None:
        """Shows a map.

        Args:
            photo_map: The points.
            moving: It is an intermediate picture, there will be another one soon.
        """
        same = np.array_equal(photo_map.ids, self.photo_map.ids)
        self.photo_map, self._moving = photo_map, moving
        if not same:
            self.islands = no_islands(len(photo_map))
            self.labels_shown = False
        self._make_scene()
        if self._follows or not same:
            self.fit()
        self.redraw()

    def show_islands(self, islands: Islands) -> None:
        """Colours the points by group; what is about other photos is passed over."""
        if len(islands.colors) == len(self.photo_map):
            self.islands = islands
            self.labels_shown = True
            self._make_scene()
            self.redraw()

    def _make_scene(self) -> None:
        count = len(self.photo_map)
        if len(self._rank) != count:
            self._rank = np.random.default_rng(0).permutation(count)
        self.grid = SpatialGrid(self.points)
        self._scene = Scene(self.points, self.islands.colors, self.grid, self._rank, not self._moving)

    def redraw(self) -> None:
        """Wants the view drawn as it is now; not while nobody can see it."""
        self.update()
        if not len(self.photo_map):
            self.drawing = None
        if not len(self.photo_map) or not self.isVisible():
            return
        theme = self._look.theme
        selected = self.chosen.copy() if self.chosen.any() else None
        wish = Wish(self._scene, self.camera, selected, self.devicePixelRatioF(), theme.dark, theme.window)
        self._renderer.ask(wish)

    def is_drawn(self) -> bool:
        """Whether the last drawing is of the view as it is now."""
        drawing = self.drawing
        return (
            drawing is not None and drawing.wish.scene is self._scene and drawing.wish.camera == self.camera
        )

    def close_threads(self) -> None:
        """Ends the thread that draws. Idempotent."""
        self._renderer.close()

    @Slot(object)
    def _drawn(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.update()

    @Slot(object)
    def _thumbnail_loaded(self, _photo_id: PhotoId) -> None:
        self.update()

    # ---- looking around

    def look_through(self, camera: Camera) -> None:
        """Looks at another part of the map."""
        self._follows = False
        self.camera = camera
        self.redraw()

    def fit(self) -> None:
        """Shows all of it."""
        self._follows = True
        self.camera = self.camera.fitted(bounds_of(self.points))
        self.redraw()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Closer or further, around a point of the screen or its middle."""
        middle = QPointF(self.width() / 2, self.height() / 2)
        whole = self.camera.fitted(bounds_of(self.points))
        self.look_through(self.camera.zoomed(factor, at or middle, limits(whole, len(self.photo_map))))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.camera = self.camera.resized(self.width(), self.height())
        if self._follows:
            self.fit()
        else:
            self.redraw()
