"""Writes what indexing found out into the cache database, a batch a transaction."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.photo import Companion, Fingerprint, PhotoFile, PhotoId, Unreadable
from photoclust.library.analyzer import Analysis
from photoclust.library.changes import TRANSIENT, Attached
from photoclust.library.folders import forget_emptied_folders, is_below
from photoclust.library.guard import quarantine
from photoclust.photos.formats import DECODER_VERSION
from photoclust.store.catalog import Catalog
from photoclust.store.companions import Companions
from photoclust.store.database import Database
from photoclust.store.embedding_cache import EmbeddingCache
from photoclust.store.known_files import KnownFile
from photoclust.store.quarantine import HUNG

BATCH = 64
BATCH_SECONDS = 1.0
DELETE_BATCH = 1_000
PLACES = 50  # of a content that are asked for at once


class Recorder:
    """Collects outcomes and commits them in batches, so that a crash loses one batch at most.

    Args:
        database: An open cache database of this thread.
        model_key: `Model.key`.
        on_commit: Called after each commit with the contents that are in the database now.

    Attributes:
        model_id: The model's number in the database.
        embedded: Contents that were run through the model.
        reused: Photos whose content was known.
        unreadable: Failures that are not remembered.
    """

    def __init__(
        self, database: Database, model_key: str, on_commit: Callable[[list[Fingerprint]], None]
    ) -> None:
        self._db = database
        self._catalog = Catalog(database)
        self._companions = Companions(database)
        self._cache = EmbeddingCache(database)
        self._quarantine = quarantine(database)
        with database.transaction():
            self.model_id = self._cache.add_model(model_key)
        self._on_commit = on_commit
        self._batch: list[tuple[Analysis, KnownFile | None]] = []
        self._attached: list[Companion] = []
        self._due = 0.0
        self._moved: set[PhotoId] = set()
        self._moved_from: list[str] = []  # in this batch
        self._occupied: dict[Fingerprint, int] = {}
        self.embedded = 0
        self.reused = 0
        self.unreadable: list[Unreadable] = []

    def add(self, analysis: Analysis, known: KnownFile | None) -> bool:
        """Takes an outcome in; returns whether a batch was committed."""
        if not self._batch:
            self._due = time.monotonic() + BATCH_SECONDS
        self._batch.append((analysis, known))
        if len(self._batch) >= BATCH or time.monotonic() >= self._due:
            return self.flush()
        return False

    def attach(self, change: Attached) -> bool:
        """Takes in that a file belongs to another one; returns whether a batch was committed.

        If that one is a photo, or once it is, the file is none any more.
        """
        companion, known = change
        stands = known is not None and (known.photo_id is not None or known.failure is not None)
        if (
            stands  # for the shot, or could not
            and not self._companions.is_photo(companion.main)
            and self._companions.at(companion.path) == companion
        ):
            return False
        self._attached.append(companion)
        return self.flush() if len(self._attached) >= DELETE_BATCH else False

    def flush(self) -> bool:
        """Commits what was taken in; returns whether there was anything.

        Raises:
            LibraryError: If the database can't be written; then nothing of the batch is in it.
        """
        if not self._batch and not self._attached:
            return False
        batch, self._batch = self._batch, []
        attached, self._attached = self._attached, []
        with self._db.transaction():
            folders = self._catalog.folders()
            for companion in attached:
                if any(is_below(companion.path, folder) for folder in folders):
                    self._companions.put(companion)
                    self._companions.join(companion.main)
            for analysis, known in batch:
                if any(is_below(analysis.file.path, folder) for folder in folders):
                    self._record(
                        analysis, known
                    )  # the others' folder left the library in the middle of the run
            forget_emptied_folders(self._catalog, self._moved_from)  # with the move: no kill comes between
            self._moved_from.clear()
            self._catalog.bump_revision()
        self._on_commit([analysis.fingerprint for analysis, _ in batch if analysis.fingerprint is not None])
        return True

    def fail(self, file: PhotoFile, error: PhotoUnreadableError, known: KnownFile | None) -> None:
        """Takes in that something in the folder can't be read, without having been opened."""
        remembered = known is not None and known.failure is not None and known.failure.code == error.code
        if not remembered:
            self.add(Analysis(file, error=error), known)

    def remove(self, gone: list[KnownFile]) -> int:
        """Forgets files that are no more, but for those found elsewhere; returns the number of photos."""
        removed = 0
        for start in range(0, len(gone), DELETE_BATCH):
            part = gone[start : start + DELETE_BATCH]
            photos = [known.photo_id for known in part if known.photo_id is not None]
            lost = [photo_id for photo_id in photos if photo_id not in self._moved]
            with self._db.transaction():
                self._catalog.remove_photos(lost)
                for known in part:
                    if known.failure is not None:
                        self._catalog.clear_failure(known.file.path)
                    if known.main is not None:
                        self._companions.remove(known.file.path)
                self._catalog.bump_revision()
            removed += len(lost)
        return removed

    def _record(self, analysis: Analysis, known: KnownFile | None) -> None:
        if analysis.decoded_alone and analysis.fingerprint is not None:
            self._quarantine.acquit([analysis.fingerprint])
        if analysis.error is not None:
            if analysis.error.code == HUNG and analysis.fingerprint is not None:
                self._quarantine.convict(analysis.fingerprint, HUNG)
            self._record_failure(analysis.file, analysis.error, known)
            return
        assert analysis.fingerprint is not None
        if analysis.embedding is None or self._cache.has(self.model_id, analysis.fingerprint):
            self.reused += 1  # known before, or since the copy that came just now
        else:
            self._record_content(analysis, analysis.fingerprint)
            self.embedded += 1
        self._place(analysis.file, analysis.fingerprint)
        self._companions.join(analysis.file.path)

    def _record_content(self, analysis: Analysis, content: Fingerprint) -> None:
        decoded, embedding = analysis.decoded, analysis.embedding
        assert decoded is not None
        assert embedding is not None
        self._catalog.add_content(content, decoded.metadata, decoded.perceptual_hash)
        self._cache.put_thumbnail(content, decoded.thumbnail)
        self._cache.put(
            self.model_id, content, embedding.vector, embedding.label_ids, embedding.label_probabilities
        )

    def _record_failure(self, file: PhotoFile, error: PhotoUnreadableError, known: KnownFile | None) -> None:
        a_photo = known is not None and known.photo_id is not None
        if (error.code in TRANSIENT and a_photo) or _is_gone(file, error):
            self.unreadable.append(Unreadable(file.path, error.message, error.code, error.values))
            return
        if known is not None and known.photo_id is not None:
            self._catalog.remove_photos([known.photo_id])
        self._catalog.put_failure(file, error, "" if error.code in TRANSIENT else DECODER_VERSION)

    def _place(self, file: PhotoFile, content: Fingerprint) -> None:
        """Says where a content lies. One whose old place is empty was moved: it stays the same photo."""
        moved = None if self._catalog.lies_at(content, file.path) else self._find_moved(content, file.path)
        if moved is None:
            self._catalog.put_photo(file, content)
            return
        photo_id, path = moved
        self._catalog.move_photo(photo_id, file)
        self._moved.add(photo_id)
        self._moved_from.append(path)

    def _find_moved(self, content: Fingerprint, new: str) -> tuple[PhotoId, str] | None:
        """A photo of a content, and its place, that is no more where it was.

        Each place is looked at once a run, or a thousand copies would mean a million looks.
        """
        seen = self._occupied.get(content, 0)
        while places := self._catalog.files_of(content, after=seen, limit=PLACES):
            for photo_id, path in places:
                self._occupied[content] = seen = photo_id
                if photo_id not in self._moved and _is_empty(path, new):
                    return photo_id, path
        return None


def _is_empty(old: str, new: str) -> bool:
    """Whether nothing is at a path any more, now that its content was found at another one.

    Where upper and lower case are the same, a file whose name changed in nothing else is still found under
    the old one; its folder's list tells.
    """
    if not os.path.lexists(old):
        return True
    if old.casefold() != new.casefold() or not os.path.samefile(old, new):
        return False
    folder, name = os.path.split(old)
    return name not in os.listdir(folder)


def _is_gone(file: PhotoFile, error: PhotoUnreadableError) -> bool:
    """Whether a file vanished after the scan: there is nothing to remember. A folder may come back."""
    return error.code == "vanished" and not file.path.endswith(os.sep)
