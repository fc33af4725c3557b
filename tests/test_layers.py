"""The house stands as docs/architecture.md draws it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "photoclust"
LONGEST = 300  # lines of a module
LAYERS_WITHOUT_QT = ("core", "config", "photos", "embedding", "store", "analysis", "watch", "library", "cli")
HEAVY = ("mediapipe", "sklearn", "scipy")


def modules_of(folder: str) -> list[str]:
    """Dotted names of all modules below photoclust/FOLDER."""
    files = sorted((PACKAGE / folder).rglob("*.py"))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files]
    assert names
    return [name.removesuffix(".__init__") for name in names]


def loaded_after_importing(*modules: str) -> set[str]:
    """What is in `sys.modules` of a fresh interpreter that imported some modules and did nothing else."""
    code = f"import sys\nfor name in {modules!r}: __import__(name)\nprint(*sys.modules, sep='\\n')"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    return set(answer.stdout.split())


def test_contracts_are_kept() -> None:
    """Every contract of [tool.importlinter] in pyproject.toml."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("layer", LAYERS_WITHOUT_QT)
def test_no_qt_below_the_window(layer: str) -> None:
    loaded = loaded_after_importing(*modules_of(layer))
    assert not {name for name in loaded if name.split(".")[0] in ("PySide6", "shiboken6")}


def test_indexing_knows_no_qt() -> None:
    loaded = loaded_after_importing("photoclust.library.indexing")
    assert "photoclust.library.indexing" in loaded
    assert "PySide6" not in loaded


@pytest.mark.parametrize("module", ["photoclust.app", "photoclust.gui.main_window"])
def test_the_window_opens_before_anything_heavy_is_imported(module: str) -> None:
    assert loaded_after_importing(module).isdisjoint(HEAVY)


def test_nothing_heavy_is_imported_at_module_level() -> None:
    """Of all modules: whoever needs scikit-learn imports it where it is used."""
    names = [name for folder in (*LAYERS_WITHOUT_QT, "gui") for name in modules_of(folder)]
    loaded = loaded_after_importing(*names)
    assert loaded.isdisjoint(HEAVY)


def test_modules_are_short() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for folder in ("photoclust", "models", "packaging", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert len(lengths) > 50
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}
