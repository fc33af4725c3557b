"""The program without a display: what `make run` does there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage


def test_the_demo_prints_groups_and_takes_a_picture_of_the_window(home: Path, tmp_path: Path):
    picture = tmp_path / "demo.png"
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    environment.pop("DISPLAY", None)
    environment.pop("WAYLAND_DISPLAY", None)
    done = subprocess.run(
        [sys.executable, "-m", "photoclust", "--demo", str(picture)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    groups = [line for line in done.stdout.splitlines() if ".jpg" in line]
    assert len(groups) >= 5
    assert any("neuschwanstein.jpg" in line and "neuschwanstein-small.jpg" in line for line in groups)
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1440, 900)
    middle = [image.pixelColor(x, y).name() for x in range(240, 1100, 7) for y in range(200, 850, 7)]
    assert len(set(middle)) > 1000, "photos have many colours, an empty window has few"
    leftovers = [path for path in home.rglob("*") if "photoclust" in path.name and path.suffix != ".log"]
    assert not any(path.name.endswith((".sqlite", ".json")) for path in leftovers), leftovers
