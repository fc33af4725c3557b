"""An item view over a `GridScene`: Qt's questions about places are answered by arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Slot,
)
from PySide6.QtGui import QAccessible, QAccessibleEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui.grid.anchor import ScrollAnchor
from photoclust.gui.grid.header import HeaderFonts
from photoclust.gui.grid.photo_model import PhotoModel
from photoclust.gui.grid.scene import GridScene
from photoclust.gui.grid.selection import GridSelection, How
from photoclust.gui.theme import Measure

Index = QModelIndex | QPersistentModelIndex


class SceneView(QListView):
    """Scrolls a scene, keeps it in step with model, selection and size; paints nothing and hears no input.

    A subclass sets a model, be it an empty one, at the end of its constructor.

    It is a QListView in name only, because Qt makes photos known to screen readers for the item views that
    it knows by name. All that QListView does itself, its layout above all, is overridden; what is inherited
    is QAbstractItemView's, which is why that is called by name where QListView stands between.

    Attributes:
        scene: What is where.
        chosen: What is selected.
        photos: The model.
    """

    scene: GridScene
    chosen: GridSelection
    photos: PhotoModel

    def __init__(self, parent: QWidget | None = None) -> None:
        self.scene = GridScene()  # Qt calls overrides that need it while it constructs the view
        self._anchor = ScrollAnchor()
        self._arranging = False
        self._thumbnail_size = Measure.THUMBNAIL_DEFAULT
        super().__init__(parent)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setDragDropMode(self.DragDropMode.DragOnly)  # drops from outside are the window's
        self.setAutoScroll(False)
        self.setFrameShape(self.Shape.NoFrame)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        # Always there: a bar that comes and goes changes the width, so the layout, so whether it is needed.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # ---- model and selection

    def setModel(self, model: QAbstractItemModel | None) -> None:
        if not isinstance(model, PhotoModel):
            raise TypeError("a PhotoGrid shows a PhotoModel")
        old: PhotoModel | None = getattr(self, "photos", None)
        if old is not None:
            old.modelAboutToBeReset.disconnect(self._before_reset)
            old.modelReset.disconnect(self._after_reset)
            old.sectionUpdated.disconnect(self._section_updated)
        self.photos = model
        super().setModel(model)
        model.modelAboutToBeReset.connect(self._before_reset)
        # After the selection model's own connection, made by now, which clears it.
        model.modelReset.connect(self._after_reset)
        model.sectionUpdated.connect(self._section_updated)
        self._anchor.forget()
        self.relayout()

    def setSelectionModel(self, selection_model: QItemSelectionModel) -> None:
        self.chosen = GridSelection(self.photos, selection_model)
        super().setSelectionModel(selection_model)  # tells selectionChanged at once

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self.chosen.follow(selected, deselected)
        QAbstractItemView.selectionChanged(self, selected, deselected)
        self._tell_assistants(QAccessible.Event.SelectionWithin)

    def currentChanged(self, current: Index, previous: Index) -> None:
        QAbstractItemView.currentChanged(self, current, previous)
        self._tell_assistants(QAccessible.Event.Focus)

    def _tell_assistants(self, what: QAccessible.Event) -> None:
        if QAccessible.isActive() and self.currentIndex().isValid():
            event = QAccessibleEvent(self, what)
            event.setChild(self.currentIndex().row())
            QAccessible.updateAccessibility(event)

    def selected_ids(self) -> list[PhotoId]:
        """Selected photos in order of rows, each once."""
        return self.chosen.ids()

    def select_ids(self, ids: Sequence[PhotoId]) -> None:
        """Selects exactly these photos, as far as they are shown, and scrolls to the first."""
        rows = self.photos.rows_of(ids)
        self.chosen.select(rows)
        if rows:
            self.chosen.move_to(rows[0])
            self.scrollTo(self.currentIndex())

    def current_id(self) -> PhotoId | None:
        """The photo with the focus."""
        row = self.chosen.current()
        return None if row is None else self.photos.id_at(row)

    def set_current_id(self, photo_id: PhotoId) -> None:
        """Makes a photo current and the only selected one, and scrolls to it."""
        self.select_ids([photo_id])

    def shows(self, photo_id: PhotoId) -> bool:
        """Whether a photo is among those shown."""
        return bool(self.photos.rows_of([photo_id]))

    def neighbours(self) -> list[PhotoId]:
        """What one goes through from a photo that was opened: all that are shown, in order."""
        return self.photos.ids()

    def selectAll(self) -> None:
        """Selects every photo; Qt's own asks the model for each of them."""
        self.chosen.select(range(self.scene.layout.count))

    def select_section(self, number: int, *, add: bool) -> None:
        """Selects the photos of a section."""
        rows = self.scene.layout.items_of(number)
        self.chosen.select(rows, How.ADD if add else How.REPLACE)
        if rows:
            self.chosen.move_to(rows.start)

    def show_section(self, number: int) -> None:
        """Scrolls as little as brings a section's header into view."""
        header = self.scene.layout.header_rect(number)
        first_row = header.bottom + self.scene.layout.cell + self.scene.caption
        lowest = max(self.scene.scroll, first_row - self.scene.size[1])
        self.verticalScrollBar().setValue(min(header.y, lowest))
        self.viewport().update()

    @Slot()
    def _before_reset(self) -> None:
        self.chosen.keep()
        self._anchor.note(self.scene, self.photos)

    @Slot()
    def _after_reset(self) -> None:
        self.relayout()
        self.chosen.restore()

    @Slot(int)
    def _section_updated(self, _key: int) -> None:
        self._anchor.note(self.scene, self.photos)
        self.relayout()

    # ---- layout and scrolling

    def relayout(self) -> None:
        """Lays everything out anew; a photo that the anchor holds stays where it is."""
        area = self.viewport().size()
        self.scene.arrange(self.photos, area.width(), area.height(), self._thumbnail_size)
        scroll = self._anchor.find(self.scene, self.photos)
        self._arranging = True
        self.updateGeometries()
        self.verticalScrollBar().setValue(scroll)
        self._arranging = False
        self.viewport().update()

    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        bar, layout = self.verticalScrollBar(), self.scene.layout
        bar.setRange(0, self.scene.most_scroll)
        bar.setPageStep(max(1, self.scene.size[1] - layout.header_height))
        bar.setSingleStep(max(8, (layout.cell + layout.spacing) // 3))  # a notch of the wheel is a row
        bar.setEnabled(self.scene.most_scroll > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._anchor.note(self.scene, self.photos)
        QAbstractItemView.resizeEvent(self, event)
        self.relayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {
            QEvent.Type.FontChange,
            QEvent.Type.StyleChange,
            QEvent.Type.ApplicationFontChange,
        }:
            self.scene.fonts = HeaderFonts()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.scene.scroll = self.verticalScrollBar().value()
        if not self._arranging:
            self._anchor.forget()
        self.viewport().update()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        scroll = self.scene.scroll_to_show(index.row())
        if hint == self.ScrollHint.PositionAtCenter:
            rect = self.scene.item_rect(index.row())
            scroll = self.scene.scroll + rect.center().y() - self.scene.size[1] // 2
        elif hint == self.ScrollHint.PositionAtTop:
            scroll = self.scene.scroll + self.scene.item_rect(index.row()).top() - Measure.HEADER
        self.verticalScrollBar().setValue(scroll)

    # ---- Qt's questions

    def visualRect(self, index: Index) -> QRect:
        return self.scene.item_rect(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self.scene.hit(point).row
        return QModelIndex() if row is None else self.photos.index(row)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.scene.scroll

    def isIndexHidden(self, index: Index) -> bool:
        return self.scene.layout.item_rect(index.row()) is None

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Selects what a rectangle meets; for Qt and assistive tools, our own mouse does without."""
        flag = QItemSelectionModel.SelectionFlag
        rows = self.scene.items_in(rect.normalized())
        if command & flag.Clear:
            self.chosen.select(rows, How.REPLACE)
        elif command & flag.Toggle == flag.Toggle:
            self.chosen.select(rows, How.TOGGLE)
        elif command & flag.Select:
            self.chosen.select(rows, How.ADD)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """What is painted when a selection changes: at most what is seen, not a hundred thousand cells."""
        return QRegion(self.viewport().rect())
