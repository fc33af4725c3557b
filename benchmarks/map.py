"""How long the map takes to make, and to look around in: `python -m benchmarks.map [N ...] [--paint N]`.

The making: vectors in groups of about 50, whose middles differ most in a few directions as those of photos
do, arranged by ours and, up to 10,000, by scikit-learn. The looking: 100,000 photos on Qt's offscreen
platform, 1600 x 1000, thumbnails in memory; a frame has 16 ms. Told is the time of the window's own thread,
and apart from it what the thread beside draws.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import time
from collections.abc import Callable
from itertools import pairwise

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from benchmarks.clock import Spent, timed
from benchmarks.grid import HEIGHT, WIDTH, open_noise, wait
from benchmarks.linkage import DIMENSIONS
from photoclust.analysis.projection import COMPONENTS, project, trustworthiness
from photoclust.config.paths import AppPaths
from photoclust.core.grouping import Cluster
from photoclust.core.photo import PhotoId
from photoclust.gui import theme
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader
from photoclust.gui.icons import Icons
from photoclust.gui.look import Look
from photoclust.gui.map.canvas import MapCanvas
from photoclust.gui.map.dot_renderer import draw
from photoclust.gui.map.islands import islands_of
from photoclust.gui.map.lasso import Lasso
from photoclust.gui.waiting import wait_until
from photoclust.library.mapping import PhotoMap

THEIRS_UP_TO = 10_000  # at 100,000 it wants hours


def show(name: str, spent: Spent, note: str = "") -> None:
    print(
        f"  {name:<34}{spent.wall:8.1f} s by the clock{spent.processor:8.1f} s of processors  {note}",
        flush=True,
    )


def made_vectors(count: int) -> np.ndarray:
    """Unit rows (n, 1280)."""
    random = np.random.default_rng(0)
    groups = max(2, count // 50)
    directions = np.linalg.qr(random.normal(size=(DIMENSIONS, 200)))[0].T
    middles = random.normal(size=(groups, 200)) * np.arange(1, 201) ** -0.5 @ directions
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    vectors = middles[random.integers(0, groups, count)].astype(np.float32)
    vectors += (0.6 / DIMENSIONS**0.5) * random.standard_normal(vectors.shape, np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def make(count: int) -> None:
    """Arranges made vectors."""
    print(f"{count:,} photos, {DIMENSIONS} dimensions")
    vectors = made_vectors(count)
    points, spent = timed(lambda: project(vectors))
    value, of_value = timed(lambda: trustworthiness(vectors, points))
    show("ours", spent, f"trustworthiness {value:.3f}")
    show("its trustworthiness", of_value)
    if count <= THEIRS_UP_TO:
        from sklearn.decomposition import PCA
        from sklearn.manifold import TSNE

        def theirs() -> np.ndarray:
            return TSNE(init="pca", random_state=0).fit_transform(PCA(COMPONENTS).fit_transform(vectors))

        points, spent = timed(theirs)
        show("scikit-learn's Barnes-Hut", spent, f"trustworthiness {trustworthiness(vectors, points):.3f}")


def measure(work: Callable[[int], object], rounds: int) -> tuple[float, float]:
    """Median and 95th percentile in ms of this thread, without what others take from it."""
    times = []
    for number in range(rounds):
        started = time.thread_time()
        work(number)
        times.append((time.thread_time() - started) * 1000)
    return statistics.median(times), float(np.percentile(times, 95))


def made_map(count: int) -> tuple[PhotoMap, list[Cluster]]:
    """Points in islands, and the islands as groups."""
    random = np.random.default_rng(0)
    groups = max(2, count // 50)
    of = np.sort(random.integers(0, groups, count))
    middles = random.uniform(-50, 50, (groups, 2))
    points = (middles[of] + random.normal(size=(count, 2))).astype(np.float32)
    ids = np.arange(1, count + 1)
    starts = np.searchsorted(of, np.arange(groups + 1))
    clusters = [
        Cluster(f"Group {group}", PhotoId(int(ids[first])), tuple(map(PhotoId, ids[first:last].tolist())))
        for group, (first, last) in enumerate(pairwise(starts))
        if last > first
    ]
    return PhotoMap(ids, points, 0.97), clusters


def look_around(count: int, ratio: float) -> None:
    """Paints, pans and zooms."""
    app = QApplication([])
    light = theme.theme_for(False)
    theme.apply(app, light)
    loader = ThumbnailLoader(open_noise)
    canvas = MapCanvas(
        Look(light, Icons(AppPaths.default().icons)), lambda ids: [f"/photos/{number}.jpg" for number in ids]
    )
    canvas.set_loader(loader)
    canvas.resize(WIDTH, HEIGHT)
    canvas.show()
    print(f"{count:,} photos, {WIDTH} x {HEIGHT}, device pixel ratio {ratio:g}")
    print(f"{'':56}{'median':>9}{'95 %':>9}")

    def row(name: str, times: tuple[float, float]) -> None:
        print(f"{name:56}{times[0]:7.2f} ms{times[1]:6.2f} ms", flush=True)

    photo_map, clusters = made_map(count)
    row("a new map in the view", measure(lambda _n: canvas.show_map(photo_map), 10))
    row("beside: colours of groups", measure(lambda _n: islands_of(photo_map, clusters), 5))
    canvas.show_islands(islands_of(photo_map, clusters))

    def settle() -> None:
        wait_until(canvas.is_drawn, 20_000, 10)
        wait(400)

    def pan(_number: int) -> None:
        canvas.look_through(canvas.camera.panned(QPointF(7, 3)))
        canvas.repaint()

    def zoom(number: int) -> None:
        canvas.zoom(1.05 if number % 2 else 1 / 1.05, QPointF(300, 200))
        canvas.repaint()

    for name, closer in (("all of it", 1.0), ("an island", 10.0), ("from near", 90.0)):
        canvas.fit()
        canvas.go_to(0)
        if closer > 1:
            canvas.zoom(closer, QPointF(*canvas.camera.to_screen(canvas.points[:1])[0].tolist()))
        settle()
        drawing = canvas.drawing
        assert drawing is not None
        what = f"{name} ({len(drawing.thumbnails.rows)} thumbnails)"
        row(f"{what}: repaint", measure(lambda _n: canvas.repaint(), 60))
        row(f"{what}: pan and repaint", measure(pan, 60))
        row(f"{what}: zoom and repaint", measure(zoom, 60))
        row(f"{what}: what is under the mouse", measure(lambda n: canvas.row_at(QPointF(n, n)), 200))
        wish = drawing.wish
        row("  beside: a drawing", measure(lambda _n, wish=wish: draw(wish), 20))
    canvas.fit()
    settle()
    lasso = Lasso(QPointF(900, 500), adds=False)
    for step in range(200):
        angle = step / 100 * math.pi
        lasso.stretch(QPointF(700 + 300 * math.cos(angle), 500 + 300 * math.sin(angle)))
    row("a lasso of 200 corners", measure(lambda _n: canvas.catch(lasso), 30))
    print(f"  it caught {len(canvas.selected_ids()):,}")
    canvas.close_threads()
    loader.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("counts", nargs="*", type=int, default=[10_000, 100_000])
    options.add_argument("--paint", type=int, default=100_000, help="photos to look around in, 0 for none")
    options.add_argument("--ratio", type=float, default=1.0, help="device pixel ratio")
    arguments = options.parse_args()
    os.environ["QT_SCALE_FACTOR"] = str(arguments.ratio)
    for count in arguments.counts:
        make(count)
    if arguments.paint:
        look_around(arguments.paint, arguments.ratio)


if __name__ == "__main__":
    main()
