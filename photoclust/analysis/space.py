"""The space in which photos are compared: centred on the library's own mean.

Embeddings of photos all point roughly the same way, so that even unrelated ones are alike. Subtracting the
mean vector of the library and normalising again removes what all its photos share; similarity then means
"more alike than two photos of this library usually are" (Mu, Viswanath 2018, "All-but-the-Top", section 2,
without the removal of principal components: on photos that did harm).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from photoclust.analysis.arrays import Vectors

PRIOR_PHOTOS = 10
"""How many photos the belief "the mean is zero" is worth; see `centre`."""


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Centred vectors, and how others get there.

    Attributes:
        mean: float32 (d,), what is subtracted.
        vectors: float32 (n, d), the library's photos; unit rows.
    """

    mean: Vectors
    vectors: Vectors

    def project(self, raw: Vectors) -> Vectors:
        """Brings vectors from outside, for example of a query, into this space.

        Args:
            raw: float32 (m, d), unit rows as the model gave them.

        Returns:
            float32 (m, d), unit rows.
        """
        return normalised(raw - self.mean)


def centre(raw: Vectors) -> Space:
    """Makes the space of a library.

    The mean is shrunk towards zero by n / (n + 10): the plain mean of two photos lies between them and would
    make them opposites (cosine -1) however alike they are. With a thousand photos the shrinking is not felt.

    Args:
        raw: float32 (n, d), unit rows as the model gave them; n may be 0.
    """
    count = len(raw)
    if not count:
        return Space(np.zeros(raw.shape[1], np.float32), raw.astype(np.float32))
    # Summed in double: the result should not depend on the order of the photos.
    mean = (raw.sum(axis=0, dtype=np.float64) / (count + PRIOR_PHOTOS)).astype(np.float32)
    return Space(mean, normalised(raw - mean))


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
