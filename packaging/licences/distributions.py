"""What the installed distributions say of themselves: which files are theirs, and under which licence."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

_LICENCE_FILE = re.compile(r"\.dist-info/(licenses/.+|(licen[cs]e|copying|notice)[^/]*)$", re.IGNORECASE)
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Distribution:
    """A distribution of PyPI.

    Attributes:
        name: As the distribution writes it.
        version: Of it.
        licence: Its field License-Expression, else License; None where there is neither.
        home: Its page.
        texts: The licence files in its metadata.
        files: Absolute paths of all its files.
    """

    name: str
    version: str
    licence: str | None = None
    home: str = ""
    texts: tuple[Path, ...] = ()
    files: tuple[Path, ...] = ()

    @property
    def key(self) -> str:
        """The name as PyPI normalises it."""
        return normalised(self.name)


@dataclass
class Installed:
    """All distributions, and whose each file is."""

    by_name: dict[str, Distribution] = field(default_factory=dict)
    owners: dict[Path, Distribution] = field(default_factory=dict)

    @classmethod
    def of(cls, distributions: Iterable[Distribution]) -> Installed:
        found = cls()
        for distribution in distributions:
            found.by_name[distribution.key] = distribution
            found.owners.update(dict.fromkeys(distribution.files, distribution))
        return found


def installed(folders: Sequence[str] | None = None) -> Installed:
    """The distributions of this environment, or of other folders."""
    return Installed.of(_read(found) for found in metadata.distributions(path=list(folders or sys.path)))


def _read(found: metadata.Distribution) -> Distribution:
    # Not resolve() of each of 30,000 files: the folder alone can be a link.
    base = Path(str(found.locate_file(""))).resolve()
    names = [str(name) for name in found.files or ()]
    said = found.metadata
    pages = [line.partition(",")[2].strip() for line in said.get_all("Project-URL") or ()]
    return Distribution(
        said["Name"],
        said["Version"],
        said["License-Expression"] or said["License"] or None,
        said["Home-page"] or next(iter(pages), ""),
        tuple(sorted(base / name for name in names if _LICENCE_FILE.search(name.replace("\\", "/")))),
        tuple(base / name for name in names),
    )


def locked(file: Path) -> dict[str, str]:
    """Version by normalised name of everything that a lock file pins."""
    return {normalised(name): version for name, version in _PINNED.findall(file.read_text("utf-8"))}


def normalised(name: str) -> str:
    """A distribution's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
