"""How long the window's thread is held up with a large library: `python -m benchmarks.beats [--photos N]`.

A clock in the window's own event loop beats every millisecond, on Qt's offscreen platform, over a library of
100,000 photos made of noise, which is kept in `build/`. Told is for each thing that happens the most time
between two beats: by the clock, of processors for all threads of the program, and for this one. The last is
its own work, in which no call may take above 16 ms. The other two have in them what it waited for, for the
interpreter's lock and for a processor: they say something on a machine that does nothing else.

Groups and duplicates are made up: what is measured is what the window does with them.
"""

from __future__ import annotations

import argparse
import itertools
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest import mock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import Qt, QTimer

from benchmarks.large_library import make_large_library
from benchmarks.photos import ROOT
from photoclust.config.paths import AppPaths
from photoclust.config.settings import Settings
from photoclust.core.duplicates import (
    Duplicate,
    DuplicateGroup,
    DuplicateReport,
    KeeperReason,
    KeeperRule,
    Tier,
)
from photoclust.core.grouping import Cluster, Grouping, Method
from photoclust.core.photo import PhotoId
from photoclust.gui import grouper
from photoclust.gui.duplicates import finder
from photoclust.gui.garbage import GarbageCollector
from photoclust.gui.main_window import MainWindow
from photoclust.gui.places import ALL_PHOTOS, CLUSTERS, DUPLICATES, Place
from photoclust.gui.run import make_application, make_window
from photoclust.gui.waiting import wait_until
from photoclust.library.clustering import Clustering
from photoclust.library.grouping import GroupingRequest

FRAME_MS = 16
PATIENCE_MS = 120_000
AFTERMATH_MS = 500
IN_GROUPS = 0.9  # of all photos
PAIRS = 40_000  # half of them in each of two tiers


class Beat(NamedTuple):
    """Milliseconds since the one before: by the clock, of processors for all threads, and for this one."""

    wall: float
    all: float
    own: float


def _now() -> tuple[float, float, float]:
    return time.perf_counter(), time.process_time(), time.thread_time()


class Heart:
    """Beats in the event loop of the thread that made it."""

    def __init__(self) -> None:
        self._beats: list[Beat] = []
        self._last = _now()
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = _now()
        self._beats.append(Beat(*(1000 * (new - old) for new, old in zip(now, self._last, strict=True))))
        self._last = now

    def tell(self, what: str, begin: Callable[[], object], done: Callable[[], bool] = lambda: True) -> None:
        """Begins something, waits until it is done, and prints the worst beats."""
        wait_until(lambda: True, PATIENCE_MS, 5)
        self._beats.clear()
        begin()
        if not wait_until(done, PATIENCE_MS, 5):
            raise TimeoutError(what)
        wait_until(lambda: False, AFTERMATH_MS)
        wall, every, own = (max(times) for times in zip(*self._beats, strict=True))
        late = sum(beat.all > FRAME_MS for beat in self._beats)
        print(f"{what:40}{wall:8.1f} ms{every:10.1f} ms{own:10.1f} ms{late:10}", flush=True)

    def stop(self) -> None:
        self._timer.stop()


def made_groups(ids: list[PhotoId], count: int, request: GroupingRequest, *, draft: bool) -> Clustering:
    """Most of the photos in groups of very different sizes, the others in none."""
    random = np.random.default_rng(count)
    ends = round(IN_GROUPS * len(ids))
    shuffled = random.permutation(np.array(ids[:ends]))
    cuts = np.sort(random.choice(ends - 1, count - 1, replace=False) + 1)
    members = [tuple(map(PhotoId, part.tolist())) for part in np.split(shuffled, cuts)]
    clusters = tuple(
        Cluster(f"Group {key}", part[0], part, key=key) for key, part in enumerate(members, start=1)
    )
    method = Method.AGGLOMERATIVE
    return Clustering(request, Grouping(method, method, count, 0.5, clusters, tuple(ids[ends:]), draft=draft))


@contextmanager
def opened(library: Path, place: Place, home: Path) -> Iterator[MainWindow]:
    """A window over a library, not started yet."""
    paths = AppPaths.default().below(home)
    settings = Settings(view=place.as_setting(), watch=False)
    window = make_window(make_application(paths), paths, library, settings)
    collector = GarbageCollector(window.session.background.busy, window)
    collector.start()
    window.show()
    yield window
    window.close()
    collector.stop()
    window.deleteLater()


def all_photos(window: MainWindow, heart: Heart, photos: int) -> None:
    """A start, and a second look."""
    background = window.session.background

    def anew() -> None:
        window.session.forget_photos()
        window.browser.refresh()

    heart.tell("start", window.start, lambda: window.center.photos.rowCount() == photos)
    heart.tell("all photos again", window.browser.refresh, lambda: not background.busy("place"))
    heart.tell("all photos anew, the catalog changed", anew, lambda: not background.busy("place"))


