"""`photoclust albums list | create | add | remove | export`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from photoclust.cli.arguments import add_with_companions
from photoclust.cli.context import DONE, LEFT_OUT, Arguments, Context
from photoclust.core.errors import SENTENCES
from photoclust.core.photo import Album, PhotoId
from photoclust.library import albums
from photoclust.library.browse import ids_at
from photoclust.library.export import ExportFolder, ExportMode, plan_export
from photoclust.library.export_run import run_export
from photoclust.library.session import Library


def add_arguments(parser: Any) -> None:
    """Adds the actions on albums."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="all albums and their photos")
    for name, text in (
        ("create", "make an album of photos of the library"),
        ("add", "put photos of the library into an album"),
        ("remove", "take photos out of an album; the files stay"),
    ):
        action = actions.add_parser(name, help=text)
        action.add_argument("name", metavar="NAME")
        action.add_argument("files", nargs="*" if name == "create" else "+", metavar="FILE")
    export = actions.add_parser("export", help="write an album to a folder of its name below DIR")
    export.add_argument("name", metavar="NAME")
    export.add_argument("target", metavar="DIR")
    export.add_argument("--as", dest="export_as", choices=[str(mode) for mode in ExportMode], default="copy")
    add_with_companions(export)


def run(context: Context, arguments: Arguments) -> int:
    """Carries out one action on albums.

    Raises:
        UserFacingError: If there is no such album, its name is taken, or the world said no.
    """
    library = context.library()
    if arguments.action == "list":
        return _list(context, library)
    if arguments.action == "export":
        return _export(context, library, arguments)
    files = [os.path.abspath(file) for file in arguments.files]
    known = ids_at(library, files)
    if arguments.action == "create":
        album = albums.create_album(library, arguments.name, list(known.values()))
        changed = len(album.members)
    else:
        album = albums.album_by_name(library, arguments.name)
        change = albums.add_photos if arguments.action == "add" else albums.remove_photos
        changed = change(library, album.id, list(known.values()))
        album = albums.album_by_name(library, arguments.name)
    return _say_changed(context, album, changed, [file for file in files if file not in known])


def _say_changed(context: Context, album: Album, changed: int, unknown: Sequence[str]) -> int:
    left_out = [{"path": path, "reason": SENTENCES["not-in-library"].format(path=path)} for path in unknown]
    for item in left_out:
        context.output.message(item["reason"])
    context.output.result(
        {"album": _as_json(album), "changed": changed, "left_out": left_out},
        [f"{album.name}: {len(album.members)} photos, {changed} changed"],
    )
    return LEFT_OUT if left_out else DONE


def _as_json(album: Album) -> dict[str, Any]:
    return {
        "name": album.name,
        "photos": [member.path for member in album.members if not member.missing],
        "missing": [member.path for member in album.members if member.missing],
    }


def _list(context: Context, library: Library) -> int:
    found = albums.list_albums(library)
    context.output.result(
        {"albums": [_as_json(album) for album in found]},
        [_line(album) for album in found] or ["No albums yet."],
    )
    return DONE


def _line(album: Album) -> str:
    missing = sum(member.missing for member in album.members)
    return f"{album.name}: {len(album.members)} photos" + (f", {missing} missing" if missing else "")


def _export(context: Context, library: Library, arguments: Arguments) -> int:
    album = albums.album_by_name(library, arguments.name)
    ids: list[PhotoId] = album.photo_ids
    missing = [member.path for member in album.members if member.missing]
    folder = ExportFolder(album.name, ids, missing)
    plan = plan_export(
        library,
        [folder],
        arguments.target,
        ExportMode(arguments.export_as),
        with_companions=arguments.with_companions,
    )
    report = run_export(plan, on_progress=context.output.progress, cancel=context.cancel)
    for path, reason in report.skipped:
        context.output.message(f"left out: {path}: {reason}")
    context.output.result(
        {
            "album": album.name,
            "target": report.target,
            "copied": report.copied,
            "present": report.present,
            "left_out": [{"path": path, "reason": reason} for path, reason in report.skipped],
        },
        [f"{report.copied} files of {album.name} exported to {report.target}"],
    )
    return LEFT_OUT if report.skipped else DONE
