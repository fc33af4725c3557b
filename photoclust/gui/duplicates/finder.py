"""Asks the library for duplicates in the background, and keeps the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from photoclust.core.duplicates import DuplicateReport, KeeperRule, Tier
from photoclust.core.errors import UserFacingError
from photoclust.core.photo import PhotoId
from photoclust.core.progress import Progress
from photoclust.gui.background import WorkToken
from photoclust.gui.duplicates.board import NOTHING_FOUND, Board
from photoclust.gui.duplicates.facts import Facts, facts_of
from photoclust.gui.duplicates.listing import Listing, list_tier
from photoclust.gui.session import LibrarySession
from photoclust.library.duplicates import find_duplicates
from photoclust.library.looked_before import looked_before
from photoclust.library.session import Library

LANE = "duplicates"
LIST_LANE = "duplicates-list"
FILES_LANE = "duplicates-files"
KEPT_LANE = "duplicates-kept"

Answer = tuple[DuplicateReport, Facts]


class Finder(QObject):
    """One search at a time, of the whole library.

    Args:
        session: The library.
        rules: What the person prefers to keep, asked when a search begins.

    Attributes:
        board: What was found, and what the person said of it since; None before anything was found.
        stale: Photos came or went since the last search began.

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
        self._searched: tuple[Tier, ...] = ()
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
        self.stale = False
        if self.board is None:  # equal files are there in a second, the rest may take minutes
            self._ask((Tier.FILE,), self._files_found, FILES_LANE)
        self._ask(tuple(Tier), self._found, LANE, on_progress=self._progressed)
        if self.busy:
            self.started.emit()

    def _ask(
        self,
        tiers: Sequence[Tier],
        on_answer: Callable[[Answer], None],
        lane: str,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> None:
        find_model, rules = self._session.model_finder(), tuple(self._rules())

        def work(library: Library, token: WorkToken) -> Answer:
            report = find_duplicates(
                library, find_model(), tiers=tiers, rules=rules, on_progress=token.report, cancel=token
            )
            return report, facts_of(library, ids_of(report))

        self._session.ask(
            work,
            on_answer,
            self._failed,
            lane=lane,
            shows=lambda answer: ids_of(answer[0]),
            on_progress=on_progress,
        )

    def find_if_quick(self) -> None:
        """Begins a search if an earlier one left what makes it quick."""
        find_model = self._session.model_finder()

        def begin(quick: bool) -> None:
            if quick and self.board is None and not self.busy:
                self.find()

        self._session.ask(lambda library, _token: looked_before(library, find_model()), begin, lane=KEPT_LANE)

    def pause(self, paused: bool) -> None:
        """Holds the search, or lets it go on."""
        self._session.background.pause(LANE, paused)

    def stop(self) -> None:
        """Stops the search; what was found before stays."""
        if self.busy:
            for lane in (LANE, FILES_LANE):
                self._session.background.cancel(lane)
            self.stopped.emit()

    def outdate(self) -> None:
        """Photos came or went: the next one who looks is to be told anew."""
        self.stale = True

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
        board, tier, facts, searched = self.board, self._tier, self._facts, self._searched
        if board is None:
            return
        paths_of = self._session.paths_of
        self._session.ask(
            lambda _library, _token: list_tier(board, tier, facts, paths_of, searched),
            self._listed,
            lane=LIST_LANE,
        )

    def _progressed(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    def _files_found(self, answer: Answer) -> None:
        if self.board is None and self.busy:
            report, self._facts = answer
            self.board, self._searched = Board(report), (Tier.FILE,)
            self.list()

    def _found(self, answer: Answer) -> None:
        report, self._facts = answer
        before = self.board if self.board is not None else Board()
        self._searched = tuple(Tier)
        # What went since the search began is still in its report.
        self.board = before.found(report).without(before.gone if self.stale else ())
        self.found.emit()
        self.list()

    def _listed(self, listing: Listing) -> None:
        self.listed.emit(listing)
        self.countChanged.emit(sum(listing.counts.values()))

    def _failed(self, error: UserFacingError) -> None:
        self.stopped.emit()
        self._session.failed.emit(error)


def ids_of(report: DuplicateReport) -> set[PhotoId]:
    """All photos of a report."""
    return {photo_id for group in report.groups for photo_id in group.photo_ids}
