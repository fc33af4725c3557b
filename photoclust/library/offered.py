"""Which photos may be called duplicates: those whose files are there, unchanged, and the library's own."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from photoclust.core.photo import PhotoFile
from photoclust.core.progress import CancelToken
from photoclust.library.folders import is_below
from photoclust.library.presence import Look
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

    def outside(self, path: str) -> bool:
        """Whether a file really lies in none of the library's folders: a link leads there."""
        real = self.real(path)
        return not any(is_below(real, folder) for folder in self._own)


def is_unchanged(file: PhotoFile) -> bool:
    """Whether a regular file is still as it was when it was looked at last, by size and time."""
    try:
        status = os.lstat(file.path)
    except OSError:
        return False
    return (
        stat.S_ISREG(status.st_mode) and status.st_size == file.size and status.st_mtime_ns == file.mtime_ns
    )


def offered(
    database: Database, within: Sequence[str] = (), cancel: CancelToken | None = None
) -> tuple[PhotoTable, int]:
    """The photos among which duplicates are looked for.

    Left out are photos that are offline, that a link leads to (to the outside, or to a file that is a photo
    by itself), and those that are gone or changed since they were indexed.

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
    mine = np.array([not places.offline(path) and not places.outside(path) for path in table.paths], np.bool_)
    mine &= _each_once(table.paths, [places.real(path) for path in table.paths])
    unchanged = np.zeros(len(table), np.bool_)
    for row in np.flatnonzero(mine).tolist():
        if cancel is not None and row % GLANCES == 0:
            cancel.checkpoint()
        unchanged[row] = is_unchanged(table.file(row))
    mine[[row for row in np.flatnonzero(mine & ~unchanged) if os.path.islink(table.paths[row])]] = False
    return table.of(mine & unchanged), int((mine & ~unchanged).sum())


def _each_once(paths: Iterable[str], real: Sequence[str]) -> NDArray[np.bool_]:
    """Of paths that lead to one file, the one that is no detour, else the first."""
    ways: dict[str, list[tuple[bool, str, int]]] = {}
    for row, (path, target) in enumerate(zip(paths, real, strict=True)):
        ways.setdefault(target, []).append((path != target, path, row))
    once = np.zeros(len(real), np.bool_)
    once[[min(way)[2] for way in ways.values()]] = True
    return once
