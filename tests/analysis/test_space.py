from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from vector_kinds import Vectors, photos, unit

from photoclust.analysis import space
from photoclust.analysis.space import label_roots, make_frame, mean_of, normalised, principal_directions

CLASSES, STORED = 30, 6


def no_labels(count: int) -> tuple[NDArray[np.uint16], Vectors]:
    return np.zeros((count, 0), np.uint16), np.zeros((count, 0), np.float32)


def labels(count: int, seed: int = 0) -> tuple[NDArray[np.uint16], Vectors]:
    rng = np.random.default_rng(seed)
    ids = np.array([rng.choice(CLASSES, STORED, replace=False) for _ in range(count)], np.uint16)
    return ids.reshape(count, STORED), rng.dirichlet(np.full(STORED, 0.4), count).astype(np.float32)


def lengths(vectors: Vectors) -> Vectors:
    return np.linalg.norm(vectors, axis=1)


class TestTheFrame:
    @given(photos(least=1), st.booleans())
    def test_rows_are_unit_vectors(self, raw: Vectors, labelled: bool) -> None:
        before = raw.copy()
        beside = labels(len(raw)) if labelled else no_labels(len(raw))
        placed = make_frame(raw, *beside).place(raw, *beside)
        assert (raw == before).all()
        assert placed.dtype == np.float32
        assert placed.flags.c_contiguous
        np.testing.assert_allclose(lengths(placed), 1, atol=1e-5)

    @given(photos())
    def test_with_few_photos_nothing_is_left_out(self, raw: Vectors) -> None:
        """Cosines are those of centred vectors as long as there are no more photos than directions."""
        frame = make_frame(raw, *no_labels(len(raw)))
        placed, centred = frame.place(raw, *no_labels(len(raw))), normalised(raw - mean_of(raw))
        np.testing.assert_allclose(placed @ placed.T, centred @ centred.T, atol=1e-4)

    def test_labels_join_in_with_their_weight(self) -> None:
        rng = np.random.default_rng(1)
        raw, beside = unit(rng.standard_normal((50, 80))), labels(50)
        placed = make_frame(raw, *beside).place(raw, *beside)
        feature = normalised(raw - mean_of(raw))
        roots = label_roots(*beside, CLASSES)
        roots = normalised(roots - mean_of(roots))
        expected = (feature @ feature.T + 0.25 * roots @ roots.T) / 1.25
        np.testing.assert_allclose(placed @ placed.T, expected, atol=1e-4)

    def test_half_precision_makes_hardly_a_difference(self) -> None:
        raw = unit(np.random.default_rng(1).standard_normal((50, 80)))
        whole = make_frame(raw, *no_labels(50)).place(raw, *no_labels(50))
        half = raw.astype(np.float16)
        placed = make_frame(half, *no_labels(50)).place(half, *no_labels(50))
        np.testing.assert_allclose(placed @ placed.T, whole @ whole.T, atol=2e-3)

    def test_many_photos_keep_their_main_directions(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(space, "DIMENSIONS", 9)
        rng = np.random.default_rng(2)
        signal = rng.standard_normal((500, 8)) @ rng.standard_normal((8, 60))
        raw = unit(signal + 0.05 * rng.standard_normal(signal.shape) + 2)
        placed = make_frame(raw, *no_labels(500)).place(raw, *no_labels(500))
        centred = normalised(raw - mean_of(raw))
        assert placed.shape == (500, 9)
        assert np.abs(placed @ placed.T - centred @ centred.T).max() < 0.05

    def test_a_class_nobody_had_counts_nothing(self) -> None:
        raw, (ids, shares) = unit(np.random.default_rng(3).standard_normal((9, 20))), labels(9)
        frame = make_frame(raw, ids, shares)
        stranger = ids.copy()
        stranger[:, -1] = 60_000
        np.testing.assert_array_equal(
            label_roots(stranger, shares, CLASSES),
            label_roots(ids, np.where(stranger == 60_000, 0, shares), CLASSES),
        )
        assert np.isfinite(frame.place(raw, stranger, shares)).all()

    def test_an_empty_library_has_a_frame(self) -> None:
        frame = make_frame(np.zeros((0, 4), np.float32), *no_labels(0))
        assert frame.place(np.zeros((0, 4), np.float32), *no_labels(0)).shape == (0, 0)


class TestAQuery:
    @given(photos())
    def test_comes_where_the_photo_is(self, raw: Vectors) -> None:
        frame = make_frame(raw, *no_labels(len(raw)))
        here, there = (way(raw, *no_labels(len(raw))) for way in (frame.place, frame.place_query))
        np.testing.assert_allclose(here, there, atol=1e-4)

    def test_unlike_everything_resembles_nothing(self) -> None:
        raw = np.eye(40, dtype=np.float32)[:20] + 0.01
        frame = make_frame(raw, *no_labels(20))
        query = frame.place_query(np.eye(40, dtype=np.float32)[[39]], *no_labels(1))
        assert (query @ frame.place(raw, *no_labels(20)).T < 0.1).all()

    @given(photos(least=3), st.integers(0, 2**32 - 1))
    def test_is_never_longer_than_a_photo(self, raw: Vectors, seed: int) -> None:
        queries = unit(np.random.default_rng(seed).standard_normal((5, raw.shape[1])))
        placed = make_frame(raw, *no_labels(len(raw))).place_query(queries, *no_labels(5))
        assert (lengths(placed) < 1 + 1e-5).all()


def test_many_photos_are_centred_on_their_mean() -> None:
    raw = unit(np.random.default_rng(0).standard_normal((3000, 40)) + 2)
    assert lengths(raw.mean(axis=0, keepdims=True))[0] > 0.8
    np.testing.assert_allclose(mean_of(raw), raw.mean(axis=0), rtol=0.01)


def test_two_alike_photos_stay_alike() -> None:
    raw = unit(np.array([[1.0, 0.0, 0.1], [1.0, 0.1, 0.0]]))
    one, other = make_frame(raw, *no_labels(2)).place(raw, *no_labels(2))
    assert one @ other > 0.95


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_principal_directions_reach_as_far_as_those_of_the_svd(
    rows: int, width: int, count: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    matrix = (rng.standard_normal((rows, width)) * 0.7 ** np.arange(width)).astype(np.float32)
    basis = principal_directions(matrix, count)
    wanted = min(rows, width, count)
    assert basis.shape == (width, wanted)
    np.testing.assert_allclose(basis.T @ basis, np.eye(wanted), atol=1e-4)
    singular = np.linalg.svd(matrix, compute_uv=False)[:wanted]
    assert lengths((matrix @ basis).ravel()[None])[0] >= 0.99 * np.linalg.norm(singular)


def test_zeros_stay_zeros() -> None:
    assert (normalised(np.zeros((2, 3), np.float32)) == 0).all()
