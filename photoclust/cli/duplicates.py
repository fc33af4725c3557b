"""`photoclust duplicates`: photos that are there more than once, and which to keep. Changes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from photoclust.cli.arguments import add_within
from photoclust.cli.context import DONE, Arguments, Context
from photoclust.core.duplicates import DuplicateGroup, DuplicateReport, Tier
from photoclust.core.photo import Photo, PhotoId
from photoclust.core.reasons import keeper_sentence, size_in_words
from photoclust.library import browse
from photoclust.library.duplicates import find_duplicates

ALL = "all"
HEADINGS = {
    Tier.FILE: "The same file",
    Tier.PICTURE: "The same picture",
    Tier.SIMILAR: "Similar shots",
}


def add_arguments(parser: Any) -> None:
    """Adds the arguments of `duplicates`."""
    parser.add_argument(
        "--tier",
        choices=[tier.value for tier in Tier],
        help="only equal files, edited copies of one picture, or similar shots (default: all three)",
    )
    add_within(parser)


def run(context: Context, arguments: Arguments) -> int:
    """Lists groups of duplicates, the photo to keep first.

    Raises:
        UserFacingError: If the library or the model can't be used.
    """
    library = context.library()
    report = find_duplicates(
        library,
        context.model(),
        tiers=tuple(Tier) if arguments.tier is None else (Tier(arguments.tier),),
        within=[os.path.abspath(folder) for folder in arguments.within],
        on_progress=context.output.progress,
        cancel=context.cancel,
    )
    ids = [photo_id for group in report.groups for photo_id in group.photo_ids]
    photos = {photo.id: photo for photo in browse.photos(library, list(dict.fromkeys(ids)))}
    # A photo that an indexer at work has just forgotten is in no group any more.
    groups = [group for group in report.groups if all(one in photos for one in group.photo_ids)]
    context.output.result(
        {
            "tier": arguments.tier or ALL,
            "groups": [_as_json(group, photos, named=arguments.tier is None) for group in groups],
        },
        _lines(report, groups, photos),
    )
    return DONE


def _as_json(group: DuplicateGroup, photos: Mapping[PhotoId, Photo], *, named: bool) -> dict[str, object]:
    return {
        **({"tier": group.tier.value} if named else {}),
        "keep": photos[group.keep].path,
        "reason": keeper_sentence(group.reason),
        "others": [
            {"path": photos[other.photo_id].path, "tier": other.tier.value, "score": round(other.score, 6)}
            for other in group.others
        ],
    }


def _lines(
    report: DuplicateReport, groups: list[DuplicateGroup], photos: Mapping[PhotoId, Photo]
) -> Iterator[str]:
    for tier, heading in HEADINGS.items():
        of_tier = [group for group in groups if group.tier is tier]
        if not of_tier:
            continue
        yield f"{heading}: {_counted(len(of_tier), 'group')}"
        for group in of_tier:
            yield f"  keep {photos[group.keep].path} ({keeper_sentence(group.reason)})"
            for other in group.others:
                photo = photos[other.photo_id]
                score = "same file" if other.tier is Tier.FILE else f"{other.score:.3f}"
                yield f"    {photo.path} ({size_in_words(photo.file.size)}, {score})"
    if not groups:
        yield "There are no duplicates."
    if report.decided:
        yield f"{_counted(report.decided, 'more group')} on which you have decided."
    if report.missing:
        yield f"{_counted(report.missing, 'photo')} could not be compared; index the folders again."


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
