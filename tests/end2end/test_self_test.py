"""`photoclust --self-test` from outside: a sound installation, and broken ones."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from fixtures.processes import photoclust

from photoclust.config.paths import AppPaths

ROOT = Path(__file__).resolve().parents[2]
RUN_FROM = """
import sys
from pathlib import Path
from photoclust.config import paths
root = Path(sys.argv.pop(1))
paths.bundled_root = lambda: root  # models and resources lie there
from photoclust.__main__ import main
main()
"""
WITHOUT_PLUGINS = """
import sys
from PySide6.QtCore import QCoreApplication
QCoreApplication.setLibraryPaths([sys.argv.pop(1)])
from photoclust.__main__ import main
main()
"""
NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>'


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, *words], env=environ, capture_output=True, encoding="utf-8", timeout=240, check=False
    )


def failures(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """Name -> detail of the checks that failed; every line of stdout has to be that of a check."""
    lines = [line.split(maxsplit=1) for line in done.stdout.splitlines()]
    assert lines
    assert {word for word, _ in lines} <= {"ok", "FAILED"}, done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    return dict(text.split(": ", 1) for word, text in lines if word == "FAILED")


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """A copy of what the program ships, to be broken."""
    folder = tmp_path / "installation"
    paths = AppPaths.default()
    shutil.copytree(paths.models[-1], folder / "models", ignore=shutil.ignore_patterns("*.py"))
    shutil.copytree(paths.resources, folder / "resources", ignore=shutil.ignore_patterns("*.py"))
    return folder


def test_a_sound_installation(home: Path, tmp_path: Path) -> None:
    """Without a display; and neither home nor temporary folder keeps anything."""
    before = sorted(home.rglob("*"))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    environ = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        environ.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "photoclust", "--self-test"],
        env={**environ, "TMPDIR": str(scratch)},
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert failures(done) == {}
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("model efficientnet_lite0", "HEIC", "clusters by K-means", "fonts", "window", "Qt"):
        assert f"ok  {name}: " in done.stdout
    if sys.platform == "linux":
        assert "on offscreen" in done.stdout
    assert sorted(home.rglob("*")) == before
    assert not any(scratch.iterdir())


def test_as_json() -> None:
    done = photoclust("--self-test", "--json")
    assert (done.code, done.err) == (0, b"")
    answer = done.json
    assert list(answer) == ["ok", "checks"]
    assert answer["ok"] is True
    assert len(answer["checks"]) > 40
    assert all(list(check) == ["name", "ok", "detail"] for check in answer["checks"])


def test_what_is_broken_is_named(installation: Path) -> None:
    """A damaged model, a wrong vector, a picture and an icon that are gone."""
    model = installation / "models" / "efficientnet_lite2.tflite"
    model.write_bytes(model.read_bytes()[:-1])
    np.save(installation / "resources" / "selftest" / "efficientnet_lite0.npy", np.ones(1280, np.float16))
    (installation / "resources" / "selftest" / "plain.heic").unlink()
    (installation / "resources" / "icons" / "photoclust-32.png").unlink()
    done = run("-c", RUN_FROM, str(installation), "--self-test")
    broken = failures(done)
    assert done.returncode == 3
    assert set(broken) == {
        *("model efficientnet_lite2", "vector of efficientnet_lite2", "vector of efficientnet_lite0"),
        *("HEIC", "Qt reads PNG"),
    }
    assert str(model) in broken["model efficientnet_lite2"]
    assert "cosine" in broken["vector of efficientnet_lite0"]
    assert done.stderr == (
        "5 of 48 checks failed: vector of efficientnet_lite0; model efficientnet_lite2; "
        "vector of efficientnet_lite2; HEIC; Qt reads PNG\n"
    )


def test_an_empty_installation(tmp_path: Path) -> None:
    done = run("-c", RUN_FROM, str(tmp_path), "--self-test", "--json")
    assert done.returncode == 3
    assert '"ok": false' in done.stdout
    assert done.stderr == ""


def test_no_plugins_for_pictures(tmp_path: Path) -> None:
    from PySide6.QtCore import QLibraryInfo

    real = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    (tmp_path / "platforms").symlink_to(real / "platforms")
    done = run("-c", WITHOUT_PLUGINS, str(tmp_path), "--self-test")
    assert done.returncode == 3
    assert set(failures(done)) == {"Qt reads JPEG", "Qt reads SVG", "window"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have fonts of their own")
def test_no_fonts(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text(NO_FONTS)
    done = run("-m", "photoclust", "--self-test", FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))
    assert done.returncode == 3
    assert list(failures(done)) == ["fonts"]


@pytest.mark.parametrize("as_json", [False, True], ids=["people", "scripts"])
def test_no_platform_plugin(tmp_path: Path, as_json: bool) -> None:
    """Qt ends the process there; the list is complete all the same, and the temporary folder is gone."""
    words = ["--json"] if as_json else []
    done = run("-m", "photoclust", "--self-test", *words, QT_QPA_PLATFORM="none", TMPDIR=str(tmp_path))
    assert done.returncode == 3
    if as_json:
        checks = json.loads(done.stdout)["checks"]
        assert [check["name"] for check in checks if not check["ok"]] == ["window"]
    else:
        assert "no Qt platform plugin could be initialized" in failures(done)["window"]
    assert not any(tmp_path.iterdir())


def test_nowhere_to_write(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    script = f"import tempfile; tempfile.tempdir = {missing!r}\n{RUN_FROM}"
    done = run("-c", script, str(ROOT), "--self-test")
    assert done.returncode == 3
    assert list(failures(done)) == ["temporary folder"]


def test_a_part_that_is_missing(tmp_path: Path) -> None:
    """A package that was left out of a bundle."""
    script = f"import sys; sys.modules['PIL'] = None\n{RUN_FROM}"
    done = run("-c", script, str(ROOT), "--self-test")
    assert done.returncode == 3
    broken = failures(done)
    assert "PIL" in broken["engine"]
