"""How long the photo grid takes to lay out, paint and scroll: `python -m benchmarks.grid [--photos N]`.

100,000 photos in 5,000 sections on Qt's offscreen platform (the raster engine, as on most desktops),
1600 x 1000, thumbnails already in memory. A frame has 16 ms.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from photoclust.gui import theme
from photoclust.gui.grid.layout import SectionedGridLayout
from photoclust.gui.grid.photo_grid import PhotoGrid
from photoclust.gui.grid.photo_model import PhotoModel, Section, SectionAction
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader

WIDTH, HEIGHT = 1600, 1000
ACTIONS = (
    SectionAction("add", "Add to album"),
    SectionAction("split", "Split"),
    SectionAction("more", "More", True),
)


class Noise:
    """A source of thumbnails that differ, as JPEG of 384 px."""

    def __init__(self) -> None:
        from PySide6.QtCore import QBuffer, QIODevice

        random = np.random.default_rng(0)
        self._pictures = []
        for _ in range(50):
            coarse = random.integers(0, 255, (12, 16, 3), dtype=np.uint8)
            image = QImage(coarse.tobytes(), 16, 12, 48, QImage.Format.Format_RGB888).scaled(384, 288)
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            image.save(buffer, "JPG", 85)
            self._pictures.append(bytes(buffer.data().data()))

    def get(self, photo_id: int) -> bytes:
        return self._pictures[photo_id % len(self._pictures)]

    def preview(self, photo_id: int, _edge_px: int) -> bytes:
        return self.get(photo_id)


@contextmanager
def open_noise() -> Iterator[Noise]:
    yield Noise()


def measure(work: Callable[[int], object], rounds: int) -> tuple[float, float]:
    """Median and 95th percentile in ms."""
    times = []
    for number in range(rounds):
        started = time.perf_counter()
        work(number)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), float(np.percentile(times, 95))


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for_thumbnails(grid: PhotoGrid) -> None:
    def all_there() -> bool:
        rows = grid.scene.visible_items().tolist()
        ids = [grid.photos.id_at(row) for row in rows]
        return all(grid._thumbnails.photo(photo_id) is not None for photo_id in ids)

    while not all_there():
        wait(20)
    wait(300)  # those just out of sight


def sections_of(photos: int, sections: int) -> list[Section]:
    sizes = np.random.default_rng(0).multinomial(photos, np.full(sections, 1 / sections))
    ends = np.cumsum(sizes).tolist()
    spans = zip([0, *ends[:-1]], ends, strict=True)
    return [
        Section(key, f"Cluster {key}", range(start, end), "Jun 2021 – Aug 2024", "", start, ACTIONS)
        for key, (start, end) in enumerate(spans)
    ]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--photos", type=int, default=100_000)
    options.add_argument("--sections", type=int, default=5_000)
    options.add_argument("--ratio", type=float, default=1.0, help="device pixel ratio")
    arguments = options.parse_args()
    os.environ["QT_SCALE_FACTOR"] = str(arguments.ratio)

    app = QApplication([])
    theme.apply(app, theme.theme_for(False))
    loader = ThumbnailLoader(open_noise)
    grid = PhotoGrid(loader, theme.theme_for(False))
    model = PhotoModel(lambda ids: [f"/photos/{number}.jpg" for number in ids])
    grid.setModel(model)
    sections = sections_of(arguments.photos, arguments.sections)
    what = f"{arguments.photos:,} photos, {arguments.sections:,} sections"
    print(f"{what}, {WIDTH} x {HEIGHT}, device pixel ratio {arguments.ratio:g}")
    print(f"{'':44}{'median':>9}{'95 %':>9}")

    def row(name: str, times: tuple[float, float]) -> None:
        print(f"{name:44}{times[0]:7.2f} ms{times[1]:6.2f} ms", flush=True)

    grid.resize(WIDTH, HEIGHT)
    grid.show()
    row("new sections in the model and the view", measure(lambda _n: model.set_sections(sections), 20))
    sizes = model.section_sizes()
    row("arithmetic of the layout", measure(lambda n: SectionedGridLayout(sizes, 1500 + n, 160), 100))
    row("relayout (resize)", measure(lambda n: grid.resize(WIDTH - n % 50, HEIGHT), 100))
    grid.resize(WIDTH, HEIGHT)
    wait(300)
    for size in (64, 160, 320):
        grid.set_thumbnail_size(size)
        grid.verticalScrollBar().setValue(0)
        wait(300)
        wait_for_thumbnails(grid)
        count = len(grid.scene.visible_items())
        row(f"repaint, {size} px, {count} photos", measure(lambda _n: grid.viewport().repaint(), 60))
    grid.set_thumbnail_size(160)
    wait(300)
    wait_for_thumbnails(grid)
    grid.chosen.select(np.arange(arguments.photos))
    wait(50)
    row("repaint, 160 px, all selected", measure(lambda _n: grid.viewport().repaint(), 60))
    grid.chosen.select([])
    wait(50)

    def scroll(by: int) -> Callable[[int], None]:
        bar = grid.verticalScrollBar()

        def step(_number: int) -> None:
            bar.setValue(bar.value() + by)
            grid.viewport().repaint()

        return step

    row("scroll by 20 px and repaint", measure(scroll(20), 200))
    row("scroll by a page and repaint (nothing loaded)", measure(scroll(HEIGHT), 200))
    wait_for_thumbnails(grid)
    started = time.perf_counter()
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum() // 2)
    grid.viewport().repaint()
    wait_for_thumbnails(grid)
    print(
        f"{'jump to the middle until all is loaded':44}{(time.perf_counter() - started) * 1000 - 300:7.0f} ms"
    )
    row("select all", measure(lambda n: grid.selectAll() if n % 2 else grid.clearSelection(), 20))
    ids = model.ids()
    row("start of a drag of all", measure(lambda _n: model.mime_of(ids).formats(), 20))
    loader.close()


if __name__ == "__main__":
    main()
