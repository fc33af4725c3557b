"""The row below the title of a search: what is looked for, among which photos; each piece can be removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from photoclust.core.photo import PhotoId, Region
from photoclust.core.queries import EVERYTHING, SimilarQuery
from photoclust.gui import wording
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader, ThumbnailSpec
from photoclust.gui.look import Look
from photoclust.gui.panels.chip import PICTURE, Chip
from photoclust.gui.panels.filter_chips import filter_chips
from photoclust.gui.panels.flow_layout import FlowLayout
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.places import LIMITED, Place
from photoclust.gui.theme import Measure

RADIUS = 5
MOST_NAMES = 3  # of more examples, pictures must do
MOST_CHIPS = 12  # of a kind; of more, the last one says how many there are
Icons = Mapping[str | PhotoId, NDArray[np.uint8]]


class QueryBar(QWidget):
    """objectName "queryBar".

    Args:
        look: Theme and icons.
        paths_of: Names of photos, from memory.
        album_name: The name of an album by its id, from memory.
        parent: Qt's parent.

    Signals:
        partRemoved(PhotoId | str | Region): A piece of the query is to go.
        limitsChanged(PhotoFilter): A piece of the filter is to go.
        filterRequested(QWidget): Photos are to be limited; where a menu may open.
    """

    partRemoved = Signal(object)
    limitsChanged = Signal(object)
    filterRequested = Signal(object)

    def __init__(
        self,
        look: Look,
        paths_of: Callable[[Sequence[PhotoId]], Sequence[str]],
        album_name: Callable[[int], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("queryBar")
        self.setAccessibleName(self.tr("What is looked for"))
        self._look = look
        self._paths_of = paths_of
        self._album_name = album_name
        self._loader: ThumbnailLoader | None = None
        self._chips: list[QWidget] = []
        self._pictured: dict[PhotoId, list[Chip]] = {}
        self._icons: Icons = {}
        self._place: Place | None = None
        self.filter = button(self.tr("Filter"), "filterButton", "link")
        self.filter.setToolTip(self.tr("Looks among some of the photos only"))
        self.filter.clicked.connect(lambda: self.filterRequested.emit(self.filter))
        self._flow = FlowLayout(self, gap=6, row_gap=6)
        self._flow.setContentsMargins(Measure.LARGE, 0, Measure.LARGE, Measure.SMALL)
        self._flow.addWidget(self.filter)
        self.hide()

    def set_loader(self, loader: ThumbnailLoader | None) -> None:
        """Changes where thumbnails come from."""
        self._loader = loader
        if loader is not None:
            loader.loaded.connect(self._loaded)

    def show_place(self, place: Place) -> None:
        """Shows what a place looks for; the bar goes away where nothing is."""
        self.setVisible(place.kind in LIMITED)
        if place != self._place:
            self._place = place
            self._rebuild(place)

    def show_icons(self, icons: Icons) -> None:
        """Shows what pictures from outside, and parts, look like: RGB, uint8 (h, w, 3)."""
        before, self._icons = self._icons, icons
        if self._place is not None and (before or icons):
            self._rebuild(self._place)

    def _rebuild(self, place: Place) -> None:
        focused = any(chip.isAncestorOf(self.focusWidget() or self) for chip in self._chips)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips.clear()
        self._pictured.clear()
        self._flow.removeWidget(self.filter)
        if isinstance(place.key, SimilarQuery):
            self._add_query(place.key)
        if place.limits:
            self._add_heading(self.tr("Among"))
        for text, what, without in filter_chips(place.limits, self._album_name):
            chip = Chip(self._look, "filterChip", text, what, pictured=False)
            chip.removed.connect(lambda limits=without: self.limitsChanged.emit(limits))
            self._add(chip)
        self._flow.addWidget(self.filter)
        self.filter.setText(self.tr("Filter") if place.limits == EVERYTHING else self.tr("Add filter"))
        if focused:
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self._flow.invalidate()
        self.updateGeometry()

    def _add_query(self, query: SimilarQuery) -> None:
        self._add_heading(self.tr("Like"))
        named = len(query.paths) + len(query.photo_ids) <= MOST_NAMES
        for path in query.paths:
            self._add_chip("exampleChip", path, path, query.region, named=named)
        for photo_id in query.photo_ids[:MOST_CHIPS]:
            path = self._paths_of([photo_id])[0]
            self._add_chip("exampleChip", photo_id, path, query.region, named=named)
        self._add_rest(query.photo_ids)
        for name, heading, ids in (
            ("moreChip", self.tr("More like"), query.more),
            ("lessChip", self.tr("Less like"), query.less),
        ):
            if ids:
                self._add_heading(heading)
            for photo_id in ids[:MOST_CHIPS]:
                self._add_chip(name, photo_id, self._paths_of([photo_id])[0])
            self._add_rest(ids)

    def _add_heading(self, text: str) -> None:
        heading = styled(text, "dim")
        heading.setContentsMargins(Measure.SMALL if self._chips else 0, 0, 0, 0)
        self._add(heading)

    def _add_rest(self, ids: Sequence[PhotoId]) -> None:
        if len(ids) > MOST_CHIPS:
            rest = wording.counted(len(ids) - MOST_CHIPS, "photo")
            self._add(styled(self.tr("and {photos}").format(photos=rest), "dim"))

    def _add_chip(
        self, name: str, part: PhotoId | str, path: str, region: Region | None = None, *, named: bool = False
    ) -> None:
        file = wording.name_of(path) if path else self.tr("a photo that is gone")
        if region is not None:
            file = self.tr("part of {name}").format(name=file)
        chip = Chip(self._look, name, file if named else "", file, pictured=True)
        removed: PhotoId | str | Region = part if region is None else region
        chip.removed.connect(lambda: self.partRemoved.emit(removed))
        self._add(chip)
        if part in self._icons:
            chip.show_picture(self._square(_image(self._icons[part])))
        elif isinstance(part, int) and region is None:
            self._pictured.setdefault(PhotoId(part), []).append(chip)
            self._show_thumbnail(PhotoId(part))

    def _add(self, widget: QWidget) -> None:
        widget.setParent(self)
        if isinstance(widget, QLabel):
            widget.setFixedHeight(widget.sizeHint().height())
        self._chips.append(widget)
        self._flow.addWidget(widget)
        widget.show()

    def _loaded(self, photo_id: PhotoId) -> None:
        if photo_id in self._pictured:
            self._show_thumbnail(photo_id)

    def _show_thumbnail(self, photo_id: PhotoId) -> None:
        if self._loader is None:
            return
        spec = ThumbnailSpec(PICTURE, RADIUS, self.devicePixelRatioF())
        pixmap = self._loader.get(photo_id, spec, owner=self)
        if pixmap is not None:
            for chip in self._pictured[photo_id]:
                chip.show_picture(self._square(pixmap))

    def _square(self, picture: QImage | QPixmap) -> QPixmap:
        """A picture in the size of a chip's; its middle, where it is not square."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap.fromImage(picture) if isinstance(picture, QImage) else picture
        edge = min(pixmap.width(), pixmap.height())
        middle = pixmap.copy((pixmap.width() - edge) // 2, (pixmap.height() - edge) // 2, edge, edge)
        size = round(PICTURE * ratio)
        smooth = Qt.TransformationMode.SmoothTransformation
        fitted = middle.scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        fitted.setDevicePixelRatio(ratio)
        return fitted


def _image(pixels: NDArray[np.uint8]) -> QImage:
    height, width, _ = pixels.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
