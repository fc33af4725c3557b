"""Which package of Debian (or Ubuntu) a file of the system comes in. Elsewhere nobody knows."""

from __future__ import annotations

import subprocess
from pathlib import Path


def package(file: Path) -> str:
    """The package that a file belongs to; "" where there is none, or no dpkg."""
    for path in (file.resolve(), file):
        found = _output("dpkg", "-S", str(path))
        if found:
            return found.partition(":")[0]
        # Since /lib is a link to /usr/lib, packages still name their files by either.
        if str(path).startswith("/usr/lib/") and (found := _output("dpkg", "-S", str(path)[len("/usr") :])):
            return found.partition(":")[0]
    return ""


def version(name: str) -> str | None:
    """The version of an installed package; None for no package."""
    return (_output("dpkg-query", "-W", "-f=${Version}", name) or None) if name else None


def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""
