"""The committed models are those of the manifest, and nothing else is ever put in their place."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import build
import class_kinds
import class_words
import numpy as np
import pytest
from lite_converter import metadata
from lite_converter.schemas import METADATA, TFLITE

from photoclust.core.kinds import parse_kinds

FOLDER = Path(build.__file__).parent
TABLES: list[dict[str, Any]] = tomllib.loads((FOLDER / "manifest.toml").read_text("utf-8"))["model"]
BUNDLED = [table for table in TABLES if table["bundled"]]


def entry(path: Path, content: bytes, *, address: str | None = None) -> build.Entry:
    return build.Entry(path, hashlib.sha256(content).hexdigest(), bundled=False, address=address)


def name_of(table: dict[str, Any]) -> str:
    return str(table["name"])


def open_model(table: dict[str, Any]) -> Any:
    return TFLITE.Model.GetRootAs((FOLDER / table["file"]).read_bytes())


def test_the_committed_files_are_those_of_the_manifest() -> None:
    assert build.main(["--check"]) == 0


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_a_model_names_all_its_parts(table: dict[str, Any]) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", table["sha256"])
    assert table["title"]
    assert table["source"]
    assert table["licence"] == "Apache-2.0"
    assert "Apache License" in (FOLDER / table["licence_file"]).read_text("utf-8")
    assert table["bundled"] or table["address"].startswith("https://")
    assert ("labels" in table) == ("probability" in table["heads"])


def test_one_model_is_the_default_and_comes_along() -> None:
    assert [table["name"] for table in TABLES if table.get("default")] == ["efficientnet_lite0"]
    assert set(build.RECIPES) == {table["name"] for table in BUNDLED}


@pytest.mark.parametrize("table", BUNDLED, ids=name_of)
def test_the_tensors_are_those_of_the_manifest(table: dict[str, Any]) -> None:
    graph = open_model(table).Subgraphs(0)
    (image,) = (graph.Tensors(index) for index in graph.InputsAsNumpy())
    heads = {graph.Tensors(index).Name().decode(): graph.Tensors(index) for index in graph.OutputsAsNumpy()}
    assert image.ShapeAsNumpy().tolist() == [1, table["input_size"], table["input_size"], 3]
    assert list(heads) == table["heads"]
    assert heads["feature"].ShapeAsNumpy().tolist() == [1, table["dimensions"]]
    classes = (FOLDER / table["labels"]).read_text("utf-8").splitlines()
    assert heads["probability"].ShapeAsNumpy().tolist() == [1, len(classes)]


@pytest.mark.parametrize("table", BUNDLED, ids=name_of)
def test_the_metadata_say_how_a_picture_becomes_the_input(table: dict[str, Any]) -> None:
    model = open_model(table)
    assert model.Metadata(0).Name() == b"TFLITE_METADATA"
    data = model.Buffers(model.Metadata(0).Buffer()).DataAsNumpy().tobytes()
    image = METADATA.ModelMetadata.GetRootAs(data).SubgraphMetadata(0).InputTensorMetadata(0)
    unit = METADATA.ProcessUnitT.InitFromObj(image.ProcessUnits(0))
    assert unit.options.mean.tolist() == [metadata.MEAN] * 3
    assert unit.options.std.tolist() == [metadata.DEVIATION] * 3


def test_there_are_a_thousand_classes_in_the_order_of_imagenet() -> None:
    words = [line.split(", ") for line in build.LABELS.read_text("utf-8").splitlines()]
    first = [synonyms[0] for synonyms in words]
    assert len(set(first)) == 1000  # also: no two classes look the same to a person
    assert all(word == word.strip() != "" for synonyms in words for word in synonyms)
    # Well-known numbers of ImageNet-1k, from its beginning to its end.
    known = {0: "tench", 207: "golden retriever", 251: "dalmatian", 579: "grand piano", 963: "pizza"}
    assert {index: first[index] for index in known} == known
    assert first[999] == "toilet paper"


def test_a_plainer_word_goes_first_and_the_others_stay(tmp_path: Path) -> None:
    import zipfile

    wheel = tmp_path / "timm.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("timm/data/_info/imagenet_synsets.txt", "n01440764\nn02134084\nn04592741\n")
        archive.writestr(
            "timm/data/_info/imagenet_synset_to_lemma.txt",
            "n04592741\twing\nn02134084\tice bear, polar bear\nn01440764\ttench, Tinca tinca\n",
        )
    assert class_words.read(wheel) == [
        "tench, Tinca tinca",
        "polar bear, ice bear",
        "airplane wing, wing",
    ]


def test_fetching_puts_the_right_file_in_place(tmp_path: Path) -> None:
    source = tmp_path / "source.tflite"
    source.write_bytes(b"a model")
    wanted = entry(tmp_path / "model.tflite", b"a model", address=source.as_uri())
    build.fetch({"small": wanted}, "small")
    assert wanted.path.read_bytes() == b"a model"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model.tflite", "source.tflite"]


def test_fetching_refuses_another_file_and_leaves_the_old_one(tmp_path: Path) -> None:
    source = tmp_path / "source.tflite"
    source.write_bytes(b"a page that says: not found")
    wanted = entry(tmp_path / "model.tflite", b"a model", address=source.as_uri())
    wanted.path.write_bytes(b"the old one")
    with pytest.raises(build.BuildError, match=r"is not model\.tflite: its SHA-256 is"):
        build.fetch({"small": wanted}, "small")
    assert wanted.path.read_bytes() == b"the old one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model.tflite", "source.tflite"]


def test_what_cannot_be_fetched_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = entry(tmp_path / "model.tflite", b"a model", address=(tmp_path / "nothing").as_uri())
    with pytest.raises(build.BuildError, match="can't be reached"):
        build.fetch({"small": nowhere}, "small")
    assert build.main(["--fetch", "efficientnet_lite0"]) == 1
    assert build.main(["--fetch", "resnet"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said == [
        "efficientnet_lite0 has no address to fetch it from; it is built, not fetched.",
        "There is no model resnet; there are efficientnet_lite0, efficientnet_lite2, mobilenet_v3_small.",
    ]


def test_checking_names_a_damaged_file_and_a_missing_one(tmp_path: Path) -> None:
    path = tmp_path / "model.tflite"
    good = entry(path, b"a model")
    build.check({"small": good})  # missing, but not bundled
    path.write_bytes(b"a model")
    build.check({"small": good})
    path.write_bytes(b"a modem")
    with pytest.raises(build.BuildError, match=r"model\.tflite has the SHA-256"):
        build.check({"small": good})
    path.unlink()
    with pytest.raises(build.BuildError, match=r"model\.tflite is missing"):
        build.check({"small": build.Entry(path, good.sha256, bundled=True, address=None)})


def test_the_models_run_in_mediapipe_and_know_what_they_see() -> None:
    """A plain check of the whole line: a made-up picture, both heads, probabilities that sum to 1."""
    from mediapipe import Image, ImageFormat
    from mediapipe.tasks.python import BaseOptions, vision

    table = TABLES[0]
    pixels = np.random.default_rng(7).integers(0, 256, (224, 224, 3), np.uint8)
    options = vision.ImageEmbedderOptions(
        base_options=BaseOptions(model_asset_path=str(FOLDER / table["file"]))
    )
    with vision.ImageEmbedder.create_from_options(options) as embedder:
        heads = embedder.embed(Image(image_format=ImageFormat.SRGB, data=pixels)).embeddings
    assert [head.head_name for head in heads] == table["heads"]
    assert heads[0].embedding.min() >= 0  # pooled after ReLU6
    assert heads[1].embedding.sum() == pytest.approx(1, abs=1e-3)


def test_the_kinds_are_kinds_of_these_classes() -> None:
    kinds = {kind.name: kind for kind in parse_kinds(build.KINDS.read_text("utf-8").splitlines())}
    words = build.LABELS.read_text("utf-8").splitlines()
    assert len(kinds) == len(build.KINDS.read_text("utf-8").splitlines())
    assert {number for kind in kinds.values() for number in kind.classes} <= set(range(len(words)))
    assert [words[number].split(",")[0] for number in kinds["cats"].classes][:2] == ["tabby", "tiger cat"]
    assert set(kinds["dogs"].classes) < set(kinds["animals"].classes)
    assert set(kinds["cars"].classes) < set(kinds["vehicles"].classes)
    assert all(list(kind.classes) == sorted(set(kind.classes)) for kind in kinds.values())


def test_kinds_are_read_from_wordnet(tmp_path: Path) -> None:
    nouns = tmp_path / "data.noun"
    nouns.write_text(
        "  1 This is the licence.\n"
        "02084071 05 n 02 dog 0 domestic_dog 0 001 @ 00015388 n 0000 | a domestic animal  \n"
        "00015388 03 n 01 animal 0 000 | a living thing  \n"
        "02110341 05 n 01 dalmatian 0 002 @ 02084071 n 0000 #m 00015388 n 0000 | spotted  \n"
    )
    table = {"animals": ("animal", "00015388"), "dogs": ("dog", "02084071 -1"), "both": ("", "1 00015388")}
    text = class_kinds.write(nouns, ["n02110341", "n02084071"], table)
    assert text == "animals\tanimal\t0-1\ndogs\tdog\t0\nboth\t\t0-1\n"
