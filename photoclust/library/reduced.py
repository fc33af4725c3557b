"""Contents brought into a frame, and kept so: reading them as the model made them takes ten times as long.

A library of more than a few thousand photos keeps its reduced vectors in the cache database, in half
precision, with the class probabilities that belong to them. What came since they were kept is read and
reduced each time, until it is so much that all is written anew.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints, Vectors
from photoclust.analysis.space import Frame, normalised
from photoclust.library.kept import digest, keep, recall
from photoclust.store.database import Database
from photoclust.store.embedding_cache import EmbeddingCache, StoredEmbeddings

KIND = "reduced"

NEW = 2_000
"""So many contents that are not kept yet are worth keeping."""

_BLOCK = 8192
_MODELS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Reduced:
    """Contents in a frame, without their neighbours.

    Attributes:
        plain: float32 (c, r), unit rows: what half precision holds of them.
        label_ids: uint16 (c, m).
        label_probabilities: float16 (c, m).
    """

    plain: Vectors
    label_ids: NDArray[np.uint16]
    label_probabilities: NDArray[np.float16]


def reduced(
    database: Database, model_id: int, frame: Frame, fingerprints: NDArray[np.void], *, keeping: bool
) -> Reduced:
    """Brings contents into a frame; those that were kept are taken from there.

    Args:
        database: The open cache.
        model_id: Of the model.
        frame: Where to.
        fingerprints: V16 (c,), ascending.
        keeping: Whether it is worth it.
    """
    name = digest(model_id, frame.mean, frame.label_mean, frame.basis)
    known = recall(database, KIND, name) if keeping else None
    if known is None:
        halves, stored = _read(database, model_id, frame, fingerprints)
        if keeping:
            _keep(database, name, fingerprints, halves, stored)
        return Reduced(_whole(halves), stored.label_ids, stored.label_probabilities)
    came_from = places_among(known["fingerprints"], fingerprints)
    if len(came_from) == len(known["fingerprints"]) and (came_from == np.arange(len(came_from))).all():
        return Reduced(_whole(known["halves"]), known["label_ids"], known["label_probabilities"])
    new = np.flatnonzero(came_from < 0)
    halves, stored = (
        known["halves"][came_from],
        StoredEmbeddings(
            np.zeros((0, 0), np.float16),
            known["label_ids"][came_from],
            known["label_probabilities"][came_from],
        ),
    )
    if len(new):
        halves[new], fresh = _read(database, model_id, frame, fingerprints[new])
        stored.label_ids[new], stored.label_probabilities[new] = fresh.label_ids, fresh.label_probabilities
    if len(new) > NEW:
        _keep(database, name, fingerprints, halves, stored)
    return Reduced(_whole(halves), stored.label_ids, stored.label_probabilities)


def places_among(before: NDArray[np.void], now: NDArray[np.void]) -> Ints:
    """The place of each of some fingerprints among others; -1 where it is not. Both are sorted."""
    place = np.minimum(np.searchsorted(_sortable(before), _sortable(now)), max(0, len(before) - 1))
    there = before[place] == now if len(before) else np.zeros(len(now), bool)
    return np.where(there, place, -1)


def _sortable(fingerprints: NDArray[np.void]) -> NDArray[np.bytes_]:
    """As byte strings of a fixed length, one longer: NumPy strips zero bytes from the end of a string."""
    padded = np.full((len(fingerprints), 17), 1, np.uint8)
    padded[:, :16] = np.ascontiguousarray(fingerprints).view(np.uint8).reshape(-1, 16)
    return padded.view("S17").ravel()


def _read(
    database: Database, model_id: int, frame: Frame, fingerprints: NDArray[np.void]
) -> tuple[NDArray[np.float16], StoredEmbeddings]:
    stored = EmbeddingCache(database).load_some(model_id, fingerprints)
    halves = np.empty((len(fingerprints), frame.basis.shape[1]), np.float16)
    for start in range(0, len(halves), _BLOCK):  # never all of them as they are stored in full precision
        part = slice(start, start + _BLOCK)
        halves[part] = frame.place(
            stored.vectors[part], stored.label_ids[part], stored.label_probabilities[part]
        )
    return halves, stored


def _whole(halves: NDArray[np.float16]) -> Vectors:
    """Unit rows of what half precision left of them; the same whether they were kept or just made."""
    vectors = np.empty(halves.shape, np.float32)
    for start in range(0, len(halves), _BLOCK):
        part = slice(start, start + _BLOCK)
        vectors[part] = normalised(halves[part].astype(np.float32))
    return vectors


def _keep(
    database: Database,
    name: bytes,
    fingerprints: NDArray[np.void],
    halves: NDArray[np.float16],
    stored: StoredEmbeddings,
) -> None:
    arrays = {
        "fingerprints": fingerprints,
        "halves": halves,
        "label_ids": stored.label_ids,
        "label_probabilities": stored.label_probabilities,
    }
    keep(database, KIND, name, arrays, most=_MODELS)
