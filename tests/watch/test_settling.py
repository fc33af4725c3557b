"""A folder is given out when it rests, at a time that the test says."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from photoclust.watch.settling import RECENT, STORM, Settling


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settling(clock: Clock) -> Settling:
    return Settling(settle=1, patience=30, clock=clock, now=lambda: time.time() + clock.now - Clock.now)


def test_nothing_happened(settling: Settling) -> None:
    assert settling.wait() is None
    assert settling.take() == ([], False)


def test_a_folder_rests_after_the_last_change(settling: Settling, clock: Clock) -> None:
    assert settling.touch("/a") is True
    clock.now += 0.75
    assert settling.touch("/a") is False, "it was at unrest already"
    clock.now += 0.75
    assert settling.take() == ([], False)
    assert settling.wait() == 0.25
    clock.now += 0.25
    assert settling.take() == (["/a"], False)
    assert settling.take() == ([], False)
    assert settling.touch("/a") is True


def test_folders_rest_each_for_itself(settling: Settling, clock: Clock) -> None:
    settling.touch("/a")
    clock.now += 0.5
    settling.touch("/b")
    clock.now += 0.5
    assert settling.take() == (["/a"], False)
    assert settling.wait() == 0.5


def test_a_file_that_grows_unseen_keeps_its_folder_at_unrest(
    settling: Settling, clock: Clock, tmp_path: Path
) -> None:
    """Linux tells that a file was made and that it was closed, and nothing in between."""
    path = tmp_path / "large.jpg"
    path.write_bytes(b"1")
    settling.touch("/a", str(path), finished=True)
    clock.now += 1
    assert settling.take() == ([], False), "looked at for the first time"
    path.write_bytes(b"12")
    clock.now += 1
    assert settling.take() == ([], False)
    clock.now += 1
    assert settling.take() == (["/a"], False)


def test_a_file_that_nobody_closed_must_be_some_seconds_old(
    settling: Settling, clock: Clock, tmp_path: Path
) -> None:
    """A slow copy that makes a pause, or a system that does not tell of closing."""
    path = tmp_path / "large.jpg"
    path.write_bytes(b"1")
    written = time.time() + 0.5
    os.utime(path, (written, written))
    settling.touch("/a", str(path))
    taken = []
    for _ in range(3):
        clock.now += 1
        taken.append(settling.take()[0])
    assert taken == [[], [], ["/a"]]


def test_a_file_from_the_future_is_no_young_one(settling: Settling, clock: Clock, tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    path.write_bytes(b"1")
    os.utime(path, (2**32, 2**32))
    settling.touch("/a", str(path))
    clock.now += 1
    settling.take()
    clock.now += 1
    assert settling.take() == (["/a"], False)


def test_a_file_that_is_gone_again_does_not_grow(settling: Settling, clock: Clock) -> None:
    settling.touch("/a", "/a/no such file")
    clock.now += 1
    settling.take()
    clock.now += 1
    assert settling.take() == (["/a"], False)


def test_a_folder_that_never_rests_is_given_out_all_the_same(settling: Settling, clock: Clock) -> None:
    given = 0
    for _ in range(100):
        settling.touch("/a")
        clock.now += 0.9
        given += len(settling.take()[0])
    assert given == 2


def test_a_file_that_never_rests_is_given_out_all_the_same(
    settling: Settling, clock: Clock, tmp_path: Path
) -> None:
    path, given = tmp_path / "large.jpg", 0
    settling.touch("/a", str(path))
    while not given:
        path.write_bytes(bytes(int(clock.now)))
        clock.now += 1
        given += len(settling.take()[0])
    assert clock.now == 130


def test_a_storm_may_have_hidden_other_changes(settling: Settling, clock: Clock) -> None:
    for number in range(STORM):
        settling.touch("/a", f"/a/{number}")
    clock.now += 1
    assert settling.take() == ([], False)
    settling.touch("/a")
    clock.now += 1
    assert settling.take() == (["/a"], True)
    settling.touch("/a")
    clock.now += 1
    assert settling.take() == (["/a"], False), "and then it is over"


def test_few_files_are_looked_at(settling: Settling, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr("photoclust.watch.settling._size", looked.append)
    for number in range(10_000):
        settling.touch("/a", f"/a/{number}")
    clock.now += 1
    settling.take()
    assert looked == [f"/a/{number}" for number in range(10_000 - RECENT, 10_000)]


def test_a_forgotten_folder_is_not_given_out(settling: Settling, clock: Clock) -> None:
    settling.touch("/a")
    settling.forget("/a")
    clock.now += 5
    assert settling.take() == ([], False)
