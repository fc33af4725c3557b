"""The list of albums: a drop target for photos, names changed in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from photoclust.core.photo import Album, AlbumId, PhotoId
from photoclust.gui import wording
from photoclust.gui.grid.mime import MIME_PHOTO_IDS, photo_ids_of
from photoclust.gui.look import Look
from photoclust.gui.panels.nav_list import NavList
from photoclust.gui.panels.nav_model import NavItem
from photoclust.gui.places import Place, PlaceKind

NEW_ALBUM = "new-album"


class AlbumPanel(NavList):
    """Albums with cover and count, and "New album" below them. objectName "albumPanel".

    Signals:
        newAlbumRequested: "New album" was clicked.
        photosDropped(AlbumId | None, list[PhotoId]): Photos were dropped on an album; None is "New album".
        deleteRequested(AlbumId): Delete was pressed on an album.
    """

    newAlbumRequested = Signal()
    photosDropped = Signal(object, object)
    deleteRequested = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "albumPanel", "", parent)
        self.setAccessibleName(self.tr("Albums"))
        self._albums: dict[AlbumId, Album] = {}
        self._drop_row = -1
        self._drop_note = ""
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.set_albums(())

    def set_albums(self, albums: Sequence[Album]) -> None:
        """Shows these albums, in this order."""
        self._albums = {album.id: album for album in albums}
        rows = [self._row(album) for album in albums]
        rows.append(NavItem(NEW_ALBUM, self.tr("New album"), icon="plus", link=True))
        self.set_items(rows)

    def _row(self, album: Album) -> NavItem:
        shown = album.photo_ids
        missing = len(album.members) - len(shown)
        return NavItem(
            Place(PlaceKind.ALBUM, album.id),
            album.name,
            wording.number(len(album.members)),
            icon="" if shown else "album",
            cover=shown[0] if shown else None,
            tip=wording.counted(missing, "missing") if missing else "",
            editable=True,
        )

    def current_album(self) -> AlbumId | None:
        index = self.currentIndex()
        return self._album_at(index.row()) if index.isValid() else None

    def _album_at(self, row: int) -> AlbumId | None:
        key = self.rows.item(row).key
        return AlbumId(int(key.key)) if isinstance(key, Place) and key.key is not None else None

    def drop_row(self) -> int:
        return self._drop_row

    def drop_note(self) -> str:
        return self._drop_note

    def keyPressEvent(self, event: QKeyEvent) -> None:
        album = self.current_album()
        if event.key() == Qt.Key.Key_Delete and album is not None:
            self.deleteRequested.emit(album)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME_PHOTO_IDS):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or not event.mimeData().hasFormat(MIME_PHOTO_IDS):
            self._show_target(-1, "")
            event.ignore()
            return
        if index.row() != self._drop_row:
            self._show_target(index.row(), self._note(index.row(), photo_ids_of(event.mimeData())))
        event.setDropAction(Qt.DropAction.CopyAction)  # photos stay where they are as well
        event.accept()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._show_target(-1, "")

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        ids = photo_ids_of(event.mimeData())
        self._show_target(-1, "")
        if row < 0 or not ids:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.photosDropped.emit(self._album_at(row), ids)

    def _note(self, row: int, ids: Sequence[PhotoId]) -> str:
        """What the drop would do: "+3", or that all of them are in the album already."""
        album = self._album_at(row)
        there = set(self._albums[album].photo_ids) if album is not None else set()
        added = len(set(ids) - there)
        return f"+{wording.number(added)}" if added else self.tr("already in")

    def _show_target(self, row: int, note: str) -> None:
        self._drop_row, self._drop_note = row, note
        self.viewport().update()
        if row >= 0:
            self.scrollTo(self.rows.index(row))
