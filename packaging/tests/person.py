"""A person at a display: keys and mouse as the X server gets them, and what can be seen on the screen.

Nothing of the program is imported or asked here: a window is known by its title, and that something happened
by what is on the screen, in the library (through the command line) or on the disk.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from waiting import STEP, wait_until
from Xlib import XK, X, display, error
from Xlib.ext import xtest

MODIFIERS = {"Ctrl": "Control_L", "Shift": "Shift_L", "Alt": "Alt_L"}
LEFT_BUTTON = 1
STILL = 0.5  # seconds without a change on the screen: what was asked for has been painted


class Person:
    """Sits at one display.

    Args:
        name: The display, for example ":5".
    """

    def __init__(self, name: str) -> None:
        self._display = display.Display(name)
        self._root = self._display.screen().root

    def close(self) -> None:
        self._display.close()

    # Looking

    def picture(self) -> Image.Image:
        """What is on the screen."""
        size = self._root.get_geometry()
        raw = self._root.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF)
        return Image.frombuffer("RGB", (size.width, size.height), raw.data, "raw", "BGRX", 0, 1)

    def wait_until_still(self) -> Image.Image:
        """Waits until nothing moves on the screen any more; returns what is on it then."""
        seen, since = self.picture(), time.monotonic()

        def still() -> bool:
            nonlocal seen, since
            now = self.picture()
            if now.tobytes() != seen.tobytes():
                seen, since = now, time.monotonic()
            return time.monotonic() - since >= STILL

        wait_until(still, "the screen comes to rest")
        return seen

    def windows(self) -> dict[str, Any]:
        """Title -> window, of all that the window manager shows."""
        found = {}
        for number in self._property(self._root, "_NET_CLIENT_LIST") or ():
            window = self._display.create_resource_object("window", number)
            try:
                found[self.text_of(window, "_NET_WM_NAME")] = window
            except error.BadWindow:  # it closed meanwhile
                continue
        return found

    def wait_for(self, title: str) -> Any:
        """Waits until a window whose title begins like this has the keyboard; returns it."""

        def there() -> Any:
            active = self._property(self._root, "_NET_ACTIVE_WINDOW")
            for name, window in self.windows().items():
                if name.startswith(title) and active is not None and window.id == active[0]:
                    return window
            return None

        return wait_until(there, f"a window “{title}” in front; there are {list(self.windows())}")

    def wait_until_gone(self, title: str) -> None:
        """Waits until no window's title begins like this."""
        wait_until(lambda: not any(name.startswith(title) for name in self.windows()), f"“{title}” is closed")

    def text_of(self, window: Any, name: str) -> str:
        """A property of a window that is text."""
        value = self._property(window, name)
        return bytes(value).decode("utf-8", "replace") if value is not None else ""

    def property_of(self, window: Any, name: str) -> Any:
        """A property of a window, None if it has none of that name."""
        return self._property(window, name)

    def area_of(self, window: Any) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of a window's inside, on the screen."""
        size = window.get_geometry()
        corner = self._root.translate_coords(window, 0, 0)
        left, top = corner.x, corner.y
        return left, top, left + size.width, top + size.height

    def _property(self, window: Any, name: str) -> Any:
        found = window.get_full_property(self._display.get_atom(name), X.AnyPropertyType)
        return found.value if found is not None else None

    # Keyboard

    def press(self, keys: str) -> None:
        """Presses keys together, for example "Ctrl+Shift+A" or "Return"."""
        *held, last = keys.split("+") if keys != "+" else ["+"]
        code, shifted = self._key(last)
        with self._holding([MODIFIERS[name] for name in held] + ["Shift_L"] * shifted):
            self._fake(X.KeyPress, code)
            self._fake(X.KeyRelease, code)

    def type(self, text: str) -> None:
        """Types a text."""
        for letter in text:
            code, shifted = self._key(letter)
            with self._holding(["Shift_L"] * shifted):
                self._fake(X.KeyPress, code)
                self._fake(X.KeyRelease, code)

    def _key(self, name: str) -> tuple[int, bool]:
        """Key code, and whether Shift belongs to it; a letter stands for its key."""
        symbol = XK.string_to_keysym(name) or ord(name)
        codes = [(code, shift) for code, shift in self._display.keysym_to_keycodes(symbol) if shift < 2]
        assert codes, f"there is no key for {name!r}"
        code, shift = min(codes, key=lambda found: found[1])
        return code, bool(shift)

    @contextmanager
    def _holding(self, names: list[str]) -> Iterator[None]:
        codes = [self._display.keysym_to_keycode(XK.string_to_keysym(name)) for name in names]
        for code in codes:
            self._fake(X.KeyPress, code)
        yield
        for code in reversed(codes):
            self._fake(X.KeyRelease, code)

    # Mouse

    def click(self, x: int, y: int) -> None:
        """Clicks at a point of the screen."""
        self.move(x, y)
        self._fake(X.ButtonPress, LEFT_BUTTON)
        self._fake(X.ButtonRelease, LEFT_BUTTON)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drags from one point of the screen to another, as slowly as a hand does."""
        self.move(*start)
        self._fake(X.ButtonPress, LEFT_BUTTON)
        steps = 20
        for step in range(1, steps + 1):
            self.move(*(a + (b - a) * step // steps for a, b in zip(start, end, strict=True)))
            time.sleep(STEP / 2)
        self.wait_until_still()  # the target shows that it takes it
        self._fake(X.ButtonRelease, LEFT_BUTTON)

    def move(self, x: int, y: int) -> None:
        """Moves the mouse to a point of the screen."""
        self._fake(X.MotionNotify, x=x, y=y)

    def _fake(self, kind: int, detail: int = 0, x: int = 0, y: int = 0) -> None:
        xtest.fake_input(self._display, kind, detail, x=x, y=y)
        self._display.sync()

    def save_picture(self, path: Path) -> None:
        """Writes what is on the screen to a PNG file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.picture().save(path)
