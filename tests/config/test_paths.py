"""Where things lie."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from photoclust.config.paths import AppPaths, bundled_root


def test_everything_that_is_written_lies_in_the_persons_home(home: Path) -> None:
    paths = AppPaths.default()
    for folder in (paths.library, paths.config, paths.logs, paths.models[0]):
        assert folder.is_relative_to(home)
        assert "photoclust" in folder.parts


def test_asking_makes_no_folder(home: Path) -> None:
    before = sorted(home.rglob("*"))
    AppPaths.default()
    assert sorted(home.rglob("*")) == before


def test_what_is_shipped_is_there() -> None:
    paths = AppPaths.default()
    assert (paths.models[-1] / "manifest.toml").is_file()
    assert any(paths.samples.glob("*.jpg"))
    assert any(paths.icons.glob("*.svg"))


def test_below_moves_what_is_written_and_keeps_what_is_shipped(tmp_path: Path) -> None:
    default, moved = AppPaths.default(), AppPaths.default().below(tmp_path)
    shipped = {"resources"}
    for item in fields(AppPaths):
        if item.name not in shipped | {"models"}:
            assert getattr(moved, item.name).is_relative_to(tmp_path), item.name
    assert moved.resources == default.resources
    assert moved.models[0].is_relative_to(tmp_path)
    assert moved.models[1:] == default.models[1:]


def test_a_frozen_program_finds_its_data_in_the_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert bundled_root() == tmp_path
    assert AppPaths.default().resources == tmp_path / "resources"
