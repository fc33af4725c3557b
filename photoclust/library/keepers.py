"""Which photo of a group to keep, and why: a person's rules, in their order.

Each rule says of every photo that is still in question how much speaks for it. Those of which the most
speaks stay in question; the others are out. The first rule by which anyone is out gives the reason.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np

from photoclust.core.duplicates import KeeperReason, KeeperRule
from photoclust.core.photo import CompanionKind, PhotoId
from photoclust.photos.formats import RAW_SUFFIXES, suffix
from photoclust.store.photo_table import PhotoTable

SHARPER = 1.25
"""How many times as sharp a photo must be to count as sharper. Packed very hard, photos measured up to 1.17
times as sharp as before, for the edges of blocks; slightly blurred, half as sharp."""

SECOND = 1_000_000_000
"""Nanoseconds. Copying to another file system may round what is below."""

LARGER = 1.1
"""How many times as many pixels, or bytes, a photo must have to count as larger: a few more say nothing."""


class Pictures(Protocol):
    """What has to be measured of the pictures of some rows of the table, all of them together."""

    def shapes(self, rows: Sequence[int]) -> Sequence[tuple[int, int]]:
        """Width and height in pixels."""
        ...

    def in_colour(self, rows: Sequence[int]) -> Sequence[bool]:
        """Whether they show any colour; true for all where that is not known."""
        ...

    def sharpness(self, rows: Sequence[int]) -> Sequence[float]:
        """How sharp they are; 0 where that is not known."""
        ...


class Keepers:
    """Chooses among photos by rules.

    Args:
        table: The photos.
        albums: The names of the albums that each photo is in; those in none may be missing.
        pictures: Asked only of photos that no earlier rule told apart.
        rules: In order. Where they leave several, the path decides.
    """

    def __init__(
        self,
        table: PhotoTable,
        albums: Mapping[PhotoId, Sequence[str]],
        pictures: Pictures,
        rules: Sequence[KeeperRule],
    ) -> None:
        self._table = table
        self._albums = albums
        self._pictures = pictures
        self._rules = (*(rule for rule in rules if rule is not KeeperRule.PATH), KeeperRule.PATH)
        self._scores: dict[KeeperRule, Callable[[Sequence[int]], list[float]]] = {
            KeeperRule.RAW: lambda rows: [self._raw(row) for row in rows],
            KeeperRule.ALBUM: lambda rows: [float(bool(self._names(row))) for row in rows],
            KeeperRule.PIXELS: self._large,
            KeeperRule.METADATA: lambda rows: [float(sum(self._facts(row))) for row in rows],
            KeeperRule.COLOUR: lambda rows: [float(seen) for seen in self._pictures.in_colour(rows)],
            KeeperRule.SHARP: self._sharp,
            KeeperRule.BYTES: lambda rows: _levelled([float(table.sizes[row]) for row in rows], LARGER),
            KeeperRule.OLDEST: lambda rows: [float(-(table.mtimes[row] // SECOND)) for row in rows],
            KeeperRule.PATH: self._by_path,
        }

    def best(self, rows: Sequence[int]) -> tuple[int, KeeperReason]:
        """The photo to keep among some, and why.

        Args:
            rows: Of the table, at least two; in which order makes no difference.
        """
        left, told_apart = list(rows), None
        for rule in self._rules:
            scores = self._scores[rule](left)
            most = max(scores)
            rival = max((score for score in scores if score != most), default=None)
            if told_apart is None and rival is not None:
                told_apart = rule, [row for row, score in zip(left, scores, strict=True) if score == rival]
            left = [row for row, score in zip(left, scores, strict=True) if score == most]
            if len(left) == 1:
                break
        assert told_apart is not None, "no two photos have one path"
        rule, rivals = told_apart
        return left[0], KeeperReason(rule, self._values(rule, left[0], min(rivals, key=self._path)))

    def _raw(self, row: int) -> float:
        beside = bool(self._table.companions[row] & CompanionKind.RAW)
        return float(beside or suffix(self._table.paths[row]) in RAW_SUFFIXES)

    def _names(self, row: int) -> Sequence[str]:
        return self._albums.get(self._table.id(row), ())

    def _facts(self, row: int) -> tuple[bool, bool]:
        return bool(np.isfinite(self._table.taken[row])), bool(self._table.cameras[row])

    def _large(self, rows: Sequence[int]) -> list[float]:
        pixels = [float(width * height) for width, height in self._pictures.shapes(rows)]
        return _levelled(pixels, LARGER)

    def _sharp(self, rows: Sequence[int]) -> list[float]:
        return _levelled(self._pictures.sharpness(rows), SHARPER)

    def _path(self, row: int) -> tuple[int, bytes]:
        path = self._table.paths[row]
        return len(path), os.fsencode(path)

    def _by_path(self, rows: Sequence[int]) -> list[float]:
        place = {row: number for number, row in enumerate(sorted(rows, key=self._path))}
        return [float(-place[row]) for row in rows]

    def _values(self, rule: KeeperRule, chosen: int, rival: int) -> dict[str, object]:
        """What fills the sentence: of the chosen one, and of the best of those that are out."""
        table = self._table
        match rule:
            case KeeperRule.RAW if not table.companions[chosen] & CompanionKind.RAW:
                return {"form": "raw-itself"}
            case KeeperRule.ALBUM:
                names = self._names(chosen)
                return {"form": "album" if len(names) == 1 else "albums", "albums": ", ".join(names)}
            case KeeperRule.PIXELS:
                (width, height), (other_width, other_height) = self._pictures.shapes([chosen, rival])
                return {
                    **{"width": width, "height": height},
                    **{"other_width": other_width, "other_height": other_height},
                }
            case KeeperRule.METADATA if not all(self._facts(chosen)):
                return {"form": "metadata-date" if self._facts(chosen)[0] else "metadata-camera"}
            case KeeperRule.BYTES:
                return {"size": int(table.sizes[chosen]), "other_size": int(table.sizes[rival])}
            case KeeperRule.PATH if len(table.paths[chosen]) == len(table.paths[rival]):
                return {"form": "path-first"}
        return {}


def _levelled(values: Sequence[float], factor: float) -> list[float]:
    """The values, those that are nearly the highest raised to it."""
    most = max(values)
    return [most if value * factor >= most else value for value in values]
