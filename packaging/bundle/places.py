"""Where the bundle and what belongs to making it lies."""

from __future__ import annotations

import os
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "bundle"
BUNDLE = ROOT / "dist" / "photoclust"
APPLICATION = ROOT / "dist" / "PhotoClust.app"
"""What PyInstaller makes of the bundle on macOS."""

CONTENTS = WORK / "contents.json"


def project() -> dict[str, object]:
    """The table `project` of pyproject.toml: name, version and what else the installers say."""
    table: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return table


def version() -> str:
    """Of the program."""
    return str(project()["version"])


def epoch() -> int:
    """The time that everything in the bundle carries, seconds since 1970: that of the last commit.

    SOURCE_DATE_EPOCH overrules it, as reproducible-builds.org asks; without git it is when the changelog
    was written.
    """
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said:
        return int(said)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return int((ROOT / "CHANGELOG.md").stat().st_mtime)


def say(what: str) -> None:
    """Tells the person what is going on."""
    print(f"==> {what}", flush=True)
