"""Path, date and companions of very many photos, as columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import numpy as np
from numpy.typing import NDArray

from photoclust.core.photo import COMPANION_KINDS, Brief, PhotoId

Span = tuple[datetime, datetime]
"""The earliest and the latest of some dates."""


def ascending(ids: Iterable[PhotoId] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Ids in order, each once; (ids,) int64. `numpy.unique` hashes them first, which takes longer."""
    array = ids if isinstance(ids, np.ndarray) else np.fromiter(ids, np.int64)
    ordered = np.sort(array)
    return ordered[np.diff(ordered, prepend=ordered[:1] - 1) > 0]


@dataclass(frozen=True, slots=True, eq=False)
class Briefs:
    """What is kept in memory of every photo that was listed; see `Brief`.

    Arrays, not an object for each of 100,000 photos: those would be looked through by each of Python's
    searches for garbage, which hold up every thread. Never changed: who has one can be read while another
    thread makes the next.

    Attributes:
        ids: Of the photos, ascending; (photos,) int64.
        paths: Absolute paths; (photos,) str objects.
        taken: When each was taken, NaT where that is not known; (photos,) datetime64[s].
        companions: The numbers of `CompanionKind`; (photos,) uint8.
    """

    ids: NDArray[np.int64]
    paths: NDArray[np.object_]
    taken: NDArray[np.datetime64]
    companions: NDArray[np.uint8]

    @classmethod
    def of(
        cls,
        ids: Sequence[int],
        paths: Sequence[str],
        taken: Sequence[str | datetime | None],
        companions: Sequence[int],
    ) -> Self:
        """From columns in any order of photos, each photo once; dates may be ISO texts."""
        order = np.argsort(np.array(ids, np.int64))
        return cls(
            np.array(ids, np.int64)[order],
            np.array(paths, np.object_)[order],
            np.array(taken, "datetime64[s]")[order],
            np.array(companions, np.uint8)[order],
        )

    @classmethod
    def joined(cls, parts: Sequence[Briefs]) -> Self:
        """Of several that share no photo."""
        every: list[Briefs] = [cls.of([], [], [], []), *parts]
        order = np.argsort(np.concatenate([part.ids for part in every]))
        return cls(
            np.concatenate([part.ids for part in every])[order],
            np.concatenate([part.paths for part in every])[order],
            np.concatenate([part.taken for part in every])[order],
            np.concatenate([part.companions for part in every])[order],
        )

    def __len__(self) -> int:
        return len(self.ids)

    def rows_of(self, ids: Sequence[PhotoId] | NDArray[np.int64]) -> NDArray[np.int64]:
        """The row of each of some photos, -1 for one that is not here."""
        wanted = np.asarray(ids, np.int64).reshape(-1)
        if not len(self.ids):
            return np.full(len(wanted), -1, np.int64)
        rows = np.minimum(np.searchsorted(self.ids, wanted), len(self.ids) - 1)
        return np.where(self.ids[rows] == wanted, rows, -1)

    def get(self, photo_id: PhotoId) -> Brief | None:
        """One photo; None if it is not here."""
        row = int(self.rows_of([photo_id])[0])
        if row < 0:
            return None
        return Brief(self.paths[row], self.taken[row].item(), COMPANION_KINDS[self.companions[row]])

    def paths_of(self, ids: Sequence[PhotoId]) -> list[str]:
        """Paths in the order of the ids, "" for photos that are not here."""
        rows = self.rows_of(ids)
        if not len(self.ids):
            return [""] * len(rows)
        paths: list[str] = np.where(rows < 0, "", self.paths[rows]).tolist()
        return paths

    def spans_of(self, groups: Sequence[Sequence[PhotoId]]) -> list[Span | None]:
        """The earliest and the latest date in each of some groups; None where no date is known."""
        spans: list[Span | None] = [None] * len(groups)
        filled = [number for number, group in enumerate(groups) if len(group)]
        if not filled or not len(self.ids):
            return spans
        rows = self.rows_of(np.concatenate([np.asarray(groups[number], np.int64) for number in filled]))
        taken = np.where(rows < 0, np.datetime64("NaT", "s"), self.taken[rows])
        sizes = np.array([len(groups[number]) for number in filled])
        starts = np.cumsum(sizes) - sizes
        earliest, latest = np.fmin.reduceat(taken, starts), np.fmax.reduceat(taken, starts)
        for number, first, last in zip(filled, earliest.tolist(), latest.tolist(), strict=True):
            if first is not None:
                spans[number] = (first, last)
        return spans

    def without(self, ids: NDArray[np.int64]) -> Briefs:
        """Those that are not among some photos."""
        left = ~np.isin(self.ids, ids)
        return Briefs(self.ids[left], self.paths[left], self.taken[left], self.companions[left])

    def updated(self, newer: Briefs) -> Briefs:
        """These and others; of photos that both have, what the others say."""
        return Briefs.joined([self.without(newer.ids), newer])
