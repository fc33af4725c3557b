"""What a person looks for: photos like some pictures, and which photos are to be looked at at all.

Both are values: places of the window hold them, so that going back means asking the same again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from photoclust.core.photo import AlbumId, PhotoId, Region


@dataclass(frozen=True, slots=True)
class SimilarQuery:
    """Pictures whose like is looked for, and what the person said of the photos that were found.

    Attributes:
        photo_ids: Examples in the library.
        paths: Examples anywhere, absolute paths: dropped, pasted, named on the command line.
        region: The part of the example that counts; there is one example then.
        more: Photos of which the person said that they are meant.
        less: Photos of which the person said that they are not.

    Raises:
        ValueError: If there is no example, or a region and not exactly one.
    """

    photo_ids: tuple[PhotoId, ...] = ()
    paths: tuple[str, ...] = ()
    region: Region | None = None
    more: tuple[PhotoId, ...] = ()
    less: tuple[PhotoId, ...] = ()

    def __post_init__(self) -> None:
        examples = len(self.photo_ids) + len(self.paths)
        if not examples and not self.more:
            raise ValueError("a query needs an example")
        if self.region is not None and examples != 1:
            raise ValueError("a region is part of one picture")

    @classmethod
    def of_photos(cls, photo_ids: Sequence[PhotoId]) -> Self:
        """What is like some photos of the library."""
        return cls(photo_ids=tuple(photo_ids))

    @property
    def named(self) -> tuple[PhotoId, ...]:
        """All photos of the library that it speaks of, each once."""
        return tuple(dict.fromkeys((*self.photo_ids, *self.more, *self.less)))

    def with_more(self, photo_ids: Sequence[PhotoId]) -> Self:
        """The query after "more like these"; what was refused before is not any more."""
        chosen = [photo for photo in photo_ids if photo not in self.photo_ids]
        return replace(
            self,
            more=tuple(dict.fromkeys((*self.more, *chosen))),
            less=tuple(photo for photo in self.less if photo not in photo_ids),
        )

    def with_less(self, photo_ids: Sequence[PhotoId]) -> Self:
        """The query after "less like these"; examples stay what they are."""
        chosen = [photo for photo in photo_ids if photo not in self.photo_ids]
        return replace(
            self,
            more=tuple(photo for photo in self.more if photo not in photo_ids),
            less=tuple(dict.fromkeys((*self.less, *chosen))),
        )

    def without(self, part: PhotoId | str | Region) -> Self | None:
        """The query without one of its parts; None if no example would be left.

        Args:
            part: A photo it speaks of, a path, or the region, without which the whole picture counts.
        """
        if isinstance(part, Region):
            return replace(self, region=None)
        photo_ids = tuple(photo for photo in self.photo_ids if photo != part)
        paths = tuple(path for path in self.paths if path != part)
        more = tuple(photo for photo in self.more if photo != part)
        less = tuple(photo for photo in self.less if photo != part)
        if not photo_ids and not paths and not more:
            return None
        region = self.region if len(photo_ids) + len(paths) == 1 else None
        return replace(self, photo_ids=photo_ids, paths=paths, more=more, less=less, region=region)


@dataclass(frozen=True, slots=True)
class PhotoFilter:
    """Which photos an answer is limited to; all conditions hold at once, and none is none.

    Attributes:
        folders: Absolute paths; photos below any of them.
        album: Photos of this album.
        since: Taken on this day or later. A photo without a date passes neither limit.
        until: Taken on this day or earlier.
        unclustered: Photos in no group of the library's clustering.
    """

    folders: tuple[str, ...] = ()
    album: AlbumId | None = None
    since: date | None = None
    until: date | None = None
    unclustered: bool = False

    def __bool__(self) -> bool:
        return self != PhotoFilter()


EVERYTHING = PhotoFilter()
"""Leaves nothing out."""
