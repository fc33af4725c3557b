from __future__ import annotations

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from photoclust.analysis import near_neighbours as module
from photoclust.analysis.near_neighbours import near_neighbours


def islands(count: int, dimensions: int = 16, groups: int = 40) -> np.ndarray:
    random = np.random.default_rng(0)
    centres = random.normal(size=(groups, dimensions))
    noise = 0.3 * random.normal(size=(count, dimensions))
    return (centres[random.integers(0, groups, count)] + noise).astype(np.float32)


def exact(points: np.ndarray, count: int) -> np.ndarray:
    return NearestNeighbors(n_neighbors=count + 1).fit(points).kneighbors(points)[1][:, 1:]


def test_small_sets_are_searched_exactly() -> None:
    points = islands(500)
    assert np.array_equal(near_neighbours(points, 7), exact(points, 7))


def test_of_large_sets_nearly_all_neighbours_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EXACT_UP_TO", 1000)
    monkeypatch.setattr(module, "PROBED", 8)
    points = islands(4000)
    found, true = near_neighbours(points, 10), exact(points, 10)
    shared = np.mean([len(set(ours) & set(theirs)) for ours, theirs in zip(found, true, strict=True)])
    assert shared > 9.8
    assert not (found == np.arange(4000)[:, None]).any(), "nobody is a neighbour of itself"
    assert all(len(set(row)) == 10 for row in found.tolist())


def test_cells_with_too_few_photos_are_compared_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EXACT_UP_TO", 10)
    monkeypatch.setattr(module, "PROBED", 1)
    points = islands(60, groups=3)
    assert near_neighbours(points, 30).shape == (60, 30)


def test_progress_ends_with_all_of_them() -> None:
    told: list[tuple[int, int]] = []
    near_neighbours(islands(100), 3, on_progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (100, 100)
