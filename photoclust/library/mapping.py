"""The map of a library: where each photo lies on a plane, made once and kept.

What is kept belongs to contents, not to files: photos that were moved keep their place, copies share one.
When photos come, those that were there stay where they are, and the new ones go to their like; once many
have come or gone, the map is made anew.
"""

from __future__ import annotations

import hashlib
import struct
import time
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.projection import FEWEST, place_between, project, trustworthiness
from photoclust.core.progress import CancelToken, Progress, ProgressCallback
from photoclust.embedding.models import Model
from photoclust.library.comparison import Comparison
from photoclust.library.session import Library
from photoclust.store.results import Results

__all__ = ["FEWEST", "MapProgress", "PhotoMap", "make_map"]

KIND: Final = "map"
VERSION: Final = b"1"
"""Of the way maps are made and kept: another one makes those that were kept void."""

KEPT: Final = 4
LATER_SHARE: Final = 0.2
"""Photos that came since the map was made, in its photos: with more of them it is made anew."""

GONE_SHARE: Final = 0.5

FRAME_SECONDS: Final = 0.5
"""Between two intermediate pictures."""

COMPARING_SHARE: Final = 0.4
"""Of the whole time, where photos have to be compared with all others first."""

STEPS: Final = 1000
"""In which progress is told."""

_SPOT = np.dtype([("content", "V16"), ("x", "<f4"), ("y", "<f4"), ("later", "?")])
_HEAD = struct.Struct("<d")

Points = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class PhotoMap:
    """Photos on a plane: row i of everything belongs to `ids[i]`.

    Attributes:
        ids: int64 (n,), ascending.
        points: float32 (n, 2); only distances mean something, the axes don't.
        trustworthiness: How far neighbours here are neighbours in truth, in [0, 1]; None while the map is
            being made, and where there are too few photos.
        later: How many photos were put in after the map had been made.
    """

    ids: NDArray[np.int64]
    points: Points
    trustworthiness: float | None = None
    later: int = 0

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class MapProgress(Progress):
    """Progress with the picture as it is by now: the same object until there is a newer one."""

    picture: PhotoMap | None = None


def make_map(
    library: Library,
    model: Model,
    *,
    anew: bool = False,
    on_progress: ProgressCallback,
    cancel: CancelToken,
) -> PhotoMap:
    """The map of all photos: the one that is kept, with new photos put in, or one that is made now.

    Args:
        library: Its cache keeps the map.
        model: Whose vectors are compared.
        anew: Make it in any case.
        on_progress: Given a `MapProgress` while it is being made.
        cancel: Stops or pauses the work; what is kept stays as it was then.

    Raises:
        LibraryError: If the library can't be read.
        CancelledError: If the person said stop.
    """
    inputs = hashlib.sha256(VERSION + model.key.encode()).digest()
    with library.cache() as database:
        comparison = library.comparisons.get(database, model.key)
        kept = None if anew else _unpacked(Results(database).get(KIND, inputs))
    if len(comparison) < FEWEST:
        return PhotoMap(comparison.ids, project(comparison.space.vectors))
    spots = _brought_up_to_date(kept, comparison, cancel) if kept is not None else None
    if spots is None:
        making = _Making(on_progress, cancel)
        with library.cache() as database:
            comparison = library.comparisons.completed(
                database, model.key, checkpoint=making.checkpoint, on_progress=making.compared
            )
        spots = _spots(_contents(comparison), making.run(comparison))
    elif kept is not None and spots.tobytes() == kept[1].tobytes():
        return _as_map(comparison.ids, spots, kept[0])
    share = trustworthiness(comparison.space.vectors, _points(spots), checkpoint=cancel.checkpoint)
    assert share is not None  # there are enough photos
    with library.cache() as database, database.transaction():
        Results(database).put(KIND, inputs, _HEAD.pack(share) + spots.tobytes(), keep=KEPT)
    return _as_map(comparison.ids, spots, share)


