"""What every command gets: where things lie, which model, and where to speak."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photoclust.cli.output import Output
from photoclust.config.paths import AppPaths
from photoclust.core.progress import CancelToken
from photoclust.library.models import Model, find_model
from photoclust.library.session import Library

DONE, LEFT_OUT, USAGE, WORLD, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes of the command line, see `docs/architecture.md`."""


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to a command.

    Attributes:
        paths: Of the program.
        directory: Of the library.
        model_name: "" is the default model.
        jobs: Threads, None for one a core.
        output: Where results and messages go.
        cancel: Set by Ctrl-C.
    """

    paths: AppPaths
    directory: Path
    model_name: str
    jobs: int | None
    output: Output
    cancel: CancelToken

    def library(self, *, create: bool = False) -> Library:
        """Opens the library.

        Raises:
            LibraryError: If there is none, or it can't be used.
        """
        library = Library.open(self.directory, create=create)
        for notice in library.notices:
            self.output.message(notice.message)
        return library

    def model(self) -> Model:
        """The chosen model.

        Raises:
            ModelError: If it is unknown or its file is missing.
        """
        return find_model(self.paths.models, self.model_name)


Arguments = argparse.Namespace
Command = Callable[[Context, Arguments], int]
AddArguments = Callable[[Any], None]
