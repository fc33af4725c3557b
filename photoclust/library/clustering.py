"""A clustering under the person's hand: what was asked for, what came of it, what the person said since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from photoclust.core.errors import UsageError
from photoclust.core.grouping import Cluster, Grouping
from photoclust.core.photo import PhotoId
from photoclust.library.grouping import GroupingRequest


@dataclass(frozen=True, slots=True)
class Mark:
    """What the person said of some photos: their group is called so, or is not to be seen.

    Clusters come and go with every move of the slider; a mark stays as it is, and each new clustering is
    asked which of its clusters these photos are now. So a name that finds no cluster is not lost.

    Attributes:
        key: That of the cluster it was said of; a cluster that takes the mark over takes the key too.
        name: "" where only hiding was asked for.
        hidden: Whether it is not to be seen.
        photo_ids: The members when it was said.
    """

    key: int
    name: str
    hidden: bool
    photo_ids: tuple[PhotoId, ...]


@dataclass(frozen=True, slots=True)
class Clustering:
    """A grouping that the person works on. Every photo is in one place of it.

    Attributes:
        request: How it was made.
        grouping: The clusters, each with a key of its own, and the photos in none.
        marks: Names given and groups hidden by the person.
        title: The saved clustering that it came from, or was saved as; "" for none.
        touched: Photos were moved by hand in a way that clustering anew would undo.
        gone: How many of its photos are no more.
    """

    request: GroupingRequest
    grouping: Grouping
    marks: tuple[Mark, ...] = ()
    title: str = ""
    touched: bool = False
    gone: int = 0

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        return self.grouping.clusters

    @property
    def next_key(self) -> int:
        """A key that no cluster and no mark has."""
        keys = [cluster.key for cluster in self.clusters] + [mark.key for mark in self.marks]
        return max(keys, default=0) + 1

    def cluster(self, key: int) -> Cluster:
        """The cluster of that key.

        Raises:
            UsageError: If it is no more.
        """
        for cluster in self.clusters:
            if cluster.key == key:
                return cluster
        raise UsageError("group-gone")

    def held(self) -> frozenset[PhotoId]:
        """Photos that clustering anew leaves where they are: those of pinned clusters, and suggested ones."""
        pinned = (cluster for cluster in self.clusters if cluster.pinned)
        return frozenset(photo for cluster in pinned for photo in (*cluster.photo_ids, *cluster.suggested))

    def everything(self) -> Iterator[PhotoId]:
        """Every photo, each once."""
        for cluster in self.clusters:
            yield from cluster.photo_ids
            yield from cluster.suggested
        yield from self.grouping.unclustered
        yield from self.grouping.came
