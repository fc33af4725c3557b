"""`photoclust`, `photoclust-gui` and `python -m photoclust`."""

from __future__ import annotations

import os
import sys

from photoclust.app import main as run
from photoclust.cli.context import LEFT_OUT
from photoclust.library.guard import end_in_spite_of_threads


def main() -> None:
    """Runs PhotoClust and exits with its code."""
    if "--debug" not in sys.argv:
        _keep_native_chatter_from_the_terminal()
    code = _run_for_whoever_listens()
    end_in_spite_of_threads(code)
    sys.exit(code)


def _run_for_whoever_listens() -> int:
    try:
        return run()
    except BrokenPipeError:  # `photoclust ... | head`: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains at its end
        return LEFT_OUT


def _keep_native_chatter_from_the_terminal() -> None:
    """Gives Python a stderr of its own and sends the process's to nowhere.

    MediaPipe, TFLite and libtiff write remarks to file descriptor 2, whatever they are told; between a
    progress bar's lines or in front of a script's eyes they only frighten.
    """
    if sys.stderr is not None:
        try:
            own = os.dup(2)
        except OSError:  # a stream that is none of the system's, in somebody's console
            return
        sys.stderr = os.fdopen(own, "w", encoding=sys.stderr.encoding, errors="backslashreplace", buffering=1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    if nowhere != 2:  # it is where stderr was closed; then the next file opened must not become it
        os.dup2(nowhere, 2)
        os.close(nowhere)


if __name__ == "__main__":
    main()
