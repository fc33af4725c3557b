"""Clusters of look-alikes over a library or some of its folders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis import hierarchy
from photoclust.analysis.auto_cut import choose_cut
from photoclust.analysis.dendrogram import Cut, CutCurve
from photoclust.analysis.elbow import elbow
from photoclust.analysis.kmeans import KMeansResult, kmeans
from photoclust.analysis.labels import name_clusters
from photoclust.analysis.silhouette import mean_silhouette
from photoclust.analysis.space import normalised
from photoclust.core.errors import LibraryError, UsageError
from photoclust.core.grouping import Cluster, ElbowPoint, Grouping, GroupOrder, Method, Reason
from photoclust.core.photo import PhotoId
from photoclust.core.progress import CancelToken, Progress, ProgressCallback
from photoclust.embedding.models import Model
from photoclust.library.arranging import Sections, sections
from photoclust.library.comparison import Comparison
from photoclust.library.gathering import gather
from photoclust.library.grouping_request import GroupingRequest
from photoclust.library.session import Library
from photoclust.library.trees import Linked, Material, MaterialKey
from photoclust.store.database import Database

__all__ = ["CutCurve", "GroupingRequest", "cut_curve", "make_groups"]

_SAMPLE = 10_000
"""Photos the silhouette is the mean of, where there are twice as many."""


def make_groups(
    library: Library,
    model: Model,
    request: GroupingRequest,
    *,
    without: frozenset[PhotoId] = frozenset(),
    draft: bool = False,
    on_progress: ProgressCallback,
    cancel: CancelToken,
) -> Grouping:
    """Groups photos by how alike they are.

    Args:
        library: Read only, but for results that are kept in its cache.
        model: Whose vectors are compared.
        request: What to group and how.
        without: Photos that are left out, because the person put them where they are.
        draft: Leave new names and the silhouette for a second call: while the slider moves.
        on_progress: Photos compared, merges or runs of K-means done.
        cancel: Stops the work.

    Raises:
        UsageError: If the number of clusters fits neither the method nor the photos, if weights can't be, or
            if there are too many photos for the linkage.
        LibraryError: If there are no photos, or the library can't be read.
        CancelledError: If the person said stop.
    """
    report = _told(on_progress)
    with library.cache() as database:
        comparison, material = _material(library, database, model, request, without, report, cancel)
        _check_k(request, len(material))
        linked = None
        if request.method in (Method.AUTO, Method.AGGLOMERATIVE):
            linked = _linked(library, database, material, request, report, cancel)
    partition = (
        _cut(comparison, material, linked, request, cancel)
        if linked is not None
        else _apart(material, request, report, cancel)
    )
    cancel.checkpoint()
    shown = sections(
        material,
        partition.cut,
        linked,
        request.min_size,
        request.group_order,
        request.member_order,
        least=request.k or 1,
    )
    names = _known_names(shown, linked) if draft else _names(comparison, material, model, shown, linked)
    return Grouping(
        method=request.method,
        chosen=partition.chosen,
        k=len(shown.starts),
        similarity=partition.similarity,
        clusters=tuple(
            Cluster(name or f"Group {number}", photos[0], photos)
            for number, (name, photos) in enumerate(zip(names, shown.members, strict=True), start=1)
        ),
        unclustered=shown.unclustered,
        elbow=partition.curve,
        silhouette=None if draft else _silhouette(material, shown),
        reason=partition.reason,
        draft=draft,
    )


def cut_curve(
    library: Library,
    model: Model,
    request: GroupingRequest,
    *,
    without: frozenset[PhotoId] = frozenset(),
    on_progress: ProgressCallback,
    cancel: CancelToken,
) -> CutCurve:
    """How many groups and unclustered photos each similarity gives: what the slider moves along.

    Args:
        library: As for `make_groups`.
        model: As for `make_groups`.
        request: Its method, number and similarity do not count.
        without: As for `make_groups`.
        on_progress: As for `make_groups`.
        cancel: Stops the work.

    Raises:
        UsageError: As `make_groups`.
        LibraryError: As `make_groups`.
        CancelledError: If the person said stop.
    """
    report = _told(on_progress)
    with library.cache() as database:
        _, material = _material(library, database, model, request, without, report, cancel)
        linked = _linked(library, database, material, request, report, cancel)
    return linked.dendrogram.curve(request.min_size)


@dataclass(frozen=True, slots=True, eq=False)
class _Partition:
    cut: Cut
    chosen: Method
    similarity: float | None = None
    curve: tuple[ElbowPoint, ...] | None = None
    reason: Reason | None = None


def _material(
    library: Library,
    database: Database,
    model: Model,
    request: GroupingRequest,
    without: frozenset[PhotoId],
    report: Callable[[int, int], None],
    cancel: CancelToken,
) -> tuple[Comparison, Material]:
    request.blend.check()
    comparison = library.comparisons.completed(
        database, model.key, checkpoint=cancel.checkpoint, on_progress=report
    )
    key = MaterialKey(model.key, comparison.revision, request.within, request.blend, without)
    material = library.trees.material(key, lambda: gather(database, comparison, key))
    if not len(material):
        raise LibraryError("no-photos")
    return comparison, material


def _linked(
    library: Library,
    database: Database,
    material: Material,
    request: GroupingRequest,
    report: Callable[[int, int], None],
    cancel: CancelToken,
) -> Linked:
    return library.trees.linked(
        database, material, request.linkage, checkpoint=cancel.checkpoint, on_progress=report
    )


def _check_k(request: GroupingRequest, photos: int) -> None:
    if request.method is Method.KMEANS and request.k is None:
        raise UsageError("k-needed")
    if request.k is not None and not 1 <= request.k <= photos:
        raise UsageError("bad-k", k=request.k, photos=photos)


def _told(on_progress: ProgressCallback) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        on_progress(Progress(done, total))

    return report


def _apart(
    material: Material, request: GroupingRequest, report: Callable[[int, int], None], cancel: CancelToken
) -> _Partition:
    """K-means, with a number or with one that the elbow says."""
    vectors = material.vectors
    if request.method is Method.KMEANS:
        assert request.k is not None  # see _check_k
        result = kmeans(vectors, request.k, seed=request.seed, checkpoint=cancel.checkpoint)
        return _Partition(_as_cut(result, request), Method.KMEANS)
    found = elbow(
        vectors, seed=request.seed, k_max=request.k, checkpoint=cancel.checkpoint, on_progress=report
    )
    k = found.k
    reason = Reason("elbow", {"k": k}) if k > 1 else Reason("elbow-flat")
    return _Partition(_as_cut(found.clusters, request), Method.ELBOW, curve=tuple(found.curve), reason=reason)


def _as_cut(result: KMeansResult, request: GroupingRequest) -> Cut:
    """The partition; if it is to be shown so, with like clusters beside each other, as in a dendrogram."""
    along = np.arange(len(result.centroids))
    if request.group_order is GroupOrder.LIKENESS:
        along = hierarchy.leaf_order(hierarchy.average_linkage(normalised(result.centroids.copy())))
    rank = np.empty(len(along), np.int64)
    rank[along] = np.arange(len(along))
    order = np.argsort(rank[result.labels], kind="stable")
    return Cut(order, np.searchsorted(rank[result.labels][order], np.arange(len(along))), along)


def _cut(
    comparison: Comparison, material: Material, linked: Linked, request: GroupingRequest, cancel: CancelToken
) -> _Partition:
    dendrogram, reason = linked.dendrogram, None
    manual = request.method is Method.AGGLOMERATIVE
    if manual and request.similarity is not None:
        cut = dendrogram.cut(dendrogram.clusters_at(request.similarity))
        return _Partition(cut, Method.AGGLOMERATIVE, request.similarity)
    k = request.k if manual else None
    if k is None:
        k, reason = _chosen(comparison, material, linked, request, cancel)
    similarity = hierarchy.similarity_for_k(dendrogram.tree, k)
    return _Partition(dendrogram.cut(k), Method.AGGLOMERATIVE, similarity, reason=reason)


def _chosen(
    comparison: Comparison, material: Material, linked: Linked, request: GroupingRequest, cancel: CancelToken
) -> tuple[int, Reason]:
    """The cut that speaks for itself, and why; found once for each dendrogram."""
    if request.min_size not in linked.chosen:
        # What a library has in common may be one scene; taken on many days, time may part it all the same.
        common = comparison.space.frame.common if request.blend.content_only and not request.within else 0.0
        tree = linked.dendrogram.tree
        choice = choose_cut(
            material.plain, tree, request.min_size, common=common, checkpoint=cancel.checkpoint
        )
        values: dict[str, object] = {"k": choice.k, "silhouette": choice.silhouette}
        values["similarity"] = hierarchy.similarity_for_k(tree, choice.k)
        reason = Reason("apart", values) if choice.silhouette is not None else Reason("too-few")
        linked.chosen[request.min_size] = choice.k, Reason("all-alike") if choice.alike else reason
    return linked.chosen[request.min_size]


def _known_names(shown: Sections, linked: Linked | None) -> list[str | None]:
    """Names that clusters had when they were shown before; none twice."""
    if linked is None:
        return [None] * len(shown.members)
    taken: set[str | None] = set()
    names: list[str | None] = []
    for node in shown.nodes[shown.shown].tolist():
        name = linked.names.get(node)
        names.append(None if name in taken else name)
        taken.add(name)
    return names


def _names(
    comparison: Comparison, material: Material, model: Model, shown: Sections, linked: Linked | None
) -> list[str | None]:
    rows = material.rows
    names = name_clusters(
        comparison.label_ids[rows],
        comparison.label_probabilities[rows],
        shown.rows(),
        model.words(),
        model.kinds(),
    )
    if linked is not None:
        linked.names.update(zip(shown.nodes[shown.shown].tolist(), names, strict=True))
    return names


def _silhouette(material: Material, shown: Sections) -> float | None:
    rows: NDArray[np.int64] | None = None
    if len(material) > 2 * _SAMPLE:
        rows = np.sort(np.random.default_rng(0).choice(len(material), _SAMPLE, replace=False))
    return mean_silhouette(material.vectors, shown.labels(), rows=rows)
