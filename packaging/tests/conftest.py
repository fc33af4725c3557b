"""The program as it is shipped, started from outside as a person would.

    make package test-bundle
    .venv/bin/python -m pytest packaging/tests --program FILE

Not part of `make test`. Xvfb, openbox, strace and unshare are needed (see system_packages.txt); a test is
skipped where one is missing, but fails under CI or with PHOTOCLUST_REQUIRE_ALL=1: a check that did not run
proves nothing.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))  # whose `privacy` serves here, too

from desktop import desktop
from household import Household, furnish
from person import Person
from watching import WATCHES, Watch

ROOT = Path(__file__).resolve().parents[2]
REQUIRE_ALL = os.environ.get("CI") == "true" or os.environ.get("PHOTOCLUST_REQUIRE_ALL") == "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--program", help="the program to test (or PHOTOCLUST_PROGRAM; default: that in dist/)")
    parser.addoption("--artifacts", help="folder for pictures and logs (default: build/packaging-tests)")


def need(reason: str | None) -> None:
    """Skips the test, or fails it where everything has to be there; None is no reason."""
    if reason is not None:
        (pytest.fail if REQUIRE_ALL else pytest.skip)(reason)


@pytest.fixture(scope="session", autouse=True)
def _no_real_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the tests themselves start (Xvfb, openbox) sees no real home either, and no session's bus."""
    home = tmp_path_factory.mktemp("session")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in furnish(home).environment().items():
            patch.setenv(name, value)
        for name in ("DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "XAUTHORITY", "LD_PRELOAD"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def program(request: pytest.FixtureRequest) -> Path:
    """The program under test."""
    given = request.config.option.program or os.environ.get("PHOTOCLUST_PROGRAM")
    found = Path(given or ROOT / "dist" / "photoclust" / "photoclust").absolute()
    if not os.access(found, os.X_OK):
        assert not given, f"no program: {found}"
        need(f"there is no {found}: make package")
    return found


@pytest.fixture(scope="session")
def artifacts(request: pytest.FixtureRequest) -> Path:
    """Where pictures and logs are left for whoever looks at a failure."""
    folder = Path(request.config.option.artifacts or ROOT / "build" / "packaging-tests").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A display of our own, with a window manager."""
    for tool in ("Xvfb", "openbox"):
        need(None if shutil.which(tool) else f"{tool} is not installed")
    with desktop(tmp_path_factory.mktemp("display")) as name:
        yield name


@pytest.fixture
def person(display: str) -> Iterator[Person]:
    """Somebody who sits at the display."""
    somebody = Person(display)
    yield somebody
    somebody.close()


@pytest.fixture(params=WATCHES, ids=[watch.name for watch in WATCHES])
def watch(request: pytest.FixtureRequest) -> Watch:
    """Each way to watch the program."""
    chosen: Watch = request.param
    need(chosen.missing())
    return chosen


@pytest.fixture
def household(tmp_path: Path) -> Household:
    """A home with photos, that nothing was ever started in."""
    home = furnish(tmp_path / "home")
    home.bring_photos(ROOT / "resources" / "samples")
    return home
