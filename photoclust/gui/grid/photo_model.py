"""The photos a view shows: ids and sections, nothing fetched."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from photoclust.core.briefs import ascending
from photoclust.core.photo import CompanionKind, PhotoId
from photoclust.gui import wording
from photoclust.gui.grid.mime import MIME_PHOTO_IDS, MIME_URLS, PhotoMimeData

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class SectionAction:
    """A link at the right of a section's header.

    Attributes:
        id: What `PhotoGrid.sectionActionRequested` carries.
        text: Already translated.
        menu: Draws a small arrow behind the text: a menu will open.
    """

    id: str
    text: str
    menu: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Some photos under one header.

    Attributes:
        key: Names the section in signals; unique in a model.
        title: Bold in the header.
        photo_ids: In the order they are shown.
        subtitle: Dim, behind the count; a date span for example.
        note: In the "good" colour behind the subtitle; "pinned" for example.
        cover: Shown round before the title; None for no picture.
        actions: Links at the right.
        collapsed: Shows one row only.
        shortened: The subtitle is cut where there is no room for all of it; else it is left out then.
    """

    key: int
    title: str
    photo_ids: Sequence[PhotoId]
    subtitle: str = ""
    note: str = ""
    cover: PhotoId | None = None
    actions: tuple[SectionAction, ...] = ()
    collapsed: bool = False
    shortened: bool = False


class PhotoRole(IntEnum):
    """Roles of `PhotoModel` beside Qt's."""

    ID = Qt.ItemDataRole.UserRole + 1
    SECTION_KEY = Qt.ItemDataRole.UserRole + 2


