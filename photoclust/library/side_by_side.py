"""What there is to know for comparing a few photos: their facts, how sharp they are, where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photoclust.analysis.difference import Difference, amplified, difference
from photoclust.analysis.sharpness import sharpness
from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.part import WHOLE, Part
from photoclust.core.photo import CompanionKind, Photo, PhotoId
from photoclust.core.progress import CancelToken
from photoclust.library.session import Library
from photoclust.library.thumbnails import ThumbnailSource
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions

__all__ = [
    "Candidate",
    "Difference",
    "amplified",
    "candidates",
    "difference_of",
    "equal_edge",
    "scaled_size",
    "sharpness_of",
]

SHARPNESS_EDGE = 1024  # pixels; beyond, what tells two pictures apart is mostly noise
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601, as Pillow's "L"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the photos that are compared.

    Attributes:
        photo: Its file and metadata.
        companions: The kinds of files that belong to it.
        thumbnail: JPEG; None where there is none.
    """

    photo: Photo
    companions: CompanionKind
    thumbnail: bytes | None


def candidates(library: Library, ids: Sequence[PhotoId]) -> dict[PhotoId, Candidate]:
    """Facts and thumbnails of some photos, without those that are no more."""
    with library.cache() as database, ThumbnailSource(library) as source:
        files = Companions(database)
        found: dict[PhotoId, Candidate] = {}
        for photo in Catalog(database).photos(ids):
            kinds = CompanionKind.NONE
            for companion in files.of(photo.path):
                kinds |= companion.kind
            found[photo.id] = Candidate(photo, kinds, source.get(photo.id))
    return found


def equal_edge(photos: Sequence[Photo]) -> int:
    """The longer edge at which the sharpness of photos is measured: that of the smallest, at most 1,024."""
    longest = [max(photo.metadata.width, photo.metadata.height) for photo in photos]
    return max(1, min([SHARPNESS_EDGE, *longest]))


def sharpness_of(
    library: Library, photos: Sequence[Photo], *, cancel: CancelToken | None = None
) -> dict[PhotoId, float]:
    """How sharp each of some photos is, all measured at one size; see `analysis.sharpness`.

    Those that can't be read are left out.

    Raises:
        CancelledError: If the token says so.
    """
    edge = equal_edge(photos)
    values: dict[PhotoId, float] = {}
    with ThumbnailSource(library) as source:
        for photo in photos:
            if cancel is not None:
                cancel.checkpoint()
            try:
                pixels = source.pixels(photo.id, WHOLE, scaled_size(photo, edge))
            except PhotoUnreadableError:
                continue  # its place says so already
            if pixels is not None:
                values[photo.id] = sharpness((pixels @ _LUMA).astype(np.uint8))
    return values


def scaled_size(photo: Photo, edge: int) -> tuple[int, int]:
    """Width and height of a photo whose longer edge is `edge`."""
    width, height = photo.metadata.width, photo.metadata.height
    share = edge / max(width, height)
    return max(1, round(width * share)), max(1, round(height * share))


def difference_of(
    library: Library, first: PhotoId, second: PhotoId, part: Part, size: tuple[int, int]
) -> Difference | None:
    """How the same part of two photos differs, both scaled to `size`; None if one of them is no more.

    Raises:
        PhotoUnreadableError: If one of them can't be read.
    """
    with ThumbnailSource(library) as source:
        one, other = (source.pixels(photo_id, part, size) for photo_id in (first, second))
    return difference(one, other) if one is not None and other is not None else None
