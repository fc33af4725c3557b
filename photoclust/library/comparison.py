"""The vectors of a library in the space where photos are compared, kept in memory between questions.

Loading 100,000 vectors takes most of a second, a search 20 ms: so they are loaded once and used until the set
of photos changes.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.space import Space, centre
from photoclust.core.photo import PhotoId
from photoclust.store.catalog import Catalog
from photoclust.store.database import Database
from photoclust.store.embedding_cache import EmbeddingCache


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Photos as points that can be compared: row i of everything belongs to `ids[i]`.

    Attributes:
        ids: int64 (n,), ascending.
        space: The centred vectors, float32 (n, d), and how a query gets there.
        label_ids: uint16 (n, m), the likeliest classes of each photo; m may be 0.
        label_probabilities: float32 (n, m).
        revision: Of the catalog when they were loaded.
    """

    ids: NDArray[np.int64]
    space: Space
    label_ids: NDArray[np.uint16]
    label_probabilities: NDArray[np.float32]
    revision: int

    def __len__(self) -> int:
        return len(self.ids)

    def rows_of(self, ids: Sequence[PhotoId]) -> NDArray[np.int64]:
        """Row numbers of the photos that have a vector, ascending."""
        wanted = np.unique(np.asarray(ids, np.int64))
        rows = np.searchsorted(self.ids, wanted)
        inside = rows < len(self.ids)
        rows, wanted = rows[inside], wanted[inside]
        return np.asarray(rows[self.ids[rows] == wanted], np.int64)


class ComparisonCache:
    """Keeps the latest `Comparison`. Thread-safe; two askers at once load it once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key: tuple[str, int] | None = None
        self._comparison: Comparison | None = None

    def get(self, database: Database, model_key: str) -> Comparison:
        """The vectors of the library's photos under a model, as of now.

        The mean that is subtracted is that of the whole library, so that scores mean the same whatever
        folders a question is limited to.

        Args:
            database: An open cache database.
            model_key: `Model.key`.
        """
        key = (model_key, Catalog(database).revision())
        with self._lock:
            if self._comparison is None or self._key != key:
                self._comparison = None  # the old one makes room before the new one is loaded
                self._comparison, self._key = _load(database, *key), key
            return self._comparison


def _load(database: Database, model_key: str, revision: int) -> Comparison:
    cache = EmbeddingCache(database)
    model_id = cache.model_id(model_key)
    stored = cache.load(model_id if model_id is not None else -1)
    return Comparison(
        stored.ids, centre(stored.vectors), stored.label_ids, stored.label_probabilities, revision
    )
