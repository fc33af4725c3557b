"""Monochrome SVG icons in the theme's colours, sharp at any device pixel ratio."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QIcon, QPixmap


class Icons:
    """Loads `NAME.svg` of a folder, with stroke="currentColor", in any colour. Cached; GUI thread only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def pixmap(self, name: str, color: QColor, size: int = 16, device_pixel_ratio: float = 1.0) -> QPixmap:
        """A square pixmap of `size` device-independent pixels.

        Raises:
            FileNotFoundError: If there is no such icon: a bug or a broken installation.
        """
        raise NotImplementedError

    def icon(self, name: str, color: QColor, *, checked: QColor | None = None) -> QIcon:
        """A QIcon that renders at whatever size and ratio it is asked for; `checked` colours its on state."""
        raise NotImplementedError
