"""The photos a view shows: ids and sections, nothing fetched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from photoclust.core.photo import PhotoId


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
        title: Bold in the header. Empty title, no header: only sensible for a single section.
        photo_ids: In the order they are shown.
        subtitle: Dim, behind the count; a date span for example.
        note: In the "good" colour behind the subtitle; "pinned" for example.
        cover: Shown round before the title; None for no picture.
        actions: Links at the right.
        collapsed: Shows one row only.
    """

    key: int
    title: str
    photo_ids: Sequence[PhotoId]
    subtitle: str = ""
    note: str = ""
    cover: PhotoId | None = None
    actions: tuple[SectionAction, ...] = ()
    collapsed: bool = False


class PhotoRole(IntEnum):
    """Roles of `PhotoModel` beside Qt's."""

    ID = Qt.ItemDataRole.UserRole + 1
    SECTION_KEY = Qt.ItemDataRole.UserRole + 2


class PhotoModel(QAbstractListModel):
    """A flat list of photo ids, cut into sections.

    Args:
        paths_of: Absolute paths of ids, from memory, same order and length; called when something is
            dragged, pointed at or read aloud, never while painting.
        taken_of: When a photo was taken, from memory, for tool tips and screen readers.
    """

    def __init__(
        self,
        paths_of: Callable[[Sequence[PhotoId]], Sequence[str]],
        taken_of: Callable[[PhotoId], datetime | None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)

    def set_photos(self, ids: Sequence[PhotoId]) -> None:
        """Shows these photos with no headers."""
        raise NotImplementedError

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Shows these sections, one below the other. A photo may be in several."""
        raise NotImplementedError

    def update_section(self, section: Section) -> None:
        """Replaces title, subtitle, note, cover, actions or collapsed of the section with this key."""
        raise NotImplementedError

    def sections(self) -> tuple[Section, ...]:
        """The sections; () when shown without headers."""
        raise NotImplementedError

    def section_by_key(self, key: int) -> Section | None:
        raise NotImplementedError

    def ids(self) -> list[PhotoId]:
        """All ids in order of rows."""
        raise NotImplementedError

    def id_at(self, row: int) -> PhotoId:
        raise NotImplementedError

    def rows_of(self, ids: Sequence[PhotoId]) -> list[int]:
        """The rows that show any of these photos, ascending; ids that are not here are passed over."""
        raise NotImplementedError
