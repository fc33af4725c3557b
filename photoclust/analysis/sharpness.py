"""How sharp a picture is, for telling which of several pictures of one thing shows it most clearly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def sharpness(grey: NDArray[np.uint8]) -> float:
    """How much fine detail there is, for the contrast that there is.

    The standard deviation of the Laplacian, as in Pech-Pacheco et al., "Diatom autofocusing in brightfield
    microscopy" (ICPR 2000), over that of the picture: a copy that was made brighter or richer in contrast is
    no sharper for it. It says something between pictures of one thing at one size only: scale them first.

    Args:
        grey: uint8 (h, w).

    Returns:
        0 for an even or tiny picture, more for a sharper one.
    """
    if min(grey.shape) < 3:
        return 0.0
    levels = grey.astype(np.float32)
    spread = float(levels.std())
    if spread == 0.0:
        return 0.0
    inner = levels[1:-1, 1:-1] * np.float32(-4.0)
    for part in (levels[:-2, 1:-1], levels[2:, 1:-1], levels[1:-1, :-2], levels[1:-1, 2:]):
        inner += part
    return float(inner.std()) / spread
