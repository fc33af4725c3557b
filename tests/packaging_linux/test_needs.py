"""What the bundle asks of the system, and the Debian packages it comes in."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import elf
import needs
import pytest
import system

pytestmark = pytest.mark.skipif(shutil.which("objdump") is None, reason="binutils")


def wheels(*patterns: str) -> list[Path]:
    """Files of the installed wheels."""
    import PySide6

    site = Path(PySide6.__file__).parents[1]
    return [path for pattern in patterns for path in sorted(site.glob(pattern))]


@pytest.mark.parametrize(
    "pattern",
    [
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/QtWidgets.abi3.so",
        "mediapipe/tasks/c/*.so",
        "PIL/_imaging.*.so",
    ],
)
def test_headers_are_read_as_they_are(pattern: str) -> None:
    (file,) = wheels(pattern)
    assert needs.asked_for([file]) == elf.needed(file) != set()


def test_many_files_and_those_that_are_left_out() -> None:
    files = wheels("PySide6/Qt/plugins/platformthemes/*.so")
    gtk = [file for file in files if file.name == "libqgtk3.so"]
    assert len(files) > 1
    assert gtk
    assert needs.asked_for(files) == set().union(*(elf.needed(file) for file in files))
    without = set().union(*(elf.needed(file) for file in files if file not in gtk))
    assert needs.asked_for(files, skip=needs.OPTIONAL_PLUGINS) == without
    assert "libgtk-3.so.0" not in without


def test_the_c_library_has_to_be_as_new_as_the_newest_asks() -> None:
    (library,) = wheels("PySide6/Qt/lib/libQt6Core.so.6")
    (other,) = wheels("xxhash/_xxhash.*.so")
    versions = re.findall(rb"GLIBC_(\d+)\.(\d+)\0", library.read_bytes())
    newest = max((int(major), int(minor)) for major, minor in versions)
    assert needs.newest_glibc([library]) == needs.newest_glibc([other, library]) == newest
    assert newest > (2, 9)  # 2.34, and not the last by the alphabet
    assert needs.newest_glibc([other]) < newest


def test_every_table_is_asked() -> None:
    libraries = {
        "libEGL.so.1",
        "libxcb.so.1",
        "libwayland-client.so.0",
        "libgcc_s.so.1",
        "libc.so.6",
        "libm.so.6",
    }
    assert needs.packages_of(libraries) == {"libegl1", "libxcb1", "libwayland-client0", "libgcc-s1"}
    everything = {**system.QT, **system.X11, **system.WAYLAND}
    assert needs.packages_of(everything) == set(everything.values())
    assert needs.packages_of(needs.LIBC) == set()


def test_a_library_that_nobody_knows() -> None:
    with pytest.raises(needs.UnknownLibraryError, match=r"needs libjack\.so\.0, libpulse\.so\.0:"):
        needs.packages_of({"libpulse.so.0", "libEGL.so.1", "libjack.so.0"})


def test_the_bundle_needs_what_it_does_not_bring(bundle: Path) -> None:
    assert needs.depends(bundle) == (["libc6 (>= 2.36)"], [system.FONT_PACKAGE])
    shutil.copyfile(
        *wheels("PySide6/Qt/lib/libQt6WaylandClient.so.6"), bundle / "_internal" / "libQt6WaylandClient.so.6"
    )
    with pytest.raises(needs.UnknownLibraryError, match=r"libQt6Core\.so\.6, libQt6Gui\.so\.6"):
        needs.depends(bundle)
    for name in ("libQt6Core.so.6", "libQt6Gui.so.6"):  # a link is brought, too
        (bundle / "_internal" / name).symlink_to("libstand-in.so.1")
    depends, recommends = needs.depends(bundle)
    assert "libstdc++6" in depends
    assert not any(name.startswith("libwayland") for name in depends)
    assert recommends == ["libwayland-client0", "libwayland-cursor0", system.FONT_PACKAGE]


def test_a_newer_c_library_is_told(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "OLDEST_GLIBC", (2, 4))
    (depends,), _ = needs.depends(bundle)
    files = [bundle / "photoclust", bundle / "_internal" / "libstand-in.so.1"]
    assert depends == "libc6 (>= {}.{})".format(*needs.newest_glibc(files))


def test_what_is_a_program_or_a_library(bundle: Path) -> None:
    found = {path.name for path in bundle.rglob("*") if path.is_file() and needs.is_elf(path)}
    assert found == {"photoclust", "libstand-in.so.1", "libstand-in.so"}


def test_a_file_that_objdump_cannot_read_stops_the_build(tmp_path: Path) -> None:
    broken = tmp_path / "broken.so"
    broken.write_bytes(b"\x7fELF and no more")
    with pytest.raises(subprocess.CalledProcessError):
        needs.asked_for([broken])
