"""Thumbnails are the middle of the picture, square, with round corners."""

import pytest
from pictures import plain, striped
from PySide6.QtGui import QColor

from photoclust.gui.grid.thumbnail_image import ThumbnailSpec, square_of


@pytest.mark.parametrize(("width", "height"), [(300, 100), (100, 300), (100, 100), (1000, 8), (8, 1000)])
@pytest.mark.parametrize("edge", [24, 160])
def test_the_middle_is_cut_out(qapp, width, height, edge):
    square = square_of(striped(width, height), ThumbnailSpec(edge, 0))
    image = square.image
    assert (image.width(), image.height()) == (edge, edge)
    assert (square.source_size.width(), square.source_size.height()) == (width, height)
    for x, y in [(0.1, 0.1), (0.9, 0.1), (0.5, 0.5), (0.1, 0.9), (0.9, 0.9)]:
        color = image.pixelColor(int(x * edge), int(y * edge))
        assert color.green() > 90, (x, y, color.name())
        assert color.red() < 40, (x, y, color.name())
        assert color.blue() < 40, (x, y, color.name())


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_corners_are_round_at_any_ratio(qapp, ratio):
    image = square_of(plain("red"), ThumbnailSpec(40, 6, ratio)).image
    edge = image.width()
    assert edge == 40 * ratio
    assert image.devicePixelRatio() == ratio
    for corner in [(0, 0), (edge - 1, 0), (0, edge - 1), (edge - 1, edge - 1)]:
        assert image.pixelColor(*corner).alpha() == 0
    assert image.pixelColor(edge // 2, 0).alpha() == 255
    assert image.pixelColor(int(7 * ratio), int(ratio)).alpha() == 255


def test_circle(qapp):
    spec = ThumbnailSpec(24, 12)
    image = square_of(plain(QColor("red")), spec).image
    assert spec.is_circle
    assert not ThumbnailSpec(24, 6).is_circle
    assert image.pixelColor(2, 2).alpha() == 0
    assert image.pixelColor(12, 1).alpha() > 200


def test_no_picture(qapp):
    assert square_of(b"", ThumbnailSpec(24)) is None
    assert square_of(b"not a picture at all", ThumbnailSpec(24)) is None
