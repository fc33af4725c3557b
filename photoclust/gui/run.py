"""Starts the window."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QSize, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from photoclust.config.paths import AppPaths
from photoclust.config.settings import Settings
from photoclust.core.errors import UserFacingError
from photoclust.gui import bug_reporter, messages
from photoclust.gui.application import Application
from photoclust.gui.bug_reporter import BugReporter
from photoclust.gui.desktop import start_no_bus
from photoclust.gui.garbage import GarbageCollector
from photoclust.gui.icons import Icons
from photoclust.gui.look import Look
from photoclust.gui.main_window import MainWindow
from photoclust.gui.session import LibrarySession
from photoclust.gui.startup_report import StartupReport
from photoclust.gui.theme import ThemeFollower
from photoclust.gui.window_state import WindowState

INTERRUPTED = 130
INTERRUPT_MS = 500  # how often Python gets to see a Ctrl-C
FRAME = QSize(16, 48)  # what a window manager may put around a window, in device-independent pixels


def run_window(
    paths: AppPaths,
    library_dir: Path,
    opened: Sequence[str],
    model_name: str,
    debug: bool,
    mailbox: Path | None = None,
) -> int:
    """Opens the window and returns when it was closed.

    Args:
        paths: Where things lie.
        library_dir: The library's folder; made if need be.
        opened: Absolute paths of folders and picture files; see `Openings`.
        model_name: "" for the one in the settings.
        debug: Bugs go to the terminal as well as to the dialog.
        mailbox: Where later starts of the program lay what they are given.

    Returns:
        The exit code.
    """
    report = StartupReport.if_wanted()
    app = make_application(paths)
    settings = Settings.load(paths.config)
    window = make_window(app, paths, library_dir, settings, model_name)
    window.resize(size_for(window.size(), window.screen().availableSize()))
    if report is not None:
        report.watch(window)
    collector = GarbageCollector(window.session.background.busy, window)
    collector.start()
    reporter = BugReporter(window, to_terminal=debug)
    reporter.install()
    app.opened.connect(window.openings.open)
    if mailbox is not None:
        window.openings.listen(mailbox)
    heartbeat = QTimer(window, interval=INTERRUPT_MS)
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start()
    interrupted: list[int] = []

    def interrupt(number: int, _frame: object) -> None:
        interrupted.append(number)
        window.close()

    previous = signal.signal(signal.SIGINT, interrupt)
    try:
        window.show()
        QTimer.singleShot(0, window, lambda: window.start(opened))
        code = app.exec()
    finally:
        signal.signal(signal.SIGINT, previous)
        app.opened.disconnect(window.openings.open)
        reporter.uninstall()
        collector.stop()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    return INTERRUPTED if interrupted else code


def size_for(size: QSize, available: QSize) -> QSize:
    """A window's size, made to fit the screen with its frame; not every window manager sees to that."""
    return size.boundedTo(available - FRAME)


def make_application(paths: AppPaths) -> Application:
    """The one application object, with name and icon; what Qt keeps by itself lies among our settings."""
    start_no_bus()
    # Qt's file dialog remembers folders and its size, on Linux in a file of all Qt programs: QtProject.conf.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(paths.config))
    app = QCoreApplication.instance() or Application(sys.argv[:1])
    if not isinstance(app, Application):
        raise TypeError("there is another QCoreApplication already: no window can be opened")
    app.setApplicationName("photoclust")
    app.setApplicationDisplayName("PhotoClust")
    app.setDesktopFileName("photoclust")
    icon = QIcon()
    for edge in (16, 32, 48, 128, 256):
        icon.addFile(str(paths.icons / f"photoclust-{edge}.png"))
    app.setWindowIcon(icon)
    return app


def make_window(
    app: QApplication, paths: AppPaths, library_dir: Path, settings: Settings, model_name: str = ""
) -> MainWindow:
    """A window over a library that is not opened yet; `MainWindow.start` opens it."""
    themes = ThemeFollower(app, choice=settings.theme, images=paths.resources / "theme")
    look = Look(themes.theme, Icons(paths.icons))
    session = LibrarySession(paths, library_dir, model_name or settings.model)
    return MainWindow(session, WindowState(settings, paths.config), look, themes)


def show_trouble(paths: AppPaths, error: Exception) -> None:
    """Shows why there is no window, to somebody who has no terminal to read it in."""
    make_application(paths)
    if isinstance(error, UserFacingError):
        messages.show_alone(error)
    else:
        bug_reporter.show_fatal(error)


def run_demo(paths: AppPaths, samples: Path, out: Path, model_name: str) -> int:
    """Shows what the program does without a display; see `photoclust.gui.demo`."""
    from photoclust.gui.demo import run

    return run(paths, samples, out, model_name)
