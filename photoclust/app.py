"""The one place where everything is wired: arguments, folders, log; then a command or the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from photoclust.cli.context import USAGE
from photoclust.cli.main import (
    COMMANDS,
    Parser,
    UsageFaultError,
    add_common,
    command_of,
    common_parser,
    run_command,
)
from photoclust.cli.output import Output
from photoclust.config import logs
from photoclust.config.paths import AppPaths


def main(words: Sequence[str] | None = None, paths: AppPaths | None = None) -> int:
    """Runs PhotoClust.

    Args:
        words: The command line without the program's name; `sys.argv` by default.
        paths: Where things lie; the platform's usual places by default.

    Returns:
        The exit code.
    """
    words = sys.argv[1:] if words is None else words
    paths = paths or AppPaths.default()
    try:
        common, rest = common_parser().parse_known_args(words)
    except UsageFaultError as fault:
        Output(as_json="--json" in words).failure("usage", str(fault))
        return USAGE
    logs.set_up(paths.logs, debug=common.debug)
    try:
        if command_of(rest) is not None:
            return run_command(rest, common, paths)
        return _open_window(rest, common.library, common.model, paths, debug=common.debug)
    except UsageFaultError as fault:
        Output(as_json=common.json).failure("usage", str(fault))
        return USAGE
    finally:
        logs.tear_down()


def _open_window(
    words: Sequence[str], library: Path | None, model: str, paths: AppPaths, *, debug: bool
) -> int:
    parser = Parser(
        prog="photoclust",
        description="Opens the window; FOLDERs are added to the library.",
        epilog="Commands: " + "; ".join(f"{name}: {about}" for name, about in COMMANDS.items()),
        allow_abbrev=False,
    )
    add_common(parser)
    parser.add_argument("folders", nargs="*", metavar="FOLDER", help="folder with photos")
    parser.add_argument("--demo", metavar="PNG", type=Path, help="show the sample photos and take a picture")
    arguments = parser.parse_args(words)
    from photoclust.gui import run

    if arguments.demo is not None:
        return run.run_demo(paths, paths.samples, arguments.demo, model)
    return run.run_window(paths, (library or paths.library).absolute(), arguments.folders, model, debug)
