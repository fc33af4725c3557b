"""Symbols for debuggers are taken out of the libraries that are named, and of no others."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import slim
import xxhash

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("strip") is None, reason="Linux and binutils"
)


def names_in(library: Path) -> str:
    """What nm says of all symbols."""
    return subprocess.run(["nm", library], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A library with symbols in two places, and a link to one of them."""
    (source,) = Path(xxhash.__file__).parent.glob("_xxhash.*.so")
    assert names_in(source)
    for place in ("xxhash", "numpy.libs"):
        (tmp_path / "_internal" / place).mkdir(parents=True)
        shutil.copyfile(source, tmp_path / "_internal" / place / "_xxhash.so")
    (tmp_path / "_internal" / "xxhash" / "link.so").symlink_to("../numpy.libs/_xxhash.so")
    return tmp_path / "_internal"


def test_named_libraries_lose_their_symbols(bundle: Path) -> None:
    before = {path: path.stat().st_size for path in bundle.rglob("_xxhash.so")}
    saved = slim.strip(bundle.parent)
    slimmed, other = bundle / "xxhash/_xxhash.so", bundle / "numpy.libs/_xxhash.so"
    assert saved == before[slimmed] - slimmed.stat().st_size > 0
    assert names_in(slimmed) == ""
    assert other.stat().st_size == before[other]


def test_a_slim_library_still_works(bundle: Path) -> None:
    slim.strip(bundle.parent)
    code = "import _xxhash; print(_xxhash.xxh3_128_hexdigest(b'photo'))"
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, sys.argv[1]); {code}"]
    answer = subprocess.run([*command, bundle / "xxhash"], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == xxhash.xxh3_128_hexdigest(b"photo")


def test_nothing_is_touched_on_other_systems(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert slim.strip(bundle.parent) == 0
    assert names_in(bundle / "xxhash/_xxhash.so")
