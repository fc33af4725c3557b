"""Which pairs of photos are worth a closer look, by their perceptual hashes.

What is upside down or on its side looks like something else to a model trained on upright photos, so its
vector is far away: of 44 photos turned by 180 degrees, 8 were less alike than `proposals.LEAST`. A hash of
signs of frequencies can be turned without the picture.
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Checkpoint, Ints, no_checkpoint

Hashes = NDArray[np.uint64]

FARTHEST = 10
"""Bits in which two hashes may differ: the same picture turned or small; of unrelated ones 1 in 100,000."""

MOST = 10
"""Of these, the nearest of each photo and each way to turn it."""

_BITS = 64
_TABLES, _KEY_BITS = 24, 10  # by which 98 % of pairs that differ in 10 bits meet, and all but all nearer ones
_CROWD = 1_000  # photos under one key, from which on it says nothing: empty pictures, most likely
_AT_ONCE = 1 << 21  # pairs


def propose_by_hash(
    hashes: Hashes, turned: Hashes, *, checkpoint: Checkpoint = no_checkpoint
) -> NDArray[np.int32]:
    """Pairs whose hashes are near each other when one of the pictures is turned or mirrored.

    Hashes meet where they agree in some bits, chosen once and for all (locality-sensitive hashing by bit
    sampling: Indyk, Motwani 1998, section 4.2); the same hashes give the same pairs.

    Args:
        hashes: uint64 (n,).
        turned: uint64 (n, w), the hash of each photo in every way it could lie.
        checkpoint: Called now and then; raises to cancel.

    Returns:
        int32 (m, 2): rows, the smaller first, in ascending order.
    """
    count, ways = turned.shape
    queries = turned.ravel()
    found: list[NDArray[np.int64]] = [np.zeros((0, 3), np.int64)]
    for bits in _samples():
        keys = _key(hashes, bits)
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        wanted = _key(queries, bits)
        starts = np.searchsorted(keys, wanted, side="left")
        sizes = np.searchsorted(keys, wanted, side="right") - starts
        sizes[sizes > _CROWD] = 0
        for part in _parts(sizes):
            checkpoint()
            asked = np.repeat(np.arange(part.start, part.stop), sizes[part])
            others = order[_ranges(starts[part], sizes[part])]
            differ = _ones(queries[asked] ^ hashes[others])
            near = (differ <= FARTHEST) & (others != asked // ways)
            found.append(np.stack([asked[near], others[near], differ[near]], axis=1))
    asked, others = _nearest(np.unique(np.concatenate(found), axis=0))
    rows = asked // ways
    names = np.unique(np.minimum(rows, others) * count + np.maximum(rows, others))
    return np.column_stack([names // max(1, count), names % max(1, count)]).astype(np.int32)


def _samples() -> NDArray[np.uint64]:
    """The bits by which each table is looked up, (tables, bits of a key)."""
    dice = np.random.default_rng(20)
    return np.stack([dice.choice(_BITS, _KEY_BITS, replace=False).astype(np.uint64) for _ in range(_TABLES)])


def _key(hashes: Hashes, bits: NDArray[np.uint64]) -> NDArray[np.int64]:
    keys = np.zeros(len(hashes), np.int64)
    for place, bit in enumerate(bits):
        keys |= ((hashes >> bit) & np.uint64(1)).astype(np.int64) << place
    return keys


def _parts(sizes: Ints) -> list[slice]:
    """Cuts the queries so that those of a part meet at most about `_AT_ONCE` photos."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    cuts = np.searchsorted(ends, np.arange(_AT_ONCE, total, _AT_ONCE)) + 1
    edges = np.unique(np.concatenate([[0], cuts, [len(sizes)]])).tolist()
    return [slice(start, stop) for start, stop in itertools.pairwise(edges)]


def _ranges(starts: Ints, sizes: Ints) -> Ints:
    """The numbers from each start on, as many as its size, one after the other."""
    before = np.cumsum(sizes) - sizes
    return np.arange(int(sizes.sum())) - np.repeat(before - starts, sizes)


def _ones(words: Hashes) -> NDArray[np.int64]:
    """How many bits are set."""
    ones: NDArray[np.int64] = np.unpackbits(words.view(np.uint8).reshape(-1, 8), axis=1).sum(
        axis=1, dtype=np.int64
    )
    return ones


def _nearest(found: NDArray[np.int64]) -> tuple[Ints, Ints]:
    """The `MOST` nearest of each query; equally near ones by number."""
    asked, others, differ = found.T
    order = np.lexsort((others, differ, asked))
    asked, others = asked[order], others[order]
    rank = np.arange(len(asked)) - np.searchsorted(asked, asked)
    return asked[rank < MOST], others[rank < MOST]
