"""Clusterings under the person's hand, as they lie in the file of the person's own work."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from photoclust.core.photo import Fingerprint, PhotoId
from photoclust.store.album_store import StoredMember
from photoclust.store.database import Database
from photoclust.store.paths import from_blob, to_blob

FINGERPRINT = 16  # bytes


class Role(StrEnum):
    """What some photos are in a clustering."""

    GROUP = "group"
    SUGGESTED = "suggested"
    REFUSED = "refused"
    MARK = "mark"
    REST = "rest"


PLACES = (Role.GROUP, Role.SUGGESTED, Role.REST)
"""The roles that say where a photo is; it has one of them once."""


@dataclass(frozen=True, slots=True)
class StoredGroup:
    """Some photos of a clustering, in order.

    Attributes:
        role: What they are.
        key: Names them among those of their role; suggested and refused ones have that of their group.
        members: The photos.
        name: Of a group or a mark.
        place: As in `core.photo.Cluster`.
        named: Whether the person gave it.
        pinned: As in `core.photo.Cluster`.
        hidden: As in `core.photo.Cluster`.
        cover: Which of the members stands for the group.
    """

    role: Role
    key: int
    members: tuple[StoredMember, ...]
    name: str = ""
    place: str = ""
    named: bool = False
    pinned: bool = False
    hidden: bool = False
    cover: int = 0


@dataclass(frozen=True, slots=True)
class StoredClustering:
    """A clustering as it lies in the file.

    Attributes:
        name: "" for one that is worked on.
        folder: The folder that it is limited to, "" for the whole library; saved ones have "" here.
        title: As in `library.clustering.Clustering`.
        request: JSON.
        outcome: JSON.
        touched: Whether photos were moved by hand.
        changed: When it was last written, ISO 8601.
        groups: In order.
    """

    name: str
    folder: str
    title: str
    request: str
    outcome: str
    touched: bool
    changed: str
    groups: tuple[StoredGroup, ...]


class Whereabouts(NamedTuple):
    """Where a content lies."""

    photo_id: PhotoId
    member: StoredMember


class ClusteringStore:
    """The tables of one open album database. Whoever writes opens a transaction around it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def names(self) -> list[tuple[str, str]]:
        """Name and date of every saved clustering, by name."""
        return self._db.rows(
            "SELECT name, changed FROM clusterings WHERE name <> '' ORDER BY name COLLATE NOCASE, id"
        )

    def names_and_folders(self) -> list[tuple[str, str]]:
        """Name and folder of everything that `read` finds."""
        rows = self._db.rows("SELECT name, folder FROM clusterings ORDER BY id")
        return [(name, from_blob(folder)) for name, folder in rows]

    def read(self, name: str, folder: str = "") -> StoredClustering | None:
        """A clustering, None if there is none."""
        rows = self._db.rows(
            "SELECT id, title, request, outcome, touched, changed FROM clusterings "
            "WHERE name = ? AND folder = ?",
            [name, to_blob(folder)],
        )
        if not rows:
            return None
        number, title, request, outcome, touched, changed = rows[0]
        groups = self._db.rows(
            "SELECT role, key, fingerprints, paths, name, place, named, pinned, hidden, cover "
            "FROM clustering_groups WHERE clustering_id = ? ORDER BY position",
            [number],
        )
        return StoredClustering(
            name,
            folder,
            title,
            request,
            outcome,
            bool(touched),
            changed,
            tuple(
                StoredGroup(
                    *(Role(role), key, unpacked(prints, paths), title_, place),
                    *(bool(named), bool(pinned), bool(hidden), cover),
                )
                for role, key, prints, paths, title_, place, named, pinned, hidden, cover in groups
            ),
        )

    def write(self, clustering: StoredClustering) -> None:
        """Writes a clustering in the place of the one of its name and folder."""
        self.delete(clustering.name, clustering.folder)
        number = self._db.execute(
            "INSERT INTO clusterings (name, folder, title, request, outcome, touched, changed) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                clustering.name,
                to_blob(clustering.folder),
                clustering.title,
                clustering.request,
                clustering.outcome,
                clustering.touched,
                clustering.changed,
            ],
        ).lastrowid
        self._db.execute_many(
            "INSERT INTO clustering_groups VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                [
                    *(number, group.role.value, group.key, position, group.name, group.place),
                    *(group.named, group.pinned, group.hidden, group.cover, *packed(group.members)),
                ]
                for position, group in enumerate(clustering.groups)
            ),
        )

    def delete(self, name: str, folder: str = "") -> None:
        self._db.execute("DELETE FROM clusterings WHERE name = ? AND folder = ?", [name, to_blob(folder)])


def packed(members: Sequence[StoredMember]) -> tuple[bytes, bytes]:
    """Members as two blobs; see `store.schema`."""
    paths = b"\0".join(to_blob(member.path) for member in members)
    return b"".join(member.fingerprint for member in members), zlib.compress(paths, 1)


def unpacked(fingerprints: bytes, paths: bytes) -> tuple[StoredMember, ...]:
    """Reads `packed`."""
    if not fingerprints:
        return ()
    prints = (fingerprints[start : start + FINGERPRINT] for start in range(0, len(fingerprints), FINGERPRINT))
    return tuple(
        StoredMember(Fingerprint(fingerprint), from_blob(path))
        for fingerprint, path in zip(prints, zlib.decompress(paths).split(b"\0"), strict=True)
    )


def whereabouts(cache: Database) -> Iterable[Whereabouts]:
    """Every photo of the catalog, oldest entry first.

    Args:
        cache: An open cache database.
    """
    for photo_id, fingerprint, path in cache.stream("SELECT id, fingerprint, path FROM photos ORDER BY id"):
        yield Whereabouts(PhotoId(photo_id), StoredMember(Fingerprint(fingerprint), from_blob(path)))
