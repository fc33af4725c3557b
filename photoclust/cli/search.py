"""`photoclust search TEXT`: photos by words."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

from photoclust.cli.arguments import add_within, positive
from photoclust.cli.context import DONE, Arguments, Context
from photoclust.library import browse
from photoclust.library.places import Gazetteer
from photoclust.library.textsearch import SearchAnswer, search


def add_arguments(parser: Any) -> None:
    """Adds the arguments of `search`."""
    parser.add_argument(
        "text",
        metavar="TEXT",
        nargs="+",
        help='what a photo shows, its name, folder, album, date, camera or place: dog "summer 2020" berlin',
    )
    parser.add_argument("--top", type=positive, metavar="N", help="the best N; without it, all")
    add_within(parser)


def run(context: Context, arguments: Arguments) -> int:
    """Lists photos, best first.

    Raises:
        UserFacingError: As `search`.
    """
    library, text = context.library(), " ".join(arguments.text)
    library.words.gazetteer = Gazetteer(context.paths.places)
    answer = search(
        library,
        context.model(),
        text,
        today=date.today(),
        within=[os.path.abspath(folder) for folder in arguments.within],
        top=arguments.top,
    )
    ids = [match.photo_id for match in answer.matches]
    paths = {photo.id: photo.path for photo in browse.photos(library, ids)}
    found = [(paths[match.photo_id], match.score) for match in answer.matches if match.photo_id in paths]
    context.output.result(
        {"query": text, "matches": [{"path": path, "score": round(score, 6)} for path, score in found]},
        [f"{score:.3f}  {path}" for path, score in found] or _nothing(answer),
    )
    return DONE


def _nothing(answer: SearchAnswer) -> list[str]:
    """What is said where nothing was found."""
    said = ["No photo was found."]
    if answer.hints:
        said.append("Try: " + ", ".join(hint.query for hint in answer.hints))
    return said
