"""Groups as the grid's sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from photoclust.core.briefs import Span
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
SpansOf = Callable[[Sequence[Sequence[PhotoId]]], list[Span | None]]


def _tr(text: str) -> str:
    return QCoreApplication.translate("sections", text)


def date_span(span: Span | None) -> str:
    """From the first to the last day of some photos; "" where no date is known."""
    return wording.span(*span) if span is not None else ""


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


def sections_of(grouping: Grouping, spans_of: SpansOf, *, show_hidden: bool = False) -> list[Section]:
    """What came first, a section a group in order, the photos of no group, and at last what is hidden.

    Args:
        grouping: The groups; the keys of their sections are theirs.
        spans_of: The earliest and the latest date in each of some groups, from memory.
        show_hidden: Whether hidden groups are among them.
    """
    spans = spans_of([cluster.photo_ids for cluster in grouping.clusters])
    dated = list(zip(grouping.clusters, map(date_span, spans), strict=True))
    links, sections = _links(), []
    if grouping.came:
        again = SectionAction(AGAIN, _tr("Group again"))
        note = _tr("came after these groups were made")
        sections.append(Section(CAME_KEY, _tr("New"), grouping.came, subtitle=note, actions=(again,)))
    for cluster, dates in dated:
        if not cluster.hidden:
            sections += _sections(cluster, dates, links)
    if grouping.unclustered:
        sections.append(
            Section(UNCLUSTERED_KEY, _tr("Unclustered"), grouping.unclustered, actions=links.loose)
        )
    for cluster, dates in dated:
        if cluster.hidden and show_hidden:
            sections += _sections(cluster, dates, links)
    return sections


def _place(cluster: Cluster) -> str:
    """Where it was taken, unless that is its name."""
    return "" if cluster.name.startswith(cluster.place) else cluster.place


class _Links(NamedTuple):
    """What headers offer; made once for thousands of them."""

    group: tuple[SectionAction, ...]
    hidden: tuple[SectionAction, ...]
    loose: tuple[SectionAction, ...]
    offer: tuple[SectionAction, ...]


def _links() -> _Links:
    add = SectionAction(ADD, _tr("Add to album"), menu=True)
    more = SectionAction(MORE, _tr("More"), menu=True)
    split, unhide = SectionAction(SPLIT, _tr("Split")), SectionAction(UNHIDE, _tr("Show again"))
    offer = (SectionAction(ACCEPT, _tr("Add")), SectionAction(REFUSE, _tr("Not these")))
    return _Links((add, split, more), (add, unhide, more), (add, more), offer)


def _sections(cluster: Cluster, dates: str, links: _Links) -> Iterator[Section]:
    notes = [_tr("pinned")] * cluster.pinned + [_tr("hidden")] * cluster.hidden
    yield Section(
        cluster.key,
        cluster.name,
        cluster.photo_ids,
        subtitle=" · ".join(filter(None, (dates, _place(cluster)))),
        note=", ".join(notes),
        cover=cluster.cover,
        actions=links.hidden if cluster.hidden else links.group,
    )
    if cluster.suggested:
        yield Section(
            offer_key(cluster.key),
            _tr("May belong to “{name}”").format(name=cluster.name),
            cluster.suggested,
            actions=links.offer,
        )
