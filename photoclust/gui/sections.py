"""Groups as the grid's sections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from photoclust.core.photo import Grouping, PhotoId
from photoclust.gui import wording
from photoclust.gui.grid.photo_model import Section, SectionAction

UNCLUSTERED_KEY: Final = -1
ADD, MORE = "add-to-album", "more"
TakenOf = Callable[[PhotoId], datetime | None]


def _tr(text: str) -> str:
    return QCoreApplication.translate("sections", text)


def date_span(ids: Sequence[PhotoId], taken_of: TakenOf) -> str:
    """From the first to the last day of these photos; "" where no date is known."""
    dates = [taken for photo_id in ids if (taken := taken_of(photo_id)) is not None]
    return wording.span(min(dates), max(dates)) if dates else ""


def sections_of(grouping: Grouping, taken_of: TakenOf) -> list[Section]:
    """A section a group, in order, and the photos of no group last. Keys are positions in `clusters`."""
    actions = (
        SectionAction(ADD, _tr("Add to album"), menu=True),
        SectionAction(MORE, _tr("More"), menu=True),
    )
    sections = [
        Section(
            key,
            cluster.name,
            cluster.photo_ids,
            subtitle=date_span(cluster.photo_ids, taken_of),
            cover=cluster.cover,
            actions=actions,
        )
        for key, cluster in enumerate(grouping.clusters)
    ]
    if grouping.unclustered:
        sections.append(Section(UNCLUSTERED_KEY, _tr("Unclustered"), grouping.unclustered, actions=actions))
    return sections
