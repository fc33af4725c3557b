"""What is new, changed, unchanged or gone: two sorted streams, merged.

`photos.scan` and the catalog both list paths in byte order, so each side is read once and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from photoclust.core.photo import Companion, PhotoFile
from photoclust.photos.formats import DECODER_VERSION
from photoclust.photos.scan import BadEntry, ScanEntry
from photoclust.store.known_files import KnownFile
from photoclust.store.paths import range_below, to_blob


class Found(NamedTuple):
    """A photo file is there. `known` is what the catalog says of its path, None for a new one."""

    file: PhotoFile
    known: KnownFile | None


class Attached(NamedTuple):
    """A file that belongs to a photo is there. `known` is what the catalog says of its own path."""

    companion: Companion
    known: KnownFile | None


@dataclass(frozen=True, slots=True)
class Bad:
    """Something that is named like a photo, or a folder, can't be read."""

    entry: BadEntry
    known: KnownFile | None


@dataclass(frozen=True, slots=True)
class Gone:
    """A path of the catalog is no more."""

    known: KnownFile


Change = Found | Attached | Bad | Gone

TRANSIENT = frozenset({"permission", "read-failed", "vanished", "out-of-memory", "no-answer"})
"""Failures that say nothing of the content: a photo known before is kept, and it is tried again next time."""


def is_unchanged(change: Found, *, again: bool) -> bool:
    """Whether there is nothing to do for a file.

    Args:
        change: What was found.
        again: Whether what failed before is tried again.
    """
    known = change.known
    if known is None or known.file != change.file:
        return False
    if known.failure is None:
        return known.embedded  # under this model: with another one, it has to be opened again
    return not again and known.decoder == DECODER_VERSION and known.failure.code not in TRANSIENT


def is_attached(change: Attached) -> bool:
    """Whether the catalog knows all of a companion, and that it is no photo of its own."""
    companion, known = change
    if known is None or known.file != companion.file or known.main != companion.main:
        return False
    return known.photo_id is None and known.failure is None


def compare(
    found: Iterator[ScanEntry], known: Iterator[KnownFile], offline: Sequence[str] = ()
) -> Iterator[Change]:
    """Merges what lies in a folder with what the catalog knows of it.

    What lies below a folder that can't be read is neither found nor gone: nothing is said of it.

    Args:
        found: In byte order of the paths, as `photos.scan.scan` yields.
        known: In the same order, as `Catalog.known_below` yields.
        offline: Folders of which nothing is said either.
    """
    away = tuple(range_below(folder)[0] for folder in offline)
    old = next(known, None)
    hidden: tuple[bytes, ...] = ()  # paths that begin so lie in a folder that can't be read
    for entry in found:
        if old is not None and old.file.path == entry.path and isinstance(entry, PhotoFile):  # nearly always
            yield Found(entry, old)
            old = next(known, None)
            continue
        key = to_blob(entry.path)
        while old is not None and to_blob(old.file.path) < key:
            if not to_blob(old.file.path).startswith((*away, *hidden)):
                yield Gone(old)
            old = next(known, None)
        same = None
        if old is not None and to_blob(old.file.path) == key:
            same, old = old, next(known, None)
        if isinstance(entry, PhotoFile):
            yield Found(entry, same)
        elif isinstance(entry, Companion):
            yield Attached(entry, same)
        else:
            if entry.is_folder:
                hidden = (key,)
            yield Bad(entry, same)
    while old is not None:
        if not to_blob(old.file.path).startswith((*away, *hidden)):
            yield Gone(old)
        old = next(known, None)
