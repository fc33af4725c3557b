"""The self-test of the engine: content with a sound installation, and names what is broken in another."""

from __future__ import annotations

import json
import shutil
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fixtures.pictures import encoded, scene

from photoclust.config.paths import AppPaths
from photoclust.library.doctor import Check
from photoclust.library.selftest import engine
from photoclust.library.selftest.checks import engine_checks
from photoclust.library.selftest.codecs import codec_checks
from photoclust.library.selftest.engine import engine_checks_below
from photoclust.library.selftest.models import model_checks
from photoclust.photos import formats, jxl, pixels
from photoclust.store.database import Database

PROGRAM = AppPaths.default()
SHIPPED = PROGRAM.resources / "selftest"
MODELS = PROGRAM.models[-1]
PICTURES = json.loads((SHIPPED / "pictures.json").read_text("utf-8"))["pictures"]


def failed(checks: list[Check]) -> dict[str, str]:
    return {check.name: check.detail for check in checks if not check.ok}


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A copy of what is shipped for the self-test."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "shipped"))


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A copy of the program's models."""
    return Path(shutil.copytree(MODELS, tmp_path / "models"))


def test_a_sound_installation(tmp_path: Path) -> None:
    (tmp_path / "person").mkdir()
    checks = list(engine_checks(PROGRAM.below(tmp_path), tmp_path))
    assert failed(checks) == {}
    names = [check.name for check in checks]
    assert len(set(names)) == len(names)
    assert {"versions", "database", "index", "similar photos", "albums"} <= set(names)
    assert (tmp_path / "library" / "cache.sqlite").is_file()
    assert not any((tmp_path / "person").iterdir())


def test_the_persons_own_model_files_are_not_asked(tmp_path: Path) -> None:
    paths = PROGRAM.below(tmp_path)
    paths.models[0].mkdir()
    (paths.models[0] / "efficientnet_lite0.tflite").write_bytes(b"another")
    assert failed(list(engine_checks(paths, tmp_path))) == {}


def look_at_models(models: Path, vectors: Path = SHIPPED, samples: Path = PROGRAM.samples) -> dict[str, str]:
    return failed(list(model_checks([models], samples, vectors)))


class TestModels:
    def test_every_bundled_model_has_a_vector_and_no_other(self) -> None:
        manifest = tomllib.loads((MODELS / "manifest.toml").read_text("utf-8"))["model"]
        bundled = {table["name"] for table in manifest if table["bundled"]}
        assert bundled
        assert {path.stem for path in SHIPPED.glob("*.npy")} == bundled
        names = {check.name for check in model_checks([MODELS], PROGRAM.samples, SHIPPED)}
        assert {f"vector of {name}" for name in bundled} < names

    def test_a_vector_that_differs(self, shipped: Path) -> None:
        path = shipped / "efficientnet_lite2.npy"
        vector = np.load(path)
        np.save(path, np.roll(vector, 1))
        wrong = look_at_models(MODELS, shipped)
        assert list(wrong) == ["vector of efficientnet_lite2"]
        assert "efficientnet_lite2.npy: cosine 0." in wrong["vector of efficientnet_lite2"]

    def test_a_vector_that_differs_by_rounding_is_none(self, shipped: Path) -> None:
        path = shipped / "efficientnet_lite2.npy"
        vector = np.load(path).astype(np.float32)
        chance = np.random.default_rng(0).normal(size=vector.shape)
        np.save(path, vector + 0.02 * np.linalg.norm(vector) * chance / np.linalg.norm(chance))
        assert look_at_models(MODELS, shipped) == {}

    def test_a_vector_of_numbers_that_are_none(self, shipped: Path) -> None:
        np.save(shipped / "efficientnet_lite0.npy", np.full(1280, np.nan, np.float16))
        assert list(look_at_models(MODELS, shipped)) == ["vector of efficientnet_lite0"]

    def test_a_vector_of_another_length(self, shipped: Path) -> None:
        np.save(shipped / "efficientnet_lite0.npy", np.ones(1024, np.float16))
        assert (
            "1280 dimensions instead of the 1024"
            in look_at_models(MODELS, shipped)["vector of efficientnet_lite0"]
        )

    @pytest.mark.expect_log
    def test_a_vector_that_is_missing(self, shipped: Path) -> None:
        (shipped / "efficientnet_lite0.npy").unlink()
        wrong = look_at_models(MODELS, shipped)
        assert list(wrong) == ["vector of efficientnet_lite0"]
        assert "efficientnet_lite0.npy" in wrong["vector of efficientnet_lite0"]

    def test_a_damaged_model(self, models: Path) -> None:
        path = models / "efficientnet_lite0.tflite"
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        wrong = look_at_models(models)
        assert list(wrong) == ["model efficientnet_lite0", "vector of efficientnet_lite0"]
        assert str(path) in wrong["model efficientnet_lite0"]
        assert "checksum" in wrong["model efficientnet_lite0"]

    def test_a_missing_model(self, models: Path) -> None:
        (models / "efficientnet_lite2.tflite").unlink()
        assert "efficientnet_lite2.tflite is missing" in look_at_models(models)["model efficientnet_lite2"]

    def test_no_models_at_all(self, tmp_path: Path) -> None:
        assert list(look_at_models(tmp_path)) == ["models"]

    def test_a_manifest_without_bundled_models(self, models: Path) -> None:
        manifest = models / "manifest.toml"
        manifest.write_text(manifest.read_text("utf-8").replace("bundled = true", "bundled = false"), "utf-8")
        assert list(look_at_models(models)) == ["models"]