class _Making:
    """Passes on how far the work is, how long it will take, and now and then a picture."""

    def __init__(self, on_progress: ProgressCallback, cancel: CancelToken) -> None:
        self._tell = on_progress
        self._cancel = cancel
        self._picture: PhotoMap | None = None
        self._before = 0.0  # share of the whole that was done before the photos began to move
        self._due = 0.0
        self._worked = 0.0  # seconds, without pauses
        self._last = time.monotonic()

    def compared(self, done: int, total: int) -> None:
        """So many photos were compared with all others, which has to be done once."""
        self._before = COMPARING_SHARE * done / total
        self._say(0.0)

    def run(self, comparison: Comparison) -> Points:
        """Arranges the photos."""

        def moved(share: float, points: Points) -> None:
            if self._worked >= self._due:
                self._picture = PhotoMap(comparison.ids, points.copy())
                self._due = self._worked + FRAME_SECONDS
            self._say(share)

        return project(comparison.space.vectors, checkpoint=self.checkpoint, on_layout=moved)

    def checkpoint(self) -> None:
        """Waits while paused, and does not count that."""
        now = time.monotonic()
        self._worked += now - self._last
        self._cancel.checkpoint()
        self._last = time.monotonic()

    def _say(self, moving: float) -> None:
        share = self._before + (1 - self._before) * moving
        left = self._worked * (1 - share) / share if share > 0 else None
        self._tell(MapProgress(int(share * STEPS), STEPS, left, self._picture))


def _contents(comparison: Comparison) -> NDArray[np.void]:
    """The fingerprint of each photo, V16 (n,)."""
    contents: NDArray[np.void] = comparison.fingerprints[comparison.contents]
    return contents


def _brought_up_to_date(
    kept: tuple[float, NDArray[np.void]], comparison: Comparison, cancel: CancelToken
) -> NDArray[np.void] | None:
    """The spots of all photos; None where the kept map has too little to do with them."""
    old, contents, vectors = kept[1], _contents(comparison), comparison.space.vectors
    row_of = {content: row for row, content in enumerate(old["content"].tolist())}
    rows = np.array([row_of.get(content, -1) for content in contents.tolist()], np.int64)
    there = rows >= 0
    if not there.any():
        return None
    spots = _spots(contents, np.zeros((len(contents), 2), np.float32))
    for name in ("x", "y", "later"):
        spots[name][there] = old[name][rows[there]]
    spots["later"][~there] = True
    gone = 1 - len(np.unique(rows[there])) / len(row_of)
    if spots["later"].mean() > LATER_SHARE or gone > GONE_SHARE:
        return None
    if not there.all():
        placed = place_between(
            vectors[~there], vectors[there], _points(spots[there]), checkpoint=cancel.checkpoint
        )
        spots["x"][~there], spots["y"][~there] = placed[:, 0], placed[:, 1]
    return spots


def _spots(contents: NDArray[np.void], points: Points) -> NDArray[np.void]:
    spots = np.zeros(len(contents), _SPOT)
    spots["content"], spots["x"], spots["y"] = contents, points[:, 0], points[:, 1]
    return spots


def _points(spots: NDArray[np.void]) -> Points:
    return np.column_stack([spots["x"], spots["y"]])


def _as_map(ids: NDArray[np.int64], spots: NDArray[np.void], share: float) -> PhotoMap:
    return PhotoMap(ids, _points(spots), share, int(spots["later"].sum()))


def _unpacked(data: bytes | None) -> tuple[float, NDArray[np.void]] | None:
    """What was kept; None where there is nothing, or nothing that can be understood."""
    if data is None or len(data) <= _HEAD.size or (len(data) - _HEAD.size) % _SPOT.itemsize:
        return None
    spots = np.frombuffer(data, _SPOT, offset=_HEAD.size)
    if not (np.isfinite(spots["x"]).all() and np.isfinite(spots["y"]).all()):
        return None
    return float(_HEAD.unpack_from(data)[0]), spots
