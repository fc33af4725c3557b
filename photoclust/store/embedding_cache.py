"""Vectors, label scores and thumbnails by content: (fingerprint, model) -> vector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photoclust.core.photo import Fingerprint, PhotoId
from photoclust.store.database import Database
from photoclust.store.paths import within_clause

PAGE = 500
MANY = 20_000  # contents; more of them are sooner found by reading all


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """The embeddings of a set of photos under one model, row by row.

    Attributes:
        ids: int64 (n,), photo ids, ascending.
        vectors: float32 (n, d), unit rows.
        label_ids: uint16 (n, m); m is 0 for models without class probabilities.
        label_probabilities: float32 (n, m).
    """

    ids: NDArray[np.int64]
    vectors: NDArray[np.float32]
    label_ids: NDArray[np.uint16]
    label_probabilities: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class StoredContents:
    """All that is stored under one model, a row a photo; half the size of `StoredVectors`.

    Attributes:
        ids: int64 (n,), photo ids, ascending.
        fingerprints: bytes of length 16 (n,), dtype V16: what each photo's content is called.
        vectors: float16 (n, d), as stored: of length 1 but for their rounding.
        label_ids: uint16 (n, m); m is 0 for models without class probabilities.
        label_probabilities: float16 (n, m).
    """

    ids: NDArray[np.int64]
    fingerprints: NDArray[np.void]
    vectors: NDArray[np.float16]
    label_ids: NDArray[np.uint16]
    label_probabilities: NDArray[np.float16]


@dataclass(frozen=True, slots=True, eq=False)
class StoredEmbeddings:
    """What is stored of some contents under one model, a row a content.

    Attributes:
        vectors: float16 (n, d), as stored: of length 1 but for their rounding.
        label_ids: uint16 (n, m); m is 0 for models without class probabilities.
        label_probabilities: float16 (n, m).
    """

    vectors: NDArray[np.float16]
    label_ids: NDArray[np.uint16]
    label_probabilities: NDArray[np.float16]


class EmbeddingCache:
    """The tables models, embeddings and thumbnails of one open cache database."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def model_id(self, key: str) -> int | None:
        """The number of a model in this file, None if no photo was embedded with it yet."""
        rows = self._db.rows("SELECT id FROM models WHERE key = ?", [key])
        return int(rows[0][0]) if rows else None

    def add_model(self, key: str) -> int:
        """The number of a model, given one if need be."""
        self._db.execute("INSERT OR IGNORE INTO models (key) VALUES (?)", [key])
        number = self.model_id(key)
        assert number is not None
        return number

    def has(self, model_id: int, fingerprint: Fingerprint) -> bool:
        """Whether a content needs no inference: it has a vector, and was not swept away."""
        statement = (
            "SELECT 1 FROM embeddings JOIN contents USING (fingerprint) "
            "WHERE model_id = ? AND fingerprint = ?"
        )
        return bool(self._db.rows(statement, [model_id, fingerprint]))

    def put(
        self,
        model_id: int,
        fingerprint: Fingerprint,
        vector: NDArray[np.float32],
        label_ids: NDArray[np.uint16],
        label_probabilities: NDArray[np.float32],
    ) -> None:
        """Keeps a photo's embedding, float32 (d,), and its likeliest labels, (m,) each."""
        self._db.execute(
            "INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?, ?, ?)",
            [
                model_id,
                fingerprint,
                vector.astype("<f2").tobytes(),
                label_ids.astype("<u2").tobytes(),
                label_probabilities.astype("<f2").tobytes(),
            ],
        )

    def put_thumbnail(self, fingerprint: Fingerprint, jpeg: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO thumbnails VALUES (?, ?)", [fingerprint, jpeg])

    def thumbnail(self, photo_id: PhotoId) -> bytes | None:
        rows = self._db.rows(
            "SELECT jpeg FROM photos JOIN thumbnails USING (fingerprint) WHERE id = ?", [photo_id]
        )
        return rows[0][0] if rows else None

    def thumbnails(self, fingerprints: Sequence[Fingerprint]) -> dict[Fingerprint, bytes]:
        """The thumbnails of some contents, at most 500; those that have none are left out."""
        marks = ", ".join("?" * len(fingerprints))
        rows = self._db.rows(
            f"SELECT fingerprint, jpeg FROM thumbnails WHERE fingerprint IN ({marks})", fingerprints
        )
        return {Fingerprint(bytes(row[0])): row[1] for row in rows}

    def incomplete(self, model_id: int) -> list[Fingerprint]:
        """Contents of photos that have no vector under a model, or no thumbnail, ascending."""
        rows = self._db.rows(
            "SELECT DISTINCT fingerprint FROM photos "
            "WHERE fingerprint NOT IN (SELECT fingerprint FROM embeddings WHERE model_id = ?) "
            "OR fingerprint NOT IN (SELECT fingerprint FROM thumbnails) ORDER BY fingerprint",
            [model_id],
        )
        return [Fingerprint(bytes(row[0])) for row in rows]

    def count(self, model_id: int) -> int:
        """Number of photos that have a vector under a model."""
        return int(self._db.rows(f"SELECT count(*) {_JOIN}", [model_id])[0][0])

    def contents(self, model_id: int) -> tuple[NDArray[np.int64], NDArray[np.void]]:
        """The photos that have a vector under a model, without the vectors.

        Returns:
            Their ids, int64 (n,), ascending, and the fingerprints of their contents, V16 (n,).
        """
        rows = self._db.rows(f"SELECT id, fingerprint {_JOIN} ORDER BY id", [model_id])
        ids = np.fromiter((row[0] for row in rows), np.int64, len(rows))
        return ids, np.frombuffer(b"".join(row[1] for row in rows), "V16")

    def load_some(self, model_id: int, fingerprints: NDArray[np.void]) -> StoredEmbeddings:
        """What is stored of some contents, in their order; zeros of one that is not stored.

        Args:
            model_id: Of the model.
            fingerprints: V16 (n,), none of them twice.
        """
        first = self._db.rows(
            "SELECT length(vector), length(label_ids) FROM embeddings WHERE model_id = ? LIMIT 1", [model_id]
        )
        width, labels = (first[0][0] // 2, first[0][1] // 2) if first else (0, 0)
        n = len(fingerprints)
        vectors, label_ids = np.zeros((n, width), np.float16), np.zeros((n, labels), np.uint16)
        probabilities = np.zeros((n, labels), np.float16)
        places = {fingerprint: place for place, fingerprint in enumerate(fingerprints.tolist())}
        for row in self._rows_of(model_id, list(places)):
            place = places.get(row[0])
            if place is not None:
                vectors[place] = np.frombuffer(row[1], "<f2")
                label_ids[place] = np.frombuffer(row[2], "<u2")
                probabilities[place] = np.frombuffer(row[3], "<f2")
        return StoredEmbeddings(vectors, label_ids, probabilities)

    def _rows_of(self, model_id: int, fingerprints: Sequence[bytes]) -> Iterator[Any]:
        """The rows of some contents; of many contents all rows there are, in the order of the file."""
        select = (
            "SELECT fingerprint, vector, label_ids, label_probabilities FROM embeddings WHERE model_id = ?"
        )
        if len(fingerprints) > MANY:
            yield from self._db.stream(f"{select} ORDER BY rowid", [model_id])
            return
        for start in range(0, len(fingerprints), PAGE):
            page = fingerprints[start : start + PAGE]
            marks = ",".join("?" * len(page))
            yield from self._db.rows(f"{select} AND fingerprint IN ({marks})", [model_id, *page])

    def load(self, model_id: int, within: Sequence[str] = ()) -> StoredVectors:
        """All embeddings of a model, one row a photo of the library (copies of a content repeat it)."""
        stored = self.load_contents(model_id, within)
        return StoredVectors(
            stored.ids,
            _unit_rows(stored.vectors.astype(np.float32)),
            stored.label_ids,
            stored.label_probabilities.astype(np.float32),
        )

    def load_contents(self, model_id: int, within: Sequence[str] = ()) -> StoredContents:
        """All that is stored under a model, one row a photo (copies of a content repeat it)."""
        clause, bounds = within_clause(within)
        where = f"{_JOIN} AND {clause}"
        first = self._db.rows(
            f"SELECT length(vector), length(label_ids) {where} LIMIT 1", [model_id, *bounds]
        )
        width, labels = (first[0][0] // 2, first[0][1] // 2) if first else (0, 0)
        n = int(self._db.rows(f"SELECT count(*) {where}", [model_id, *bounds])[0][0])
        ids, fingerprints = np.empty(n, np.int64), np.zeros(n, "V16")
        vectors, probabilities = np.empty((n, width), np.float16), np.empty((n, labels), np.float16)
        label_ids = np.empty((n, labels), np.uint16)
        row_number = 0
        for row in self._db.stream(
            f"SELECT id, fingerprint, vector, label_ids, label_probabilities {where} ORDER BY id",
            [model_id, *bounds],
        ):
            if row_number == n:  # photos were added since they were counted: they are for the next time
                break
            ids[row_number], fingerprints[row_number] = row[0], row[1]
            vectors[row_number] = np.frombuffer(row[2], "<f2")
            label_ids[row_number] = np.frombuffer(row[3], "<u2")
            probabilities[row_number] = np.frombuffer(row[4], "<f2")
            row_number += 1
        keep = slice(row_number)
        return StoredContents(
            ids[keep], fingerprints[keep], vectors[keep], label_ids[keep], probabilities[keep]
        )


_JOIN = "FROM photos JOIN embeddings USING (fingerprint) WHERE model_id = ?"


def _unit_rows(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Takes back what rounding to half precision did to the lengths, in place."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    return vectors
