"""Names for clusters from the classes a model sees in their photos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints
from photoclust.analysis.evidence import Evidence, of_classes, of_kinds
from photoclust.core.kinds import Kind

# Found by reading the names of many groups; a wrong name is worse than none.
_SHARED = 0.4  # share of the members that have to show a class
_LIKELY = 0.2  # mean probability that makes a class a name by itself
_LIKELY_TOGETHER = 0.24  # mean probability of two classes that make a name together
_AS_GOOD = 0.5  # a second class that is so nearly as likely as the first belongs into the name
_ASIDE = 0.25  # share that makes a class fit to tell two groups apart

# A kind is the sum of its classes, so more is asked of it.
_SHARED_KIND = 0.6
_LIKELY_KIND = 0.4
_NARROW = 0.8  # how much of the likeliest kind's probability a narrower one must keep to be preferred
_BROAD = 40  # classes from which on a kind says little: a class or two are the better name
_OUTSHINES = 0.6  # a class with that share of its kind's probability is the better name: "Beagle", not "Dogs"


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """All that could be said of the clusters.

    Attributes:
        words: One for each class that occurs.
        classes: How classes and clusters go together.
        score: What makes a class a good name: probable, shared, and not said of everything; (g, c).
        kinds: Broader words.
        broad: How kinds and clusters go together.
        within: Whether a class is of a kind, bool (c, kinds).
    """

    words: list[str]
    classes: Evidence
    score: NDArray[np.float64]
    kinds: Sequence[Kind]
    broad: Evidence
    within: NDArray[np.bool_]


def name_clusters(
    label_ids: NDArray[np.uint16],
    label_probs: NDArray[np.float32],
    groups: Sequence[Ints],
    words: Sequence[str],
    kinds: Sequence[Kind] = (),
) -> list[str | None]:
    """Names each cluster by what its photos share and others don't: one or two classes, or a broader word.

    Classes are weighed by their mean probability in the cluster, the share of members that show them, and how
    few clusters they occur in (tf-idf: Spärck Jones 1972, "A statistical interpretation of term specificity",
    with clusters for documents). Where no class stands out, the narrowest kind that covers them is the name:
    "Dogs" for nine breeds.

    Args:
        label_ids: The likeliest classes of each photo, uint16 (n, m); m may be 0.
        label_probs: Their probabilities, float32 (n, m).
        groups: Row numbers of the members of each cluster.
        words: The word of each class; of synonyms separated by commas the first is used.
        kinds: Broader words over the classes.

    Returns:
        A name like "Castle", "Dogs" or "Lakeside and alp" for each cluster, no two the same; None where the
        classes say nothing, or only what is another cluster's name already.
    """
    names: list[str | None] = [None] * len(groups)
    if not len(groups) or not label_ids.shape[1] or not len(words):
        return names
    said = _weigh(label_ids, label_probs, groups, words, kinds)
    taken: set[frozenset[str]] = set()
    surest = np.maximum(said.score.max(axis=1), said.broad.mean.max(axis=1, initial=0) * _NARROW)
    for group in np.argsort(-surest, kind="stable").tolist():  # the surest chooses first
        for joint, parts in _proposals(said, group):
            if frozenset(parts) not in taken:
                taken.add(frozenset(parts))
                names[group] = _as_sentence(joint.join(parts))
                break
        else:
            broader = _kinds(said, group)
            names[group] = _as_sentence(kinds[broader[0]].name) if broader else None
    return _numbered(names)


def _numbered(names: list[str | None]) -> list[str | None]:
    """Tells groups of one name apart, in their order: "Animals", "Animals 2"."""
    seen: Counter[str | None] = Counter()
    numbered = []
    for name in names:
        seen[name] += 1
        numbered.append(f"{name} {seen[name]}" if name is not None and seen[name] > 1 else name)
    return numbered


def _weigh(
    label_ids: NDArray[np.uint16],
    label_probs: NDArray[np.float32],
    groups: Sequence[Ints],
    words: Sequence[str],
    kinds: Sequence[Kind],
) -> _Said:
    numbers, classes = of_classes(label_ids, label_probs, groups)
    rarity = np.log((1 + len(groups)) / (0.5 + classes.share.sum(axis=0)))
    within = np.zeros((len(numbers), len(kinds)), bool)
    for column, kind in enumerate(kinds):
        within[:, column] = np.isin(numbers, kind.classes)
    return _Said(
        words=[words[number].split(",")[0].strip() for number in numbers],
        classes=classes,
        score=classes.mean * classes.share * rarity,
        kinds=kinds,
        broad=of_kinds(label_ids, label_probs, groups, kinds),
        within=within,
    )


def _proposals(said: _Said, group: int) -> Iterator[tuple[str, list[str]]]:
    """What could name a cluster, the best first: words, and what to put between them."""
    broader = _kinds(said, group)
    if not broader:
        yield from _class_names(said, group)
        return
    first, mean = broader[0], said.classes.mean[group]
    own = mean * said.within[:, first]
    outshone = own.max() >= _OUTSHINES * said.broad.mean[group, first]
    broad = len(said.kinds[first].classes) >= _BROAD
    if outshone or broad:
        yield from _class_names(said, group)
    yield "", [said.kinds[first].name]
    for number in np.argsort(-own, kind="stable").tolist():  # somebody has that name already
        if broad or own[number] < _LIKELY:
            break
        yield ": ", [said.kinds[first].name, said.words[number]]


def _kinds(said: _Said, group: int) -> list[int]:
    """Kinds that could name a cluster: the narrowest that keeps most of the likeliest, then broader ones."""
    mean = said.broad.mean[group]
    fits = said.broad.distinctive[group] & (mean >= _LIKELY_KIND) & (said.broad.share[group] >= _SHARED_KIND)
    if not fits.any():
        return []
    fits &= mean >= _NARROW * mean[fits].max()
    chosen = np.flatnonzero(fits).tolist()
    return sorted(chosen, key=lambda kind: (len(said.kinds[kind].classes), -mean[kind]))


def _class_names(said: _Said, group: int) -> Iterator[tuple[str, list[str]]]:
    """One class, or two that go together."""
    for proposal in _classes(said, group):
        chosen = sorted(proposal, key=said.classes.mean[group].__getitem__, reverse=True)
        yield " and ", [said.words[number] for number in chosen]


def _classes(said: _Said, group: int) -> Iterator[tuple[int, ...]]:
    mean, share = said.classes.mean[group], said.classes.share[group]
    distinctive = said.classes.distinctive[group]
    order = np.argsort(-said.score[group] * distinctive, kind="stable").tolist()
    order = [c for c in order if distinctive[c] and share[c] >= _ASIDE]
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
