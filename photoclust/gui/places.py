"""Where in the library the window is: one value that the panes pass around and the settings remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from photoclust.core.photo import PhotoId
from photoclust.core.queries import EVERYTHING, PhotoFilter, SimilarQuery


class PlaceKind(StrEnum):
    """The rooms of the window."""

    ALL = "all"
    CLUSTERS = "clusters"
    UNCLUSTERED = "unclustered"
    UNREADABLE = "unreadable"
    FOLDER = "folder"
    ALBUM = "album"
    SEARCH = "search"
    SIMILAR = "similar"
    MAP = "map"
    DUPLICATES = "duplicates"


KEPT = frozenset(
    {
        PlaceKind.ALL,
        PlaceKind.CLUSTERS,
        PlaceKind.UNCLUSTERED,
        PlaceKind.FOLDER,
        PlaceKind.ALBUM,
        PlaceKind.MAP,
        PlaceKind.DUPLICATES,
    }
)
"""The kinds that a restart comes back to; a search does not outlive its window."""

GROUPED = frozenset({PlaceKind.CLUSTERS, PlaceKind.UNCLUSTERED})
"""The kinds that show a grouping, or what it left over."""

LIMITED = frozenset({PlaceKind.SEARCH, PlaceKind.SIMILAR})
"""The kinds that look for something, and can be told where."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the window.

    Attributes:
        kind: Which room.
        key: FOLDER: its path. ALBUM: its id. SEARCH: the words. SIMILAR: what is looked for. CLUSTERS: the
            folder they are limited to, or None. Else None.
        limits: SEARCH, SIMILAR: the photos that are looked through.
    """

    kind: PlaceKind
    key: str | int | SimilarQuery | None = None
    limits: PhotoFilter = EVERYTHING

    def as_setting(self) -> str:
        """The text that `from_setting` reads back; places that are not kept become "all"."""
        if self.kind not in KEPT:
            return PlaceKind.ALL.value
        return self.kind.value if self.key is None else f"{self.kind.value}:{self.key}"

    @classmethod
    def from_setting(cls, text: str) -> Place:
        """Reads `as_setting`; nonsense gives all photos."""
        kind, colon, key = text.partition(":")
        if kind not in KEPT:
            return cls(PlaceKind.ALL)
        if kind == PlaceKind.ALBUM:
            return cls(PlaceKind.ALBUM, int(key)) if key.isdecimal() else cls(PlaceKind.ALL)
        if kind == PlaceKind.FOLDER and not key:
            return cls(PlaceKind.ALL)
        return cls(PlaceKind(kind), key if colon else None)


ALL_PHOTOS = Place(PlaceKind.ALL)
CLUSTERS = Place(PlaceKind.CLUSTERS)
MAP = Place(PlaceKind.MAP)
DUPLICATES = Place(PlaceKind.DUPLICATES)


def similar_to(*photo_ids: PhotoId) -> Place:
    """What is like some photos of the library."""
    return Place(PlaceKind.SIMILAR, SimilarQuery.of_photos(photo_ids))


def similar_to_files(paths: Sequence[str]) -> Place:
    """What is like some picture files, wherever they lie."""
    return Place(PlaceKind.SIMILAR, SimilarQuery(paths=tuple(paths)))
