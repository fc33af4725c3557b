"""Who hears whom of the comparison; a part of `wiring`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from photoclust.gui.action_spec import Needs
from photoclust.gui.compare.compare_view import FEWEST, MOST

if TYPE_CHECKING:
    from photoclust.gui.main_window import MainWindow


def connect(window: MainWindow) -> None:
    """Connects the comparison in a window that was just laid out."""
    actions = window.actions_by_name

    def selection_changed(ids: object) -> None:
        count = len(window.center.photo_view.selected_ids())
        actions.have(Needs.COMPARABLE, FEWEST <= count <= MOST)

    actions.connect_all({"compare": lambda: window.compare_photos(window.center.photo_view.selected_ids())})
    window.center.grid.selectionChangedIds.connect(selection_changed)
    window.center.map.canvas.selectionChangedIds.connect(selection_changed)
    window.browser.placeChanged.connect(selection_changed)
    window.compare.finished.connect(window.leave_compare)
