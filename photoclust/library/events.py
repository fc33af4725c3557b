"""What indexing says while it goes on."""

from __future__ import annotations

from dataclasses import dataclass

from photoclust.core.progress import Progress


@dataclass(frozen=True, slots=True)
class PhotosChanged:
    """The set of photos in the library changed; `count` photos were written since the last of these."""

    count: int


@dataclass(frozen=True, slots=True)
class PhotoFailed:
    """A file can't be read."""

    path: str
    reason: str


IndexEvent = Progress | PhotosChanged | PhotoFailed
