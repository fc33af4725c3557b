"""What a person does in the window, step by step; each step is seen from outside before the next begins.

Keys where there are keys, the mouse where a person would use it. Where things are is read off the screen: the
accent colour frames chosen photos and fills the button of a page, its softer shade marks the current row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import commands
import numpy as np
from clipboard import offered
from household import PHOTOS, Household
from person import Person
from PIL import Image
from waiting import comes, wait_until

TITLE = "PhotoClust"
ACCENT, ACCENT_SOFT = (0x2F, 0x6F, 0xDE), (0xDC, 0xE8, 0xFB)  # of the light colours
LEAST_PHOTO, LEAST_BUTTON, LEAST_ROW = 150, 80, 150  # pixels; the button is narrower than a photo
TRIES = 6
NOTICE = 5.0  # seconds until what was asked for can be seen, or is asked for again
Point = tuple[int, int]


@dataclass
class Visit:
    """A person at the program's window.

    Attributes:
        person: Who.
        display: Where.
        program: For looking into the library.
        household: Whose photos.
        all_photos: Where one clicks to see all photos again.
        middle: Where the left pane ends.
    """

    person: Person
    display: str
    program: Path
    household: Household
    all_photos: Point = field(init=False)
    middle: int = field(init=False, default=0)

    def arrive(self) -> None:
        """The window opens on an empty library; the person chooses a folder, and its photos come in."""
        self.person.wait_for(TITLE)
        self.person.wait_until_still()
        self.person.press("Ctrl+o")
        self.person.wait_for("Add a folder")
        self.person.type(str(self.household.photos))
        self.person.press("Return")
        self.person.wait_until_gone("Add a folder")
        self.person.wait_for(TITLE)
        self.wait_for_photos(PHOTOS)
        self.person.wait_until_still()
        (left, _), length = self._find(ACCENT_SOFT, LEAST_ROW, "a row is marked")
        self.all_photos, self.middle = self._current_row(), left + length

    def collect(self, name: str) -> Point:
        """Makes an album of the first photo by keys, and drags the second there; returns its place."""
        self._choose_first_photo()
        self._make_album(name)
        place = self._go("Home")  # the keys are in the list of albums now
        first, edge = self._choose_first_photo()
        second = (first[0] + edge + 8, first[1])
        self._do(partial(self.person.click, *second))
        self.person.drag(second, place)
        wait_until(lambda: len(self.albums()[name]) == 2, "the dragged photo is in the album")
        return place

    def export(self, place: Point, target: Path) -> None:
        """Exports the album of a row: types the folder, presses Enter."""
        self._do(partial(self.person.click, *place))
        self.person.press("Ctrl+e")
        self.person.wait_for("Export")
        self.person.press("Ctrl+a")
        self.person.type(str(target))
        for _ in range(2):  # away from the field, whose caret blinks, and past “Choose…”
            self.person.press("Tab")
        self.person.wait_until_still()
        self.person.press("Return")
        wait_until(lambda: len([*target.rglob("*.jpg")]) == 2, f"two photos are in {target}")
        self.person.wait_until_still()
        self._leave("Export")

    def group(self, name: str) -> None:
        """Goes to the clusters and presses the button there; puts what is grouped into an album."""
        self._go("Ctrl+2")
        (left, top), length = self._find(ACCENT, LEAST_BUTTON, "there is a button “Group photos”")
        self._do(partial(self.person.click, left + length // 2, top + 8))
        self._put_all_into(name)

    def look_at_similar(self, name: str) -> None:
        """Looks at a photo in the inspector, and for its like; puts what is found into an album."""
        self._choose_all()
        before = self.person.wait_until_still()
        self._choose_first_photo()
        after = self.person.wait_until_still()
        inspector = (before.width * 4 // 5, before.height // 4, before.width, before.height * 3 // 4)
        assert before.crop(inspector).tobytes() != after.crop(inspector).tobytes(), "the inspector is empty"
        self._do(partial(self.person.press, "Ctrl+l"))
        self._put_all_into(name)

    def search_by_picture(self, name: str) -> None:
        """Pastes a picture that another program put onto the clipboard; puts what is found into an album."""
        with offered(self.display, "image/png", self.household.query.read_bytes()):
            self._do(partial(self.person.press, "Ctrl+v"))
            self._put_all_into(name)

    def open_and_close_dialogs(self) -> None:
        """Settings by their keys, About by the menu."""
        self.person.press("Ctrl+,")
        self.person.wait_for("Settings")
        self.person.wait_until_still()
        self._leave("Settings")
        self._do(partial(self.person.press, "Alt+h"))
        self.person.press("a")
        self.person.wait_for("About")
        self.person.wait_until_still()
        self._leave("About")

    def wait_for_photos(self, count: int) -> None:
        """Waits until so many photos are in the library."""
        wait_until(
            lambda: commands.photos_in_library(self.program, self.household) == count,
            f"{count} photos are in the library",
        )

    def albums(self) -> dict[str, list[str]]:
        """Name -> photos, as the command line says."""
        return commands.albums(self.program, self.household)

    # The parts of the steps

    def _go(self, keys: str) -> Point:
        """Goes to another place of the window by keys; returns the row that is the current one then."""
        self._do(partial(self.person.press, keys))
        return self._current_row()

    def _do(self, act: Callable[[], None]) -> None:
        """Does something that can be seen, and lets it come to its end."""
        before = self.person.wait_until_still().tobytes()
        act()
        comes(lambda: self.person.picture().tobytes() != before, NOTICE)
        self.person.wait_until_still()

    def _current_row(self) -> Point:
        """Where the marked row of the left pane is."""
        (left, top), length = self._find(ACCENT_SOFT, LEAST_ROW, "a row is marked")
        return left + length // 2, top + 8

    def _leave(self, title: str) -> None:
        """Closes a dialog; the keys go to the window again after that."""
        self.person.press("Escape")
        self.person.wait_until_gone(title)
        self.person.wait_for(TITLE)

    def _find(self, colour: tuple[int, int, int], least: int, what: str) -> tuple[Point, int]:
        """Waits for a row of pixels of one colour; returns its left end and its length."""
        return wait_until(lambda: self._look_for(colour, least), what)

    def _look_for(self, colour: tuple[int, int, int], least: int) -> tuple[Point, int] | None:
        # Rows are marked in the left pane, all else is to its right.
        left = 0 if colour == ACCENT_SOFT else self.middle
        picture = self.person.picture()
        found = run_of(picture.crop((left, 0, *picture.size)), colour, least)
        return ((found[0][0] + left, found[0][1]), found[1]) if found is not None else None

    def _choose_all(self) -> tuple[Point, int]:
        """Chooses all photos that are shown; returns where the frame of the first is."""

        def chosen() -> tuple[Point, int] | None:
            self.person.press("Ctrl+a")  # does nothing as long as there are no photos
            return comes(lambda: self._look_for(ACCENT, LEAST_PHOTO), NOTICE)

        return wait_until(chosen, "photos are chosen")

    def _choose_first_photo(self) -> tuple[Point, int]:
        """Goes to all photos and clicks the first; returns its middle and its edge."""
        if self._current_row() != self.all_photos:
            self._do(partial(self.person.click, *self.all_photos))
        (left, top), edge = self._choose_all()
        middle = (left + edge // 2, top + edge // 2)
        self._do(partial(self.person.click, *middle))
        return middle, edge

    def _put_all_into(self, name: str) -> None:
        """Makes an album of all photos that are shown."""
        for _ in range(TRIES):
            self._choose_all()
            if self._make_album(name):
                return
        raise AssertionError(f"no album could be made of what is shown, for {name}")

    def _make_album(self, name: str) -> bool:
        """Makes an album of the chosen photos and types its name; False if none is chosen any more."""
        before = self._left_pane()
        self.person.press("Ctrl+n")
        if not comes(lambda: self._left_pane() != before, 2 * NOTICE):  # the row comes with its editor
            return False
        self.person.type(name)
        self.person.press("Return")
        wait_until(lambda: name in self.albums(), f"there is an album “{name}”")
        return True

    def _left_pane(self) -> bytes:
        picture = self.person.picture()
        return picture.crop((0, 0, self.middle, picture.height)).tobytes()


def run_of(picture: Image.Image, colour: tuple[int, int, int], least: int) -> tuple[Point, int] | None:
    """Left end and length of the longest row of pixels of one colour: the first of equals.

    None if it is shorter than `least`.
    """
    same = (np.asarray(picture) == np.array(colour, np.uint8)).all(axis=2)
    length = np.zeros(same.shape[0], int)
    longest, end = length.copy(), length.copy()
    for column in range(same.shape[1]):
        length = np.where(same[:, column], length + 1, 0)
        end = np.where(length > longest, column, end)
        longest = np.maximum(longest, length)
    row = int(longest.argmax())
    if longest[row] < least:
        return None
    return (int(end[row] - longest[row]) + 1, row), int(longest[row])
