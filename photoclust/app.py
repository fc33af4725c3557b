"""The one place where everything is wired: arguments, folders, log; then a command or the window."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from photoclust.cli.context import DONE, INTERRUPTED, USAGE
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
from photoclust.config.settings import FILE_NAME, Settings
from photoclust.core.errors import UserFacingError
from photoclust.core.file_urls import absolute
from photoclust.library.mailbox import Request
from photoclust.library.one_window import take_seat

SELF_TEST = "--self-test"

log = logging.getLogger(__name__)


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
    # The self-test touches nothing of the person's, not even the log.
    logs.set_up(None if SELF_TEST in rest else paths.logs, debug=common.debug)
    try:
        if command_of(rest) is not None:
            return run_command(rest, common, paths)
        return _open_window(rest, common, paths)
    except UsageFaultError as fault:
        Output(as_json=common.json).failure("usage", str(fault))
        return USAGE
    finally:
        logs.tear_down()


def _open_window(words: Sequence[str], common: argparse.Namespace, paths: AppPaths) -> int:
    parser = Parser(
        prog="photoclust",
        description="Opens the window; FOLDERs are added to the library, PICTUREs are asked for their like.",
        epilog="Commands: " + "; ".join(f"{name}: {about}" for name, about in COMMANDS.items()),
        allow_abbrev=False,
    )
    add_common(parser)
    parser.add_argument("opened", nargs="*", metavar="FOLDER|PICTURE", help="a path or a file:// URL")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--demo", metavar="PNG", type=Path, help="show the sample photos and take a picture")
    instead.add_argument(
        SELF_TEST,
        action="store_true",
        help="check that this installation works, in a temporary folder; opens no window of yours",
    )
    instead.add_argument(
        "--reset-settings",
        action="store_true",
        help="forget the settings (settings.json becomes settings.json.old; the library stays) without "
        "opening the window; close PhotoClust before",
    )
    arguments = parser.parse_args(words)
    if arguments.opened and (arguments.self_test or arguments.reset_settings):
        parser.error("FOLDERs and PICTUREs are for the window only")
    output = Output(as_json=common.json, quiet=common.quiet)
    if arguments.self_test:
        return _self_test(paths, output)
    if arguments.reset_settings:
        return _reset_settings(paths, output)
    if arguments.demo is not None:
        from photoclust.gui import run

        return run.run_demo(paths, paths.samples, arguments.demo, common.model)
    opened = tuple(absolute(word) for word in arguments.opened if word)
    try:
        return _open_or_hand_over(opened, common, paths)
    except UserFacingError as error:
        Output(as_json=common.json).error(error)
        _show_where_nobody_reads(paths, error)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        log.critical("bug", exc_info=error)
        _show_where_nobody_reads(paths, error)
        raise


def _open_or_hand_over(opened: tuple[str, ...], common: argparse.Namespace, paths: AppPaths) -> int:
    directory = (common.library or paths.library).absolute()
    seat = take_seat(directory, Request(opened, activation_token()))
    if seat is None:
        return DONE
    with closing(seat):
        from photoclust.gui import run

        return run.run_window(paths, directory, opened, common.model, common.debug, seat.mailbox)


def activation_token() -> str:
    """What the desktop gave to this start so that a window may come to the front; "" if it gave nothing."""
    return os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""


def _show_where_nobody_reads(paths: AppPaths, error: Exception) -> None:
    """Shows in a dialog what a terminal would have shown, if there is none."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not any(stream is not None and not stream.closed and stream.isatty() for stream in streams):
        from photoclust.gui import run

        run.show_trouble(paths, error)


def _self_test(paths: AppPaths, output: Output) -> int:
    from photoclust.cli.checks import Report
    from photoclust.gui import selftest

    report = Report(output)
    try:
        selftest.run(paths, report.add, give_up=lambda: os._exit(report.finish()))
    except KeyboardInterrupt:
        output.failure("interrupted", "stopped.")
        return INTERRUPTED
    return report.finish()


def _reset_settings(paths: AppPaths, output: Output) -> int:
    try:
        kept = Settings.set_aside(paths.config)
    except UserFacingError as error:
        output.error(error)
        return error.exit_code
    if kept is None:
        said = f"There are no settings in {paths.config}: nothing to forget."
    else:
        said = f"The settings are forgotten; the old ones are kept in {kept}. The library is as it was."
    output.result({"settings": str(paths.config / FILE_NAME), "kept": str(kept) if kept else None}, [said])
    return DONE
