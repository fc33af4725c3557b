"""The three columns of the window: which are open, how wide, and what gives way when there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from photoclust.gui.theme import Measure

NARROWEST_LEFT, WIDEST_LEFT = 160, 420
NARROWEST_RIGHT, WIDEST_RIGHT = 220, 520
NARROWEST_MIDDLE = 360


class Panes(QObject):
    """Watches a splitter of three columns. The right one folds away first when the window is narrow.

    What the person wants (open or not) and what there is room for are two things: a pane that folded away
    comes back with the room.

    Signals:
        wishesChanged: A pane was opened or closed by the person.
    """

    wishesChanged = Signal()

    def __init__(self, splitter: QSplitter, left: QWidget, middle: QWidget, right: QWidget) -> None:
        super().__init__(splitter)
        self._splitter = splitter
        self._left, self._right = left, right
        self._left_wanted = True
        self._right_wanted = True
        self._widths = [Measure.LEFT_PANE, Measure.RIGHT_PANE]
        left.setMinimumWidth(NARROWEST_LEFT)
        left.setMaximumWidth(WIDEST_LEFT)
        middle.setMinimumWidth(NARROWEST_MIDDLE)
        right.setMinimumWidth(NARROWEST_RIGHT)
        right.setMaximumWidth(WIDEST_RIGHT)
        for index, pane in enumerate((left, middle, right)):
            splitter.addWidget(pane)
            splitter.setStretchFactor(index, 1 if pane is middle else 0)
            splitter.setCollapsible(index, False)
        splitter.setHandleWidth(1)
        splitter.splitterMoved.connect(self._moved)
        splitter.installEventFilter(self)

    @property
    def left_wanted(self) -> bool:
        """Whether the person wants the left pane."""
        return self._left_wanted

    @property
    def right_wanted(self) -> bool:
        """Whether the person wants the right pane, room or not."""
        return self._right_wanted

    def want_left(self, wanted: bool) -> None:
        self._left_wanted = wanted
        self._fit()
        self.wishesChanged.emit()

    def want_right(self, wanted: bool) -> None:
        self._right_wanted = wanted
        self._fit()
        self.wishesChanged.emit()

    def widths(self) -> list[int]:
        """Of left and right pane, in pixels, as `set_widths` takes them."""
        return list(self._widths)

    def set_widths(self, widths: Sequence[int]) -> None:
        """Sets the widths of left and right pane; anything but two numbers is passed over."""
        if len(widths) == 2:
            self._widths = [
                min(max(widths[0], NARROWEST_LEFT), WIDEST_LEFT),
                min(max(widths[1], NARROWEST_RIGHT), WIDEST_RIGHT),
            ]
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._splitter and event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _moved(self, _position: int, _handle: int) -> None:
        left, _, right = self._splitter.sizes()
        if self._left.isVisibleTo(self._splitter):
            self._widths[0] = left
        if self._right.isVisibleTo(self._splitter):
            self._widths[1] = right

    def _fit(self) -> None:
        width = self._splitter.width()
        self._left.setVisible(self._left_wanted)
        self._right.setVisible(self._right_wanted and width >= Measure.FOLD_INSPECTOR_BELOW)
        left = self._widths[0] if self._left.isVisibleTo(self._splitter) else 0
        right = self._widths[1] if self._right.isVisibleTo(self._splitter) else 0
        self._splitter.setSizes([left, max(NARROWEST_MIDDLE, width - left - right), right])
