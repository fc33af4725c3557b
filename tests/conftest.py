"""What holds for every test: no window, no real home, and nothing left behind.

A test fails when a thread, timer or top-level widget outlives it, and when one of our loggers warns without
the test having said that it expects that (`guards`). Qt's own messages, Python warnings and exceptions in
threads fail it too (see [tool.pytest.ini_options]).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

# Before anything imports Qt. PHOTOCLUST_TEST_PLATFORM=xcb shows the windows, for watching a test.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("PHOTOCLUST_TEST_PLATFORM", "offscreen")

import hypothesis
import pytest
from guards import log_is_quiet, no_threads_left, nothing_of_qt_left  # noqa: F401  (fixtures for all tests)

ROOT = Path(__file__).resolve().parents[1]

hypothesis.settings.register_profile("desk", deadline=None, print_blob=True)
# The same examples on every run, so that CI fails for a change and not for a dice roll; none are kept.
hypothesis.settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")


def _home_variables(home: Path) -> dict[str, str]:
    """Every variable by which a program finds the person's folders, on any system."""
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "APPDATA": str(home / "AppData" / "Roaming"),
        "LOCALAPPDATA": str(home / "AppData" / "Local"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "XDG_RUNTIME_DIR": str(runtime),
    }


@pytest.fixture(scope="session", autouse=True)
def _no_real_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fixtures that live longer than a test don't see the real home either."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in _home_variables(tmp_path_factory.mktemp("session-home")).items():
            patch.setenv(name, value)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, empty; $HOME and its kin point to it."""
    folder = tmp_path_factory.mktemp("home")
    for name, value in _home_variables(folder).items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The application object of pytest-qt is the program's own."""
    from photoclust.gui.application import Application

    return Application


@pytest.fixture
def library_dir(tmp_path: Path) -> Path:
    """Where a library may be made; the folder does not exist yet, and its name is not plain ASCII."""
    return tmp_path / "Bücherei 图库" / "library"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real photographs that ships with the program. Read only."""
    folder = ROOT / "resources" / "samples"
    assert any(folder.rglob("*.jpg")), f"the sample photos are missing: {folder}"
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Test data that does not belong to the project; the test is skipped where there is none. Read only."""
    folder = Path(os.environ.get("PHOTOCLUST_TEST_DATA", ROOT.parent / "shared"))
    if not (folder / "photos").is_dir():
        pytest.skip(f"no shared test data in {folder} (set PHOTOCLUST_TEST_DATA)")
    return folder


@pytest.fixture(scope="session")
def shared_photos(shared_data: Path) -> Path:
    """The photos of the shared test data; see `shared_data`."""
    return shared_data / "photos"
