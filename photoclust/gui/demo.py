"""The whole program over the sample photos, without a display: what it finds, and a picture of its window."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer, SignalInstance

from photoclust.config.paths import AppPaths
from photoclust.config.settings import Settings
from photoclust.core.errors import UserFacingError
from photoclust.core.grouping import Grouping
from photoclust.gui import messages, wording
from photoclust.gui.main_window import MainWindow
from photoclust.gui.places import CLUSTERS
from photoclust.gui.run import make_application, make_window
from photoclust.gui.waiting import wait_until

SIZE = (1440, 900)
THUMBNAILS = 112
PATIENCE_MS = 10 * 60_000
POLL_MS = 50
QUIET_MS = 600
SHOWN_FILES = 4
LIKE_ENOUGH = 3  # look-alikes that make a photo worth showing in the picture


class DemoError(Exception):
    """Something that must come did not come."""


def run(paths: AppPaths, samples: Path, out: Path, model_name: str = "") -> int:
    """Indexes and groups the samples in a temporary library, prints the groups and takes a picture.

    Args:
        paths: Where models and icons lie; nothing else of it is touched.
        samples: A folder of photos.
        out: The PNG file to write.
        model_name: "" for the default model.

    Returns:
        0, or 3 when something could not be done; the sentence is on stderr then.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application(paths)
    with tempfile.TemporaryDirectory(prefix="photoclust-demo-") as folder:
        places = paths.below(Path(folder))
        settings = Settings(theme="light", view=CLUSTERS.as_setting(), thumbnail_size=THUMBNAILS)
        window = make_window(app, places, places.library, settings, model_name)
        try:
            _show(window, samples, out)
        except UserFacingError as error:
            print(messages.sentence(error), file=sys.stderr)  # noqa: T201 - this is a command
            return 3
        finally:
            window.close()
            window.deleteLater()
    print(f"Picture of the window: {out}")  # noqa: T201 - this is a command
    return 0


def _show(window: MainWindow, samples: Path, out: Path) -> None:
    window.resize(*SIZE)
    window.show()
    trouble: list[UserFacingError] = []
    window.session.failed.connect(trouble.append)
    window.session.openFailed.connect(trouble.append)
    window.start([str(samples)])
    _wait(window.indexer.finished, trouble)
    request = window.center.clusters.request()
    answer: list[Grouping] = []
    window.grouper.grouped.connect(lambda grouping, _request: answer.append(grouping))
    if window.grouper.grouping_of(request.within) is None:
        _wait(window.grouper.grouped, trouble)
    grouping = window.grouper.grouping_of(request.within)
    if grouping is None:
        raise DemoError("no groups were made")
    _print(window, grouping)
    _select_one(window, grouping, trouble)
    _wait_until(lambda: settled(window), window)
    _wait_for_quiet(window)
    if not window.grab().save(str(out), "PNG"):
        raise UserFacingError("export-target", path=str(out), detail="the picture can't be written")


def _select_one(window: MainWindow, grouping: Grouping, trouble: list[UserFacingError]) -> None:
    """Selects a photo with enough look-alikes, so that the inspector has something to show."""
    for cluster in grouping.clusters:
        window.center.grid.set_current_id(cluster.photo_ids[0])
        _wait_until(lambda: not window.session.background.busy("similar"), window, after_ms=150)
        if len(window.inspector.similar.matches()) >= LIKE_ENOUGH:
            break
    if trouble:
        raise trouble[0]
    window.center.grid.verticalScrollBar().setValue(0)


def settled(window: MainWindow) -> bool:
    """Whether nothing is under way that would change the picture."""
    lanes = ("place", "grouping", "details", "preview", "similar", "overview")
    return not any(window.session.background.busy(lane) for lane in lanes)


def _print(window: MainWindow, grouping: Grouping) -> None:
    """The groups, for whoever has no display to look at."""
    for cluster in grouping.clusters:
        names = [wording.name_of(path) for path in window.session.paths_of(cluster.photo_ids[:SHOWN_FILES])]
        more = " ..." if len(cluster) > SHOWN_FILES else ""
        print(f"{cluster.name} ({len(cluster)}): {', '.join(names)}{more}")  # noqa: T201 - this is a command
    if grouping.unclustered:
        print(f"In no group: {len(grouping.unclustered)}")  # noqa: T201 - this is a command


def _wait(signal: SignalInstance, trouble: list[UserFacingError]) -> None:
    """Runs the event loop until a signal comes.

    Raises:
        UserFacingError: If something failed meanwhile.
        DemoError: If it never came.
    """
    loop = QEventLoop()
    late = QTimer(loop, singleShot=True, interval=PATIENCE_MS)
    late.timeout.connect(lambda: loop.exit(1))
    look = QTimer(loop, interval=POLL_MS)
    look.timeout.connect(lambda: loop.exit(2) if trouble else None)
    signal.connect(loop.quit)
    late.start()
    look.start()
    outcome = loop.exec()
    late.stop()
    look.stop()
    signal.disconnect(loop.quit)
    if trouble:
        raise trouble[0]
    if outcome == 1:
        raise DemoError("the program did not answer in time")


def _wait_for_quiet(window: MainWindow) -> None:
    """Runs the event loop until no thumbnail has come for a while."""
    loop = QEventLoop()
    quiet = QTimer(loop, singleShot=True, interval=QUIET_MS)
    quiet.timeout.connect(loop.quit)
    if window.thumbnails is not None:
        window.thumbnails.loaded.connect(quiet.start)
    quiet.start()
    loop.exec()
    if window.thumbnails is not None:
        window.thumbnails.loaded.disconnect(quiet.start)


def _wait_until(condition: Callable[[], bool], owner: QObject, after_ms: int = POLL_MS) -> None:
    """Runs the event loop until a condition holds.

    Raises:
        DemoError: If it never does.
    """
    if not wait_until(condition, PATIENCE_MS, after_ms):
        raise DemoError(f"{owner.objectName()} did not come to rest")
