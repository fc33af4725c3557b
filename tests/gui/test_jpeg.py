"""Qt is never left to find out what kind of picture it was given."""

import ast
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

import photoclust.gui
from photoclust.gui.grid.thumbnail_image import ThumbnailSpec, square_of
from photoclust.gui.jpeg import image_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
GUESSING = {"fromData", "loadFromData", "QImageReader", "imageFormat", "QBuffer"}
"""What looks into a file or bytes to find out what they are, and the buffer that `jpeg` warns of."""

ALLOWED = {"jpeg.py", "drawing.py"}
"""What tells Qt what it gets; and the self-test, which asks the plugins in the GUI thread on purpose."""


def encoded(kind):
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    assert image.save(buffer, kind)
    return bytes(data.data())


def test_a_jpeg_is_read(qapp):
    image = image_of(encoded("JPG"))
    assert (image.width(), image.height()) == (40, 30)


@pytest.mark.parametrize("picture", ["SVG", "PNG", "PPM", "BMP"])
def test_a_picture_of_any_other_kind_is_not(qapp, picture):
    data = SVG if picture == "SVG" else encoded(picture)
    assert not QImage.fromData(data).isNull(), "Qt can read it when it is asked to guess"
    assert image_of(data).isNull()
    assert square_of(data, ThumbnailSpec(24)) is None


def test_no_picture(qapp):
    assert image_of(None).isNull()
    assert image_of(b"").isNull()
    assert image_of(b"not a picture").isNull()


def test_threads_do_not_wait_for_each_other(qapp):
    """With a buffer made in Python this hangs within a second, and the test's time limit ends it."""
    jpeg = encoded("JPG")
    spec = ThumbnailSpec(24)
    jobs = [lambda: image_of(jpeg).isNull(), lambda: square_of(jpeg, spec) is None]
    with ThreadPoolExecutor(4) as pool:
        failed = list(pool.map(lambda number: jobs[number % 2](), range(4000)))
    assert not any(failed)


def test_nothing_else_of_the_window_reads_pictures():
    folder = Path(photoclust.gui.__file__).parent
    guesses = [
        f"{path.relative_to(folder)}:{node.lineno} {name}"
        for path in sorted(folder.rglob("*.py"))
        if path.name not in ALLOWED
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (name := getattr(node, "attr", getattr(node, "id", None))) in GUESSING
    ]
    assert guesses == []
