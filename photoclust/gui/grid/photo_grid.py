"""The grid of photos with section headers: virtual, painted directly, arithmetic layout."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui.grid.drag import drag, drag_picture
from photoclust.gui.grid.frame import Frame
from photoclust.gui.grid.keyboard import KEY_OF, GridKeyboard
from photoclust.gui.grid.mouse import GridMouse
from photoclust.gui.grid.photo_model import PhotoModel
from photoclust.gui.grid.scene_view import Index, SceneView
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader
from photoclust.gui.grid.visible_thumbnails import VisibleThumbnails
from photoclust.gui.theme import Measure, Theme

ZOOM_STEP = 1.15  # by a notch of the wheel


class PhotoGrid(SceneView):
    """Shows a `PhotoModel` (`setModel`). objectName "photoGrid".

    Mouse: click, Ctrl and Shift click, the mark in a photo's corner and a rubber band select; a header
    selects its section; photos and headers can be dragged; Ctrl and the wheel change the size.

    Keyboard: arrows, Home, End, Page Up and Down move (Shift extends, Ctrl moves without selecting), Space
    adds or removes, Enter opens, Ctrl+A selects all, Escape nothing. Ctrl+Up and Down go to the headers,
    where Left and Right reach the actions and Enter or Space triggers them; on the header itself they select
    its photos, with Ctrl in addition to others. The Menu key asks for the context menu of the photos or the
    header.

    Args:
        loader: Where thumbnails come from; None until a library is open.
        theme: The colours.
        parent: Qt's parent.

    Signals:
        photoActivated(PhotoId): Double click or Enter.
        currentPhotoChanged(PhotoId | None): The photo with the focus. This and the next come at most once an
            event loop turn.
        selectionChangedIds(list[PhotoId]): Selected photos in order of rows.
        sectionActionRequested(int key, str action, QPoint): A header's action; the point (global) is its
            lower left corner, where a menu may open.
        photoMenuRequested(list[PhotoId], QPoint): Context menu of the selected photos, global position.
        sectionMenuRequested(int key, QPoint): Context menu of a header, global position.
        signChosen(PhotoId, Sign): A button in the corner of a photo that was found.
        thumbnailSizeChanged(int): By Ctrl and the wheel, or by `set_thumbnail_size`.
    """

    photoActivated = Signal(object)
    currentPhotoChanged = Signal(object)
    selectionChangedIds = Signal(object)
    sectionActionRequested = Signal(int, str, object)
    photoMenuRequested = Signal(object, object)
    sectionMenuRequested = Signal(int, object)
    signChosen = Signal(object, object)
    thumbnailSizeChanged = Signal(int)

    def __init__(self, loader: ThumbnailLoader | None, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thumbnails = VisibleThumbnails(self.viewport().update, self)
        self._mouse = GridMouse(self)
        self._keyboard = GridKeyboard(self)
        self._by_keyboard = False
        self._announced: tuple[list[PhotoId], PhotoId | None] = ([], None)
        self._announcer = QTimer(self)
        self._announcer.setSingleShot(True)
        self._announcer.setInterval(0)
        self._announcer.timeout.connect(self._announce)
        self.setObjectName("photoGrid")
        self.setAccessibleName(self.tr("Photos"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setModel(PhotoModel(lambda ids: [""] * len(ids), parent=self))
        self.set_loader(loader)

    # ---- what the window says

    def set_loader(self, loader: ThumbnailLoader | None) -> None:
        """Changes where thumbnails come from: another library was opened."""
        if self._thumbnails.loader is not None:
            self._thumbnails.loader.loaded.disconnect(self._thumbnail_loaded)
        self._thumbnails.loader = loader
        if loader is not None:
            loader.loaded.connect(self._thumbnail_loaded)
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Changes the colours."""
        self._theme = theme
        self.viewport().update()

    def thumbnail_size(self) -> int:
        """The wished edge of a thumbnail."""
        return self._thumbnail_size

    def set_thumbnail_size(self, pixels: int) -> None:
        """Sets the wished edge (64 to 512); columns are stretched a little so that rows fill the width."""
        self._zoom(pixels, around=0)

    # ---- what mouse and keyboard ask for

    def trigger(self, number: int, action: int) -> None:
        """Asks for a header's action."""
        section = self.scene.sections[number]
        rect = self.scene.header(number).action_rect(action)
        corner = rect.bottomLeft() if rect is not None else QPoint()
        point = self.viewport().mapToGlobal(corner)
        self.sectionActionRequested.emit(section.key, section.actions[action].id, point)

    def drag_photos(self, ids: Sequence[PhotoId]) -> None:
        """Drags photos until the mouse is released."""
        if not ids:
            return
        thumbnails = [self._thumbnails.photo(photo_id) for photo_id in ids[:3]]
        picture = drag_picture(thumbnails, len(ids), self._theme, self.devicePixelRatioF())
        drag(self, self.photos.mime_of(ids), picture)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        self.drag_photos(self.selected_ids())

    # ---- following model, selection, thumbnails

    def _before_reset(self) -> None:
        self._mouse.forget()
        self._keyboard.header = None
        super()._before_reset()

    def _after_reset(self) -> None:
        super()._after_reset()
        self._announcer.start()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._announcer.start()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self._announcer.start()

    @Slot()
    def _announce(self) -> None:
        """Tells selection and current photo if they differ from what was told last."""
        (ids, current), self._announced = self._announced, (self.selected_ids(), self.current_id())
        if ids != self._announced[0]:
            self.selectionChangedIds.emit(self._announced[0])
        if current != self._announced[1]:
            self.currentPhotoChanged.emit(self._announced[1])

    @Slot(object)
    def _thumbnail_loaded(self, photo_id: PhotoId) -> None:
        area = self.viewport().rect()
        for row in self.photos.rows_of([photo_id]):
            rect = self.scene.item_rect(row)
            if rect.intersects(area):
                self.viewport().update(rect)
        for number in self.scene.header_numbers():
            if self.scene.sections[number].cover == photo_id:
                self.viewport().update(self.scene.header(number).rect)

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        self._thumbnails.want(self.scene.layout.cell, self.devicePixelRatioF())
        ring = self._by_keyboard and self.hasFocus()
        header = self._keyboard.header if ring else None
        frame = Frame(
            self.scene,
            self.photos,
            self._thumbnails,
            self.chosen.mask,
            self.chosen.current() if ring and header is None else None,
            header,
            self._mouse.hovered,
            self._mouse.band,
        )
        with QPainter(self.viewport()) as painter:
            frame.paint(painter, event.region(), self._theme)

    # ---- input

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        self._keyboard.header = None
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.scene.hit(event.position().toPoint()).row
        if row is None:
            self.mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.photoActivated.emit(self.photos.id_at(row))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        factor = ZOOM_STEP ** (event.angleDelta().y() / 120)
        self._zoom(round(self._thumbnail_size * factor), around=round(event.position().y()))
        event.accept()

    def _zoom(self, pixels: int, around: int) -> None:
        """Sets the size, and keeps the photo at a height of the viewport there."""
        pixels = max(Measure.THUMBNAIL_MIN, min(pixels, Measure.THUMBNAIL_MAX))
        if pixels == self._thumbnail_size:
            return
        self._anchor.note(self.scene, self.photos, around)
        self._thumbnail_size = pixels
        self.relayout()
        self.thumbnailSizeChanged.emit(pixels)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keyboard = True
        event.setAccepted(self._keyboard.press(event))
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Typing finds nothing here: the search field does."""

    def moveCursor(
        self, cursor_action: SceneView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        row = self._keyboard.target(KEY_OF[cursor_action])
        return QModelIndex() if row is None else self.photos.index(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        if by_mouse:
            row, header, _action = self.scene.hit(event.pos())
        else:
            row, header = self.chosen.current(), self._keyboard.header and self._keyboard.header.section
        if header is not None:
            rect = self.scene.header(header).title.rect
        elif row is not None:
            rect = self.scene.item_rect(row)
            if not self.chosen.mask[row]:
                self.chosen.select([row])
                self.chosen.move_to(row)
        else:
            return
        point = event.globalPos() if by_mouse else self.viewport().mapToGlobal(rect.center())
        if header is not None:
            self.sectionMenuRequested.emit(self.scene.sections[header].key, point)
        else:
            self.photoMenuRequested.emit(self.selected_ids(), point)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._mouse.hover(None)
        elif isinstance(event, QHelpEvent) and (text := self._mouse.tool_tip(event.pos())) is not None:
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Without QAbstractItemView's part, which makes the first photo current: nobody asked for it.
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self._by_keyboard = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
