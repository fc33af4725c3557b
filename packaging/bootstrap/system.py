"""The system libraries and fonts that Qt needs: which are missing, and how to get them.

PySide6's wheels bring Qt but not what every desktop has anyway: the window system's libraries, OpenGL,
fontconfig. A server or a container lacks them. The tables name what the wheels' own ELF headers ask for
(tests/bootstrap holds them against the installed wheels) and the Debian package of each, which has the same
name on Ubuntu or is provided there under it. MediaPipe, NumPy, SciPy, scikit-learn and Pillow need nothing
beyond libc and libstdc++.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from steps import say, succeeds

QT = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Without these `import PySide6.QtWidgets` fails, window or not."""

X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""Without these no window opens on an X11 display, nor on Wayland through XWayland."""

WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
"""Without these Qt uses XWayland on a Wayland desktop."""

FONT_PACKAGE = "fonts-dejavu-core"
FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".pfb")


@dataclass(frozen=True)
class Package:
    """A system package that is not there.

    Attributes:
        name: As Debian calls it.
        needed_for: What does not work without it, as the end of a sentence; the library's name, or more.
        essential: Nothing works without it.
    """

    name: str
    needed_for: str
    essential: bool


def missing() -> list[Package]:
    """The packages whose libraries can't be loaded, and a font package if there is no font at all."""
    if not sys.platform.startswith("linux"):
        return []
    found = {}
    for table, essential in ((QT, True), (X11, False), (WAYLAND, False)):
        for library, name in table.items():
            if name not in found and not _loads(library):
                found[name] = Package(name, needed_for=library, essential=essential)
    packages = list(found.values())
    if not _has_font():
        packages.append(Package(FONT_PACKAGE, needed_for="any text: there is no font", essential=False))
    return packages


def not_installed(names: list[str]) -> list[Package]:
    """Those of these Debian packages that are not there; all of them where dpkg is not."""
    return [Package(name, needed_for=name, essential=True) for name in names if not _installed(name)]


def _installed(name: str) -> bool:
    command = ["dpkg-query", "--show", "--showformat", "${db:Status-Abbrev}", name]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.startswith("ii")


def install(packages: list[Package]) -> bool:
    """Installs with apt-get where that needs no question asked; returns whether it was tried.

    A failure is apt-get's to explain; whoever called looks again what is missing.
    """
    root = _root_prefix()
    if root is None or shutil.which("apt-get") is None:
        return False
    names = [package.name for package in packages]
    say(f"Installing system packages with apt-get: {' '.join(names)}")
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    for arguments in (["update"], ["install", "--no-install-recommends", "-y", *names]):
        # One unreachable source makes "update" fail; the packages may still be had.
        subprocess.run([*apt, *arguments], stdin=subprocess.DEVNULL, check=False)
    return True


def instructions(packages: list[Package]) -> str:
    """What a person has to type to get the packages."""
    names = " ".join(package.name for package in packages)
    if shutil.which("apt-get") is None:
        lines = "\n".join(f"    {package.needed_for} (Debian: {package.name})" for package in packages)
        return f"PhotoClust misses parts of the system; please install what contains\n\n{lines}\n"
    command = f"apt-get update && apt-get install --no-install-recommends -y {names}"
    if os.geteuid() == 0:
        line = command
    elif shutil.which("sudo"):
        line = command.replace("apt-get", "sudo apt-get")
    else:
        line = f"su - -c '{command}'"
    return f"PhotoClust misses some system packages. To install them, type\n\n    {line}\n"


def _root_prefix() -> list[str] | None:
    """What goes before a command to run it as root without a password; None where that can't be."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    return [sudo, "-n"] if succeeds([sudo, "-n", "true"]) else None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_font() -> bool:
    folders = [Path(f"{base}/share/fonts") for base in ("/usr", "/usr/local", Path.home() / ".local")]
    folders.append(Path.home() / ".fonts")
    return any(
        name.lower().endswith(FONT_SUFFIXES)
        for folder in folders
        for _, _, names in os.walk(folder)
        for name in names
    )
