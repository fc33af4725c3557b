"""From the list of a bundle's contents to the files that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from licences import claims, distributions, folder, rules, table, texts
from licences.component import ROOT


@dataclass(frozen=True)
class Sources:
    """What is known of the makers.

    Attributes:
        tables: The hand-written ones.
        texts: The licence texts.
        packages: The folders with the distributions; None is this Python's own.
        lock: What the program is made of.
        tools: What it is made with.
    """

    tables: Path = table.FOLDER
    texts: Path = texts.FOLDER
    packages: tuple[str, ...] | None = None
    lock: Path = ROOT / "requirements.lock"
    tools: Path = ROOT / "requirements-dev.lock"


def run(contents: Path, bundle: Path, sources: Sources | None = None) -> list[str]:
    """Writes the licence files into a bundle.

    Args:
        contents: The `contents.json` of `packaging/bundle`.
        bundle: The folder that it tells of.
        sources: What is known of the makers; None is what the project knows.

    Returns:
        A sentence for each thing that is wrong. Nothing is written if there is one.
    """
    known = sources or Sources()
    by_hand = table.read(known.tables)
    installed = distributions.installed(known.packages)
    found = claims.Claims(by_hand, installed)
    found.add(claims.read(contents))
    components = sorted(
        found.components.values(), key=lambda one: (one.name != claims.OURS, one.name.lower(), one.key)
    )
    fetched = texts.Texts(installed, known.texts)
    of_each = {component.key: fetched.of(component) for component in components}
    locked, tools = distributions.locked(known.lock), distributions.locked(known.tools)
    wrong = [*found.problems, *rules.problems(components, by_hand, locked, tools), *fetched.problems]
    if not wrong:
        folder.write(components, of_each, by_hand, bundle)
    return wrong
