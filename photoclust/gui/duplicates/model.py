"""The photos of one tier, group by group, with what each of them is."""

from __future__ import annotations

import html
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from photoclust.core.photo import PhotoId
from photoclust.gui import wording
from photoclust.gui.duplicates import words
from photoclust.gui.duplicates.board import OpenGroup
from photoclust.gui.duplicates.facts import Facts
from photoclust.gui.duplicates.listing import Listing, section_of
from photoclust.gui.grid.photo_model import PhotoModel

KEPT_CAPTIONS = 500
Index = QModelIndex | QPersistentModelIndex
Caption = tuple[str, str, str]


class DuplicateModel(PhotoModel):
    """A `PhotoModel` whose sections are groups of duplicates; see it for the arguments."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups: list[OpenGroup] = []
        self._facts = Facts()
        self._captions: dict[PhotoId, Caption] = {}
        self._sections_by_number: Mapping[int, int] = {}

    def show_listing(self, listing: Listing) -> None:
        """Shows the groups of a tier."""
        self.groups, self._facts = list(listing.groups), listing.facts
        self._captions.clear()
        self._sections_by_number = listing.places
        self.set_sections(listing.sections)

    def place_of(self, row: int) -> tuple[OpenGroup, int]:
        """The group that a row is in, and its place there."""
        section = self.section_of(row)
        return self.groups[section], row - int(self._starts[section])

    def section_of(self, row: int) -> int:
        return int(np.searchsorted(self._starts, row, side="right")) - 1

    def section_number(self, number: int) -> int | None:
        """In which place the group with this number in the report is shown; None if it is not."""
        return self._sections_by_number.get(number)

    def keep(self, number: int, photo_id: PhotoId) -> None:
        """Another photo of a group is kept; all stay where they are."""
        at = self._sections_by_number[number]
        self.groups[at] = replace(self.groups[at], keep=photo_id, reason=None)
        name = wording.name_of(self._paths_of([photo_id])[0])
        self.update_section(section_of(self.groups[at], name, self.sections()[at].actions))

    def is_kept(self, row: int) -> bool:
        group, place = self.place_of(row)
        return group.members[place] == group.keep

    def kind_at(self, row: int) -> str:
        """What a photo is in its group: "Keep", "Same picture 98 %"."""
        group, place = self.place_of(row)
        if group.members[place] == group.keep:
            return self.tr("Keep")
        tier = group.kinds[place]
        # The suggested keeper, once another one was chosen: what the chosen one is to it, it is to that one.
        if tier is None:
            place = group.members.index(group.keep)
            tier = group.kinds[place]
        return words.kind(tier if tier is not None else group.tier, group.scores[place])

    def badge_at(self, row: int) -> str:
        return ""  # the grid of duplicates paints what `label_at` says in its place

    def label_at(self, row: int) -> str:
        """What a photo is, and which files belong to it."""
        belonging = super().badge_at(row)
        return " · ".join(filter(None, (self.kind_at(row), belonging)))

    def caption_at(self, row: int) -> Caption:
        """Name; pixels and size; folder and date."""
        photo_id = self.id_at(row)
        caption = self._captions.get(photo_id)
        if caption is None:
            if len(self._captions) >= KEPT_CAPTIONS:
                self._captions.clear()
            caption = self._captions[photo_id] = self._caption(photo_id)
        return caption

    def _caption(self, photo_id: PhotoId) -> Caption:
        path = self._paths_of([photo_id])[0]
        known = self._facts.of(photo_id)
        measures = ""
        if known is not None:
            width, height, size = known
            measures = f"{width} × {height} · {wording.size(size)}"
        taken = self._taken_of(photo_id) if self._taken_of else None
        folder = wording.name_of(os.path.dirname(path)) if path else ""
        date = wording.span(taken, taken) if taken else ""
        return wording.name_of(path), measures, " · ".join(filter(None, (folder, date)))

    def tip_at(self, row: int) -> str:
        """Path, what the photo is, and why it is kept."""
        group, _place = self.place_of(row)
        kind = self.kind_at(row)
        if self.is_kept(row):
            kind = f"{kind}: {words.why(group.reason)}"
        return f"{wording.printable(self._paths_of([self.id_at(row)])[0])}\n{kind}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and index.isValid():
            row = index.row()
            _name, measures, where = self.caption_at(row)
            parts = (self.kind_at(row), measures, where, super().data(index, role))
            return ", ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            return f"<p style='white-space:pre'>{html.escape(self.tip_at(index.row()))}</p>"
        return super().data(index, role)
