"""What is left out of the bundle: each rule on names of real wheels, on all three systems."""

from __future__ import annotations

import sys
from fnmatch import fnmatch
from pathlib import Path, PureWindowsPath

import prune
import pytest

PLUGINS, FORMATS, LIBRARIES, WORDS, SOURCES, NOTES = prune.FILES

DROPPED = {
    PLUGINS: (
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/networkinformation/libqnetworkmanager.so",
        "PySide6/Qt/plugins/egldeviceintegrations/libqeglfs-kms-integration.so",
        "PySide6/Qt/plugins/generic/libqtuiotouchplugin.so",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
        "PySide6/Qt/plugins/platforms/libqminimal.so",
        "PySide6/Qt/plugins/platforms/libqminimalegl.so",
        "PySide6/Qt/plugins/platforms/libqvkkhrdisplay.so",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/wayland-graphics-integration-server/libqt-wayland-compositor-wayland-egl.so",
        "PySide6/Qt/plugins/wayland-graphics-integration-client/libvulkan-server.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libivi-shell.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libfullscreen-shell-v1.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libqt-shell.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libwl-shell-plugin.so",
        "PySide6\\plugins\\tls\\qschannelbackend.dll",
        "PySide6\\plugins\\platforms\\qminimal.dll",
        "PySide6/Qt/plugins/tls/libqsecuretransportbackend.dylib",
        "PySide6/Qt/plugins/platforms/libqminimal.dylib",
    ),
    FORMATS: (
        *(f"PySide6/Qt/plugins/imageformats/libq{name}.so" for name in ("gif", "icns", "pdf", "tga", "tiff")),
        *(f"PySide6/Qt/plugins/imageformats/libq{name}.so" for name in ("wbmp", "webp")),
        "PySide6\\plugins\\imageformats\\qwebp.dll",
        "PySide6/Qt/plugins/imageformats/libqpdf.dylib",
    ),
    LIBRARIES: (
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt/lib/libQt6EglFSDeviceIntegration.so.6",
        "PySide6/Qt/lib/libQt6WlShellIntegration.so.6",
        "PySide6/QtNetwork.abi3.so",
        "PySide6\\Qt6Network.dll",
        "PySide6\\QtNetwork.pyd",
        "PySide6\\opengl32sw.dll",
        "PySide6/Qt/lib/QtNetwork.framework/Versions/A/QtNetwork",
    ),
    WORDS: ("PySide6/Qt/translations/qtbase_de.qm", "PySide6\\translations\\qt_ko.qm"),
    SOURCES: (
        "sklearn/metrics/_dist_metrics.pyx.tp",
        "sklearn/svm/_libsvm.pxi",
        "numpy/random/_examples/cython/meson.build",
        "sklearn/svm/src/libsvm/libsvm_helper.c",
        "PySide6/QtCore.pyi",
        "numpy/__init__.pxd",
        "scipy/linalg/cython_blas.pyx",
        "numpy/_core/include/numpy/arrayobject.h",
        "mediapipe/tasks/metadata/metadata_schema.fbs",
        "scipy/io/tests/data/japanese_utf8.txt",
        "mediapipe/tasks/python/test/test_utils.py",
        "PySide6/typesystems/typesystem_core.xml",
        "sklearn/datasets/data/iris.csv",
        "numpy/f2py/src/fortranobject.c",
        "mediapipe/modules/hand_landmark/handedness.txt",
        "PySide6\\include\\pyside.h",
        "sklearn\\datasets\\descr\\iris.rst",
    ),
    NOTES: (
        *(f"numpy-2.4.0.dist-info/{name}" for name in ("RECORD", "INSTALLER", "REQUESTED", "WHEEL")),
        *(f"numpy-2.4.0.dist-info/{name}" for name in ("LICENSE.txt", "AUTHORS.md", "licenses/LICENSE.txt")),
        *(f"numpy-2.4.0.dist-info/{name}" for name in ("sboms/a.cdx.json", "entry_points.txt")),
        *(f"numpy-2.4.0.dist-info/{name}" for name in ("top_level.txt", "direct_url.json")),
        "typing_extensions-4.16.0.dist-info/METADATA",
        "numpy-2.4.0.dist-info\\RECORD",
    ),
}
"""Names in the bundle, by the reason for which they are left out; with backslashes, on Windows."""

