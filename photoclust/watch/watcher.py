"""Watches folders in a thread of its own and says which of them have to be looked through again.

What changed in a folder is for the indexer to find out, on its ordinary way. Here is only noticed *that*
something did: by the system's word where it gives one, by the clock where it does not (network drives, and
where Linux has no watches left). By the clock, the indexer's rescan of an unchanged folder is the look: it
keeps no list of files, as watchdog's own polling would.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from photoclust.watch.events import Events
from photoclust.watch.filesystems import tells_changes
from photoclust.watch.settling import Settling

log = logging.getLogger(__name__)

CLOSE_PATIENCE = 5.0  # seconds; a dead network share may hold the thread for minutes
POLL_SHARE = 20  # between two looks by the clock, this many times as long as one look takes


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds.

    Attributes:
        settle: A folder rests when nothing happened for so long.
        patience: A folder that never rests is looked through so often.
        look: So often is seen whether folders came or went.
        poll: So often, at most, are folders looked through that tell nothing.
    """

    settle: float = 0.5
    patience: float = 30.0
    look: float = 3.0
    poll: float = 60.0


@dataclass(slots=True)
class _Root:
    identity: tuple[int, int] | None = None  # device and inode; None while it is not there
    told: bool = False  # whether the system tells of changes
    next_poll: float = 0.0


class Watcher:
    """Both callbacks come from the watcher's thread.

    Args:
        on_changed: Called with the folders in which something changed, or may have since it was watched last.
        on_presence: Called when a folder came or went, an unplugged drive for example.
        concerns: Whether a path relative to the folder can make a difference; called for every event.
        timing: How fast.
    """

    def __init__(
        self,
        on_changed: Callable[[tuple[str, ...]], None],
        on_presence: Callable[[], None],
        concerns: Callable[[str, bool], bool],
        timing: Timing = Timing(),
    ) -> None:
        self._on_changed = on_changed
        self._on_presence = on_presence
        self._timing = timing
        self._settling = Settling(timing.settle, timing.patience)
        self._events = Events(self._touched, concerns)
        self._lock = threading.Lock()
        self._wanted: tuple[str, ...] = ()
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._poll = timing.poll
        self._next_probe = 0.0
        self._roots: dict[str, _Root] = {}  # of the thread alone
        self._thread = threading.Thread(target=self._run, name="photoclust-watch", daemon=True)

    def watch(self, folders: Sequence[str]) -> None:
        """Watches these folders and no others. Returns at once.

        Args:
            folders: Absolute paths; they may be absent. Each is reported as changed once it is watched, since
                nobody knows what happened before.
        """
        with self._lock:
            self._wanted = tuple(folders)
        if not self._thread.is_alive() and not self._closing.is_set():
            self._thread.start()
        self._wake.set()

    def took(self, seconds: float) -> None:
        """So long it took to look folders through: those that tell nothing are then looked at less often."""
        self._poll = max(self._timing.poll, POLL_SHARE * seconds)

    def close(self) -> None:
        """Ends the threads. Idempotent; nothing is reported afterwards."""
        self._closing.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(CLOSE_PATIENCE)

    def _touched(self, folder: str, path: str | None, finished: bool) -> None:
        if self._settling.touch(folder, path, finished=finished):
            self._wake.set()

    def _run(self) -> None:
        next_look = 0.0
        try:
            while not self._closing.is_set():
                self._wake.clear()
                now = time.monotonic()
                with self._lock:
                    wanted = self._wanted
                if now >= next_look or set(wanted) != set(self._roots):
                    self._look(wanted)
                    next_look = time.monotonic() + self._timing.look
                self._report()
                rest = self._settling.wait()
                left = next_look - time.monotonic()
                self._wake.wait(max(0.0, left if rest is None else min(left, rest)))
        finally:
            self._events.close()

    def _report(self) -> None:
        now = time.monotonic()
        changed, storm = self._settling.take()
        if storm:
            changed = [folder for folder, root in self._roots.items() if root.identity is not None]
        for folder, root in self._roots.items():
            if root.identity is not None and not root.told and now >= root.next_poll:
                root.next_poll = now + self._poll
                changed.append(folder)
        if changed and not self._closing.is_set():
            self._on_changed(tuple(dict.fromkeys(changed)))

    def _look(self, wanted: Sequence[str]) -> None:
        """Sees which folders are there, and watches those that came."""
        for folder in set(self._roots) - set(wanted):
            self._leave(folder)
        came_or_went = False
        for folder in wanted:
            root = self._roots.get(folder)
            known = root is not None
            root = self._roots.setdefault(folder, _Root())
            identity = _identity(folder)
            if identity == root.identity and (
                identity is None or not root.told or self._events.alive(folder)
            ):
                continue
            came_or_went = came_or_went or (known and identity != root.identity)
            self._events.leave(folder)
            root.identity = identity
            if identity is not None:
                self._enter(folder, root)
                self._next_probe = 0.0
        self._probe()
        if came_or_went and not self._closing.is_set():
            self._on_presence()

    def _probe(self) -> None:
        """Goes by the clock alone when the system has no watches left: parts of folders would be left out."""
        now = time.monotonic()
        if now < self._next_probe or not any(root.told for root in self._roots.values()):
            return
        self._next_probe = now + self._timing.poll
        if self._events.complete():
            return
        log.info("the system has no watches left: folders are looked through by the clock")
        for folder, root in self._roots.items():
            self._events.leave(folder)
            root.told = False

    def _enter(self, folder: str, root: _Root) -> None:
        place = os.path.realpath(folder)
        root.told = tells_changes(place) and self._events.enter(folder, place)
        root.next_poll = 0.0
        if root.told:
            self._settling.touch(folder)

    def _leave(self, folder: str) -> None:
        self._events.leave(folder)
        self._settling.forget(folder)
        del self._roots[folder]


def _identity(folder: str) -> tuple[int, int] | None:
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino
