"""Where the window has been: back and forward, each place as it was left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent

from photoclust.core.photo import PhotoId
from photoclust.gui.places import Place, PlaceKind

MOST = 100


@dataclass(slots=True)
class Visit:
    """A place, and how it was left.

    Attributes:
        place: Where.
        scroll: Of the grid.
        selected: Photos; of more than a few thousand only the current one is kept.
        current: The photo with the focus.
        found: How many look-alikes were shown; None where they were those that are alike.
    """

    place: Place
    scroll: int = 0
    selected: tuple[PhotoId, ...] = ()
    current: PhotoId | None = None
    found: int | None = None


class History(QObject):
    """The visits before and after the present one.

    Args:
        leave: Takes down how the present place is left.
        parent: Qt's parent.

    Signals:
        changed(bool, bool): Whether there is a way back, and one forward.
        returned(Visit): Go to that place, and make it as it was left.
    """

    changed = Signal(bool, bool)
    returned = Signal(object)

    def __init__(self, leave: Callable[[Visit], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._leave = leave
        self._visits: list[Visit] = []
        self._at = -1

    @property
    def present(self) -> Visit | None:
        """Where the window is."""
        return self._visits[self._at] if self._visits else None

    def visited(self, place: Place) -> None:
        """The window went somewhere: what was forward is forgotten."""
        present = self.present
        if present is not None and present.place == place:
            return
        if present is not None and _typed_on(present.place, place):
            present.place = place
            return
        if present is not None:
            self._leave(present)
        self._visits[self._at + 1 :] = [Visit(place)]
        del self._visits[:-MOST]
        self._at = len(self._visits) - 1
        self._tell()

    def back(self) -> None:
        """To where the window was before."""
        self._step(-1)

    def forward(self) -> None:
        """To where the window was before it went back."""
        self._step(1)

    def forget(self, gone: Callable[[Place], bool]) -> None:
        """Places that are no more can't be gone back to."""
        present = self.present
        kept: list[Visit] = []
        for visit in self._visits:
            again = bool(kept) and kept[-1].place == visit.place
            if visit is not present and (again or gone(visit.place)):
                continue
            if again:
                kept.pop()
            kept.append(visit)
        self._visits = kept
        if present is not None:
            self._at = self._visits.index(present)
        self._tell()

    def _step(self, by: int) -> None:
        if self.present is None or not 0 <= self._at + by < len(self._visits):
            return
        self._leave(self._visits[self._at])
        self._at += by
        self._tell()
        self.returned.emit(self._visits[self._at])

    def _tell(self) -> None:
        self.changed.emit(self._at > 0, self._at + 1 < len(self._visits))


def _typed_on(before: Place, now: Place) -> bool:
    """Whether somebody only went on typing, or took letters back."""
    if before.kind is not PlaceKind.SEARCH or now.kind is not PlaceKind.SEARCH or before.limits != now.limits:
        return False
    old, new = str(before.key), str(now.key)
    return old.startswith(new) or new.startswith(old)


class SideButtons(QObject):
    """Hears the two buttons at the side of a mouse, on the widgets it is installed on.

    Signals:
        backPressed: The one that is for back.
        forwardPressed: The other.
    """

    backPressed = Signal()
    forwardPressed = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            if event.button() == Qt.MouseButton.BackButton:
                self.backPressed.emit()
                return True
            if event.button() == Qt.MouseButton.ForwardButton:
                self.forwardPressed.emit()
                return True
        return super().eventFilter(watched, event)
