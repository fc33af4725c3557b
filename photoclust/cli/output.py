"""Results to stdout, messages and progress to stderr; JSON for scripts, sentences for people."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from photoclust.core.errors import UserFacingError
from photoclust.core.photo import Unreadable
from photoclust.core.progress import Progress

BAR_WIDTH = 28
LISTED = 20  # unreadable files that are listed for people; JSON has them all
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Output:
    """The two streams of a command.

    Args:
        as_json: One JSON object on stdout instead of sentences.
        quiet: No progress and no messages.
        out: Results; standard output by default.
        messages: Progress and messages; standard error by default.
    """

    def __init__(
        self,
        *,
        as_json: bool = False,
        quiet: bool = False,
        out: TextIO | None = None,
        messages: TextIO | None = None,
    ) -> None:
        self.as_json = as_json
        self._quiet = quiet
        # Python has no streams where the program was started with closed ones, or without a console.
        self._out: TextIO = out or sys.stdout or io.StringIO()
        self._messages: TextIO = messages or sys.stderr or io.StringIO()
        self._bar_shown = False

    def result(self, data: Mapping[str, Any], sentences: Iterable[str]) -> None:
        """Says the outcome: `data` for scripts, or `sentences` for people."""
        self._clear_bar()
        if self.as_json:
            self._write(to_json(data) + "\n")
        else:
            self._write("".join(f"{line}\n" for line in sentences))

    def message(self, text: str) -> None:
        """Says something by the way."""
        if not self._quiet:
            self._clear_bar()
            print(_printable(text, self._messages), file=self._messages, flush=True)

    def error(self, error: UserFacingError) -> None:
        """Says what went wrong; also when quiet."""
        self.failure(error.code, error.message, error.path)

    def failure(self, code: str, text: str, path: str | None = None) -> None:
        """Says that a command failed."""
        self._clear_bar()
        if self.as_json:
            where = {"path": path} if path is not None else {}
            self._write(to_json({"error": {"code": code, "message": text, **where}}) + "\n")
        else:
            print(_printable(f"photoclust: {text}", self._messages), file=self._messages, flush=True)

    def unreadable(self, files: Sequence[Unreadable]) -> None:
        """Lists what was left out, for people; scripts find it in the JSON."""
        if not files or self.as_json:
            return
        self.message(f"{len(files)} {'file' if len(files) == 1 else 'files'} left out:")
        for item in files[:LISTED]:
            self.message(f"  {item.path}: {item.reason}")
        if len(files) > LISTED:
            self.message(f"  … and {len(files) - LISTED} more (--json lists all)")

    def progress(self, progress: Progress) -> None:
        """Draws a progress bar where somebody may see it."""
        if self._quiet or not self._messages.isatty():
            return
        fraction = progress.fraction
        if fraction is None:
            line = f"{progress.done:,} photos"
        else:
            filled = round(BAR_WIDTH * fraction)
            bar = "█" * filled + "░" * (BAR_WIDTH - filled)
            line = f"{bar} {progress.done:,} of {progress.total:,}"
            if progress.seconds_left is not None:
                line += f" · {time_left(progress.seconds_left)} left"
        self._messages.write("\r\x1b[K" + _printable(line, self._messages))
        self._messages.flush()
        self._bar_shown = True

    def _clear_bar(self) -> None:
        if self._bar_shown:
            self._messages.write("\r\x1b[K")
            self._messages.flush()
            self._bar_shown = False

    def _write(self, text: str) -> None:
        """Writes UTF-8 whatever the locale; file names that are no text go out as the bytes they are."""
        buffer = getattr(self._out, "buffer", None)
        if buffer is None:
            self._out.write(text)
        else:
            self._out.flush()
            buffer.write(text.encode("utf-8", "surrogateescape"))
        self._out.flush()


def to_json(data: Mapping[str, Any]) -> str:
    """JSON in valid UTF-8; bytes of a file name that are no text become escaped lone surrogates."""
    text = json.dumps(data, ensure_ascii=False)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def time_left(seconds: float) -> str:
    """A duration as a person would say it."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"


def _printable(text: str, stream: TextIO) -> str:
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
