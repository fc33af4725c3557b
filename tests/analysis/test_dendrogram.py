from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vector_kinds import Vectors, lattices, photos, same_partition

from photoclust.analysis import hierarchy
from photoclust.analysis.dendrogram import Dendrogram

LIBRARIES = st.one_of(photos(least=1), lattices())


@given(LIBRARIES)
def test_cuts_are_those_of_the_tree(vectors: Vectors) -> None:
    tree = hierarchy.average_linkage(vectors)
    dendrogram = Dendrogram(tree)
    assert len(dendrogram) == len(vectors)
    assert sorted(dendrogram.order.tolist()) == list(range(len(vectors)))
    for k in range(1, len(vectors) + 1):
        cut = dendrogram.cut(k)
        assert (cut.labels() == hierarchy.cut_into(tree, k)).all()
        assert len(cut.nodes) == len(cut.starts) == k
        assert cut.sizes.sum() == len(vectors)
        assert (np.diff(cut.starts) > 0).all()
        for node, size in zip(cut.nodes, cut.sizes, strict=True):
            assert size == (1 if node < len(vectors) else tree[node - len(vectors), 3])


@given(LIBRARIES, st.floats(-1, 1))
def test_a_similarity_gives_the_clusters_of_the_tree(vectors: Vectors, similarity: float) -> None:
    tree = hierarchy.average_linkage(vectors)
    cut = Dendrogram(tree).cut(Dendrogram(tree).clusters_at(similarity))
    assert same_partition(cut.labels(), hierarchy.cut_at_similarity(tree, similarity))


@given(LIBRARIES, st.lists(st.floats(-1, 1), min_size=2, max_size=2))
def test_a_lower_similarity_never_splits(vectors: Vectors, similarities: list[float]) -> None:
    dendrogram = Dendrogram(hierarchy.average_linkage(vectors))
    low, high = (dendrogram.cut(dendrogram.clusters_at(value)) for value in sorted(similarities))
    assert set(low.starts.tolist()) <= set(high.starts.tolist())


@given(LIBRARIES, st.integers(1, 6))
def test_the_curve_says_what_every_cut_has(vectors: Vectors, min_size: int) -> None:
    dendrogram = Dendrogram(hierarchy.average_linkage(vectors))
    curve = dendrogram.curve(min_size)
    assert (np.diff(curve.similarities) < 0).all()
    assert curve.similarities[0] == 1
    for similarity, groups, loose in zip(curve.similarities, curve.groups, curve.unclustered, strict=True):
        sizes = dendrogram.cut(dendrogram.clusters_at(float(similarity))).sizes
        assert groups == np.count_nonzero(sizes >= min_size)
        assert loose == sizes[sizes < min_size].sum()


@given(LIBRARIES, st.integers(2, 9))
def test_a_thinned_curve_is_some_of_it(vectors: Vectors, points: int) -> None:
    whole = Dendrogram(hierarchy.average_linkage(vectors)).curve(2)
    few = whole.thinned(points)
    assert 1 <= len(few.similarities) <= points
    assert few.similarities[0] == whole.similarities[0]
    assert few.similarities[-1] == whole.similarities[-1]
    for similarity, groups, loose in zip(few.similarities, few.groups, few.unclustered, strict=True):
        (place,) = np.flatnonzero(whole.similarities == similarity)
        assert (groups, loose) == (whole.groups[place], whole.unclustered[place])


def test_a_number_that_can_not_be_made() -> None:
    dendrogram = Dendrogram(hierarchy.average_linkage(np.eye(3, dtype=np.float32)))
    for k in (0, 4):
        with pytest.raises(ValueError, match="of 3 rows"):
            dendrogram.cut(k)
