"""Pairs of near hashes, against looking at all pairs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoclust.analysis import hash_proposals
from photoclust.analysis.hash_proposals import FARTHEST, MOST, propose_by_hash


def random_hashes(count: int, seed: int) -> NDArray[np.uint64]:
    return np.random.default_rng(seed).integers(0, 2**64, count, np.uint64)


def with_flips(value: np.uint64, bits: list[int]) -> np.uint64:
    for bit in bits:
        value ^= np.uint64(1) << np.uint64(bit)
    return value


def pairs_of(hashes: NDArray[np.uint64], turned: NDArray[np.uint64] | None = None) -> list[list[int]]:
    return propose_by_hash(hashes, hashes[:, None] if turned is None else turned).tolist()


def test_hashes_of_other_pictures_are_no_pairs() -> None:
    assert pairs_of(random_hashes(3_000, 1)) == []


def test_near_hashes_are_pairs() -> None:
    hashes = random_hashes(500, 2)
    hashes[7] = with_flips(hashes[300], [0, 63, 31])
    hashes[8] = hashes[301]
    assert pairs_of(hashes) == [[7, 300], [8, 301]]


def test_the_way_a_picture_is_turned_does_not_matter() -> None:
    hashes = random_hashes(400, 3)
    turned = np.stack([hashes, ~hashes], axis=1)  # as if mirroring a picture flipped all bits
    hashes[5] = with_flips(~hashes[200], [3, 4])
    turned[5] = hashes[5], ~hashes[5]
    assert pairs_of(hashes, turned) == [[5, 200]]


def test_almost_every_pair_at_the_farthest_is_found() -> None:
    dice = np.random.default_rng(4)
    hashes = random_hashes(2_000, 5)
    for row in range(1_000):
        bits = dice.choice(64, FARTHEST, replace=False).tolist()
        hashes[1_000 + row] = with_flips(hashes[row], bits)
    found = pairs_of(hashes)
    assert all(second - first == 1_000 for first, second in found)
    assert len(found) > 950


@settings(max_examples=30)
@given(st.lists(st.integers(0, 2**64 - 1), max_size=40), st.randoms())
def test_order_makes_no_difference(values: list[int], dice: object) -> None:
    hashes = np.array(values, np.uint64)
    assert pairs_of(hashes) == sorted(pairs_of(hashes))
    order = np.random.default_rng(len(values)).permutation(len(hashes))
    again = {frozenset((values[order[a]], values[order[b]])) for a, b in pairs_of(hashes[order])}
    if len(values) <= MOST:  # with more, whom the nearest ten are may depend on it
        assert again == {frozenset((values[a], values[b])) for a, b in pairs_of(hashes)}


def test_of_many_the_nearest_are_taken() -> None:
    dice = np.random.default_rng(6)
    middle = np.uint64(0x0123456789ABCDEF)
    far = [with_flips(middle, dice.choice(64, 5, replace=False).tolist()) for _ in range(60)]
    near = [with_flips(middle, [bit]) for bit in range(MOST)]
    hashes = np.array([middle, *far, *near], np.uint64)
    partners = [second for first, second in pairs_of(hashes) if first == 0]
    assert {61 + number for number in range(MOST)} <= set(partners)


def test_a_crowd_of_empty_pictures_is_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hash_proposals, "_CROWD", 50)
    assert pairs_of(np.zeros(200, np.uint64)) == []
    assert pairs_of(np.zeros(3, np.uint64)) == [[0, 1], [0, 2], [1, 2]]


def test_parts_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = np.repeat(random_hashes(300, 7), 2)
    whole = pairs_of(hashes)
    assert whole == [[2 * row, 2 * row + 1] for row in range(300)]
    monkeypatch.setattr(hash_proposals, "_AT_ONCE", 7)
    assert pairs_of(hashes) == whole


@pytest.mark.parametrize("count", [0, 1])
def test_too_few(count: int) -> None:
    found = propose_by_hash(np.zeros(count, np.uint64), np.zeros((count, 8), np.uint64))
    assert found.shape == (0, 2)


def test_it_can_be_stopped() -> None:
    class StopError(Exception):
        pass

    def stop() -> None:
        raise StopError

    with pytest.raises(StopError):
        propose_by_hash(np.zeros(3, np.uint64), np.zeros((3, 1), np.uint64), checkpoint=stop)
