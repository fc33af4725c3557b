"""How relevant vectors are to examples and counterexamples."""

from __future__ import annotations

import numpy as np

from photoclust.analysis.arrays import Ints, Vectors
from photoclust.analysis.vector_index import VectorIndex

MANY = 64
"""Of more examples than this only the mean counts: somebody asked for the like of a whole album."""

LESS = 0.5
"""How much a counterexample counts beside an example."""

NEAREST = 0.5
"""The share of the nearest example in the score; the rest is that of their mean."""


def relevance(
    index: VectorIndex, examples: Vectors, counterexamples: Vectors, rows: Ints | None = None
) -> Vectors:
    """Scores vectors by how like some examples they are, and how unlike some counterexamples.

    Half of the score is the cosine to one query: the mean of the examples less half the mean of the
    counterexamples (Rocchio 1971; Manning, Raghavan, Schütze 2008, section 9.1.1). The other half is the
    cosine to the nearest example, less half that to the nearest counterexample, so that two kinds of examples
    don't lose each other in their mean. Of one example alone, both are the cosine to it.

    Chosen by what it is worth on photos that nobody had judged yet (`benchmarks/retrieval.py`): as good as
    the mean alone where a class is of one kind, better where it is of many, and better than the nearest
    alone, Rocchio's usual weights (1, 0.75, 0.15), and ridge regression over the examples and photos drawn by
    lot, which a handful of examples misleads.

    Args:
        index: Of n vectors.
        examples: float32 (p, d), at least one; rows of length 1, or less for pictures from outside.
        counterexamples: float32 (q, d); q may be 0.
        rows: Which vectors to score, int64 (k,); None for all.

    Returns:
        float32 (n,) or (k,), about as cosines are: at most 1.
    """
    scores = index.scores(mean_query(examples, counterexamples), rows)
    if len(examples) + len(counterexamples) == 1 or max(len(examples), len(counterexamples)) > MANY:
        return scores
    nearest = index.nearest(examples, rows)
    if len(counterexamples):
        nearest -= np.float32(LESS) * np.maximum(index.nearest(counterexamples, rows), 0)
    scores *= np.float32(1 - NEAREST)
    nearest *= np.float32(NEAREST)
    scores += nearest
    return scores


def mean_query(examples: Vectors, counterexamples: Vectors) -> Vectors:
    """The direction from counterexamples to examples, as long as an example is, float32 (d,)."""
    query = examples.mean(axis=0, dtype=np.float64)
    if len(counterexamples):
        query = query - LESS * counterexamples.mean(axis=0, dtype=np.float64)
    if len(examples) > 1 or len(counterexamples):
        length = float(np.linalg.norm(examples, axis=1).mean())
        query *= length / max(float(np.linalg.norm(query)), 1e-12)
    direction: Vectors = query.astype(np.float32)
    return direction
