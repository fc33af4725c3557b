"""Names for places: the town nearest to where photos were taken, from a list that lies on the disk."""

from __future__ import annotations

import gzip
import logging
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.kernel_features import EARTH_RADIUS, on_sphere

log = logging.getLogger(__name__)

NEAR = 30_000.0
"""Metres from a town beyond which only the country is named."""

FAR = 300_000.0
"""Metres from any town beyond which a place has no name: the open sea."""

MOSTLY = 0.6
"""Share of a group's places that must lie in one town, or one country, to name the group."""

_SAME_SPOT = 2  # decimals of a degree: a kilometre
_BLOCK = 256
_BAND = 2.8  # degrees of latitude: a little more than FAR


@dataclass(frozen=True, slots=True)
class Place:
    """A town and its country, or only a country (town is "")."""

    town: str
    country: str

    def __str__(self) -> str:
        return f"{self.town}, {self.country}" if self.town else self.country


class Gazetteer:
    """Towns of the world. Read when it is first asked; any thread may ask.

    Args:
        folder: Holds `towns.tsv.gz` and `countries.tsv`. Where they are missing, no place has a name.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._points: NDArray[np.float64] | None = None
        self._latitudes: NDArray[np.float64] = np.zeros(0)
        self._towns: list[tuple[str, str]] = []
        self._countries: dict[str, str] = {}

    def places(self, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> list[Place | None]:
        """Names of places.

        Args:
            latitudes: Degrees, float64 (n,); nan where there is none.
            longitudes: Likewise.

        Returns:
            One for each; None where there is none, or nothing near it.
        """
        named: list[Place | None] = [None] * len(latitudes)
        known = np.flatnonzero(np.isfinite(latitudes) & np.isfinite(longitudes))
        if not len(known):
            return named
        spots = np.stack([latitudes[known], longitudes[known]], axis=1).round(_SAME_SPOT)
        distinct, which = np.unique(spots, axis=0, return_inverse=True)
        found = self._nearest(distinct)
        for row, spot in zip(known.tolist(), which.ravel().tolist(), strict=True):
            named[row] = found[spot]
        return named

    def name_of(self, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> str:
        """Where a group of photos was taken: a town where most were, else the country where most were.

        Args:
            latitudes: Degrees, float64 (n,); nan where there is none.
            longitudes: Likewise.

        Returns:
            Such as "Lisbon, Portugal" or "Portugal"; "" where fewer than half of the photos have a place, or
            they were taken all over the world.
        """
        places = [place for place in self.places(latitudes, longitudes) if place is not None]
        if 2 * len(places) < len(latitudes) or not places:
            return ""
        enough = MOSTLY * len(places)
        place, count = _most(Counter(places))
        if count >= enough:
            return str(place)
        country, count = _most(Counter(Place("", place.country) for place in places))
        return str(country) if count >= enough else ""

    def _nearest(self, spots: NDArray[np.float64]) -> list[Place | None]:
        towns = self._load()
        found: list[Place | None] = [None] * len(spots)
        points = on_sphere(spots[:, 0], spots[:, 1])
        order = np.argsort(spots[:, 0], kind="stable")
        for start in range(0, len(order), _BLOCK):
            # From south to north, so that a block needs to be compared with a band of the world only.
            some = order[start : start + _BLOCK]
            south, north = spots[some[[0, -1]], 0]
            first, last = np.searchsorted(self._latitudes, [south - _BAND, north + _BAND])
            if first == last:
                continue
            best = first + (points[some] @ towns[first:last].T).argmax(axis=1)
            apart = np.linalg.norm(points[some] - towns[best], axis=1) * EARTH_RADIUS
            for spot, row, metres in zip(some.tolist(), best.tolist(), apart.tolist(), strict=True):
                found[spot] = self._place(row, metres)
        return found

    def _place(self, row: int, metres: float) -> Place | None:
        code, town = self._towns[row]
        if metres > FAR:
            return None
        return Place(town if metres <= NEAR else "", self._countries.get(code, code))

    def _load(self) -> NDArray[np.float64]:
        with self._lock:
            if self._points is None:
                self._points = self._read()
            return self._points

    def _read(self) -> NDArray[np.float64]:
        try:
            countries = (self._folder / "countries.tsv").read_text("utf-8").splitlines()
            with gzip.open(self._folder / "towns.tsv.gz", "rt", encoding="utf-8") as file:
                lines = [line.rstrip("\n").split("\t") for line in file]
        except (OSError, EOFError) as error:
            log.warning("places have no names, the list of towns can't be read: %s", error)
            return np.zeros((0, 3))
        self._countries = dict(line.split("\t") for line in countries)
        lines.sort(key=lambda line: float(line[0]))
        self._towns = [(code, name) for _, _, code, name in lines]
        degrees = np.array([[float(north), float(east)] for north, east, _, _ in lines])
        self._latitudes = degrees[:, 0]
        return on_sphere(degrees[:, 0], degrees[:, 1])


def _most(counts: Counter[Place]) -> tuple[Place, int]:
    """The commonest; of equally common ones the first by name."""
    return min(counts.items(), key=lambda item: (-item[1], str(item[0])))
