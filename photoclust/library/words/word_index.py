"""What of a library is kept in memory to answer words: made once for each state of the catalog.

For 100,000 photos it takes 25 MB at most and half a second to make, and as long again for 5,000 distinct
places, of which those seen before are remembered.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints
from photoclust.core.photo import PhotoId
from photoclust.library.places import Gazetteer, Place
from photoclust.library.words.text_column import TextColumn
from photoclust.store.catalog import Catalog
from photoclust.store.database import Database
from photoclust.store.search_columns import SearchColumns, search_columns

if TYPE_CHECKING:
    from photoclust.library.words.vocabulary import Vocabulary

NO_DAY = np.iinfo(np.int32).min
"""The day of a photo without a date."""

_REMEMBERED = 24  # answers for single terms: 4 bytes a photo each


class Choices:
    """A property that few values share: which there are, and which each photo has.

    Args:
        values: One a photo; "" for none.

    Attributes:
        names: The values that occur, without "".
        column: The same, to be searched.
        codes: int32 (n,), the place of each photo's value among them, -1 for none.
    """

    def __init__(self, values: Sequence[str]) -> None:
        numbers: dict[str, int] = {"": -1}
        self.codes = np.array([numbers.setdefault(value, len(numbers) - 1) for value in values], np.int32)
        self.names = list(numbers)[1:]
        self.column = TextColumn(self.names)

    def spread(self, by_name: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """What is said of each value, for each photo; uint8 (n,)."""
        return np.append(by_name, np.uint8(0))[self.codes]

    def counts(self, rows: Ints | None = None) -> Ints:
        """How many photos have each value, of all or of some; int64 (names,)."""
        codes = self.codes if rows is None else self.codes[rows]
        counts: Ints = np.bincount(codes + 1, minlength=len(self.names) + 1)[1:]
        return counts


class WordIndex:
    """A catalog in memory: row i of everything is one photo.

    Args:
        columns: As read from the catalog.
        roots: The library's folders. What a photo is found by begins with the name of its root.
        spots: Names of places by rounded degrees; it is added to.
        gazetteer: Knows the towns; None names no place.

    Attributes:
        ids: int64 (n,), photo ids, ascending.
        days: int32 (n,), days since 1970; NO_DAY without a date.
        newest: float64 (n,), seconds, by which equally good photos are put in order.
        cameras: Makes and models.
        towns: Places, such as "Lisbon, Portugal".
        folders: Of the library, from the root's name down.
        sorted_days: int32 (dated,), the days of photos with a date, ascending.
    """

    def __init__(
        self,
        columns: SearchColumns,
        roots: Sequence[str],
        spots: dict[tuple[float, float], str],
        gazetteer: Gazetteer | None,
    ) -> None:
        self.ids = columns.ids
        undated = np.isnat(columns.taken)
        days = columns.taken.astype("datetime64[D]").astype(np.int64)
        self.days = np.where(undated, NO_DAY, days).astype(np.int32)
        self.newest = np.where(undated, -np.inf, columns.taken.astype(np.int64)).astype(np.float64)
        self.cameras = Choices(columns.cameras)
        self.towns = Choices(_places(columns, spots, gazetteer))
        self.folders = Choices(_folders(columns.paths, roots))
        own = np.arange(len(self.ids))
        self._rows = np.concatenate([own, np.searchsorted(self.ids, columns.companion_ids)])
        self._names = TextColumn([os.path.basename(p) for p in (*columns.paths, *columns.companion_paths)])
        self.sorted_days = np.sort(self.days[~undated])
        self._remembered: OrderedDict[Hashable, NDArray[Any]] = OrderedDict()
        self._vocabulary: tuple[Hashable, Vocabulary] | None = None
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self.ids)

    def rows_of(self, ids: Sequence[PhotoId] | NDArray[np.int64]) -> Ints:
        """The rows of some photos, without those that are not here."""
        wanted = np.asarray(ids, np.int64).reshape(-1)
        if not len(self.ids):
            return np.zeros(0, np.int64)
        rows = np.minimum(np.searchsorted(self.ids, wanted), len(self.ids) - 1)
        return np.asarray(rows[self.ids[rows] == wanted], np.int64)

    def names(self, words: str) -> NDArray[np.uint8]:
        """How the name of each photo's file, or of one that belongs to it, has some words; uint8 (n,)."""
        found = np.zeros(len(self), np.uint8)
        np.maximum.at(found, self._rows, self._names.find(words))
        return found

    def recall(self, key: Hashable) -> NDArray[Any] | None:
        """What was worked out before. Any thread may ask."""
        with self._lock:
            if key in self._remembered:
                self._remembered.move_to_end(key)
            return self._remembered.get(key)

    def remember(self, key: Hashable, found: NDArray[Any]) -> None:
        """Keeps scores or rows, and no more than the last few dozen in all. Not to be changed afterwards."""
        with self._lock:
            self._remembered[key] = found
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)

    def kept_vocabulary(self, key: Hashable) -> Vocabulary | None:
        """What `keep_vocabulary` was given last, if the key is the same. Any thread may ask."""
        with self._lock:
            kept = self._vocabulary
        return kept[1] if kept is not None and kept[0] == key else None

    def keep_vocabulary(self, key: Hashable, vocabulary: Vocabulary) -> None:
        """Keeps the words that find something here, under a name for all that they depend on besides."""
        with self._lock:
            self._vocabulary = key, vocabulary


