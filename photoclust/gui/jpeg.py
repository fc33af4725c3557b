"""Decodes the pictures that the library hands out, which are JPEGs without exception. Any thread.

Qt must be told so. Left to find out by itself it loads and asks every image plugin; SVG's connects objects
under a lock of Qt's while PySide holds the interpreter's, and a GUI thread that ends a connection at that
moment takes the two in the other order: both wait for ever.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageReader

FORMAT = b"jpeg"
START = b"\xff\xd8"


class JpegReader(QImageReader):
    """Reads a JPEG from memory; see `reader_of`."""

    def __init__(self, encoded: bytes) -> None:
        self._buffer = QBuffer()  # the reader borrows it
        self._buffer.setData(QByteArray(encoded))
        super().__init__(self._buffer, FORMAT)
        self.setAutoDetectImageFormat(False)


def reader_of(encoded: bytes) -> JpegReader | None:
    """A reader for the bytes of a picture; None if they are no JPEG."""
    return JpegReader(encoded) if encoded.startswith(START) else None


def image_of(encoded: bytes | None) -> QImage:
    """The whole picture; a null image where there is none."""
    reader = reader_of(encoded) if encoded is not None else None
    return reader.read() if reader is not None else QImage()
