"""Folders in which there is nothing to do: how a run finds them again, and how they come to be known.

A digest of all that lies in a folder is kept once the catalog knows all of it. A rescan that finds the same
digest asks neither the catalog nor itself for any photo in there. Folders with anything that is tried or told
of again by each run (failures, refused kinds) get no digest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from photoclust.library.session import Library
from photoclust.photos.formats import suffix
from photoclust.photos.listing import File, Listing, digest_of
from photoclust.photos.scan import ScanEntry, parts, scan
from photoclust.photos.twins import FILMS
from photoclust.store.catalog import Catalog
from photoclust.store.database import Database
from photoclust.store.folder_digests import FolderDigests
from photoclust.store.known_files import KnownFile

TOGETHER = 50  # folders a transaction: others wait no longer than for that


class Listed(NamedTuple):
    """What is kept of a folder that had to be looked at.

    Attributes:
        folder: Absolute path.
        digest: `Listing.digest`.
        photos: `digest_of` its photos.
        inner: Names of the subfolders that were gone down into.
    """

    folder: str
    digest: bytes
    photos: bytes
    inner: tuple[str, ...]


def scan_library(
    library: Library,
    folder: str,
    model_id: int,
    *,
    again: bool,
    skip: Sequence[str] = (),
    on_drive: Callable[[str], None] = lambda _path: None,
    on_listed: Callable[[Listed], None] = lambda _listed: None,
) -> Iterator[ScanEntry]:
    """As `photos.scan.scan`, with folders that are as they were passed over.

    Args:
        library: Asked for digests, in the thread that iterates.
        folder: Absolute path.
        model_id: Photos without a vector under it are something to do.
        again: Pass over nothing.
        skip: As in `scan`.
        on_drive: As in `scan`.
        on_listed: Called with each folder that was not passed over, if it can be another time.
    """
    with library.cache() as database:
        digests = FolderDigests(database)

        def settled(listing: Listing) -> int | None:
            if listing.bad:
                return None
            digest = listing.digest()
            photos = None if again else digests.photos(listing.folder, model_id, digest)
            if photos is None:
                on_listed(Listed(listing.folder, digest, digest_of(listing.photos), tuple(listing.folders)))
            return photos

        yield from scan(folder, skip=skip, on_drive=on_drive, settled=settled)


def drop_what_changed(database: Database) -> None:
    """Forgets digests that hold no longer; writes nothing if there are none."""
    digests = FolderDigests(database)
    if digests.any_touched():
        with database.transaction():
            digests.drop_touched()


def settle(
    database: Database, folders: Sequence[Listed], model_id: int, checkpoint: Callable[[], object]
) -> None:
    """Keeps the digests of those folders of which the catalog knows exactly what was found in them.

    Args:
        database: The cache, with everything written that there is to write.
        folders: As the scan met them.
        model_id: As the scan was given it.
        checkpoint: Called now and then; may raise.
    """
    catalog, digests = Catalog(database), FolderDigests(database)
    for start in range(0, len(folders), TOGETHER):
        checkpoint()
        with database.transaction():
            digests.drop_touched()
            for listed in folders[start : start + TOGETHER]:
                photos = _photos_if_all_known(catalog, listed, model_id)
                if photos is not None:
                    digests.put(listed.folder, model_id, listed.digest, photos)


def _photos_if_all_known(catalog: Catalog, listed: Listed, model_id: int) -> int | None:
    """The number of photos in a folder; None if the catalog knows others than were found, or failures."""
    files: list[File] = []
    photos = 0  # films are not held against what was found: most belong to no photo, so none knows them
    for low, high, _ in parts(listed.folder, listed.inner):
        for known in catalog.known_between(low, high, model_id):
            parent, name = os.path.split(known.file.path)
            if parent != listed.folder or not _is_settled(known):
                return None
            photos += known.photo_id is not None
            if suffix(name) not in FILMS:
                files.append((name, known.file.size, known.file.mtime_ns))
    return photos if digest_of(files) == listed.photos else None


def _is_settled(known: KnownFile) -> bool:
    """Whether it is a photo that needs nothing, or belongs to one."""
    if known.photo_id is None:
        return known.failure is None and known.main is not None
    return known.embedded and known.main is None  # a photo that stands for another is looked at by each run
