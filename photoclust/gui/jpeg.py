"""Decodes the pictures that the library hands out, which are JPEGs without exception. Any thread.

Two ways that suggest themselves make the program hang, since Qt looks for a decoder under a lock of its own:

- A `QBuffer` made in Python: each of its virtual methods takes the interpreter's lock, to see whether Python
  overrides it. `QImageReader.read` calls them under Qt's lock, while another thread may come from Python with
  the interpreter's lock in hand. `QImage.fromData` has a buffer of its own, and needs no Python.
- To let Qt find out what kind of picture it is: it loads and asks every image plugin under that lock, and
  SVG's connects objects meanwhile.
"""

from __future__ import annotations

from PySide6.QtGui import QImage

FORMAT = "jpeg"
START = b"\xff\xd8"


def image_of(encoded: bytes | None) -> QImage:
    """The picture; a null image where there is none, or what there is, is no JPEG."""
    if encoded is None or not encoded.startswith(START):
        return QImage()
    return QImage.fromData(encoded, FORMAT)  # type: ignore[arg-type]  # a str, whatever the stubs say
