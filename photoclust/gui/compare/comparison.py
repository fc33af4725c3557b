"""What is known of the photos that are compared, as it comes from the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from photoclust.core.photo import PhotoId
from photoclust.gui.background import WorkToken
from photoclust.gui.compare.supply import PictureSupply, Wish
from photoclust.gui.jpeg import image_of
from photoclust.gui.session import LibrarySession
from photoclust.library import side_by_side
from photoclust.library.session import Library
from photoclust.library.side_by_side import Candidate

FACTS, SHARPNESS = "compare-facts", "compare-sharpness"  # lanes

Candidates = Mapping[PhotoId, Candidate]
Images = Mapping[PhotoId, QImage]


class Comparison(QObject):
    """Facts and thumbnails first, then pictures, then how sharp they are: as they are missed.

    Attributes:
        supply: Of pictures; its signals say what comes.
        known: Facts by photo; empty until they are read.
        thumbnails: By photo.
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
        self.known: Candidates = {}
        self.thumbnails: Images = {}
        self.sharpness: Mapping[PhotoId, float] | None = None

    def begin(self, ids: Sequence[PhotoId]) -> None:
        """Other photos are compared; whatever comes of the ones before is dropped."""
        self.stop()
        self.known, self.thumbnails, self.sharpness = {}, {}, None
        wanted = tuple(ids)

        def look_up(library: Library, _token: WorkToken) -> tuple[Candidates, Images]:
            found = side_by_side.candidates(library, wanted)
            return found, {which: image_of(one.thumbnail) for which, one in found.items()}

        self._session.ask(look_up, self._read, lane=FACTS)

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

    def _read(self, found: tuple[Candidates, Images]) -> None:
        self.known, self.thumbnails = found
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
