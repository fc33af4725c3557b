"""What the bundle is made of, as all of this package sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The source tree."""


@dataclass(frozen=True)
class Entry:
    """A line of `contents.json`.

    Attributes:
        name: The path in the bundle, with slashes and below `_internal`; of a module its dotted name.
        source: The file it was made from; None where there is none.
        dest: The path from the bundle's folder; None for a module, which lies in the program's archive.
    """

    name: str
    source: Path | None
    dest: str | None = None


@dataclass
class Component:
    """Something that somebody made and that has a licence.

    Attributes:
        key: Tells it from all others: two wheels can bring the same library.
        name: As its makers call it.
        version: Or None where nobody knows.
        licence: An SPDX expression.
        copyright: Who holds it, one holder a line; may be empty where the texts say it.
        home: Its page.
        kind: Of CycloneDX: library, application, data, machine-learning-model.
        purl: The package URL, for what comes from PyPI.
        texts: References to licence texts, for `texts.Texts`.
        distribution: The distribution of PyPI that it is; None for what is not one.
        files: Paths from the bundle's folder.
        modules: Python modules in the program's archive.
        inside: Keys of the components that it was linked or copied into.
    """

    key: str
    name: str
    version: str | None
    licence: str
    copyright: str = ""
    home: str = ""
    kind: str = "library"
    purl: str | None = None
    texts: tuple[str, ...] = ()
    distribution: str | None = None
    files: list[str] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)
    inside: set[str] = field(default_factory=set)

    @property
    def title(self) -> str:
        """Name and version."""
        return f"{self.name} {self.version}" if self.version else self.name
