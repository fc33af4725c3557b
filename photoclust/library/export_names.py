"""Names for exported files and folders that every file system takes and that clash with nothing."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Sequence

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
        return self.shot(below, [source])[0]

    def shot(self, below: str, sources: Sequence[str]) -> list[str | None]:
        """As `file`, for the files of one photo: they get the same number, and so stay one shot."""
        names = [os.path.basename(source) for source in sources]
        if len({self._key(name) for name in names}) < len(names):  # "a.CR2" beside "A.cr2"
            return [self.file(below, source) for source in sources]
        if not self._target:
            names = [os.fsencode(name).decode("utf-8", "replace") for name in names]
        number = 1
        while True:
            paths = [os.path.join(below, _with_number(name, number)) for name in names]
            free = [path for path in paths if self._key(path) not in self._given]
            present = {
                path
                for path, source in zip(paths, sources, strict=True)
                if path in free and self._is_copy(path, source)
            }
            if len(free) == len(paths) and not any(
                self._on_disk(path) for path in paths if path not in present
            ):
                self._given.update(map(self._key, paths))
                return [path if path not in present else None for path in paths]
            number += 1

    def free(self, name: str) -> str:
        """A name that is neither given nor on the disk."""
        return self._numbered("", name, self._on_disk)

    def _numbered(self, below: str, name: str, taken: Callable[[str], bool]) -> str:
        number = 1
        path = os.path.join(below, name)
        while self._key(path) in self._given or taken(path):
            number += 1
            path = os.path.join(below, _with_number(name, number))
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


def _with_number(name: str, number: int) -> str:
    stem, suffix = os.path.splitext(name)
    return name if number == 1 else f"{stem} ({number}){suffix}"


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
