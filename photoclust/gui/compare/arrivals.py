"""Puts what comes from the library into its place in the comparison."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from photoclust.core.errors import UserFacingError
from photoclust.core.photo import PhotoId
from photoclust.gui import messages
from photoclust.gui.compare.comparison import Comparison
from photoclust.gui.compare.difference_room import DifferenceRoom
from photoclust.gui.compare.facts import lines_of
from photoclust.gui.compare.pane import PhotoPane
from photoclust.gui.compare.supply import DIFFERENCE, Sight, Wish
from photoclust.gui.session import LibrarySession


class Arrivals(QObject):
    """Shows photos in panes, as far as they are known.

    Args:
        session: Knows the names of listed photos.
        comparison: What comes.
        difference: Where differences are shown.
        parent: Qt's parent.

    Signals:
        known: Shapes and facts of all photos are there.
        differed(str): The difference changed; or why there is none.
    """

    known = Signal()
    differed = Signal(str)

    def __init__(
        self,
        session: LibrarySession,
        comparison: Comparison,
        difference: DifferenceRoom,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._comparison = comparison
        self._difference = difference
        self._panes: Sequence[PhotoPane] = ()
        comparison.read.connect(self._show_candidates)
        comparison.measured.connect(self._show_facts)
        comparison.supply.arrived.connect(self._take)
        comparison.supply.failed.connect(self._fail)

    def begin(self, panes: Sequence[PhotoPane], ids: Sequence[PhotoId]) -> None:
        """These photos are shown in these panes from now on."""
        self._panes = panes
        self._difference.forget()
        for pane, photo_id, path in zip(panes, ids, self._session.paths_of(ids), strict=True):
            pane.show_photo(photo_id, path)
        self._comparison.begin(ids)

    def forget(self) -> None:
        """Nobody looks any more: the pictures go."""
        self._difference.forget()
        for pane in self._panes:
            pane.picture.show_picture(pane.picture.picture_size, QImage())

    def _show_candidates(self) -> None:
        for pane in self._panes:
            candidate = self._comparison.known.get(pane.photo_id)
            if candidate is not None:
                pane.show_candidate(candidate, self._comparison.thumbnails[pane.photo_id])
            else:
                pane.show_trouble(self.tr("This photo is no longer in the library."))
        self._show_facts()
        self.known.emit()

    def _show_facts(self) -> None:
        known = self._comparison.known
        lines = lines_of(list(known.values()), self._comparison.sharpness)
        for pane in self._panes:
            if pane.photo_id in lines:
                pane.show_lines(lines[pane.photo_id], self._comparison.edge())

    def _take(self, sight: Sight) -> None:
        if sight.wish.place == DIFFERENCE:
            self._difference.take(sight)
            self.differed.emit("")
        elif sight.wish.detail:
            self._panes[sight.wish.place].picture.show_detail(sight)
        else:
            self._panes[sight.wish.place].picture.show_whole(sight.image)

    def _fail(self, wish: Wish, error: UserFacingError) -> None:
        if wish.place == DIFFERENCE:
            self._difference.forget()
            self.differed.emit(messages.sentence(error))
        else:
            self._panes[wish.place].show_trouble(messages.sentence(error))
