"""What of a person's work goes over into a clustering made anew: pinned clusters, names, what is hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from photoclust.core.grouping import Cluster, Grouping
from photoclust.core.photo import PhotoId
from photoclust.library.clustering import Clustering, Mark
from photoclust.library.grouping import GroupingRequest


def taken_over(before: Clustering | None, grouping: Grouping, request: GroupingRequest) -> Clustering:
    """A new grouping with what the person said of the old one.

    Pinned clusters come first, as they were. A mark goes to the cluster that shares most photos with it,
    if these are the majority of either; it hides a cluster only if they are the majority of the cluster:
    a large one is not hidden for the few photos in it that nobody wants to see.

    Args:
        before: What was there, fitted to the photos of today; None where there was nothing.
        grouping: Made without the photos that `before` holds.
        request: How it was made.
    """
    if before is None:
        clusters = [replace(cluster, key=key) for key, cluster in enumerate(grouping.clusters, start=1)]
        return Clustering(request, replace(grouping, clusters=tuple(clusters)))
    pinned = [cluster for cluster in before.clusters if cluster.pinned]
    kept = {cluster.key for cluster in pinned}
    heirs = _heirs([mark for mark in before.marks if mark.key not in kept], grouping.clusters)
    key = before.next_key
    clusters = pinned
    for place, cluster in enumerate(grouping.clusters):
        heir = heirs.get(place)
        if heir is None:
            clusters.append(replace(cluster, key=key))
            key += 1
        else:
            clusters.append(_marked(cluster, heir))
    return Clustering(
        request,
        replace(grouping, clusters=tuple(clusters)),
        marks=before.marks,
    )


def _marked(cluster: Cluster, mark: Mark) -> Cluster:
    hides = mark.hidden and 2 * _shared(mark, cluster) > len(cluster)
    return replace(cluster, key=mark.key, name=mark.name or cluster.name, named=bool(mark.name), hidden=hides)


def _shared(mark: Mark, cluster: Cluster) -> int:
    return len(frozenset(mark.photo_ids).intersection(cluster.photo_ids))


def _heirs(marks: Sequence[Mark], clusters: Sequence[Cluster]) -> dict[int, Mark]:
    """Which mark goes to which cluster, by its place: the largest overlaps first."""
    place_of: dict[PhotoId, int] = {
        photo: place for place, cluster in enumerate(clusters) for photo in cluster.photo_ids
    }
    pairs = []
    for mark in marks:
        shares = Counter(place_of[photo] for photo in mark.photo_ids if photo in place_of)
        for place, shared in shares.items():
            of_cluster = 2 * shared > len(clusters[place])
            if of_cluster or (mark.name and 2 * shared > len(mark.photo_ids)):
                pairs.append((-shared, mark.key, place, mark))
    heirs: dict[int, Mark] = {}
    given: set[int] = set()
    for _shares, key, place, mark in sorted(pairs, key=lambda pair: pair[:3]):
        if key not in given and place not in heirs:
            heirs[place] = mark
            given.add(key)
    return heirs
