"""The first start gets the window; a second one hands over what it was given, or says why it can't."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fixtures.permissions import bound_by_permissions, can_be_bound

from photoclust.core.errors import LibraryError
from photoclust.library import mailbox
from photoclust.library.mailbox import Request
from photoclust.library.one_window import Seat, folder_of, take_seat

REQUEST = Request((os.path.abspath("photos"),), "token")


@pytest.fixture
def first(library_dir: Path) -> Iterator[Seat]:
    seat = take_seat(library_dir, Request())
    assert seat is not None
    assert seat.mailbox == folder_of(library_dir)
    yield seat
    seat.close()


@contextmanager
def watching(seat: Seat) -> Iterator[list[Request]]:
    """A window that sees to every request."""
    seen: list[Request] = []
    over = threading.Event()

    def watch() -> None:
        done: set[str] = set()
        while not over.wait(0.005):
            for name, request in mailbox.empty(seat.mailbox, done):
                seen.append(request)
                done.add(name)

    thread = threading.Thread(target=watch)
    thread.start()
    yield seen
    over.set()
    thread.join()


def test_a_second_start_hands_over_what_it_was_given(first: Seat, library_dir: Path) -> None:
    with watching(first) as seen:
        assert take_seat(library_dir, REQUEST) is None
    assert seen == [REQUEST]
    assert os.listdir(first.mailbox) == ["lock"]


def test_a_library_elsewhere_has_a_window_of_its_own(first: Seat, tmp_path: Path) -> None:
    other = take_seat(tmp_path / "other", Request())
    assert other is not None
    other.close()


def test_a_window_that_does_not_answer_is_told_of_in_a_sentence(first: Seat, library_dir: Path) -> None:
    with pytest.raises(LibraryError) as told:
        take_seat(library_dir, REQUEST, patience=0.1)
    assert told.value.code == "already-open"
    assert told.value.exit_code == 3
    assert os.listdir(first.mailbox) == ["lock"], "the request is withdrawn"


def test_a_window_that_closes_meanwhile_makes_room(first: Seat, library_dir: Path) -> None:
    def close_when_asked() -> None:
        while not mailbox.empty(first.mailbox):
            pass
        first.close()

    thread = threading.Thread(target=close_when_asked)
    thread.start()
    seat = take_seat(library_dir, REQUEST)
    thread.join()
    assert seat is not None
    assert seat.mailbox == first.mailbox
    assert os.listdir(first.mailbox) == ["lock"]
    seat.close()


def test_others_can_not_write_requests(first: Seat) -> None:
    if sys.platform != "win32":
        assert first.mailbox.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not can_be_bound(), reason="nothing keeps this account from writing")
def test_a_library_that_can_not_be_written_has_as_many_windows_as_wanted(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    folder.chmod(0o500)
    with bound_by_permissions():
        assert take_seat(folder, Request()) == Seat()
        assert take_seat(folder, Request()) == Seat()
    folder.chmod(0o700)
