"""Small words for the steps of a setup."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def say(what: str) -> None:
    """Tells the person what is going on."""
    print(f"==> {what}", flush=True)


def run(command: list[str | Path]) -> None:
    """Runs a command that has to work; ends the program where it does not."""
    words = [str(word) for word in command]
    code = subprocess.call(words)
    if code:
        sys.exit(f"That did not work: {' '.join(words[:5])} ... ended with exit code {code}.")


def succeeds(command: list[str]) -> bool:
    """Whether a command can be run and says yes; what it prints is not shown."""
    quiet = subprocess.DEVNULL
    try:
        return subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, check=False).returncode == 0
    except OSError:
        return False
