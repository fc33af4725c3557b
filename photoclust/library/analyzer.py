"""What is done to one photo file, in one of several threads: read, recognise or decode and embed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace

from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.photo import Fingerprint, PhotoFile
from photoclust.core.stopwatch import waiting
from photoclust.embedding.embedder import Embedder, Embedding, MediaPipeEmbedder
from photoclust.embedding.models import Model
from photoclust.library.guard import refusal
from photoclust.library.session import Library
from photoclust.photos.decode import DecodedPhoto, decode, fingerprint, read_file
from photoclust.store.database import Database
from photoclust.store.embedding_cache import EmbeddingCache
from photoclust.store.quarantine import HUNG


@dataclass(frozen=True, slots=True)
class Analysis:
    """The outcome for one file.

    Attributes:
        file: As it was scanned.
        fingerprint: Of its content, None if it could not be read.
        decoded: None for a content that is known already, or unreadable.
        embedding: None likewise.
        error: Why it can't be read, None if it can.
        postponed: Nothing was done: the content is a suspect, to be decoded alone after all others.
        decoded_alone: It was a suspect, and the decoder came back.
    """

    file: PhotoFile
    fingerprint: Fingerprint | None = None
    decoded: DecodedPhoto | None = None
    embedding: Embedding | None = None
    error: PhotoUnreadableError | None = None
    postponed: bool = False
    decoded_alone: bool = False


class Analyzer:
    """Analyses files in the threads of a pool; each thread has its own embedder and database connection.

    Args:
        library: Asked which contents are known.
        model: Makes the vectors. Loaded when the first photo needs it, not before.
        make_embedder: How an embedder is made of a model.
        quarantine: Content -> why it is not decoded, "" for a suspect.
        between: Called between the blocks of a large file; may block (a pause) or raise (a cancel).
    """

    def __init__(
        self,
        library: Library,
        model: Model,
        make_embedder: Callable[[Model], Embedder] = MediaPipeEmbedder,
        *,
        quarantine: Mapping[Fingerprint, str] | None = None,
        between: Callable[[], object] = lambda: None,
    ) -> None:
        self._library = library
        self._model = model
        self._model_key = model.key
        self._model_id: int | None = None
        self._make_embedder = make_embedder
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._open: dict[int, list[Embedder | Database]] = {}
        self._claims: dict[Fingerprint, Future[Analysis]] = {}
        self._in_hand: dict[int, Fingerprint] = {}
        self._quarantine = quarantine or {}
        self._between = between

    def analyse(self, file: PhotoFile, *, alone: bool = False) -> Analysis:
        """Reads a file once and makes of it what is not known yet.

        Args:
            file: As it was scanned.
            alone: Decode suspects as well, while nobody else decodes.

        Raises:
            ModelError: If the model can't be used.
            LibraryError: If the database can't be read.
        """
        try:
            data = read_file(file.path, self._one_block_further)
        except PhotoUnreadableError as error:
            return Analysis(file, error=error)
        content = fingerprint(data)
        if self._is_known(content):
            return Analysis(file, content)
        held = self._quarantine.get(content)
        if held:
            return Analysis(file, content, error=refusal(held, file.path))
        if held is not None and not alone:
            return Analysis(file, content, postponed=True)
        with self._lock:
            claim = self._claims.get(content)
            if claim is None:
                mine: Future[Analysis] = Future()
                self._claims[content] = mine
                self._in_hand[threading.get_ident()] = content
        if claim is not None:  # another thread has a copy of this very content in hand, or had it just now
            with waiting():
                return _copy(claim.result(), file)
        try:
            analysis = self._embed(file, content, data, suspect=held is not None)
        except BaseException as error:
            self._answer(mine, error)
            raise
        self._answer(mine, analysis)
        return analysis

    def give_up(self, file: PhotoFile, thread: int, patience: float) -> Analysis:
        """A thread hangs with a file; returns what stands for its answer, to copies that wait for it too.

        Args:
            file: What it has in hand.
            thread: Its number.
            patience: How long it was waited for, seconds.
        """
        with self._lock:
            content = self._in_hand.pop(thread, None)
            claim = self._claims.get(content) if content is not None else None
        if content is None:
            error = PhotoUnreadableError("no-answer", path=file.path, seconds=f"{patience:.0f}")
        else:
            error = refusal(HUNG, file.path, patience)
        analysis = Analysis(file, content, error=error)
        if claim is not None:
            self._answer(claim, analysis)
        self._library.guard.give_up(thread)
        return analysis

    def committed(self, contents: Iterable[Fingerprint]) -> None:
        """These contents can be found in the database from now on."""
        with self._lock:
            for content in contents:
                self._claims.pop(content, None)

    def leave(self) -> None:
        """Frees what this thread has opened."""
        with self._lock:
            resources = self._open.pop(threading.get_ident(), [])
        for resource in resources:
            resource.close()

    def _answer(self, claim: Future[Analysis], answer: Analysis | BaseException) -> None:
        with self._lock:
            self._in_hand.pop(threading.get_ident(), None)
            if claim.done():  # this thread was given up on
                return
            if isinstance(answer, Analysis):
                claim.set_result(answer)
            else:
                claim.set_exception(answer)

    def _one_block_further(self) -> None:
        with waiting():
            self._between()

    def _embed(self, file: PhotoFile, content: Fingerprint, data: bytes, *, suspect: bool) -> Analysis:
        embedder = self._embedder()
        try:
            with self._library.guard.decoding(content, alone=suspect):
                decoded = decode(file.path, data, embedder.input_edge)
        except PhotoUnreadableError as error:
            return Analysis(file, content, error=error, decoded_alone=suspect)
        embedding = embedder.embed(decoded.model_input)
        return Analysis(file, content, decoded, embedding, decoded_alone=suspect)

    def _is_known(self, content: Fingerprint) -> bool:
        if not hasattr(self._mine, "cache"):
            database = self._library.cache()
            self._keep(database)
            self._mine.cache = EmbeddingCache(database)
        cache: EmbeddingCache = self._mine.cache
        if self._model_id is None:
            self._model_id = cache.model_id(self._model_key)
        return self._model_id is not None and cache.has(self._model_id, content)

    def _embedder(self) -> Embedder:
        if not hasattr(self._mine, "embedder"):
            with waiting():  # a model is large, and a cold disk slow
                self._mine.embedder = self._make_embedder(self._model)
            self._keep(self._mine.embedder)
        embedder: Embedder = self._mine.embedder
        return embedder

    def _keep(self, resource: Embedder | Database) -> None:
        with self._lock:
            self._open.setdefault(threading.get_ident(), []).append(resource)


def _copy(analysis: Analysis, file: PhotoFile) -> Analysis:
    """What was found out of a content, said of another file that has it."""
    error = analysis.error
    if error is not None:
        values = {name: value for name, value in error.values.items() if name != "path"}
        error = PhotoUnreadableError(error.code, path=file.path, **values)
    return replace(analysis, file=file, error=error)