def groups(window: MainWindow, heart: Heart) -> None:
    """Groups and drafts come, and are changed and kept."""
    ids, counts, listed = window.center.photos.ids(), [5000, 300, 2000, 5000], list[object]()
    window.browser.groupsListed.connect(lambda _place, sections: listed.append(sections))

    def regroup(
        _library: object, _model: object, request: GroupingRequest, *_: object, **more: object
    ) -> Clustering:
        return made_groups(ids, counts.pop(), request, draft=bool(more.get("draft")))

    def tell(what: str, begin: Callable[[], object]) -> None:
        listed.clear()
        heart.tell(what, begin, lambda: bool(listed) and not window.changes.busy)

    with mock.patch.object(grouper, "regroup", regroup):
        tell("5,000 groups", lambda: window.browser.go(CLUSTERS))
        request = window.center.clusters.request()
        tell("a draft of 2,000", lambda: window.grouper.draft(request))
        tell("a draft of 300", lambda: window.grouper.draft(request))
        tell("5,000 groups again", lambda: window.grouper.group(request))
    tell("a group gets a name", lambda: window.group_editor.rename(1, "Sea"))


def duplicates(window: MainWindow, heart: Heart) -> None:
    """Groups of duplicates come, 20,000 in each of two tiers, and are decided on."""
    ids = np.array(window.center.photos.ids()[: 2 * PAIRS]).reshape(-1, 2).tolist()
    tiers = itertools.cycle((Tier.FILE, Tier.PICTURE))
    made = tuple(
        DuplicateGroup(tier, keep, KeeperReason(KeeperRule.PATH), (Duplicate(other, tier, 0.95),))
        for tier, (keep, other) in zip(tiers, ids, strict=False)
    )
    report = DuplicateReport(made, 0, 0, 0)
    busy, panel = window.session.background.busy, window.center.duplicates

    def rest() -> bool:
        return not (busy("duplicates") or busy("duplicates-list") or window.changes.busy)

    with mock.patch.object(finder, "find_duplicates", return_value=report):
        heart.tell("the place of duplicates", lambda: window.browser.go(DUPLICATES))
        heart.tell(
            f"{PAIRS:,} pairs of duplicates", window.finder.find, lambda: panel.listing is not None and rest()
        )
        heart.tell("another photo is kept", lambda: keep_second(window))
        heart.tell("the next group", window.actions_by_name["next-group"].trigger)
        heart.tell("not duplicates", window.actions_by_name["not-duplicates"].trigger, rest)
        heart.tell("that is undone", window.changes.stack.undo, rest)
        heart.tell("the other tier", lambda: window.finder.show_tier(Tier.PICTURE), rest)


def keep_second(window: MainWindow) -> None:
    """Keeps the other photo of the first pair."""
    grid = window.center.duplicates.grid
    grid.go_to_group(0)
    grid.set_current_id(grid.duplicates.groups[0].members[1])
    window.actions_by_name["keep-this"].trigger()


def selected(window: MainWindow, heart: Heart, photos: int) -> None:
    """All photos are selected and copied."""
    listed = window.center.photos
    heart.tell("all are selected", window.center.grid.selectAll)
    busy = window.session.background.busy
    heart.tell("all are copied", window.commands.copy, lambda: not busy("clipboard"))
    heart.tell(
        "all photos, with all selected",
        lambda: window.browser.go(ALL_PHOTOS),
        lambda: not listed.sections() and listed.rowCount() == photos,
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--photos", type=int, default=100_000)
    photos = options.parse_args().photos
    large = make_large_library(ROOT / "build" / f"library-{photos}", photos)
    with tempfile.TemporaryDirectory(prefix="photoclust-bench-") as folder:
        library = Path(folder) / "library"
        library.mkdir()
        (library / "cache.sqlite").symlink_to(large / "cache.sqlite")  # groups are kept beside it
        print(f"{'most between two beats':40}{'clock':>11}{'all threads':>13}{'own work':>13}{'> 16 ms':>10}")
        with opened(library, ALL_PHOTOS, Path(folder)) as window:
            heart = Heart()
            heart.tell("nothing happens", lambda: None)
            all_photos(window, heart, photos)
            groups(window, heart)
            selected(window, heart, photos)
            duplicates(window, heart)
            heart.stop()
        with opened(library, CLUSTERS, Path(folder)) as window:
            heart = Heart()
            heart.tell("start with kept groups", window.start, lambda: window.center.photos.rowCount() > 0)
            heart.stop()


if __name__ == "__main__":
    main()
