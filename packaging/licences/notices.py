"""Writes `THIRD_PARTY_LICENSES.txt`: what is in the bundle, by whom, and the text of every licence once."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from licences.component import Component
from licences.texts import Text

WIDTH = 100


def written(components: Sequence[Component], texts: dict[str, list[Text]]) -> str:
    """The whole file.

    Args:
        components: In the order in which they are to be listed; the program itself comes first.
        texts: The texts of each component, by its key.
    """
    numbers: dict[str, int] = {}
    titles: dict[str, list[str]] = {}
    users: dict[str, list[str]] = {}
    for component in components:
        for text in texts[component.key]:
            numbers.setdefault(text.body, len(numbers) + 1)
            for said, where in ((text.title, titles), (component.name, users)):
                if said not in where.setdefault(text.body, []):
                    where[text.body].append(said)
    program = components[0]
    names = {component.key: component.name for component in components}
    lines = [
        *_heading(f"{program.title} and what it is made of", "="),
        f"{program.name} is under {program.licence}. It contains the works listed here, each under its own",
        "licence. Section 1 is an overview, section 2 tells more of each, section 3 has the texts.",
        "",
        "It uses Qt, PySide6, libheif, libde265 and other libraries under the GNU Lesser General Public",
        "License. README.txt beside this file says how to exchange them, and where their sources are.",
        "",
        *_heading("1. Overview", "-"),
        *_overview(components, names),
        "",
        *_heading("2. The works", "-"),
    ]
    for component in components:
        lines += [*_entry(component, names), *_label("Texts", _references(texts[component.key], numbers)), ""]
    lines += _heading("3. The texts", "-")
    for body, number in numbers.items():
        lines += ["=" * WIDTH, f"[{number}] {'; '.join(titles[body])}"]
        lines += [*_label("For", ", ".join(users[body])), "=" * WIDTH, "", body, "", ""]
    return "\n".join(lines)


def _overview(components: Sequence[Component], names: dict[str, str]) -> list[str]:
    rows = [("Name", "Version", "Licence", "")]
    for component in components:
        hosts = "" if component.files else ", ".join(sorted(names[key] for key in component.inside))
        rows.append((component.name, component.version or "", component.licence, hosts))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return [
        f"{name:<{widths[0]}}  {version:<{widths[1]}}  {licence}{f'  (in {hosts})' if hosts else ''}"
        for name, version, licence, hosts in rows
    ]


def _entry(component: Component, names: dict[str, str]) -> list[str]:
    lines = [component.title, *_label("Licence", component.licence)]
    for number, holder in enumerate(component.copyright.splitlines()):
        lines += _label("" if number else "By", holder)
    lines += _label("Page", component.home)
    lines += _label("Inside", ", ".join(sorted(names[key] for key in component.inside)))
    return lines


def _references(texts: Sequence[Text], numbers: dict[str, int]) -> str:
    found = list(dict.fromkeys(f"[{numbers[text.body]}]" for text in texts))
    return " ".join(found)


def _label(name: str, words: str) -> list[str]:
    """`words` behind a label, broken between words; nothing for no words."""
    first = f"    {name + ':' if name else '':<9}"
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _heading(words: str, line: str) -> list[str]:
    return [words, line * len(words), ""]
