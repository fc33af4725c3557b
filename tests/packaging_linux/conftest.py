"""The modules of packaging/linux are no package; what they pack is made up here."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from computers import Computer
from stand_ins import EPOCH

ROOT = Path(__file__).resolve().parents[2]
# At the end: `interpreter` is a module of the bootstrap to whoever imports it, and only a script in bundle.
sys.path += [str(ROOT / "packaging" / name) for name in ("linux", "bundle", "bootstrap")]
sys.path.append(str(ROOT / "tests" / "bootstrap"))

if not sys.platform.startswith("linux"):
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A folder like the one that PyInstaller makes: a program, a library, data, links to file and folder."""
    import xxhash

    folder = tmp_path / "built" / "photoclust"
    inside = folder / "_internal"
    (inside / "Bücher").mkdir(parents=True)
    shutil.copyfile("/bin/true", folder / "photoclust")
    (library,) = Path(xxhash.__file__).parent.glob("_xxhash.*.so")
    shutil.copyfile(library, inside / "libstand-in.so.1")
    (inside / "libstand-in.so").symlink_to("libstand-in.so.1")
    (inside / "Bücher" / "ö 1.txt").write_text("Öl\n", "utf-8")
    (inside / "books").symlink_to("Bücher", target_is_directory=True)
    (inside / "empty").touch()
    return folder


@pytest.fixture(autouse=True)
def _time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """Of a person whose home has umlauts, spaces, and what a shell and sed take for their own."""
    home = tmp_path / "home" / "Jörg's R&D | Büro"
    home.mkdir(parents=True)
    return Computer(home, tmp_path)
