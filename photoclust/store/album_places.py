"""The places in albums that photos hand on when they go, and get back when they come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from photoclust.core.photo import AlbumId, Fingerprint
from photoclust.store.album_store import StoredMember
from photoclust.store.database import Database
from photoclust.store.paths import from_blob, to_blob
from photoclust.store.removal_store import StoredFile


@dataclass(frozen=True, slots=True)
class Position:
    """The place that a photo has in an album, or had."""

    album_id: AlbumId
    position: int
    member: StoredMember


class AlbumPlaces:
    """The tables album_members and removal_albums of one open album database.

    Whoever writes opens a transaction around it.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def positions(self, fingerprint: Fingerprint, paths: Iterable[str]) -> list[Position]:
        """All members of albums that have a content, or were last seen at one of some paths."""
        blobs = [to_blob(path) for path in paths]
        rows = self._db.rows(
            "SELECT album_id, position, fingerprint, path FROM album_members "
            f"WHERE fingerprint = ? OR path IN ({','.join('?' * len(blobs))}) ORDER BY album_id, position",
            [fingerprint, *blobs],
        )
        return [
            Position(AlbumId(album_id), position, StoredMember(Fingerprint(content), from_blob(path)))
            for album_id, position, content, path in rows
        ]

    def hand_on(self, file: StoredFile, place: Position) -> None:
        """Gives the place of a photo in an album to its keeper, and remembers how it was.

        Where the keeper is a member already, the photo is taken out.
        """
        old, keeper = place.member, file.keeper
        replaced = old.fingerprint == keeper.fingerprint or not self._is_member(
            place.album_id, keeper.fingerprint
        )
        if replaced:
            self._put_in_place(place.album_id, old.fingerprint, keeper)
        else:
            self._take_out(place.album_id, old.fingerprint)
        self._db.execute(
            "INSERT OR REPLACE INTO removal_albums VALUES (?, ?, ?, ?, ?, ?)",
            [file.id, place.album_id, place.position, old.fingerprint, to_blob(old.path), replaced],
        )

    def give_back(self, file: StoredFile) -> None:
        """Gives a photo its places in albums back, as far as the albums are still there.

        An album from which the keeper was taken meanwhile is left as it is.
        """
        keeper = file.keeper
        for album_id, position, content, path, replaced in self._db.rows(
            "SELECT album_id, position, fingerprint, path, replaced FROM removal_albums "
            "WHERE file_id = ? AND album_id IN (SELECT id FROM albums)",
            [file.id],
        ):
            old = StoredMember(Fingerprint(content), from_blob(path))
            if not replaced:
                self._insert(album_id, position, old)
            elif self._is_member(album_id, keeper.fingerprint):
                self._put_in_place(album_id, keeper.fingerprint, old)
                if old.fingerprint != keeper.fingerprint:
                    self._stand_in_for_next(album_id, file)

    def _stand_in_for_next(self, album_id: int, back: StoredFile) -> None:
        """The keeper stood for several photos at the place of one that is back: it goes to the next one's."""
        rows = self._db.rows(
            "SELECT file_id, position, removal_albums.fingerprint "
            "FROM removal_albums JOIN removal_files ON removal_files.id = file_id "
            "WHERE album_id = ? AND file_id <> ? AND NOT replaced AND keeper_fingerprint = ? "
            "AND removal_id = (SELECT removal_id FROM removal_files WHERE id = ?) ORDER BY position LIMIT 1",
            [album_id, back.id, back.keeper.fingerprint, back.id],
        )
        for file_id, position, content in rows:
            self._insert(album_id, position, back.keeper)
            self._db.execute(
                "UPDATE removal_albums SET replaced = 1 "
                "WHERE file_id = ? AND album_id = ? AND fingerprint = ?",
                [file_id, album_id, content],
            )

    def _is_member(self, album_id: int, fingerprint: Fingerprint) -> bool:
        statement = "SELECT 1 FROM album_members WHERE album_id = ? AND fingerprint = ?"
        return bool(self._db.rows(statement, [album_id, fingerprint]))

    def _put_in_place(self, album_id: int, old: Fingerprint, new: StoredMember) -> None:
        self._db.execute(
            "UPDATE OR IGNORE album_members SET fingerprint = ?, path = ? "
            "WHERE album_id = ? AND fingerprint = ?",
            [new.fingerprint, to_blob(new.path), album_id, old],
        )

    def _take_out(self, album_id: int, fingerprint: Fingerprint) -> None:
        self._db.execute(
            "DELETE FROM album_members WHERE album_id = ? AND fingerprint = ?", [album_id, fingerprint]
        )

    def _insert(self, album_id: int, position: int, member: StoredMember) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO album_members VALUES (?, ?, ?, ?)",
            [album_id, position, member.fingerprint, to_blob(member.path)],
        )
