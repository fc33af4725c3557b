"""The whole window over the real engine, and a person's hands to use it with."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hands import Hands

from photoclust.config.paths import AppPaths
from photoclust.config.settings import Settings


@dataclass
class Home:
    """Where one person's PhotoClust keeps everything."""

    paths: AppPaths
    photos: Path

    @property
    def library(self) -> Path:
        return self.paths.library


@pytest.fixture
def person(tmp_path: Path, samples: Path) -> Home:
    """Somebody with the sample photos in a folder of their own, who never started PhotoClust."""
    photos = tmp_path / "Fotos von früher"
    photos.mkdir()
    for photo in samples.rglob("*.jpg"):
        shutil.copy2(photo, photos)
    return Home(AppPaths.default().below(tmp_path / "home"), photos)


@pytest.fixture
def start(qtbot: Any, qapp: Any, person: Home) -> Iterator[Callable[..., Hands]]:
    """Starts PhotoClust as `run_window` does; can be called again after the window was closed."""
    from photoclust.gui import run

    opened: list[Any] = []

    def start(*folders: Path) -> Hands:
        application = run.make_application(person.paths)
        settings = Settings.load(person.paths.config)
        window = run.make_window(application, person.paths, person.library, settings)
        opened.append(window)
        window.show()
        with qtbot.waitExposed(window):
            window.activateWindow()
        with qtbot.waitSignal(window.session.overviewChanged, timeout=20_000):
            window.start([str(folder) for folder in folders])
        return Hands(window, qtbot)

    yield start
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture
def grouped(start: Callable[..., Hands], person: Home) -> Hands:
    """The window with all sample photos in it, in the groups that PhotoClust chose."""
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.wait_for_rest()
    hands.choose_segment("viewBox", "Clusters")
    hands.wait(lambda: len(hands.groups()) >= 5)
    hands.wait_for_rest()
    return hands
