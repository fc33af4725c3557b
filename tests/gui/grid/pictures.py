"""Sources of thumbnails for tests: real JPEGs, kept in memory, with a gate to hold workers up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

HUES = 36


def encoded(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "JPG", 95)
    return bytes(data.data())


def plain(color: QColor | str, width: int = 96, height: int = 64) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return encoded(image)


def striped(width: int, height: int) -> bytes:
    """A green square in the middle, red before and blue behind it along the longer side."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    edge = min(width, height)
    image.fill(QColor("blue"))
    painter = QPainter(image)
    painter.fillRect(0, 0, width // 2, height, QColor("red"))
    if height > width:
        painter.fillRect(0, 0, width, height // 2, QColor("red"))
    painter.fillRect((width - edge) // 2, (height - edge) // 2, edge, edge, QColor("green"))
    painter.end()
    return encoded(image)


def color_of(photo_id: int) -> QColor:
    """Every test photo has a colour by which it is told from its neighbours."""
    return QColor.fromHsv(photo_id * 7 % HUES * 10, 160, 220)


class Album:
    """Photos of plain colours, and what was asked for.

    Attributes:
        gate: Workers wait here while it is cleared.
        asked: Photo ids in the order they were asked for.
        previews: (photo id, edge) of previews that were asked for.
        missing: Ids without a picture.
        broken: Ids at which the source raises, with what.
        opened: Threads that opened a source; `left` counts those that left it.
    """

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.waiting = threading.Semaphore(0)
        self.asked: list[int] = []
        self.previews: list[tuple[int, int]] = []
        self.missing: set[int] = set()
        self.broken: dict[int, Exception] = {}
        self.opened: list[threading.Thread] = []
        self.left = 0
        self.size = (96, 64)
        self._lock = threading.Lock()
        self._encoded: dict[int, bytes] = {}

    @contextmanager
    def open(self) -> Iterator[Album]:
        with self._lock:
            self.opened.append(threading.current_thread())
        yield self
        with self._lock:
            self.left += 1

    def get(self, photo_id: int) -> bytes | None:
        with self._lock:
            self.asked.append(photo_id)
        self.waiting.release()
        assert self.gate.wait(10)
        if photo_id in self.broken:
            raise self.broken[photo_id]
        if photo_id in self.missing:
            return None
        key = photo_id * 7 % HUES
        if key not in self._encoded:
            self._encoded[key] = plain(color_of(photo_id), *self.size)
        return self._encoded[key]

    def preview(self, photo_id: int, edge_px: int) -> bytes | None:
        with self._lock:
            self.previews.append((photo_id, edge_px))
        if photo_id in self.broken:
            raise self.broken[photo_id]
        return plain(color_of(photo_id), edge_px, edge_px * 2 // 3)
