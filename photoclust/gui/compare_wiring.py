"""Who hears whom of the comparison; a part of `wiring`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from photoclust.gui import wording

if TYPE_CHECKING:
    from photoclust.gui.main_window import MainWindow


def connect(window: MainWindow) -> None:
    """Connects the comparison in a window that was just laid out."""
    view, center = window.compare, window.center

    def select_kept() -> None:
        """What was marked of selected photos becomes the selection: nothing is done to a file."""
        kept, dropped = view.kept_ids, view.dropped_ids
        if view.group is not None or not (kept or dropped):
            return
        kept = kept or [one for one in view.photos if one not in dropped]
        center.photo_view.select_ids(kept)
        text = window.tr("{kept} kept and selected, {dropped} dropped. Nothing was deleted.").format(
            kept=wording.counted(len(kept), "photo"), dropped=wording.number(len(dropped))
        )
        action = window.tr("Select the dropped") if dropped else ""
        center.message.tell(text, action=action, act=lambda: center.photo_view.select_ids(dropped))

    window.actions_by_name.connect_all(
        {"compare": lambda: window.compare_photos(center.photo_view.selected_ids())}
    )
    view.finished.connect(window.leave_compare)
    view.finished.connect(select_kept)
