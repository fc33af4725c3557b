"""What may not be shipped: one sentence for each thing that is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from licences.component import Component
from licences.expression import ExpressionError, chosen
from licences.table import Table


def problems(
    components: Collection[Component], table: Table, locked: dict[str, str], tools: dict[str, str]
) -> list[str]:
    """Looks at all components.

    Args:
        components: Of the bundle.
        table: What was written by hand.
        locked: Versions that the program's lock file pins.
        tools: Versions that the lock file of development pins, for what makes the bundle.
    """
    by_key = {component.key: component for component in components}
    found: list[str] = []
    for component in components:
        found += _licence(component, table, by_key)
        found += _lock(component, table, locked, tools)
    return found


def _licence(component: Component, table: Table, by_key: dict[str, Component]) -> Iterator[str]:
    if not component.licence:
        yield f"{component.title} does not say its licence; name it in packaging/licences/components."
        return
    try:
        way = chosen(component.licence, table.anywhere) or chosen(
            component.licence, table.anywhere | table.exchangeable
        )
    except ExpressionError as error:
        yield f"{component.title}: {error}; name its licence in packaging/licences/components."
        return
    if way is None:
        yield f"{component.title} is under {component.licence}, which may not be shipped."
        return
    if not way & table.exchangeable:
        return
    if component.modules:
        yield (
            f"{component.title} is under {component.licence}, but its module {component.modules[0]} lies in "
            "the program's archive, where nobody can exchange it."
        )
    for host in sorted(component.inside):
        hosts_way = chosen(by_key[host].licence, table.anywhere)
        if hosts_way is not None:
            yield (
                f"{component.title} is under {component.licence}, but linked into {by_key[host].name}, "
                "where nobody can exchange it."
            )


def _lock(component: Component, table: Table, locked: dict[str, str], tools: dict[str, str]) -> Iterator[str]:
    name = component.distribution
    if name is None:
        return
    override = table.overrides.get(name)
    file, pinned = ("requirements.lock", locked)
    if override is not None and override.build_tool:
        file, pinned = ("requirements-dev.lock", tools)
    if name not in pinned:
        yield f"{component.title} is in the bundle, but not in {file}."
    elif pinned[name] != component.version:
        yield f"{component.title} is in the bundle, but {file} has {pinned[name]}."
    looked_at = table.looked_at.get(name)
    if looked_at not in {None, component.version}:
        yield (
            f"{component.title}: its inner parts were looked up for {looked_at}; look again and change "
            "`looked_at` in packaging/licences/components."
        )