class WordIndexCache:
    """Keeps the latest `WordIndex`. Thread-safe; two askers at once make it once.

    Attributes:
        gazetteer: Knows the towns; as long as it is None, no photo is found by its place.
    """

    def __init__(self) -> None:
        self.gazetteer: Gazetteer | None = None
        self._lock = threading.Lock()
        self._key: tuple[int, bool] | None = None
        self._index: WordIndex | None = None
        self._spots: dict[tuple[float, float], str] = {}

    def get(self, database: Database) -> WordIndex:
        """The library's photos as of now.

        Args:
            database: An open cache database.

        Raises:
            LibraryError: If the library can't be read.
        """
        with self._lock:
            catalog = Catalog(database)
            key = catalog.revision(), self.gazetteer is None
            if self._index is None or self._key != key:
                self._index = None  # the old one makes room
                columns = search_columns(database)
                self._index = WordIndex(columns, catalog.folders(), self._spots, self.gazetteer)
                self._key = key
            return self._index


def _folders(paths: Sequence[str], roots: Sequence[str]) -> list[str]:
    """The folder of each photo, from the name of its root down, with / between."""
    tops = [root.rstrip(os.sep) for root in sorted(roots, key=len, reverse=True)]
    folders = [os.path.dirname(path) for path in paths]
    known: dict[str, str] = {}
    for folder in set(folders):
        top = next((top for top in tops if f"{folder}{os.sep}".startswith(f"{top}{os.sep}")), "")
        known[folder] = folder[len(os.path.dirname(top)) :].replace(os.sep, "/").strip("/")
    return [known[folder] for folder in folders]


def _places(
    columns: SearchColumns, spots: dict[tuple[float, float], str], gazetteer: Gazetteer | None
) -> list[str]:
    """The name of the place of each photo; the same for all within a kilometre."""
    names = [""] * len(columns.ids)
    where = np.flatnonzero(np.isfinite(columns.latitude) & np.isfinite(columns.longitude))
    if gazetteer is None or not len(where):
        return names
    spot = np.stack([columns.latitude[where], columns.longitude[where]], axis=1).round(2)
    keys = [(north, east) for north, east in spot.tolist()]
    new = [key for key in dict.fromkeys(keys) if key not in spots]
    if new:
        north, east = np.array(new, np.float64).T
        for key, place in zip(new, gazetteer.places(north, east), strict=True):
            spots[key] = str(place) if isinstance(place, Place) else ""
    for row, key in zip(where.tolist(), keys, strict=True):
        names[row] = spots[key]
    return names
