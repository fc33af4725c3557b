"""What a person does to the window: only mouse, keyboard, drags, and looking.

The one thing that can't be done for real is the system's drag loop (`QDrag.exec`), which waits for a real
mouse: `Hands.drag` moves the mouse until the window starts its drag, catches that one call, and then brings
what is dragged to the target with Qt's own drag events.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
COPY = Qt.DropAction.CopyAction
LONG = 60_000


class Hands:
    """One person at one window."""

    def __init__(self, window: Any, qtbot: Any) -> None:
        self.window = window
        self.qtbot = qtbot

    # Looking

    def find(self, name: str) -> Any:
        """The widget with an objectName; there must be exactly one."""
        found = self.window.findChildren(QWidget, name)
        assert len(found) == 1, f"{len(found)} widgets are called {name}"
        return found[0]

    def wait(self, condition: Callable[[], Any], timeout: int = LONG) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=timeout)

    @property
    def grid(self) -> Any:
        return self.find("photoGrid")

    def shown(self) -> list[str]:
        """Names of the photos in the grid, in order."""
        return [path.replace("\\", "/").rsplit("/", 1)[1] for path in self.paths()]

    def paths(self) -> list[str]:
        return self.window.session.paths_of(self.grid.model().ids())

    def groups(self) -> dict[str, list[str]]:
        """Title -> names, of the grid's sections."""
        names = self.window.session.paths_of
        return {
            section.title: [path.replace("\\", "/").rsplit("/", 1)[1] for path in names(section.photo_ids)]
            for section in self.grid.model().sections()
        }

    def rows(self, name: str) -> list[tuple[str, str]]:
        """Name and count of the rows of a list at the left."""
        model = self.find(name).model()
        return [(model.item(row).text, model.item(row).count) for row in range(model.rowCount())]

    def at_rest(self) -> bool:
        """Nothing is under way any more."""
        sliding = self.window.center.clusters.similarity._timer.isActive()
        idle = self.window.indexer.state.name == "IDLE"
        return idle and not sliding and not self.window.session.background._current

    def wait_for_rest(self) -> None:
        self.wait(self.at_rest)

    def back_to_the_window(self) -> None:
        """After a dialog; without a window manager nobody does it."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    # Mouse

    def click(self, target: Any, at: QPoint | None = None, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        widget = self.find(target) if isinstance(target, str) else target
        assert widget.isVisible(), f"{widget.objectName()} can't be seen"
        assert widget.isEnabled(), f"{widget.objectName()} can't be used"
        self.qtbot.mouseClick(widget, LEFT, keys, at or widget.rect().center())

    def choose_segment(self, name: str, text: str) -> None:
        """Clicks a segment of the method or the view."""
        box = self.find(name)
        self.click(box, box.segment_center(box.findText(text)).toPoint())

    def click_row(self, name: str, text: str) -> None:
        """Clicks a row of a list at the left."""
        view = self.find(name)
        self.click(view.viewport(), self.row_center(name, text))

    def row_center(self, name: str, text: str) -> QPoint:
        view = self.find(name)
        row = [title for title, _count in self.rows(name)].index(text)
        return view.visualRect(view.model().index(row, 0)).center()

    def photo_center(self, name: str) -> QPoint:
        """Where a photo lies in the grid's viewport; scrolls there if need be."""
        index = self.grid.model().index(self.shown().index(name), 0)
        self.grid.scrollTo(index)
        return self.grid.visualRect(index).center()

    def click_photo(self, name: str, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        self.click(self.grid.viewport(), self.photo_center(name), keys)
        count = len(self.grid.selected_ids())
        self.wait(lambda: self.find("selectionLabel").text().startswith(f"{count} selected"))

    def header_center(self, title: str) -> QPoint:
        """Where a section's title lies in the grid's viewport."""
        number = list(self.groups()).index(title)
        self.grid.show_section(number)
        return self.grid.scene.header(number).title.rect.center()

    def drag(self, source: QWidget, start: QPoint, target: QWidget, end: QPoint) -> bool:
        """Drags from one widget to another; whether the target took it."""
        taken: list[bool] = []

        def deliver(drag: QDrag, *_actions: Any) -> Qt.DropAction:
            assert not drag.pixmap().isNull(), "every drag has a picture"
            taken.append(drop(target, drag.mimeData(), end))
            return COPY

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(QDrag, "exec", deliver)
            QTest.mousePress(source, LEFT, NO_KEYS, start)
            for step in range(1, 6):
                point = start + QPoint(step * 8, step * 4)
                event = QMouseEvent(
                    QMouseEvent.Type.MouseMove,
                    QPointF(point),
                    QPointF(source.mapToGlobal(point)),
                    Qt.MouseButton.NoButton,
                    LEFT,
                    NO_KEYS,
                )
                QApplication.sendEvent(source, event)
            QTest.mouseRelease(source, LEFT, NO_KEYS, start)
        assert len(taken) == 1, "the movement has to start exactly one drag"
        return taken[0]

    # Keyboard

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS, target: QWidget | None = None) -> None:
        """Presses a key wherever the focus is."""
        self.qtbot.keyClick(target or QApplication.focusWidget() or self.window, key, keys)

    def type(self, text: str) -> None:
        """Types into whatever has the focus."""
        self.qtbot.keyClicks(QApplication.focusWidget(), text)


def drop(target: QWidget, mime: QMimeData, at: QPoint) -> bool:
    """Brings something over a widget and drops it there; whether the widget took it."""
    enter = QDragEnterEvent(at, COPY, mime, LEFT, NO_KEYS)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    move = QDragMoveEvent(at, COPY, mime, LEFT, NO_KEYS)
    QApplication.sendEvent(target, move)
    if not move.isAccepted():
        return False
    event = QDropEvent(QPointF(at), COPY, mime, LEFT, NO_KEYS)
    QApplication.sendEvent(target, event)
    return event.isAccepted()
