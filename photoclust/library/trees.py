"""Keeps the last dendrograms, so that moving the similarity slider cuts again instead of clustering again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.core.photo import PhotoId
from photoclust.library.blending import Blend

Tree = NDArray[np.float64]
KEPT = 4  # 3 MB each at 100,000 photos


@dataclass(frozen=True, slots=True)
class TreeKey:
    """All that a dendrogram depends on.

    Attributes:
        model: `Model.key`.
        revision: Of the catalog, see `Catalog.revision`.
        within: Folders it is limited to.
        blend: How much time and place count.
        without: Photos that are left out.
    """

    model: str
    revision: int
    within: tuple[str, ...]
    blend: Blend
    without: frozenset[PhotoId] = frozenset()


class TreeCache:
    """The latest dendrograms of a library. Thread-safe; who asks for one that is being made waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._trees: OrderedDict[TreeKey, Tree] = OrderedDict()

    def get(self, key: TreeKey, make: Callable[[], Tree]) -> Tree:
        """The dendrogram of that key, made if need be.

        Args:
            key: All it depends on.
            make: May raise, for example when it is cancelled; then nothing is kept.

        Returns:
            float64 (n - 1, 4), in scipy's linkage format.
        """
        with self._lock:
            if key not in self._trees:
                self._trees[key] = make()
            self._trees.move_to_end(key)
            while len(self._trees) > KEPT:
                self._trees.popitem(last=False)
            return self._trees[key]
