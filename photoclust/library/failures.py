"""Files that could not be read, and another try."""

from __future__ import annotations

from collections.abc import Sequence

from photoclust.library.folders import library_folder_of
from photoclust.library.guard import quarantine
from photoclust.library.session import Library
from photoclust.store.catalog import Catalog


def try_again(library: Library, paths: Sequence[str]) -> list[str]:
    """Forgets that some files can't be read, so that the next run opens them.

    Args:
        library: Written to.
        paths: Absolute; those that are not known as unreadable are passed over.

    Returns:
        The library folders that the next run should look through.
    """
    with library.cache() as database:
        catalog = Catalog(database)
        with database.transaction():
            for path in paths:
                catalog.clear_failure(path)
            quarantine(database).reopen()
        folders = catalog.folders()
    return sorted({library_folder_of(path, folders) for path in paths})
