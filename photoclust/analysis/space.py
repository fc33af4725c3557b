"""The space in which photos are compared: centred and normalised again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PRIOR = 8.0


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """A library's vectors, centred.

    Attributes:
        mean: float32 (d,), what was subtracted.
        vectors: float32 (n, d), unit rows.
    """

    mean: NDArray[np.float32]
    vectors: NDArray[np.float32]

    def project(self, raw: NDArray[np.float32]) -> NDArray[np.float32]:
        """Brings unit rows (m, d) from outside into the space."""
        return _unit_rows(raw - self.mean)


def centre(raw: NDArray[np.float32]) -> Space:
    """Subtracts the mean of unit rows (n, d), shrunk for small n, and normalises again."""
    n = len(raw)
    if n == 0:
        return Space(np.zeros(raw.shape[1], np.float32), raw)
    mean = (raw.mean(axis=0, dtype=np.float64) * (n / (n + PRIOR))).astype(np.float32)
    return Space(mean, _unit_rows(raw - mean))


def _unit_rows(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
