"""Brings a library's contents into the space of comparing, and keeps what took long to find for that.

Everything is computed over contents in the order of their fingerprints, each once: how often a photo is
there, in which order photos came and what their ids are makes no difference.

The frame (means and directions), the vectors in it (`library.reduced`) and the lists of neighbours are kept
in the cache database. The same photos find them as they were left. When photos come or go in a library of
more than `SMALL`, the frame holds until a twentieth of the photos differ from those it was made of; lists are
brought up to date, and are those that would be found from scratch in that frame. In smaller libraries all is
made anew, which takes seconds: there the same photos are always in the same places, whatever was before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Checkpoint, Ints, Report, Vectors, no_checkpoint, no_report
from photoclust.analysis.neighbours import Neighbours, averaged, find_neighbours, updated_neighbours
from photoclust.analysis.space import SAMPLE, SPACE_VERSION, Frame, make_frame
from photoclust.library.kept import Arrays, digest, keep, recall
from photoclust.library.reduced import Reduced, places_among, reduced
from photoclust.store.database import Database
from photoclust.store.embedding_cache import EmbeddingCache, StoredEmbeddings

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
        ids: int64 (n,), the photos that have a vector, ascending.
        fingerprints: V16 (c,), ascending.
        contents: int64 (n,), the place of each photo's content among them.
        vectors: float32 (c, d), unit rows.
        reduced: The same before each was averaged with its neighbours.
        frame: The frame they are in.
        complete: Whether each was averaged with its neighbours.
        identity: Of frame and contents together.
    """

    ids: Ints
    fingerprints: NDArray[np.void]
    contents: Ints
    vectors: Vectors
    reduced: Reduced
    frame: Frame
    complete: bool
    identity: bytes


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    frame: Frame
    fingerprints: NDArray[np.void]
    base: int
    drift: int
    neighbours: Neighbours | None


def place(
    database: Database,
    model_key: str,
    *,
    complete: bool,
    checkpoint: Checkpoint = no_checkpoint,
    on_progress: Report = no_report,
) -> Placed:
    """Brings the contents of a library's photos into the space.

    Args:
        database: Where they are stored, and where frame, reduced vectors and neighbours are kept.
        model_key: `Model.key`.
        complete: Find the neighbours however long it takes.
        checkpoint: Called now and then; raises to cancel.
        on_progress: Told how many contents were compared with all others.
    """
    cache = EmbeddingCache(database)
    number = cache.model_id(model_key)
    model_id = number if number is not None else -1
    ids, listed = cache.contents(model_id)
    fingerprints, contents = np.unique(listed, return_inverse=True)
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
    frame = kept.frame if kept else _frame(cache.load_some(model_id, fingerprints[:SAMPLE]))
    seen = reduced(database, model_id, frame, fingerprints, keeping=count > SMALL)
    plain, before = seen.plain, kept.neighbours if kept else None
    neighbours = before if same else None
    if neighbours is None and before is not None and (complete or new * count <= QUICK):
        neighbours = updated_neighbours(
            plain, before, came_from, checkpoint=checkpoint, on_progress=on_progress
        )
    elif neighbours is None and before is None and (complete or count * count <= QUICK):
        neighbours = find_neighbours(plain, checkpoint=checkpoint, on_progress=on_progress)
    found = neighbours is not None and neighbours is not before and (complete or before is None)
    if count > WORTH_KEEPING and (found or (kept is None and count > SMALL)):
        fresh = _Kept(frame, fingerprints, kept.base if kept else count, drift, neighbours)
        keep(database, KIND, name, _as_arrays(fresh), most=_MODELS)
    vectors = averaged(plain, neighbours) if neighbours is not None else plain
    identity = digest(name, frame.mean, frame.basis, fingerprints, neighbours is not None)
    return Placed(ids, fingerprints, contents.ravel(), vectors, seen, frame, neighbours is not None, identity)


def _frame(stored: StoredEmbeddings) -> Frame:
    """Of those contents whose fingerprints come first: as good as drawn by lot, and always the same."""
    return make_frame(stored.vectors, stored.label_ids, stored.label_probabilities)


def _recall(database: Database, name: bytes) -> _Kept | None:
    arrays = recall(database, KIND, name)
    if arrays is None:
        return None
    frame = Frame(
        arrays["mean"], arrays["label_mean"], arrays["basis"], float(arrays["reach"]), float(arrays["common"])
    )
    lists = (
        Neighbours(arrays["rows"], arrays["similarities"], arrays["ceiling"]) if "rows" in arrays else None
    )
    return _Kept(frame, arrays["fingerprints"], int(arrays["base"]), int(arrays["drift"]), lists)


def _as_arrays(kept: _Kept) -> Arrays:
    arrays = {
        "mean": kept.frame.mean,
        "label_mean": kept.frame.label_mean,
        "basis": kept.frame.basis,
        "reach": np.array(kept.frame.reach),
        "common": np.array(kept.frame.common),
        "fingerprints": kept.fingerprints,
        "base": np.array(kept.base),
        "drift": np.array(kept.drift),
    }
    lists = kept.neighbours
    if lists is None:
        return arrays
    return {**arrays, "rows": lists.rows, "similarities": lists.similarities, "ceiling": lists.ceiling}
