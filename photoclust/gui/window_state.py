"""How the window was left, and what the person prefers: one place reads and writes the settings."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtWidgets import QWidget

from photoclust.config.settings import Settings
from photoclust.core.duplicates import KeeperRule
from photoclust.core.grouping import GroupOrder, Linkage, MemberOrder, PlaceScale, TimeScale
from photoclust.gui.duplicates import rule_order
from photoclust.gui.panels.center import Center
from photoclust.gui.panels.knobs import Knobs
from photoclust.gui.panes import Panes
from photoclust.gui.places import Place
from photoclust.library.blending import Blend

Scale = TypeVar("Scale", bound=StrEnum)

log = logging.getLogger(__name__)

DEFAULT_SIZE = (1440, 900)


class WindowState(QObject):
    """Carries settings between the file and the widgets.

    Args:
        settings: As they were read at start.
        folder: Where they are saved.

    Signals:
        themeChosen(str): "system", "light" or "dark" was chosen, or is what was chosen before.
    """

    themeChosen = Signal(str)

    def __init__(self, settings: Settings, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self._folder = folder

    @property
    def place(self) -> Place:
        """Where the window was left."""
        return Place.from_setting(self.settings.view)

    @property
    def keeper_rules(self) -> tuple[KeeperRule, ...]:
        """What decides which of several duplicates to keep, in order."""
        return rule_order.from_setting(self.settings.keeper_rules)

    def set_keeper_rules(self, rules: Sequence[KeeperRule]) -> None:
        """The person put them in another order."""
        self.settings.keeper_rules = rule_order.as_setting(rules)

    def set_theme(self, choice: str) -> None:
        """The person chose other colours."""
        self.settings.theme = choice
        self.themeChosen.emit(choice)

    def set_thumbnail_size(self, pixels: int) -> None:
        """The person chose another size."""
        self.settings.thumbnail_size = pixels

    def restore(self, window: QWidget, panes: Panes, center: Center) -> None:
        """Puts the window back as it was left."""
        settings = self.settings
        geometry = QByteArray.fromBase64(settings.window_geometry.encode("ascii", "replace"))
        if geometry.isEmpty() or not window.restoreGeometry(geometry):
            window.resize(*DEFAULT_SIZE)
        panes.set_widths(settings.splitter_sizes)
        panes.want_left(settings.show_library_pane)
        panes.want_right(settings.show_inspector)
        center.grid.set_thumbnail_size(settings.thumbnail_size)
        center.clusters.set_knobs(_knobs(settings))
        self.themeChosen.emit(settings.theme)

    def remember(self, window: QWidget, panes: Panes, center: Center, place: Place) -> None:
        """Takes down how the window is now."""
        settings = self.settings
        settings.window_geometry = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
        settings.splitter_sizes = panes.widths()
        settings.show_library_pane = panes.left_wanted
        settings.show_inspector = panes.right_wanted
        settings.view = place.as_setting()
        _remember_knobs(settings, center.clusters.knobs())

    def save(self) -> None:
        """Writes the file; a folder that can't be written costs the memory, not the program."""
        try:
            self.settings.save(self._folder)
        except OSError as error:
            log.info("settings can't be saved in %s: %s", self._folder, error)


def _knobs(settings: Settings) -> Knobs:
    blend = Blend(
        settings.time_weight,
        _one_of(TimeScale, settings.time_scale, TimeScale.DAY),
        settings.place_weight,
        _one_of(PlaceScale, settings.place_scale, PlaceScale.TOWN),
    )
    return Knobs(
        settings.method,
        settings.k,
        settings.similarity,
        settings.min_size,
        blend,
        _one_of(Linkage, settings.linkage, Linkage.AVERAGE),
        _one_of(GroupOrder, settings.group_order, GroupOrder.SIZE),
        _one_of(MemberOrder, settings.member_order, MemberOrder.LIKENESS),
    )


def _one_of(kind: type[Scale], value: str, otherwise: Scale) -> Scale:
    return next((scale for scale in kind if scale.value == value), otherwise)


def _remember_knobs(settings: Settings, knobs: Knobs) -> None:
    settings.method, settings.k = knobs.method, knobs.k
    settings.similarity, settings.min_size = knobs.similarity, knobs.min_size
    settings.time_weight, settings.time_scale = knobs.blend.time_weight, knobs.blend.time_scale.value
    settings.place_weight, settings.place_scale = knobs.blend.place_weight, knobs.blend.place_scale.value
    settings.linkage = knobs.linkage.value
    settings.group_order, settings.member_order = knobs.group_order.value, knobs.member_order.value
