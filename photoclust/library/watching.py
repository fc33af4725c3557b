"""Notices changes in a library's folders while the program runs."""

from __future__ import annotations

from collections.abc import Callable

from photoclust.photos.scan import concerns
from photoclust.watch.watcher import Timing, Watcher

__all__ = ["Timing", "Watcher", "make_watcher"]


def make_watcher(
    on_changed: Callable[[tuple[str, ...]], None],
    on_presence: Callable[[], None],
    timing: Timing | None = None,
) -> Watcher:
    """A watcher for folders of photos; it watches nothing yet. Both callbacks come from its thread.

    Args:
        on_changed: Called with the library folders that `index_folders` should look through.
        on_presence: Called when a folder went offline or came back.
        timing: How fast; None is the usual.
    """
    return Watcher(on_changed, on_presence, concerns, timing or Timing())
