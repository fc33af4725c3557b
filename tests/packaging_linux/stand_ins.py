"""A time for everything that is packed, and bundles of other builders."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

EPOCH = 1_700_000_000


def disturb(folder: Path) -> Path:
    """The same bundle as another builder has it: copied in another order, with other modes and times."""
    copy = folder.with_name("copy")
    for path in sorted(folder.rglob("*"), reverse=True):
        target = copy / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            target.symlink_to(path.readlink())
        elif path.is_file():
            shutil.copyfile(path, target)
            target.chmod(0o600)
    for number, path in enumerate(sorted(copy.rglob("*"))):
        # Some older than the last commit, some younger.
        os.utime(path, (EPOCH + (number - 3) * 1000,) * 2, follow_symlinks=False)
    return copy
