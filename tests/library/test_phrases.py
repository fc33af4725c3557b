"""Photos by a description, with a tiny image-and-text model over real files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fixtures.indexed import Shelf
from fixtures.tiny_pair import image_model, text_model, write_pair
from PIL import Image

from photoclust.config.paths import AppPaths
from photoclust.core.errors import ModelError
from photoclust.core.photo import PhotoId
from photoclust.embedding.models import Model, find_model
from photoclust.library import browse
from photoclust.library.phrases import KEPT
from photoclust.library.session import Library

BUNDLED = AppPaths.default().models[-1]
COLOURS = {"a.png": (250, 10, 10), "b.png": (10, 240, 20), "c.png": (20, 20, 250), "d.png": (240, 230, 10)}


@pytest.fixture
def model(tmp_path: Path) -> Model:
    folder = tmp_path / "models"
    folder.mkdir()
    write_pair(folder)
    return find_model([folder, BUNDLED], "colours")


@pytest.fixture
def shelf(tmp_path: Path, model: Model) -> Shelf:
    shelf = Shelf(Library.open(tmp_path / "library"), tmp_path / "photos", model)
    shelf.folder.mkdir()
    for name, colour in COLOURS.items():
        Image.new("RGB", (64, 48), colour).save(shelf.folder / name)
    shelf.index()
    return shelf


def ranked(shelf: Shelf, phrase: str) -> list[str]:
    with shelf.library.cache() as database:
        ids, scores = shelf.library.phrases.scores(database, shelf.model, phrase)
    assert scores.dtype == np.float32
    best = [PhotoId(int(ids[row])) for row in np.argsort(-scores, kind="stable")]
    return [Path(photo.path).name for photo in browse.photos(shelf.library, best)]


@pytest.mark.parametrize(
    ("phrase", "first"),
    [("red", "a.png"), ("green grass", "b.png"), ("Blue  sky", "c.png"), ("yellow", "d.png")],
)
def test_what_a_description_means_comes_first(shelf: Shelf, phrase: str, first: str) -> None:
    assert ranked(shelf, phrase)[0] == first


def test_words_the_model_does_not_know_find_nothing(shelf: Shelf) -> None:
    assert ranked(shelf, "mauve") == []


def test_photos_that_came_later_are_found(shelf: Shelf) -> None:
    assert len(ranked(shelf, "red")) == len(COLOURS)
    Image.new("RGB", (64, 48), (255, 0, 0)).save(shelf.folder / "e.png")
    shelf.index()
    assert "e.png" in ranked(shelf, "red")[:2]


def test_halves_of_two_models_are_told_by_name(shelf: Shelf) -> None:
    text = shelf.model.text
    assert text is not None
    text.write_bytes(text_model(dimensions=5))
    with pytest.raises(ModelError) as caught:
        ranked(shelf, "red")
    assert caught.value.code == "model-mismatch"
    assert str(text) in str(caught.value)
    assert "3 numbers, words 5" in str(caught.value)


def test_a_library_without_photos_has_no_scores(tmp_path: Path, model: Model) -> None:
    empty = Library.open(tmp_path / "empty")
    with empty.cache() as database:
        ids, scores = empty.phrases.scores(database, model, "red")
    assert len(ids) == len(scores) == 0


def test_the_last_descriptions_are_embedded_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = count_embedders(monkeypatch)
    for _again in range(3):
        ranked(shelf, "red")
        ranked(shelf, "  red ")
    assert embedded() == 1
    for number in range(KEPT):
        ranked(shelf, f"red {number}")
    ranked(shelf, "red")
    assert embedded() == 1 + KEPT + 1


def count_embedders(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    from photoclust.library import phrases

    real, made = phrases.MediaPipeTextEmbedder, []

    def counting(model: Model) -> object:
        made.append(model)
        return real(model)

    monkeypatch.setattr(phrases, "MediaPipeTextEmbedder", counting)
    return lambda: len(made)


def test_another_model_has_vectors_of_its_own(shelf: Shelf, tmp_path: Path) -> None:
    ranked(shelf, "red")
    other = tmp_path / "other"
    other.mkdir()
    (other / "hues.tflite").write_bytes(image_model() + b"\0")
    (other / "hues.text.tflite").write_bytes(text_model())
    assert ranked(replace(shelf, model=find_model([other, BUNDLED], "hues")), "red") == []
