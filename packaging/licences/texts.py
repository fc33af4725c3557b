"""Fetches licence texts by the references that components carry."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from licences.component import ROOT, Component
from licences.distributions import Installed
from licences.expression import licences

FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Text:
    """A licence text.

    Attributes:
        title: What it is, for a reader.
        body: The text without blank lines around it.
    """

    title: str
    body: str


class Texts:
    """Reads the texts of components; what is missing becomes a sentence in `problems`."""

    def __init__(self, installed: Installed, folder: Path = FOLDER, root: Path = ROOT) -> None:
        self.problems: list[str] = []
        self._installed = installed
        self._folder = folder
        self._root = root

    def of(self, component: Component) -> list[Text]:
        """All texts that go with a component, in their order."""
        general = tuple(f"{file_stem(name)}.txt" for name in licences(component.licence))
        references = component.texts or general
        found = [text for reference in references for text in self._fetch(reference, component)]
        if not found:
            self.problems.append(f"{component.title} has no licence text.")
        if not component.texts and not component.copyright:
            self.problems.append(
                f"{component.title}: its text is the general one of the licence, so `copyright` has to say "
                "who holds it."
            )
        return found

    def _fetch(self, reference: str, component: Component) -> list[Text]:
        kind, _, name = reference.rpartition(":")
        if kind == "dist":
            name, _, only = name.partition("/")
            distribution = self._installed.by_name.get(name)
            files = distribution.texts if distribution else ()
            found = [
                Text(f"{name}: {_below_metadata(file)}", body)
                for file in files
                if only in {"", _below_metadata(file)} and (body := _read(file))
            ]
            if not found:
                self.problems.append(
                    f"{component.title}: the metadata of {name} carries no licence text; "
                    "name one in packaging/licences/components."
                )
            return found
        file = (self._root if kind == "root" else self._folder) / name
        body = _read(file)
        if not body:
            self.problems.append(f"{component.title}: the licence text {file} is missing.")
            return []
        return [Text(name.removesuffix(".txt") if kind == "" else f"PhotoClust: {name}", body)]


def file_stem(licence: str) -> str:
    """The name of a licence's text: the GNU licences have one for "only" and "or later"."""
    return licence.removesuffix("-only").removesuffix("-or-later")


def _below_metadata(file: Path) -> str:
    """A licence file's name as its distribution calls it."""
    metadata = next(folder for folder in file.parents if folder.name.endswith(".dist-info"))
    return file.relative_to(metadata).as_posix().removeprefix("licenses/")


def _read(file: Path) -> str:
    if not file.is_file():
        return ""
    lines = file.read_text("utf-8", errors="replace").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n")
