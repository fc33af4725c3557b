"""Finds the very picture that was asked for among the photos that are like it.

A part of a photo, or a small copy of it, may be less like it as a whole than other photos are. So the nearest
are looked at point by point and pixel by pixel (`library.second_look`). Where that finds nothing for sure, in
small pictures above all, the embedding has the last word as the model made it: without labels, which a part
may well change, without reduction and averaging. `benchmarks/retrieval.py` has the figures.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.space import normalised, unit
from photoclust.core.photo import Match, PhotoId
from photoclust.core.progress import CancelToken
from photoclust.embedding.models import Model
from photoclust.library.session import Library
from photoclust.library.similar import Clue, SimilarAnswer
from photoclust.store.embedding_cache import EmbeddingCache


def look_closer(
    library: Library, model: Model, answer: SimilarAnswer, *, cancel: CancelToken | None = None
) -> SimilarAnswer:
    """Puts first what shows the very picture that was asked for.

    Args:
        library: Read only.
        model: That of the answer.
        answer: Of `find_similar`.
        cancel: Stops it.

    Returns:
        The same photos in another order, and `found`. What shows the picture scores 1, and whatever else was
        moved no less than what comes after it.

    Raises:
        CancelledError: If it was stopped.
        LibraryError: If the library can't be read.
    """
    clue = answer.clue
    if clue is None or not len(clue.candidates):
        return replace(answer, clue=None)
    from photoclust.library.second_look import Sight, see  # not before the window is up

    looked = [Match(PhotoId(number), 0.0) for number in clue.candidates.tolist()]
    sights = np.array(see(library, clue.grey, looked, cancel=cancel), np.int64)
    order = np.lexsort((-_nearness(library, model, clue), sights))
    sure = int((sights < Sight.OTHER).sum())
    same = int((sights == Sight.SAME).sum())
    ahead = clue.candidates[order][: max(1, sure)]
    behind = ~np.isin(answer.ids, ahead)
    alike = int(behind[: answer.alike].sum())
    scores = np.concatenate([np.zeros(len(ahead), np.float32), answer.scores[behind]])
    scores[: len(ahead)] = [_score_of(answer, number) for number in ahead.tolist()]
    scores[:same] = 1
    return replace(
        answer,
        ids=np.concatenate([ahead, answer.ids[behind]])[: len(answer.ids)],
        scores=np.maximum.accumulate(scores[::-1])[::-1][: len(answer.ids)],
        alike=alike + len(ahead) if sure or answer.alike else 0,
        clue=None,
        found=same,
    )


def _score_of(answer: SimilarAnswer, photo_id: int) -> float:
    """What a photo scored; nothing if it was too far behind to be ranked."""
    place = np.flatnonzero(answer.ids == photo_id)
    return float(answer.scores[place[0]]) if len(place) else 0.0


def _nearness(library: Library, model: Model, clue: Clue) -> NDArray[np.float32]:
    """Cosine of the picture to each candidate, of centred embeddings as the model made them."""
    with library.cache() as database:
        comparison = library.comparisons.get(database, model.key)
        cache = EmbeddingCache(database)
        model_id = cache.model_id(model.key)
        rows = np.searchsorted(comparison.ids, clue.candidates)
        rows = np.minimum(rows, max(0, len(comparison) - 1))
        contents, which = np.unique(comparison.contents[rows], return_inverse=True)
        stored = cache.load_some(model_id if model_id is not None else -1, comparison.fingerprints[contents])
    mean = comparison.space.frame.mean
    near: NDArray[np.float32] = (
        normalised(unit(stored.vectors) - mean) @ normalised(clue.vector[None] - mean)[0]
    )
    return near[which.ravel()]
