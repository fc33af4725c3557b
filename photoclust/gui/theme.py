"""Colours and measures of the window, light and dark, and keeping the application in them.

The sheet that is made from a theme stands in `photoclust.gui.stylesheet`. Widgets that paint themselves are
given the `Theme`; nothing reads a global.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from photoclust.gui.stylesheet import sheet_for


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of the window: two greys, one accent.

    Attributes:
        dark: Whether this is the dark one.
        window: Behind the photos.
        pane: Side panes, top bar, status bar.
        card: Fields, segments, buttons, menus.
        line: Hairlines and borders.
        text: What is to be read.
        dim: Captions, dates, counts.
        accent: Selection rings, sliders, progress, focus.
        accent_text: The accent as text (links, the checked segment): a shade darker on light ground.
        accent_soft: Behind accent text: checked segments, the current row, drop targets.
        on_accent: Text and ticks on `accent`.
        good: "pinned", "done", as a sign.
        good_text: The same as text.
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
    accent_text: QColor
    accent_soft: QColor
    on_accent: QColor
    good: QColor
    good_text: QColor
    bad: QColor
    hover: QColor
    pill: QColor
    track: QColor
    placeholder: QColor

    def colors(self) -> dict[str, QColor]:
        """The colours by name."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "dark"}


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


_LIGHT: Final = Theme(
    dark=False,
    window=QColor("#f6f6f4"),
    pane=QColor("#efefec"),
    card=QColor("#ffffff"),
    line=QColor("#dfdfda"),
    text=QColor("#1d1d1b"),
    dim=QColor("#6b6b66"),
    accent=QColor("#2f6fde"),
    accent_text=QColor("#2a63c6"),
    accent_soft=QColor("#dce8fb"),
    on_accent=QColor("#ffffff"),
    good=QColor("#2e8b57"),
    good_text=QColor("#277549"),
    bad=QColor("#b3372b"),
    hover=QColor("#e6e6e2"),
    pill=QColor("#e4e4e0"),
    track=QColor("#dcdcd8"),
    placeholder=QColor("#e6e6e3"),
)
_DARK: Final = Theme(
    dark=True,
    window=QColor("#1b1c1e"),
    pane=QColor("#232427"),
    card=QColor("#2a2b2f"),
    line=QColor("#36383c"),
    text=QColor("#ececea"),
    dim=QColor("#9c9d9f"),
    accent=QColor("#6ea1f7"),
    accent_text=QColor("#6ea1f7"),
    accent_soft=QColor("#26364f"),
    on_accent=QColor("#14161a"),
    good=QColor("#5cc28a"),
    good_text=QColor("#5cc28a"),
    bad=QColor("#f0897d"),
    hover=QColor("#2e3034"),
    pill=QColor("#393b3f"),
    track=QColor("#393b3f"),
    placeholder=QColor("#2a2b2e"),
)


def theme_for(dark: bool) -> Theme:
    """The light or the dark theme."""
    return _DARK if dark else _LIGHT


def font(pixels: float = Measure.BODY, *, bold: bool = False, tabular: bool = False) -> QFont:
    """The system's font at a height in device-independent pixels.

    Points are used, not pixels: they may be fractional (12.5), and they follow a person's own text scaling.

    Args:
        pixels: Height at the platform's normal text scaling.
        bold: Whether it is bold.
        tabular: Figures of one width, for counts that change or stand below each other.
    """
    result = QFont(QApplication.font())
    result.setPointSizeF(points(pixels))
    result.setBold(bold)
    if tabular:
        result.setFeature(QFont.Tag("tnum"), 1)
    return result


def points(pixels: float) -> float:
    """Point size of a text height in device-independent pixels; macOS counts 72 to the inch, others 96."""
    return pixels if sys.platform == "darwin" else pixels * 0.75


