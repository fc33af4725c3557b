"""A combo box whose items stand for values."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox


def choice_box(name: str, title: str, items: Iterable[tuple[str, StrEnum]]) -> QComboBox:
    """Makes one.

    Args:
        name: objectName.
        title: Accessible name and tool tip.
        items: Texts and what they stand for.
    """
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(title)
    box.setToolTip(title)
    for text, value in items:
        box.addItem(text, value.value)
    return box


def show_choice(box: QComboBox, value: StrEnum) -> None:
    """Makes the item of a value current, and says nothing; the first one where there is none."""
    blocker = QSignalBlocker(box)
    box.setCurrentIndex(max(0, box.findData(value.value)))
    blocker.unblock()
