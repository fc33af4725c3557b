"""A look, and a real library of the sample photos, for the tests of the window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from photoclust.config.paths import AppPaths
from photoclust.core.progress import CancelToken


@pytest.fixture(scope="session")
def app_paths(tmp_path_factory: pytest.TempPathFactory) -> AppPaths:
    """The program's own models and icons; everything it writes goes to a temporary folder."""
    return AppPaths.default().below(tmp_path_factory.mktemp("app"))


@pytest.fixture(scope="session")
def indexed_samples(app_paths: AppPaths, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with all sample photos. Not to be changed: `library_copy` is for that."""
    from photoclust.library.index_options import IndexOptions
    from photoclust.library.indexing import index_folders
    from photoclust.library.models import find_model
    from photoclust.library.session import Library

    library = Library.open(tmp_path_factory.mktemp("indexed") / "library")
    index_folders(
        library,
        [str(samples)],
        find_model(app_paths.models),
        IndexOptions(),
        on_event=lambda _event: None,
        cancel=CancelToken(),
    )
    return library.directory


@pytest.fixture
def library_copy(indexed_samples: Path, tmp_path: Path) -> Path:
    """A library with the sample photos, of this test alone."""
    return Path(shutil.copytree(indexed_samples, tmp_path / "copy"))


@pytest.fixture
def look(qapp, app_paths: AppPaths):
    """The light theme and the icons."""
    from photoclust.gui import theme
    from photoclust.gui.icons import Icons
    from photoclust.gui.look import Look

    light = theme.theme_for(dark=False)
    theme.apply(qapp, light)
    return Look(light, Icons(app_paths.icons))


@pytest.fixture
def session(qtbot, app_paths: AppPaths, library_copy: Path) -> Iterator:
    """The sample library, open."""
    from photoclust.gui.session import LibrarySession

    opened = LibrarySession(app_paths, library_copy)
    with qtbot.waitSignals([opened.opened, opened.overviewChanged], timeout=10_000):
        opened.open()
    yield opened
    opened.close()