def palette(theme: Theme) -> QPalette:
    """The palette, for whatever the stylesheet does not reach."""
    role = QPalette.ColorRole
    result = QPalette()
    for where, color in {
        role.Window: theme.pane,
        role.WindowText: theme.text,
        role.Base: theme.card,
        role.AlternateBase: theme.pane,
        role.Text: theme.text,
        role.PlaceholderText: theme.dim,
        role.Button: theme.card,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.ToolTipBase: theme.card,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent_text,
        role.LinkVisited: theme.accent_text,
        role.Light: theme.card,
        role.Midlight: theme.hover,
        role.Mid: theme.line,
        role.Dark: theme.line,
        role.Shadow: theme.line,
    }.items():
        result.setColor(where, color)
    for where in (role.WindowText, role.Text, role.ButtonText, role.ToolTipText):
        result.setColor(QPalette.ColorGroup.Disabled, where, _mixed(theme.dim, theme.pane, 0.35))
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, theme.track)
    return result


def stylesheet(theme: Theme, images: Path | None = None) -> str:
    """The sheet for the whole application; see `photoclust.gui.stylesheet` for the properties it knows.

    Args:
        theme: The colours.
        images: The folder `resources/theme`; without it checked boxes are filled but have no tick.
    """
    colors = {name: color.name() for name, color in theme.colors().items()}
    colors["disabled"] = _mixed(theme.dim, theme.pane, 0.35).name()
    colors["pressed"] = theme.line.name()
    colors["primary_hover"] = theme.accent.lighter(108).name()
    colors["grip"] = _mixed(theme.dim, theme.window, 0.6).name()
    lengths = {
        name: f"{points(height):g}pt"
        for name, height in (
            ("caption", Measure.CAPTION),
            ("title", Measure.TITLE),
            ("heading", Measure.HEADING),
        )
    }
    tick = (images / f"tick-{'dark' if theme.dark else 'light'}.svg").as_posix() if images else None
    return sheet_for(colors, lengths, tick)


def apply(app: QApplication, theme: Theme, images: Path | None = None) -> None:
    """Sets style (Fusion, the same on every system), palette, font and stylesheet of the application."""
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setFont(font())
    app.setStyleSheet(stylesheet(theme, images))


class ThemeFollower(QObject):
    """Keeps the application in the system's colour scheme, or in the one the person chose.

    Args:
        app: The application.
        choice: "system", "light" or "dark".
        images: The folder `resources/theme`.

    Signals:
        changed(Theme): After another theme was applied.
    """

    changed = Signal(object)

    def __init__(
        self,
        app: QApplication,
        *,
        choice: str = "system",
        images: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._images = images
        # Where the platform can't tell (a bare window manager), its own palette can, before ours is set.
        system = app.palette()
        self._fallback_dark = system.window().color().lightness() < system.windowText().color().lightness()
        self._choice = choice
        self._theme = theme_for(self._wants_dark())
        apply(app, self._theme, images)
        app.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def choice(self) -> str:
        return self._choice

    def choose(self, choice: str) -> None:
        """Switches to "system", "light" or "dark"."""
        self._choice = choice
        hints = self._app.styleHints()
        if choice == "system":
            hints.unsetColorScheme()
        else:  # so that title bars and file dialogs, which the system draws, match
            hints.setColorScheme(Qt.ColorScheme.Dark if choice == "dark" else Qt.ColorScheme.Light)
        self._follow()

    def _wants_dark(self) -> bool:
        if self._choice != "system":
            return self._choice == "dark"
        scheme = self._app.styleHints().colorScheme()
        if scheme == Qt.ColorScheme.Unknown:
            return self._fallback_dark
        return scheme == Qt.ColorScheme.Dark

    @Slot()
    def _follow(self) -> None:
        theme = theme_for(self._wants_dark())
        if theme is not self._theme:
            self._theme = theme
            apply(self._app, theme, self._images)
            self.changed.emit(theme)


def _mixed(first: QColor, second: QColor, share: float) -> QColor:
    """`share` of the second colour in the first."""
    return QColor(
        *(
            round(a + (b - a) * share)
            for a, b in zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)  # type: ignore[index]
        )
    )