class PhotoModel(QAbstractListModel):
    """A flat list of photo ids, cut into sections.

    Qt's roles tell the file's name (display, tool tip, accessible text), when it was taken and what belongs
    to it (accessible description); a view that paints asks for `id_at`, `badge_at` and sections only.

    Args:
        paths_of: Absolute paths of ids, from memory, same order and length; "" for a photo that has none.
            Called when something is dragged, pointed at or read aloud, never while painting.
        taken_of: When a photo was taken, from memory, for screen readers.
        companions_of: What belongs to a photo, from memory. Called for each photo that is painted.
        parent: Qt's parent.

    Signals:
        sectionUpdated(int): `update_section` replaced the section with this key.
    """

    sectionUpdated = Signal(int)

    def __init__(
        self,
        paths_of: Callable[[Sequence[PhotoId]], Sequence[str]],
        taken_of: Callable[[PhotoId], datetime | None] | None = None,
        companions_of: Callable[[PhotoId], CompanionKind] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._companions_of = companions_of
        self._paths_of = paths_of
        self._taken_of = taken_of
        self._ids: Ids = np.empty(0, dtype=np.int64)
        self._sections: tuple[Section, ...] = ()
        self._starts: Ids = np.zeros(1, dtype=np.int64)
        self._lookup: tuple[Ids, Ids] | None = None  # ids ascending, and the row of each; made when needed
        self._scores: Scores | None = None
        self._same = range(0)

    # ---- what is shown

    def set_photos(self, ids: Sequence[PhotoId], scores: Scores | None = None, *, same: int = 0) -> None:
        """Shows these photos with no headers.

        Args:
            ids: In order.
            scores: How alike each is to what was looked for, float32 (n,); NaN for that itself.
            same: So many of the first with a score show the very picture that was looked for.
        """
        first = 0 if scores is None else int(np.isnan(scores).sum())
        self._same = range(first, first + same)
        self._reset(np.array(ids, dtype=np.int64).reshape(-1), (), [], scores)

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Shows these sections, one below the other. A photo may be in several."""
        sizes = [len(section.photo_ids) for section in sections]
        every = chain.from_iterable(section.photo_ids for section in sections)
        self._reset(np.fromiter(every, dtype=np.int64, count=sum(sizes)), tuple(sections), sizes)

    def update_section(self, section: Section) -> None:
        """Replaces what the section with this key says of itself; its photos must be the same.

        Raises:
            KeyError: If there is no such section.
        """
        for place, old in enumerate(self._sections):
            if old.key == section.key:
                self._sections = (*self._sections[:place], section, *self._sections[place + 1 :])
                self.sectionUpdated.emit(section.key)
                return
        raise KeyError(section.key)

    def _reset(
        self, ids: Ids, sections: tuple[Section, ...], sizes: list[int], scores: Scores | None = None
    ) -> None:
        self.beginResetModel()
        self._ids = ids
        self._scores = scores
        self._sections = sections
        self._starts = np.concatenate(([0], np.cumsum(sizes or [len(ids)], dtype=np.int64)))
        self._lookup = None
        self.endResetModel()

    # ---- questions of the view

    def sections(self) -> tuple[Section, ...]:
        """The sections; () when photos are shown without headers."""
        return self._sections

    def section_by_key(self, key: int) -> Section | None:
        return next((section for section in self._sections if section.key == key), None)

    def section_sizes(self) -> Ids:
        """Photos of each section; one number when there are no headers."""
        return np.diff(self._starts)

    def ids(self) -> list[PhotoId]:
        """All ids in order of rows."""
        return self._ids.tolist()

    def ids_of_rows(self, rows: npt.NDArray[np.integer | np.bool_]) -> list[PhotoId]:
        """The ids of some rows, given as numbers or as a mask; each photo once."""
        return list(dict.fromkeys(self._ids[rows].tolist()))

    def ids_at(self, rows: npt.NDArray[np.integer | np.bool_]) -> Ids:
        """The ids of some rows, in order, as an array; a photo in several sections comes as often."""
        return self._ids[rows]

    def id_at(self, row: int) -> PhotoId:
        return PhotoId(int(self._ids[row]))

    def badge_at(self, row: int) -> str:
        """A word or two for the corner of a photo, "" for most."""
        kinds = self._companions_of(self.id_at(row)) if self._companions_of else CompanionKind.NONE
        return wording.badge(kinds) if kinds else ""

    def score_at(self, row: int) -> str:
        """How alike a photo is, for its corner; "" where nothing was looked for."""
        score = float("nan") if self._scores is None else float(self._scores[row])
        return "" if math.isnan(score) else wording.percent(score)

    def rows_of(self, ids: Sequence[PhotoId] | Ids) -> list[int]:
        """The rows that show any of these photos, ascending; ids that are not here are passed over."""
        if self._lookup is None:
            order = np.argsort(self._ids, kind="stable")
            self._lookup = (self._ids[order], order)
        known, rows = self._lookup
        wanted = ascending(ids)
        first = np.searchsorted(known, wanted, side="left")
        counts = np.searchsorted(known, wanted, side="right") - first
        ends = np.cumsum(counts)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)
        found = rows[np.repeat(first, counts) + within]
        found.sort()
        return found.tolist()

    # ---- Qt's interface

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not self.checkIndex(index, self.CheckIndexOption.IndexIsValid):
            return None
        row = index.row()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._name(row)
            case Qt.ItemDataRole.ToolTipRole:  # a name is no markup, whatever it looks like
                lines = [self._name(row), self._score_in_words(row)]
                text = html.escape("\n".join(filter(None, lines)))
                return f"<p style='white-space:pre'>{text}</p>"
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._description(row)
            case PhotoRole.ID:
                return self.id_at(row)
            case PhotoRole.SECTION_KEY:
                section = int(np.searchsorted(self._starts, row, side="right")) - 1
                return self._sections[section].key if self._sections else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled | flag.ItemNeverHasChildren

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [MIME_PHOTO_IDS, MIME_URLS]

    def mimeData(self, indexes: Sequence[Index]) -> PhotoMimeData:
        rows = np.array([index.row() for index in indexes], dtype=np.int64)
        return self.mime_of(self.ids_of_rows(rows))

    def mime_of(self, ids: Sequence[PhotoId]) -> PhotoMimeData:
        """What a drag of these photos carries; quick for any number of them."""
        return PhotoMimeData(ids, self._paths_of)

    def _score_in_words(self, row: int) -> str:
        if row in self._same:
            return self.tr("It shows the very picture, or a part of it")
        score = self.score_at(row)
        words = self.tr("{score} alike: photos of one kind of thing are near 100 %, of other things near 0 %")
        return words.format(score=score) if score else ""

    def _description(self, row: int) -> str | None:
        photo_id, score = self.id_at(row), self.score_at(row)
        taken = self._taken_of(photo_id) if self._taken_of else None
        kinds = self._companions_of(photo_id) if self._companions_of else CompanionKind.NONE
        alike = self.tr("{score} alike").format(score=score) if score else ""
        parts = [alike, wording.moment(taken) if taken else "", wording.with_companions(kinds)]
        return ", ".join(part for part in parts if part) or None

    def _name(self, row: int) -> str:
        return wording.name_of(self._paths_of([self.id_at(row)])[0])
