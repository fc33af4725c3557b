"""Each bundled model: its checksum, whether it runs, and whether it says what it said where it was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoclust.embedding.embedder import MediaPipeEmbedder
from photoclust.embedding.models import Model, list_models
from photoclust.library.doctor import Check
from photoclust.library.selftest.attempt import SelfTestError, attempt
from photoclust.photos.decode import decode, read_file

PHOTO = "dahlia.jpg"
"""The sample photo whose vectors are shipped."""

ENOUGH = 0.999
"""Least cosine to the shipped vector: other processors round otherwise, another model or a photo that was
decoded wrongly is far off."""


def model_checks(folders: Sequence[Path], samples: Path, vectors: Path) -> Iterator[Check]:
    """Looks at every model that ships with the program.

    Args:
        folders: Where the program's own models lie.
        samples: Folder of the sample photos.
        vectors: Folder of the shipped vectors, `NAME.npy` for each model.
    """
    found: list[Model] = []

    def look() -> str:
        found.extend(model for model in list_models(folders) if model.bundled)
        if not found:
            raise SelfTestError(f"no model is bundled, says the manifest in {folders[-1]}")
        return ", ".join(model.name for model in found)

    yield attempt("models", look)
    for model in found:
        yield attempt(f"model {model.name}", partial(_loads, model))
        yield attempt(f"vector of {model.name}", partial(_agrees, model, samples / PHOTO, vectors))


def embedded(model: Model, photo: Path) -> NDArray[np.float32]:
    """What a model says of a photo file, the way indexing asks it: float32 (d,), unit length."""
    with MediaPipeEmbedder(model) as embedder:
        pixels = decode(str(photo), read_file(str(photo)), embedder.input_edge).model_input
        return embedder.embed(pixels).vector


def _loads(model: Model) -> str:
    with MediaPipeEmbedder(model) as embedder:
        return f"checksum right, takes {embedder.input_edge} px"


def _agrees(model: Model, photo: Path, vectors: Path) -> str:
    path = vectors / f"{model.name}.npy"
    expected = np.load(path).astype(np.float32)
    vector = embedded(model, photo)
    if vector.shape != expected.shape:
        raise SelfTestError(f"{len(vector)} dimensions instead of the {len(expected)} of {path.name}")
    cosine = float(vector @ expected / (np.linalg.norm(expected) * np.linalg.norm(vector)))
    if not cosine >= ENOUGH:  # nor where it is no number at all
        raise SelfTestError(
            f"{photo.name} gives another vector than {path.name}: cosine {cosine:.4f}, not {ENOUGH}"
        )
    return f"{photo.name} gives the shipped vector, cosine {cosine:.5f}"
