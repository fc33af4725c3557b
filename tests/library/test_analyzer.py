"""What the threads of the pool do to one photo, and what they leave to each other."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest
from fixtures.indexed import Shelf
from numpy.typing import NDArray

from photoclust.core.errors import ModelError
from photoclust.core.photo import PhotoFile
from photoclust.embedding.embedder import Embedding
from photoclust.embedding.models import Model
from photoclust.library.analyzer import Analysis, Analyzer

PATIENCE = 20.0


class SlowEmbedder:
    """Waits for a sign before it answers, so that a test decides who comes first."""

    input_edge = 32

    def __init__(self, answer: Callable[[], Embedding]) -> None:
        self._answer = answer
        self.asked = threading.Semaphore(0)
        self.go = threading.Event()
        self.calls = 0
        self.closed = 0

    def embed(self, pixels: NDArray[np.uint8]) -> Embedding:
        assert pixels.shape == (32, 32, 3)
        self.calls += 1
        self.asked.release()
        assert self.go.wait(PATIENCE)
        return self._answer()

    def close(self) -> None:
        self.closed += 1


def an_embedding() -> Embedding:
    return Embedding(np.ones(4, np.float32) / 2, np.empty(0, np.uint16), np.empty(0, np.float32))


def refusal() -> Embedding:
    raise ModelError("model-damaged", path="/m")


@pytest.fixture
def copies(shelf: Shelf) -> list[PhotoFile]:
    """Two files of one content."""
    paths = [shelf.folder / "rocket.jpg", shelf.folder / "copy of rocket.jpg"]
    shutil.copy(*paths)
    return [PhotoFile(str(path), path.stat().st_size, 0) for path in paths]


def in_thread(analyzer: Analyzer, file: PhotoFile) -> Future[Analysis]:
    """Works in a thread that nobody has to wait for, should it never end."""
    future: Future[Analysis] = Future()

    def run() -> None:
        try:
            future.set_result(analyzer.analyse(file))
        except BaseException as error:  # noqa: BLE001 - handed on
            future.set_exception(error)
        finally:
            analyzer.leave()

    threading.Thread(target=run, daemon=True).start()
    return future


def analyzer_with(shelf: Shelf, embedder: SlowEmbedder) -> Analyzer:
    def make(_model: Model) -> SlowEmbedder:
        return embedder

    return Analyzer(shelf.library, shelf.model, make)


def test_a_copy_waits_for_the_thread_that_has_its_content(shelf: Shelf, copies: list[PhotoFile]) -> None:
    embedder = SlowEmbedder(an_embedding)
    analyzer = analyzer_with(shelf, embedder)
    first = in_thread(analyzer, copies[0])
    assert embedder.asked.acquire(timeout=PATIENCE)
    second = in_thread(analyzer, copies[1])
    assert not embedder.asked.acquire(timeout=0.1)
    embedder.go.set()
    analyses = [future.result(PATIENCE) for future in (first, second)]
    assert embedder.calls == 1
    assert [analysis.file for analysis in analyses] == copies
    assert analyses[0].fingerprint == analyses[1].fingerprint
    assert analyses[0].embedding is analyses[1].embedding
    analyzer.leave()


def test_it_does_not_wait_for_ever_when_that_thread_fails(shelf: Shelf, copies: list[PhotoFile]) -> None:
    embedder = SlowEmbedder(refusal)
    analyzer = analyzer_with(shelf, embedder)
    first = in_thread(analyzer, copies[0])
    assert embedder.asked.acquire(timeout=PATIENCE)
    second = in_thread(analyzer, copies[1])
    embedder.go.set()
    for future in (first, second):
        assert isinstance(future.exception(PATIENCE), ModelError)
    analyzer.leave()


def test_what_is_committed_is_let_go(shelf: Shelf, copies: list[PhotoFile]) -> None:
    embedder = SlowEmbedder(an_embedding)
    embedder.go.set()
    analyzer = analyzer_with(shelf, embedder)
    content = analyzer.analyse(copies[0]).fingerprint
    analyzer.analyse(copies[1])
    assert (embedder.calls, content is not None) == (1, True)
    analyzer.committed([content] if content is not None else [])
    analyzer.analyse(copies[1])  # the database does not really have it: it has to be done again
    assert embedder.calls == 2
    analyzer.leave()


def test_a_copy_of_a_bad_file_is_named_itself(shelf: Shelf, copies: list[PhotoFile]) -> None:
    for file in copies:
        Path(file.path).write_bytes(b"no picture")
    analyzer = analyzer_with(shelf, SlowEmbedder(an_embedding))
    errors = [analyzer.analyse(file).error for file in copies]
    assert [error and (error.code, error.path) for error in errors] == [
        ("not-a-picture", file.path) for file in copies
    ]
    analyzer.leave()


def test_a_file_that_is_gone_has_no_content(shelf: Shelf, copies: list[PhotoFile]) -> None:
    Path(copies[0].path).unlink()
    analyzer = analyzer_with(shelf, SlowEmbedder(an_embedding))
    analysis = analyzer.analyse(copies[0])
    assert analysis.error is not None
    assert (analysis.error.code, analysis.fingerprint) == ("vanished", None)
    analyzer.leave()


def test_known_contents_need_no_model(indexed: Shelf) -> None:
    embedder = SlowEmbedder(refusal)
    analyzer = analyzer_with(indexed, embedder)
    path = indexed.folder / "rocket.jpg"
    analysis = analyzer.analyse(PhotoFile(str(path), path.stat().st_size, 0))
    assert (analysis.decoded, analysis.embedding, analysis.error) == (None, None, None)
    assert analysis.fingerprint is not None
    assert embedder.calls == 0
    analyzer.leave()


def analyze_and_leave(analyzer: Analyzer, path: Path) -> None:
    analyzer.analyse(PhotoFile(str(path), 0, 0))
    analyzer.leave()


def test_each_thread_closes_what_it_opened(shelf: Shelf, copies: list[PhotoFile]) -> None:
    embedder = SlowEmbedder(an_embedding)
    embedder.go.set()
    analyzer = analyzer_with(shelf, embedder)
    analyzer.analyse(copies[0])
    thread = threading.Thread(target=analyze_and_leave, args=(analyzer, shelf.folder / "kitten.jpg"))
    thread.start()
    thread.join()
    assert (embedder.calls, embedder.closed) == (2, 1)
    analyzer.leave()
    assert embedder.closed == 2
    analyzer.leave()
    assert embedder.closed == 2
