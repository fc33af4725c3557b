"""Says of groups where their photos were taken, and names those by it that have no other name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import numpy as np

from photoclust.core.grouping import Cluster, Grouping
from photoclust.library.places import Gazetteer
from photoclust.library.session import Library
from photoclust.store.circumstances import circumstances

NAMELESS = re.compile(r"Group \d+")
"""What a group is called of whose photos the model says nothing."""


def with_places(library: Library, gazetteer: Gazetteer, grouping: Grouping) -> Grouping:
    """A grouping whose clusters say where they were taken.

    A cluster that would only have a number is called after its town or country. Names that the person gave,
    and those that say what is to be seen, stay.

    Args:
        library: Read only.
        gazetteer: Knows the towns.
        grouping: Of the library's photos.

    Raises:
        LibraryError: If the library can't be read.
    """
    ids = np.unique([photo_id for cluster in grouping.clusters for photo_id in cluster.photo_ids]).astype(
        np.int64
    )
    with library.cache() as database:
        known = circumstances(database, ids)
    if not np.isfinite(known.latitude).any():
        return grouping

    def place_of(cluster: Cluster) -> str:
        rows = np.searchsorted(ids, np.array(cluster.photo_ids, np.int64))
        return gazetteer.name_of(known.latitude[rows], known.longitude[rows])

    placed = [replace(cluster, place=place_of(cluster)) for cluster in grouping.clusters]
    taken = Counter(cluster.name for cluster in placed)
    return replace(grouping, clusters=tuple(_named(cluster, taken) for cluster in placed))


def _named(cluster: Cluster, taken: Counter[str]) -> Cluster:
    if not cluster.place or cluster.named or NAMELESS.fullmatch(cluster.name) is None:
        return cluster
    name, number = cluster.place, 1
    while taken[name]:
        number += 1
        name = f"{cluster.place} {number}"
    taken[name] += 1
    return replace(cluster, name=name)
