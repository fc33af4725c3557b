"""What the system tells of changes, through watchdog."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from watchdog import events
from watchdog.events import FileSystemEvent, FileSystemEventHandler

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

OnEvent = Callable[[str, str | None, bool], None]
PROBE = "/dev"  # any folder that no library has in it


class Events:
    """Watches folders with all that lies in them. Used by one thread; `on_event` is called in another.

    Links inside the folders are not followed.

    Args:
        on_event: Called with the folder, with the file if it may be in the middle of being written, and with
            whether it was closed.
        concerns: Whether a path relative to the folder, of a folder or not, can make a difference.
    """

    def __init__(self, on_event: OnEvent, concerns: Callable[[str, bool], bool]) -> None:
        self._on_event = on_event
        self._concerns = concerns
        self._observer: BaseObserver | None = None
        self._watches: dict[str, ObservedWatch] = {}

    def enter(self, folder: str, place: str) -> bool:
        """Watches a folder.

        Args:
            folder: The name to be given to `on_event`.
            place: Where it is, with links resolved.

        Returns:
            False if the system can't: it has no watches left, or the folder is gone.
        """
        try:
            if self._observer is None:
                self._observer = _observer()
                self._observer.start()
            handler = _Handler(folder, place, self._on_event, self._concerns)
            watch = self._observer.schedule(handler, place, recursive=True, event_filter=_kinds())
        except OSError:
            return False
        self._watches[folder] = watch
        return True

    def leave(self, folder: str) -> None:
        """Watches a folder no more; nothing happens if it is not watched."""
        watch = self._watches.pop(folder, None)
        if watch is not None and self._observer is not None:
            self._observer.unschedule(watch)

    def alive(self, folder: str) -> bool:
        """Whether a folder is still watched: watchdog gives up without a word when the folder goes."""
        watch = self._watches.get(folder)
        emitters = self._observer.emitters if self._observer is not None else set()
        return any(emitter.watch == watch and emitter.is_alive() for emitter in emitters)

    def complete(self) -> bool:
        """Whether the system has watches left.

        Where Linux runs out of them, watchdog leaves out subfolders without a word. Asking for one watch more
        tells.
        """
        if self._observer is None or sys.platform != "linux":
            return True
        try:
            watch = self._observer.schedule(_Deaf(), PROBE, event_filter=_kinds())
        except OSError:
            return False
        self._observer.unschedule(watch)
        return True

    def close(self) -> None:
        """Ends watchdog's threads."""
        self._watches.clear()
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None


def _observer() -> BaseObserver:
    from watchdog.observers import Observer

    words = logging.getLogger("watchdog")  # it names folders in what it logs
    words.propagate = False
    words.addHandler(logging.NullHandler())
    # To a folder that is made in a folder just made, watchdog may come in two ways: it warns that the same
    # callback takes the place of itself.
    warnings.filterwarnings("ignore", "Callback with id .* already exists", RuntimeWarning, r"watchdog\.")
    return Observer()


def _kinds() -> list[type[FileSystemEvent]]:
    """What is asked of the system: nothing that reading a file makes, and on Linux no single writes."""
    kinds: list[type[FileSystemEvent]] = [
        *(events.FileCreatedEvent, events.FileDeletedEvent, events.FileMovedEvent, events.FileClosedEvent),
        *(events.DirCreatedEvent, events.DirDeletedEvent, events.DirMovedEvent),
    ]
    return kinds if sys.platform == "linux" else [*kinds, events.FileModifiedEvent]


class _Handler(FileSystemEventHandler):
    """What watchdog calls."""

    def __init__(
        self,
        folder: str,
        place: str,
        on_event: OnEvent,
        concerns: Callable[[str, bool], bool],
    ) -> None:
        self._folder = folder
        self._start = len(os.path.join(place, ""))
        self._on_event = on_event
        self._concerns = concerns

    def dispatch(self, event: FileSystemEvent) -> None:
        done = event.event_type in {"closed", "moved"}
        gone = event.event_type == "deleted"  # Windows can't tell whether that was a folder
        for path in (event.src_path, event.dest_path):
            if path and self._concerns(os.fsdecode(path)[self._start :], event.is_directory or gone):
                growing = not event.is_directory and not gone
                self._on_event(self._folder, os.fsdecode(path) if growing else None, done)


class _Deaf(FileSystemEventHandler):
    def dispatch(self, event: FileSystemEvent) -> None:
        """Nobody listens."""
