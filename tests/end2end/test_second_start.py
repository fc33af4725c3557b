"""Two real processes of the program with one library: there is one window."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fixtures.processes import Finished, photoclust

from photoclust.library import browse
from photoclust.library.one_window import folder_of
from photoclust.library.session import Library, has_library

PATIENCE = 60.0  # seconds


def wait_until(condition: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def started(library_dir: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A window over a library, in a process of its own."""
    command = [sys.executable, "-m", "photoclust", "--library", str(library_dir), *words]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def first(library_dir: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The window that is open."""
    with started(library_dir) as process:
        wait_until(lambda: has_library(library_dir))
        yield process


def folders(library_dir: Path) -> dict[str, int]:
    overview = browse.overview(Library(library_dir))
    return {folder.path: folder.photos for folder in overview.folders}


def second(*words: str, library_dir: Path) -> Finished:
    return photoclust(*words, "--library", str(library_dir))


def test_a_second_start_ends_at_once_and_the_first_gets_its_folder(
    first: subprocess.Popen[bytes], library_dir: Path, samples: Path
) -> None:
    answer = second(str(samples), library_dir=library_dir)
    assert (answer.code, answer.out, answer.err) == (0, b"", b"")
    wait_until(lambda: folders(library_dir).get(str(samples)) == 41)
    assert first.poll() is None
    assert os.listdir(folder_of(library_dir)) == ["lock"]


def test_a_folder_may_come_as_a_url_or_relative(
    first: subprocess.Popen[bytes], library_dir: Path, tmp_path: Path
) -> None:
    for name in ("one ü", "two"):
        (tmp_path / name).mkdir()
    one, two = tmp_path / "one ü", tmp_path / "two"
    relative = os.path.relpath(two)
    assert second(one.as_uri(), relative, library_dir=library_dir).code == 0
    wait_until(lambda: folders(library_dir) == {str(one): 0, str(two): 0})


def test_commands_work_beside_the_window(
    first: subprocess.Popen[bytes], library_dir: Path, samples: Path
) -> None:
    answer = second("index", str(samples), "--json", library_dir=library_dir)
    assert answer.code == 0
    assert answer.json["embedded"] == 41


def test_a_window_that_was_killed_blocks_nobody(
    first: subprocess.Popen[bytes], library_dir: Path, samples: Path
) -> None:
    first.kill()
    first.wait()
    with started(library_dir, str(samples)) as process:
        wait_until(lambda: folders(library_dir).get(str(samples)) == 41)
        assert process.poll() is None
