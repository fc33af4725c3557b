"""`photoclust clusterings`: the clusterings that were saved under a name."""

from __future__ import annotations

from typing import Any

from photoclust.cli.cluster import say_clusters
from photoclust.cli.context import DONE, Arguments, Context
from photoclust.library import clusterings


def add_arguments(parser: Any) -> None:
    """Adds the arguments of `clusterings`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="all saved clusterings")
    for name, text in (
        ("show", "the groups of one, as `cluster` shows them"),
        ("delete", "forget one; its photos stay where they are"),
    ):
        actions.add_parser(name, help=text).add_argument("name", metavar="NAME")


def run(context: Context, arguments: Arguments) -> int:
    """Carries out one action on saved clusterings.

    Raises:
        UserFacingError: If there is none of that name, or the world said no.
    """
    library = context.library()
    if arguments.action == "show":
        say_clusters(context, library, clusterings.saved(library, arguments.name).grouping)
    elif arguments.action == "delete":
        deleted = clusterings.delete_saved(library, arguments.name)
        context.output.result({"deleted": deleted.name}, [f"{deleted.name} deleted"])
    else:
        found = clusterings.list_saved(library)
        context.output.result(
            {"clusterings": [{"name": item.name, "saved": item.saved.isoformat()} for item in found]},
            [f"{item.name}, saved {item.saved:%Y-%m-%d %H:%M}" for item in found]
            or ["No clusterings saved yet."],
        )
    return DONE
