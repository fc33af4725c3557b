"""A thread that draws the dots and chooses the thumbnails; only the latest view is drawn."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage

from photoclust.gui.map.camera import Camera, Points
from photoclust.gui.map.dots import dots_image, radius_for
from photoclust.gui.map.islands import palette
from photoclust.gui.map.spatial_grid import SpatialGrid
from photoclust.gui.map.thumbnail_choice import EDGE, NONE, Thumbnails, cell_edge, choose_thumbnails

log = logging.getLogger(__name__)

AROUND = 0.25
"""What is drawn beyond each edge of the screen, in its width and height: there when one pans."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What there is to draw. Points that move make a new one.

    Attributes:
        points: float32 (n, 2).
        colors: uint8 (n,), places in the palette.
        grid: Finds points.
        rank: int64 (n,), see `choose_thumbnails`.
        thumbnails: Whether there may be any: not while the points move.
    """

    points: Points
    colors: NDArray[np.uint8]
    grid: SpatialGrid
    rank: NDArray[np.int64]
    thumbnails: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """A view that is wanted.

    Attributes:
        scene: What there is.
        camera: From where.
        selected: bool (n,); None if nothing is.
        ratio: Device pixel ratio.
        dark: Which palette.
        ground: The window's colour.
    """

    scene: Scene
    camera: Camera
    selected: NDArray[np.bool_] | None
    ratio: float
    dark: bool
    ground: QColor


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A view that was drawn.

    Attributes:
        wish: What was asked for.
        image: Of the screen and `AROUND` it, in device pixels.
        thumbnails: To be shown over it.
        radius: Of the dots, in device-independent pixels.
    """

    wish: Wish
    image: QImage
    thumbnails: Thumbnails
    radius: float


class DotRenderer(QObject):
    """Draws on a thread of its own, which starts with the first wish.

    Signals:
        drawn(Drawing): The latest wish is fulfilled, or one that came shortly before it.
    """

    drawn = Signal(object)
    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._condition = threading.Condition()
        self._wish: Wish | None = None
        self._closed = False
        self._thread: threading.Thread | None = None
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(self, wish: Wish) -> None:
        """Wants a view; one that is still waiting is forgotten for it."""
        with self._condition:
            if self._closed:
                return
            self._wish = wish
            self._condition.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="map-dots", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Ends the thread; nothing is delivered afterwards. Idempotent."""
        with self._condition:
            self._closed = True
            self._wish = None
            self._condition.notify()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @Slot(object)
    def _deliver(self, drawing: Drawing) -> None:
        if not self._closed:
            self.drawn.emit(drawing)

    def _work(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._wish is not None or self._closed)
                if self._closed or self._wish is None:
                    return
                wish, self._wish = self._wish, None
            try:
                drawing = draw(wish)
            except Exception:
                log.exception("the map can't be drawn")
                continue
            self._done.emit(drawing)


def draw(wish: Wish) -> Drawing:
    """Draws a view. Any thread."""
    scene, camera, ratio = wish.scene, wish.camera, wish.ratio
    wide = camera.resized(camera.width * (1 + 2 * AROUND), camera.height * (1 + 2 * AROUND))
    rows = scene.grid.inside(wide.seen())
    in_sight = len(scene.grid.inside(camera.seen()))
    radius = radius_for(in_sight, camera.width * camera.height)
    image = dots_image(
        wide.to_screen(scene.points[rows]) * np.float32(ratio),
        scene.colors[rows],
        None if wish.selected is None else wish.selected[rows],
        palette(wish.dark),
        wish.ground,
        (max(1, round(wide.width * ratio)), max(1, round(wide.height * ratio))),
        radius * ratio,
    )
    image.setDevicePixelRatio(ratio)
    thumbnails = NONE
    if scene.thumbnails:
        # Whole cells, or the choice at the edges would change while one pans.
        around = scene.grid.inside(camera.seen(cell_edge(camera.scale) * camera.scale + EDGE))
        thumbnails = choose_thumbnails(scene.points, around, scene.rank, camera)
    return Drawing(wish, image, thumbnails, radius)
