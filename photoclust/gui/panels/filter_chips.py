"""What a filter says, piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from photoclust.core.queries import PhotoFilter
from photoclust.gui import wording
from photoclust.gui.wording import QT_TRANSLATE_NOOP

CONTEXT = "filters"
_FOLDER = QT_TRANSLATE_NOOP("filters", "in {name}")
_ALBUM = QT_TRANSLATE_NOOP("filters", "album {name}")
_UNCLUSTERED = QT_TRANSLATE_NOOP("filters", "in no group")


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def filter_chips(
    limits: PhotoFilter, album_name: Callable[[int], str]
) -> Iterator[tuple[str, str, PhotoFilter]]:
    """The pieces of a filter.

    Args:
        limits: The filter.
        album_name: The name of an album by its id.

    Yields:
        A few words, all of it, and the filter without this piece.
    """
    for folder in limits.folders:
        others = tuple(other for other in limits.folders if other != folder)
        text = _tr(_FOLDER).format(name=wording.name_of(folder))
        yield text, wording.printable(folder), replace(limits, folders=others)
    if limits.album is not None:
        text = _tr(_ALBUM).format(name=album_name(limits.album))
        yield text, text, replace(limits, album=None)
    if limits.since is not None or limits.until is not None:
        text = wording.days(limits.since, limits.until)
        yield text, text, replace(limits, since=None, until=None)
    if limits.unclustered:
        yield _tr(_UNCLUSTERED), _tr(_UNCLUSTERED), replace(limits, unclustered=False)
