"""Between a clustering in memory, of photos, and one in the file, of contents and paths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from photoclust.core.grouping import Cluster
from photoclust.core.photo import PhotoId
from photoclust.library.clustering import Clustering, Mark
from photoclust.library.clustering_json import outcome_from_json, request_from_json
from photoclust.library.whereabouts import Whereabouts
from photoclust.store.album_store import StoredMember
from photoclust.store.clustering_store import PLACES, Role, StoredClustering, StoredGroup


def _found(stored: StoredClustering, places: Whereabouts) -> list[list[PhotoId | None]]:
    """For each group its photos as they are now. Those that say where a photo is share each photo once."""
    found: list[list[PhotoId | None]] = [[] for _ in stored.groups]
    partition = [place for place, group in enumerate(stored.groups) if group.role in PLACES]
    everywhere = [member for place in partition for member in stored.groups[place].members]
    photos = iter(places.find(everywhere, set()))  # at once: a copy must not take what another group holds
    for place, group in enumerate(stored.groups):
        if group.role in PLACES:
            found[place] = [next(photos) for _ in group.members]
        else:
            found[place] = places.find(group.members, set())
    return found


def as_clustering(stored: StoredClustering, places: Whereabouts) -> Clustering:
    """A stored clustering with the photos that its members are now; those that are missing are counted."""
    found = _found(stored, places)
    ids = [tuple(photo for photo in photos if photo is not None) for photos in found]
    by_role: dict[Role, dict[int, tuple[PhotoId, ...]]] = {role: {} for role in Role}
    clusters, marks = [], []
    for group, photos, present in zip(stored.groups, found, ids, strict=True):
        by_role[group.role][group.key] = present
        if group.role is Role.GROUP and present:
            cover = photos[group.cover] if group.cover < len(photos) else None
            clusters.append(
                Cluster(
                    *(group.name, cover if cover is not None else present[0], present, group.key),
                    *(group.named, group.pinned, group.hidden),
                    place=group.place,
                )
            )
        elif group.role is Role.MARK:
            marks.append(Mark(group.key, group.name, group.hidden, present))
    gone = sum(
        photo is None
        for group, photos in zip(stored.groups, found, strict=True)
        if group.role in PLACES
        for photo in photos
    )
    grouping = replace(
        outcome_from_json(stored.outcome),
        clusters=tuple(
            replace(
                cluster,
                suggested=by_role[Role.SUGGESTED].get(cluster.key, ()),
                refused=by_role[Role.REFUSED].get(cluster.key, ()),
            )
            for cluster in clusters
        ),
        unclustered=tuple(sorted(by_role[Role.REST].get(0, ()))),
    )
    return Clustering(
        request_from_json(stored.request), grouping, tuple(marks), stored.title, stored.touched, gone
    )


def as_groups(
    clustering: Clustering, places: Whereabouts, old: StoredClustering | None
) -> tuple[StoredGroup, ...]:
    """A clustering as it is stored in the place of an older one, whose missing photos keep their places."""
    missing = _missing(old, places) if old is not None else {}
    return tuple(
        replace(group, members=(*group.members, *missing.get((group.role, group.key), ())))
        for group in _groups(clustering, places)
    )


def followed(stored: StoredClustering, places: Whereabouts) -> StoredClustering:
    """A stored clustering whose members are remembered as they are and where they are now."""
    groups = []
    for group, photos in zip(stored.groups, _found(stored, places), strict=True):
        now = [
            places.members([photo])[0] if photo is not None else member
            for member, photo in zip(group.members, photos, strict=True)
        ]
        groups.append(replace(group, members=tuple(now)))
    return replace(stored, groups=tuple(groups))


def _groups(clustering: Clustering, places: Whereabouts) -> Iterator[StoredGroup]:
    def members(ids: tuple[PhotoId, ...]) -> tuple[StoredMember, ...]:
        return tuple(places.members(ids))

    for cluster in clustering.clusters:
        yield StoredGroup(
            *(Role.GROUP, cluster.key, members(cluster.photo_ids), cluster.name, cluster.place),
            *(cluster.named, cluster.pinned, cluster.hidden),
            cover=cluster.photo_ids.index(cluster.cover),
        )
        for role, ids in ((Role.SUGGESTED, cluster.suggested), (Role.REFUSED, cluster.refused)):
            if ids:
                yield StoredGroup(role, cluster.key, members(ids))
    for mark in clustering.marks:
        yield StoredGroup(Role.MARK, mark.key, members(mark.photo_ids), mark.name, hidden=mark.hidden)
    yield StoredGroup(Role.REST, 0, members(clustering.grouping.unclustered))


def _missing(old: StoredClustering, places: Whereabouts) -> dict[tuple[Role, int], list[StoredMember]]:
    """Members that are nowhere now, by the groups they belong to."""
    missing: dict[tuple[Role, int], list[StoredMember]] = {}
    for group, photos in zip(old.groups, _found(old, places), strict=True):
        nowhere = [member for member, photo in zip(group.members, photos, strict=True) if photo is None]
        if nowhere:
            missing[group.role, group.key] = nowhere
    return missing
