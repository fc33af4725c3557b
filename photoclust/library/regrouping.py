"""Clusters anew and keeps what the person did; splits and names groups by what is in their photos."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from photoclust.analysis import hierarchy
from photoclust.analysis.labels import name_clusters
from photoclust.analysis.subtrees import split_tree
from photoclust.core.errors import LibraryError, UsageError
from photoclust.core.grouping import Grouping, Method
from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken, Progress, ProgressCallback
from photoclust.embedding.models import Model
from photoclust.library import hand
from photoclust.library.clustering import Clustering
from photoclust.library.grouping import GroupingRequest, make_groups
from photoclust.library.inheritance import taken_over
from photoclust.library.session import Library
from photoclust.library.suggestions import with_suggestions
from photoclust.store.catalog import Catalog


def regroup(
    library: Library,
    model: Model,
    request: GroupingRequest,
    before: Clustering | None,
    *,
    draft: bool = False,
    on_progress: ProgressCallback,
    cancel: CancelToken,
) -> Clustering:
    """Clusters photos, but leaves pinned groups alone, and lets names and what is hidden stick.

    Args:
        library: Read only.
        model: Whose vectors are compared.
        request: What to group and how.
        before: What the person worked on; None where there was nothing.
        draft: As `make_groups`; photos that came or went since are left for the call that follows as well.
        on_progress: As `make_groups`.
        cancel: Stops the work.

    Raises:
        UsageError: As `make_groups`.
        LibraryError: As `make_groups`.
        CancelledError: If the person said stop.
    """
    if before is not None and not draft:
        before = with_offers(library, model, before)
    held = before.held() if before is not None else frozenset()
    try:
        grouping = make_groups(
            library, model, request, without=held, draft=draft, on_progress=on_progress, cancel=cancel
        )
    except LibraryError as error:
        if error.code != "no-photos" or not held:
            raise
        grouping = Grouping(request.method, Method.AGGLOMERATIVE, 0, None, ())  # everything is pinned
    return taken_over(before, grouping, request)


def with_offers(library: Library, model: Model, clustering: Clustering) -> Clustering:
    """The clustering over the photos of today; what came is suggested to pinned groups that it is like."""
    with library.cache() as database:
        clustering = hand.fit(clustering, Catalog(database).photo_ids(clustering.request.within))
        if not clustering.grouping.came or not any(group.pinned for group in clustering.clusters):
            return clustering
        return with_suggestions(library.comparisons.get(database, model.key), clustering)


def split_parts(
    library: Library,
    model: Model,
    clustering: Clustering,
    key: int,
    parts: int,
    *,
    on_progress: ProgressCallback,
    cancel: CancelToken,
) -> tuple[list[list[PhotoId]], list[str]]:
    """How a group can be split by its own dendrogram, as `hand.split` takes it.

    Args:
        library: Read only.
        model: Whose vectors are compared, and whose classes name the new groups.
        clustering: What the group is in.
        key: The group.
        parts: Into how many, at least 2.
        on_progress: Merges done.
        cancel: Stops the work.

    Returns:
        The members of each part, the largest first, and names for the parts from the second on.

    Raises:
        UsageError: If the group is no more, or has fewer photos than parts.
        CancelledError: If the person said stop.
    """
    members = clustering.cluster(key).photo_ids
    with library.cache() as database:
        comparison = library.comparisons.get(database, model.key)
    rows = comparison.rows_of(members)
    if not 2 <= parts <= len(rows):
        raise UsageError("bad-k", k=parts, photos=len(rows))
    vectors = comparison.space.vectors[rows]
    tree = hierarchy.average_linkage(
        vectors,
        checkpoint=cancel.checkpoint,
        on_progress=lambda done, total: on_progress(Progress(done, total)),
    )
    label_of = dict(
        zip(comparison.ids[rows].tolist(), split_tree(vectors, tree, parts).tolist(), strict=True)
    )
    largest = int(np.argmax(np.bincount(list(label_of.values()))))
    made: list[list[PhotoId]] = [[] for _ in range(parts)]
    for photo in members:  # in the order they have; one without a vector stays with the most
        made[label_of.get(photo, largest)].append(photo)
    made.sort(key=len, reverse=True)
    return made, names_for(library, model, clustering, made[1:])


def names_for(
    library: Library, model: Model, clustering: Clustering, groups: Sequence[Sequence[PhotoId]]
) -> list[str]:
    """Names for new groups of photos, as clustering would give them; none that is there already."""
    with library.cache() as database:
        comparison = library.comparisons.get(database, model.key)
    moved = {photo for group in groups for photo in group}
    others = [cluster.photo_ids for cluster in clustering.clusters if moved.isdisjoint(cluster.photo_ids)]
    known = [rows for group in others if len(rows := comparison.rows_of(group))]
    rows_of = [comparison.rows_of(group) for group in groups]
    proposals = name_clusters(
        comparison.label_ids,
        comparison.label_probabilities,
        [*known, *(rows for rows in rows_of if len(rows))],
        model.words(),
        model.kinds(),
    )[len(known) :]
    taken = {cluster.name for cluster in clustering.clusters}
    names: list[str] = []
    for rows in rows_of:
        name, number = proposals.pop(0) if len(rows) else None, len(clustering.clusters) + 1
        while not name or name in taken:
            name, number = f"Group {number}", number + 1
        taken.add(name)
        names.append(name)
    return names
