"""Which folders were seen to hold nothing new, so that a rescan need not ask for each of their photos."""

from __future__ import annotations

import os

from photoclust.store.database import Database
from photoclust.store.paths import from_blob, range_below, to_blob


class FolderDigests:
    """The tables folder_digests and touched of one open cache database.

    A row says: when these were the contents of the folder, the catalog knew all of them and nothing else in
    it. Triggers note in `touched` each path of which that may not be true any more, whoever changed it.
    Whoever writes opens a transaction around it.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def photos(self, folder: str, model_id: int, digest: bytes) -> int | None:
        """The number of photos right in a folder if nothing in it has changed, else None.

        Args:
            folder: Absolute path.
            model_id: All its photos have a vector under this model.
            digest: Of what lies in it now.
        """
        low, high = range_below(folder)
        rows = self._db.rows(
            "SELECT photos FROM folder_digests WHERE folder = ? AND model_id = ? AND digest = ? "
            "AND NOT EXISTS (SELECT 1 FROM touched WHERE path >= ? AND path < ?)",
            [to_blob(folder), model_id, digest, low, high],
        )
        return int(rows[0][0]) if rows else None

    def any_touched(self) -> bool:
        """Whether there is something for `drop_touched` to do."""
        return bool(self._db.rows("SELECT 1 FROM touched LIMIT 1"))

    def put(self, folder: str, model_id: int, digest: bytes, photos: int) -> None:
        """Keeps a digest; nothing in the folder may be touched."""
        self._db.execute(
            "INSERT OR REPLACE INTO folder_digests VALUES (?, ?, ?, ?)",
            [to_blob(folder), model_id, digest, photos],
        )

    def drop_touched(self) -> None:
        """Drops the digests of folders in which something was touched.

        A folder that has none may be new, or about to go: then its parent's digest, which says what folders
        there are, is dropped, or that one's.
        """
        paths = self._db.rows("SELECT path FROM touched")
        for folder in {os.path.dirname(from_blob(path)) for (path,) in paths}:
            above = folder
            while not self._drop(above) and above != os.path.dirname(above):
                above = os.path.dirname(above)
        self._db.execute("DELETE FROM touched")

    def _drop(self, folder: str) -> bool:
        return self._db.execute("DELETE FROM folder_digests WHERE folder = ?", [to_blob(folder)]).rowcount > 0