TAKEN = (
    *(
        "photoclust",
        "base_library.zip",
        "LICENSE",
        "models/manifest.toml",
        "models/licenses/mobilenet_v3.txt",
    ),
    *("models/efficientnet_lite0.tflite", "resources/icons/photoclust.svg", "resources/samples/kitten.jpg"),
    "resources/selftest/pictures/plain.tif",
    *(f"PySide6/Qt/plugins/platforms/lib{name}.so" for name in ("qxcb", "qoffscreen", "qwayland")),
    *(f"PySide6/Qt/plugins/imageformats/lib{name}.so" for name in ("qjpeg", "qsvg", "qico")),
    "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
    "PySide6/Qt/plugins/wayland-graphics-integration-client/libqt-plugin-wayland-egl.so",
    "PySide6/Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so",
    "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
    "PySide6/Qt/lib/QtWidgets.framework/Versions/A/QtWidgets",
    *("PySide6/Qt/lib/libQt6Gui.so.6", "PySide6/QtGui.abi3.so", "PySide6\\Qt6Gui.dll", "PySide6\\QtGui.pyd"),
    *("PySide6\\plugins\\platforms\\qwindows.dll", "PySide6\\plugins\\styles\\qmodernwindowsstyle.dll"),
    *("numpy-2.4.0.dist-info/METADATA", "mediapipe/tasks/c/libmediapipe.so", "python3.dll"),
)
"""Names in the bundle without which something would be missing."""


def test_each_pattern_is_tried_here() -> None:
    names = [f"/{name}".replace("\\", "/") for names in DROPPED.values() for name in names]
    patterns = [pattern for patterns in prune.FILES.values() for pattern in patterns]
    assert [pattern for pattern in patterns if not any(fnmatch(name, pattern) for name in names)] == []


