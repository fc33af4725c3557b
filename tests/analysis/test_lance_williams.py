from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import linkage as scipys
from vector_kinds import Vectors, same_partition, unit_rows

from photoclust.analysis import lance_williams
from photoclust.analysis.hierarchy import cut_into
from photoclust.analysis.lance_williams import linkage_of_pairs
from photoclust.core.errors import CancelledError
from photoclust.core.grouping import Linkage

OTHERS = [linkage for linkage in Linkage if linkage is not Linkage.AVERAGE]


def expected(vectors: Vectors, linkage: Linkage) -> np.ndarray:
    metric = "euclidean" if linkage is Linkage.WARD else "cosine"
    tree = scipys(vectors.astype(np.float64), str(linkage), metric)
    if linkage is Linkage.WARD:
        tree[:, 2] = tree[:, 2] ** 2 / 2
    return np.asarray(tree)


@pytest.mark.parametrize("linkage", OTHERS)
@given(count=st.integers(2, 60), seed=st.integers(0, 2**32 - 1))
def test_the_tree_is_that_of_scipy(linkage: Linkage, count: int, seed: int) -> None:
    vectors = unit_rows(count, 8, seed=seed)
    tree, right = linkage_of_pairs(vectors, linkage), expected(vectors, linkage)
    np.testing.assert_allclose(tree[:, 2], right[:, 2], atol=1e-5)
    k = max(1, count // 3)
    assert same_partition(cut_into(tree, k), cut_into(right, k))


@pytest.mark.parametrize("linkage", OTHERS)
def test_equal_photos(linkage: Linkage) -> None:
    tree = linkage_of_pairs(np.tile(unit_rows(1, 8), (9, 1)), linkage)
    np.testing.assert_allclose(tree[:, 2], 0, atol=1e-6)
    assert (tree[:, 2] >= 0).all()
    assert tree[-1, 3] == 9


@pytest.mark.parametrize("linkage", OTHERS)
@pytest.mark.parametrize("count", [0, 1])
def test_alone_and_none(linkage: Linkage, count: int) -> None:
    assert linkage_of_pairs(unit_rows(count, 8), linkage).shape == (0, 4)


def test_what_is_not_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lance_williams, "MOST", 5)
    for linkage, count in ((Linkage.WARD, 6), (Linkage.AVERAGE, 3)):
        with pytest.raises(ValueError, match=f"{linkage} linkage of {count} vectors"):
            linkage_of_pairs(unit_rows(count, 8), linkage)


def test_it_can_be_stopped_and_says_how_far_it_is() -> None:
    heard: list[tuple[int, int]] = []
    linkage_of_pairs(unit_rows(300, 8), Linkage.WARD, on_progress=lambda *step: heard.append(step))
    assert heard[0] == (0, 299)
    assert heard[-1] == (299, 299)
    assert heard == sorted(heard)

    def stop() -> None:
        if len(heard) > 7:
            raise CancelledError
        heard.append((0, 0))

    heard.clear()
    with pytest.raises(CancelledError):
        linkage_of_pairs(unit_rows(1000, 8), Linkage.SINGLE, checkpoint=stop)
