"""A drag shows what is dragged, with a count."""

import pytest
from PySide6.QtGui import QColor, QPixmap

from photoclust.gui.grid.drag import BADGE, EDGE, STEP, drag_picture
from photoclust.gui.theme import theme_for

THEME = theme_for(False)


def thumbnail(color):
    pixmap = QPixmap(160, 160)
    pixmap.fill(QColor(color))
    return pixmap


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_stack_of_three_with_a_badge(qapp, ratio):
    stack = [thumbnail(color) for color in ("red", "lime", "blue", "black")]
    picture = drag_picture(stack, 4321, THEME, ratio)
    assert picture.deviceIndependentSize().width() == EDGE + 2 * STEP + BADGE // 2
    image = picture.toImage()

    def at(x, y):
        return image.pixelColor(round(x * ratio), round(y * ratio)).name()

    top = BADGE // 2
    assert at(EDGE / 2, top + EDGE / 2) == "#ff0000"
    assert at(EDGE / 2, top + EDGE + STEP - 3) == "#00ff00"
    assert at(EDGE / 2, top + EDGE + 2 * STEP - 3) == "#0000ff"
    assert at(EDGE - 3, 4) == THEME.accent.name()
    assert image.pixelColor(0, 0).alpha() == 0


def test_one_photo_has_no_badge(qapp):
    picture = drag_picture([thumbnail("red")], 1, THEME, 1.0)
    assert picture.width() == EDGE + BADGE // 2
    image = picture.toImage()
    assert image.pixelColor(EDGE - 3, 4).alpha() == 0


def test_photo_that_is_not_loaded_is_grey(qapp):
    image = drag_picture([None, None], 2, THEME, 1.0).toImage()
    assert image.pixelColor(EDGE // 2, BADGE // 2 + EDGE // 2) == THEME.placeholder
