"""Which photos may be called duplicates: those whose files are there, unchanged, and the library's own."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence

import numpy as np

from photoclust.core.photo import PhotoFile
from photoclust.core.progress import CancelToken
from photoclust.library.folders import is_below
from photoclust.library.presence import Look
from photoclust.photos.listing import sensible
from photoclust.store.catalog import Catalog
from photoclust.store.database import Database
from photoclust.store.photo_table import PhotoTable, photo_table

GLANCES = 500  # files that are looked at before it is asked whether to go on


class Whereabouts:
    """Says whether files are the library's own, as its folders are now.

    Args:
        catalog: Says which folders there are. Slow drives make this wait.
    """

    def __init__(self, catalog: Catalog) -> None:
        folders = catalog.folders()
        self._offline = [path for folder in folders for path in Look(catalog, folder).offline]
        self._own = [os.path.realpath(folder) for folder in folders]
        self._real: dict[str, str] = {}

    def offline(self, path: str) -> bool:
        """Whether a path lies on a drive that is not there now."""
        return any(is_below(path, folder) for folder in self._offline)

    def real(self, path: str) -> str:
        """Where a file that is no link really lies: links to its folder are followed."""
        folder, name = os.path.split(path)
        if folder not in self._real:
            self._real[folder] = os.path.realpath(folder)
        return os.path.join(self._real[folder], name)

    def is_detour(self, path: str) -> bool:
        """Whether a link leads to a file's folder."""
        return self.real(path) != path

    def outside(self, path: str) -> bool:
        """Whether a file really lies in none of the library's folders: a link leads there."""
        real = self.real(path)
        return not any(is_below(real, folder) for folder in self._own)


Identity = tuple[int, int | str]


def identity_of(file: PhotoFile) -> Identity | None:
    """Names a regular file on its disk; None if it is gone, or not as it was by size and time.

    Two paths of one identity are one file: a hard link, or a folder that can be reached in two ways.
    """
    try:
        status = os.lstat(file.path)
    except OSError:
        return None
    known = (status.st_size, sensible(status.st_mtime_ns))  # as the catalog keeps it
    if not stat.S_ISREG(status.st_mode) or known != (file.size, file.mtime_ns):
        return None
    return status.st_dev, status.st_ino or file.path  # 0 where the file system has no numbers


def is_readable(path: str) -> bool:
    """Whether a file can be opened and something can be read from it."""
    try:
        with open(path, "rb", buffering=0) as file:
            return bool(file.read(1))
    except OSError:
        return False


def offered(database: Database, within: Sequence[str], cancel: CancelToken) -> tuple[PhotoTable, int]:
    """The photos among which duplicates are looked for.

    Left out are photos that are offline, that a link leads to, that are another path to a file which is a
    photo already, and those that are gone or changed since they were indexed.

    Args:
        database: An open cache database.
        within: Absolute paths of folders; none for all.
        cancel: Asked now and then.

    Returns:
        The photos, and how many were left out since they are gone or changed.

    Raises:
        CancelledError: If that was asked for.
    """
    table, places = photo_table(database, within), Whereabouts(Catalog(database))
    mine, changed = np.zeros(len(table), np.bool_), 0
    seen: dict[Identity, int] = {}

    def way(path: str) -> tuple[bool, str]:
        return places.is_detour(path), path

    for row, path in enumerate(table.paths):
        if row % GLANCES == 0:
            cancel.checkpoint()
        if places.offline(path) or places.outside(path):
            continue
        identity = identity_of(table.file(row))
        if identity is None:
            changed += not os.path.islink(path)
            continue
        before = seen.setdefault(identity, row)
        if before == row or way(path) < way(table.paths[before]):
            mine[before], mine[row], seen[identity] = False, True, row
    return table.of(mine), changed
