"""Six photos of 24 megapixels next to each other: `python -m benchmarks.compare [FOLDER] [--ratio R]`.

The six largest photos of a folder are scaled to 6,000 x 4,000 pixels, indexed, and compared in the window, on
Qt's offscreen platform. Told is for each thing that happens how long it takes until all that is seen is as
sharp as the screen can show, and the most time between two beats of a clock in the window's event loop, as in
`beats`: the last of the three is the thread's own work, in which no call may take above 16 ms. Memory is what
the process holds more than before, at most (Linux).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PIL import Image
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtTest import QTest

from benchmarks.beats import PATIENCE_MS, Heart
from benchmarks.photos import ROOT, shared
from photoclust.config.paths import AppPaths
from photoclust.config.settings import Settings
from photoclust.gui.garbage import GarbageCollector
from photoclust.gui.main_window import MainWindow
from photoclust.gui.run import make_application, make_window
from photoclust.gui.waiting import wait_until

COUNT = 6
SIZE = (6000, 4000)
QUALITY = 92
NOISE = 8  # levels
WINDOW = (1440, 900)
FRAMES = 100
SAMPLED = 0.005  # seconds


class Memory:
    """The most that the process holds, in megabytes, above what it held at the start of each measurement."""

    def __init__(self) -> None:
        self._page = os.sysconf("SC_PAGE_SIZE") / 1e6
        self._base = self._most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def _now(self) -> float:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * self._page

    def _sample(self) -> None:
        while not self._over.wait(SAMPLED):
            self._most = max(self._most, self._now())

    def begin(self) -> None:
        self._base = self._most = self._now()

    @property
    def more(self) -> float:
        return self._most - self._base

    def close(self) -> None:
        self._over.set()
        self._thread.join()


def make_photos(source: Path, folder: Path) -> None:
    """The largest photos of a folder, all scaled to one size, with the noise that cameras make."""
    random = np.random.default_rng(0)
    largest = sorted(source.rglob("*.jpg"), key=_pixels)[-COUNT:]
    for number, path in enumerate(largest):
        with Image.open(path) as image:
            pixels = np.asarray(image.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS))
        noise = random.integers(-NOISE, NOISE + 1, (*pixels.shape[:2], 1), dtype=np.int16)
        noisy = np.clip(pixels + noise, 0, 255).astype(np.uint8)
        Image.fromarray(noisy).save(folder / f"{number}.jpg", quality=QUALITY)


def _pixels(path: Path) -> int:
    with Image.open(path) as image:
        return image.width * image.height


def measure(window: MainWindow) -> None:
    """Opens the comparison, and does everything in it that a person does."""
    view, background, heart = window.compare, window.session.background, Heart()
    memory = Memory()
    memory.begin()

    moves: list[QPointF] = []
    mouse = QTimer(view, interval=10)
    mouse.timeout.connect(lambda: view._looking.pan(0, moves.pop()) if moves else mouse.stop())

    def at_rest() -> bool:
        if mouse.isActive():
            return False
        sharp = not view._looking._settled.isActive() and not view._comparison.supply.busy
        return sharp and not background.busy()

    def tell(what: str, begin: Callable[[], object]) -> None:
        started = time.perf_counter()
        ended: list[float] = []

        def done() -> bool:
            if at_rest():
                ended.append(time.perf_counter())
            return bool(ended)

        heart.tell(what, begin, done)
        print(
            f"{'':12}sharp after {ended[0] - started:5.2f} s, {memory.more:5.0f} MB more at most", flush=True
        )

    def keys(*names: str) -> Callable[[], None]:
        return lambda: [QTest.keyClick(view, getattr(Qt.Key, f"Key_{name}")) for name in names] and None

    def drag() -> None:
        """Some pixels at each beat, as a mouse does."""
        moves.extend([QPointF(-7, -3)] * FRAMES)
        mouse.start()

    print(f"{'most between two beats':40}{'clock':>11}{'all threads':>13}{'own work':>13}{'> 16 ms':>10}")
    ids = window.center.photos.ids()
    heart.tell("nothing happens", lambda: None)
    tell("open", lambda: window.compare_photos(ids, ids[0]))
    tell("100 %", keys("Z"))
    tell(f"drag, {FRAMES} frames", drag)
    tell("further, four notches", keys("Minus", "Minus", "Minus", "Minus"))
    tell("whole", keys("0"))
    tell("flip", keys("F"))
    tell("flip back", keys("F"))
    tell("flip at 100 %", keys("Z"))
    tell("difference at 100 %", keys("D"))
    tell("amplified", keys("A", "A"))
    tell("leave", keys("Escape", "Escape"))
    tell("open again", lambda: window.compare_photos(ids, ids[0]))
    heart.stop()
    memory.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument(
        "folder", type=Path, nargs="?", help="by default large ones of the shared test photos"
    )
    options.add_argument("--ratio", default="1", help="device pixels a unit, in each direction")
    chosen = options.parse_args()
    os.environ["QT_SCALE_FACTOR"] = chosen.ratio
    large = shared()
    source = chosen.folder or (large / "large-photos" if large else ROOT / "resources" / "samples")
    with tempfile.TemporaryDirectory(prefix="photoclust-bench-") as folder:
        photos = Path(folder) / "photos"
        photos.mkdir()
        make_photos(source, photos)
        paths = AppPaths.default().below(Path(folder))
        window = make_window(make_application(paths), paths, paths.library, Settings(watch=False))
        collector = GarbageCollector(window.session.background.busy, window)
        collector.start()
        window.resize(*WINDOW)
        window.show()
        window.start([str(photos)])
        listed = window.center.photos
        busy = window.session.background.busy
        if not wait_until(lambda: listed.rowCount() == COUNT and not busy(), PATIENCE_MS, 500):
            raise TimeoutError("the photos were not indexed")
        measure(window)
        window.close()
        collector.stop()
        window.deleteLater()


if __name__ == "__main__":
    main()
