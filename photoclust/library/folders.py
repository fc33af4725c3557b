"""Which folders belong to a library."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from photoclust.core.errors import UserFacingError
from photoclust.library.repair import note_folders
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog
from photoclust.store.database import Database
from photoclust.store.rows_below import RowsBelow, put_back, rows_below


def is_below(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies somewhere in it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def library_folder_of(path: str, folders: Sequence[str]) -> str:
    """The folder of the library that a path lies in; the path itself if there is none."""
    return next((folder for folder in folders if is_below(path, folder)), path)


def add_folders(catalog: Catalog, folders: Sequence[str]) -> list[str]:
    """Adds folders to the library; a folder inside another one is covered by it.

    Args:
        catalog: Written to, outside of any transaction.
        folders: Paths; none means all that are in the library.

    Returns:
        The folders to be looked through, absolute, none inside another.

    Raises:
        UserFacingError: If one of them is no folder; then none was added.
    """
    if not folders:
        return catalog.folders()
    wanted = [os.path.abspath(folder) for folder in folders]
    for folder in wanted:
        if not os.path.isdir(folder):
            raise UserFacingError("folder-missing", path=folder)
    wanted = outermost(wanted)
    present = catalog.folders()
    for folder in wanted:
        if not any(is_below(folder, other) for other in present):
            catalog.add_folder(folder)
            for inner in present:
                if is_below(inner, folder):
                    catalog.remove_folder(inner)
    return wanted


def known_folders(catalog: Catalog, folders: Sequence[str]) -> list[str]:
    """Those of some absolute paths that lie in the library, whether they are there or not."""
    present = catalog.folders()
    return [folder for folder in outermost(folders) if any(is_below(folder, other) for other in present)]


def outermost(folders: Sequence[str]) -> list[str]:
    """The folders without those that lie inside another of them, each once."""
    unique = sorted(set(folders))
    return [
        folder
        for folder in unique
        if not any(other != folder and is_below(folder, other) for other in unique)
    ]


def forget_emptied_folders(catalog: Catalog, moved_from: Sequence[str]) -> None:
    """Drops library folders that are gone and whose photos were all found elsewhere: they were renamed.

    Args:
        catalog: Written to, in the transaction that moves the photos.
        moved_from: Where they were.
    """
    for folder in catalog.folders() if moved_from else ():
        if not any(is_below(path, folder) for path in moved_from) or catalog.paths_below(folder, 1):
            continue
        if not os.path.lexists(folder):
            catalog.remove_below(folder)
            catalog.remove_folder(folder)


def remember_folders(library: Library, database: Database) -> None:
    """Writes the folders in an open cache database down beside the albums too; see `repair.note_folders`."""
    with library.albums() as albums:
        note_folders(database, albums)


@dataclass(frozen=True, slots=True)
class RemovedFolder:
    """All that was forgotten with a folder, so that it can be brought back.

    Attributes:
        path: Absolute path.
        rows: About 300 bytes a photo.
    """

    path: str
    rows: RowsBelow

    @property
    def photos(self) -> int:
        return len(self.rows.photos)


def remove_folder(library: Library, path: str) -> RemovedFolder:
    """Takes a folder out of the library and forgets its photos; no file is touched.

    Vectors and thumbnails stay in the cache, so adding it again is quick. `restore_folder` brings back the
    very same photos.
    """
    with library.cache() as database:
        catalog = Catalog(database)
        with database.transaction():
            rows = rows_below(database, path)
            catalog.remove_folder(path)
            catalog.remove_below(path)
            catalog.bump_revision()
        remember_folders(library, database)
        return RemovedFolder(path, rows)


def restore_folder(library: Library, removed: RemovedFolder) -> None:
    """Brings a removed folder back with its photos, under the ids they had.

    Photos that were found elsewhere meanwhile are other photos of the same content.
    """
    with library.cache() as database:
        catalog = Catalog(database)
        with database.transaction():
            put_back(database, removed.rows)
            if not any(is_below(removed.path, other) for other in catalog.folders()):
                catalog.add_folder(removed.path)
            catalog.bump_revision()
        remember_folders(library, database)
