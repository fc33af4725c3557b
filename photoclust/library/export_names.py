"""Names for exported files and folders that every file system takes and that clash with nothing."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable

_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)
LONGEST = 120  # bytes; leaves room for a number, and for encrypted file systems that take 143


def folder_name(name: str) -> str:
    """A person's name for an album as a folder's name on any system."""
    kept = "".join(
        "_" if letter in _FORBIDDEN or not letter.isprintable() else letter
        for letter in unicodedata.normalize("NFC", name)
    )
    kept = kept.encode("utf-8", "replace")[:LONGEST].decode("utf-8", "ignore").strip(" .")
    if not kept:
        return "Photos"
    return f"{kept}_" if kept.split(".", maxsplit=1)[0].casefold() in _RESERVED else kept


class NameGiver:
    """Gives each file of an export a name that is free in the plan and on the disk.

    Args:
        target: The folder exported to; "" is a zip file: only the plan counts, and all names are valid text.
    """

    def __init__(self, target: str) -> None:
        self._target = target
        self._given: set[str] = set()

    def folder(self, name: str) -> str:
        """A folder's name, numbered where two albums have the same; one that is on the disk is joined."""
        return self._numbered("", name, lambda _path: False)

    def file(self, below: str, source: str) -> str | None:
        """A path for a copy of `source`, relative to the target; None if the very file lies there already."""
        name = os.path.basename(source)
        if not self._target:
            name = os.fsencode(name).decode("utf-8", "replace")
        first = os.path.join(below, name)
        if self._key(first) not in self._given and self._is_copy(first, source):
            self._given.add(self._key(first))
            return None
        return self._numbered(below, name, self._on_disk)

    def free(self, name: str) -> str:
        """A name that is neither given nor on the disk."""
        return self._numbered("", name, self._on_disk)

    def _numbered(self, below: str, name: str, taken: Callable[[str], bool]) -> str:
        stem, suffix = os.path.splitext(name)
        number = 1
        path = os.path.join(below, name)
        while self._key(path) in self._given or taken(path):
            number += 1
            path = os.path.join(below, f"{stem} ({number}){suffix}")
        self._given.add(self._key(path))
        return path

    def _on_disk(self, path: str) -> bool:
        return bool(self._target) and os.path.lexists(os.path.join(self._target, path))

    def _is_copy(self, path: str, source: str) -> bool:
        if not self._on_disk(path):
            return False
        there = os.path.join(self._target, path)
        try:
            return os.path.samefile(there, source) or _same_bytes(there, source)
        except OSError:
            return False

    @staticmethod
    def _key(path: str) -> str:
        # Windows and macOS take "A.jpg" and "a.jpg" for one file, and an export may be carried there.
        return unicodedata.normalize("NFC", path).casefold()


def _same_bytes(first: str, second: str) -> bool:
    if os.path.getsize(first) != os.path.getsize(second):
        return False
    with open(first, "rb") as one, open(second, "rb") as other:
        while True:
            block = one.read(1 << 20)
            if block != other.read(1 << 20):
                return False
            if not block:
                return True
