"""The vectors of a library in the space where photos are compared, kept in memory between questions.

Loading 100,000 vectors takes seconds, a search 10 ms: so they are loaded once and used until the set of
photos changes.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Checkpoint, Report, no_checkpoint, no_report
from photoclust.analysis.space import Frame
from photoclust.core.photo import Fingerprint, PhotoId
from photoclust.library.placing import Placed, place
from photoclust.store.catalog import Catalog
from photoclust.store.database import Database


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """The library's photos as points, and how a picture from outside gets there.

    Attributes:
        vectors: float32 (n, d), unit rows.
        plain: float32 (n, d), unit rows, before each was averaged with its neighbours.
        frame: For what comes from outside.
    """

    vectors: NDArray[np.float32]
    plain: NDArray[np.float32]
    frame: Frame


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Photos as points that can be compared: row i of everything belongs to `ids[i]`.

    Attributes:
        ids: int64 (n,), ascending.
        space: Their vectors, float32 (n, d).
        label_ids: uint16 (n, m), the likeliest classes of each photo; m may be 0.
        label_probabilities: float32 (n, m).
        revision: Of the catalog when they were loaded.
        fingerprints: V16 (c,), the contents that the photos have, ascending.
        contents: int64 (n,), the place of each photo's content among them.
        complete: Whether each vector was averaged with its neighbours', see `placing`.
        identity: Names the space: vectors of the same content under the same identity are the same.
    """

    ids: NDArray[np.int64]
    space: Space
    label_ids: NDArray[np.uint16]
    label_probabilities: NDArray[np.float32]
    revision: int
    fingerprints: NDArray[np.void]
    contents: NDArray[np.int64]
    complete: bool
    identity: bytes

    def __len__(self) -> int:
        return len(self.ids)

    def rows_of(self, ids: Sequence[PhotoId]) -> NDArray[np.int64]:
        """Row numbers of the photos that have a vector, ascending."""
        wanted = np.unique(np.asarray(ids, np.int64))
        rows = np.searchsorted(self.ids, wanted)
        inside = rows < len(self.ids)
        rows, wanted = rows[inside], wanted[inside]
        return np.asarray(rows[self.ids[rows] == wanted], np.int64)

    def row_of_content(self, fingerprint: Fingerprint) -> int | None:
        """The row of a photo that has this content; None if none has."""
        wanted = np.frombuffer(fingerprint, "V16")[0]
        place = np.flatnonzero(self.fingerprints == wanted)
        return int(np.argmax(self.contents == place[0])) if len(place) else None


class ComparisonCache:
    """Keeps the latest `Comparison`. Thread-safe; two askers at once load it once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._finishing = threading.Lock()
        self._key: tuple[str, int] | None = None
        self._comparison: Comparison | None = None

    def get(self, database: Database, model_key: str) -> Comparison:
        """The vectors of the library's photos under a model, as of now, without waiting for long.

        In a large library whose neighbours nobody has asked for yet it may not be complete; see `completed`.

        Args:
            database: An open cache database.
            model_key: `Model.key`.
        """
        key = (model_key, Catalog(database).revision())
        with self._lock:
            if self._comparison is None or self._key != key:
                self._comparison = None  # the old one makes room before the new one is loaded
                self._comparison, self._key = _load(database, *key, complete=False), key
            return self._comparison

    def completed(
        self,
        database: Database,
        model_key: str,
        *,
        checkpoint: Checkpoint = no_checkpoint,
        on_progress: Report = no_report,
    ) -> Comparison:
        """Like `get`, and complete: with 100,000 photos a minute the first time. Nobody else has to wait.

        Args:
            database: An open cache database; what was found is kept in it.
            model_key: `Model.key`.
            checkpoint: Called now and then; raises to cancel.
            on_progress: Told how many photos were compared with all others.
        """
        with self._finishing:
            comparison = self.get(database, model_key)
            if comparison.complete:
                return comparison
            key = (model_key, Catalog(database).revision())
            finished = _load(database, *key, complete=True, checkpoint=checkpoint, on_progress=on_progress)
            with self._lock:
                self._comparison, self._key = finished, key
            return finished


def _load(
    database: Database,
    model_key: str,
    revision: int,
    *,
    complete: bool,
    checkpoint: Checkpoint = no_checkpoint,
    on_progress: Report = no_report,
) -> Comparison:
    placed: Placed = place(
        database, model_key, complete=complete, checkpoint=checkpoint, on_progress=on_progress
    )
    contents, seen = placed.contents, placed.reduced
    vectors = placed.vectors[contents]
    return Comparison(
        ids=placed.ids,
        # Until they are averaged they are the same, and in a large library large.
        space=Space(vectors, seen.plain[contents] if placed.complete else vectors, placed.frame),
        label_ids=seen.label_ids[contents],
        label_probabilities=seen.label_probabilities[contents].astype(np.float32),
        revision=revision,
        fingerprints=placed.fingerprints,
        contents=contents,
        complete=placed.complete,
        identity=placed.identity,
    )
