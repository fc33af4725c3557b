"""Which models there are, where their files lie, and whether a file is what it claims to be."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from photoclust.config.paths import AppPaths
from photoclust.core.errors import ModelError
from photoclust.embedding.models import Model, find_model, list_models, sha256_of

BUNDLED = AppPaths.default().models[-1]
LITE0 = BUNDLED / "efficientnet_lite0.tflite"

MANIFEST = """
[[model]]
name = "small"
title = "Small"
default = true
file = "small.tflite"
sha256 = "{sha256}"
input_size = 224
labels = "words.txt"
licence = "Apache-2.0"
source = "somewhere"

[[model]]
name = "other"
file = "other.tflite"
sha256 = "00"
input_size = 32
address = "https://example.org/other.tflite"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The person's folder of models, empty."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A program's folder of models with one of two in it."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "small.tflite").write_bytes(b"the right bytes")
    (folder / "words.txt").write_text("cat\ndog, hound\n", "utf-8")
    sha256 = hashlib.sha256(b"the right bytes").hexdigest()
    (folder / "manifest.toml").write_text(MANIFEST.format(sha256=sha256), "utf-8")
    return folder


def refusal(folders: list[Path], name: str) -> ModelError:
    with pytest.raises(ModelError) as caught:
        find_model(folders, name).load()
    return caught.value


class TestShippedModels:
    def test_the_default_is_lite0_and_best_is_lite2(self) -> None:
        models = {model.name: model for model in list_models([BUNDLED])}
        assert [name for name, model in models.items() if model.default] == ["efficientnet_lite0"]
        assert find_model([BUNDLED]).name == "efficientnet_lite0"
        assert models["efficientnet_lite2"].title == "Best"

    @pytest.mark.parametrize(("name", "edge"), [("efficientnet_lite0", 224), ("efficientnet_lite2", 260)])
    def test_their_files_are_the_right_ones(self, name: str, edge: int) -> None:
        model = find_model([BUNDLED], name)
        assert hashlib.sha256(model.load()).hexdigest() == model.sha256 == sha256_of(model.require_file())
        assert model.input_edge == edge
        assert len(model.words()) == 1000
        assert model.licence == "Apache-2.0"

    def test_mobilenet_is_known_and_not_shipped(self, own: Path) -> None:
        model = {model.name: model for model in list_models([own, BUNDLED])}["mobilenet_v3_small"]
        assert not model.installed
        error = refusal([own, BUNDLED], "mobilenet_v3_small")
        assert error.code == "model-not-brought"
        assert str(own / "mobilenet_v3_small.tflite") in error.message
        assert "https://storage.googleapis.com/" in error.message


class TestFindingModels:
    def test_the_manifests_values(self, own: Path, shipped: Path) -> None:
        small, other = list_models([own, shipped])
        assert (small.name, small.title, small.default, small.installed) == ("small", "Small", True, True)
        assert (small.licence, small.source, small.input_edge) == ("Apache-2.0", "somewhere", 224)
        assert small.words() == ["cat", "dog, hound"]
        assert (other.title, other.default, other.installed, other.words()) == ("other", False, False, [])

    def test_the_persons_file_comes_first(self, own: Path, shipped: Path) -> None:
        (own / "small.tflite").write_bytes(b"the right bytes")
        assert find_model([own, shipped]).path == own / "small.tflite"

    def test_a_model_is_there_once_its_file_is(self, own: Path, shipped: Path) -> None:
        (own / "other.tflite").write_bytes(b"x")
        assert find_model([own, shipped], "other").installed

    def test_an_unknown_name_lists_the_known_ones(self, own: Path, shipped: Path) -> None:
        shutil.copy(LITE0, own / "mine.tflite")
        error = refusal([own, shipped], "nonsense")
        assert error.code == "model-unknown"
        assert error.message == "There is no model named nonsense. Known models: small, other, mine."

    def test_folders_that_do_not_exist_are_no_error(self, tmp_path: Path, shipped: Path) -> None:
        assert len(list_models([tmp_path / "nowhere", shipped])) == 2

    def test_no_manifest_is_a_broken_installation(self, own: Path) -> None:
        assert refusal([own], "").code == "model-missing"

    @pytest.mark.parametrize(
        "text",
        [
            "[[model]\n",
            "nothing = 1\n",
            "\xff",
            '[[model]]\nname = "nameless file"\n',
            "model = 3\n",
            'model = ["small"]\n',
        ],
    )
    def test_a_damaged_manifest_is_named(self, shipped: Path, text: str) -> None:
        (shipped / "manifest.toml").write_bytes(text.encode("latin-1"))
        error = refusal([shipped], "")
        assert error.code == "model-damaged"
        assert str(shipped / "manifest.toml") in error.message

    def test_the_programs_manifest_is_the_authority(self, own: Path, shipped: Path) -> None:
        (own / "manifest.toml").write_text(MANIFEST.format(sha256="11"), "utf-8")
        assert find_model([own, shipped]).load() == b"the right bytes"


