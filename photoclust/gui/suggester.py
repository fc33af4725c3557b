"""Asks what could be asked, while the person types."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from photoclust.core.errors import UserFacingError
from photoclust.gui.background import WorkToken
from photoclust.gui.session import LibrarySession
from photoclust.library.session import Library
from photoclust.library.textsearch import Suggestion, suggest

LANE = "suggestions"
PAUSE_MS = 40  # after a key: who types fast sees the list once


class Suggester(QObject):
    """One question at a time: while an answer is awaited, only the latest words are kept for the next.

    A large library that is asked for the first time takes seconds; questions that pile up meanwhile would
    take all threads that the window has.

    Signals:
        suggested(str, list[Suggestion]): For these words, if they are still the latest.
    """

    suggested = Signal(str, object)

    def __init__(self, session: LibrarySession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._words = ""
        self._asked: str | None = None  # what is being answered
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._ask)

    def want(self, words: str) -> None:
        """Suggestions for these words are wanted; `suggested` follows, for the latest."""
        self._words = words
        self._timer.start()

    def forget(self) -> None:
        """None are wanted any more."""
        self._words = ""
        self._timer.stop()

    def _ask(self) -> None:
        words = self._words
        if self._asked is not None or self._session.library is None:
            return
        if not words.strip():
            self.suggested.emit(words, [])
            return
        self._asked = words
        find_model = self._session.model_finder()

        def work(library: Library, _token: WorkToken) -> list[Suggestion]:
            return suggest(library, find_model(), words, date.today())

        self._session.ask(work, self._answered, self._failed, lane=LANE)

    def _answered(self, suggestions: list[Suggestion]) -> None:
        asked, self._asked = self._asked, None
        if asked == self._words:
            self.suggested.emit(asked, suggestions)
        elif self._words:
            self._ask()

    def _failed(self, error: UserFacingError) -> None:
        """The search itself will say why."""
        self._asked = None
