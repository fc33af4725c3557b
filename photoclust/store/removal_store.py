"""Files that a person got rid of, and what it takes to bring them back, in the file of the person's own work.

A file's row is there before the file moves, so that whatever ends the process, the rows and the disk together
tell what became of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from photoclust.core.photo import (
    COMPANION_KINDS,
    Companion,
    CompanionKind,
    Fingerprint,
    PhotoFile,
    PhotoId,
)
from photoclust.store.album_store import StoredMember
from photoclust.store.database import Database
from photoclust.store.paths import from_blob, to_blob


class State(IntEnum):
    """How far a file is on its way. The numbers stand in the album database."""

    PLANNED = 0
    MOVING = 1
    """It may be at its path or in the trash: the process may have ended in between."""
    GONE = 2


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on its way to the trash, or there.

    Attributes:
        file: As it was: path, size, time.
        photo_id: The photo that it is, or belongs to.
        fingerprint: Of that photo.
        main: The path of that photo, for a companion; None for the photo itself.
        kind: Of a companion.
        keeper: The photo that stays for it: its content and path.
        id: Names the row; 0 while there is none.
        state: How far it is.
        place: Where it lies in the trash; None if it does not, or nobody knows where.
    """

    file: PhotoFile
    photo_id: PhotoId
    fingerprint: Fingerprint
    main: str | None
    kind: CompanionKind
    keeper: StoredMember
    id: int = 0
    state: State = State.PLANNED
    place: str | None = None

    @property
    def path(self) -> str:
        return self.file.path

    @property
    def companion(self) -> Companion | None:
        """The file as a companion; None for a photo."""
        return Companion(self.file, self.main, self.kind) if self.main is not None else None


class RemovalStore:
    """The tables of one open album database. Whoever writes opens a transaction around it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[tuple[int, str]]:
        """The id of every removal and when it began, ISO 8601; latest first."""
        return self._db.rows("SELECT id, begun FROM removals ORDER BY id DESC")

    def begun(self, removal_id: int) -> str | None:
        """When a removal began; None if there is none of this id."""
        rows = self._db.rows("SELECT begun FROM removals WHERE id = ?", [removal_id])
        return rows[0][0] if rows else None

    def files(self, removal_id: int) -> list[StoredFile]:
        """The files of a removal, in the order in which they went."""
        return list(map(_file, self._db.rows(f"{_SELECT} WHERE removal_id = ? ORDER BY id", [removal_id])))

    # -- writing

    def begin(self, begun: str, files: Iterable[StoredFile]) -> tuple[int, list[StoredFile]]:
        """Writes a removal down before anything moves; returns its id, and the files with theirs."""
        removal_id = int(self._db.execute("INSERT INTO removals (begun) VALUES (?)", [begun]).lastrowid or 0)
        return removal_id, [replace(file, id=self._add(removal_id, file)) for file in files]

    def set_state(self, file_id: int, state: State, place: str | None = None) -> None:
        """Says how far a file is, and where it lies."""
        self._db.execute(
            "UPDATE removal_files SET state = ?, place = ? WHERE id = ?",
            [state, to_blob(place) if place is not None else None, file_id],
        )

    def forget_file(self, file_id: int) -> None:
        """Forgets a file that is at its path, and its removal with the last one."""
        self._db.execute("DELETE FROM removal_files WHERE id = ?", [file_id])
        self._forget_empty()

    def forget_planned(self) -> None:
        """Forgets all files that were not touched yet, and removals without a file."""
        self._db.execute("DELETE FROM removal_files WHERE state = ?", [State.PLANNED])
        self._forget_empty()

    def _forget_empty(self) -> None:
        self._db.execute("DELETE FROM removals WHERE id NOT IN (SELECT removal_id FROM removal_files)")

    def _add(self, removal_id: int, file: StoredFile) -> int:
        cursor = self._db.execute(
            "INSERT INTO removal_files (removal_id, state, path, size, mtime_ns, photo_id, fingerprint, "
            "main, kind, keeper, keeper_fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(removal_id, file.state, to_blob(file.path), file.file.size, file.file.mtime_ns),
                *(file.photo_id, file.fingerprint, to_blob(file.main) if file.main is not None else None),
                *(int(file.kind), to_blob(file.keeper.path), file.keeper.fingerprint),
            ],
        )
        return int(cursor.lastrowid or 0)


_SELECT = (
    "SELECT id, state, path, size, mtime_ns, photo_id, fingerprint, main, kind, keeper, keeper_fingerprint, "
    "place FROM removal_files"
)


def _file(row: Any) -> StoredFile:
    number, state, path, size, mtime_ns, photo_id, content, main, kind, keeper, keeper_content, place = row
    return StoredFile(
        file=PhotoFile(from_blob(path), size, mtime_ns),
        photo_id=PhotoId(photo_id),
        fingerprint=Fingerprint(content),
        main=from_blob(main) if main is not None else None,
        kind=COMPANION_KINDS[kind],
        keeper=StoredMember(Fingerprint(keeper_content), from_blob(keeper)),
        id=number,
        state=State(state),
        place=from_blob(place) if place is not None else None,
    )
