"""Names for clusters from the classes a model sees in their photos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints

SEEN = 0.05
"""Probability from which on a photo is said to show a class."""

# Found by reading the names of many groups; a wrong name is worse than none.
_SHARED = 0.4  # share of the members that have to show a class
_LIKELY = 0.2  # mean probability that makes a class a name by itself
_LIKELY_TOGETHER = 0.24  # mean probability of two classes that make a name together
_AS_GOOD = 0.5  # a second class that is so nearly as likely as the first belongs into the name
_ASIDE = 0.25  # share that makes a class fit to tell two groups apart
_DISTINCTIVE = 1.5  # how much likelier a class must be than among the other photos


@dataclass(frozen=True, slots=True, eq=False)
class _Evidence:
    """How clusters and classes go together; classes are those that occur.

    Attributes:
        classes: Their numbers (c,).
        mean: Mean probability in each cluster, (g, c).
        share: Share of the members that show the class, (g, c).
        distinctive: Whether it is much likelier here than in the other photos, (g, c).
        score: What makes a class a good name: probable, shared, and not said of everything; (g, c).
    """

    classes: Ints
    mean: NDArray[np.float64]
    share: NDArray[np.float64]
    distinctive: NDArray[np.bool_]
    score: NDArray[np.float64]


def name_clusters(
    label_ids: NDArray[np.uint16],
    label_probs: NDArray[np.float32],
    groups: Sequence[Ints],
    words: Sequence[str],
) -> list[str | None]:
    """Names each cluster by one or two classes that its photos share and others don't.

    Classes are weighed by their mean probability in the cluster, the share of members that show them, and how
    few clusters they occur in (tf-idf: Spärck Jones 1972, "A statistical interpretation of term specificity",
    with clusters for documents).

    Args:
        label_ids: The likeliest classes of each photo, uint16 (n, m); m may be 0.
        label_probs: Their probabilities, float32 (n, m).
        groups: Row numbers of the members of each cluster.
        words: The word of each class; of synonyms separated by commas the first is used.

    Returns:
        A name like "Castle" or "Lakeside and alp" for each cluster, no two the same; None where the classes
        say nothing, or nothing that is not another cluster's name already.
    """
    names: list[str | None] = [None] * len(groups)
    if not len(groups) or not label_ids.shape[1] or not len(words):
        return names
    evidence = _weigh(label_ids, label_probs, groups)
    taken: set[frozenset[str]] = set()
    for group in np.argsort(-evidence.score.max(axis=1), kind="stable").tolist():  # the surest chooses first
        for proposal in _proposals(evidence, group):
            chosen = sorted(proposal, key=evidence.mean[group].__getitem__, reverse=True)
            parts = [words[evidence.classes[c]].split(",")[0].strip() for c in chosen]
            if frozenset(parts) not in taken:
                taken.add(frozenset(parts))
                names[group] = _as_sentence(" and ".join(parts))
                break
    return names


def _weigh(
    label_ids: NDArray[np.uint16], label_probs: NDArray[np.float32], groups: Sequence[Ints]
) -> _Evidence:
    classes, column = np.unique(label_ids, return_inverse=True)
    column = column.reshape(label_ids.shape)
    mean = np.zeros((len(groups), len(classes)))
    share = np.zeros_like(mean)
    everywhere = np.bincount(column.ravel(), label_probs.ravel(), len(classes))
    distinctive = np.zeros(mean.shape, bool)
    for group, members in enumerate(groups):
        probabilities, columns = label_probs[members].astype(np.float64), column[members]
        total = np.bincount(columns.ravel(), probabilities.ravel(), len(classes))
        others = (everywhere - total) / max(1, len(label_ids) - len(members))
        mean[group] = total / len(members)
        share[group] = np.bincount(columns[probabilities >= SEEN], minlength=len(classes)) / len(members)
        distinctive[group] = mean[group] >= _DISTINCTIVE * others
    rarity = np.log((1 + len(groups)) / (0.5 + share.sum(axis=0)))
    return _Evidence(classes.astype(np.int64), mean, share, distinctive, mean * share * rarity)


def _proposals(evidence: _Evidence, group: int) -> Iterator[tuple[int, ...]]:
    """Sets of classes that could name a cluster, the best first."""
    mean, share = evidence.mean[group], evidence.share[group]
    order = np.argsort(-evidence.score[group] * evidence.distinctive[group], kind="stable").tolist()
    order = [c for c in order if evidence.distinctive[group, c] and share[c] >= _ASIDE]
    if not order or share[order[0]] < _SHARED:
        return
    first, others = order[0], order[1:]
    partners = [c for c in others if share[c] >= _SHARED and mean[c] >= _AS_GOOD * mean[first]]
    partners = [c for c in partners if mean[first] + mean[c] >= _LIKELY_TOGETHER]
    if partners:
        yield first, partners[0]
    if mean[first] >= _LIKELY:
        yield (first,)
        for other in others:  # somebody has that name already
            yield first, other


def _as_sentence(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]  # capitalize() would make "african" of "African"