class TestCodecs:
    def test_every_decoder_has_a_picture(self) -> None:
        kinds = {picture["format"] for picture in PICTURES}
        # DIB is a BMP without its first bytes; the last two do not go through Pillow, or not at once.
        assert kinds == {*formats.DECODERS, "MPO", "JXL", "DNG"} - {"DIB"}

    @pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture["codec"])
    def test_a_picture_that_can_not_be_decoded(self, shipped: Path, picture: dict[str, str]) -> None:
        path = shipped / picture["file"]
        path.write_bytes(path.read_bytes()[:40])
        wrong = failed(list(codec_checks(shipped)))
        assert list(wrong) == [picture["codec"]]

    @pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture["codec"])
    def test_a_picture_that_is_missing(self, shipped: Path, picture: dict[str, str]) -> None:
        (shipped / picture["file"]).unlink()
        assert list(failed(list(codec_checks(shipped)))) == [picture["codec"]]

    @pytest.mark.parametrize("kind", sorted({*formats.DECODERS} - {"DIB"}))
    def test_a_decoder_that_is_missing(self, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
        monkeypatch.setattr(formats, "DECODERS", tuple(name for name in formats.DECODERS if name != kind))
        pictures = {picture["codec"] for picture in PICTURES if picture["format"] == kind}
        others = {"JPEG, several pictures"} if kind == "JPEG" else set()
        assert set(failed(list(codec_checks(SHIPPED)))) == pictures | others

    def test_wrong_colours(self, shipped: Path) -> None:
        (shipped / "plain.png").write_bytes(encoded(scene(96, 64), "PNG"))
        assert "wrong colours" in failed(list(codec_checks(shipped)))["PNG"]

    def test_exif_that_can_not_be_unpacked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(jxl, "_unpacked", lambda _packed: b"")
        assert "camera None" in failed(list(codec_checks(SHIPPED)))["JPEG XL"]

    def test_colours_that_are_not_converted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pixels, "to_srgb", lambda image, _profile: image)
        assert "wrong colours" in failed(list(codec_checks(SHIPPED)))["JPEG, Display P3"]

    def test_another_format(self, shipped: Path) -> None:
        shutil.copy(shipped / "plain.png", shipped / "plain.avif")
        assert failed(list(codec_checks(shipped))) == {"AVIF": "plain.avif is taken for PNG of 96 x 64 px"}

    def test_a_name_that_no_scan_would_take(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(formats, "SUFFIXES", formats.SUFFIXES - {".heic"})
        assert failed(list(codec_checks(SHIPPED))) == {"HEIC": "a scan would pass by plain.heic"}

    @pytest.mark.expect_log
    @pytest.mark.parametrize("content", ["", "[]", "{}", '{"pictures": [{}]}'])
    def test_a_listing_that_is_none(self, shipped: Path, content: str) -> None:
        (shipped / "pictures.json").write_text(content, "utf-8")
        assert list(failed(list(codec_checks(shipped)))) == ["pictures"]


class TestEngine:
    @staticmethod
    def look(tmp_path: Path, samples: Path = PROGRAM.samples) -> dict[str, str]:
        return failed(list(engine_checks_below(tmp_path, tmp_path / "library", [MODELS], samples)))

    def test_photos_that_do_not_belong_together(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        crossed = [(one[0], other[1]) for one, other in zip(engine.PAIRS, engine.PAIRS[::-1], strict=True)]
        monkeypatch.setattr(engine, "PAIRS", crossed)
        wrong = self.look(tmp_path)
        assert list(wrong) == ["similar photos", "clusters by average linkage", "clusters by K-means"]
        assert "most like chelsea.jpg is chelsea-mirrored.jpg" in wrong["similar photos"]

    @pytest.mark.expect_log
    def test_missing_samples(self, tmp_path: Path) -> None:
        wrong = self.look(tmp_path, tmp_path)
        assert "chelsea.jpg" in wrong["index"]
        assert wrong["similar photos"] == "chelsea.jpg is not in the library"
        assert "database" not in wrong

    @pytest.mark.expect_log
    def test_a_library_that_can_not_be_imported(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delitem(sys.modules, "photoclust.analysis.kmeans", raising=False)
        monkeypatch.setitem(sys.modules, "sklearn.cluster", None)
        wrong = self.look(tmp_path)
        assert "sklearn" in wrong["clusters by K-means"]
        assert "index" not in wrong

    def test_a_journal_that_is_not_wal(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Database, "_use_wal", lambda _self: None)
        assert "cache.sqlite has the journal delete, not wal" in self.look(tmp_path)["database"]

    def test_a_folder_where_no_library_can_be(self, tmp_path: Path) -> None:
        (tmp_path / "library").write_text("a file")
        wrong = self.look(tmp_path)
        assert str(tmp_path / "library") in wrong["database"]

    def test_a_database_that_is_not_sound(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Database, "check", lambda _self: ["page 7 is lost"])
        assert {name for name, text in self.look(tmp_path).items() if "page 7 is lost" in text} == {
            "database",
            "albums",
        }


def test_resources_that_are_missing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    paths = replace(PROGRAM.below(tmp_path), resources=tmp_path / "nothing")
    wrong = failed(list(engine_checks(paths, tmp_path)))
    assert {"vector of efficientnet_lite0", "pictures", "index"} <= set(wrong)
    assert caplog.records
