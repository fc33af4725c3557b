"""Keeps the photo at the top of the window where it is while everything around it moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photoclust.core.photo import PhotoId
from photoclust.gui.grid.photo_model import PhotoModel
from photoclust.gui.grid.scene import GridScene


@dataclass(frozen=True, slots=True)
class _Place:
    """Photos that were visible, the wished one first, and where that one was.

    Attributes:
        ids: In order of preference.
        y: The height of the viewport that is held.
        above: How much of the photo was above that height, as a share of its edge, so that it fits cells of
            another size; negative, in pixels, if it began below.
    """

    ids: Sequence[PhotoId]
    y: int
    above: float


class ScrollAnchor:
    """Remembers a place before a new layout and finds it after.

    The place lasts until the person scrolls: a window that is made narrow and wide again comes back to where
    it was, instead of drifting with the first photo of each row.
    """

    def __init__(self) -> None:
        self._place: _Place | None = None

    def forget(self) -> None:
        """The person scrolled: the next layout starts from what is visible then."""
        self._place = None

    def note(self, scene: GridScene, model: PhotoModel, y: int = 0) -> None:
        """Remembers the photo at a height of the viewport, unless one is remembered already.

        At the very top nothing is held: there, new first photos should come into view.
        """
        if self._place is not None or scene.scroll <= 0:
            return
        below = max(y, scene.layout.header_height)
        row = scene.layout.nearest_item(scene.scroll + below)
        if row is None:
            return
        others = [other for other in scene.visible_items().tolist() if other > row]
        above = below - scene.item_rect(row).y()
        share = above / scene.layout.cell if above > 0 else float(above)
        self._place = _Place([model.id_at(photo) for photo in (row, *others)], below, share)

    def find(self, scene: GridScene, model: PhotoModel) -> int:
        """The scrolling that puts the remembered photo where it was; the present one if there is none.

        Where it is gone, the next of those that were visible with it takes its place.
        """
        if self._place is None:
            return min(scene.scroll, scene.most_scroll)
        for photo_id in self._place.ids:
            rows = model.rows_of([photo_id])
            rect = scene.layout.item_rect(rows[0]) if rows else None
            if rect is not None:
                above = self._place.above * (scene.layout.cell if self._place.above > 0 else 1)
                return max(0, min(rect.y + round(above) - self._place.y, scene.most_scroll))
        return min(scene.scroll, scene.most_scroll)
