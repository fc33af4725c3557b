"""What is left out of the bundle, by rules that say why.

`tests/end2end` runs inside the bundle (`packaging/bundle test`), and `photoclust --self-test` asks it about
every codec and plugin: what is missed here is noticed there.
"""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import PurePath

Entry = tuple[str, str, str]
"""Of a PyInstaller table of contents: the name in the bundle (or of a module), the source, the kind."""

MODULES = (
    # Nothing here speaks to a network, so there is no TLS either; hashlib does without OpenSSL.
    *("_ssl", "_hashlib", "ssl"),
    # Terminals of people: readline is GPL, curses and tkinter would bring libraries of the system.
    *("readline", "curses", "_curses", "tkinter", "_tkinter"),
    # Identifiers from the hardware; `uuid` does without, and PhotoClust makes none.
    "_uuid",
    # Sound: MediaPipe's audio tasks do without, and looking for PortAudio starts a child process.
    *("sounddevice", "_sounddevice", "_cffi_backend", "cffi"),
    # Tools of those who write programs.
    *("pytest", "_pytest", "pluggy", "hypothesis", "setuptools", "pkg_resources", "_distutils_hack", "pip"),
    *("mypy", "ruff", "yaml", "Cython", "IPython", "matplotlib", "pandas", "pygments", "rich", "docutils"),
    *(
        "numpy.f2py.tests",
        "numpy.testing.tests",
        "PyInstaller",
        "altgraph",
        "lib2to3",
        "pydoc_data",
        "idlelib",
    ),
    # What development alone installs, and a library would take if it were there.
    "typing_extensions",
    # Not Essentials' only Python parts: what the window does not use.
    *(f"PySide6.{name}" for name in ("QtNetwork", "QtQml", "QtQuick", "QtSql", "QtXml", "QtPrintSupport")),
    *("PySide6.QtDesigner", "PySide6.QtHelp", "PySide6.QtUiTools", "PySide6.QtConcurrent", "PySide6.QtDBus"),
    *("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtTest"),
    # Parts of MediaPipe that are no image embedder.
    *("mediapipe.tasks.python.test", "mediapipe.tasks.python.metadata", "mediapipe.tasks.python.benchmark"),
    # Parts of SciPy and scikit-learn that neither K-means nor anything it imports asks for.
    *(f"scipy.{name}" for name in ("io", "odr", "datasets", "misc", "signal", "differentiate")),
    *(f"sklearn.{name}" for name in ("datasets", "ensemble", "feature_selection", "gaussian_process")),
    *(f"sklearn.{name}" for name in ("impute", "inspection", "mixture", "naive_bayes", "neural_network")),
    *(f"sklearn.{name}" for name in ("cross_decomposition", "semi_supervised", "kernel_approximation")),
    *(f"sklearn.{name}" for name in ("feature_extraction", "experimental", "compose", "random_projection")),
    # A toolkit that is not there.
    *("PIL.ImageTk", "PIL._imagingtk", "PIL._tkinter_finder"),
)
"""Modules (and all below them) that are never taken along."""

