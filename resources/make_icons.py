"""Renders the application's icon, `icons/photoclust.svg`, as PNG in the sizes that desktops ask for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)  # pixels; 1024 for macOS, the others for icon themes


def main() -> None:
    """Writes `icons/photoclust-SIZE.png` for every size."""
    drawing = QSvgRenderer(str(FOLDER / "photoclust.svg"))
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.render(painter, QRectF(0, 0, size, size))
        painter.end()
        image.save(str(FOLDER / f"photoclust-{size}.png"))


if __name__ == "__main__":
    main()
