"""What the window draws with: Qt's image plugins, the icons, fonts, and the plot."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QImage, QImageReader, QPainter

from photoclust.config.paths import AppPaths
from photoclust.core.grouping import ElbowPoint
from photoclust.gui import theme
from photoclust.gui.icons import Icons
from photoclust.gui.look import Look
from photoclust.library.doctor import Check
from photoclust.library.selftest.attempt import SelfTestError, attempt

CURVE = tuple(ElbowPoint(k, 100 / k) for k in range(1, 9))
PLOT_WIDTH = 420  # pixels
LEAST_INK = 20  # pixels


def drawing_checks(paths: AppPaths) -> Iterator[Check]:
    """Looks at everything that is drawn. There has to be a QApplication.

    Args:
        paths: Where the program's own pictures lie.
    """
    look = Look(theme.theme_for(dark=False), Icons(paths.icons))
    pictures = {
        "JPEG": paths.resources / "selftest" / "baseline.jpg",
        "PNG": paths.icons / "photoclust-32.png",
        "SVG": paths.resources / "theme" / "tick-light.svg",
    }
    for kind, path in pictures.items():
        yield attempt(f"Qt reads {kind}", partial(_read, path))
    yield attempt("icons", lambda: _icons(look, paths.icons))
    yield attempt("fonts", _fonts)
    yield attempt("elbow plot", lambda: _plot(look))


def pixels(image: QImage) -> NDArray[np.uint8]:
    """The pixels of an image, uint8 (height, width, 4): red, green, blue, alpha."""
    rgba = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.array(rgba.constBits(), np.uint8).reshape(rgba.height(), rgba.width(), 4)


def _read(path: Path) -> str:
    reader = QImageReader(str(path))
    image = reader.read()
    if image.isNull():
        raise SelfTestError(f"{path.name}: {reader.errorString()}")
    if not pixels(image)[..., 3].any():
        raise SelfTestError(f"{path.name} is drawn as nothing")
    return f"{path.name}, {image.width()} x {image.height()} px"


def _icons(look: Look, folder: Path) -> str:
    names = sorted(path.stem for path in folder.glob("*.svg"))
    if not names:
        raise SelfTestError(f"there are none in {folder}")
    drawn = {name: pixels(look.pixmap(name, look.theme.text, 16, 2.0).toImage()) for name in names}
    blank = [name for name, icon in drawn.items() if np.count_nonzero(icon[..., 3]) < LEAST_INK]
    if blank:
        raise SelfTestError(f"drawn as nothing: {', '.join(blank)}")
    return f"{len(names)} drawn"


def _fonts() -> str:
    families = QFontDatabase.families()
    if not families:
        raise SelfTestError("there is no font: text can't be drawn. Install one, for example DejaVu or Noto")
    letters = [_drawn(letter) for letter in "WPi"]
    if min(np.count_nonzero(letter < 128) for letter in letters) < LEAST_INK:
        raise SelfTestError("text is drawn as nothing")
    if any((letters[0] == other).all() for other in letters[1:]):
        raise SelfTestError("every letter is drawn as the same box: no font has Latin letters")
    return f"{len(families)} families, {QFontInfo(theme.font()).family()} in use"


def _drawn(letter: str) -> NDArray[np.uint8]:
    """A letter in black on white, uint8 (64, 64)."""
    image = QImage(64, 64, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.white)
    font = theme.font()
    font.setPixelSize(40)
    with QPainter(image) as painter:
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.black)
        painter.drawText(QRect(QPoint(0, 0), image.size()), Qt.AlignmentFlag.AlignCenter, letter)
    return pixels(image)[..., 0]


def _plot(look: Look) -> str:
    from photoclust.gui.panels.elbow_plot import ElbowPlot

    plot = ElbowPlot(look)
    try:
        plot.resize(PLOT_WIDTH, plot.height())
        plot.show_curve(CURVE, 3)
        drawn = pixels(plot.grab().toImage())
    finally:
        plot.deleteLater()
        QCoreApplication.sendPostedEvents(plot, QEvent.Type.DeferredDelete)
    accent = QColor(look.theme.accent)
    distance = np.abs(drawn[..., :3].astype(np.int64) - [accent.red(), accent.green(), accent.blue()])
    curve = np.count_nonzero(distance.max(axis=-1) < 40)
    if curve < PLOT_WIDTH:  # it spans most of the plot, and is two pixels wide
        raise SelfTestError(f"the curve has {curve} pixels")
    return f"a curve of {len(CURVE)} points, {curve} pixels"
