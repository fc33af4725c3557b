"""The grid of photos whose sections are groups: photos are dropped on them, titles changed in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from photoclust.gui.grid.drop import SectionDrop
from photoclust.gui.grid.photo_grid import PhotoGrid
from photoclust.gui.grid.title_editor import TitleEditor
from photoclust.gui.theme import Theme


class GroupGrid(PhotoGrid):
    """A `PhotoGrid` that can be worked on.

    Args:
        theme: The colours.
        takes: Whether photos can be dropped on a section of that key.
        parent: Qt's parent.

    Signals:
        photosDropped(int key, list[PhotoId]): Photos were dropped on a section that does not have them.
        titleEdited(int key, str): A section was given another title.
    """

    photosDropped = Signal(int, object)
    titleEdited = Signal(int, str)

    def __init__(self, theme: Theme, takes: Callable[[int], bool], parent: QWidget | None = None) -> None:
        super().__init__(None, theme, parent)
        self._drop = SectionDrop(self, self.scene, takes)
        self._editor: TitleEditor | None = None
        self.setDragDropMode(self.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def chosen_sections(self) -> list[int]:
        """The sections that a command is about, by key, top down.

        Those all of whose photos are selected; the one with the keyboard's focus alone if it is none of
        them; without any, the one that the current photo is in.
        """
        mask, layout = self.chosen.mask, self.scene.layout
        chosen = [
            number
            for number in range(len(self.scene.sections))
            if (rows := layout.items_of(number)) and mask[rows.start : rows.stop].all()
        ]
        focus = self._keyboard.header
        if focus is not None and focus.section not in chosen:
            chosen = [focus.section]
        current = self.chosen.current()
        if not chosen and current is not None and self.scene.sections:
            chosen = [layout.section_of(current)]
        return [self.scene.sections[number].key for number in chosen]

    def edit_title(self, key: int) -> None:
        """Lets the person give a section another title in place; `titleEdited` follows if they do."""
        for number, section in enumerate(self.scene.sections):
            if section.key == key:
                self.show_section(number)
                rect = self.scene.header(number).title.rect
                self._editor = TitleEditor(section.title, rect, self.viewport())
                self._editor.entered.connect(lambda title: self.titleEdited.emit(key, title))
                self._editor.destroyed.connect(self._editor_gone)

    def _editor_gone(self) -> None:
        self._editor = None

    def _scrolled(self, _value: int) -> None:
        if self._editor is not None:
            self.setFocus()  # which takes what was typed

    def _before_reset(self) -> None:
        self._drop.leave()
        super()._before_reset()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            self._drop.paint(painter, self._theme)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._drop.enter(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._drop.move(event.position().toPoint()):
            event.setDropAction(Qt.DropAction.CopyAction)  # the files stay where they are
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._drop.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = self._drop.drop(event.position().toPoint())
        if dropped is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.photosDropped.emit(*dropped)
