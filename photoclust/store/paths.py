"""File names as SQLite sees them: bytes, since not every name is valid text."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

_SEPARATOR = os.fsencode(os.sep)
_ENCODING, _ERRORS = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
# With these, as os.fsencode and os.fsdecode do but without their look at the type: a rescan does it a lot.


def to_blob(path: str) -> bytes:
    """A path as it is stored."""
    return path.encode(_ENCODING, _ERRORS)


def from_blob(blob: bytes) -> str:
    """A stored path as Python uses it; bytes that are no text become surrogate escapes."""
    return blob.decode(_ENCODING, _ERRORS)


def range_below(folder: str) -> tuple[bytes, bytes]:
    """Bounds (low, high) such that exactly the paths below `folder` satisfy low <= path < high."""
    low = to_blob(folder).rstrip(_SEPARATOR) + _SEPARATOR
    return low, low[:-1] + bytes([low[-1] + 1])


def within_clause(folders: Sequence[str], column: str = "path") -> tuple[str, list[bytes]]:
    """SQL that limits `column` to what lies below any of the folders, and its values; all for no folder."""
    if not folders:
        return "1", []
    bounds = [bound for folder in folders for bound in range_below(folder)]
    return "(" + " OR ".join([f"({column} >= ? AND {column} < ?)"] * len(folders)) + ")", bounds
