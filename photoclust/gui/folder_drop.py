"""Folders dropped anywhere on the window are added to the library."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from photoclust.gui import desktop
from photoclust.gui.grid.mime import MIME_PHOTO_IDS


class FolderDrop(QObject):
    """Watches a window. Drags that began in the window itself are none of its business.

    Signals:
        hovering(bool): Something that can be dropped came over the window, or left it.
        dropped(list[str]): Paths, of folders or not: looking is for whoever may touch the disk.
    """

    hovering = Signal(bool)
    dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove if isinstance(event, QDragMoveEvent):
                return self._over(event)
            case QEvent.Type.DragLeave:
                self.hovering.emit(False)
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                return self._drop(event)
        return super().eventFilter(watched, event)

    def _over(self, event: QDragMoveEvent) -> bool:
        if not _from_outside(event):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.hovering.emit(True)
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.hovering.emit(False)
        if not _from_outside(event):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(desktop.dropped_paths(event.mimeData()))
        return True


def _from_outside(event: QDropEvent) -> bool:
    mime = event.mimeData()
    return not mime.hasFormat(MIME_PHOTO_IDS) and bool(desktop.dropped_paths(mime))
