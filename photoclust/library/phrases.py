"""Photos by a description, where the person brought an image-and-text model (CLIP: Radford et al. 2021).

Such a model takes pictures and the words that describe them to one space, so a description is compared with
photos directly, without labels in between. That is done with the vectors as the model gave them: the space
for comparing photos (`library.placing`) is centred on the library's photos, and words lie elsewhere.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import blocks
from photoclust.core.errors import ModelError
from photoclust.embedding.models import Model
from photoclust.embedding.text_embedder import MediaPipeTextEmbedder
from photoclust.store.catalog import Catalog
from photoclust.store.database import Database
from photoclust.store.embedding_cache import EmbeddingCache

KEPT = 32
"""Descriptions whose vectors stay in memory, for refining a search."""


@dataclass(frozen=True, slots=True, eq=False)
class _Pictures:
    """What the model gave for the photos: ids int64 (n,), ascending, and vectors float16 (n, d)."""

    ids: NDArray[np.int64]
    vectors: NDArray[np.float16]


@dataclass(slots=True)
class PhraseCache:
    """The photos' own vectors and the last descriptions, kept between questions. Any thread may ask.

    It fills with the first description; libraries without a text model never do. 100,000 photos of 512
    numbers take 100 MB.
    """

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _key: tuple[str, int] | None = None
    _pictures: _Pictures | None = None
    _phrases: OrderedDict[tuple[str, str], NDArray[np.float32]] = field(default_factory=OrderedDict)

    def scores(
        self, database: Database, model: Model, phrase: str
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """How well a description fits each photo.

        Args:
            database: An open cache database.
            model: One with a text file.
            phrase: The description, as typed.

        Returns:
            Photo ids int64 (n,), ascending, and cosine similarities float32 (n,); of a description without a
            word that the model knows, none.

        Raises:
            ModelError: If the text file can't be used, or does not belong to the model's other file.
        """
        with self._lock:
            pictures = self._load(database, model)
            query = self._vector(model, phrase)
        if not len(pictures.ids) or not query.any():
            return np.empty(0, np.int64), np.empty(0, np.float32)
        if len(query) != pictures.vectors.shape[1]:
            raise ModelError(
                "model-mismatch",
                path=str(model.require_file()),
                text=str(model.text),
                pictures=pictures.vectors.shape[1],
                words=len(query),
            )
        scores = np.empty(len(pictures.ids), np.float32)
        for part in blocks(len(scores), len(query)):
            scores[part] = pictures.vectors[part].astype(np.float32) @ query
        return pictures.ids, scores

    def _load(self, database: Database, model: Model) -> _Pictures:
        key = (model.key, Catalog(database).revision())
        if self._pictures is None or self._key != key:
            self._pictures = None  # the old ones make room before the new ones are loaded
            cache = EmbeddingCache(database)
            number = cache.model_id(model.key)
            stored = cache.load_contents(number if number is not None else -1)
            self._pictures, self._key = _Pictures(stored.ids, stored.vectors), key
        return self._pictures

    def _vector(self, model: Model, phrase: str) -> NDArray[np.float32]:
        key = (str(model.text), " ".join(phrase.split()))
        if key not in self._phrases:
            with MediaPipeTextEmbedder(model) as embedder:
                self._phrases[key] = embedder.embed(key[1])
            while len(self._phrases) > KEPT:
                self._phrases.popitem(last=False)
        self._phrases.move_to_end(key)
        return self._phrases[key]
