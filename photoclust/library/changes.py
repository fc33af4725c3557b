"""What is new, changed, unchanged or gone: two sorted streams, merged.

`photos.scan` and the catalog both list paths in byte order, so each side is read once and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from photoclust.core.photo import Companion, PhotoFile
from photoclust.photos.formats import DECODER_VERSION
from photoclust.photos.listing import BadEntry
from photoclust.photos.scan import ScanEntry, Unchanged
from photoclust.store.known_files import KnownCursor, KnownFile
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


Change = Found | Attached | Bad | Gone | Unchanged

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


def compare(found: Iterator[ScanEntry], known: KnownCursor, offline: Sequence[str] = ()) -> Iterator[Change]:
    """Merges what lies in a folder with what the catalog knows of it.

    What lies below a folder that can't be read is neither found nor gone: nothing is said of it. What the
    scan says is unchanged is passed on, and the catalog is not asked for it.

    Args:
        found: In byte order of the paths, as `photos.scan.scan` yields.
        known: In the same order, as `Catalog.known_below` gives.
        offline: Folders of which nothing is said either.
    """
    away = tuple(range_below(folder)[0] for folder in offline)
    silent = away  # of paths that begin so nothing is said

    def gone(rows: Iterator[KnownFile]) -> Iterator[Gone]:
        return (Gone(row) for row in rows if not to_blob(row.file.path).startswith(silent))

    for entry in found:
        if isinstance(entry, Unchanged):
            yield from gone(known.skip(entry.low, entry.high))
            yield entry
            continue
        same = known.take(entry.path)
        if same is None:
            key = to_blob(entry.path)
            yield from gone(known.before(key))
            same = known.take(entry.path)
        if isinstance(entry, PhotoFile):
            yield Found(entry, same)
            continue
        if isinstance(entry, Companion):
            yield Attached(entry, same)
            continue
        if entry.is_folder:
            silent = (*away, to_blob(entry.path))
        yield Bad(entry, same)
    yield from gone(known)
