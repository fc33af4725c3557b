"""Keeps the last dendrograms, so that moving the similarity slider cuts again instead of clustering again.

A dendrogram is also kept in the cache database, under a digest of all it was made of: after a restart it is
read, not made. When photos came or went it is made anew, in the background, while the groups that are shown
stay as they are and new photos wait beside them (`Grouping.came`): half a tree would be none.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis import hierarchy
from photoclust.analysis.arrays import Checkpoint, Report
from photoclust.analysis.dendrogram import Dendrogram
from photoclust.analysis.lance_williams import MOST, linkage_of_pairs
from photoclust.core.errors import UsageError
from photoclust.core.grouping import Linkage, Reason
from photoclust.core.photo import PhotoId
from photoclust.library.blending import Blend
from photoclust.library.kept import Arrays, digest, keep, recall, touch
from photoclust.store.database import Database

Tree = NDArray[np.float64]

KIND = "dendrogram"
VERSION = 1
KEPT = 3
"""Sets of photos whose vectors stay in memory: 80 MB each at 100,000 photos."""

_STORED = 8  # 1.6 MB each at 100,000 photos


@dataclass(frozen=True, slots=True)
class MaterialKey:
    """All that the material of a grouping depends on.

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


@dataclass(slots=True, eq=False)
class Linked:
    """A dendrogram of some material, and what was found out about its cuts.

    Attributes:
        dendrogram: Ready to be cut.
        members: The photos of nodes of it, in order, that were shown; by node and order.
        names: Names of nodes that were shown; None where a node has none.
        chosen: The cut that was chosen by itself, by smallest size: k and why.
    """

    dendrogram: Dendrogram
    members: dict[tuple[int, str], tuple[PhotoId, ...]] = field(default_factory=dict)
    names: dict[int, str | None] = field(default_factory=dict)
    chosen: dict[int, tuple[int, Reason]] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Material:
    """Photos that are grouped, in the order of their contents: the order of their ids must not matter.

    Attributes:
        rows: int64 (n,), their rows in the `Comparison`.
        ids: int64 (n,).
        content: float32 (n, d), what they show.
        vectors: float32 (n, e), with what else counts; `content` itself where nothing does.
        plain: float32 (n, e), likewise of photos that were not averaged with their neighbours.
        taken: float64 (n,), seconds, nan where unknown.
        leaders: int64 (n,), the first of each photo's burst.
        inputs: Names all this; see `library.kept`.
        linked: Dendrograms that were asked for.
    """

    rows: NDArray[np.int64]
    ids: NDArray[np.int64]
    content: NDArray[np.float32]
    vectors: NDArray[np.float32]
    plain: NDArray[np.float32]
    taken: NDArray[np.float64]
    leaders: NDArray[np.int64]
    inputs: bytes
    linked: dict[Linkage, Linked] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)


class TreeCache:
    """The latest materials of a library with their dendrograms.

    Thread-safe; who asks for what is being made waits for it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._materials: OrderedDict[MaterialKey, Material] = OrderedDict()

    def material(self, key: MaterialKey, make: Callable[[], Material]) -> Material:
        """The material of that key, made if need be."""
        with self._lock:
            if key not in self._materials:
                self._materials[key] = make()
            self._materials.move_to_end(key)
            while len(self._materials) > KEPT:
                self._materials.popitem(last=False)
            return self._materials[key]

    def linked(
        self,
        database: Database,
        material: Material,
        linkage: Linkage,
        *,
        checkpoint: Checkpoint,
        on_progress: Report,
    ) -> Linked:
        """The dendrogram of some material: from memory, the cache database, or made.

        Args:
            database: An open cache database.
            material: From `material`.
            linkage: What the similarity of two clusters is.
            checkpoint: Called every few milliseconds while it is made; may raise, then nothing is kept.
            on_progress: Told how many steps are done.

        Raises:
            UsageError: If there are too many photos for this linkage.
        """
        if linkage is not Linkage.AVERAGE and len(material) > MOST:
            raise UsageError("too-many-for-linkage", linkage=linkage, most=MOST, photos=len(material))
        with self._lock:
            if linkage not in material.linked:
                tree = _tree(database, material, linkage, checkpoint, on_progress)
                material.linked[linkage] = Linked(Dendrogram(tree))
            return material.linked[linkage]


def _tree(
    database: Database, material: Material, linkage: Linkage, checkpoint: Checkpoint, on_progress: Report
) -> Tree:
    inputs = digest(material.inputs, linkage, VERSION)
    arrays = recall(database, KIND, inputs)
    if arrays is not None:
        touch(database, KIND, inputs)
        return _from_arrays(arrays)
    if linkage is Linkage.AVERAGE:
        tree = hierarchy.average_linkage(material.vectors, checkpoint=checkpoint, on_progress=on_progress)
    else:
        tree = linkage_of_pairs(material.vectors, linkage, checkpoint=checkpoint, on_progress=on_progress)
    keep(database, KIND, inputs, _as_arrays(tree), most=_STORED)
    return tree


def _as_arrays(tree: Tree) -> Arrays:
    return {
        "merges": tree[:, :2].astype(np.int32),
        "heights": tree[:, 2],
        "sizes": tree[:, 3].astype(np.int32),
    }


def _from_arrays(arrays: Arrays) -> Tree:
    return np.column_stack([arrays["merges"], arrays["heights"], arrays["sizes"]]).astype(np.float64)