@pytest.mark.parametrize(
    ("name", "reason"), [(name, why) for why, names in DROPPED.items() for name in names]
)
def test_a_file_is_left_out_for_its_reason(name: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if "\\" in name:
        monkeypatch.setattr(prune, "PurePath", PureWindowsPath)
    assert prune.reason_to_drop(name, f"/venv/site-packages/{name}") == reason


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_needed_is_taken(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if "\\" in name:
        monkeypatch.setattr(prune, "PurePath", PureWindowsPath)
    assert prune.reason_to_drop(name, f"/venv/site-packages/{name}") is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux wheels")
def test_no_pattern_is_out_of_date() -> None:
    import PySide6

    site = Path(PySide6.__file__).parents[1]
    names = [f"/{path.relative_to(site).as_posix()}" for path in site.rglob("*") if path.is_file()]
    patterns = [
        pattern for patterns in prune.FILES.values() for pattern in patterns if "dist-info" not in pattern
    ]
    stale = [pattern for pattern in patterns if not any(fnmatch(name, pattern) for name in names)]
    assert stale == ["*opengl32sw.dll"]  # of the wheel for Windows


DEBIAN = "/usr/lib/x86_64-linux-gnu"


@pytest.mark.parametrize(
    ("source", "is_taken"),
    [
        (f"{DEBIAN}/libpython3.11.so.1.0", True),
        (f"{DEBIAN}/libsqlite3.so.0", True),
        (f"{DEBIAN}/libxcb-cursor.so.0", True),
        (f"{DEBIAN}/libxkbcommon-x11.so.0", True),
        ("/lib/x86_64-linux-gnu/libbz2.so.1.0", True),
        ("/usr/lib/python3.11/lib-dynload/_bz2.cpython-311-x86_64-linux-gnu.so", True),
        ("/venv/lib/python3.11/site-packages/numpy.libs/libgfortran-8f1e9814.so.5.0.0", True),
        ("/usr/local/lib/libpython3.13.so.1.0", True),
        ("/usr/lib/os-release.txt", True),
        (f"{DEBIAN}/libc.so.6", False),
        (f"{DEBIAN}/libstdc++.so.6", False),
        (f"{DEBIAN}/libgcc_s.so.1", False),
        (f"{DEBIAN}/libxcb.so.1", False),
        (f"{DEBIAN}/libX11.so.6", False),
        (f"{DEBIAN}/libGL.so.1", False),
        (f"{DEBIAN}/libfontconfig.so.1", False),
        (f"{DEBIAN}/libwayland-client.so.0", False),
        ("/usr/lib64/libz.so.1", False),
    ],
)
def test_libraries_of_the_building_system(
    source: str, is_taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = source.rsplit("/", 1)[-1]
    monkeypatch.setattr(sys, "platform", "linux")
    assert (prune.reason_to_drop(name, source) is None) == is_taken
    monkeypatch.setattr(sys, "platform", "darwin")
    assert prune.reason_to_drop(name, source) is None


def test_links_go_with_what_they_lead_to() -> None:
    plugins, libraries = "PySide6/Qt/plugins", "PySide6/Qt/lib"
    entries = [
        (f"{libraries}/libQt6Gui.so.6", "/venv/libQt6Gui.so.6", "BINARY"),
        ("libQt6Gui.so.6", f"{libraries}/libQt6Gui.so.6", "SYMLINK"),
        (f"{libraries}/libQt6Gui.so", "libQt6Gui.so.6", "SYMLINK"),
        (f"{plugins}/tls/backend.so.1", "/venv/backend.so.1", "BINARY"),
        ("backend.so", f"{plugins}/tls/backend.so.1", "SYMLINK"),
        (f"{libraries}/backend.so", "../plugins/tls/backend.so.1", "SYMLINK"),
        (f"{libraries}/backend", "backend.so", "SYMLINK"),
        ("backend", f"{libraries}/backend", "SYMLINK"),
        ("libQt6Network.so.6", "elsewhere.so", "SYMLINK"),
        # Of the same file name as one that is left out, in another folder.
        ("other/backend.so.1", "/venv/other/backend.so.1", "BINARY"),
        ("other/backend.so", "backend.so.1", "SYMLINK"),
    ]
    assert [entry[0] for entry in prune.kept(entries)] == [
        *(f"{libraries}/libQt6Gui.so.6", "libQt6Gui.so.6", f"{libraries}/libQt6Gui.so"),
        *("other/backend.so.1", "other/backend.so"),
    ]


def test_a_link_to_a_library_of_the_system_goes_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    entries = [
        ("libGL.so.1", f"{DEBIAN}/libGL.so.1", "BINARY"),
        ("libGL.so", "libGL.so.1", "SYMLINK"),
        ("libffi.so.8", f"{DEBIAN}/libffi.so.8", "BINARY"),
        ("libffi.so", "libffi.so.8", "SYMLINK"),
    ]
    assert [entry[0] for entry in prune.kept(entries)] == ["libffi.so.8", "libffi.so"]


@pytest.mark.parametrize(
    ("module", "is_taken"),
    [
        ("photoclust.cli.index", True),
        ("sklearn.cluster._kmeans", True),
        ("sklearn", True),
        ("scipy.cluster.hierarchy", True),
        ("hashlib", True),
        ("sslcontext", True),  # only begins like one that is left out
        ("unittest.mock", True),
        ("numpy.testing", True),
        ("PySide6.QtGui", True),
        ("ssl", False),
        ("_hashlib", False),
        ("PySide6.QtNetwork", False),
        ("pytest", False),
        ("_pytest.assertion", False),
        ("tkinter.ttk", False),
        ("scipy.io.matlab._mio", False),
        ("sklearn.ensemble", False),
        ("numpy._core.tests.test_umath", False),
        ("test.support", False),
        ("PySide6.QtTest", False),
        ("numpy.conftest", False),
    ],
)
def test_modules(module: str, is_taken: bool) -> None:
    entry = (module, f"/venv/{module}.py", "PYMODULE")
    assert prune.kept_modules([entry]) == ([entry] if is_taken else [])


def test_no_module_of_the_program_is_kept_out() -> None:
    root = Path(prune.__file__).resolve().parents[2]
    modules = [path.relative_to(root).with_suffix("").parts for path in (root / "photoclust").rglob("*.py")]
    entries = [(".".join(parts), "", "PYMODULE") for parts in modules]
    assert entries
    assert prune.kept_modules(entries) == entries
