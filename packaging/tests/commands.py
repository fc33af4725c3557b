"""The program's commands: the way to ask from outside what is in a library."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from household import Household

PATIENCE = 120  # seconds
Wrap = Callable[[list[str]], list[str]]


def run(program: Path, household: Household, *words: str, wrap: Wrap = list) -> dict[str, Any]:
    """Runs a command with --json, and returns what it says.

    Args:
        program: The program.
        household: Where it lives; no display is to be seen there.
        words: The command.
        wrap: Puts a watcher before the command.

    Raises:
        AssertionError: If it fails.
    """
    done = subprocess.run(
        wrap([str(program), *words, "--json"]),
        env=household.environment(),
        cwd=household.home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, f"{words} ended with {done.returncode}: {done.stdout}{done.stderr}"
    return json.loads(done.stdout)


def photos_in_library(program: Path, household: Household) -> int:
    """How many photos are in the library, embedded; 0 while there is none."""
    checks = {check["name"]: check["detail"] for check in run(program, household, "doctor")["checks"]}
    words = checks.get("photos", "0 photos, 0").split()
    return min(int(words[0]), int(words[2]))


def albums(program: Path, household: Household) -> dict[str, list[str]]:
    """Name -> paths of the photos, of all albums."""
    return {album["name"]: album["photos"] for album in run(program, household, "albums", "list")["albums"]}
