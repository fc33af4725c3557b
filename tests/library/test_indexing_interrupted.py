"""Pausing, stopping and going on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from fixtures.indexed import Shelf
from fixtures.pictures import encoded, same_look_other_content
from numpy.typing import NDArray
from PIL import Image

from photoclust.core.errors import CancelledError
from photoclust.core.progress import CancelToken, Progress
from photoclust.core.time_left import TimeLeft
from photoclust.embedding.embedder import Embedding, MediaPipeEmbedder
from photoclust.library import browse
from photoclust.library.indexing import LOOK_AHEAD, IndexEvent, IndexSummary, PhotosChanged
from photoclust.library.recorder import BATCH

MANY = 160
JOBS = 2
PATIENCE = 30.0


@pytest.fixture
def crowd(shelf: Shelf, samples: Path) -> Shelf:
    """A folder of many small photos, each a content of its own."""
    small = []
    for path in sorted(samples.glob("*.jpg")):
        with Image.open(path) as image:
            image.draft("RGB", (256, 256))
            small.append(encoded(image.convert("RGB")))
    for path in shelf.folder.iterdir():
        path.unlink()
    for number in range(MANY):
        content = same_look_other_content(small[number % len(small)], number)
        (shelf.folder / f"{number:04}.jpg").write_bytes(content)
    return shelf


def committed(shelf: Shelf) -> int:
    return len(browse.photo_ids(shelf.library))


def told(shelf: Shelf) -> int:
    """How many photos the listener was told of."""
    return sum(event.count for event in shelf.events if isinstance(event, PhotosChanged))


def when(condition: Callable[[IndexEvent], bool], act: Callable[[], object]) -> Callable[[IndexEvent], None]:
    """A listener that acts at the first event for which a condition holds."""
    acted = False

    def listen(event: IndexEvent) -> None:
        nonlocal acted
        if not acted and condition(event):
            acted = True
            act()

    return listen


def first_batch(event: IndexEvent) -> bool:
    return isinstance(event, PhotosChanged)


def some(event: IndexEvent) -> bool:
    """A few photos are done, and none of them is committed."""
    return isinstance(event, Progress) and event.done >= 3


class TestCancel:
    def test_what_is_done_is_kept_and_the_next_run_goes_on(self, crowd: Shelf) -> None:
        token = CancelToken()
        with pytest.raises(CancelledError):
            crowd.index(jobs=JOBS, cancel=token, on_event=when(first_batch, token.cancel))
        kept = committed(crowd)
        assert 0 < kept <= BATCH + LOOK_AHEAD * JOBS < MANY
        assert kept == told(crowd)
        ids = crowd.ids()
        summary = crowd.index(jobs=JOBS)
        assert (summary.photos, summary.embedded, summary.unchanged) == (MANY, MANY - kept, kept)
        assert ids.items() <= crowd.ids().items()

    def test_no_photo_that_went_through_the_model_is_thrown_away(
        self, crowd: Shelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Neither those of a batch that is not full yet, nor those the threads are at."""
        embed, embedded = MediaPipeEmbedder.embed, []

        def counted(self: MediaPipeEmbedder, pixels: NDArray[np.uint8]) -> Embedding:
            embedded.append(None)
            return embed(self, pixels)

        monkeypatch.setattr(MediaPipeEmbedder, "embed", counted)
        token = CancelToken()
        with pytest.raises(CancelledError):
            crowd.index(jobs=JOBS, cancel=token, on_event=when(some, token.cancel))
        assert 0 < committed(crowd) == len(embedded) < MANY

    def test_before_the_start(self, crowd: Shelf) -> None:
        token = CancelToken()
        token.cancel()
        with pytest.raises(CancelledError):
            crowd.index(jobs=JOBS, cancel=token)
        assert committed(crowd) == 0

    def test_nothing_is_taken_for_gone(self, crowd: Shelf) -> None:
        """What a run did not get to see may still be there."""
        crowd.index(jobs=JOBS)
        for path in crowd.folder.glob("*.jpg"):
            path.rename(path.with_name(f"a{path.name}"))
        token = CancelToken()
        with pytest.raises(CancelledError):
            crowd.index(jobs=JOBS, cancel=token, on_event=when(first_batch, token.cancel))
        assert committed(crowd) == MANY
        summary = crowd.index(jobs=JOBS)
        assert (summary.photos, summary.embedded, summary.removed) == (MANY, 0, 0)

    @pytest.mark.parametrize("fault", [KeyboardInterrupt, ZeroDivisionError])
    def test_an_exception_in_the_listener_ends_the_run_cleanly(
        self, crowd: Shelf, fault: type[BaseException]
    ) -> None:
        def burst() -> None:
            raise fault

        with pytest.raises(fault):
            crowd.index(jobs=JOBS, on_event=when(first_batch, burst))
        assert committed(crowd) > 0
        assert crowd.index(jobs=JOBS).photos == MANY


class TestPause:
    @contextmanager
    def running(self, shelf: Shelf, token: CancelToken) -> Iterator[list[IndexSummary | BaseException]]:
        """Indexes in a thread that pauses itself after a few photos."""
        outcome: list[IndexSummary | BaseException] = []
        paused = threading.Event()

        def pause() -> None:
            token.pause()
            paused.set()

        def index() -> None:
            try:
                outcome.append(shelf.index(jobs=JOBS, cancel=token, on_event=when(some, pause)))
            except CancelledError as error:
                outcome.append(error)

        thread = threading.Thread(target=index, daemon=True)
        thread.start()
        try:
            assert paused.wait(PATIENCE)
            yield outcome
        finally:
            token.resume()
            thread.join(PATIENCE)
        assert not thread.is_alive()

    def stands_still(self, shelf: Shelf, outcome: list[IndexSummary | BaseException]) -> int:
        """How much is committed while paused, once that no longer changes."""
        pause = threading.Event()
        before = -1
        while (now := committed(shelf)) != before:
            before = now
            pause.wait(0.2)
        assert outcome == []
        return now

    def test_it_stands_still_with_everything_saved_and_goes_on(
        self, crowd: Shelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        forgotten: list[TimeLeft] = []
        monkeypatch.setattr(TimeLeft, "paused", lambda self: forgotten.append(self))  # noqa: PLW0108
        token = CancelToken()
        with self.running(crowd, token) as outcome:
            saved = self.stands_still(crowd, outcome)
            assert 0 < saved < MANY
        (summary,) = outcome
        assert isinstance(summary, IndexSummary)
        assert (summary.photos, summary.embedded) == (MANY, MANY)
        assert forgotten  # the time that it stood still is none of the work's

    def test_it_can_be_cancelled_while_paused(self, crowd: Shelf) -> None:
        token = CancelToken()
        with self.running(crowd, token) as outcome:
            saved = self.stands_still(crowd, outcome)
            token.cancel()
        assert isinstance(outcome[0], CancelledError)
        assert saved <= committed(crowd) < MANY
