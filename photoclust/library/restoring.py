"""Brings back what went to the trash: files to their paths, photos to the library, places in albums."""

from __future__ import annotations

import contextlib
import os

from photoclust.core.duplicates import Removal, RemovalFailure
from photoclust.core.errors import CancelledError, UsageError, UserFacingError
from photoclust.core.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from photoclust.library.folders import is_below
from photoclust.library.offered import identity_of
from photoclust.library.presence import is_here
from photoclust.library.session import Library
from photoclust.library.settling import alone, as_removal, note_back, settle
from photoclust.library.trash import SearchableTrash, Trash
from photoclust.store.catalog import Catalog
from photoclust.store.database import Database
from photoclust.store.removal_store import RemovalStore, StoredFile


def restore(
    library: Library,
    removal_id: int,
    trash: Trash,
    *,
    on_progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Removal:
    """Brings the files of a removal back, as far as that can be done. Who cancels keeps what is back.

    Args:
        library: Its albums are as they were, and it knows the photos again, without a look at them.
        removal_id: Of a `Removal`.
        trash: Where its files are.
        on_progress: Told after each file.
        cancel: Stops before the next file.

    Returns:
        What is left in the trash, and why.

    Raises:
        UsageError: If there is nothing left of it, or files are being moved just now.
        LibraryError: If the library can't be written.
    """
    with alone(library), library.cache() as cache, library.albums() as albums:
        store = RemovalStore(albums)
        begun = store.begun(removal_id)
        if begun is None:
            raise UsageError("removal-unknown")
        settle(cache, albums)
        files = store.files(removal_id)
        photos = [file for file in files if file.main is None]
        order = [*reversed(photos), *(file for file in files if file.main is not None)]
        failures: list[RemovalFailure] = []
        try:
            for done, file in enumerate(order):
                if cancel is not None:
                    cancel.checkpoint()
                failure = _bring_back(cache, file, trash)
                if failure is not None:
                    failures.append(failure)
                else:
                    note_back(cache, albums, file)
                on_progress(Progress(done + 1, len(order)))
        except CancelledError:
            pass
        finally:
            with albums.transaction():
                store.forget_planned()
            with cache.transaction():
                Catalog(cache).bump_revision()
            library.keeper.changed(albums)
        return as_removal(removal_id, begun, store.files(removal_id), failures)


def _bring_back(cache: Database, file: StoredFile, trash: Trash) -> RemovalFailure | None:
    """Moves a file to its path; returns why not, if it could not."""
    place, path = file.place, file.path
    if place is None and isinstance(trash, SearchableTrash):
        place = trash.find(*file.file)
    if os.path.lexists(path):
        return RemovalFailure(path, "restore-occupied", {"path": path})
    if place is None or not os.path.lexists(place):
        return RemovalFailure(path, "restore-lost", {"path": path})
    folder = os.path.dirname(path)
    try:
        if not os.path.isdir(folder):
            _make_folder(cache, folder)
        trash.take_out(place, path)
    except UserFacingError as error:
        return RemovalFailure(path, error.code, error.values)
    if identity_of(file.file) is None:
        with contextlib.suppress(OSError):  # then the next run of the indexer reads it once more
            os.utime(path, ns=(file.file.mtime_ns, file.file.mtime_ns))
    return None


def _make_folder(cache: Database, folder: str) -> None:
    """Makes the folder that a file was in, unless its drive is not there.

    Raises:
        UserFacingError: If it can't be made.
    """
    catalog = Catalog(cache)
    try:
        if any(is_below(folder, own) and is_here(catalog, own) for own in catalog.folders()):
            os.makedirs(folder, exist_ok=True)
            return
    except OSError:
        pass
    raise UserFacingError("folder-missing", path=folder)
