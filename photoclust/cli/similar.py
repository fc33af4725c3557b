"""`photoclust similar FILE`: look-alikes of a picture or of a part of it."""

from __future__ import annotations

import os
from typing import Any

from photoclust.cli.arguments import add_within, positive, region
from photoclust.cli.context import DONE, Arguments, Context
from photoclust.core.errors import UsageError
from photoclust.core.queries import PhotoFilter, SimilarQuery
from photoclust.library import browse
from photoclust.library.closer_look import look_closer
from photoclust.library.similar import FURTHER, LOOKED_AT, find_similar


def add_arguments(parser: Any) -> None:
    """Adds the arguments of `similar`."""
    parser.add_argument("file", metavar="FILE", help="a picture, in the library or not")
    parser.add_argument(
        "--top", type=positive, metavar="N", help="exactly N; without it, the scores decide where to stop"
    )
    parser.add_argument(
        "--region", type=region, metavar="X,Y,W,H", help="the part of the picture to look for"
    )
    add_within(parser)


def run(context: Context, arguments: Arguments) -> int:
    """Lists look-alikes, best first.

    Raises:
        UserFacingError: As `find_similar`.
    """
    if arguments.file.lower().startswith(("http://", "https://")) and not os.path.lexists(arguments.file):
        raise UsageError("web-address")
    library, model = context.library(), context.model()
    query = SimilarQuery(paths=(os.path.abspath(arguments.file),), region=arguments.region)
    limits = PhotoFilter(folders=tuple(os.path.abspath(folder) for folder in arguments.within))
    most = max(arguments.top or FURTHER, LOOKED_AT)
    answer = find_similar(library, model, query, limits=limits, most=most)
    matches = look_closer(library, model, answer, cancel=context.cancel).matches(arguments.top)
    paths = {photo.id: photo.path for photo in browse.photos(library, [match.photo_id for match in matches])}
    found = [(paths[match.photo_id], match.score) for match in matches if match.photo_id in paths]
    context.output.result(
        {
            "query": os.path.abspath(arguments.file),
            "matches": [{"path": path, "score": round(score, 6)} for path, score in found],
        },
        [f"{score:.3f}  {path}" for path, score in found] or ["No photo looks like it."],
    )
    return DONE
