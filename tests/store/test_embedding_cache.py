"""Vectors, labels and thumbnails by content."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from fixtures.catalogs import content, put
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoclust.core.photo import PhotoId
from photoclust.store.catalog import Catalog
from photoclust.store.database import Database
from photoclust.store.embedding_cache import EmbeddingCache
from photoclust.store.schema import CACHE

NO_IDS, NO_SHARES = np.empty(0, np.uint16), np.empty(0, np.float32)


def unit(seed: int, dimensions: int = 1280) -> NDArray[np.float32]:
    vector = np.random.default_rng(seed).normal(size=dimensions).astype(np.float32)
    return vector / np.linalg.norm(vector)


@pytest.fixture
def catalog(cache: Database) -> Iterator[Catalog]:
    with cache.transaction():
        yield Catalog(cache)


@pytest.fixture
def vectors(cache: Database, catalog: Catalog) -> EmbeddingCache:
    return EmbeddingCache(cache)


@pytest.fixture
def model(vectors: EmbeddingCache) -> int:
    return vectors.add_model("lite0/5ec9c098eaaf/1")


class TestModels:
    def test_a_key_has_one_number(self, vectors: EmbeddingCache) -> None:
        assert vectors.model_id("a/1/1") is None
        first, second = vectors.add_model("a/1/1"), vectors.add_model("a/2/1")
        assert first != second
        assert vectors.add_model("a/1/1") == first == vectors.model_id("a/1/1")


class TestVectors:
    def test_they_come_back_by_photo(self, catalog: Catalog, vectors: EmbeddingCache, model: int) -> None:
        ids = [put(catalog, f"/p/{name}.jpg") for name in "ab"]
        for seed, name in enumerate("ab"):
            labels = np.array([999 - seed, 0, 65535], np.uint16)
            shares = np.array([0.75, 0.125, 0.0], np.float32)
            vectors.put(model, content(f"/p/{name}.jpg"), unit(seed), labels, shares)
        stored = vectors.load(model)
        assert stored.ids.tolist() == ids
        assert stored.vectors.dtype == np.float32
        assert [float(unit(seed) @ row) for seed, row in enumerate(stored.vectors)] == pytest.approx(
            [1, 1], abs=1e-6
        )
        assert stored.label_ids.tolist() == [[999, 0, 65535], [998, 0, 65535]]
        assert stored.label_probabilities.tolist() == [[0.75, 0.125, 0.0]] * 2

    def test_copies_of_a_content_have_a_row_each(
        self, catalog: Catalog, vectors: EmbeddingCache, model: int
    ) -> None:
        ids = [put(catalog, path, "same") for path in ("/p/a.jpg", "/q/a.jpg")]
        vectors.put(model, content("same"), unit(1), NO_IDS, NO_SHARES)
        stored = vectors.load(model)
        assert stored.ids.tolist() == ids
        assert np.array_equal(stored.vectors[0], stored.vectors[1])
        assert stored.label_ids.shape == stored.label_probabilities.shape == (2, 0)
        assert vectors.count(model) == 2

    def test_models_do_not_mix(self, catalog: Catalog, vectors: EmbeddingCache, model: int) -> None:
        put(catalog, "/p/a.jpg")
        other = vectors.add_model("lite2/38253ec7da5b/1")
        vectors.put(other, content("/p/a.jpg"), unit(1, 8), NO_IDS, NO_SHARES)
        assert not vectors.has(model, content("/p/a.jpg"))
        assert vectors.has(other, content("/p/a.jpg"))
        assert len(vectors.load(model).ids) == 0
        assert vectors.load(other).vectors.shape == (1, 8)

    def test_a_folder_of_them(self, catalog: Catalog, vectors: EmbeddingCache, model: int) -> None:
        for path in ("/p/a.jpg", "/q/b.jpg"):
            put(catalog, path)
            vectors.put(model, content(path), unit(1), NO_IDS, NO_SHARES)
        (photo_id,) = vectors.load(model, ["/q"]).ids
        assert catalog.photos([PhotoId(int(photo_id))])[0].path == "/q/b.jpg"

    def test_none(self, vectors: EmbeddingCache, model: int) -> None:
        for number in (model, -1):
            stored = vectors.load(number)
            assert (len(stored.ids), len(stored.vectors), vectors.count(number)) == (0, 0, 0)

    def test_a_vector_without_its_content_does_not_count(self, vectors: EmbeddingCache, model: int) -> None:
        """Both are written together; if only one is there, the photo has to be decoded again."""
        vectors.put(model, content("x"), unit(1), NO_IDS, NO_SHARES)
        assert not vectors.has(model, content("x"))

    @pytest.mark.parametrize("many", [1, 100])
    def test_some_contents_in_the_order_asked_for(
        self,
        catalog: Catalog,
        vectors: EmbeddingCache,
        model: int,
        many: int,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """One after another, or by reading all there are."""
        monkeypatch.setattr("photoclust.store.embedding_cache.MANY", many)
        monkeypatch.setattr("photoclust.store.embedding_cache.PAGE", 2)
        for number in range(5):
            put(catalog, f"/p/{number}.jpg", f"c{number}")
            shares = np.full(3, number / 8, np.float32)
            vectors.put(model, content(f"c{number}"), unit(number), np.arange(3, dtype=np.uint16), shares)
        put(catalog, "/p/copy.jpg", "c2")
        ids, contents = vectors.contents(model)
        assert ids.tolist() == sorted(ids.tolist())
        assert contents.tolist() == [content(f"c{number}") for number in (0, 1, 2, 3, 4, 2)]
        wanted = [content(name) for name in ("c3", "c0", "nobody", "c4")]
        some = vectors.load_some(model, np.frombuffer(b"".join(wanted), "V16"))
        exact = np.stack([unit(3), unit(0), np.zeros(1280), unit(4)])
        np.testing.assert_allclose(some.vectors, exact, atol=1e-3)
        assert some.label_ids[0].tolist() == [0, 1, 2]
        assert some.label_probabilities[:, 0].tolist() == [3 / 8, 0, 0, 4 / 8]
        assert len(vectors.load_some(model, np.zeros(0, "V16")).vectors) == 0

    def test_the_latest_counts(self, catalog: Catalog, vectors: EmbeddingCache, model: int) -> None:
        put(catalog, "/p/a.jpg")
        for seed in (1, 2):
            vectors.put(model, content("/p/a.jpg"), unit(seed), NO_IDS, NO_SHARES)
        (row,) = vectors.load(model).vectors
        assert float(row @ unit(2)) == pytest.approx(1, abs=1e-6)


@settings(max_examples=50)
@given(seed=st.integers(0, 2**32 - 1), dimensions=st.integers(1, 2048), scale=st.floats(1e-3, 1e3))
def test_half_precision_costs_next_to_nothing(
    tmp_path_factory: pytest.TempPathFactory, seed: int, dimensions: int, scale: float
) -> None:
    chance = np.random.default_rng(seed)
    # Few large entries among many small ones, as networks give them.
    raw = (chance.normal(size=dimensions) * scale ** chance.random(dimensions)).astype(np.float32)
    vector = raw / np.linalg.norm(raw)
    with Database(tmp_path_factory.mktemp("c"), CACHE) as database:
        put(Catalog(database), "/p/a.jpg")
        vectors = EmbeddingCache(database)
        vectors.put(vectors.add_model("m"), content("/p/a.jpg"), vector, NO_IDS, NO_SHARES)
        (row,) = vectors.load(1).vectors
    assert float(np.linalg.norm(row)) == pytest.approx(1, abs=1e-6)
    assert float(row @ vector) > 1 - 1e-6


class TestThumbnails:
    def test_they_belong_to_contents(self, catalog: Catalog, vectors: EmbeddingCache) -> None:
        first, copy = (put(catalog, path, "same") for path in ("/p/a.jpg", "/q/a.jpg"))
        vectors.put_thumbnail(content("same"), b"\xff\xd8old")
        vectors.put_thumbnail(content("same"), b"\xff\xd8new")
        assert vectors.thumbnail(first) == vectors.thumbnail(copy) == b"\xff\xd8new"

    def test_none(self, catalog: Catalog, vectors: EmbeddingCache) -> None:
        assert vectors.thumbnail(PhotoId(5)) is None
        assert vectors.thumbnail(put(catalog, "/p/a.jpg")) is None
