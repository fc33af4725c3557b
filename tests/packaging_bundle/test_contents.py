"""What is in the bundle and where it came from, read from what PyInstaller leaves behind."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import contents
import pytest

COLLECT = (
    [
        ("photoclust", "/build/photoclust", "EXECUTABLE"),
        ("PIL/_imaging.so", "/venv/PIL/_imaging.so", "EXTENSION"),
        ("libjpeg.so.62", "pillow.libs/libjpeg.so.62", "SYMLINK"),
        ("pillow.libs/libjpeg.so.62", "/venv/pillow.libs/libjpeg.so.62", "BINARY"),
        ("Bücher/ö.txt", "/project/Bücher/ö.txt", "DATA"),
    ],
)
PYZ = (
    "/build/PYZ-00.pyz",
    [("xxhash", "/venv/xxhash/__init__.py", "PYMODULE"), ("photoclust.app", "/project/app.py", "PYMODULE")],
)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """PyInstaller's work folder."""
    folder = tmp_path / "work"
    (folder / "photoclust").mkdir(parents=True)
    for kind, table in (("COLLECT", COLLECT), ("PYZ", PYZ)):
        (folder / "photoclust" / f"{kind}-00.toc").write_text(repr(table), "utf-8")
    monkeypatch.setattr(contents, "WORK", folder)
    return folder


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The finished folder; one file in it is in no table."""
    folder = tmp_path / "photoclust"
    for name in (
        "photoclust",
        *(f"_internal/{name}" for name in ("PIL/_imaging.so", "pillow.libs/libjpeg.so.62", "Bücher/ö.txt")),
        "_internal/added later.txt",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    if sys.platform != "win32":
        (folder / "_internal" / "libjpeg.so.62").symlink_to("pillow.libs/libjpeg.so.62")
    return folder


@pytest.mark.usefixtures("work")
def test_each_file_and_module_has_its_source(bundle: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "contents.json"
    contents.write(bundle, out)
    assert json.loads(out.read_text("utf-8")) == [
        {"dest": "_internal/Bücher/ö.txt", "source": "/project/Bücher/ö.txt"},
        {"dest": "_internal/PIL/_imaging.so", "source": "/venv/PIL/_imaging.so"},
        {"dest": "_internal/added later.txt", "source": None},
        {"dest": "_internal/pillow.libs/libjpeg.so.62", "source": "/venv/pillow.libs/libjpeg.so.62"},
        {"dest": "photoclust", "source": "/build/photoclust"},
        {"module": "photoclust.app", "source": "/project/app.py"},
        {"module": "xxhash", "source": "/venv/xxhash/__init__.py"},
    ]


def test_two_builds_in_one_folder_are_not_mixed_up(work: Path, bundle: Path, tmp_path: Path) -> None:
    (work / "older").mkdir()
    (work / "photoclust" / "PYZ-00.toc").rename(work / "older" / "PYZ-00.toc")
    (work / "photoclust" / "PYZ-00.toc").write_text(repr(PYZ), "utf-8")
    with pytest.raises(ValueError, match="too many values"):
        contents.write(bundle, tmp_path / "contents.json")
