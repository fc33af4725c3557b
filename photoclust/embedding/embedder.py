"""Pictures to vectors, with MediaPipe and TFLite, on the CPU."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from photoclust.core.errors import ModelError
from photoclust.embedding.models import Model
from photoclust.embedding.tflite_header import TfliteHeaderError, input_edge

STORED_LABELS = 20
"""How many of a photo's class probabilities are kept: as good for comparing as all of them."""

PROBABILITY_HEAD = "probability"


@dataclass(frozen=True, slots=True)
class Embedding:
    """What a model says of one picture.

    Attributes:
        vector: float32 (d,), unit length.
        label_ids: uint16 (m,), the likeliest classes, best first; m is 0 for models without such a head.
        label_probabilities: float32 (m,), in [0, 1].
    """

    vector: NDArray[np.float32]
    label_ids: NDArray[np.uint16]
    label_probabilities: NDArray[np.float32]


class Embedder(Protocol):
    """Turns pictures into embeddings. Belongs to one thread."""

    @property
    def input_edge(self) -> int:
        """Edge of the square picture that `embed` takes, pixels."""

    def embed(self, pixels: NDArray[np.uint8]) -> Embedding:
        """Embeds one picture, uint8 (edge, edge, 3), RGB."""

    def close(self) -> None:
        """Frees the model. Not calling it prints a traceback at the interpreter's end."""


class MediaPipeEmbedder:
    """A MediaPipe `ImageEmbedder` over one model file.

    Inference releases the GIL, so one embedder a thread uses all cores.

    Raises:
        ModelError: If the model's file is missing, damaged, or nothing MediaPipe can run.
    """

    def __init__(self, model: Model) -> None:
        content = model.load()
        path = str(model.path)
        try:
            self.input_edge = input_edge(content)
        except TfliteHeaderError as error:
            raise ModelError("model-refused", path=path, detail=error) from error
        leave_audio_out()
        from mediapipe.tasks.python import BaseOptions, vision

        options = vision.ImageEmbedderOptions(
            base_options=BaseOptions(model_asset_buffer=content), l2_normalize=True, quantize=False
        )
        self._embedder = made(vision.ImageEmbedder.create_from_options, options, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def embed(self, pixels: NDArray[np.uint8]) -> Embedding:
        """See `Embedder.embed`.

        Raises:
            ValueError: If the picture has another shape than the model's input: MediaPipe would resize it,
                and it does that without antialiasing.
        """
        if pixels.shape != (self.input_edge, self.input_edge, 3):
            raise ValueError(f"the model takes {self.input_edge} px squares, not {pixels.shape}")
        import mediapipe

        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=pixels)
        heads = self._embedder.embed(image).embeddings
        feature = next(head for head in heads if head.head_name != PROBABILITY_HEAD)
        labels = next((head for head in heads if head.head_name == PROBABILITY_HEAD), None)
        vector = _unit(np.asarray(feature.embedding, np.float32))
        if labels is None:
            return Embedding(vector, np.empty(0, np.uint16), np.empty(0, np.float32))
        ids, probabilities = _likeliest(np.asarray(labels.embedding, np.float32))
        return Embedding(vector, ids, probabilities)

    def close(self) -> None:
        self._embedder.close()


def made(create: Callable[[Any], Any], options: object, path: str) -> Any:
    """Makes one of MediaPipe's embedders.

    Args:
        create: Its `create_from_options`.
        options: For that.
        path: Of the model's file.

    Raises:
        ModelError: If MediaPipe can't run the file.
    """
    try:
        return create(options)
    except (RuntimeError, ValueError, OSError, IndexError) as error:  # its status codes as exceptions
        detail = str(error).splitlines()[0][:200] if str(error) else "MediaPipe refuses it"
        raise ModelError("model-refused", path=path, detail=detail) from error


def leave_audio_out() -> None:
    """Makes `import sounddevice` fail, which MediaPipe tries, and does without if need be.

    It is for microphones, and its import starts gcc, ld and ldconfig to look for the library PortAudio.
    """
    sys.modules.setdefault("sounddevice", None)  # type: ignore[arg-type]  # None stands for "there is none"


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """MediaPipe leaves vectors that are all zero as they are, and rounds the others."""
    length = math.sqrt(float(vector @ vector))
    return vector / np.float32(length) if length > 0 else vector


def _likeliest(scaled: NDArray[np.float32]) -> tuple[NDArray[np.uint16], NDArray[np.float32]]:
    """The best classes; dividing by the sum undoes the length that `l2_normalize` gave this head, too."""
    best = np.argsort(-scaled, kind="stable")[:STORED_LABELS]
    return best.astype(np.uint16), scaled[best] / np.float32(scaled.sum() or 1)
