"""Finds the command and runs it; the one place where errors become exit codes."""

from __future__ import annotations

import argparse
import importlib
import signal
import types
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from photoclust import version
from photoclust.cli.arguments import positive
from photoclust.cli.context import INTERRUPTED, USAGE, Command, Context
from photoclust.cli.output import Output
from photoclust.config.paths import AppPaths
from photoclust.core.errors import CancelledError, UserFacingError
from photoclust.core.progress import CancelToken

COMMANDS = {
    "index": "add folders, embed what is new or changed, forget what is gone",
    "cluster": "group look-alikes; export the groups as folders",
    "similar": "find photos that look like a picture, or like a part of it",
    "duplicates": "find photos that are there more than once, and say which to keep",
    "search": "find photos by words: what they show, names, dates, cameras, places, albums",
    "clusterings": "list, show and delete clusterings that were saved",
    "albums": "list, make, fill and export albums",
    "doctor": "versions, model and its checksum, database integrity, paths",
}
"""What each command does. Its module of the same name is imported when it is called, not before: the window
passes by here on its way up."""


class UsageFaultError(Exception):
    """The words of the command line do not fit."""


class Parser(argparse.ArgumentParser):
    """Raises instead of exiting, so that faults can be said in JSON too."""

    def error(self, message: str) -> NoReturn:
        raise UsageFaultError(f"{message}. Try: {self.prog} --help")


class _ShowVersion(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        Output().result({}, [f"PhotoClust {version()}"])
        parser.exit()


def add_common(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments that stand before or after any command."""
    common = parser.add_argument_group("common options")
    common.add_argument("--library", metavar="DIR", type=Path, help="folder of the library's databases")
    common.add_argument("--model", metavar="NAME", default="", help="embedding model")
    common.add_argument("--jobs", metavar="N", type=positive, help="threads (default: one a core)")
    common.add_argument("--json", action="store_true", help="one JSON object on stdout")
    common.add_argument("--quiet", action="store_true", help="no progress and no messages")
    common.add_argument("--debug", action="store_true", help="log everything to stderr")
    common.add_argument("--version", action=_ShowVersion, nargs=0, help="show the version")


def common_parser() -> Parser:
    """Picks the common options out of any command line."""
    parser = Parser(prog="photoclust", add_help=False, allow_abbrev=False)
    add_common(parser)
    return parser


def command_of(words: Sequence[str]) -> str | None:
    """The command in a command line without common options; None opens the window."""
    return words[0] if words and words[0] in COMMANDS else None


def run_command(
    words: Sequence[str], common: argparse.Namespace, paths: AppPaths, cancel: CancelToken | None = None
) -> int:
    """Runs a command line whose common options were taken out.

    Args:
        words: The command and its arguments.
        common: What `common_parser` found.
        paths: Of the program.
        cancel: Set from outside to stop the command; Ctrl-C sets it as well.

    Returns:
        The exit code of the contract.
    """
    output = Output(as_json=common.json, quiet=common.quiet)
    name = words[0]
    module = importlib.import_module(f"photoclust.cli.{name}")
    try:
        arguments = _parser_of(name, module).parse_args(words[1:])
    except UsageFaultError as fault:
        output.failure("usage", str(fault))
        return USAGE
    context = Context(
        paths=paths,
        directory=Path(common.library or paths.library).absolute(),
        model_name=common.model,
        jobs=common.jobs,
        output=output,
        cancel=cancel or CancelToken(),
    )
    run: Command = module.run
    with _interruptible(context.cancel):
        try:
            return run(context, arguments)
        except UserFacingError as error:
            output.error(error)
            return error.exit_code
        except (CancelledError, KeyboardInterrupt):
            output.failure("interrupted", "stopped; what was done is kept.")
            return INTERRUPTED


def _parser_of(name: str, module: types.ModuleType) -> Parser:
    about = f"PhotoClust: {COMMANDS[name]}."
    parser = Parser(prog=f"photoclust {name}", description=about, allow_abbrev=False)
    add_common(parser)  # for --help; the values were taken out before
    module.add_arguments(parser)
    return parser


@contextmanager
def _interruptible(cancel: CancelToken) -> Iterator[None]:
    """Ctrl-C asks the work to stop at the next photo; a second one stops at once."""

    def stop(_number: int, _frame: types.FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        cancel.cancel()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
