"""What pushes the points of a t-SNE picture apart, for all pairs at once by a Fourier transform.

Every point repels every other, which is n^2 forces. But the force is a smooth function of where one is, so it
is worked out on a grid, where it is a convolution, and read off between the nodes (Linderman et al. 2019,
"Fast interpolation-based t-SNE", Nature Methods 16). Unlike there, the two components of the force are
convolved themselves with one charge a point, instead of being put together from four charges: one transform
there and three back, and no differences of large numbers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Ints, Vectors

SPACING = 0.4
"""Of the nodes, in units in which the kernel 1 / (1 + d^2) falls to a half over 1."""

FEWEST = 60
"""Nodes along the longer side, however small the picture is."""

_REACH = np.arange(-1, 3)  # a point touches the nodes before it and the ones after it: cubic interpolation


class Repulsion:
    """Keeps the transforms of the kernels between steps: they change only with the size of the grid."""

    def __init__(self) -> None:
        self._key: tuple[int, float] | None = None
        self._kernels: tuple[NDArray[np.complexfloating[Any, Any]], ...] = ()
        self._beside = np.zeros((16, 16), np.float32)  # q between the nodes that one point touches

    def forces(self, points: Vectors) -> tuple[Vectors, float]:
        """The repulsion of all others at each point.

        Args:
            points: float32 (n, 2).

        Returns:
            sum_j q_ij^2 (y_i - y_j) with q = 1 / (1 + |y_i - y_j|^2), float32 (n, 2), and the sum of q over
            all ordered pairs, which it has to be divided by.
        """
        low = points.min(axis=0)
        span = float(np.max(points.max(axis=0) - low))
        spacing = min(SPACING, max(span, 1e-12) / FEWEST)
        nodes = _fast_length(int(span / spacing) + 5)
        self._prepare(nodes, spacing)
        where, shares = _touched(points, low, spacing, nodes)
        charge = np.bincount(where.ravel(), shares.ravel(), nodes * nodes).reshape(nodes, nodes)
        spectrum = np.fft.rfft2(charge.astype(np.float32), (2 * nodes, 2 * nodes))
        potential, across, down = (
            self._read(spectrum * kernel, nodes, where, shares) for kernel in self._kernels
        )
        # A point does not repel itself: what it contributes to its own place is taken out as the grid has it.
        own = np.einsum("ij,ij->", shares @ self._beside, shares, dtype=np.float64)
        total = float(potential.sum(dtype=np.float64)) - float(own)
        return np.column_stack([across, down]), max(total, 1e-12)

    def _prepare(self, nodes: int, spacing: float) -> None:
        if self._key == (nodes, spacing):
            return
        steps = np.arange(2 * nodes, dtype=np.float64)
        steps[nodes:] -= 2 * nodes  # the other half of a circular convolution: negative distances
        x, y = steps[None, :] * spacing, steps[:, None] * spacing
        near = 1 / (1 + x * x + y * y)
        kernels = (near, near * near * x, near * near * y)
        self._kernels = tuple(np.fft.rfft2(kernel.astype(np.float32)) for kernel in kernels)
        rows, columns = np.divmod(np.arange(16), 4)
        self._beside = near[rows[:, None] - rows, columns[:, None] - columns].astype(np.float32)
        self._key = (nodes, spacing)

    @staticmethod
    def _read(
        product: NDArray[np.complexfloating[Any, Any]], nodes: int, where: Ints, shares: Vectors
    ) -> Vectors:
        """The convolution at the points."""
        field = np.fft.irfft2(product, (2 * nodes, 2 * nodes))[:nodes, :nodes]
        values = np.ascontiguousarray(field, np.float32).ravel()[where]
        read: Vectors = np.einsum("ij,ij->i", values, shares)
        return read


def _touched(points: Vectors, low: Vectors, spacing: float, nodes: int) -> tuple[Ints, Vectors]:
    """The 16 nodes around each point, int64 (n, 16), and its shares in them, float32 (n, 16)."""
    place = (points - low) / np.float32(spacing) + np.float32(1)
    first = place.astype(np.int64)
    rest = place - first.astype(np.float32)
    x, y = _cubic(rest[:, 0]), _cubic(rest[:, 1])
    column, row = first[:, 0, None] + _REACH, first[:, 1, None] + _REACH
    where = row[:, :, None] * nodes + column[:, None, :]
    shares = y[:, :, None] * x[:, None, :]
    return where.reshape(len(points), -1), shares.reshape(len(points), -1)


def _cubic(t: Vectors) -> Vectors:
    """Lagrange's polynomials through the nodes -1, 0, 1, 2 at t in [0, 1), (n, 4)."""
    return np.stack(
        [
            -t * (t - 1) * (t - 2) / 6,
            (t + 1) * (t - 1) * (t - 2) / 2,
            -t * (t + 1) * (t - 2) / 2,
            t * (t + 1) * (t - 1) / 6,
        ],
        axis=1,
    )


def _fast_length(least: int) -> int:
    """A number of nodes that transforms quickly and stays the same while the picture grows a little."""
    step = 16 if least < 256 else 32
    length = -(-least // step) * step
    while _largest_factor(length) > 7:
        length += step
    return length


def _largest_factor(number: int) -> int:
    largest = 1
    for prime in (2, 3, 5, 7):
        while number % prime == 0:
            number //= prime
            largest = prime
    return max(largest, number)
