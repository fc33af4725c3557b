"""Changes to albums: one after the other, in the background, each of them undoable."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from photoclust.core.errors import UserFacingError
from photoclust.core.photo import Album, AlbumId, PhotoId
from photoclust.gui import wording
from photoclust.gui.background import WorkToken
from photoclust.gui.session import LibrarySession
from photoclust.library import albums
from photoclust.library.session import Library

LANE = "albums"
Work = Callable[[Library], Any]


@dataclass(slots=True)
class _Job:
    work: Work
    on_done: Callable[[Any], None]
    started: bool = field(default=False)


class _AlbumCommand(QUndoCommand):
    """A change that was made already when it came onto the stack."""

    def __init__(self, text: str, run: Callable[[Work], None], undo: Work, redo: Work) -> None:
        super().__init__(text)
        self._run = run
        self._undo = undo
        self._redo = redo
        self._made = False

    def undo(self) -> None:
        self._run(self._undo)

    def redo(self) -> None:
        if self._made:
            self._run(self._redo)
        self._made = True  # pushing calls this once, for what is done already


class AlbumEditor(QObject):
    """The one way to change albums.

    Signals:
        created(AlbumId): An album was made by `create`, not by undo.
        changed: An album was changed, by whatever way.
        said(str): Something was done that deserves a sentence; it can be undone.
    """

    created = Signal(object)
    changed = Signal()
    said = Signal(str)

    def __init__(self, session: LibrarySession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs: deque[_Job] = deque()
        self._library: Library | None = None
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(200)

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
            self._push(
                self.tr("New album"),
                undo=lambda library: gone.append(albums.delete_album(library, album.id)),
                redo=lambda library: albums.restore_album(library, gone.pop()),
            )
            self.created.emit(album.id)

        self._start(work, done)

    def rename(self, album: Album | None, name: str) -> None:
        """Gives an album another name; None is an album that is gone meanwhile."""
        if album is None:
            return
        self._start(
            lambda library: albums.rename_album(library, album.id, name),
            lambda _none: self._push(
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
            self._push(
                self.tr("Delete album"),
                undo=lambda library: albums.restore_album(library, gone.pop()),
                redo=delete,
            )
            self.said.emit(self.tr("The album “{name}” was deleted.").format(name=album.name))

        self._start(delete, done)

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
            self._push(
                self.tr("Add to album"),
                undo=lambda library: albums.remove_photos(library, album_id, new),
                redo=lambda library: albums.add_photos(library, album_id, new),
            )
            photos = wording.counted(len(new), "photo")
            self.said.emit(self.tr("{photos} added to “{name}”.").format(photos=photos, name=name))

        self._start(work, done)

    def remove(self, album: Album, ids: Sequence[PhotoId]) -> None:
        """Takes photos out of an album; they stay where they are."""
        wanted = list(ids)

        def done(_count: int) -> None:
            self._push(
                self.tr("Remove from album"),
                undo=lambda library: albums.add_photos(library, album.id, wanted),
                redo=lambda library: albums.remove_photos(library, album.id, wanted),
            )
            photos = wording.counted(len(wanted), "photo")
            text = self.tr("{photos} removed from “{name}”.")
            self.said.emit(text.format(photos=photos, name=album.name))

        self._start(lambda library: albums.remove_photos(library, album.id, wanted), done)

    def close(self) -> None:
        """After the session was closed: makes the changes that were asked for and have not begun."""
        while self._jobs:
            job = self._jobs.popleft()
            if not job.started and self._library is not None:
                job.work(self._library)
        self.stack.clear()

    def _push(self, text: str, *, undo: Work, redo: Work) -> None:
        self.stack.push(_AlbumCommand(text, self._repeat, undo, redo))

    def _repeat(self, work: Work) -> None:
        self._start(work, lambda _result: None)

    def _start(self, work: Work, on_done: Callable[[Any], None]) -> None:
        self._jobs.append(_Job(work, on_done))
        if len(self._jobs) == 1:
            self._run_first()

    def _run_first(self) -> None:
        job = self._jobs[0]
        self._library = self._session.library

        def work(library: Library, _token: WorkToken) -> Any:
            job.started = True
            return job.work(library)

        self._session.ask(work, self._done, self._failed, lane=LANE)

    def _done(self, result: Any) -> None:
        job = self._jobs.popleft()
        self._session.refresh()
        self.changed.emit()
        job.on_done(result)
        if self._jobs:
            self._run_first()

    def _failed(self, error: UserFacingError) -> None:
        self._jobs.clear()
        self.stack.clear()  # what follows on the stack was built on what could not be done
        self._session.refresh()
        self._session.failed.emit(error)


def free_name(taken: Sequence[Album], wanted: str) -> str:
    """`wanted`, or "wanted 2", "wanted 3" ... where that is an album's name already."""
    names = {album.name.casefold() for album in taken}
    name, number = wanted, 2
    while name.casefold() in names:
        name = f"{wanted} {number}"
        number += 1
    return name
