"""Words to vectors, with the text half of an image-and-text model that a person brought."""

from __future__ import annotations

from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from photoclust.core.errors import ModelError
from photoclust.embedding.embedder import leave_audio_out, made
from photoclust.embedding.models import Model


class TextEmbedder(Protocol):
    """Turns words into vectors of the space of a model's pictures. Belongs to one thread."""

    def embed(self, text: str) -> NDArray[np.float32]:
        """The vector of a description, float32 (d,); of unit length, or zero where no word is known."""

    def close(self) -> None:
        """Frees the model. Not calling it prints a traceback at the interpreter's end."""


class MediaPipeTextEmbedder:
    """A MediaPipe `TextEmbedder` over the text file of a model.

    The file brings its tokenizer along in its metadata: BERT's, SentencePiece, or a regular expression with a
    vocabulary.

    Args:
        model: One with a `text` file.

    Raises:
        ModelError: If the file is missing, damaged, or nothing MediaPipe can run.
    """

    def __init__(self, model: Model) -> None:
        if model.text is None:
            raise ModelError("model-missing", path=str(model.require_file()))
        path = str(model.text)
        try:
            content = model.text.read_bytes()
        except OSError as error:
            raise ModelError("model-refused", path=path, detail=error.strerror or error) from error
        leave_audio_out()
        from mediapipe.tasks.python import BaseOptions, text

        options = text.TextEmbedderOptions(
            base_options=BaseOptions(model_asset_buffer=content), l2_normalize=True, quantize=False
        )
        self._embedder = made(text.TextEmbedder.create_from_options, options, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def embed(self, text: str) -> NDArray[np.float32]:
        """See `TextEmbedder.embed`."""
        # In small letters, as models of this kind are trained: CLIP's tokenizer begins with that.
        found = self._embedder.embed(text.lower()).embeddings
        return np.asarray(found[0].embedding, np.float32).ravel()

    def close(self) -> None:
        self._embedder.close()
