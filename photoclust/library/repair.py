"""Puts damaged databases right when a library is opened, and says so."""

from __future__ import annotations

import logging
import time
from datetime import datetime
from pathlib import Path

from photoclust.core.errors import LibraryError, UserFacingError
from photoclust.store import backups
from photoclust.store.album_store import AlbumStore
from photoclust.store.catalog import Catalog
from photoclust.store.database import DAMAGE_NOTE, Database
from photoclust.store.schema import ALBUMS, CACHE, Schema

log = logging.getLogger(__name__)

BACKUP_SECONDS = 600.0  # between two copies while the program runs


def make_sound(directory: Path) -> list[UserFacingError]:
    """Sets damaged databases aside: the cache is begun anew, the albums come back from their newest copy.

    Returns:
        What there is to be said.

    Raises:
        LibraryError: If the library can't be used for another reason.
    """
    said: list[UserFacingError] = []
    try:
        if _is_damaged(directory, ALBUMS):
            said.append(_restore_albums(directory))
        if _is_damaged(directory, CACHE):
            kept = backups.set_aside(directory, CACHE)
            _begin_cache_anew(directory)
            said.append(LibraryError("cache-set-aside", path=str(directory / CACHE.file), kept=kept.name))
    except OSError as error:
        raise LibraryError("library-unwritable", path=str(directory)) from error
    for notice in said:
        log.info("repaired: %s", notice.code)
    return said


def note_folders(cache: Database, albums: Database) -> None:
    """Writes the library's folders down beside the albums, where they outlive a damaged cache."""
    present, store = Catalog(cache).folders(), AlbumStore(albums)
    if store.folders() != present:
        with albums.transaction():
            store.set_folders(present)


class Keeper:
    """Copies the albums now and then while they are being changed. Any thread may use it."""

    def __init__(self) -> None:
        self._next = float("-inf")

    def opened(self, albums: Database) -> None:
        """A library was opened: copies what was not copied last time, if there is anything."""
        store = AlbumStore(albums)
        if store.folders() or store.albums():
            backups.back_up(albums)

    def changed(self, albums: Database) -> None:
        """The albums were changed just now: copies them, unless that was done a short while ago."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + BACKUP_SECONDS
            backups.back_up(albums)


def _is_damaged(directory: Path, schema: Schema) -> bool:
    path = directory / schema.file
    if not path.exists():
        return False
    note = path.with_name(path.name + DAMAGE_NOTE)
    try:
        with Database(directory, schema, create=False) as database:
            if schema.precious:  # it is small: looked at whole each time
                damaged = bool(database.check())
                if not damaged:
                    note.unlink(missing_ok=True)
                return damaged
    except LibraryError as error:
        if error.code != "database-damaged":
            raise
        return True
    return note.exists()


def _restore_albums(directory: Path) -> UserFacingError:
    path = directory / ALBUMS.file
    kept = backups.set_aside(directory, ALBUMS).name
    copy = backups.restore(directory, ALBUMS)
    if copy is None:
        return LibraryError("albums-lost", path=str(path), kept=kept)
    date = datetime.fromtimestamp(copy.stat().st_mtime)
    return LibraryError("albums-restored", path=str(path), kept=kept, date=f"{date:%Y-%m-%d %H:%M}")


def _begin_cache_anew(directory: Path) -> None:
    with Database(directory, CACHE) as cache, Database(directory, ALBUMS) as albums, cache.transaction():
        for folder in AlbumStore(albums).folders():
            Catalog(cache).add_folder(folder)
