"""The things PhotoClust talks about: files, photos, matches, albums.

All are frozen: an answer that travelled between threads can't change under its reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntFlag
from typing import NamedTuple, NewType

PhotoId = NewType("PhotoId", int)
"""Names one file of a library, for as long as the cache database lives."""

AlbumId = NewType("AlbumId", int)

Fingerprint = NewType("Fingerprint", bytes)
"""16 bytes (xxh3-128) that name a file's content wherever it lies."""


class PhotoFile(NamedTuple):
    """A file on disk as `photos.scan` saw it. A rescan makes two for every photo, so it is a tuple.

    Attributes:
        path: Absolute path; bytes that are not valid in the file system's encoding are surrogate escapes.
        size: Bytes.
        mtime_ns: Time of last modification, nanoseconds since the epoch.
    """

    path: str
    size: int
    mtime_ns: int


class CompanionKind(IntFlag):
    """What belongs to a photo beside its own file. The numbers stand in the cache database."""

    NONE = 0
    RAW = 1
    FILM = 2


COMPANION_KINDS = tuple(CompanionKind(number) for number in range(4))
"""All values, by number: making a flag takes longer than reading the row it came from."""


class Companion(NamedTuple):
    """A file that belongs to a photo: the RAW file of a JPEG, the film of a Live Photo.

    Attributes:
        file: As it was scanned.
        main: Absolute path of the file that is the photo; it lies in the same folder.
        kind: One of `CompanionKind`.
    """

    file: PhotoFile
    main: str
    kind: CompanionKind

    @property
    def path(self) -> str:
        return self.file.path


@dataclass(frozen=True, slots=True)
class PhotoMetadata:
    """What a picture says of itself.

    Attributes:
        width: Pixels, after orientation is applied.
        height: Pixels, after orientation is applied.
        format: Pillow's name of the format, for example "JPEG".
        taken: When the shutter opened, in the camera's local time; None where unknown or absurd.
        camera: Make and model, or None.
        exposure: Aperture, shutter time, ISO as one short text, or None.
        latitude: Degrees north, or None.
        longitude: Degrees east, or None.
    """

    width: int
    height: int
    format: str
    taken: datetime | None = None
    camera: str | None = None
    exposure: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """One readable file of the library."""

    id: PhotoId
    file: PhotoFile
    fingerprint: Fingerprint
    metadata: PhotoMetadata

    @property
    def path(self) -> str:
        return self.file.path


class Brief(NamedTuple):
    """What the window keeps in memory of every photo it has listed; of many see `core.briefs`.

    Attributes:
        path: Absolute path.
        taken: As in `PhotoMetadata`.
        companions: The kinds of files that belong to it.
    """

    path: str
    taken: datetime | None
    companions: CompanionKind = CompanionKind.NONE


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that looked like a photo and could not be read.

    Attributes:
        path: Absolute path.
        reason: One English sentence for a person.
        code: The same reason as a short stable word, see `core.errors.SENTENCES`.
        values: What fills the sentence's placeholders, so that it can be said in another language.
    """

    path: str
    reason: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a picture in pixels of the upright original; x and y name its upper left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Match:
    """A photo that resembles a query; score is the (centred) cosine similarity, at most 1."""

    photo_id: PhotoId
    score: float


@dataclass(frozen=True, slots=True)
class AlbumMember:
    """A photo in an album. It is its content: `path` is where it was last seen, and may be gone.

    Attributes:
        photo_id: The file of the library that has this content now, None where it is missing.
        path: Absolute path of that file, or the last one known.
    """

    photo_id: PhotoId | None
    path: str

    @property
    def missing(self) -> bool:
        return self.photo_id is None


@dataclass(frozen=True, slots=True)
class Album:
    """A named, ordered set of photos."""

    id: AlbumId
    name: str
    members: Sequence[AlbumMember] = field(default=())

    @property
    def photo_ids(self) -> list[PhotoId]:
        """The members that can be shown, in order."""
        return [member.photo_id for member in self.members if member.photo_id is not None]
