"""What lies in one folder: all that a scan may have to say of it, and a digest by which it is known again.

Nearly all of a rescan's time is spent here, for files that are as they were. So there is one loop that does
no more than it must; what is rare (links, damage, refused kinds) is seen to afterwards.
"""

from __future__ import annotations

import os
import stat
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import xxhash

from photoclust.core.errors import PhotoUnreadableError
from photoclust.photos.formats import REFUSED_SUFFIXES, SUFFIXES, suffix
from photoclust.photos.twins import FILMS

SYSTEM_FOLDERS = frozenset(
    {"$recycle.bin", "system volume information", "lost+found", "@eadir", "#recycle", "__macosx", "lost.dir"}
)
"""Folders of the system or of network drives, lower case. Names that begin with a dot are skipped as well."""

PACKAGES = (
    *(".photoslibrary", ".photolibrary", ".migratedphotolibrary", ".aplibrary", ".lrdata", ".lrlibrary"),
    *(".imovielibrary", ".fcpbundle", ".app"),
)
"""Endings of folders that macOS shows as one file, lower case. Programs keep in them what is theirs: beside
originals, if there are any, smaller copies of every photo. Who wants what is in one adds that very folder."""

File = tuple[str, int, int]
"""Name, size in bytes, time of last modification in nanoseconds since the epoch."""

LATEST = (1 << 63) - 1
"""Times after that (2262) or before its negative (1677) are nonsense, and more than SQLite can keep."""

_BY_HANDLE = os.scandir in os.supports_fd  # names are looked up in the folder then, not from the root


def is_passed_over(name: str) -> bool:
    """Whether a folder of this name is no place where a person keeps photos, if it lies in another one."""
    return name.startswith(".") or (lower := name.lower()) in SYSTEM_FOLDERS or lower.endswith(PACKAGES)


@dataclass(frozen=True, slots=True)
class BadEntry:
    """A file that is named like a photo and is none, or a folder that can't be read.

    Attributes:
        path: Absolute path; a folder's ends with a separator, as it does inside the paths below it.
        error: Why.
        is_folder: If so, nothing can be said of what lies below it: it must not be taken for deleted.
    """

    path: str
    error: PhotoUnreadableError
    is_folder: bool = False


@dataclass(slots=True)
class Listing:
    """What a folder holds, in no order.

    Attributes:
        folder: Absolute path.
        photos: Files that are named like photos.
        films: Files that may belong to a photo.
        folders: Names of those to go down into.
        bad: What can't be opened.
    """

    folder: str
    photos: list[File] = field(default_factory=list)
    films: list[File] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    bad: list[BadEntry] = field(default_factory=list)

    def digest(self) -> bytes:
        """16 bytes that name all of it, but for what is bad."""
        whole = xxhash.xxh3_128(digest_of(self.photos))
        whole.update(digest_of(self.films))
        whole.update(os.fsencode("\0".join(sorted(self.folders))))
        return whole.digest()


def digest_of(files: Iterable[File]) -> bytes:
    """16 bytes that name some files of a folder, with their sizes and times, in whatever order they come."""
    ordered = sorted(files)
    if not ordered:
        return bytes(16)
    names, sizes, times = zip(*ordered, strict=True)
    hashed = xxhash.xxh3_128(os.fsencode("\0".join(names)))
    try:
        hashed.update(array("q", sizes + times))
    except OverflowError:
        hashed.update(array("q", [*sizes, *map(sensible, times)]))
    return hashed.digest()


def sensible(mtime_ns: int) -> int:
    """A time that can be kept; what is beyond is as good as its limit."""
    return max(-LATEST, min(mtime_ns, LATEST))


@contextmanager
def opened(folder: str) -> Iterator[tuple[int | str, os.stat_result]]:
    """A folder for `read`, and its status.

    Raises:
        OSError: If it can't be opened.
    """
    if not _BY_HANDLE:
        yield folder, os.stat(folder)
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield handle, os.fstat(handle)
    finally:
        os.close(handle)


def read(folder: str, handle: int | str, follow: Callable[[str], bool]) -> Listing:
    """Lists a folder.

    Args:
        folder: Absolute path.
        handle: As `opened` gives it.
        follow: Whether a link is followed, by its path.

    Raises:
        OSError: If it can't be read.
    """
    listing = Listing(folder)
    photos, films, others = listing.photos, listing.films, []
    regular, kind_of = stat.S_IFREG, stat.S_IFMT
    with os.scandir(handle) as found:
        for entry in found:
            name = entry.name
            if name[0] == ".":
                continue
            kind = name[name.rfind(".") :].lower()  # what formats.suffix says, of names that are not hidden
            if kind in SUFFIXES or kind in FILMS:
                try:
                    status = entry.stat(follow_symlinks=False)
                except OSError:
                    others.append(entry)
                    continue
                if kind_of(status.st_mode) == regular:
                    (films if kind in FILMS else photos).append((name, status.st_size, status.st_mtime_ns))
                    continue
            others.append(entry)
        for entry in others:
            _look_at(entry, listing, follow)
    return listing


def _look_at(entry: os.DirEntry[str], listing: Listing, follow: Callable[[str], bool]) -> None:
    """Takes an entry in that is no plain file named like a photo."""
    name, path = entry.name, os.path.join(listing.folder, entry.name)
    if _is_folder(entry):
        if not is_passed_over(name) and not (entry.is_symlink() and not follow(path)):
            listing.folders.append(name)
        return
    kind = suffix(name)
    if kind in FILMS:  # one that can't be looked at is passed over, like a film that belongs to no photo
        made = _file(entry, path, follow)
        if isinstance(made, tuple):
            listing.films.append(made)
    elif kind in SUFFIXES:
        made = _file(entry, path, follow)
        if isinstance(made, BadEntry):
            listing.bad.append(made)
        elif made is not None:
            listing.photos.append(made)
    elif kind in REFUSED_SUFFIXES:
        error = PhotoUnreadableError("format-refused", path=path, format=kind[1:].upper())
        listing.bad.append(BadEntry(path, error))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in circles
        return False


def _file(entry: os.DirEntry[str], path: str, follow: Callable[[str], bool]) -> File | BadEntry | None:
    """A file, perhaps behind a link; None for a link that is not followed."""
    try:
        status = entry.stat()
        if entry.is_symlink() and stat.S_ISREG(status.st_mode) and not follow(path):
            return None
    except FileNotFoundError as error:
        if not entry.is_symlink():  # deleted, or its drive unplugged, since the folder was read
            return BadEntry(path, unreadable(path, error))
        return BadEntry(path, PhotoUnreadableError("broken-link", path=path))
    except OSError as error:
        return BadEntry(path, unreadable(path, error))
    if not stat.S_ISREG(status.st_mode):
        return BadEntry(path, PhotoUnreadableError("not-a-file", path=path))
    return entry.name, status.st_size, status.st_mtime_ns


def unreadable(path: str, error: OSError) -> PhotoUnreadableError:
    """The world's reason for an OSError while reading `path`, as a sentence."""
    if isinstance(error, PermissionError):
        return PhotoUnreadableError("permission", path=path)
    if isinstance(error, FileNotFoundError):
        return PhotoUnreadableError("vanished", path=path)
    return PhotoUnreadableError("read-failed", path=path, detail=error.strerror or str(error))
