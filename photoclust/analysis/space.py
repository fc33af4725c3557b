"""The space in which photos are compared: what a model says of a photo becomes one short vector.

Embeddings of photos all point roughly the same way, so that even unrelated ones are alike. Subtracting their
mean and normalising again removes what all share (Mu, Viswanath 2018, "All-but-the-Top", section 2). The
class probabilities are joined as their square roots, whose dot product is the Bhattacharyya coefficient of
two photos' classes (Bhattacharyya 1943), centred likewise. Of both together only the directions are kept in
which the library's photos differ most (principal components, not whitened: that ruins it); the many others
hold more noise than likeness. `benchmarks/quality.py` says what each step is worth; the last one is done by
`neighbours`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoclust.analysis.arrays import Real, Vectors, blocks

SPACE_VERSION = 2
"""Part of the name of everything that is kept and was computed in this space."""

DIMENSIONS = 192

SAMPLE = 8192
"""Photos that a frame is made of: the mean of more would differ by less than 0.01."""

LABEL_WEIGHT = 0.5

PRIOR_PHOTOS = 10
"""How many photos the belief "the mean is zero" is worth; see `mean_of`."""

_ROUNDS = 6
_SKEW = 1e-6
_SHORT = 0.05  # share of the photos that are shorter than `Frame.reach`


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """How vectors get into the space. Made of the library's own photos: a mean of others does not help.

    Attributes:
        mean: float32 (d,), of the embeddings.
        label_mean: float32 (c,), of the square roots of the probabilities; c is 0 without labels.
        basis: float32 (d + c, r), orthonormal columns; r is at most `DIMENSIONS`.
        reach: Length that all but a few of the library's photos keep when only r directions are left.
        common: Mean cosine of two photos before centring: 0.05 to 0.4 in libraries of all sorts.
    """

    mean: Vectors
    label_mean: Vectors
    basis: Vectors
    reach: float
    common: float

    def place(self, raw: Real, label_ids: NDArray[np.uint16], label_probabilities: Real) -> Vectors:
        """Brings photos of the library into the space.

        Args:
            raw: float32 or float16 (n, d), as the model gave them.
            label_ids: uint16 (n, m), the likeliest classes; m may be 0.
            label_probabilities: (n, m).

        Returns:
            float32 (n, r), unit rows.
        """
        return normalised(self._project(raw, label_ids, label_probabilities))

    def place_query(self, raw: Real, label_ids: NDArray[np.uint16], label_probabilities: Real) -> Vectors:
        """Brings pictures from outside into the space.

        The library may know no direction in which such a picture lies. What is left of it must not be blown
        up to full length, or everything would resemble something: rows are shorter than 1 then.

        Args:
            raw: As for `place`.
            label_ids: As for `place`.
            label_probabilities: As for `place`.

        Returns:
            float32 (n, r); rows of a length of at most 1.
        """
        projected = self._project(raw, label_ids, label_probabilities)
        lengths = np.linalg.norm(projected, axis=1, keepdims=True)
        shortened: Vectors = projected / np.maximum(lengths, np.float32(self.reach))
        return shortened

    def _project(self, raw: Real, label_ids: NDArray[np.uint16], label_probabilities: Real) -> Vectors:
        placed = np.empty((len(raw), self.basis.shape[1]), np.float32)
        for part in blocks(len(raw), len(self.basis)):
            joined = self.join(raw[part], label_ids[part], label_probabilities[part])
            np.matmul(joined, self.basis, out=placed[part])
        return placed

    def join(self, raw: Real, label_ids: NDArray[np.uint16], label_probabilities: Real) -> Vectors:
        """The centred embedding and the centred label part, side by side, before directions are left out.

        Returns:
            float32 (n, d + c), unit rows.
        """
        feature = normalised(unit(raw) - self.mean)
        if not len(self.label_mean):
            return feature
        roots = normalised(
            label_roots(label_ids, label_probabilities, len(self.label_mean)) - self.label_mean
        )
        return normalised(np.concatenate([feature, np.float32(LABEL_WEIGHT) * roots], axis=1))


def make_frame(raw: Real, label_ids: NDArray[np.uint16], label_probabilities: Real) -> Frame:
    """Makes the frame of a library of a sample of it.

    Args:
        raw: float32 or float16 (n, d), as the model gave them; n may be 0. Their order counts in the last
            digits: give them in one that does not depend on chance.
        label_ids: uint16 (n, m); m may be 0.
        label_probabilities: (n, m).
    """
    classes = int(label_ids.max(initial=0)) + 1 if label_ids.shape[1] else 0
    rows = unit(raw)
    mean = mean_of(rows)
    label_mean = mean_of(label_roots(label_ids, label_probabilities, classes))
    frame = Frame(mean, label_mean, np.zeros((len(mean) + classes, 0), np.float32), 1.0, 0.0)
    joined = frame.join(raw, label_ids, label_probabilities)
    basis = principal_directions(joined, DIMENSIONS)
    lengths = np.linalg.norm(joined @ basis, axis=1)
    known = lengths[lengths > 0]
    reach = float(np.quantile(known, _SHORT)) if len(known) else 1.0
    return Frame(mean, label_mean, basis, reach, _mean_cosine(rows))


def _mean_cosine(rows: Vectors) -> float:
    """Of all pairs of unit rows; of one row 1."""
    count, total = len(rows), rows.sum(axis=0, dtype=np.float64)
    return float((total @ total - count) / (count * (count - 1))) if count > 1 else 1.0


def mean_of(rows: Vectors) -> Vectors:
    """The mean, shrunk towards zero by n / (n + 10).

    The plain mean of two photos lies between them and would make them opposites (cosine -1) however alike
    they are. With a thousand photos the shrinking is not felt.
    """
    shrunk: Vectors = (rows.sum(axis=0, dtype=np.float64) / (len(rows) + PRIOR_PHOTOS)).astype(np.float32)
    return shrunk


def label_roots(label_ids: NDArray[np.uint16], label_probabilities: Real, classes: int) -> Vectors:
    """Square roots of class probabilities, unit rows, float32 (n, classes); other classes are dropped."""
    roots = np.zeros((len(label_ids), classes + 1), np.float32)
    columns = np.minimum(label_ids.astype(np.int64), classes)
    np.put_along_axis(roots, columns, np.sqrt(np.maximum(label_probabilities, 0)).astype(np.float32), axis=1)
    return normalised(roots[:, :classes].copy())


def principal_directions(rows: Vectors, count: int) -> Vectors:
    """The directions in which rows reach farthest from zero, orthonormal columns (d, r), r at most `count`.

    By subspace iteration from a fixed start (Halko, Martinsson, Tropp 2011, "Finding structure with
    randomness", algorithm 4.4): a tenth of the time of all eigenvectors.
    """
    wanted = min(count, *rows.shape)
    if not wanted:
        return np.zeros((rows.shape[1], 0), np.float32)
    basis = np.random.RandomState(0).standard_normal((rows.shape[1], wanted)).astype(np.float32)
    for _ in range(_ROUNDS):
        basis = _orthonormal(rows.T @ (rows @ basis))
    return np.ascontiguousarray(basis)


def _orthonormal(columns: Vectors) -> Vectors:
    """An orthonormal basis of what some columns span.

    By Cholesky's factors of their products, twice (Yamamoto and others 2015, "Roundoff error analysis of the
    CholeskyQR2 algorithm"): a few large matrix products. LAPACK's QR makes thousands of small calls, at each
    of which the threads of the BLAS wait for each other; on a busy machine that took minutes.
    """
    basis = columns.astype(np.float64)
    basis /= np.maximum(np.linalg.norm(basis, axis=0), np.finfo(np.float64).tiny)
    try:
        for _ in range(2):
            basis = basis @ np.linalg.inv(np.linalg.cholesky(basis.T @ basis)).T
    except np.linalg.LinAlgError:
        basis = np.full_like(basis, np.nan)
    if not np.abs(basis.T @ basis - np.eye(basis.shape[1])).max(initial=0) < _SKEW:
        basis = np.linalg.qr(columns)[0]  # columns that depend on each other: copies of few photos
    return basis.astype(np.float32)


def unit(rows: Real) -> Vectors:
    """A copy of rows as float32 of length 1: stored in half precision, they are not quite."""
    return normalised(rows.astype(np.float32))


def normalised(vectors: Vectors) -> Vectors:
    """The rows scaled to length 1; a row of zeros stays one (and resembles nothing).

    Args:
        vectors: float32 (n, d). Overwritten.

    Returns:
        float32 (n, d), C-contiguous.
    """
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64))
    lengths[lengths == 0] = 1
    vectors /= lengths[:, None].astype(np.float32)
    return np.ascontiguousarray(vectors)
