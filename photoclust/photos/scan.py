"""Walks folders and says what lies in them, in the byte order of the paths.

The order is the point: the catalog lists its photos in the same order, so `library.indexing` tells new,
changed and gone photos apart by merging two sorted streams, without a list of everything and without
writing a mark to every row.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.photo import Companion, CompanionKind, PhotoFile
from photoclust.photos.formats import is_candidate, is_refused, suffix
from photoclust.photos.twins import ATTACHABLE, FILMS, companions

SYSTEM_FOLDERS = frozenset(
    {"$recycle.bin", "system volume information", "lost+found", "@eadir", "#recycle", "__macosx", "lost.dir"}
)
"""Folders of the system or of network drives, lower case. Names that begin with a dot are skipped as well."""


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


ScanEntry = PhotoFile | Companion | BadEntry


def scan(
    folder: str, *, skip: Collection[str] = (), on_drive: Callable[[str], None] = lambda _path: None
) -> Iterator[ScanEntry]:
    """Yields all photos below a folder, and the files that belong to them.

    Hidden and system folders are left out. A link to a file or folder is followed when it leads out of
    `folder` (what lies inside is found by itself), each folder at most once, so loops end.

    Args:
        folder: Absolute path.
        skip: Paths of folders that are left out.
        on_drive: Called with every folder that lies on another file system than the one above it.

    Yields:
        Photos, their companions and bad entries, ordered by the bytes of their paths.
    """
    walk = _Walk(os.path.realpath(folder), skip, on_drive)
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
    seen: set[tuple[int, int]] = field(default_factory=set)
    devices: dict[str, int] = field(default_factory=dict)  # of the folder in hand and those above it


def concerns(path: str, is_folder: bool) -> bool:
    """Whether a change of what lies at a path can make a difference to what `scan` finds.

    Args:
        path: Relative to the folder that would be scanned.
        is_folder: Whether it is or was a folder, as far as is known.
    """
    parts = path.split(os.sep)
    inside = parts if is_folder else parts[:-1]
    if any(part.startswith(".") for part in parts) or any(part.lower() in SYSTEM_FOLDERS for part in inside):
        return False
    return bool(path) and (is_folder or is_candidate(path) or is_refused(path) or suffix(path) in FILMS)


_SEPARATOR = os.fsencode(os.sep)
_Keyed = tuple[bytes, bool, os.DirEntry[str]]
_Entry = str | ScanEntry  # a str is a folder to go down into


def _entries(folder: str, walk: _Walk) -> Iterator[_Entry]:
    if folder in walk.skip:
        return
    try:
        own = os.stat(folder)
        if (own.st_dev, own.st_ino) in walk.seen:
            return
        walk.seen.add((own.st_dev, own.st_ino))
        with os.scandir(folder) as found:
            keyed = sorted(_keyed(entry) for entry in found if not entry.name.startswith("."))
    except OSError as error:
        path = folder.rstrip(os.sep) + os.sep
        yield BadEntry(path, unreadable(path, error), is_folder=True)
        return
    if walk.devices.get(os.path.dirname(folder), own.st_dev) != own.st_dev:
        walk.on_drive(folder)
    walk.devices[folder] = own.st_dev
    mains = _companions(keyed, walk.root)
    made: _Entry | None
    for _, is_folder, entry in keyed:
        if mains and entry.name in mains:
            made = _attached(entry, walk.root, mains[entry.name])
        else:
            made = _look_into(entry, walk.root) if is_folder else _look_at(entry, walk.root)
        if made is not None:
            yield made
    del walk.devices[folder]


def _keyed(entry: os.DirEntry[str]) -> _Keyed:
    """Sort key, whether it is a folder, and the entry itself.

    A folder sorts as "name/", as it does inside the paths of what it contains.
    """
    key = os.fsencode(entry.name)
    try:
        if entry.is_dir():
            return key + _SEPARATOR, True, entry
    except OSError:  # a link that leads in circles
        pass
    return key, False, entry


def _look_into(entry: os.DirEntry[str], root: str) -> str | None:
    if entry.name.lower() in SYSTEM_FOLDERS or (entry.is_symlink() and _inside(entry.path, root)):
        return None
    return entry.path


def _companions(keyed: Sequence[_Keyed], root: str) -> Mapping[str, str]:
    """The names in a folder that belong to others; see `photos.twins`."""
    if not any(suffix(entry.name) in ATTACHABLE for _, _, entry in keyed):
        return {}
    return companions(
        [
            entry.name
            for _, is_folder, entry in keyed
            # What is passed over is no photo, so nothing belongs to it.
            if not is_folder and not (entry.is_symlink() and _inside(entry.path, root))
        ]
    )


def _look_at(entry: os.DirEntry[str], root: str) -> PhotoFile | BadEntry | None:
    if not is_candidate(entry.name):
        if not is_refused(entry.name):
            return None
        kind = os.path.splitext(entry.name)[1][1:].upper()
        return BadEntry(entry.path, PhotoUnreadableError("format-refused", path=entry.path, format=kind))
    return _status(entry, root)


def _attached(entry: os.DirEntry[str], root: str, main: str) -> ScanEntry | None:
    """A file that belongs to another; a film that can't be looked at is passed over like any other film."""
    made = _status(entry, root)
    if isinstance(made, PhotoFile):
        film = suffix(entry.name) in FILMS
        kind = CompanionKind.FILM if film else CompanionKind.RAW
        return Companion(made, os.path.join(os.path.dirname(entry.path), main), kind)
    return made if is_candidate(entry.name) else None


def _status(entry: os.DirEntry[str], root: str) -> PhotoFile | BadEntry | None:
    try:
        status = entry.stat()
        if entry.is_symlink() and stat.S_ISREG(status.st_mode) and _inside(entry.path, root):
            return None
    except FileNotFoundError as error:
        if not entry.is_symlink():  # deleted, or its drive unplugged, since the folder was read
            return BadEntry(entry.path, unreadable(entry.path, error))
        return BadEntry(entry.path, PhotoUnreadableError("broken-link", path=entry.path))
    except OSError as error:
        return BadEntry(entry.path, unreadable(entry.path, error))
    if not stat.S_ISREG(status.st_mode):
        return BadEntry(entry.path, PhotoUnreadableError("not-a-file", path=entry.path))
    return PhotoFile(entry.path, status.st_size, status.st_mtime_ns)


def _inside(path: str, root: str) -> bool:
    target = os.path.realpath(path)
    return target == root or target.startswith(os.path.join(root, ""))  # the root may be "/" or a drive


def unreadable(path: str, error: OSError) -> PhotoUnreadableError:
    """The world's reason for an OSError while reading `path`, as a sentence."""
    if isinstance(error, PermissionError):
        return PhotoUnreadableError("permission", path=path)
    if isinstance(error, FileNotFoundError):
        return PhotoUnreadableError("vanished", path=path)
    return PhotoUnreadableError("read-failed", path=path, detail=error.strerror or str(error))


def count_candidates(folder: str) -> int:
    """The number of files that `scan` will probably yield; quick, for a progress bar's total."""
    return sum(1 for _ in scan_names(folder))


def scan_names(folder: str) -> Iterator[str]:
    """Yields the paths of candidates without looking at the files themselves; links are not followed."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [
            name for name in folders if not name.startswith(".") and name.lower() not in SYSTEM_FOLDERS
        ]
        yield from (
            os.path.join(parent, name) for name in files if is_candidate(name) and not name.startswith(".")
        )
