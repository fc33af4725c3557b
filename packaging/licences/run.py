"""From the list of a bundle's contents to the files that go with it."""

from __future__ import annotations

from pathlib import Path

from licences import claims, distributions, folder, rules, table
from licences.component import ROOT
from licences.texts import Texts


def run(contents: Path, bundle: Path) -> list[str]:
    """Writes the licence files into a bundle.

    Args:
        contents: The `contents.json` of `packaging/bundle`.
        bundle: The folder that it tells of.

    Returns:
        A sentence for each thing that is wrong. Nothing is written if there is one.
    """
    by_hand = table.read()
    installed = distributions.installed()
    found = claims.Claims(by_hand, installed)
    found.add(claims.read(contents))
    components = sorted(
        found.components.values(), key=lambda one: (one.name != claims.OURS, one.name.lower(), one.key)
    )
    texts = Texts(installed)
    of_each = {component.key: texts.of(component) for component in components}
    locked = distributions.locked(ROOT / "requirements.lock")
    tools = distributions.locked(ROOT / "requirements-dev.lock")
    wrong = [*found.problems, *rules.problems(components, by_hand, locked, tools), *texts.problems]
    if not wrong:
        for file in folder.write(components, of_each, by_hand, bundle):
            print(f"{file.stat().st_size / 1000:7.0f} kB  {file}")
    return wrong
