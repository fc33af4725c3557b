from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA
from vector_kinds import unit_rows

from photoclust.analysis.principal import principal_components
from photoclust.core.errors import CancelledError


@pytest.mark.parametrize("shape", [(400, 80), (30, 80), (5, 3)])
def test_the_components_are_those_of_a_singular_value_decomposition(shape: tuple[int, int]) -> None:
    random = np.random.default_rng(1)
    # Spreads that differ, or the axes would be anybody's choice.
    vectors = (random.normal(size=shape) * 0.8 ** np.arange(shape[1])).astype(np.float32)
    count = min(3, *shape)
    ours = principal_components(vectors, count)
    theirs = PCA(count, svd_solver="full").fit_transform(vectors)
    for column in range(count):
        same = min(
            np.abs(ours[:, column] - theirs[:, column]).max(),
            np.abs(ours[:, column] + theirs[:, column]).max(),
        )
        assert same < 2e-3 * np.abs(theirs[:, 0]).max()


def test_fewer_come_back_where_there_are_not_so_many() -> None:
    assert principal_components(unit_rows(3, 40), 10).shape == (3, 3)
    assert principal_components(unit_rows(30, 2), 10).shape == (30, 2)


def test_equal_vectors_have_no_spread() -> None:
    assert np.abs(principal_components(np.ones((20, 6), np.float32), 2)).max() < 1e-5


def test_it_can_be_stopped() -> None:
    def stop() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        principal_components(unit_rows(30, 8), 2, checkpoint=stop)
