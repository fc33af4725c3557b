"""Photos that look like the selected one, the most alike first, with how alike they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from photoclust.core.photo import Match, PhotoId
from photoclust.gui import wording
from photoclust.gui.grid.photo_model import PhotoModel
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader, ThumbnailSpec
from photoclust.gui.look import Look
from photoclust.gui.theme import Measure, font

COLUMNS = 3
GAP = 6
BADGE = QColor(0, 0, 0, 150)  # on a photo, so the same in both themes
BADGE_TEXT = QColor(255, 255, 255)
Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    def __init__(self, panel: SimilarPanel, look: Look) -> None:
        super().__init__(panel)
        self._panel = panel
        self._look = look
        self._font = font(Measure.CAPTION, tabular=True)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self._panel.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        edge = self._panel.edge
        place = QRectF(option.rect.left(), option.rect.top(), edge, edge)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pixmap = self._panel.thumbnail(index.row())
        if pixmap is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.theme.placeholder)
            painter.drawRoundedRect(place, Measure.RADIUS_ROW, Measure.RADIUS_ROW)
        else:
            painter.drawPixmap(place.toRect(), pixmap)
        painter.setFont(self._font)
        text = wording.percent(self._panel.score(index.row()))
        width = painter.fontMetrics().horizontalAdvance(text) + Measure.SMALL
        badge = QRectF(place.left() + 4, place.bottom() - 20, width, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(BADGE)
        painter.drawRoundedRect(badge, 4, 4)
        painter.setPen(BADGE_TEXT)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
        if self._panel.hasFocus() and index == self._panel.currentIndex():
            painter.setPen(QPen(self._look.theme.accent, Measure.RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                place.adjusted(1.5, 1.5, -1.5, -1.5), Measure.RADIUS_ROW, Measure.RADIUS_ROW
            )
        painter.restore()


class SimilarPanel(QListView):
    """objectName "similarPanel": three in a row, as high as it needs to be; photos can be dragged out.

    Signals:
        photoChosen(PhotoId): Clicked, or Enter.
        photoActivated(PhotoId): Double click.
        menuRequested(list[PhotoId], QPoint): Context menu of a photo.
    """

    photoChosen = Signal(object)
    photoActivated = Signal(object)
    menuRequested = Signal(object, object)

    def __init__(
        self,
        look: Look,
        paths_of: Callable[[Sequence[PhotoId]], Sequence[str]],
        taken_of: Callable[[PhotoId], datetime | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("similarPanel")
        self.setAccessibleName(self.tr("Similar photos"))
        self._loader: ThumbnailLoader | None = None
        self._scores: list[float] = []
        self.photos = PhotoModel(paths_of, taken_of, parent=self)
        self.setModel(self.photos)
        self.setItemDelegate(_Delegate(self, look))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.setViewportMargins(0, 0, -GAP, 0)  # each cell ends with a gap, also the last of a row
        self.clicked.connect(lambda index: self.photoChosen.emit(self.photos.id_at(index.row())))
        self.doubleClicked.connect(lambda index: self.photoActivated.emit(self.photos.id_at(index.row())))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        look.changed.connect(self.viewport().update)

    def set_loader(self, loader: ThumbnailLoader | None) -> None:
        self._loader = loader
        if loader is not None:
            loader.loaded.connect(lambda _photo_id: self.viewport().update())

    def show_matches(self, matches: Sequence[Match]) -> None:
        """Shows these photos, in this order."""
        self._scores = [match.score for match in matches]
        self.photos.set_photos([match.photo_id for match in matches])
        self._fit()

    def matches(self) -> list[Match]:
        """What is shown."""
        return [Match(photo, score) for photo, score in zip(self.photos.ids(), self._scores, strict=True)]

    def score(self, row: int) -> float:
        return self._scores[row]

    @property
    def edge(self) -> int:
        """Of a thumbnail, in device-independent pixels."""
        return max(16, (self.width() - (COLUMNS - 1) * GAP) // COLUMNS)

    def thumbnail(self, row: int) -> QPixmap | None:
        if self._loader is None:
            return None
        spec = ThumbnailSpec(self.edge, Measure.RADIUS_ROW, self.devicePixelRatioF())
        return self._loader.get(self.photos.id_at(row), spec, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.photoChosen.emit(self.photos.id_at(self.currentIndex().row()))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many rows as there are: the pane scrolls, not this."""
        self.setGridSize(QSize(self.edge + GAP, self.edge + GAP))
        rows = -(-len(self._scores) // COLUMNS)
        self.setFixedHeight(max(0, rows * (self.edge + GAP)))

    def _menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if index.isValid():
            ids = [self.photos.id_at(index.row())]
            self.menuRequested.emit(ids, self.viewport().mapToGlobal(point))
