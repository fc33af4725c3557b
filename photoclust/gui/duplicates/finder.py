"""Asks the library for duplicates in the background, and keeps the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from photoclust.core.duplicates import DuplicateReport, KeeperRule, Tier
from photoclust.core.errors import UserFacingError
from photoclust.core.photo import PhotoId
from photoclust.gui.background import WorkToken
from photoclust.gui.duplicates.board import NOTHING_FOUND, Board
from photoclust.gui.duplicates.facts import Facts, facts_of
from photoclust.gui.duplicates.listing import Listing, list_tier
from photoclust.gui.session import LibrarySession
from photoclust.library.duplicates import find_duplicates
from photoclust.library.session import Library

LANE = "duplicates"
LIST_LANE = "duplicates-list"

Answer = tuple[DuplicateReport, Facts]


class Finder(QObject):
    """One search at a time, of the whole library.

    Args:
        session: The library.
        rules: What the person prefers to keep, asked when a search begins.

    Signals:
        started: A search begins.
        progressed(Progress): How far it is.
        found: It is done; `board` has what it found.
        stopped: It was stopped, or could not be done.
        listed(Listing): What a tier has now.
        countChanged(int | None): So many groups are open, of all tiers; None while that is not known.
    """

    started = Signal()
    progressed = Signal(object)
    found = Signal()
    stopped = Signal()
    listed = Signal(object)
    countChanged = Signal(object)

    def __init__(
        self,
        session: LibrarySession,
        rules: Callable[[], Sequence[KeeperRule]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._rules = rules
        self._facts = Facts()
        self._tier = Tier.FILE
        self.board: Board | None = None
        self.stale = False

    @property
    def report(self) -> DuplicateReport:
        """What was found last; nothing before that."""
        return self.board.report if self.board is not None else NOTHING_FOUND

    @property
    def busy(self) -> bool:
        """Whether a search is under way."""
        return self._session.background.busy(LANE)

    def find(self) -> None:
        """Begins a search, anew if one is under way; `found` follows."""
        find_model, rules = self._session.model_finder(), tuple(self._rules())
        self.stale = False

        def work(library: Library, token: WorkToken) -> Answer:
            report = find_duplicates(
                library, find_model(), rules=rules, on_progress=token.report, cancel=token
            )
            return report, facts_of(library, ids_of(report))

        self._session.ask(
            work,
            self._found,
            self._failed,
            lane=LANE,
            shows=lambda answer: ids_of(answer[0]),
            on_progress=self.progressed.emit,
        )
        if self.busy:
            self.started.emit()

    def pause(self, paused: bool) -> None:
        """Holds the search, or lets it go on."""
        self._session.background.pause(LANE, paused)

    def stop(self) -> None:
        """Stops the search; what was found before stays."""
        if self.busy:
            self._session.background.cancel(LANE)
            self.stale = True
            self.stopped.emit()

    def forget(self) -> None:
        """Another model is in use: what was found does not hold."""
        self.stop()
        self.board = None
        self.countChanged.emit(None)

    def show_tier(self, tier: Tier) -> None:
        """This tier is to be listed, now and whenever it changes."""
        self._tier = tier
        self.list()

    def change(self, board: Board) -> None:
        """The person said something: the tier is listed anew."""
        self.board = board
        self.list()

    def list(self) -> None:
        """Lists the tier; `listed` follows if anything was found yet."""
        board, tier, facts = self.board, self._tier, self._facts
        if board is None:
            return
        paths_of = self._session.paths_of
        self._session.ask(
            lambda _library, _token: list_tier(board, tier, facts, paths_of), self._listed, lane=LIST_LANE
        )

    def _found(self, answer: Answer) -> None:
        report, self._facts = answer
        self.board = (self.board or Board()).found(report)
        self.found.emit()
        self.list()

    def _listed(self, listing: Listing) -> None:
        self.listed.emit(listing)
        self.countChanged.emit(sum(listing.counts.values()))

    def _failed(self, error: UserFacingError) -> None:
        self.stale = True
        self.stopped.emit()
        self._session.failed.emit(error)


def ids_of(report: DuplicateReport) -> set[PhotoId]:
    """All photos of a report."""
    return {photo_id for group in report.groups for photo_id in group.photo_ids}
