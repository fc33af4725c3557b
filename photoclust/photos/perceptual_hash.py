"""A 64-bit perceptual hash: what a picture looks like, whatever its size and encoding."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

EDGE = 32
LOW = 8
MIDDLE = slice(LOW * LOW // 2 - 1, LOW * LOW // 2 + 1)


@functools.cache
def _cosines() -> NDArray[np.float32]:
    """The first `LOW` + 1 rows of the DCT-II matrix for signals of length `EDGE`."""
    k = np.arange(LOW + 1)[:, None]
    n = np.arange(EDGE)[None, :]
    return np.cos(np.pi * k * (2 * n + 1) / (2 * EDGE)).astype(np.float32)


def perceptual_hash(grey: NDArray[np.uint8]) -> int:
    """The pHash of a picture (Zauner 2010, section 3.2.1): signs of its low DCT frequencies.

    Args:
        grey: uint8 (32, 32), luminance.

    Returns:
        64 bits as a signed integer (what SQLite stores). The row and column of frequency 0 are left out,
        so that brightness and simple gradients do not count.
    """
    cosines = _cosines()
    low = (cosines @ grey.astype(np.float32) @ cosines.T)[1:, 1:]
    below, above = np.sort(low, axis=None)[
        MIDDLE
    ]  # the median lies between; NumPy's own takes ten times as long
    bits = np.packbits(low > (below + above) / 2)
    return int.from_bytes(bits.tobytes(), "big", signed=True)


def turned_hashes(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hashes that pictures would have if they were mirrored, turned by quarters, or both.

    Mirroring changes the signs of the odd frequencies along an axis, turning over the diagonal exchanges the
    axes. As bits are compared with a median near 0 and not with 0, a few may come out otherwise.

    Args:
        hashes: uint64 (n,).

    Returns:
        uint64 (n, 8), as it is first.
    """
    bits = np.unpackbits(hashes.astype(">u8").view(np.uint8)).reshape(len(hashes), LOW, LOW)
    odd = np.arange(1, LOW + 1) % 2 == 1
    ways = [
        flat ^ (odd & across) ^ (odd & down)[:, None]
        for flat in (bits, bits.swapaxes(1, 2))
        for across in (False, True)
        for down in (False, True)
    ]
    packed = np.packbits(np.stack(ways, axis=1).reshape(len(hashes), 8, LOW * LOW), axis=2)
    return packed.view(">u8")[..., 0].astype(np.uint64)
