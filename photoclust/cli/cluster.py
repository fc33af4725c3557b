"""`photoclust cluster`: groups of look-alikes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from photoclust.cli.arguments import add_choice, add_with_companions, add_within, positive, share
from photoclust.cli.context import DONE, LEFT_OUT, Arguments, Context
from photoclust.core.grouping import Grouping, GroupOrder, Linkage, MemberOrder, Method, PlaceScale, TimeScale
from photoclust.core.photo import PhotoId
from photoclust.core.reasons import sentence
from photoclust.library import browse, clusterings
from photoclust.library.describing import with_places
from photoclust.library.export import ExportFolder, ExportMode, plan_export
from photoclust.library.export_run import run_export
from photoclust.library.grouping import CutCurve, GroupingRequest, cut_curve
from photoclust.library.places import Gazetteer
from photoclust.library.regrouping import regroup
from photoclust.library.session import Library

SHOWN_FILES = 4
CURVE_POINTS = 60


def add_arguments(parser: Any) -> None:
    """Adds the arguments of `cluster`."""
    add_choice(parser, "--method", Method.AUTO, "how clusters are made; auto chooses")
    parser.add_argument("--k", type=positive, metavar="N", help="number of clusters")
    parser.add_argument(
        "--similarity", type=share, metavar="S", help="cosine similarity at which the dendrogram is cut"
    )
    parser.add_argument(
        "--time-weight", type=share, default=0.0, metavar="A", help="how much capture time counts, 0 to 1"
    )
    near_in_time = "what is near in time: taken in the same hour, day, week or season"
    add_choice(parser, "--time-scale", TimeScale.DAY, near_in_time)
    parser.add_argument(
        "--place-weight", type=share, default=0.0, metavar="A", help="how much the place counts, 0 to 1"
    )
    near_in_space = "what is near in space: taken on the same spot, in the same town or region"
    add_choice(parser, "--place-scale", PlaceScale.TOWN, near_in_space)
    parser.add_argument(
        "--min-size", type=positive, default=2, metavar="N", help="smaller clusters are left unclustered"
    )
    linkages = "what the similarity of two clusters is; all but average take at most 10,000 photos"
    add_choice(parser, "--linkage", Linkage.AVERAGE, linkages)
    first = "what comes first: the largest group, the latest, or look-alikes side by side"
    add_choice(parser, "--order", GroupOrder.SIZE, first)
    first_inside = "what comes first in a group: the most typical photo or the earliest"
    add_choice(parser, "--photo-order", MemberOrder.LIKENESS, first_inside)
    parser.add_argument(
        "--curve", action="store_true", help="also say how many groups other similarities would give"
    )
    parser.add_argument("--save", metavar="NAME", help="save the clustering under a name, for the window too")
    parser.add_argument(
        "--keep-pinned", action="store_true", help="leave groups alone that were pinned in the window"
    )
    parser.add_argument("--export", metavar="DIR", help="write every cluster to a folder below DIR")
    parser.add_argument(
        "--as",
        dest="export_as",
        choices=["copy", "hardlink", "symlink"],
        default="copy",
        help="with --export",
    )
    add_with_companions(parser)
    add_within(parser)


def run(context: Context, arguments: Arguments) -> int:
    """Groups photos and says or exports the groups.

    Raises:
        UserFacingError: As `make_groups` and the export.
    """
    library = context.library()
    request = GroupingRequest(
        method=_method(arguments),
        k=arguments.k,
        similarity=arguments.similarity,
        time_weight=arguments.time_weight,
        time_scale=TimeScale(arguments.time_scale),
        place_weight=arguments.place_weight,
        place_scale=PlaceScale(arguments.place_scale),
        min_size=arguments.min_size,
        linkage=Linkage(arguments.linkage),
        group_order=GroupOrder(arguments.order),
        member_order=MemberOrder(arguments.photo_order),
        within=tuple(os.path.abspath(folder) for folder in arguments.within),
    )
    before = clusterings.working(library, request.within[:1]) if arguments.keep_pinned else None
    clustering = regroup(
        library, context.model(), request, before, on_progress=context.output.progress, cancel=context.cancel
    )
    placed = with_places(library, Gazetteer(context.paths.places), clustering.grouping)
    clustering = replace(clustering, grouping=placed)
    if arguments.save is not None:
        clusterings.save(library, clustering, arguments.save)
    grouping = clustering.grouping
    code = _export(context, library, grouping, arguments) if arguments.export else DONE
    curve = None
    if arguments.curve:
        found = cut_curve(
            library,
            context.model(),
            request,
            without=before.held() if before is not None else frozenset(),
            on_progress=context.output.progress,
            cancel=context.cancel,
        )
        curve = found.thinned(CURVE_POINTS)
    say_clusters(context, library, grouping, curve)
    return code


def say_clusters(
    context: Context, library: Library, grouping: Grouping, curve: CutCurve | None = None
) -> None:
    """The outcome: the groups with their photos."""
    paths = _paths(library, grouping)
    points = [] if curve is None else _points(curve)
    described = _as_json(grouping, paths) | {"curve": None if curve is None else points}
    lines = (
        f"similarity {point['similarity']:.2f}: {point['groups']} groups, {point['unclustered']} unclustered"
        for point in points
    )
    context.output.result(described, chain(_sentences(grouping, paths), lines))


def _points(curve: CutCurve) -> list[dict[str, Any]]:
    columns = (curve.similarities.round(6).tolist(), curve.groups.tolist(), curve.unclustered.tolist())
    return [
        {"similarity": similarity, "groups": groups, "unclustered": unclustered}
        for similarity, groups, unclustered in zip(*columns, strict=True)
    ]


def _method(arguments: Arguments) -> Method:
    """Saying where to cut, or how many, says which method is meant."""
    method = Method(arguments.method)
    cut = arguments.k is not None or arguments.similarity is not None
    return Method.AGGLOMERATIVE if method is Method.AUTO and cut else method


def _paths(library: Library, grouping: Grouping) -> dict[PhotoId, str]:
    ids = [photo for cluster in grouping.clusters for photo in (*cluster.photo_ids, *cluster.suggested)]
    found = browse.briefs(library, [*ids, *grouping.unclustered, *grouping.came])
    return dict(zip(map(PhotoId, found.ids.tolist()), found.paths.tolist(), strict=True))


def _export(context: Context, library: Library, grouping: Grouping, arguments: Arguments) -> int:
    folders = [ExportFolder(cluster.name, cluster.photo_ids) for cluster in grouping.clusters]
    plan = plan_export(
        library,
        folders,
        arguments.export,
        ExportMode(arguments.export_as),
        with_companions=arguments.with_companions,
    )
    report = run_export(plan, on_progress=context.output.progress, cancel=context.cancel)
    context.output.message(f"{report.copied:,} photos exported to {report.target}")
    for path, reason in report.skipped:
        context.output.message(f"  left out: {path}: {reason}")
    return LEFT_OUT if report.skipped else DONE


def _as_json(grouping: Grouping, paths: Mapping[PhotoId, str]) -> dict[str, Any]:
    elbow = None
    if grouping.elbow is not None:
        elbow = [{"k": point.k, "distortion": point.distortion} for point in grouping.elbow]

    def files(ids: Sequence[PhotoId]) -> list[str]:
        return [paths[photo_id] for photo_id in ids if photo_id in paths]

    return {
        "method": str(grouping.method),
        "k": grouping.k,
        "similarity": grouping.similarity,
        "clusters": [
            {
                "name": cluster.name,
                "size": len(cluster),
                "cover": paths.get(cluster.cover),
                "photos": files(cluster.photo_ids),
                "pinned": cluster.pinned,
                "hidden": cluster.hidden,
                "suggested": files(cluster.suggested),
                "place": cluster.place or None,
            }
            for cluster in grouping.clusters
        ],
        "unclustered": files(grouping.unclustered),
        "new": files(grouping.came),
        "elbow": elbow,
        "silhouette": grouping.silhouette,
        "reason": None if grouping.reason is None else sentence(grouping.reason),
    }


def _sentences(grouping: Grouping, paths: Mapping[PhotoId, str]) -> Iterator[str]:
    yield from (cluster_line(cluster.name, cluster.photo_ids, paths) for cluster in grouping.clusters)
    how = f"{grouping.chosen}, {grouping.k} clusters"
    if grouping.similarity is not None:
        how += f", cut at similarity {grouping.similarity:.2f}"
    if grouping.silhouette is not None:
        how += f", silhouette {grouping.silhouette:.2f}"
    yield f"{len(grouping.clusters)} groups, {len(grouping.unclustered)} photos unclustered ({how})"
    if grouping.reason is not None:
        yield sentence(grouping.reason)


def cluster_line(name: str, photo_ids: tuple[PhotoId, ...], paths: Mapping[PhotoId, str]) -> str:
    """A cluster in one line: name, count, the names of a few files."""
    files = [os.path.basename(paths[photo_id]) for photo_id in photo_ids[:SHOWN_FILES] if photo_id in paths]
    more = ", …" if len(photo_ids) > SHOWN_FILES else ""
    return f"{name} ({len(photo_ids)}): {', '.join(files)}{more}"
