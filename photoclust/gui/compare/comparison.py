"""What is known of the photos that are compared, as it comes from the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

from photoclust.core.photo import PhotoId
from photoclust.gui.compare.supply import PictureSupply, Wish
from photoclust.gui.session import LibrarySession
from photoclust.library import side_by_side
from photoclust.library.side_by_side import Candidate

FACTS, SHARPNESS = "compare-facts", "compare-sharpness"  # lanes

_NOTHING: Final[Mapping[PhotoId, Candidate]] = {}


class Comparison(QObject):
    """Facts and thumbnails first, then pictures, then how sharp they are: as they are missed.

    Attributes:
        supply: Of pictures; its signals say what comes.
        known: Facts by photo; empty until they are read.
        sharpness: As in `library.side_by_side`; None until it is measured.

    Signals:
        read: `known` is there.
        measured: `sharpness` is there.
    """

    read = Signal()
    measured = Signal()

    def __init__(self, session: LibrarySession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.supply = PictureSupply(session, self)
        self.supply.rested.connect(self._measure)
        self.known = _NOTHING
        self.sharpness: Mapping[PhotoId, float] | None = None

    def begin(self, ids: Sequence[PhotoId]) -> None:
        """Other photos are compared; whatever comes of the ones before is dropped."""
        self.stop()
        self.known, self.sharpness = _NOTHING, None
        wanted = tuple(ids)
        self._session.ask(
            lambda library, _token: side_by_side.candidates(library, wanted), self._read, lane=FACTS
        )

    def want(self, wishes: Sequence[Wish]) -> None:
        """Pictures to be made, the most urgent first. When there are none, sharpness is measured."""
        self.supply.want(wishes)
        if not self.supply.busy:
            self._measure()

    def stop(self) -> None:
        """Nothing is wanted any more."""
        self.supply.stop()
        for lane in (FACTS, SHARPNESS):
            self._session.background.cancel(lane)

    def edge(self) -> int:
        """The size at which sharpness is measured."""
        return side_by_side.equal_edge([one.photo for one in self.known.values()])

    def _read(self, found: Mapping[PhotoId, Candidate]) -> None:
        self.known = found
        self.read.emit()

    def _measure(self) -> None:
        if not self.known or self.sharpness is not None or self._session.background.busy(SHARPNESS):
            return
        photos = [one.photo for one in self.known.values()]
        self._session.ask(
            lambda library, token: side_by_side.sharpness_of(library, photos, cancel=token),
            self._measured,
            lane=SHARPNESS,
        )

    def _measured(self, sharpness: Mapping[PhotoId, float]) -> None:
        self.sharpness = sharpness
        self.measured.emit()
