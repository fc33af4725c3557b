"""Makes groups of duplicates out of pairs, tier by tier, without those on which the person has decided."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints
from photoclust.analysis.coherent_groups import coherent_groups
from photoclust.core.duplicates import Duplicate, DuplicateGroup, Tier
from photoclust.core.photo import Fingerprint
from photoclust.library.keepers import Keepers
from photoclust.library.verdicts import Verdicts
from photoclust.store.photo_table import PhotoTable

Scores = NDArray[np.float64]


class Links:
    """Pairs of numbers with scores, each pair once, to be asked for the score of one.

    Args:
        pairs: int64 (m, 2), in any order, also several times.
        scores: float64 (m,); of several for one pair the highest counts.
    """

    def __init__(self, pairs: Ints, scores: Scores) -> None:
        ends = np.sort(pairs, axis=1)
        order = np.lexsort((-scores, ends[:, 1], ends[:, 0]))
        ends, scores = ends[order], scores[order]
        first = np.ones(len(ends), np.bool_)
        first[1:] = (ends[1:] != ends[:-1]).any(axis=1)
        self.pairs, self.scores = ends[first], scores[first]
        self._score = {
            (low, high): score
            for (low, high), score in zip(self.pairs.tolist(), self.scores.tolist(), strict=True)
        }

    def score(self, one: int, other: int) -> float | None:
        """How strong the link between two is; None if there is none."""
        return self._score.get((min(one, other), max(one, other)))

    def of_some(self, keep: NDArray[np.bool_]) -> Links:
        return Links(self.pairs[keep], self.scores[keep])


class DuplicateGroups:
    """Collects groups.

    Contents are numbered in the order of their fingerprints: what comes of it depends on nothing else.

    Args:
        table: The photos that may be in groups.
        keepers: Chooses the photo to keep.
        decided: What the person said before.

    Attributes:
        found: The open groups.
        hidden: How many more there are on which the person has decided.
        fingerprints: The contents, V16 (c,), ascending.
        pictures: The number of each content's picture: that of its first content; int64 (c,).
    """

    def __init__(self, table: PhotoTable, keepers: Keepers, decided: Verdicts) -> None:
        self.found: list[DuplicateGroup] = []
        self.hidden = 0
        self.fingerprints, contents, self._counts = np.unique(
            table.fingerprints, return_inverse=True, return_counts=True
        )
        self.pictures = np.arange(len(self.fingerprints))
        self._table = table
        self._keepers = keepers
        self._decided = decided
        self._contents = contents.ravel()
        self._by_content = np.argsort(self._contents, kind="stable")
        self._ends = np.cumsum(self._counts)
        self._same = Links(np.zeros((0, 2), np.int64), np.zeros(0))
        self._number: dict[bytes, int] = {
            name: number for number, name in enumerate(names_of(self.fingerprints))
        }
        self._of_picture: dict[int, list[int]] = {}

    @property
    def taken(self) -> NDArray[np.float64]:
        """When each content was taken; float64 (c,), nan where it is not known."""
        times: NDArray[np.float64] = self._table.taken[self._by_content[self._ends - self._counts]]
        return times

    def numbers_of(self, fingerprints: Iterable[bytes]) -> Ints:
        """The numbers of some contents, int64 (n,); -1 for those that are none of the photos'."""
        numbers = [self._number.get(fingerprint, -1) for fingerprint in fingerprints]
        return np.array(numbers, np.int64)

    def files_of(self, fingerprints: Iterable[Fingerprint]) -> int:
        """How many files have one of some contents."""
        numbers = self.numbers_of(fingerprints)
        return int(self._counts[numbers[numbers >= 0]].sum())

    def add_files(self) -> None:
        """Groups of the same bytes."""
        for content in np.flatnonzero(self._counts > 1).tolist():
            rows, fingerprint = self._rows([content]), self._name(content)
            if self._decided.covers_files(fingerprint, len(rows)):
                self.hidden += 1
            else:
                known = self._decided.knows_files(fingerprint)
                self._add(Tier.FILE, rows, lambda _row, _keep: 1.0, known)

    def add_pictures(self, links: Links, *, wanted: bool) -> None:
        """Groups of contents that are one picture, with all their files.

        Args:
            links: Between numbers of contents.
            wanted: List the groups; without, they are only remembered for `add_shots`.
        """
        self._same = links
        apart = {one: self._decided.apart([self._name(one)]) for one in np.unique(links.pairs).tolist()}
        if wanted:
            self.hidden += _kept_apart(links, apart)
        for group in coherent_groups(links.pairs, links.scores, apart):
            self.pictures[group] = group[0]
            self._of_picture[group[0]] = group
            names = [[self._name(content)] for content in group]
            if wanted and self._decided.covers(names):
                self.hidden += 1
            elif wanted:
                known = self._decided.knows(names)
                self._add(Tier.PICTURE, self._rows(group), self._strongest(links, group), known)

    def add_shots(self, links: Links) -> None:
        """Groups of similar shots, with one file of each picture.

        Args:
            links: Between numbers of contents.
        """
        between = Links(self.pictures[links.pairs], links.scores)
        one_picture = {(low, high) for low, high in np.sort(self.pictures[self._same.pairs], axis=1).tolist()}
        other = np.array([(low, high) not in one_picture for low, high in between.pairs.tolist()], np.bool_)
        between = between.of_some(other & (between.pairs[:, 0] != between.pairs[:, 1]))
        names = {picture: self._names_of(picture) for picture in np.unique(between.pairs).tolist()}
        apart = {picture: self._decided.apart(contents) for picture, contents in names.items()}
        self.hidden += _kept_apart(between, apart)
        for group in coherent_groups(between.pairs, between.scores, apart):
            contents = [names[picture] for picture in group]
            if self._decided.covers(contents):
                self.hidden += 1
                continue
            known = self._decided.knows(contents)
            rows = [self._representative(picture) for picture in group]
            self._add(Tier.SIMILAR, rows, self._strongest(between, group, self.pictures), known)

    def _add(self, tier: Tier, rows: Sequence[int], score: Callable[[int, int], float], known: bool) -> None:
        table = self._table
        keep, reason = self._keepers.best(rows)
        others = []
        for row in rows:
            if row == keep:
                continue
            equal = self._contents[row] == self._contents[keep]
            entry = Duplicate(table.id(row), Tier.FILE if equal else tier, 1.0 if equal else score(row, keep))
            others.append((not equal, -entry.score, os.fsencode(table.paths[row]), entry))
        ordered = tuple(entry for *_, entry in sorted(others, key=lambda other: other[:3]))
        self.found.append(DuplicateGroup(tier, table.id(keep), reason, ordered, known))

    def _strongest(
        self, links: Links, group: Sequence[int], number_of: Ints | None = None
    ) -> Callable[[int, int], float]:
        """The score of a member: of its link to the one that is kept, else its best link in the group."""

        def score(row: int, keep: int) -> float:
            one, kept = int(self._contents[row]), int(self._contents[keep])
            if number_of is not None:
                one, kept = int(number_of[one]), int(number_of[kept])
            direct = links.score(one, kept)
            if direct is not None:
                return direct
            return max(links.score(one, other) or 0.0 for other in group if other != one)

        return score

    def _representative(self, picture: int) -> int:
        rows = self._rows(self._of_picture.get(picture, [picture]))
        return rows[0] if len(rows) == 1 else self._keepers.best(rows)[0]

    def _names_of(self, picture: int) -> list[Fingerprint]:
        return [self._name(content) for content in self._of_picture.get(picture, [picture])]

    def _name(self, content: int) -> Fingerprint:
        return Fingerprint(self.fingerprints[content].tobytes())

    def _rows(self, contents: Iterable[int]) -> list[int]:
        """The rows of all files of some contents."""
        return [
            int(row)
            for content in contents
            for row in self._by_content[self._ends[content] - self._counts[content] : self._ends[content]]
        ]


def names_of(fingerprints: NDArray[np.void]) -> list[Fingerprint]:
    """Contents in an array, V16 (n,), one by one."""
    return [Fingerprint(name.tobytes()) for name in fingerprints]


def _kept_apart(links: Links, apart: dict[int, frozenset[int]]) -> int:
    """How many verdicts say of a linked pair that it is none."""
    verdicts = (apart[low] & apart[high] for low, high in links.pairs.tolist())
    return len(frozenset[int]().union(*verdicts))
