"""Settings: typed, kept over a restart, and never in the way of a start."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from fixtures.permissions import bound_by_permissions, can_be_bound
from hypothesis import given
from hypothesis import strategies as st

from photoclust.config.settings import FILE_NAME, Settings
from photoclust.core.errors import UserFacingError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
NAMES = [item.name for item in fields(Settings)]


def write(folder: Path, content: bytes | str | dict[str, Any]) -> None:
    if isinstance(content, dict):
        content = json.dumps(content)
    (folder / FILE_NAME).write_bytes(content.encode() if isinstance(content, str) else content)


def test_without_a_file_there_are_the_defaults(tmp_path: Path) -> None:
    assert Settings.load(tmp_path / "nowhere") == Settings()


def test_all_settings_come_back(tmp_path: Path) -> None:
    settings = Settings(
        model="efficientnet_lite2",
        jobs=3,
        less_power=True,
        watch=False,
        time_limit=90.0,
        theme="dark",
        thumbnail_size=96,
        view="clusters",
        method="kmeans",
        k=12,
        similarity=0.25,
        time_weight=0.5,
        time_scale="week",
        place_weight=0.25,
        place_scale="spot",
        min_size=4,
        linkage="ward",
        group_order="time",
        member_order="time",
        keeper_rules="sharp,raw",
        window_geometry="AdnQywADAAA=",
        splitter_sizes=[220, 800, 292],
        show_library_pane=False,
        show_inspector=False,
        other={"from_the_future": {"ä": [1, None]}},
    )
    differing = [name for name in NAMES if getattr(settings, name) == getattr(Settings(), name)]
    assert differing == [], "a setting that has its default proves nothing"
    settings.save(tmp_path / "new" / "folder")
    assert Settings.load(tmp_path / "new" / "folder") == settings


def test_two_settings_share_no_list() -> None:
    Settings().splitter_sizes.append(1)
    assert Settings().splitter_sizes == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b'{"k": 5',
        b"[1, 2]",
        b"null",
        b'"k"',
        b"[" * 200_000,
        b'{"k": ' + b"9" * 10_000 + b"}",
    ],
    ids=["empty", "not UTF-8", "cut off", "a list", "null", "a text", "deep", "a long number"],
)
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, content)
    assert Settings.load(tmp_path) == Settings()


def test_a_folder_in_its_place_gives_the_defaults(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert Settings.load(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("jobs", "4"),
        ("jobs", 4.0),
        ("jobs", True),
        ("show_inspector", 0),
        ("theme", None),
        ("similarity", "0.5"),
        ("similarity", True),
        pytest.param("similarity", 10**400, id="similarity-huge"),
        ("splitter_sizes", {"0": 1}),
        ("splitter_sizes", ["wide", 3]),
        ("splitter_sizes", [1, None]),
        ("splitter_sizes", [True]),
    ],
)
def test_a_value_of_the_wrong_type_falls_back_alone(tmp_path: Path, name: str, value: object) -> None:
    write(tmp_path, {name: value, "k": 33})
    assert Settings.load(tmp_path) == Settings(k=33)


def test_a_whole_number_will_do_for_a_fraction(tmp_path: Path) -> None:
    write(tmp_path, {"time_weight": 1})
    loaded = Settings.load(tmp_path)
    assert (loaded.time_weight, type(loaded.time_weight)) == (1.0, float)


def test_what_a_newer_version_wrote_is_written_back(tmp_path: Path) -> None:
    write(tmp_path, {"map_zoom": 3.5, "other": {"k": 99}, "k": 4})
    settings = Settings.load(tmp_path)
    settings.theme = "light"
    settings.save(tmp_path)
    stored = json.loads((tmp_path / FILE_NAME).read_text("utf-8"))
    assert stored["map_zoom"] == 3.5
    assert stored["other"] == {"k": 99}
    assert (stored["k"], stored["theme"]) == (4, "light")


@given(stored=st.dictionaries(st.sampled_from(NAMES) | st.text(), JSON, max_size=6))
def test_any_json_object_loads_and_is_typed(
    tmp_path_factory: pytest.TempPathFactory, stored: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    write(folder, stored)
    settings = Settings.load(folder)
    for item in fields(Settings):
        assert type(getattr(settings, item.name)) is type(getattr(Settings(), item.name))
    settings.save(folder)
    assert Settings.load(folder) == settings


def test_saving_leaves_nothing_else_behind(tmp_path: Path) -> None:
    Settings().save(tmp_path)
    Settings(k=3).save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_save_that_can_not_be_finished_leaves_no_part(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(OSError, match=FILE_NAME):
        Settings().save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_failed_save_keeps_the_old_file(tmp_path: Path) -> None:
    Settings(k=3).save(tmp_path)
    with pytest.raises(TypeError):
        Settings(k=4, other={"unfit": object()}).save(tmp_path)
    assert Settings.load(tmp_path).k == 3
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_an_unwritable_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        Settings().save(tmp_path / "file")


class TestSettingAside:
    def test_the_next_start_has_the_defaults_and_nothing_is_lost(self, tmp_path: Path) -> None:
        content = b'{"theme": {"of": "a newer version"}, "unknown": 1'  # and damaged
        write(tmp_path, content)
        kept = Settings.set_aside(tmp_path)
        assert kept == tmp_path / "settings.json.old"
        assert kept.read_bytes() == content
        assert Settings.load(tmp_path) == Settings()

    def test_what_was_set_aside_before_stays(self, tmp_path: Path) -> None:
        names = []
        for number in range(3):
            write(tmp_path, {"k": number})
            kept = Settings.set_aside(tmp_path)
            assert kept is not None
            names.append((kept.name, json.loads(kept.read_text())["k"]))
        assert names == [("settings.json.old", 0), ("settings.json.old-2", 1), ("settings.json.old-3", 2)]
        assert {path.name for path in tmp_path.iterdir()} == {name for name, _ in names}

    def test_a_dangling_link_is_not_overwritten_either(self, tmp_path: Path) -> None:
        write(tmp_path, {})
        (tmp_path / "settings.json.old").symlink_to("on another drive")
        assert Settings.set_aside(tmp_path) == tmp_path / "settings.json.old-2"

    def test_there_are_none(self, tmp_path: Path) -> None:
        assert Settings.set_aside(tmp_path / "nowhere") is None
        assert not (tmp_path / "nowhere").exists()

    @pytest.mark.skipif(not can_be_bound(), reason="permissions do not bind here")
    def test_a_folder_that_can_not_be_written(self, tmp_path: Path) -> None:
        write(tmp_path, {})
        tmp_path.chmod(0o500)
        with bound_by_permissions(), pytest.raises(UserFacingError) as caught:
            Settings.set_aside(tmp_path)
        tmp_path.chmod(0o700)
        assert (caught.value.code, caught.value.path) == ("settings-stay", str(tmp_path / FILE_NAME))
        assert (tmp_path / FILE_NAME).exists()