FILES = {
    "Qt's plugins for what the window does not do": (
        "*/plugins/tls/*",
        "*/plugins/networkinformation/*",
        "*/plugins/egldeviceintegrations/*",
        "*/plugins/generic/*",
        "*/plugins/platforms/*eglfs*",
        "*/plugins/platforms/*linuxfb*",
        "*/plugins/platforms/*minimal*",
        "*/plugins/platforms/*vkkhrdisplay*",
        "*/plugins/platforms/*vnc*",
        "*/plugins/wayland-graphics-integration-server/*",
        "*/plugins/wayland-graphics-integration-client/*vulkan*",
        "*/plugins/wayland-shell-integration/*ivi*",
        "*/plugins/wayland-shell-integration/*fullscreen*",
        "*/plugins/wayland-shell-integration/*qt-shell*",
        "*/plugins/wayland-shell-integration/*wl-shell*",
    ),
    "Qt's plugins for formats that only Pillow opens here": (
        "*/plugins/imageformats/*gif*",
        "*/plugins/imageformats/*icns*",
        "*/plugins/imageformats/*pdf*",
        "*/plugins/imageformats/*tga*",
        "*/plugins/imageformats/*tiff*",
        "*/plugins/imageformats/*wbmp*",
        "*/plugins/imageformats/*webp*",
    ),
    "libraries of Qt that only those plugins, or nothing, ask for": (
        "*libQt6Egl*",
        "*libQt6WlShellIntegration*",
        "*Qt6Network*",
        "*QtNetwork*",
        "*opengl32sw.dll",
    ),
    "Qt's translations of its own words: the window speaks one language": ("*/translations/*.qm",),
    "headers, stubs, tests and examples": (
        *("*.tp", "*.pxi", "*/meson.build", "*/sklearn/svm/src/*"),
        *("*.pyi", "*.pxd", "*.pyx", "*.h", "*.fbs", "*/tests/*", "*/test/*", "*/typesystems/*"),
        *("*/sklearn/datasets/*", "*/numpy/f2py/src/*", "*/mediapipe/modules/*"),
    ),
    "notes of pip about the building machine; the licences are collected by `packaging/licences`": (
        *(
            "*.dist-info/RECORD",
            "*.dist-info/INSTALLER",
            "*.dist-info/REQUESTED",
            "*.dist-info/direct_url.json",
        ),
        *("*.dist-info/WHEEL", "*.dist-info/LICENSE*", "*.dist-info/AUTHORS*", "*.dist-info/licenses/*"),
        *(
            "*/typing_extensions-*.dist-info/*",
            "*.dist-info/sboms/*",
            "*.dist-info/entry_points.txt",
            "*.dist-info/top_level.txt",
        ),
    ),
}
"""Files that are left out, by the reason; patterns of their names in the bundle."""

SYSTEM = "/lib/", "/usr/lib/", "/lib64/", "/usr/lib64/", "/lib32/", "/usr/lib32/"
FROM_THE_SYSTEM = (
    # Python's own. Debian's Python links them as packages of their own.
    *(
        "libpython3*",
        "libsqlite3.so*",
        "libffi.so*",
        "libbz2.so*",
        "liblzma.so*",
        "libexpat.so*",
        "libmpdec.so*",
    ),
    # Qt's window on X11 asks for these, which not every desktop has: small, and free of ties to the display.
    *("libxcb-cursor.so*", "libxcb-icccm.so*", "libxcb-image.so*", "libxcb-keysyms.so*", "libxcb-util.so*"),
    *("libxcb-render-util.so*", "libxkbcommon.so*", "libxkbcommon-x11.so*"),
)
"""Shared libraries of the building system that are taken along. All others are the person's own: those of the
display, the fonts and the C library have to fit the machine that the program runs on."""


def reason_to_drop(name: str, source: str) -> str | None:
    """Why a file is left out; None if it is taken.

    Args:
        name: In the bundle.
        source: Where it comes from; "" for what is made.
    """
    slashed = "/" + PurePath(name).as_posix()
    for reason, patterns in FILES.items():
        if any(fnmatch(slashed, pattern) for pattern in patterns):
            return reason
    if sys.platform.startswith("linux") and source.startswith(SYSTEM) and ".so" in slashed:
        file = PurePath(source).name
        own = "/python3" in source or any(fnmatch(file, pattern) for pattern in FROM_THE_SYSTEM)
        if not own:
            return "a library of the system"
    return None


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """The files of a table of contents that go into the bundle.

    A link to what is left out (PyInstaller links libraries to the top) is left out with it. The source of a
    link is where it leads, from the folder that it lies in.
    """
    entries = list(entries)
    dropped = {
        PurePath(name).as_posix()
        for name, source, kind in entries
        if reason_to_drop(name, "" if kind == "SYMLINK" else source)
    }
    links = {PurePath(name).as_posix(): source for name, source, kind in entries if kind == "SYMLINK"}
    targets = {name: _target(name, source) for name, source in links.items()}
    while dangling := {name for name, target in targets.items() if target in dropped} - dropped:
        dropped |= dangling
    return [entry for entry in entries if PurePath(entry[0]).as_posix() not in dropped]


def _target(name: str, source: str) -> str:
    """Name in the bundle of what a link leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), PurePath(source).as_posix()))


def kept_modules(entries: Iterable[Entry]) -> list[Entry]:
    """The modules that go into the bundle: no tests, and none that hooks brought in spite of `MODULES`."""
    unwanted = tuple(f"{name}." for name in MODULES)
    return [
        entry
        for entry in entries
        if entry[0] not in MODULES
        and not entry[0].startswith(unwanted)
        and not {"tests", "test", "conftest"} & set(entry[0].split("."))
    ]
