"""A card in the middle of an empty page: an icon, what there is to say, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from photoclust.gui.look import Look
from photoclust.gui.panels.themed import IconLabel
from photoclust.gui.theme import Measure

WIDTH = 460


def notice_card(
    look: Look, icon: str, labels: Sequence[QLabel], buttons: Sequence[QPushButton], page: QWidget
) -> QFrame:
    """Lays a card out in the middle of a page.

    Args:
        look: Theme and icons.
        icon: Name of the icon above the words.
        labels: From top to bottom.
        buttons: Below the labels.
        page: Has no layout yet.

    Returns:
        The card.
    """
    card = QFrame()
    card.setProperty("card", True)
    card.setFixedWidth(WIDTH)
    inner = QVBoxLayout(card)
    inner.setContentsMargins(2 * Measure.HUGE, 2 * Measure.HUGE, 2 * Measure.HUGE, 2 * Measure.HUGE)
    inner.setSpacing(Measure.LARGE)
    inner.addWidget(IconLabel(look, icon, 48), 0, Qt.AlignmentFlag.AlignHCenter)
    for label in labels:
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(label)
    inner.addSpacing(Measure.SMALL)
    for button in buttons:
        inner.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card)
    row.addStretch(1)
    column = QVBoxLayout(page)
    column.addStretch(1)
    column.addLayout(row)
    column.addStretch(1)
    return card
