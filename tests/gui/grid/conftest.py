"""A grid with photos and sections, and a hand to move the mouse with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pictures import Album
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from photoclust.gui.grid.photo_grid import PhotoGrid
from photoclust.gui.grid.photo_model import PhotoModel, Section, SectionAction
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader
from photoclust.gui.theme import theme_for

ACTIONS = (SectionAction("add", "Add"), SectionAction("more", "More", menu=True))


def sections_of(*sizes: int, first: int = 1) -> list[Section]:
    """Sections with keys 100, 101, ...; their photos are numbered through."""
    result, start = [], first
    for number, size in enumerate(sizes):
        ids = tuple(range(start, start + size))
        cover = ids[0] if ids else None
        result.append(Section(100 + number, f"Section {number}", ids, cover=cover, actions=ACTIONS))
        start += size
    return result


@pytest.fixture
def album() -> Album:
    return Album()


@pytest.fixture
def loader(qapp, album) -> Iterator[ThumbnailLoader]:
    loader = ThumbnailLoader(album.open)
    yield loader
    album.gate.set()
    loader.close()


@pytest.fixture
def model(qapp) -> PhotoModel:
    return PhotoModel(lambda ids: [f"/photos/{number}.jpg" for number in ids])


@pytest.fixture
def grid(qtbot, loader, model) -> PhotoGrid:
    """Five columns, 500 px high: sections of 12, 3 and 40 photos, numbered from 1."""
    grid = PhotoGrid(loader, theme_for(False))
    qtbot.addWidget(grid)
    grid.setModel(model)
    model.set_sections(sections_of(12, 3, 40))
    grid.set_thumbnail_size(100)
    grid.resize(590, 500)
    grid.show()
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    assert grid.scene.layout.columns == 5
    return grid


class Hand:
    """Moves the mouse over a grid by real events, button state and all."""

    def __init__(self, grid: PhotoGrid) -> None:
        self._viewport = grid.viewport()
        self._grid = grid

    def at(self, row: int) -> QPoint:
        """The middle of a photo."""
        return self._grid.scene.item_rect(row).center()

    def send(
        self,
        kind: QEvent.Type,
        point: QPoint,
        button: Qt.MouseButton,
        buttons: Qt.MouseButton,
        modifiers: Qt.KeyboardModifier,
    ) -> None:
        glob = QPointF(self._viewport.mapToGlobal(point))
        QApplication.sendEvent(
            self._viewport, QMouseEvent(kind, QPointF(point), glob, button, buttons, modifiers)
        )

    def press(self, point, modifiers=Qt.KeyboardModifier.NoModifier, button=Qt.MouseButton.LeftButton):
        self.send(QEvent.Type.MouseButtonPress, point, button, button, modifiers)

    def move(self, point, modifiers=Qt.KeyboardModifier.NoModifier, buttons=Qt.MouseButton.LeftButton):
        self.send(QEvent.Type.MouseMove, point, Qt.MouseButton.NoButton, buttons, modifiers)

    def release(self, point, modifiers=Qt.KeyboardModifier.NoModifier, button=Qt.MouseButton.LeftButton):
        self.send(QEvent.Type.MouseButtonRelease, point, button, Qt.MouseButton.NoButton, modifiers)

    def click(self, point, modifiers=Qt.KeyboardModifier.NoModifier, button=Qt.MouseButton.LeftButton):
        self.press(point, modifiers, button)
        self.release(point, modifiers, button)

    def hover(self, point):
        self.move(point, buttons=Qt.MouseButton.NoButton)

    def pull(self, start, end, modifiers=Qt.KeyboardModifier.NoModifier):
        """Presses at one point and moves to another in steps; does not release."""
        self.press(start, modifiers)
        for step in (0.25, 0.5, 0.75, 1.0):
            self.move((QPointF(start) * (1 - step) + QPointF(end) * step).toPoint(), modifiers)


@pytest.fixture
def hand(grid) -> Hand:
    return Hand(grid)


@pytest.fixture
def drags(monkeypatch) -> list:
    """The drags that were started; none waits for a drop."""
    from PySide6.QtGui import QDrag

    started = []

    def execute(drag, actions):
        mime = drag.mimeData()
        started.append((mime, drag.pixmap(), actions))
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", execute)
    return started
