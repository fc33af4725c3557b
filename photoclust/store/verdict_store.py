"""What a person said of photos that seemed to be duplicates, in the file of the person's own work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from photoclust.core.duplicates import VerdictKind
from photoclust.core.photo import Fingerprint
from photoclust.store.database import Database


@dataclass(frozen=True, slots=True)
class StoredVerdict:
    """A verdict as it lies in the file.

    Attributes:
        id: Names it.
        kind: What was said.
        decided: When, ISO 8601.
        files: Of which contents, and of how many files of each.
    """

    id: int
    kind: VerdictKind
    decided: str
    files: Mapping[Fingerprint, int]


class VerdictStore:
    """The tables of one open album database. Whoever writes opens a transaction around it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[StoredVerdict]:
        """All verdicts, oldest first."""
        files: dict[int, dict[Fingerprint, int]] = {}
        for verdict_id, fingerprint, count in self._db.rows(
            "SELECT verdict_id, fingerprint, files FROM verdict_members"
        ):
            files.setdefault(verdict_id, {})[Fingerprint(fingerprint)] = count
        return [
            StoredVerdict(verdict_id, VerdictKind(kind), decided, files.get(verdict_id, {}))
            for verdict_id, kind, decided in self._db.rows(
                "SELECT id, kind, decided FROM verdicts ORDER BY id"
            )
        ]

    def add(self, kind: VerdictKind, decided: str, files: Mapping[Fingerprint, int]) -> int:
        """Writes a verdict down; returns its id."""
        cursor = self._db.execute("INSERT INTO verdicts (kind, decided) VALUES (?, ?)", [kind.value, decided])
        verdict_id = int(cursor.lastrowid or 0)
        self._db.execute_many(
            "INSERT INTO verdict_members VALUES (?, ?, ?)",
            ([verdict_id, fingerprint, count] for fingerprint, count in files.items()),
        )
        return verdict_id

    def remove(self, verdict_id: int) -> None:
        self._db.execute("DELETE FROM verdicts WHERE id = ?", [verdict_id])
