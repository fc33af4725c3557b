"""Photos dragged over the sections of a grid: which one would take them, and how it shows that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QDropEvent, QPainter, QPen
from PySide6.QtWidgets import QListView

from photoclust.core.photo import PhotoId
from photoclust.gui import wording
from photoclust.gui.grid.header import HeaderParts
from photoclust.gui.grid.mime import MIME_PHOTO_IDS, photo_ids_of
from photoclust.gui.grid.scene import GridScene
from photoclust.gui.theme import Measure, Theme, font

EDGE = 48  # pixels from the top or bottom in which the grid scrolls while something is dragged
STEP_MS = 16


@dataclass(frozen=True, slots=True)
class _Target:
    number: int  # of the section
    count: int  # photos it would get


class SectionDrop:
    """Follows one drag over a view.

    Args:
        view: The grid.
        scene: What is where in it.
        takes: Whether photos can be dropped on a section of that key.
    """

    def __init__(self, view: QListView, scene: GridScene, takes: Callable[[int], bool]) -> None:
        self._view = view
        self._scene = scene
        self._takes = takes
        self._ids: list[PhotoId] = []
        self._pull = 0
        self._target: _Target | None = None
        self._scroll = QTimer(view)
        self._scroll.setInterval(STEP_MS)
        self._scroll.timeout.connect(self._autoscroll)

    def enter(self, event: QDropEvent) -> bool:
        """A drag came over the view; whether it is one of photos, and there are groups to put them in."""
        there = event.mimeData().hasFormat(MIME_PHOTO_IDS)
        there = there and any(self._takes(section.key) for section in self._scene.sections)
        self._ids = photo_ids_of(event.mimeData()) if there else []
        return bool(self._ids)

    def move(self, point: QPoint) -> bool:
        """It moved; whether what is under it would take the photos."""
        self._show(self._target_at(point))
        height = self._view.viewport().height()
        self._pull = min(0, point.y() - EDGE) + max(0, point.y() - height + EDGE)
        if self._pull and not self._scroll.isActive():
            self._scroll.start()
        elif not self._pull:
            self._scroll.stop()
        return self._target is not None

    def leave(self) -> None:
        """It is over, or elsewhere."""
        self._scroll.stop()
        self._show(None)

    def drop(self, point: QPoint) -> tuple[int, list[PhotoId]] | None:
        """The photos were let go: the key of the section that takes them, and which they are."""
        target = self._target_at(point)
        self.leave()
        if target is None:
            return None
        section = self._scene.sections[target.number]
        there = frozenset(section.photo_ids)
        return section.key, [photo for photo in self._ids if photo not in there]

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Shows the section that would take the photos: dashed, with their number."""
        target = self._target
        if target is None or target.number >= len(self._scene.sections):
            return
        header = self._scene.header(target.number)
        frame = QRectF(header.rect).adjusted(Measure.SMALL, 2.75, -Measure.SMALL, -2.75)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.accent, 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, Measure.RADIUS_ROW, Measure.RADIUS_ROW)
        self._paint_count(painter, theme, header, f"+{wording.number(target.count)}")

    @staticmethod
    def _paint_count(painter: QPainter, theme: Theme, header: HeaderParts, text: str) -> None:
        """What would come, in place of what is there and of the words behind it."""
        place = header.count.rect
        words = [part.rect.right() for part in (header.subtitle, header.note) if part is not None]
        painter.fillRect(
            QRect(place.topLeft(), QPoint(max(place.right(), *words, 0), place.bottom())), theme.window
        )
        painter.setFont(font(Measure.CAPTION, bold=True, tabular=True))
        width = painter.fontMetrics().horizontalAdvance(text) + 2 * Measure.SMALL
        badge = QRect(place.left(), place.top(), width, place.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent)
        painter.drawRoundedRect(badge, place.height() / 2, place.height() / 2)
        painter.setPen(theme.on_accent)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _target_at(self, point: QPoint) -> _Target | None:
        hit = self._scene.hit(point)
        number = hit.header
        if number is None:
            number = self._scene.layout.section_at(point.y() + self._scene.scroll)
        if number is None or number >= len(self._scene.sections):
            return None
        section = self._scene.sections[number]
        more = len(set(self._ids).difference(section.photo_ids))
        return _Target(number, more) if more and self._takes(section.key) else None

    def _show(self, target: _Target | None) -> None:
        if target != self._target:
            self._target = target
            self._view.viewport().update()

    def _autoscroll(self) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + self._pull // 3)
