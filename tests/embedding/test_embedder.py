"""Pictures to vectors with the real models."""

from __future__ import annotations

import gc
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fixtures.pictures import as_model_input, encoded, scene
from numpy.typing import NDArray
from PIL import Image

from photoclust.config.paths import AppPaths
from photoclust.core.errors import ModelError
from photoclust.embedding.embedder import STORED_LABELS, MediaPipeEmbedder
from photoclust.embedding.models import Model, find_model

BUNDLED = AppPaths.default().models[-1]


@pytest.fixture(scope="module")
def lite0() -> Iterator[MediaPipeEmbedder]:
    with MediaPipeEmbedder(find_model([BUNDLED])) as embedder:
        yield embedder


def pixels_of(path: Path, edge: int = 224) -> NDArray[np.uint8]:
    with Image.open(path) as image:
        return as_model_input(image, edge)


def own_model(folder: Path, content: bytes) -> Model:
    (folder / "mine.tflite").write_bytes(content)
    return find_model([folder, BUNDLED], "mine")


@pytest.mark.parametrize(
    ("name", "edge", "dimensions"), [("efficientnet_lite0", 224, 1280), ("efficientnet_lite2", 260, 1280)]
)
def test_shipped_models_give_unit_vectors_and_labels(
    samples: Path, name: str, edge: int, dimensions: int
) -> None:
    model = find_model([BUNDLED], name)
    with MediaPipeEmbedder(model) as embedder:
        assert embedder.input_edge == edge == model.input_edge
        embedding = embedder.embed(pixels_of(samples / "chelsea.jpg", edge))
    assert embedding.vector.shape == (dimensions,)
    assert embedding.vector.dtype == np.float32
    assert float(np.linalg.norm(embedding.vector)) == pytest.approx(1, abs=1e-6)
    assert embedding.label_ids.dtype == np.uint16
    assert embedding.label_ids.shape == embedding.label_probabilities.shape == (STORED_LABELS,)
    words = model.words()
    assert any(kind in words[embedding.label_ids[0]] for kind in ("cat", "tabby"))


def test_labels_are_probabilities_again(lite0: MediaPipeEmbedder, samples: Path) -> None:
    """MediaPipe scales the second head to unit length as well; that has to be undone."""
    sums = []
    for path in sorted(samples.glob("*.jpg"))[:12]:
        shares = lite0.embed(pixels_of(path)).label_probabilities
        assert (np.diff(shares) <= 0).all()
        assert shares.min() >= 0
        sums.append(float(shares.sum()))
    assert max(sums) <= 1 + 1e-5
    assert min(sums) > 0.4  # the 20 likeliest of 1000 classes hold most of what there is
    assert max(sums) > 0.95


def test_the_same_picture_gives_the_same_vector(lite0: MediaPipeEmbedder, samples: Path) -> None:
    pixels = pixels_of(samples / "kitten.jpg")
    first, second = lite0.embed(pixels), lite0.embed(pixels.copy())
    assert np.array_equal(first.vector, second.vector)
    with MediaPipeEmbedder(find_model([BUNDLED])) as another:
        assert float(another.embed(pixels).vector @ first.vector) == pytest.approx(1, abs=1e-5)


def test_likeness_shows_in_the_cosine(lite0: MediaPipeEmbedder, samples: Path) -> None:
    vectors = {
        name: lite0.embed(pixels_of(samples / f"{name}.jpg")).vector
        for name in ("kingfisher", "kingfisher-bright", "scarlet-macaw", "espresso")
    }
    kingfisher = vectors.pop("kingfisher")
    ranking = sorted(vectors, key=lambda name: -float(kingfisher @ vectors[name]))
    assert ranking == ["kingfisher-bright", "scarlet-macaw", "espresso"]


def test_the_vector_hardly_depends_on_encoding(lite0: MediaPipeEmbedder, samples: Path) -> None:
    with Image.open(samples / "horses.jpg") as image:
        again = Image.open(io.BytesIO(encoded(image.resize((700, 500)), quality=60)))
        cosine = float(lite0.embed(as_model_input(image)).vector @ lite0.embed(as_model_input(again)).vector)
    assert cosine > 0.97


