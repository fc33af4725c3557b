"""Colours and measures of the window, light and dark, and the one stylesheet made from them.

Skeleton: signatures are final, bodies follow.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of the window. Two greys, one accent.

    Attributes:
        dark: Whether this is the dark one.
        window: Behind the photos.
        pane: Side panes, top bar, status bar.
        card: Fields, segments, buttons, menus.
        line: Hairlines and borders.
        text: What is to be read.
        dim: Captions, dates, counts.
        accent: Links, selection rings, sliders, the checked segment's text.
        accent_soft: Behind accent text: checked segments, the current row, drop targets.
        on_accent: Text and ticks on `accent`.
        good: "pinned", "done".
        bad: Errors and unreadable photos.
        hover: Row and button under the mouse.
        pill: Behind counts and tags.
        track: Unfilled part of sliders and progress bars.
        placeholder: A thumbnail that has not arrived.
    """

    dark: bool
    window: QColor
    pane: QColor
    card: QColor
    line: QColor
    text: QColor
    dim: QColor
    accent: QColor
    accent_soft: QColor
    on_accent: QColor
    good: QColor
    bad: QColor
    hover: QColor
    pill: QColor
    track: QColor
    placeholder: QColor


class Measure:
    """Lengths in device-independent pixels."""

    TINY, SMALL, MEDIUM, LARGE, HUGE = 4, 8, 12, 16, 24  # the five spacings
    RADIUS_ROW = 6  # thumbnails and rows
    RADIUS_FIELD = 8  # fields and segments
    LEFT_PANE, RIGHT_PANE = 220, 292
    TOP_BAR, STATUS_BAR = 52, 40
    HEADER = 40  # a cluster's header
    THUMBNAIL_GAP = 6
    THUMBNAIL_MIN, THUMBNAIL_DEFAULT, THUMBNAIL_MAX = 64, 160, 512
    RING = 3  # selection
    FOLD_INSPECTOR_BELOW = 1100
    BODY, CAPTION, TITLE, HEADING = 12.5, 11.0, 14.0, 15.5  # text heights


def theme_for(dark: bool) -> Theme:
    """The light or the dark theme."""
    raise NotImplementedError


def font(pixels: float = Measure.BODY, *, bold: bool = False, tabular: bool = False) -> QFont:
    """The system's font at a height in device-independent pixels."""
    raise NotImplementedError


def palette(theme: Theme) -> QPalette:
    """The palette for whatever the stylesheet does not reach."""
    raise NotImplementedError


def stylesheet(theme: Theme) -> str:
    """One sheet for the whole application.

    Dynamic properties that it knows (set before the widget is shown, or re-polish):
        QFrame[segmented=true] with checkable QPushButtons inside: a segmented control.
        QFrame/QWidget[pane=true]: a side pane, top bar or status bar (pane grey). [card=true]: a white card.
        QFrame[line=true]: a hairline (fix its height or width to 1).
        QPushButton[link=true], QToolButton[link=true]: flat, accent text. [primary=true]: filled accent.
        QLabel[pill=true]: count or tag in a rounded grey. QLabel[dim=true]: captions. [section=true]: bold
        small caption above a list. [title=true]: 14 px bold. [heading=true]: 15.5 px bold.
        QLabel[caption=true]: 11 px dim. QLabel[good=true], QLabel[bad=true].
        QAbstractItemView[rows=true] and QListView/QTreeView: rows with radius 6, accent_soft when current.
        QWidget[dropTarget=true]: dashed accent border while something may be dropped.
    """
    raise NotImplementedError


def apply(app: QApplication, theme: Theme) -> None:
    """Sets style (Fusion), palette, font and stylesheet of the application."""
    raise NotImplementedError


class ThemeFollower(QObject):
    """Keeps the application in the system's colour scheme, or in the one the person chose.

    Signals:
        changed(Theme): After the new theme was applied.
    """

    changed = Signal(object)

    def __init__(self, app: QApplication, *, choice: str = "system", parent: QObject | None = None) -> None:
        """Args: choice: "system", "light" or "dark"."""
        super().__init__(parent)

    @property
    def theme(self) -> Theme:
        raise NotImplementedError

    def choose(self, choice: str) -> None:
        """Switches to "system", "light" or "dark"."""
        raise NotImplementedError
