"""How one picture lies on others, by the points they share.

Points whose descriptors are each other's nearest are matched. Each match has place, scale and direction in
both pictures, so it alone says how the one would lie on the other, and all others can be asked whether they
agree (as in Lowe 2004, section 7, but counted for each hypothesis instead of in bins). So nothing is drawn by
lot: the same pictures always have the same answer. A picture is compared with all its candidates, and their
mirror images, in a handful of array operations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.local_features import POINTS, UNIT, WIDTH, Features, mirrored
from photoclust.analysis.scale_space import EDGE

FEWEST = 4
"""Matches that have to agree before pixels are asked. Chance brings so many together in one pair of ten."""

_MATCHES = 64  # of a pair, the best ones
_ALIKE = 0.8 * UNIT**2  # product of the descriptors of a match, at least
_ROUGH = 0.1 * EDGE  # how far from where one match expects it another may lie
_TOLERANCES = (0.03 * EDGE, 0.015 * EDGE, 0.0125 * EDGE)  # then, while all that agree have their say
_TURN = np.cos(0.5)  # how far, as a cosine, directions of matches that agree may differ
_SCALE = 0.6  # and their scales, octaves
_TOGETHER = 32  # candidates at a time: 8 MB of products

Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Laid:
    """How a picture lies on another: a place z = x + i * `stretch` * y comes to `turn` * z + `shift`.

    Places are as in `Features`.

    Attributes:
        mirrored: Whether the first picture is mirrored, left for right, before that.
        turn: Scale and rotation.
        shift: In the second picture.
        support: How many matches agree.
        stretch: How much the proportions of the first picture have to be changed.
    """

    mirrored: bool
    turn: complex
    shift: complex
    support: int
    stretch: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class _Matches:
    """Of one picture with each of some others, (k, t) each: best first, those that are none last.

    Attributes:
        here: Places in the one, complex.
        there: Places in the others, complex.
        turns: Directions there less those here, radians.
        scales: Octaves that things are larger there.
        valid: Which are matches.
    """

    here: NDArray[np.complex64]
    there: NDArray[np.complex64]
    turns: NDArray[np.float32]
    scales: NDArray[np.float32]
    valid: NDArray[np.bool_]

    def of(self, rows: NDArray[np.int64]) -> _Matches:
        return _Matches(
            self.here[rows], self.there[rows], self.turns[rows], self.scales[rows], self.valid[rows]
        )


def lay_on(first: Features, others: Sequence[Features]) -> list[Laid | None]:
    """How a picture lies on each of some others; None where fewer than `FEWEST` matches agree."""
    if not len(first):
        return [None] * len(others)
    best: list[Laid | None] = []
    ways = first, mirrored(first)
    for start in range(0, len(others), _TOGETHER):
        some = others[start : start + _TOGETHER]
        descriptors, geometry = _side_by_side(some)
        found = [_laid(one, descriptors, geometry, flip) for flip, one in enumerate(ways)]
        best += [max(both, key=_support) for both in zip(*found, strict=True)]
    return best


def _support(laid: Laid | None) -> int:
    return laid.support if laid is not None else 0


def _side_by_side(others: Sequence[Features]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Descriptors (k * POINTS, WIDTH), zeros after its points, and geometry (k * POINTS, 4)."""
    descriptors = np.zeros((len(others), POINTS, WIDTH), np.float32)
    geometry = np.zeros((len(others), POINTS, 4), np.float32)
    for row, other in enumerate(others):
        descriptors[row, : len(other)] = other.descriptors
        geometry[row, : len(other)] = _geometry(other)
    return descriptors.reshape(-1, WIDTH), geometry.reshape(-1, 4)


def _geometry(features: Features) -> NDArray[np.float32]:
    return np.column_stack([features.places, np.log2(features.scales), features.turns])


def _laid(
    one: Features, descriptors: NDArray[np.float32], geometry: NDArray[np.float32], flip: int
) -> list[Laid | None]:
    matches = _matched(one, descriptors, geometry)
    found: list[Laid | None] = [None] * len(matches.valid)
    agree = _agreeing(matches)
    votes = agree.sum(axis=2)
    chosen = votes.argmax(axis=1)
    rows = np.flatnonzero(votes.max(axis=1, initial=0) >= FEWEST)
    for row, laid in _settled(matches.of(rows), agree[rows, chosen[rows]], bool(flip)):
        found[rows[row]] = laid
    return found


