"""Takes the symbols for debuggers out of libraries that were shipped with them (Linux)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WITH_SYMBOLS = (
    # A Python that was compiled on this machine keeps them; a distribution's has none left.
    *("_internal/libpython3*.so*", "_internal/python3*/lib-dynload/*.so"),
    *("_internal/mediapipe/tasks/c/*.so", "_internal/PIL/_imaging.*.so", "_internal/xxhash/*.so"),
)
"""Not those that auditwheel has changed (numpy.libs and the like): strip can't always read these."""


def strip(bundle: Path) -> int:
    """Strips what `WITH_SYMBOLS` names and returns the bytes that were saved."""
    if not sys.platform.startswith("linux"):
        return 0
    files = [file for pattern in WITH_SYMBOLS for file in bundle.glob(pattern) if not file.is_symlink()]
    before = sum(file.stat().st_size for file in files)
    subprocess.run(["strip", "--strip-unneeded", *map(str, files)], check=True)
    return before - sum(file.stat().st_size for file in files)
