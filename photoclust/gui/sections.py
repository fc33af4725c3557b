"""Groups as the grid's sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from photoclust.core.grouping import Cluster, Grouping
from photoclust.core.photo import PhotoId
from photoclust.gui import wording
from photoclust.gui.grid.photo_model import Section, SectionAction

UNCLUSTERED_KEY: Final = -1
CAME_KEY: Final = -2
_FIRST_OFFER: Final = -10
"""Keys of groups are positive; a group's suggestions have its key, negative, below this."""

ADD, MORE, SPLIT = "add-to-album", "more", "split"
ACCEPT, REFUSE, AGAIN, UNHIDE = "accept", "refuse", "group-again", "unhide"
TakenOf = Callable[[PhotoId], datetime | None]


def _tr(text: str) -> str:
    return QCoreApplication.translate("sections", text)


def date_span(ids: Sequence[PhotoId], taken_of: TakenOf) -> str:
    """From the first to the last day of these photos; "" where no date is known."""
    dates = [taken for photo_id in ids if (taken := taken_of(photo_id)) is not None]
    return wording.span(min(dates), max(dates)) if dates else ""


def offer_key(group: int) -> int:
    """The key of the section with what is suggested to a group."""
    return _FIRST_OFFER - group


def group_of(key: int) -> int | None:
    """The group that a section is, or whose suggestions it shows; None for photos of no group."""
    if key > UNCLUSTERED_KEY:
        return key
    return _FIRST_OFFER - key if key <= _FIRST_OFFER else None


def takes_photos(key: int) -> bool:
    """Whether photos can be dropped on a section: on groups, and on the photos of none."""
    return key >= UNCLUSTERED_KEY


def sections_of(grouping: Grouping, taken_of: TakenOf, *, show_hidden: bool = False) -> list[Section]:
    """What came first, a section a group in order, the photos of no group, and at last what is hidden.

    Args:
        grouping: The groups; the keys of their sections are theirs.
        taken_of: When a photo was taken, from memory.
        show_hidden: Whether hidden groups are among them.
    """
    sections = []
    if grouping.came:
        again = SectionAction(AGAIN, _tr("Group again"))
        note = _tr("came after these groups were made")
        sections.append(Section(CAME_KEY, _tr("New"), grouping.came, subtitle=note, actions=(again,)))
    for cluster in grouping.clusters:
        if not cluster.hidden:
            sections += _sections(cluster, taken_of)
    if grouping.unclustered:
        sections.append(
            Section(UNCLUSTERED_KEY, _tr("Unclustered"), grouping.unclustered, actions=(_add(), _more()))
        )
    for cluster in grouping.clusters:
        if cluster.hidden and show_hidden:
            sections += _sections(cluster, taken_of)
    return sections


def _place(cluster: Cluster) -> str:
    """Where it was taken, unless that is its name."""
    return "" if cluster.name.startswith(cluster.place) else cluster.place


def _add() -> SectionAction:
    return SectionAction(ADD, _tr("Add to album"), menu=True)


def _more() -> SectionAction:
    return SectionAction(MORE, _tr("More"), menu=True)


def _sections(cluster: Cluster, taken_of: TakenOf) -> Iterator[Section]:
    notes = [_tr("pinned")] * cluster.pinned + [_tr("hidden")] * cluster.hidden
    own = SectionAction(UNHIDE, _tr("Show again")) if cluster.hidden else SectionAction(SPLIT, _tr("Split"))
    yield Section(
        cluster.key,
        cluster.name,
        cluster.photo_ids,
        subtitle=" · ".join(filter(None, (date_span(cluster.photo_ids, taken_of), _place(cluster)))),
        note=", ".join(notes),
        cover=cluster.cover,
        actions=(_add(), own, _more()),
    )
    if cluster.suggested:
        yield Section(
            offer_key(cluster.key),
            _tr("May belong to “{name}”").format(name=cluster.name),
            cluster.suggested,
            actions=(SectionAction(ACCEPT, _tr("Add")), SectionAction(REFUSE, _tr("Not these"))),
        )
