"""How much room the parts of the bundle may take."""

from __future__ import annotations

import re
import sys
import tomllib
from fnmatch import translate
from pathlib import Path

import budget
import pytest

SMALL = """
total = 5
rest = 1

[part.Qt]
files = ["_internal/PySide6/*", "_internal/libpyside6*"]
limit = 2

[part."The program"]
files = ["photoclust", "photoclust.exe"]
limit = 3
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A budget of two parts."""
    file = tmp_path / "budget.toml"
    file.write_text(SMALL, "utf-8")
    monkeypatch.setattr(budget, "FILE", file)


def write(folder: Path, sizes: dict[str, int]) -> Path:
    """A bundle with files of so many bytes."""
    for name, size in sizes.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes(size))
    return folder


@pytest.mark.usefixtures("small")
def test_every_file_is_counted_in_one_part(tmp_path: Path) -> None:
    sizes = {
        "photoclust": 1,
        "_internal/PySide6/Qt/lib/libQt6Gui.so.6": 20,
        "_internal/libpyside6.abi3.so": 300,
        "_internal/photoclust": 4000,  # the program's pattern means the top alone
        "_internal/Ünknown/bild.jpg": 50000,
    }
    measured = budget.measure(write(tmp_path / "bundle", sizes))
    assert measured == {"Qt": 320, "The program": 1, "the rest": 54000}
    table = budget.table(measured).splitlines()
    assert table[0] == "    0.1 MB  the rest"
    assert table[-1] == "    0.1 MB  together"


@pytest.mark.usefixtures("small")
@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_links_are_not_counted_again(tmp_path: Path) -> None:
    bundle = write(tmp_path / "bundle", {"_internal/PySide6/library.so": 7})
    (bundle / "_internal" / "libpyside6.so").symlink_to("PySide6/library.so")
    (bundle / "_internal" / "again").symlink_to("PySide6", target_is_directory=True)
    (bundle / "_internal" / "nowhere").symlink_to("missing")
    assert sum(budget.measure(bundle).values()) == 7


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("megabytes", "over"),
    [
        ((2, 2, 1), []),
        ((2.1, 1, 1), ["Qt: 2.1 MB, may be 2"]),
        ((1, 3.1, 0), ["The program: 3.1 MB, may be 3"]),
        ((1, 1, 1.1), ["the rest: 1.1 MB, may be 1"]),
        ((2, 3, 1), ["the bundle: 6.0 MB, may be 5"]),
        ((3, 4, 2), ["Qt: 3.0", "The program: 4.0", "the rest: 2.0", "the bundle: 9.0"]),
    ],
)
def test_what_is_too_large_is_named(megabytes: tuple[float, ...], over: list[str]) -> None:
    sizes = {
        part: round(size * budget.MB)
        for part, size in zip(("Qt", "The program", "the rest"), megabytes, strict=True)
    }
    told = budget.overruns(sizes)
    assert len(told) == len(over)
    assert all(line.startswith(start) for line, start in zip(told, over, strict=True)), told


def test_the_real_budget_is_sound() -> None:
    stored = tomllib.loads(budget.FILE.read_text("utf-8"))
    parts = budget.load()
    for name, part in parts.items():
        assert set(part) == {"files", "limit"}, name
        assert isinstance(part["files"], list), name
        for pattern in part["files"]:
            re.compile(translate(pattern))
            assert pattern.startswith(("_internal/", "photoclust")), pattern
            assert "\\" not in pattern, pattern
    # Else the total could never be reached, and would say nothing.
    assert sum(int(str(part["limit"])) for part in parts.values()) + stored["rest"] >= stored["total"]
    assert max(int(str(part["limit"])) for part in parts.values()) < stored["total"]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("photoclust", "The program and its modules"),
        ("photoclust-cli.exe", "The program and its modules"),
        ("_internal/PySide6/Qt/lib/libQt6Gui.so.6", "Qt and PySide6"),
        ("_internal/numpy.libs/libgfortran.so.5", "NumPy"),
        ("_internal/scipy.libs/libscipy_openblas.so", "SciPy"),
        ("_internal/pillow.libs/libavif.so.16", "Pillow"),
        ("_internal/pi_heif.libs/libheif.so.1", "HEIF"),
        ("_internal/models/efficientnet_lite0.tflite", "Models and their licences"),
        ("_internal/libpython3.11.so.1.0", "Python"),
        ("_internal/python313.dll", "Python"),
        ("_internal/xxhash/_xxhash.so", "the rest"),
    ],
)
def test_the_real_budget_knows_the_parts(name: str, part: str, tmp_path: Path) -> None:
    assert budget.measure(write(tmp_path, {name: 1}))[part] == 1
