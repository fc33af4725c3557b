"""Two to six photos next to each other: the same part of each, and what tells them apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Final, cast

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui.compare import keys, notes
from photoclust.gui.compare.arrivals import Arrivals
from photoclust.gui.compare.bar import CompareBar
from photoclust.gui.compare.comparison import Comparison
from photoclust.gui.compare.difference_room import DifferenceRoom
from photoclust.gui.compare.legend import Legend
from photoclust.gui.compare.looking import Looking
from photoclust.gui.compare.marks import Marks
from photoclust.gui.compare.mode import Mode
from photoclust.gui.compare.pane import Mark, PhotoPane
from photoclust.gui.compare.picture_room import NOTCH
from photoclust.gui.compare.stage import Stage
from photoclust.gui.look import Look
from photoclust.gui.session import LibrarySession
from photoclust.library.side_by_side import Candidate

FEWEST: Final = 2
MOST: Final = 6


class CompareView(QWidget):
    """A page of the window. What the person marks is told, and nothing is done about it.

    Signals:
        kept(list[PhotoId]): All photos that are marked to be kept, whenever others are.
        dropped(list[PhotoId]): Likewise, those that may go.
        finished: The person has seen enough.
        nextRequested: The group after this one is wanted.
        previousRequested: The group before it.
    """

    kept = Signal(object)
    dropped = Signal(object)
    finished = Signal()
    nextRequested = Signal()
    previousRequested = Signal()

    def __init__(self, look: Look, session: LibrarySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareView")
        self.setAccessibleName(self.tr("Compare photos"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("content", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group: object | None = None
        self._shown: list[PhotoPane] = []
        self._selected, self._other = 0, 1
        self._mode = Mode.SIDE_BY_SIDE
        self.bar = CompareBar(look)
        self.stage = Stage()
        self.legend = Legend(look)
        self.panes = [PhotoPane(look, number, self.stage) for number in range(1, MOST + 1)]
        self.difference = DifferenceRoom(look, self.stage)
        for pane in (*self.panes, self.difference):
            pane.hide()
        self._marks = Marks(self)
        self._comparison = Comparison(session, self)
        self._arrivals = Arrivals(session, self._comparison, self.difference, self)
        self._looking = Looking(self._comparison, self.panes, self.difference, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stage, 1)
        column.addWidget(self.legend)
        looking = self._looking
        self._commands: dict[str, Callable[[], object]] = {
            "keep": lambda: self._toggle(Mark.KEEP),
            "drop": lambda: self._toggle(Mark.DROP),
            "flip": self._flip,
            "difference": self._toggle_difference,
            "lock": lambda: looking.lock(self._selected, not looking.locked),
            "fit": lambda: looking.whole(self._selected),
            "pixels": lambda: looking.pixels_or_whole(self._selected),
            "captions": self._toggle_captions,
            "amplify": lambda: self.bar.step_gain(1),
            "soften": lambda: self.bar.step_gain(-1),
            "next": self.bar.following.click,
            "previous": self.bar.previous.click,
            "leave": self._leave,
            "closer": lambda: looking.zoom(self._selected, NOTCH),
            "further": lambda: looking.zoom(self._selected, 1 / NOTCH),
        }
        self._connect()

    def _connect(self) -> None:
        looking = self._looking
        for number, pane in enumerate(self.panes):
            pane.picture.pressed.connect(partial(self._choose, number))
            pane.picture.panned.connect(partial(looking.pan, number))
            pane.picture.zoomed.connect(partial(looking.zoom, number))
            pane.picture.activated.connect(partial(looking.pixels_or_whole, number))
        self.difference.panned.connect(lambda by: looking.pan(self._selected, by))
        self.difference.zoomed.connect(lambda factor, at: looking.zoom(self._selected, factor, at))
        self.difference.activated.connect(lambda at: looking.pixels_or_whole(self._selected, at))
        self._marks.kept.connect(self.kept)
        self._marks.dropped.connect(self.dropped)
        self.legend.commanded.connect(self.command)
        self.bar.previous.clicked.connect(self.previousRequested)
        self.bar.following.clicked.connect(self.nextRequested)
        self.bar.leave.clicked.connect(self._finish)
        self.bar.gainChosen.connect(self._amplify)
        self.stage.resized.connect(looking.settle)
        self._arrivals.known.connect(lambda: self._show_mode(self._mode))
        self._arrivals.differed.connect(self._show_note)

    # What others ask

    def show_photos(
        self,
        ids: Sequence[PhotoId],
        keep: PhotoId | None = None,
        *,
        drop: Collection[PhotoId] = (),
        group: object | None = None,
    ) -> None:
        """Compares other photos.

        Args:
            ids: `FEWEST` to `MOST`; what is beyond is left out, never `keep`.
            keep: The one that is marked to be kept at first.
            drop: Those that are marked to go at first.
            group: Whatever tells the caller that it was the caller; `group` has it. None where there is no
                group before or after.
        """
        wanted = list(dict.fromkeys(ids))
        if keep in wanted[MOST:]:
            wanted.insert(MOST - 1, keep)
        wanted = wanted[:MOST]
        self._group = group
        self._selected, self._other = 0, min(1, len(wanted) - 1)
        self._looking.begin(len(wanted))
        self._shown = self.panes[: len(wanted)]
        self._arrivals.begin(self._shown, wanted)
        self._marks.begin(self._shown, keep, drop)
        self.show_steps(False, False)
        self._show_mode(Mode.SIDE_BY_SIDE)
        self.setFocus()

    def show_steps(self, previous: bool, following: bool) -> None:
        """Whether there is a group before and after this one."""
        self.bar.show_steps(previous, following, groups=self._group is not None)

    @property
    def group(self) -> object | None:
        """What was given to `show_photos`."""
        return self._group

    @property
    def photos(self) -> list[PhotoId]:
        """What is compared."""
        return [pane.photo_id for pane in self._shown]

    @property
    def kept_ids(self) -> list[PhotoId]:
        return self._marks.marked(Mark.KEEP)

    @property
    def dropped_ids(self) -> list[PhotoId]:
        return self._marks.marked(Mark.DROP)

    @property
    def selected(self) -> PhotoId | None:
        """The photo that keys act on."""
        return self._shown[self._selected].photo_id if self._shown else None

    @property
    def mode(self) -> Mode:
        return self._mode

    def command(self, name: str) -> None:
        """Does what a key or a button of the legend stands for."""
        if self._shown:
            self._commands[name]()
            self._show_switches()

    # Keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and keys.is_ours(cast(QKeyEvent, event)):
            event.accept()  # it is for the photos here, not for those that are selected elsewhere
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = keys.command_of(event)
        if not self._shown or command is None:
            super().keyPressEvent(event)
        elif isinstance(command, QPointF):
            self._looking.pan(self._selected, command)
        elif isinstance(command, str):
            self.command(command)
        elif command < len(self._shown):
            self._choose(command)

    # Selection, marks, ways to show

    def _choose(self, number: int) -> None:
        if number != self._selected:
            self._selected, self._other = number, self._selected
            self._show_mode(self._mode)

    def _flip(self) -> None:
        if self._mode is Mode.FLIP:
            self._choose(self._other)
        else:
            self._show_mode(Mode.FLIP)

    def _toggle_difference(self) -> None:
        self._show_mode(Mode.SIDE_BY_SIDE if self._mode is Mode.DIFFERENCE else Mode.DIFFERENCE)

    def _leave(self) -> None:
        if self._mode is Mode.SIDE_BY_SIDE:
            self._finish()
        else:
            self._show_mode(Mode.SIDE_BY_SIDE)

    def _finish(self) -> None:
        self._looking.stop()
        self._comparison.stop()
        self.finished.emit()
        self._arrivals.forget()

    def _show_mode(self, mode: Mode) -> None:
        """Shows the selected photo, and the others, in some way."""
        self._mode = mode
        selected, other = self._shown[self._selected], self._shown[self._other]
        for pane in self._shown:
            pane.set_selected(pane is selected)
        rooms = {number: pane.picture for number, pane in enumerate(self._shown)}
        if mode is Mode.SIDE_BY_SIDE:
            self.stage.show_panes(self._shown)
        elif mode is Mode.FLIP:
            self.stage.show_panes([selected], behind=other)
            rooms = {number: rooms[number] for number in (self._selected, self._other)}
        else:
            self.stage.show_panes([self.difference])
            rooms = {self._selected: self.difference}
        self.difference.show_pair(self._pair())
        self._looking.show(rooms, self._selected)
        self.bar.show_gain(mode is Mode.DIFFERENCE)
        self._show_switches()

    def _toggle(self, mark: Mark) -> None:
        self._marks.toggle(self._shown[self._selected], mark)

    def _toggle_captions(self) -> None:
        shown = self.panes[0].caption.isHidden()
        for pane in self.panes:
            pane.show_captions(shown)
        self._looking.settle()

    def _amplify(self, gain: int) -> None:
        self.difference.gain = gain
        self._looking.settle()

    def _show_switches(self) -> None:
        mark = self._shown[self._selected].mark
        on = {
            "keep": mark is Mark.KEEP,
            "drop": mark is Mark.DROP,
            "flip": self._mode is Mode.FLIP,
            "difference": self._mode is Mode.DIFFERENCE,
            "lock": self._looking.locked,
            "captions": not self.panes[0].caption.isHidden(),
        }
        self.legend.check([name for name, is_on in on.items() if is_on])
        self._show_note()
        self.setAccessibleDescription(self._shown[self._selected].accessibleName())

    def _pair(self) -> list[Candidate | None]:
        """The two that are flipped or subtracted, in the order in which they stand."""
        numbers = sorted((self._selected, self._other))
        return [self._comparison.known.get(self._shown[number].photo_id) for number in numbers]

    def _show_note(self, trouble: str = "") -> None:
        numbers = self._selected + 1, self._other + 1
        note = {
            Mode.SIDE_BY_SIDE: notes.side_by_side(len(self._shown), locked=self._looking.locked),
            Mode.FLIP: notes.flip(*numbers),
            Mode.DIFFERENCE: notes.difference_of(numbers, self._pair(), self.difference.difference),
        }[self._mode]
        self.bar.show_note(note.title, trouble or note.text)
