"""Brings a library's contents into the space of comparing, and keeps what took long to find for that.

Everything is computed over contents in the order of their fingerprints, each once: how often a photo is
there, in which order photos came and what their ids are makes no difference.

The frame (means and directions) and the lists of neighbours are kept in the cache database. The same photos
find them as they were left. When photos come or go in a library of more than `SMALL`, the frame holds until a
twentieth of the photos differ from those it was made of; lists are brought up to date, and are those that
would be found from scratch in that frame. In smaller libraries all is made anew, which takes seconds: there
the same photos are always in the same places, whatever was there before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Checkpoint, Ints, Report, Vectors, no_checkpoint, no_report
from photoclust.analysis.neighbours import Neighbours, averaged, find_neighbours, updated_neighbours
from photoclust.analysis.space import SAMPLE, SPACE_VERSION, Frame, make_frame
from photoclust.library.kept import Arrays, digest, keep, recall
from photoclust.store.database import Database
from photoclust.store.embedding_cache import StoredContents

KIND = "space"

SMALL = 10_000
"""Contents up to which everything is made anew when they change."""

QUICK = 1 << 27
"""Pairs that a question waits for; about a second."""

WORTH_KEEPING = 2_000
"""Contents from which on finding the neighbours takes longer than reading them."""

CHANGED = 20
"""The frame holds until one in so many contents differs."""

_MODELS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Contents in the space.

    Attributes:
        fingerprints: V16 (c,), ascending.
        contents: int64 (n,), the place of each stored row's content among them.
        vectors: float32 (c, d), unit rows.
        plain: float32 (c, d), unit rows, before each was averaged with its neighbours.
        frame: The frame they are in.
        complete: Whether each was averaged with its neighbours.
        identity: Of frame and contents together.
    """

    fingerprints: NDArray[np.void]
    contents: Ints
    vectors: Vectors
    plain: Vectors
    frame: Frame
    complete: bool
    identity: bytes


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    frame: Frame
    fingerprints: NDArray[np.void]
    base: int
    drift: int
    neighbours: Neighbours


def place(
    database: Database,
    model_key: str,
    stored: StoredContents,
    *,
    complete: bool,
    checkpoint: Checkpoint = no_checkpoint,
    on_progress: Report = no_report,
) -> Placed:
    """Brings stored embeddings into the space.

    Args:
        database: Where frame and neighbours are kept.
        model_key: `Model.key`.
        stored: Of all photos.
        complete: Find the neighbours however long it takes.
        checkpoint: Called now and then; raises to cancel.
        on_progress: Told how many contents were compared with all others.
    """
    fingerprints, rows, contents = np.unique(stored.fingerprints, return_index=True, return_inverse=True)
    count, name = len(fingerprints), digest(model_key, SPACE_VERSION)
    kept = _recall(database, name) if count > WORTH_KEEPING else None
    came_from = places_among(kept.fingerprints, fingerprints) if kept else np.full(count, -1)
    new = int((came_from < 0).sum())
    same = kept is not None and not new and len(kept.fingerprints) == count
    drift = 0
    if kept is not None and not same:
        drift = kept.drift + new + len(kept.fingerprints) - (count - new)
        if count <= SMALL or drift * CHANGED > kept.base:
            kept, drift = None, 0
    frame = kept.frame if kept else _frame(stored, rows[:SAMPLE])
    plain = _placed(frame, stored, rows)
    neighbours = kept.neighbours if kept and same else None
    if neighbours is None and kept is not None and (complete or new * count <= QUICK):
        neighbours = updated_neighbours(
            plain, kept.neighbours, came_from, checkpoint=checkpoint, on_progress=on_progress
        )
    elif neighbours is None and kept is None and (complete or count * count <= QUICK):
        neighbours = find_neighbours(plain, checkpoint=checkpoint, on_progress=on_progress)
    if neighbours is not None and not same and count > WORTH_KEEPING and (complete or kept is None):
        fresh = _Kept(frame, fingerprints, kept.base if kept else count, drift, neighbours)
        keep(database, KIND, name, _as_arrays(fresh), most=_MODELS)
    vectors = averaged(plain, neighbours) if neighbours is not None else plain
    identity = digest(name, frame.mean, frame.basis, fingerprints, neighbours is not None)
    return Placed(fingerprints, contents.ravel(), vectors, plain, frame, neighbours is not None, identity)


def _frame(stored: StoredContents, rows: Ints) -> Frame:
    """Of those contents whose fingerprints come first: as good as drawn by lot, and always the same."""
    return make_frame(stored.vectors[rows], stored.label_ids[rows], stored.label_probabilities[rows])


def _placed(frame: Frame, stored: StoredContents, rows: Ints) -> Vectors:
    vectors = np.empty((len(rows), frame.basis.shape[1]), np.float32)
    for start in range(0, len(rows), SAMPLE):  # a part at a time: never all of them as they are stored twice
        part = rows[start : start + SAMPLE]
        vectors[start : start + SAMPLE] = frame.place(
            stored.vectors[part], stored.label_ids[part], stored.label_probabilities[part]
        )
    return vectors


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


def _recall(database: Database, name: bytes) -> _Kept | None:
    arrays = recall(database, KIND, name)
    if arrays is None:
        return None
    frame = Frame(
        arrays["mean"], arrays["label_mean"], arrays["basis"], float(arrays["reach"]), float(arrays["common"])
    )
    lists = Neighbours(arrays["rows"], arrays["similarities"], arrays["ceiling"])
    return _Kept(frame, arrays["fingerprints"], int(arrays["base"]), int(arrays["drift"]), lists)


def _as_arrays(kept: _Kept) -> Arrays:
    return {
        "mean": kept.frame.mean,
        "label_mean": kept.frame.label_mean,
        "basis": kept.frame.basis,
        "reach": np.array(kept.frame.reach),
        "common": np.array(kept.frame.common),
        "fingerprints": kept.fingerprints,
        "base": np.array(kept.base),
        "drift": np.array(kept.drift),
        "rows": kept.neighbours.rows,
        "similarities": kept.neighbours.similarities,
        "ceiling": kept.neighbours.ceiling,
    }
