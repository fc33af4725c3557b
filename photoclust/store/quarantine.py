"""Contents that are not opened any more, or only with care, because a decoder did not survive them."""

from __future__ import annotations

from collections.abc import Iterable

from photoclust.core.photo import Fingerprint
from photoclust.store.database import Database

CRASHED = "decoder-stopped"
HUNG = "decoder-hung"
ENOUGH = 2  # sudden ends while it was decoded alone, in a row; one may have been anybody's kill


class Quarantine:
    """The table of one open cache database. Whoever writes opens a transaction around it.

    Args:
        database: The cache.
        decoder: The version of the decoders now. What an older one did not survive is tried again, with care.
    """

    def __init__(self, database: Database, decoder: str) -> None:
        self._db = database
        self._decoder = decoder

    def all(self) -> dict[Fingerprint, str]:
        """Content -> code, "" for suspects."""
        rows = self._db.rows("SELECT fingerprint, code, decoder FROM quarantine")
        return {Fingerprint(row[0]): row[1] if row[2] == self._decoder else "" for row in rows}

    def code(self, content: Fingerprint) -> str | None:
        """Why a content is not opened; "" for a suspect, None for one that nothing is held against."""
        rows = self._db.rows("SELECT code, decoder FROM quarantine WHERE fingerprint = ?", [content])
        if not rows:
            return None
        return str(rows[0][0]) if rows[0][1] == self._decoder else ""

    def suspect(self, content: Fingerprint, *, alone: bool) -> None:
        """A content was in a decoder at a sudden end; alone often enough, it was the reason."""
        self._db.execute(
            """INSERT INTO quarantine VALUES (?, '', ?, ?) ON CONFLICT DO UPDATE SET
                code = CASE WHEN decoder = excluded.decoder THEN code ELSE '' END,
                alone = CASE WHEN decoder = excluded.decoder THEN alone ELSE 0 END + excluded.alone,
                decoder = excluded.decoder""",
            [content, int(alone), self._decoder],
        )
        self._db.execute(
            "UPDATE quarantine SET code = ? WHERE fingerprint = ? AND code = '' AND alone >= ?",
            [CRASHED, content, ENOUGH],
        )

    def convict(self, content: Fingerprint, code: str) -> None:
        """A content is not to be opened any more."""
        self._db.execute(
            "INSERT INTO quarantine VALUES (?, ?, 0, ?) "
            "ON CONFLICT DO UPDATE SET code = excluded.code, decoder = excluded.decoder",
            [content, code, self._decoder],
        )

    def acquit(self, contents: Iterable[Fingerprint]) -> None:
        """Contents that a decoder came back from."""
        self._db.execute_many("DELETE FROM quarantine WHERE fingerprint = ?", ((one,) for one in contents))

    def reopen(self) -> None:
        """All are tried again, with care: the person wants that."""
        self._db.execute("UPDATE quarantine SET code = '', alone = 0")
