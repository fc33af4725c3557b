"""Changes to albums, each of them undoable."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from photoclust.core.photo import Album, AlbumId, PhotoId
from photoclust.gui import wording
from photoclust.gui.changes import Changes
from photoclust.library import albums
from photoclust.library.session import Library


class AlbumEditor(QObject):
    """The one way to change albums.

    Signals:
        created(AlbumId): An album was made by `create`, not by undo.
    """

    created = Signal(object)

    def __init__(self, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes = changes

    def create(self, name: str = "", ids: Sequence[PhotoId] = ()) -> None:
        """Makes an album; `created` follows.

        Args:
            name: "" for "New album"; a number is added where the name is taken.
            ids: Its photos.
        """
        wanted, photos = name.strip() or self.tr("New album"), list(ids)

        def work(library: Library) -> Album:
            return albums.create_album(library, free_name(albums.list_albums(library), wanted), photos)

        def done(album: Album) -> None:
            gone: list[albums.DeletedAlbum] = []
            self._changes.push(
                self.tr("New album"),
                undo=lambda library: gone.append(albums.delete_album(library, album.id)),
                redo=lambda library: albums.restore_album(library, gone.pop()),
            )
            self.created.emit(album.id)

        self._changes.make(work, done)

    def rename(self, album: Album | None, name: str) -> None:
        """Gives an album another name; None is an album that is gone meanwhile."""
        if album is None:
            return
        self._changes.make(
            lambda library: albums.rename_album(library, album.id, name),
            lambda _none: self._changes.push(
                self.tr("Rename album"),
                undo=lambda library: albums.rename_album(library, album.id, album.name),
                redo=lambda library: albums.rename_album(library, album.id, name),
            ),
        )

    def delete(self, album: Album | None) -> None:
        """Deletes an album; its photos stay where they are."""
        if album is None:
            return
        gone: list[albums.DeletedAlbum] = []

        def delete(library: Library) -> None:
            gone.append(albums.delete_album(library, album.id))

        def done(_none: None) -> None:
            self._changes.push(
                self.tr("Delete album"),
                undo=lambda library: albums.restore_album(library, gone.pop()),
                redo=delete,
            )
            self._changes.said.emit(self.tr("The album “{name}” was deleted.").format(name=album.name))

        self._changes.make(delete, done)

    def drop(self, album_id: AlbumId | None, ids: Sequence[PhotoId]) -> None:
        """Photos were dropped on an album, or on "New album"."""
        if album_id is None:
            self.create(ids=ids)
        else:
            self.add(album_id, ids)

    def add(self, album_id: AlbumId, ids: Sequence[PhotoId]) -> None:
        """Adds photos; those that are in the album already are passed over."""
        wanted = list(ids)

        def work(library: Library) -> tuple[str, list[PhotoId]]:
            album = next(album for album in albums.list_albums(library) if album.id == album_id)
            there = set(album.photo_ids)
            new = [photo_id for photo_id in dict.fromkeys(wanted) if photo_id not in there]
            albums.add_photos(library, album_id, new)
            return album.name, new

        def done(result: tuple[str, list[PhotoId]]) -> None:
            name, new = result
            if not new:
                return
            self._changes.push(
                self.tr("Add to album"),
                undo=lambda library: albums.remove_photos(library, album_id, new),
                redo=lambda library: albums.add_photos(library, album_id, new),
            )
            photos = wording.counted(len(new), "photo")
            self._changes.said.emit(self.tr("{photos} added to “{name}”.").format(photos=photos, name=name))

        self._changes.make(work, done)

    def remove(self, album: Album, ids: Sequence[PhotoId]) -> None:
        """Takes photos out of an album; they stay where they are."""
        wanted = list(ids)

        def done(_count: int) -> None:
            self._changes.push(
                self.tr("Remove from album"),
                undo=lambda library: albums.add_photos(library, album.id, wanted),
                redo=lambda library: albums.remove_photos(library, album.id, wanted),
            )
            photos = wording.counted(len(wanted), "photo")
            text = self.tr("{photos} removed from “{name}”.")
            self._changes.said.emit(text.format(photos=photos, name=album.name))

        self._changes.make(lambda library: albums.remove_photos(library, album.id, wanted), done)


def free_name(taken: Sequence[Album], wanted: str) -> str:
    """`wanted`, or "wanted 2", "wanted 3" ... where that is an album's name already."""
    names = {album.name.casefold() for album in taken}
    name, number = wanted, 2
    while name.casefold() in names:
        name = f"{wanted} {number}"
        number += 1
    return name
