"""A map of made points, with thumbnails that are plain colours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from photoclust.core.grouping import Cluster
from photoclust.core.photo import PhotoId
from photoclust.library.mapping import PhotoMap

ISLANDS = ((0.0, 0.0), (100.0, 0.0), (0.0, 100.0))
EACH = 20


def make_map(first: int = 1, each: int = EACH) -> PhotoMap:
    """Three islands of photos with ids from `first` on."""
    random = np.random.default_rng(0)
    points = np.concatenate([random.normal(size=(each, 2)) * 4 + middle for middle in ISLANDS])
    ids = np.arange(first, first + len(points), dtype=np.int64)
    return PhotoMap(ids, points.astype(np.float32), 0.97)


def make_clusters(each: int = EACH) -> list[Cluster]:
    """The islands as groups."""
    groups = (range(1 + number * each, 1 + (number + 1) * each) for number in range(len(ISLANDS)))
    return [
        Cluster(name, PhotoId(group[0]), tuple(PhotoId(photo) for photo in group))
        for name, group in zip(("Birds", "Boats", "Castles"), groups, strict=True)
    ]


@contextmanager
def open_colours() -> Iterator[object]:
    """A source of thumbnails: a small JPEG for every photo."""
    import io

    from PIL import Image

    class Source:
        def get(self, photo_id: int) -> bytes:
            out = io.BytesIO()
            Image.new("RGB", (96, 96), (photo_id * 40 % 256, 120, 60)).save(out, "JPEG")
            return out.getvalue()

        def preview(self, photo_id: int, _edge_px: int) -> bytes:
            return self.get(photo_id)

    yield Source()


@pytest.fixture
def loader(qtbot, qapp):
    from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader

    made = ThumbnailLoader(open_colours)
    yield made
    made.close()


@pytest.fixture
def canvas(qtbot, look, loader):
    """Shown, with the three islands on it, and drawn."""
    from photoclust.gui.map.canvas import MapCanvas

    made = MapCanvas(look, lambda ids: [f"/photos/{number}.jpg" for number in ids])
    qtbot.addWidget(made)
    made.set_loader(loader)
    made.resize(800, 600)
    made.show()
    made.show_map(make_map())
    qtbot.waitUntil(made.is_drawn)
    yield made
    made.close_threads()
