from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score
from vector_kinds import blobs, centred, same_partition

from photoclust.analysis import elbow as module
from photoclust.analysis.elbow import elbow, knee
from photoclust.analysis.kmeans import distortion_around, kmeans
from photoclust.analysis.silhouette import mean_silhouette


@given(st.integers(2, 60), st.integers(1, 60), st.floats(1.5, 50), st.floats(0.1, 1e6), st.floats(0, 1e6))
def test_the_knee_of_two_straight_lines_is_where_they_meet(
    left: int, right: int, steeper: float, scale: float, offset: float
) -> None:
    ks = list(range(1, left + right + 2))
    falling = [max(0, left + 1 - k) * (steeper - 1) + (ks[-1] - k) for k in ks]
    assert knee(ks, [offset + scale * value for value in falling]) == left + 1


def test_the_knee_of_a_hyperbola() -> None:
    """On [1, 100], 1/k falls as fast as the line between its ends at k = 10."""
    ks = list(range(1, 101))
    assert knee(ks, [1 / k for k in ks]) == 10


def test_an_unlucky_run_does_not_move_the_knee() -> None:
    ks = list(range(1, 101))
    curve = [1 / k for k in ks]
    curve[-1] += 0.3
    curve[60] += 0.3
    assert knee(ks, curve) == 10


def test_curves_without_a_knee() -> None:
    assert knee([3], [1.0]) == 3
    assert knee([3, 9], [2.0, 1.0]) == 3
    assert knee([1, 2, 3], [5.0, 5.0, 5.0]) == 1
    assert knee([1, 2, 3], [5.0, 6.0, 7.0]) == 1


@pytest.mark.parametrize(("ks", "distortions"), [([], []), ([1, 2], [1.0])])
def test_nonsense_is_refused(ks: list[int], distortions: list[float]) -> None:
    with pytest.raises(ValueError, match="curve"):
        knee(ks, distortions)


@pytest.mark.parametrize(("groups", "size"), [(5, 6), (8, 12), (30, 8)])
def test_clear_groups_are_counted(groups: int, size: int) -> None:
    raw, truth = blobs(groups, size, dimensions=100, spread=0.3)
    vectors = centred(raw)
    result = elbow(vectors)
    assert result.k == groups
    assert adjusted_rand_score(truth, result.clusters.labels) == 1


def test_the_answer_is_complete() -> None:
    raw, _ = blobs(10, 30, dimensions=50, spread=1.5)
    vectors = centred(raw)
    steps: list[tuple[int, int]] = []
    result = elbow(vectors, k_max=60, on_progress=lambda *step: steps.append(step))
    ks = [point.k for point in result.curve]
    assert ks == sorted(set(ks))
    assert (ks[0], ks[-1]) == (1, 60)
    assert result.k == knee(ks, [point.distortion for point in result.curve])
    assert result.curve[0].distortion == pytest.approx(kmeans(vectors, 1).distortion)
    assert same_partition(result.clusters.labels, kmeans(vectors, result.k).labels)
    assert result.silhouette == mean_silhouette(vectors, result.clusters.labels)
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]
    near = [k for k in ks if abs(k - result.k) <= 0.2 * result.k]
    assert len(near) >= 4  # looked at closely where it matters
    again = elbow(vectors, k_max=60)
    assert [point.distortion for point in again.curve] == [point.distortion for point in result.curve]


def test_of_many_photos_a_sample_is_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, truth = blobs(8, 60, dimensions=50, spread=0.3)
    monkeypatch.setattr(module, "_SAMPLE", 100)
    result = elbow(vectors)
    assert result.k == 8
    assert adjusted_rand_score(truth, result.clusters.labels) == 1
    at_eight = next(point.distortion for point in result.curve if point.k == 8)
    assert at_eight == pytest.approx(result.clusters.distortion, rel=0.1)
    assert at_eight >= distortion_around(vectors, result.clusters.centroids)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_hardly_any_photos(count: int) -> None:
    result = elbow(np.eye(5, dtype=np.float32)[:count])
    assert 1 <= result.k <= count
    assert result.curve[0].k == 1


def test_only_copies() -> None:
    result = elbow(np.eye(5, dtype=np.float32)[[0] * 9])
    assert result.k == 1
    assert result.silhouette is None


@pytest.mark.parametrize(("count", "k_max"), [(0, None), (5, 0)])
def test_impossible_ranges(count: int, k_max: int | None) -> None:
    with pytest.raises(ValueError, match="elbow"):
        elbow(np.eye(5, dtype=np.float32)[:count], k_max=k_max)


def test_it_can_be_cancelled() -> None:
    calls: list[int] = []

    def stop() -> None:
        calls.append(1)
        if len(calls) == 4:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        elbow(blobs(4, 10)[0], checkpoint=stop)
