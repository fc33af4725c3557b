"""Results that take long to work out and can be worked out again: dendrograms and maps, as bytes."""

from __future__ import annotations

from photoclust.store.database import Database


class Results:
    """The table results of one open cache database. Whoever writes opens a transaction around it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, kind: str, inputs: bytes) -> bytes | None:
        """What was kept of this kind for exactly these inputs.

        Args:
            kind: Such as "dendrogram".
            inputs: A digest of everything the result depends on, versions of the method included.
        """
        rows = self._db.rows("SELECT data FROM results WHERE kind = ? AND inputs = ?", [kind, inputs])
        return bytes(rows[0][0]) if rows else None

    def put(self, kind: str, inputs: bytes, data: bytes, *, keep: int) -> None:
        """Keeps a result, and of its kind no more than the `keep` that were put or touched last."""
        self._db.execute(
            "INSERT OR REPLACE INTO results "
            "VALUES (?, ?, (SELECT coalesce(max(used), 0) + 1 FROM results), ?)",
            [kind, inputs, data],
        )
        self._db.execute(
            "DELETE FROM results WHERE kind = ? AND inputs NOT IN "
            "(SELECT inputs FROM results WHERE kind = ? ORDER BY used DESC LIMIT ?)",
            [kind, kind, keep],
        )

    def touch(self, kind: str, inputs: bytes) -> None:
        """Says that a result was of use, so that others make room before it does."""
        self._db.execute(
            "UPDATE results SET used = (SELECT max(used) + 1 FROM results) WHERE kind = ? AND inputs = ?",
            [kind, inputs],
        )
