"""What a person's hand does to a clustering. Pure functions: the old value stays, and is the way back.

None of them loses a photo or shows it twice: each is in one cluster, suggested to one, in none, or among
those that came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from photoclust.core.errors import UsageError
from photoclust.core.grouping import Cluster
from photoclust.core.photo import PhotoId
from photoclust.library.clustering import Clustering, Mark


def merge(clustering: Clustering, keys: Sequence[int]) -> Clustering:
    """Makes one cluster of several, in the place of the first.

    Its name is the first that the person gave, else that of the largest; if one is pinned, it is.

    Raises:
        UsageError: If one of them is no more.
    """
    parts = [clustering.cluster(key) for key in dict.fromkeys(keys)]
    first, *others = parts
    best = next((part for part in parts if part.named), max(parts, key=len))
    whole = replace(
        first,
        name=best.name,
        named=best.named,
        cover=best.cover,
        photo_ids=tuple(photo for part in parts for photo in part.photo_ids),
        pinned=any(part.pinned for part in parts),
        hidden=all(part.hidden for part in parts),
        place=first.place if all(part.place == first.place for part in parts) else "",
        suggested=tuple(photo for part in parts for photo in part.suggested),
        refused=tuple(photo for part in parts for photo in part.refused),
    )
    gone = {other.key for other in others}
    clusters = [whole if part.key == first.key else part for part in clustering.clusters]
    clusters = [part for part in clusters if part.key not in gone]
    return _with(clustering, clusters, touched=bool(others) and not whole.pinned)


def split(
    clustering: Clustering, key: int, parts: Sequence[Sequence[PhotoId]], names: Sequence[str]
) -> Clustering:
    """Makes several clusters of one. The first part stays what it was; the others follow it, pinned if it is.

    Args:
        clustering: Before.
        key: The cluster.
        parts: All of its members, each in one part.
        names: Of the parts from the second on.

    Raises:
        UsageError: If the cluster is no more, or has other members than the parts meanwhile.
    """
    whole = clustering.cluster(key)
    if sorted(photo for part in parts for photo in part) != sorted(whole.photo_ids) or not all(parts):
        raise UsageError("group-gone")
    first = replace(whole, photo_ids=tuple(parts[0]))
    if first.cover not in first.photo_ids:
        first = replace(first, cover=first.photo_ids[0])
    made = [first]
    for number, (part, name) in enumerate(zip(parts[1:], names, strict=True)):
        key_of_part = clustering.next_key + number
        made.append(Cluster(name, part[0], tuple(part), key_of_part, pinned=whole.pinned, place=whole.place))
    clusters: list[Cluster] = []
    for cluster in clustering.clusters:
        clusters += made if cluster.key == key else [cluster]
    return _with(clustering, clusters, touched=not whole.pinned)


def move(clustering: Clustering, ids: Iterable[PhotoId], target: int | None) -> Clustering:
    """Puts photos into a cluster, or into none; clusters that are empty then are gone.

    Args:
        clustering: Before.
        ids: Photos that are not in it are passed over.
        target: Key of the cluster; None for the photos in no cluster.

    Raises:
        UsageError: If the cluster is no more.
    """
    there = clustering.cluster(target).photo_ids if target is not None else clustering.grouping.unclustered
    moved = _known(clustering, ids, frozenset(there))
    if not moved:
        return clustering
    lifted, unclustered, came = _lift(clustering, frozenset(moved))
    if target is None:
        return _with(clustering, lifted, (*unclustered, *moved), came, touched=True)
    clusters = [
        replace(cluster, photo_ids=(*cluster.photo_ids, *moved), refused=_less(cluster.refused, moved))
        if cluster.key == target
        else cluster
        for cluster in lifted
    ]
    held = clustering.cluster(target).pinned
    return _with(clustering, clusters, unclustered, came, touched=not held)


def new_group(clustering: Clustering, ids: Iterable[PhotoId], name: str) -> Clustering:
    """Makes a cluster of some photos, behind the one that the first of them was in; else as the last.

    Its key is `clustering.next_key`.
    """
    moved = _known(clustering, ids, frozenset())
    if not moved:
        return clustering  # all of them are gone
    made = Cluster(name, moved[0], moved, clustering.next_key)
    keys = [cluster.key for cluster in clustering.clusters if moved[0] in cluster.photo_ids]
    lifted, unclustered, came = _lift(clustering, frozenset(moved))
    before = [cluster.key for cluster in clustering.clusters]
    behind = before[: before.index(keys[0]) + 1] if keys else before
    place = sum(cluster.key in behind for cluster in lifted)
    return _with(clustering, [*lifted[:place], made, *lifted[place:]], unclustered, came, touched=True)


def dissolve(clustering: Clustering, keys: Iterable[int]) -> Clustering:
    """Clusters are no more; their photos are in none."""
    clusters = [clustering.cluster(key) for key in keys]
    ids = [photo for cluster in clusters for photo in (*cluster.photo_ids, *cluster.suggested)]
    return move(clustering, ids, None)


def rename(clustering: Clustering, key: int, name: str) -> Clustering:
    """The person gives a cluster a name, which sticks to its photos.

    Raises:
        UsageError: If the name is blank, or the cluster is no more.
    """
    name = " ".join(name.split())
    if not name:
        raise UsageError("group-name-empty")
    clustering.cluster(key)
    return _changed(clustering, [key], name=name, named=True)


def pin(clustering: Clustering, keys: Iterable[int], pinned: bool) -> Clustering:
    """Clustering anew leaves clusters alone, or no more does; what was suggested to them is free then."""
    keys = list(keys)
    if pinned:
        return _changed(clustering, keys, pinned=True)
    free = [photo for key in keys for photo in clustering.cluster(key).suggested]
    changed = _changed(clustering, keys, pinned=False, suggested=(), refused=())
    grouping = changed.grouping
    return replace(changed, grouping=replace(grouping, came=(*grouping.came, *free)))


def hide(clustering: Clustering, keys: Iterable[int], hidden: bool) -> Clustering:
    """Clusters are not to be seen among the others, or are again."""
    return _changed(clustering, keys, hidden=hidden)


def accept(clustering: Clustering, key: int) -> Clustering:
    """What was suggested to a cluster belongs to it."""
    return replace(move(clustering, clustering.cluster(key).suggested, key), touched=clustering.touched)


def refuse(clustering: Clustering, key: int) -> Clustering:
    """What was suggested to a cluster does not belong to it, and is not suggested to it again."""
    cluster = clustering.cluster(key)
    refused = replace(cluster, suggested=(), refused=(*cluster.refused, *cluster.suggested))
    clusters = [refused if part.key == key else part for part in clustering.clusters]
    return _with(clustering, clusters, came=(*clustering.grouping.came, *cluster.suggested))


def fit(clustering: Clustering, present: Sequence[PhotoId]) -> Clustering:
    """The same clustering over the photos that there are now: some are gone, some came.

    Args:
        clustering: Made over other photos.
        present: All photos that it is about.
    """
    there = frozenset(present)
    before = list(clustering.everything())
    gone = frozenset(before) - there
    known = frozenset(before)
    came = tuple(photo for photo in present if photo not in known)
    if not gone and not came:
        return clustering
    clusters, unclustered, still = _lift(clustering, gone)
    grouping = replace(
        clustering.grouping,
        clusters=tuple(clusters),
        unclustered=tuple(unclustered),
        came=(*still, *came),
    )
    return replace(clustering, grouping=grouping, gone=clustering.gone + len(gone))


def _known(
    clustering: Clustering, ids: Iterable[PhotoId], besides: frozenset[PhotoId]
) -> tuple[PhotoId, ...]:
    everything = frozenset(clustering.everything()) - besides
    return tuple(photo for photo in dict.fromkeys(ids) if photo in everything)


def _less(ids: tuple[PhotoId, ...], without: Iterable[PhotoId]) -> tuple[PhotoId, ...]:
    gone = frozenset(without)
    return ids if gone.isdisjoint(ids) else tuple(photo for photo in ids if photo not in gone)


def _lift(
    clustering: Clustering, gone: frozenset[PhotoId]
) -> tuple[list[Cluster], tuple[PhotoId, ...], tuple[PhotoId, ...]]:
    """Clusters, photos in none, and those that came, all without some photos."""
    clusters = []
    free: tuple[PhotoId, ...] = ()
    for cluster in clustering.clusters:
        left = _less(cluster.photo_ids, gone)
        suggested = _less(cluster.suggested, gone)
        if not left:
            free += suggested  # the cluster they were suggested to is no more
            continue
        if left is not cluster.photo_ids or suggested is not cluster.suggested:
            cover = left[0] if cluster.cover in gone else cluster.cover
            clusters.append(replace(cluster, photo_ids=left, suggested=suggested, cover=cover))
        else:
            clusters.append(cluster)
    grouping = clustering.grouping
    return clusters, _less(grouping.unclustered, gone), (*_less(grouping.came, gone), *free)


def _changed(clustering: Clustering, keys: Iterable[int], **values: object) -> Clustering:
    wanted = {clustering.cluster(key).key for key in keys}
    clusters = [
        replace(cluster, **values) if cluster.key in wanted else cluster  # type: ignore[arg-type]
        for cluster in clustering.clusters
    ]
    return _with(clustering, clusters)


def _with(
    clustering: Clustering,
    clusters: Sequence[Cluster],
    unclustered: Sequence[PhotoId] | None = None,
    came: Sequence[PhotoId] | None = None,
    *,
    touched: bool = False,
) -> Clustering:
    """The clustering after the hand was at it, with its marks: those say what the person last saw and did."""
    old = {cluster.key: cluster for cluster in clustering.clusters}
    new = {cluster.key: cluster for cluster in clusters}
    marks = {mark.key: mark for mark in clustering.marks if mark.key not in old or mark.key in new}
    for key, cluster in new.items():
        if cluster != old.get(key):
            marks.pop(key, None)
            if cluster.named or cluster.hidden:
                name = cluster.name if cluster.named else ""
                marks[key] = Mark(key, name, cluster.hidden, cluster.photo_ids)
    grouping = clustering.grouping
    return replace(
        clustering,
        grouping=replace(
            grouping,
            clusters=tuple(clusters),
            unclustered=grouping.unclustered if unclustered is None else tuple(sorted(unclustered)),
            came=grouping.came if came is None else tuple(came),
        ),
        marks=tuple(sorted(marks.values(), key=lambda mark: mark.key)),
        touched=clustering.touched or touched,
    )