def _matched(one: Features, descriptors: NDArray[np.float32], geometry: NDArray[np.float32]) -> _Matches:
    """Pairs of points that are each other's nearest."""
    count, own = len(descriptors) // POINTS, len(one)
    products = one.descriptors.astype(np.float32) @ descriptors.T
    nearest = products.reshape(own, count, POINTS).argmax(axis=2)
    nearest += np.arange(count) * POINTS
    scores = np.take_along_axis(products, nearest, axis=1)
    scores[(scores < products.max(axis=0, initial=0)[nearest]) | (scores < _ALIKE)] = 0
    order = np.argsort(-scores, axis=0, kind="stable")[:_MATCHES].T
    every = np.arange(count)[:, None]
    here, there = _geometry(one)[order], geometry[nearest.T[every, order]]
    return _Matches(
        here[..., 0] + 1j * here[..., 1],
        there[..., 0] + 1j * there[..., 1],
        there[..., 3] - here[..., 3],
        there[..., 2] - here[..., 2],
        scores.T[every, order] > 0,
    )


def _agreeing(matches: _Matches) -> NDArray[np.bool_]:
    """Which matches agree with each: bool (k, t, t)."""
    spin = np.exp2(matches.scales) * np.exp(1j * matches.turns)
    shift = matches.there - spin * matches.here
    ones = np.ones_like(matches.turns)
    expect_x = np.stack([spin.real, -spin.imag, -ones, shift.real], axis=2)
    expect_y = np.stack([spin.imag, spin.real, -ones, shift.imag], axis=2)
    given_x = np.stack([matches.here.real, matches.here.imag, matches.there.real, ones], axis=1)
    given_y = np.stack([matches.here.real, matches.here.imag, matches.there.imag, ones], axis=1)
    off = expect_x @ given_x
    off *= off
    across = expect_y @ given_y
    across *= across
    off += across
    agree = off < _ROUGH**2
    directions = np.stack([np.cos(matches.turns), np.sin(matches.turns)], axis=2)
    agree &= directions @ directions.transpose(0, 2, 1) > _TURN
    agree &= np.abs(matches.scales[:, :, None] - matches.scales[:, None, :]) < _SCALE
    agree &= matches.valid[:, :, None]
    agree &= matches.valid[:, None, :]
    return agree


def _settled(matches: _Matches, agree: NDArray[np.bool_], flip: bool) -> Iterator[tuple[int, Laid]]:
    """The similarity that suits all who agree with it, by least squares, while their circle narrows."""
    for tolerance in _TOLERANCES:
        turn, shift = _least_squares(matches, agree)
        length = np.maximum(np.abs(turn), 1e-6)
        agree = matches.valid & (np.abs(turn * matches.here + shift - matches.there) < tolerance)
        agree &= np.cos(matches.turns - np.angle(turn)) > _TURN
        agree &= np.abs(matches.scales - np.log2(length)) < _SCALE
    turn, shift = _least_squares(matches, agree)
    support = agree.sum(axis=1)
    for row in np.flatnonzero((support >= FEWEST) & (np.abs(turn[:, 0]) > 1e-3)):
        yield int(row), Laid(flip, complex(turn[row, 0]), complex(shift[row, 0]), int(support[row]))


def _least_squares(
    matches: _Matches, agree: NDArray[np.bool_]
) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """What brings the places here on those there, (k, 1) each: a line through complex numbers."""
    here, there = matches.here.astype(np.complex128), matches.there.astype(np.complex128)
    count = np.maximum(agree.sum(axis=1, keepdims=True), 1)
    mean_here = (here * agree).sum(axis=1, keepdims=True) / count
    mean_there = (there * agree).sum(axis=1, keepdims=True) / count
    off = (here - mean_here) * agree
    spread = np.maximum((off.real**2 + off.imag**2).sum(axis=1, keepdims=True), 1e-9)
    turn = ((there - mean_there) * off.conj()).sum(axis=1, keepdims=True) / spread
    return turn, mean_there - turn * mean_here
