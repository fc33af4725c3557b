"""Pictures for the comparison: decoded off the GUI thread, few at a time, and no more than is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from photoclust.core.errors import PhotoUnreadableError, UserFacingError
from photoclust.core.part import Part
from photoclust.core.photo import PhotoId
from photoclust.gui.background import WorkToken
from photoclust.gui.session import LibrarySession
from photoclust.library.session import Library
from photoclust.library.side_by_side import Difference, amplified, difference_of
from photoclust.library.thumbnails import ThumbnailSource

AT_ONCE: Final = 2
"""Decodes under way together: each may hold a whole picture for a moment."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture that somebody wants to show.

    Attributes:
        place: Who: the number of a photo's place, or `DIFFERENCE`.
        photo_ids: One photo, or the two whose difference it is.
        part: Of the picture.
        size: Width and height in device pixels.
        detail: It is what is seen of a picture that is zoomed, not all of it as large as it fits.
        gain: By which a difference is multiplied.
        known: The difference, where it is only multiplied anew.
    """

    place: int
    photo_ids: tuple[PhotoId, ...]
    part: Part
    size: tuple[int, int]
    detail: bool = False
    gain: int = 1
    known: Difference | None = field(default=None, compare=False)


DIFFERENCE: Final = -1
"""The place of the difference of two photos."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What came of a wish.

    Attributes:
        wish: The wish.
        image: RGB32, of the size wished for.
        difference: Of a difference.
    """

    wish: Wish
    image: QImage
    difference: Difference | None = None


class PictureSupply(QObject):
    """Fulfils wishes, the first ones first; those that are under way are never started twice.

    Args:
        session: Whose library it is.
        parent: Qt's parent.

    Signals:
        arrived(Sight): A wish was fulfilled; it may not be the latest one of its place.
        failed(Wish, UserFacingError): It can't be.
        rested: Nothing is wanted any more.
    """

    arrived = Signal(object)
    failed = Signal(object, object)
    rested = Signal()

    def __init__(self, session: LibrarySession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[Wish] = []
        self._running: dict[str, Wish] = {}

    def want(self, wishes: Sequence[Wish]) -> None:
        """These are the wishes now; older ones that were not begun are forgotten."""
        under_way = set(self._running.values())
        self._waiting = [wish for wish in wishes if wish not in under_way]
        self._go_on()

    def stop(self) -> None:
        """Nothing is wanted; what is under way is not answered."""
        self._waiting = []
        for lane in self._running:
            self._session.background.cancel(lane)
        self._running = {}

    @property
    def busy(self) -> bool:
        return bool(self._running or self._waiting)

    def _go_on(self) -> None:
        for lane in (f"compare-{number}" for number in range(AT_ONCE)):
            if self._waiting and lane not in self._running and self._session.library is not None:
                self._begin(lane, self._waiting.pop(0))

    def _begin(self, lane: str, wish: Wish) -> None:
        def done(tell: Callable[[], None]) -> None:
            del self._running[lane]
            self._go_on()
            tell()
            if not self.busy:
                self.rested.emit()

        self._running[lane] = wish
        self._session.ask(
            lambda library, token: _fulfil(library, token, wish),
            lambda sight: done(lambda: self.arrived.emit(sight)),
            lambda error: done(lambda: self.failed.emit(wish, error)),
            lane=lane,
        )


def _fulfil(library: Library, _token: WorkToken, wish: Wish) -> Sight:
    """Any thread.

    Raises:
        UserFacingError: If a photo can't be read, or is no more.
    """
    if len(wish.photo_ids) == 1:
        with ThumbnailSource(library) as source:
            pixels = source.pixels(wish.photo_ids[0], wish.part, wish.size)
        if pixels is None:
            raise _gone()
        return Sight(wish, image_of_pixels(pixels))
    first, second = wish.photo_ids
    difference = wish.known or difference_of(library, first, second, wish.part, wish.size)
    if difference is None:
        raise _gone()
    return Sight(wish, image_of_pixels(amplified(difference.pixels, wish.gain)), difference)


def _gone() -> UserFacingError:
    return PhotoUnreadableError("vanished", path=None)


def image_of_pixels(pixels: NDArray[np.uint8]) -> QImage:
    """RGB32, the fastest to draw, from uint8 (h, w, 3). Any thread.

    Written by numpy, which lets the window go on meanwhile; `QImage.convertToFormat` does not.
    """
    height, width = pixels.shape[:2]
    image = QImage(width, height, QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.bits(), np.uint8).reshape(height, image.bytesPerLine() // 4, 4)
    for place, colour in enumerate((2, 1, 0)):  # 0xffRRGGBB, the least byte first
        rows[:, :width, place] = pixels[..., colour]
    rows[:, :width, 3] = 255
    return image
