"""`photoclust index FOLDER ...`: folders in."""

from __future__ import annotations

from typing import Any

from photoclust.cli.context import DONE, LEFT_OUT, Arguments, Context
from photoclust.config.settings import Settings
from photoclust.core.progress import Progress
from photoclust.library.index_options import IndexOptions
from photoclust.library.indexing import IndexEvent, IndexSummary, index_folders


def add_arguments(parser: Any) -> None:
    """Adds the arguments of `index`."""
    parser.add_argument(
        "folders", nargs="+", metavar="FOLDER", help="folder with photos, looked through whole"
    )
    parser.add_argument(
        "--courteous",
        action="store_true",
        help="let other programs go first, and save power on battery, as the window does",
    )
    parser.add_argument(
        "--again", action="store_true", help="try once more what could not be read, or stopped PhotoClust"
    )


def run(context: Context, arguments: Arguments) -> int:
    """Brings the library up to date with some folders.

    Raises:
        UserFacingError: As `index_folders`.
    """

    def on_event(event: IndexEvent) -> None:
        if isinstance(event, Progress):
            context.output.progress(event)

    summary = index_folders(
        context.library(create=True),
        arguments.folders,
        context.model(),
        IndexOptions(
            jobs=context.jobs,
            courteous=arguments.courteous,
            again=arguments.again,
            time_limit=Settings.load(context.paths.config).time_limit,
        ),
        on_event=on_event,
        cancel=context.cancel,
    )
    context.output.unreadable(summary.unreadable)
    context.output.result(_as_json(summary), [_sentence(summary)])
    return LEFT_OUT if summary.unreadable else DONE


def _as_json(summary: IndexSummary) -> dict[str, Any]:
    return {
        "photos": summary.photos,
        "embedded": summary.embedded,
        "reused": summary.reused,
        "unchanged": summary.unchanged,
        "removed": summary.removed,
        "unreadable": [{"path": item.path, "reason": item.reason} for item in summary.unreadable],
        "seconds": round(summary.seconds, 3),
    }


def _sentence(summary: IndexSummary) -> str:
    return (
        f"{summary.photos:,} photos: {summary.embedded:,} embedded, {summary.reused:,} recognised, "
        f"{summary.unchanged:,} unchanged, {summary.removed:,} removed, "
        f"{len(summary.unreadable):,} unreadable, in {summary.seconds:.1f} s"
    )
