"""Walks folders and says what lies in them, in the byte order of the paths.

The order is the point: the catalog lists its photos in the same order, so `library.indexing` tells new,
changed and gone photos apart by merging two sorted streams, without a list of everything and without
writing a mark to every row.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from photoclust.core.photo import Companion, CompanionKind, PhotoFile
from photoclust.photos.formats import is_candidate, is_refused, suffix
from photoclust.photos.listing import (
    BadEntry,
    File,
    Listing,
    is_passed_over,
    opened,
    read,
    sensible,
    unreadable,
)
from photoclust.photos.twins import ATTACHABLE, FILMS, companions


class Unchanged(NamedTuple):
    """A part of a folder between two of its subfolders, in which all is as it was.

    Attributes:
        low: The first path that could lie in it, as bytes.
        high: The first one that no longer could.
        photos: How many lie in it; those of the whole folder are counted in its first part.
    """

    low: bytes
    high: bytes
    photos: int


ScanEntry = PhotoFile | Companion | BadEntry | Unchanged


def scan(
    folder: str,
    *,
    skip: Collection[str] = (),
    on_drive: Callable[[str], None] = lambda _path: None,
    settled: Callable[[Listing], int | None] = lambda _listing: None,
) -> Iterator[ScanEntry]:
    """Yields all photos below a folder, and the files that belong to them.

    Hidden and system folders are left out. A link to a file or folder is followed when it leads out of
    `folder` (what lies inside is found by itself), each folder at most once, so loops end.

    Args:
        folder: Absolute path.
        skip: Paths of folders that are left out.
        on_drive: Called with every folder that lies on another file system than the one above it.
        settled: Asked for every folder; knows the number of photos right in it if all are as they were, and
            None if they have to be looked at.

    Yields:
        Photos, their companions, bad entries and parts that are unchanged, by the bytes of their paths.
    """
    walk = _Walk(os.path.realpath(folder), skip, on_drive, settled)
    stack: list[Iterator[_Entry]] = [_entries(folder, walk)]
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
        elif isinstance(entry, str):
            stack.append(_entries(entry, walk))
        else:
            yield entry


@dataclass(slots=True)
class _Walk:
    """What the steps of one scan share."""

    root: str
    skip: Collection[str]
    on_drive: Callable[[str], None]
    settled: Callable[[Listing], int | None]
    seen: set[tuple[int, int]] = field(default_factory=set)
    devices: dict[str, int] = field(default_factory=dict)  # of the folder in hand and those above it

    def follow(self, path: str) -> bool:
        """Whether a link leads out of all this."""
        return not _inside(path, self.root)


def concerns(path: str, is_folder: bool) -> bool:
    """Whether a change of what lies at a path can make a difference to what `scan` finds.

    Args:
        path: Relative to the folder that would be scanned.
        is_folder: Whether it is or was a folder, as far as is known.
    """
    parts = path.split(os.sep)
    inside = parts if is_folder else parts[:-1]
    if not path or parts[-1].startswith(".") or any(is_passed_over(part) for part in inside):
        return False
    return is_folder or is_candidate(path) or is_refused(path) or suffix(path) in FILMS


_SEPARATOR = os.fsencode(os.sep)
_BEHIND = bytes([_SEPARATOR[0] + 1])  # "name" + this comes right behind all that lies in the folder "name"
_Entry = str | ScanEntry  # a str is a folder to go down into


def _entries(folder: str, walk: _Walk) -> Iterator[_Entry]:
    if folder in walk.skip:
        return
    try:
        with opened(folder) as (handle, own):
            if (own.st_dev, own.st_ino) in walk.seen:
                return
            walk.seen.add((own.st_dev, own.st_ino))
            listing = read(folder, handle, walk.follow)
    except OSError as error:
        path = folder.rstrip(os.sep) + os.sep
        yield BadEntry(path, unreadable(path, error), is_folder=True)
        return
    if walk.devices.get(os.path.dirname(folder), own.st_dev) != own.st_dev:
        walk.on_drive(folder)
    walk.devices[folder] = own.st_dev
    photos = walk.settled(listing)
    if photos is None:
        yield from _all_in(listing)
    else:
        for low, high, inner in parts(folder, listing.folders):
            yield Unchanged(low, high, photos)
            photos = 0
            if inner is not None:
                yield inner
    del walk.devices[folder]


def parts(folder: str, inner: Collection[str]) -> Iterator[tuple[bytes, bytes, str | None]]:
    """Cuts all that can lie in a folder at its subfolders.

    Args:
        folder: Absolute path.
        inner: The names of the subfolders.

    Yields:
        Bounds (low, high) such that low <= path < high for what lies in the folder itself, and the path of
        the subfolder that comes next, None after the last.
    """
    base = os.fsencode(folder).rstrip(_SEPARATOR) + _SEPARATOR
    low = base
    for key in sorted(os.fsencode(name) + _SEPARATOR for name in inner):
        path = base + key[:-1]
        yield low, path + _SEPARATOR, os.fsdecode(path)
        low = path + _BEHIND
    yield low, base[:-1] + _BEHIND, None


def _all_in(listing: Listing) -> Iterator[_Entry]:
    """Everything in a folder in the order of the paths; a folder sorts as "name/", as it does inside them."""
    join, folder = os.path.join, listing.folder
    mains = _companions(listing)

    def made(file: File) -> PhotoFile | Companion:
        name, size, mtime_ns = file
        plain = PhotoFile(join(folder, name), size, sensible(mtime_ns))
        if name not in mains:
            return plain
        kind = CompanionKind.FILM if suffix(name) in FILMS else CompanionKind.RAW
        return Companion(plain, join(folder, mains[name]), kind)

    keyed: list[tuple[bytes, _Entry]] = [(os.fsencode(file[0]), made(file)) for file in listing.photos]
    keyed += [(os.fsencode(film[0]), made(film)) for film in listing.films if film[0] in mains]
    keyed += [(os.fsencode(name) + _SEPARATOR, join(folder, name)) for name in listing.folders]
    keyed += [(os.fsencode(os.path.basename(bad.path)), bad) for bad in listing.bad]
    keyed.sort(key=itemgetter(0))
    return map(itemgetter(1), keyed)


def _companions(listing: Listing) -> Mapping[str, str]:
    """The names in a folder that belong to others; see `photos.twins`."""
    names = [name for name, _, _ in (*listing.photos, *listing.films)]
    if not any(suffix(name) in ATTACHABLE for name in names):
        return {}
    # What is damaged may have companions all the same, but a link that leads nowhere is no photo.
    damaged = [os.path.basename(bad.path) for bad in listing.bad if bad.error.code != "broken-link"]
    return companions([*names, *damaged])


def _inside(path: str, root: str) -> bool:
    target = os.path.realpath(path)
    return target == root or target.startswith(os.path.join(root, ""))  # the root may be "/" or a drive


def count_candidates(folder: str) -> int:
    """The number of files that `scan` will probably yield; quick, for a progress bar's total."""
    return sum(1 for _ in scan_names(folder))


def scan_names(folder: str) -> Iterator[str]:
    """Yields the paths of candidates without looking at the files themselves; links are not followed."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not is_passed_over(name)]
        yield from (
            os.path.join(parent, name) for name in files if is_candidate(name) and not name.startswith(".")
        )
