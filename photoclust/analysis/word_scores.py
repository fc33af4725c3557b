"""How well photos show what a word says, by the classes a model sees and by what such photos look like.

A model's classes find the photos it is sure of. Those are then the question: photos that look like several of
them show it too, whatever the model calls them (pseudo-relevance feedback: Rocchio 1971, "Relevance feedback
in information retrieval", with the surest for the relevant ones; and a vote of the nearest of them, so that
one photo that was taken for something else draws no others). `benchmarks/search.py` says what it is worth.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints, Vectors, blocks, top_k

Scores = NDArray[np.float32]
"""float32 (n,), in [0, 1]."""

FOUND = 0.3
"""Score from which on a photo is said to show it: where every second photo that is added would be wrong."""

SURE = 0.3
"""Probability of a photo that may stand for the word."""

_SEEDS = 100  # photos that vote
_GUESS = 0.05  # probability below which none does
_CANDIDATES = 1_000  # that are voted on
_VOTES = 5  # of the nearest
_STEEP = 3  # power of the similarity, as in `neighbours`
_MIDDLE = 20  # photos whose mean is the question
_AGREED = 0.2  # vote from which on a photo counts for that mean
_OWN_WORD = 0.8  # what a photo's own probability is worth where no other looks like it


def class_scores(label_ids: NDArray[np.uint16], label_probabilities: Scores, weights: Scores) -> Scores:
    """The sum of the probabilities of some classes.

    Args:
        label_ids: uint16 (n, m), the likeliest classes of each photo.
        label_probabilities: float32 (n, m).
        weights: float32 (65536,), by class number.
    """
    scores = np.zeros(len(label_ids), np.float32)
    for part in blocks(len(label_ids), label_ids.shape[1]):
        np.einsum("ij,ij->i", weights[label_ids[part]], label_probabilities[part], out=scores[part])
    return np.clip(scores, 0, 1, out=scores)


def seen_scores(vectors: Vectors, likely: Scores) -> Scores:
    """How well photos show something.

    Args:
        vectors: float32 (n, d), unit rows in the space of comparing.
        likely: By the classes alone, as `class_scores` gives it.

    Returns:
        float32 (n,), in [0, 1].
    """
    seeds = _best(likely, _SEEDS, _GUESS)
    question = _mean(vectors, likely, _best(likely, _MIDDLE, SURE))
    if question is None:  # nothing is surely that
        return likely * np.float32(_OWN_WORD)
    looks = np.clip(vectors @ question, 0, 1)
    some = _best(np.maximum(likely, (likely + looks) / 2), _CANDIDATES, 0)
    votes = np.zeros_like(likely)
    votes[some] = _votes(vectors[some] @ vectors[seeds].T, likely[seeds])
    question = _mean(vectors, votes, _best(votes, _MIDDLE, _AGREED))
    if question is not None:
        looks = np.clip(vectors @ question, 0, 1)
    scores: Scores = np.maximum((votes + looks) / 2, likely * np.float32(_OWN_WORD))
    return scores


def _votes(similarity: Vectors, likely: Scores) -> Scores:
    """The mean of the best votes; of no more than there are photos that are surely that."""
    count = int(np.clip(np.count_nonzero(likely >= SURE), 1, min(_VOTES, len(likely))))
    votes = np.clip(similarity, 0, 1) ** _STEEP * likely
    best = np.take_along_axis(votes, top_k(votes, count), axis=1)
    mean: Scores = best.mean(axis=1, dtype=np.float32)
    return mean


def _best(scores: Scores, count: int, least: float) -> Ints:
    """The rows of the best scores, best first."""
    if not len(scores):
        return np.zeros(0, np.int64)
    rows = top_k(scores[None], min(count, len(scores)))[0]
    return np.asarray(rows[scores[rows] >= least], np.int64)


def _mean(vectors: Vectors, weights: Scores, rows: Ints) -> Vectors | None:
    """The direction of the mean of some rows; None of none."""
    together = weights[rows] @ vectors[rows]
    length = float(np.linalg.norm(together))
    return together / np.float32(length) if length > 0 else None
