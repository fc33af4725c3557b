"""Clusters of look-alikes over a library or some of its folders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis import auto_cut, hierarchy
from photoclust.analysis.bursts import burst_leaders
from photoclust.analysis.elbow import elbow
from photoclust.analysis.kmeans import kmeans
from photoclust.analysis.labels import name_clusters
from photoclust.analysis.silhouette import mean_silhouette
from photoclust.core.errors import LibraryError, UsageError
from photoclust.core.photo import (
    Cluster,
    ElbowPoint,
    Grouping,
    Method,
    PhotoId,
    PlaceScale,
    TimeScale,
)
from photoclust.core.progress import CancelToken, Progress, ProgressCallback
from photoclust.embedding.models import Model
from photoclust.library.blending import Blend, blended
from photoclust.library.comparison import Comparison
from photoclust.library.session import Library
from photoclust.library.trees import Tree, TreeKey
from photoclust.store.catalog import Catalog
from photoclust.store.circumstances import circumstances
from photoclust.store.database import Database


@dataclass(frozen=True, slots=True)
class GroupingRequest:
    """What to group and how.

    Attributes:
        method: `Method.AUTO` chooses a cut of the dendrogram by itself.
        k: Number of clusters; needed for K-means, possible for agglomerative.
        similarity: Mean cosine similarity inside a cluster, for agglomerative.
        time_weight: How much capture time counts, in [0, 1]; 0 is content only.
        time_scale: What is near in time.
        place_weight: How much the place counts, likewise; both weights add up to 1 at most.
        place_scale: What is near in space.
        min_size: Smaller clusters are left unclustered.
        within: Folders to limit the photos to; none means the whole library.
        seed: Of K-means.
    """

    method: Method = Method.AUTO
    k: int | None = None
    similarity: float | None = None
    time_weight: float = 0.0
    time_scale: TimeScale = TimeScale.DAY
    place_weight: float = 0.0
    place_scale: PlaceScale = PlaceScale.TOWN
    min_size: int = 2
    within: tuple[str, ...] = ()
    seed: int = 0

    @property
    def blend(self) -> Blend:
        """How much time and place count."""
        return Blend(self.time_weight, self.time_scale, self.place_weight, self.place_scale)


def make_groups(
    library: Library,
    model: Model,
    request: GroupingRequest,
    *,
    without: frozenset[PhotoId] = frozenset(),
    on_progress: ProgressCallback,
    cancel: CancelToken,
) -> Grouping:
    """Groups photos by how alike they are.

    Args:
        library: Read only.
        model: Whose vectors are compared.
        request: What to group and how.
        without: Photos that are left out, because the person put them where they are.
        on_progress: Merges or runs of K-means done.
        cancel: Stops the work.

    Raises:
        UsageError: If the number of clusters fits neither the method nor the photos, or weights can't be.
        LibraryError: If there are no photos, or the library can't be read.
        CancelledError: If the person said stop.
    """
    with library.cache() as database:
        comparison = library.comparisons.completed(
            database, model.key, checkpoint=cancel.checkpoint, on_progress=_told(on_progress)
        )
        rows = _rows(comparison, database, request.within, without)
        if not len(rows):
            raise LibraryError("no-photos")
        _check_k(request, len(rows))
        known = circumstances(database, comparison.ids[rows])
        leaders = burst_leaders(comparison.space.vectors[rows], known.taken)
        vectors = blended(comparison.space.vectors[rows], known, request.blend)

    def tree() -> Tree:
        key = TreeKey(model.key, comparison.revision, request.within, request.blend, without)
        return library.trees.get(key, lambda: _link(vectors, on_progress, cancel))

    partition = _led(_partition(vectors, tree, request, on_progress, cancel), leaders, request.k)
    cancel.checkpoint()
    return _as_grouping(comparison, rows, vectors, model, request, partition)


@dataclass(frozen=True, slots=True, eq=False)
class _Partition:
    labels: NDArray[np.int32]
    chosen: Method
    similarity: float | None = None
    curve: tuple[ElbowPoint, ...] | None = None


def _rows(
    comparison: Comparison, database: Database, within: Sequence[str], without: frozenset[PhotoId]
) -> NDArray[np.int64]:
    rows = np.arange(len(comparison), dtype=np.int64)
    if within:
        rows = comparison.rows_of(Catalog(database).photo_ids(within))
    if without:
        rows = rows[np.isin(comparison.ids[rows], list(without), invert=True)]
    return rows


def _check_k(request: GroupingRequest, photos: int) -> None:
    if request.method is Method.KMEANS and request.k is None:
        raise UsageError("k-needed")
    if request.k is not None and not 1 <= request.k <= photos:
        raise UsageError("bad-k", k=request.k, photos=photos)


def _led(partition: _Partition, leaders: NDArray[np.int64], k: int | None) -> _Partition:
    """Each photo where the first of its burst is, unless that leaves fewer clusters than were asked for."""
    kept, labels = np.unique(partition.labels[leaders], return_inverse=True)
    if k is not None and len(kept) < k:
        return partition
    return replace(partition, labels=labels.astype(np.int32))


def _told(on_progress: ProgressCallback) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        on_progress(Progress(done, total))

    return report


def _link(vectors: NDArray[np.float32], on_progress: ProgressCallback, cancel: CancelToken) -> Tree:
    def progress(done: int, total: int) -> None:
        on_progress(Progress(done, total))

    return hierarchy.average_linkage(vectors, checkpoint=cancel.checkpoint, on_progress=progress)


def _partition(
    vectors: NDArray[np.float32],
    tree: Callable[[], Tree],
    request: GroupingRequest,
    on_progress: ProgressCallback,
    cancel: CancelToken,
) -> _Partition:
    match request.method:
        case Method.KMEANS:
            assert request.k is not None  # see _check_k
            result = kmeans(vectors, request.k, seed=request.seed, checkpoint=cancel.checkpoint)
            return _Partition(result.labels, Method.KMEANS)
        case Method.ELBOW:
            found = elbow(
                vectors,
                seed=request.seed,
                k_max=request.k,
                checkpoint=cancel.checkpoint,
                on_progress=lambda done, total: on_progress(Progress(done, total)),
            )
            return _Partition(found.clusters.labels, Method.ELBOW, curve=tuple(found.curve))
        case Method.AUTO | Method.AGGLOMERATIVE:
            return _cut(vectors, tree(), request, cancel)


def _cut(
    vectors: NDArray[np.float32], tree: Tree, request: GroupingRequest, cancel: CancelToken
) -> _Partition:
    manual = request.method is Method.AGGLOMERATIVE
    if manual and request.similarity is not None:
        labels = hierarchy.cut_at_similarity(tree, request.similarity)
        return _Partition(labels, Method.AGGLOMERATIVE, request.similarity)
    k = request.k if manual else None
    if k is None:
        k = auto_cut.choose_cut(vectors, tree, request.min_size, checkpoint=cancel.checkpoint)
    labels = hierarchy.cut_into(tree, k)
    return _Partition(labels, Method.AGGLOMERATIVE, hierarchy.similarity_for_k(tree, k))


def _as_grouping(
    comparison: Comparison,
    rows: NDArray[np.int64],
    vectors: NDArray[np.float32],
    model: Model,
    request: GroupingRequest,
    partition: _Partition,
) -> Grouping:
    ids = comparison.ids[rows]
    groups = _groups(vectors, partition.labels)
    kept = [group for group in groups if len(group) >= request.min_size]
    loose = [row for group in groups if len(group) < request.min_size for row in group]
    names = name_clusters(
        comparison.label_ids[rows], comparison.label_probabilities[rows], kept, model.words(), model.kinds()
    )
    clusters = []
    for number, (group, name) in enumerate(zip(kept, names, strict=True), start=1):
        members = tuple(PhotoId(int(photo_id)) for photo_id in ids[group])
        clusters.append(Cluster(name or f"Group {number}", members[0], members))
    return Grouping(
        method=request.method,
        chosen=partition.chosen,
        k=len(groups),
        similarity=partition.similarity,
        clusters=tuple(clusters),
        unclustered=tuple(PhotoId(int(photo_id)) for photo_id in np.sort(ids[loose])),
        elbow=partition.curve,
        silhouette=mean_silhouette(vectors, partition.labels),
    )


def _groups(vectors: NDArray[np.float32], labels: NDArray[np.int32]) -> list[NDArray[np.int64]]:
    """Row numbers by cluster: the largest cluster first, in each the photo nearest to the mean first."""
    order = np.argsort(labels, kind="stable")
    bounds = np.flatnonzero(np.diff(labels[order])) + 1
    groups = []
    for members in np.split(order, bounds):
        typical = vectors[members] @ vectors[members].mean(axis=0)
        groups.append(members[np.argsort(-typical, kind="stable")])
    return sorted(groups, key=lambda group: (-len(group), int(group.min())))
