"""Albums: the person's own work, in a file of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from photoclust.core.photo import AlbumId, Fingerprint
from photoclust.store.database import Database
from photoclust.store.paths import from_blob, to_blob


@dataclass(frozen=True, slots=True)
class StoredMember:
    """A photo in an album: its content, and where it was last seen."""

    fingerprint: Fingerprint
    path: str


@dataclass(frozen=True, slots=True)
class StoredAlbum:
    """An album as it lies in the file, members in order."""

    id: AlbumId
    name: str
    members: tuple[StoredMember, ...]


class AlbumStore:
    """The tables of one open album database. Whoever writes opens a transaction around it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def albums(self) -> list[StoredAlbum]:
        """All albums by name."""
        members: dict[int, list[StoredMember]] = {}
        for album_id, fingerprint, path in self._db.rows(
            "SELECT album_id, fingerprint, path FROM album_members ORDER BY album_id, position"
        ):
            member = StoredMember(Fingerprint(fingerprint), from_blob(path))
            members.setdefault(album_id, []).append(member)
        return [
            StoredAlbum(AlbumId(album_id), name, tuple(members.get(album_id, ())))
            for album_id, name in self._db.rows(
                "SELECT id, name FROM albums ORDER BY name COLLATE NOCASE, id"
            )
        ]

    def id_of(self, name: str) -> AlbumId | None:
        rows = self._db.rows("SELECT id FROM albums WHERE name = ?", [name])
        return AlbumId(rows[0][0]) if rows else None

    def create(self, name: str, album_id: AlbumId | None = None) -> AlbumId:
        """Makes an empty album; an id brings a deleted one back under the number it had."""
        cursor = self._db.execute("INSERT INTO albums (id, name) VALUES (?, ?)", [album_id, name])
        return AlbumId(int(cursor.lastrowid or 0))

    def rename(self, album_id: AlbumId, name: str) -> None:
        self._db.execute("UPDATE albums SET name = ? WHERE id = ?", [name, album_id])

    def delete(self, album_id: AlbumId) -> None:
        self._db.execute("DELETE FROM albums WHERE id = ?", [album_id])

    def add(self, album_id: AlbumId, members: Iterable[StoredMember]) -> int:
        """Appends photos; those already in the album stay where they are. Returns how many are new."""
        position = self._db.rows(
            "SELECT coalesce(max(position), 0) FROM album_members WHERE album_id = ?", [album_id]
        )[0][0]
        added = 0
        for member in members:
            position += 1
            added += self._db.execute(
                "INSERT OR IGNORE INTO album_members VALUES (?, ?, ?, ?)",
                [album_id, position, member.fingerprint, to_blob(member.path)],
            ).rowcount
        return added

    def remove(self, album_id: AlbumId, fingerprints: Iterable[Fingerprint]) -> int:
        """Takes photos out; returns how many were in."""
        return sum(
            self._db.execute(
                "DELETE FROM album_members WHERE album_id = ? AND fingerprint = ?", [album_id, fingerprint]
            ).rowcount
            for fingerprint in fingerprints
        )

    def follow(self, album_id: AlbumId, old: Fingerprint, new: StoredMember) -> None:
        """A member's file was edited in place or moved: the album follows it."""
        self._db.execute(
            "UPDATE OR IGNORE album_members SET fingerprint = ?, path = ? "
            "WHERE album_id = ? AND fingerprint = ?",
            [new.fingerprint, to_blob(new.path), album_id, old],
        )

    def folders(self) -> list[str]:
        """The library's folders by path, as they were last written down here."""
        return [from_blob(row[0]) for row in self._db.rows("SELECT path FROM folders ORDER BY path")]

    def set_folders(self, folders: Iterable[str]) -> None:
        self._db.execute("DELETE FROM folders")
        self._db.execute_many("INSERT INTO folders VALUES (?)", ([to_blob(folder)] for folder in folders))
