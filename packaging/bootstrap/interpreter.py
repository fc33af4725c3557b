"""Finds a Python that PhotoClust can run on."""

from __future__ import annotations

import os
import platform
import shutil
import sys

from steps import succeeds

OLDEST = (3, 11)  # requires-python in pyproject.toml
NEWEST = (3, 14)  # the newest for which every locked package is published as a wheel; `make lock` checks it


def require() -> None:
    """Returns if this Python fits; else starts this script anew under one that does.

    Where there is none, or MediaPipe is not published for this kind of machine, ends with a sentence.
    """
    if not _fits_machine():
        sys.exit(
            "PhotoClust runs on Linux and Windows on x86-64 and on macOS on Apple silicon: MediaPipe is "
            f"published for no other machine. This one is {platform.system()} on {platform.machine()}."
        )
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other is not None and _answers(other, minor):
            os.execv(other, [other, *sys.argv])
    sys.exit(
        f"PhotoClust needs Python {_dotted(OLDEST)} to {_dotted(NEWEST)}; {sys.executable} is "
        f"{platform.python_version()}, and there is no other on the PATH. "
        "Install one, or name one: make PYTHON=/path/to/python3.12 ..."
    )


def _fits_machine() -> bool:
    machine = platform.machine().lower()
    if sys.platform == "darwin":
        return machine == "arm64"
    return machine in ("x86_64", "amd64") and sys.maxsize > 2**32


def _answers(python: str, minor: int) -> bool:
    """Whether it is what its name says: a version manager's stand-in may lead nowhere."""
    return succeeds([python, "-c", f"import sys; sys.exit(sys.version_info[:2] != (3, {minor}))"])


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
