"""Who hears whom of the comparison; a part of `wiring`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photoclust.gui.main_window import MainWindow


def connect(window: MainWindow) -> None:
    """Connects the comparison in a window that was just laid out."""
    window.actions_by_name.connect_all(
        {"compare": lambda: window.compare_photos(window.center.photo_view.selected_ids())}
    )
    window.compare.finished.connect(window.leave_compare)
