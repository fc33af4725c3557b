"""What is done to one photo file, in one of several threads: read, recognise or decode and embed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, replace

from photoclust.core.errors import PhotoUnreadableError
from photoclust.core.photo import Fingerprint, PhotoFile
from photoclust.embedding.embedder import Embedder, Embedding, MediaPipeEmbedder
from photoclust.embedding.models import Model
from photoclust.library.session import Library
from photoclust.photos.decode import DecodedPhoto, decode, fingerprint, read_file
from photoclust.store.database import Database
from photoclust.store.embedding_cache import EmbeddingCache


@dataclass(frozen=True, slots=True)
class Analysis:
    """The outcome for one file.

    Attributes:
        file: As it was scanned.
        fingerprint: Of its content, None if it could not be read.
        decoded: None for a content that is known already, or unreadable.
        embedding: None likewise.
        error: Why it can't be read, None if it can.
    """

    file: PhotoFile
    fingerprint: Fingerprint | None = None
    decoded: DecodedPhoto | None = None
    embedding: Embedding | None = None
    error: PhotoUnreadableError | None = None


class Analyzer:
    """Analyses files in the threads of a pool; each thread has its own embedder and database connection.

    Args:
        library: Asked which contents are known.
        model: Makes the vectors. Loaded when the first photo needs it, not before.
        make_embedder: How an embedder is made of a model.
    """

    def __init__(
        self,
        library: Library,
        model: Model,
        make_embedder: Callable[[Model], Embedder] = MediaPipeEmbedder,
    ) -> None:
        self._library = library
        self._model = model
        self._model_key = model.key
        self._make_embedder = make_embedder
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._open: list[Embedder | Database] = []
        self._claims: dict[Fingerprint, Future[Analysis]] = {}

    def analyse(self, file: PhotoFile) -> Analysis:
        """Reads a file once and makes of it what is not known yet.

        Raises:
            ModelError: If the model can't be used.
            LibraryError: If the database can't be read.
        """
        try:
            data = read_file(file.path)
        except PhotoUnreadableError as error:
            return Analysis(file, error=error)
        content = fingerprint(data)
        if self._is_known(content):
            return Analysis(file, content)
        with self._lock:
            claim = self._claims.get(content)
            if claim is None:
                self._claims[content] = mine = Future[Analysis]()
        if claim is not None:  # another thread has a copy of this very content in hand, or had it just now
            return _copy(claim.result(), file)
        try:
            analysis = self._embed(file, content, data)
        except BaseException as error:
            mine.set_exception(error)
            raise
        mine.set_result(analysis)
        return analysis

    def committed(self, contents: Iterable[Fingerprint]) -> None:
        """These contents can be found in the database from now on."""
        with self._lock:
            for content in contents:
                self._claims.pop(content, None)

    def close(self) -> None:
        """Frees all embedders and connections; no thread may be analysing any more."""
        for resource in self._open:
            resource.close()
        self._open.clear()

    def _embed(self, file: PhotoFile, content: Fingerprint, data: bytes) -> Analysis:
        embedder = self._embedder()
        try:
            decoded = decode(file.path, data, embedder.input_edge)
        except PhotoUnreadableError as error:
            return Analysis(file, content, error=error)
        return Analysis(file, content, decoded, embedder.embed(decoded.model_input))

    def _is_known(self, content: Fingerprint) -> bool:
        if not hasattr(self._mine, "cache"):
            database = self._library.cache(any_thread=True)
            self._keep(database)
            self._mine.cache = EmbeddingCache(database)
        cache: EmbeddingCache = self._mine.cache
        model_id = cache.model_id(self._model_key)
        return model_id is not None and cache.has(model_id, content)

    def _embedder(self) -> Embedder:
        if not hasattr(self._mine, "embedder"):
            self._mine.embedder = self._make_embedder(self._model)
            self._keep(self._mine.embedder)
        embedder: Embedder = self._mine.embedder
        return embedder

    def _keep(self, resource: Embedder | Database) -> None:
        with self._lock:
            self._open.append(resource)


def _copy(analysis: Analysis, file: PhotoFile) -> Analysis:
    """What was found out of a content, said of another file that has it."""
    error = analysis.error
    if error is not None:
        values = {name: value for name, value in error.values.items() if name != "path"}
        error = PhotoUnreadableError(error.code, path=file.path, **values)
    return replace(analysis, file=file, error=error)
