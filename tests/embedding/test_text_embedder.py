"""Words to vectors with a real, tiny image-and-text model."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fixtures.tiny_pair import EDGE, image_model, text_model, write_pair

from photoclust.config.paths import AppPaths
from photoclust.core.errors import ModelError
from photoclust.embedding.embedder import MediaPipeEmbedder
from photoclust.embedding.models import find_model, list_models
from photoclust.embedding.text_embedder import MediaPipeTextEmbedder

BUNDLED = AppPaths.default().models[-1]


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """MediaPipe leaves the thread of an embedder that it could not make to the garbage collector."""
    yield
    gc.collect()


def test_words_lie_where_the_pictures_they_describe_are(tmp_path: Path) -> None:
    write_pair(tmp_path)
    model = find_model([tmp_path, BUNDLED], "colours")
    assert model.text == tmp_path / "colours.text.tflite"
    red = np.zeros((EDGE, EDGE, 3), np.uint8)
    red[..., 0] = 255
    with MediaPipeEmbedder(model) as pictures, MediaPipeTextEmbedder(model) as words:
        picture = pictures.embed(red).vector
        described = words.embed("Something RED!")
        assert described.shape == picture.shape
        assert float(np.linalg.norm(described)) == pytest.approx(1, abs=1e-5)
        assert float(picture @ described) == pytest.approx(1, abs=1e-3)
        assert float(picture @ words.embed("the sky")) < 0.5


def test_words_it_does_not_know_are_nothing(tmp_path: Path) -> None:
    write_pair(tmp_path)
    with MediaPipeTextEmbedder(find_model([tmp_path, BUNDLED], "colours")) as words:
        for text in ("mauve", "", "…"):
            assert not words.embed(text).any()


def test_the_text_half_is_no_model_of_its_own(tmp_path: Path) -> None:
    write_pair(tmp_path)
    names = [model.name for model in list_models([tmp_path, BUNDLED])]
    assert "colours" in names
    assert "colours.text" not in names


def test_most_models_have_no_text_half(tmp_path: Path) -> None:
    (tmp_path / "colours.tflite").write_bytes(image_model())
    for model in list_models([tmp_path, BUNDLED]):
        assert model.text is None


def test_a_shipped_model_can_be_given_a_text_half(tmp_path: Path) -> None:
    (tmp_path / "efficientnet_lite0.text.tflite").write_bytes(text_model())
    assert find_model([tmp_path, BUNDLED]).text == tmp_path / "efficientnet_lite0.text.tflite"


@pytest.mark.parametrize("content", [b"", b"no model", image_model(), text_model()[:600]])
def test_a_file_that_embeds_no_words_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    write_pair(tmp_path)
    (tmp_path / "colours.text.tflite").write_bytes(content)
    said = refusal(tmp_path)
    assert said.startswith("model-refused: ")
    assert str(tmp_path / "colours.text.tflite") in said


def refusal(folder: Path) -> str:
    """Code and sentence; the exception itself would hold on to what MediaPipe left behind."""
    with pytest.raises(ModelError) as caught:
        MediaPipeTextEmbedder(find_model([folder, BUNDLED], "colours"))
    return f"{caught.value.code}: {caught.value}"


def test_a_file_that_goes_between_listing_and_use_is_named(tmp_path: Path) -> None:
    write_pair(tmp_path)
    model = find_model([tmp_path, BUNDLED], "colours")
    (tmp_path / "colours.text.tflite").unlink()
    with pytest.raises(ModelError, match=r"colours\.text\.tflite"):
        MediaPipeTextEmbedder(model)
