"""One tier of the board as the grid's sections, with what there is to be said above them. Any thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from photoclust.core.duplicates import Tier
from photoclust.core.photo import PhotoId
from photoclust.gui import wording
from photoclust.gui.duplicates import words
from photoclust.gui.duplicates.board import Board, OpenGroup
from photoclust.gui.duplicates.facts import Facts
from photoclust.gui.grid.photo_model import Section, SectionAction

COMPARE, DISTINCT, KEEP_ALL, TRASH = "compare", "not-duplicates", "keep-all", "trash-others"
PathsOf = Callable[[Sequence[PhotoId]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Listing:
    """What the page shows.

    Attributes:
        tier: Which tier.
        groups: Its groups, in order.
        sections: A section for each of them; their keys are the groups' numbers.
        counts: How many groups each tier has; those that were not looked for yet are missing.
        decided: On how many groups the person has decided.
        missing: How many photos were not compared.
        others: How many photos of the tier would go if all keepers stayed.
        size: Their bytes.
        facts: Of the photos.
        places: The section of each group, by the group's number.
    """

    tier: Tier
    groups: tuple[OpenGroup, ...]
    sections: tuple[Section, ...]
    counts: dict[Tier, int]
    decided: int
    missing: int
    others: int
    size: int
    facts: Facts
    places: dict[int, int]


def _tr(text: str) -> str:
    return QCoreApplication.translate(words.CONTEXT, text)


def list_tier(
    board: Board, tier: Tier, facts: Facts, paths_of: PathsOf, searched: Sequence[Tier] = tuple(Tier)
) -> Listing:
    """Lists the open groups of a tier.

    Args:
        board: What there is.
        tier: Which of it.
        facts: Of all photos of the report.
        paths_of: Paths of photos, from memory.
        searched: The tiers that were looked for.
    """
    groups = tuple(board.open(tier))
    counts = {
        one: len(groups) if one is tier else sum(1 for _ in board.open(one))
        for one in Tier
        if one in searched
    }
    names = [wording.name_of(path) for path in paths_of([group.keep for group in groups])]
    links: dict[int, tuple[SectionAction, ...]] = {}
    sections = tuple(
        section_of(group, name, links.setdefault(len(group.members), actions_of(len(group.members))))
        for group, name in zip(groups, names, strict=True)
    )
    others = [member for group in groups for member in group.others]
    return Listing(
        tier,
        groups,
        sections,
        counts,
        board.decided_count(),
        board.report.missing,
        len(others),
        facts.bytes_of(others),
        facts,
        {group.number: place for place, group in enumerate(groups)},
    )


def section_of(group: OpenGroup, name: str, actions: tuple[SectionAction, ...]) -> Section:
    """The section of a group.

    Args:
        group: Which.
        name: Of the file that is kept.
        actions: What can be done, see `actions_of`.
    """
    note = _tr("a new photo came since you decided") if group.reopened else ""
    return Section(
        group.number,
        name,
        group.members,
        subtitle=words.why(group.reason),
        note=note,
        actions=actions,
        shortened=True,
    )


def actions_of(count: int) -> tuple[SectionAction, ...]:
    """The links in the header of a group of so many photos."""
    return (
        SectionAction(COMPARE, _tr("Compare")),
        SectionAction(DISTINCT, _tr("Not duplicates")),
        SectionAction(KEEP_ALL, _tr("Keep all")),
        SectionAction(TRASH, _tr("Move {n} to the trash…").format(n=wording.number(count - 1))),
    )
