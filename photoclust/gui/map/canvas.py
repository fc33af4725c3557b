"""The picture of the map itself, with mouse and keyboard: photos are selected, dragged and opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui.grid.drag import drag, drag_picture
from photoclust.gui.grid.mime import PhotoMimeData
from photoclust.gui.look import Look
from photoclust.gui.map.dot_renderer import Drawing
from photoclust.gui.map.keyboard import MapKeyboard
from photoclust.gui.map.lasso import Lasso
from photoclust.gui.map.mouse import MapMouse
from photoclust.gui.map.overlay import Overlay
from photoclust.gui.map.view import MapView
from photoclust.library.mapping import PhotoMap

REACH = 9.0  # pixels around a dot that count as the dot
NEIGHBOURS = 300  # photos that the viewer goes through from one that was opened here


class MapCanvas(MapView):
    """objectName "mapCanvas".

    Mouse: dragging pans, the wheel and two fingers zoom, a click selects (Ctrl adds), a double click opens;
    with Shift or the lasso tool dragging selects what it encloses; what is selected can be dragged.

    Keyboard: arrows pan, with Shift they go to the next photo; + and - zoom; 0, Home and Space show all;
    Enter opens, Escape gives up. The Menu key asks for the context menu.

    Args:
        look: Theme.
        paths_of: Absolute paths of photos, from memory.

    Signals:
        photoActivated(PhotoId): Double click or Enter.
        currentPhotoChanged(PhotoId | None): The photo with the focus.
        selectionChangedIds(list[PhotoId]): Selected photos.
        photoMenuRequested(list[PhotoId], QPoint): Context menu of the selected photos, global position.
    """

    photoActivated = Signal(object)
    currentPhotoChanged = Signal(object)
    selectionChangedIds = Signal(object)
    photoMenuRequested = Signal(object, object)

    def __init__(
        self,
        look: Look,
        paths_of: Callable[[Sequence[PhotoId]], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self.setObjectName("mapCanvas")
        self.setAccessibleName(self.tr("Map of the photos"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.paths_of = paths_of
        self.current: int | None = None
        self.mouse = MapMouse(self)
        self._keyboard = MapKeyboard(self)
        self._by_keyboard = False
        self.overlay = Overlay(self)

    def show_map(self, photo_map: PhotoMap, *, moving: bool = False) -> None:
        """Shows a map; see `MapView.show_map`. The same photos stay selected."""
        selected, current = self.selected_ids(), self.current_id()
        if not np.array_equal(photo_map.ids, self.photo_map.ids):
            self.chosen = np.isin(photo_map.ids, np.array(selected, np.int64))
            self.mouse.forget()
        super().show_map(photo_map, moving=moving)
        self.current = self.row_of(current)
        self._announce(selected, current)

    def _drawn(self, drawing: Drawing) -> None:
        super()._drawn(drawing)
        self.mouse.hover(self.mouse.point)  # what was under the mouse may lie elsewhere now

    # ---- photos

    def row_at(self, point: QPointF) -> int | None:
        """The photo at a point of the screen: its thumbnail, or the nearest dot."""
        row = self.overlay.thumbnail_at(point)
        if row is not None:
            return row
        x, y = self.camera.to_map(point)
        return self.grid.nearest(x, y, max(REACH, self.overlay.radius + 2) / self.camera.scale)

    def middle_row(self) -> int | None:
        """The photo nearest to the middle of the screen."""
        if not len(self.photo_map):
            return None
        away = ((self.points - np.array([self.camera.x, self.camera.y], np.float32)) ** 2).sum(axis=1)
        return int(away.argmin())

    def focused_row(self) -> int | None:
        """The current photo, while the keyboard is used here."""
        return self.current if self._by_keyboard and self.hasFocus() else None

    def viewport(self) -> QWidget:
        """The area with the photos, as views have one."""
        return self

    def current_id(self) -> PhotoId | None:
        return self.id_at(self.current) if self.current is not None else None

    def shows(self, photo_id: PhotoId) -> bool:
        """Whether a photo is on the map."""
        return self.row_of(photo_id) is not None

    def select_ids(self, ids: Sequence[PhotoId]) -> None:
        """Selects these photos and no other."""
        chosen = np.isin(self.photo_map.ids, np.asarray(ids, np.int64))
        rows = np.flatnonzero(chosen)
        self._select(chosen, int(rows[0]) if len(rows) else None)

    def set_current_id(self, photo_id: PhotoId) -> None:
        """Makes a photo the current and the only selected one, and brings it in sight."""
        row = self.row_of(photo_id)
        if row is not None:
            self.go_to(row)

    def selected_ids(self) -> list[PhotoId]:
        return self.photo_map.ids[self.chosen].tolist()

    def neighbours(self) -> list[PhotoId]:
        """Photos around the current one, the nearest first."""
        if self.current is None:
            return []
        away = ((self.points - self.points[self.current]) ** 2).sum(axis=1)
        away[self.current] = -1  # before its copies
        return self.photo_map.ids[np.argsort(away, kind="stable")[:NEIGHBOURS]].tolist()

    def selectAll(self) -> None:
        self._select(np.ones(len(self.photo_map), np.bool_), self.current)

    def clear_selection(self) -> None:
        self._select(np.zeros(len(self.photo_map), np.bool_), None)

    # ---- what mouse and keyboard ask for

    def click(self, row: int | None, *, toggle: bool = False) -> None:
        """A photo was clicked, or the ground."""
        chosen = self.chosen.copy() if toggle else np.zeros(len(self.photo_map), np.bool_)
        if row is not None:
            chosen[row] = not (toggle and chosen[row])
        self._select(chosen, row if row is not None else self.current if toggle else None)

    def go_to(self, row: int) -> None:
        """Selects a photo and brings it in sight."""
        x, y = self.points[row].tolist()
        if not self.camera.seen(-REACH).contains(x, y):
            on_screen = self.camera.to_screen(self.points[row : row + 1])[0].tolist()
            middle = QPointF(self.width() / 2, self.height() / 2)
            self.look_through(self.camera.panned(middle - QPointF(*on_screen)))
        self.click(row)

    def catch(self, lasso: Lasso) -> None:
        """Selects what a lasso encloses; thumbnails count by where they are shown."""
        chosen = self.chosen.copy() if lasso.adds else np.zeros(len(self.photo_map), np.bool_)
        if lasso.encloses:
            places = self.points.copy()
            places[self.overlay.thumbnails.rows] = self.overlay.thumbnails.middles
            chosen |= lasso.catches(self.camera.to_screen(places), self.width(), self.height())
        caught = np.flatnonzero(chosen)
        self._select(chosen, int(caught[0]) if len(caught) else None)

    def open_current(self) -> None:
        """Opens the current photo, or the one in the middle of the screen."""
        row = self.current if self.current is not None else self.middle_row()
        if row is not None:
            self.photoActivated.emit(self.id_at(row))

    def give_up(self) -> bool:
        """Lets go of a lasso, or else of the selection; whether there was anything."""
        if self.mouse.lasso is not None:
            self.mouse.forget()
            return True
        had = bool(self.chosen.any())
        self.clear_selection()
        return had

    def drag_photos(self) -> None:
        """Drags the selected photos until the mouse is released."""
        ids = self.selected_ids()
        thumbnails = [self.overlay.pixmap(photo_id) for photo_id in ids[:3]]
        picture = drag_picture(thumbnails, len(ids), self._look.theme, self.devicePixelRatioF())
        drag(self, PhotoMimeData(ids, self.paths_of), picture)

    def _select(self, chosen: NDArray[np.bool_], current: int | None) -> None:
        before, was = self.selected_ids(), self.current_id()
        self.chosen, self.current = chosen, current
        self._announce(before, was)
        self.redraw()

    def _announce(self, selected: list[PhotoId], current: PhotoId | None) -> None:
        """Tells what differs from before."""
        now = self.selected_ids()
        if now != selected:
            self.selectionChangedIds.emit(now)
        if self.current_id() != current:
            self.currentPhotoChanged.emit(self.current_id())

    # ---- Qt's events

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self.overlay.paint(painter, self._look.theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.photoActivated.emit(self.id_at(row))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.mouse.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keyboard = True
        event.setAccepted(self._keyboard.press(event))
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        row = self.row_at(QPointF(event.pos())) if by_mouse else None
        if row is not None and not self.chosen[row]:
            self.click(row)
        if self.chosen.any():
            point = event.globalPos() if by_mouse else self.mapToGlobal(self.rect().center())
            self.photoMenuRequested.emit(self.selected_ids(), point)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and self.mouse.pinch(event):
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.mouse.hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self._by_keyboard = True
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