class TestFilesThatAreWrong:
    def test_a_damaged_file_is_refused_by_name(self, own: Path) -> None:
        damaged = bytearray(LITE0.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        (own / LITE0.name).write_bytes(damaged)
        error = refusal([own, BUNDLED], "efficientnet_lite0")
        assert error.code == "model-damaged"
        assert str(own / LITE0.name) in error.message

    def test_another_file_of_that_name_is_refused(self, own: Path, shipped: Path) -> None:
        (own / "small.tflite").write_bytes(b"something else")
        assert refusal([own, shipped], "small").code == "model-damaged"

    def test_a_missing_file_is_named(self, own: Path, shipped: Path) -> None:
        (shipped / "small.tflite").unlink()
        error = refusal([own, shipped], "small")
        assert error.code == "model-missing"
        assert str(own / "small.tflite") in error.message

    def test_a_file_that_goes_after_it_was_found(self, shipped: Path) -> None:
        model = find_model([shipped])
        (shipped / "small.tflite").unlink()
        with pytest.raises(ModelError, match=r"small\.tflite is missing") as caught:
            model.load()
        assert caught.value.code == "model-missing"


class TestBringingOnesOwn:
    def test_a_file_is_a_model_of_its_name(self, own: Path) -> None:
        shutil.copy(LITE0, own / "mine.tflite")
        model = find_model([own, BUNDLED], "mine")
        assert (model.name, model.title, model.input_edge) == ("mine", "mine", 224)
        assert (model.sha256, model.default, model.words()) == (None, False, [])
        assert model.load() == LITE0.read_bytes()

    def test_something_that_is_no_model_is_listed_and_does_not_hide_the_others(self, own: Path) -> None:
        (own / "bad.tflite").write_bytes(b"no model at all")
        models = {model.name: model for model in list_models([own, BUNDLED])}
        assert models["bad"].input_edge == 0
        assert find_model([own, BUNDLED]).name == "efficientnet_lite0"

    def test_two_files_of_a_name_never_share_vectors(self, own: Path) -> None:
        keys = set()
        for content in (b"one", b"two"):
            (own / "mine.tflite").write_bytes(content)
            keys.add(find_model([own, BUNDLED], "mine").key)
        keys.add(find_model([BUNDLED]).key)
        assert len(keys) == 3

    def test_the_key_of_a_known_model_needs_no_file(self) -> None:
        model = {model.name: model for model in list_models([BUNDLED])}["mobilenet_v3_small"]
        assert model.key == "mobilenet_v3_small/bbbb4c51a55a/2"

    def test_a_model_is_a_value(self) -> None:
        assert find_model([BUNDLED]) == find_model([BUNDLED])
        assert isinstance(find_model([BUNDLED]), Model)


class TestTranslations:
    def test_files_beside_in_other_languages(self, tmp_path: Path) -> None:
        bundled = AppPaths.default().models[-1]
        (tmp_path / "imagenet_labels.de.txt").write_text("Schleie\nGoldfisch\n", "utf-8")
        (tmp_path / "imagenet_kinds.de.txt").write_text("Hunde\tHund\t151-268\n", "utf-8")
        (tmp_path / "imagenet_labels.txt.bak").write_text("no labels", "utf-8")
        model = find_model([tmp_path, bundled])
        assert model.translated_words() == [["Schleie", "Goldfisch"]]
        assert [kind.name for (kind,) in model.translated_kinds()] == ["Hunde"]
        assert len(model.words()) == 1000
        assert find_model([bundled]).translated_words() == []

    def test_one_that_is_damaged(self, tmp_path: Path) -> None:
        broken = tmp_path / "imagenet_kinds.de.txt"
        broken.write_text("no kinds", "utf-8")
        (tmp_path / "imagenet_labels.de.txt").write_bytes(b"\xff\xfe")
        model = find_model([tmp_path, AppPaths.default().models[-1]])
        with pytest.raises(ModelError) as caught:
            model.translated_kinds()
        assert caught.value.path == str(broken)
        with pytest.raises(ModelError):
            model.translated_words()

    def test_a_model_without_words_has_none(self, tmp_path: Path) -> None:
        model = Model("x", "x", None, "x.tflite", None, 0, folders=(tmp_path,))
        assert (model.translated_words(), model.translated_kinds()) == ([], [])
