"""Icons take the theme's colour and are sharp at any ratio."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

from photoclust.gui.icons import Icons

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<rect x="4" y="4" width="8" height="8" fill="currentColor"/></svg>'
)


@pytest.fixture
def icons(tmp_path: Path, qapp) -> Icons:
    (tmp_path / "square.svg").write_text(SQUARE)
    return Icons(tmp_path)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 3.0])
def test_pixmap_has_the_color_and_the_pixels_of_its_ratio(icons, ratio):
    pixmap = icons.pixmap("square", QColor("#123456"), 16, ratio)
    assert pixmap.width() == 16 * ratio
    assert pixmap.deviceIndependentSize().width() == 16
    image = pixmap.toImage()
    assert image.pixelColor(round(8 * ratio), round(8 * ratio)).name() == "#123456"
    assert image.pixelColor(0, 0).alpha() == 0


def test_pixmaps_are_cached_by_color_size_and_ratio(icons):
    first = icons.pixmap("square", QColor("red"))
    assert icons.pixmap("square", QColor("red")) is first
    assert icons.pixmap("square", QColor("blue")) is not first
    assert icons.pixmap("square", QColor("red"), 20) is not first
    assert icons.pixmap("square", QColor("red"), 16, 2.0) is not first


def test_icon_is_colored_when_checked_and_pale_when_disabled(icons):
    icon = icons.icon("square", QColor("#ff0000"), checked=QColor("#0000ff"))

    def middle(mode: QIcon.Mode, state: QIcon.State) -> QColor:
        image = icon.pixmap(QSize(16, 16), 2.0, mode, state).toImage()
        assert image.width() == 32
        return image.pixelColor(16, 16)

    assert middle(QIcon.Mode.Normal, QIcon.State.Off).name() == "#ff0000"
    assert middle(QIcon.Mode.Normal, QIcon.State.On).name() == "#0000ff"
    assert middle(QIcon.Mode.Disabled, QIcon.State.Off).alphaF() == pytest.approx(0.4, abs=0.02)


def test_missing_icon_says_which(icons):
    with pytest.raises(FileNotFoundError, match=r"absent\.svg"):
        icons.pixmap("absent", QColor("red"))
