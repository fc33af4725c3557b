"""What every painted widget needs: the theme of the moment and the icons, and a word when they change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap

from photoclust.gui.icons import Icons
from photoclust.gui.theme import Theme


class Look(QObject):
    """Theme and icons, handed to the panes at construction.

    Signals:
        changed: There is another theme; repaint.
    """

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons

    @property
    def theme(self) -> Theme:
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.changed.emit()

    def pixmap(self, name: str, color: QColor, size: int, ratio: float) -> QPixmap:
        return self._icons.pixmap(name, color, size, ratio)

    def icon(self, name: str) -> QIcon:
        """An icon in the colour of text."""
        return self._icons.icon(name, self._theme.text)
