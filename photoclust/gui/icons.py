"""Monochrome SVG icons in the theme's colours, sharp at any device pixel ratio."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

DISABLED_OPACITY = 0.4


class Icons:
    """Loads `NAME.svg` of a folder, drawn with stroke="currentColor", in any colour.

    Everything is cached; for the GUI thread only.

    Args:
        folder: `resources/icons`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}

    def pixmap(self, name: str, color: QColor, size: int = 16, device_pixel_ratio: float = 1.0) -> QPixmap:
        """A square pixmap of `size` device-independent pixels.

        Args:
            name: The file's name without ".svg".
            color: Of the strokes; its alpha counts.
            size: Edge in device-independent pixels.
            device_pixel_ratio: Of the screen it is for.

        Raises:
            FileNotFoundError: If there is no such icon: a bug, or a broken installation.
        """
        key = (name, color.rgba(), size, device_pixel_ratio)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = self._rendered(name, color, size, device_pixel_ratio)
        return pixmap

    def icon(self, name: str, color: QColor, *, checked: QColor | None = None, size: int = 16) -> QIcon:
        """An icon for buttons, menus and lists, sharp on every screen that is there now.

        A QIconEngine of our own could render whatever is asked for, but PySide loses engines that Qt clones.

        Args:
            name: The file's name without ".svg".
            color: Of the strokes; paler where disabled.
            checked: The colour in a checked button or menu; the same if None.
            size: Edge in device-independent pixels, as in `setIconSize`.
        """
        result = QIcon()
        ratios = {1.0, 2.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
        for state, base in ((QIcon.State.Off, color), (QIcon.State.On, checked or color)):
            pale = QColor(base)
            pale.setAlphaF(DISABLED_OPACITY)
            for ratio in sorted(ratios):
                result.addPixmap(self.pixmap(name, base, size, ratio), QIcon.Mode.Normal, state)
                result.addPixmap(self.pixmap(name, pale, size, ratio), QIcon.Mode.Disabled, state)
        return result

    def _rendered(self, name: str, color: QColor, size: int, ratio: float) -> QPixmap:
        if name not in self._sources:
            self._sources[name] = (self._folder / f"{name}.svg").read_bytes()
        source = self._sources[name].replace(b"currentColor", color.name().encode())
        edge = round(size * ratio)
        image = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        with QPainter(image) as painter:
            painter.setOpacity(color.alphaF())
            QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, edge, edge))
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