def test_a_blank_picture_has_a_unit_vector_too(lite0: MediaPipeEmbedder) -> None:
    vector = lite0.embed(np.zeros((224, 224, 3), np.uint8)).vector
    assert float(np.linalg.norm(vector)) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("shape", [(223, 224, 3), (260, 260, 3), (224, 224), (224, 224, 4), (224, 224, 1)])
def test_a_picture_of_another_size_is_a_bug(lite0: MediaPipeEmbedder, shape: tuple[int, ...]) -> None:
    """MediaPipe would resize it without antialiasing, and the vector would be another."""
    with pytest.raises(ValueError, match="224 px squares"):
        lite0.embed(np.zeros(shape, np.uint8))


class TestFilesThatAreNoEmbedder:
    @pytest.fixture(autouse=True)
    def collected(self) -> Iterator[None]:
        """MediaPipe leaves the thread of an embedder that it could not make to the garbage collector."""
        yield
        gc.collect()

    @pytest.fixture
    def content(self) -> bytes:
        return (BUNDLED / "efficientnet_lite0.tflite").read_bytes()

    def refusal(self, model: Model) -> str:
        with pytest.raises(ModelError) as caught:
            MediaPipeEmbedder(model)
        assert str(model.path) in caught.value.message
        return f"{caught.value.code}: {caught.value.message}"

    def test_text(self, tmp_path: Path) -> None:
        assert "not a TFLite model" in self.refusal(own_model(tmp_path, b"hello" * 100))

    def test_nothing(self, tmp_path: Path) -> None:
        assert "not a TFLite model" in self.refusal(own_model(tmp_path, b""))

    @pytest.mark.parametrize("share", [0.001, 0.5, 0.999])
    def test_half_a_file(self, tmp_path: Path, content: bytes, share: float) -> None:
        cut = content[: int(len(content) * share)]
        assert self.refusal(own_model(tmp_path, cut)).startswith("model-refused")

    def test_a_network_that_does_not_say_how_pictures_go_in(self, tmp_path: Path, content: bytes) -> None:
        """Without its metadata a TFLite file runs, but nobody knows how to scale the pixels."""
        nameless = content.replace(b"TFLITE_METADATA", b"XFLITE_METADATA")
        assert nameless != content
        assert "etadata" in self.refusal(own_model(tmp_path, nameless))

    def test_a_shipped_model_that_is_damaged(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "efficientnet_lite0.tflite").write_bytes(content[:-1])
        assert self.refusal(find_model([tmp_path, BUNDLED])).startswith("model-damaged")


def test_ones_own_file_works_like_a_shipped_one(lite0: MediaPipeEmbedder, tmp_path: Path) -> None:
    shutil.copy(BUNDLED / "efficientnet_lite0.tflite", tmp_path / "mine.tflite")
    pixels = as_model_input(scene())
    with MediaPipeEmbedder(find_model([tmp_path, BUNDLED], "mine")) as mine:
        assert float(mine.embed(pixels).vector @ lite0.embed(pixels).vector) == pytest.approx(1, abs=1e-5)


@pytest.mark.shared
def test_mediapipes_own_model_works_once_its_file_is_there(shared_data: Path, samples: Path) -> None:
    folders = [shared_data / "models", BUNDLED]
    with MediaPipeEmbedder(find_model(folders, "mobilenet_v3_small")) as embedder:
        embedding = embedder.embed(pixels_of(samples / "chelsea.jpg"))
    assert embedding.vector.shape == (1024,)
    assert float(np.linalg.norm(embedding.vector)) == pytest.approx(1, abs=1e-6)
    assert embedding.label_ids.shape == embedding.label_probabilities.shape == (0,)


def test_no_program_is_started() -> None:
    """In a fresh interpreter: MediaPipe imports what it can once a process."""
    script = """
import sys
import numpy as np

def refuse(event, _values):
    assert event not in {"subprocess.Popen", "os.posix_spawn", "os.exec", "os.fork"}, event

sys.addaudithook(refuse)
from photoclust.config.paths import AppPaths
from photoclust.embedding.embedder import MediaPipeEmbedder
from photoclust.embedding.models import find_model

with MediaPipeEmbedder(find_model(AppPaths.default().models[-1:])) as embedder:
    assert embedder.embed(np.zeros((224, 224, 3), np.uint8)).vector.shape == (1280,)
"""
    subprocess.run([sys.executable, "-c", script], check=True)
