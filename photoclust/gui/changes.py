"""Changes to the library that can be undone: made one after the other, in the background."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from photoclust.core.errors import UserFacingError
from photoclust.gui.background import WorkToken
from photoclust.gui.session import LibrarySession
from photoclust.library.session import Library

LANE = "changes"
NEVER = -1
"""What `QUndoCommand.id` says of a change that is taken back by itself."""
Work = Callable[[Library], Any]


@dataclass(slots=True)
class _Job:
    work: Work
    on_done: Callable[[Any], None]
    started: bool = field(default=False)


class _Command(QUndoCommand):
    """A change that was made already when it came onto the stack."""

    def __init__(
        self, text: str, undo: Callable[[], None], redo: Callable[[], None], joins: int = NEVER
    ) -> None:
        super().__init__(text)
        self._undo = undo
        self._redo = redo
        self._joins = joins
        self._made = False

    def id(self) -> int:
        return self._joins

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Command):
            return False
        self._redo = other._redo
        return True

    def undo(self) -> None:
        self._undo()

    def redo(self) -> None:
        if self._made:
            self._redo()
        self._made = True  # pushing calls this once, for what is done already


class Changes(QObject):
    """The queue of changes, and the stack to take them back from.

    Signals:
        changed: A change was made, undone or made again.
        said(str): Something was done that deserves a sentence; it can be undone.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(self, session: LibrarySession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs: deque[_Job] = deque()
        self._library: Library | None = None
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(200)

    @property
    def busy(self) -> bool:
        """Whether changes are under way."""
        return bool(self._jobs)

    def make(self, work: Work, on_done: Callable[[Any], None]) -> None:
        """Makes a change when those before it are made.

        Args:
            work: Called off the GUI thread.
            on_done: Called on the GUI thread with what `work` returned; pushes the way back.
        """
        self._jobs.append(_Job(work, on_done))
        if len(self._jobs) == 1:
            self._run_first()

    def push(
        self,
        text: str,
        *,
        undo: Work,
        redo: Work,
        after: Callable[[], None] = lambda: None,
        joins: int = NEVER,
    ) -> None:
        """Puts a change that was made onto the stack.

        Args:
            text: What was done, for the menu.
            undo: Takes it back; off the GUI thread.
            redo: Makes it again; off the GUI thread.
            after: Called on the GUI thread after each of them.
            joins: Changes with the same number (not negative) that follow each other are taken back as one.
        """

        def repeat(work: Work) -> None:
            self.make(work, lambda _result: after())

        self.stack.push(_Command(text, lambda: repeat(undo), lambda: repeat(redo), joins))

    def close(self) -> None:
        """After the session was closed: makes the changes that were asked for and have not begun."""
        while self._jobs:
            job = self._jobs.popleft()
            if not job.started and self._library is not None:
                job.work(self._library)
        self.stack.clear()

    def _run_first(self) -> None:
        job = self._jobs[0]
        self._library = self._session.library

        def work(library: Library, _token: WorkToken) -> Any:
            job.started = True
            return job.work(library)

        self._session.ask(work, self._done, self._failed, lane=LANE)

    def _done(self, result: Any) -> None:
        job = self._jobs.popleft()
        self._session.refresh()
        self.changed.emit()
        job.on_done(result)
        if self._jobs:
            self._run_first()

    def _failed(self, error: UserFacingError) -> None:
        self._jobs.clear()
        self.stack.clear()  # what follows on the stack was built on what could not be done
        self._session.refresh()
        self._session.failed.emit(error)
