"""The Windows installer, compiled and taken apart; it can't be run here."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import exe_resources
import installer
import pytest
from PIL import Image

from photoclust.photos.formats import SUFFIXES

BUILT = (
    "photoclust.exe",
    "photoclust-cli.exe",
    "LICENSE",
    "_internal/base_library.zip",
    "_internal/PySide6/plugins/platforms/qwindows.dll",
    "_internal/resources/Fotos für $später/é.jpg",
)


@pytest.fixture
def built(tmp_path) -> Path:
    """A folder like the one that PyInstaller makes."""
    folder = tmp_path / "built"
    for name in BUILT:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, "utf-8")
    return folder


def test_the_installer_compiles_without_a_warning_and_holds_the_program(built, tmp_path) -> None:
    makensis = installer.find_makensis()
    if makensis is None or shutil.which("7z") is None:
        pytest.skip("makensis or 7z is not installed")
    out = tmp_path / "out" / "photoclust-1.2-setup.exe"
    assert installer.build(makensis, built, out, "1.2", work=tmp_path / "work") == 0
    inside = tmp_path / "inside"
    subprocess.run(["7z", "x", "-y", f"-o{inside}", str(out)], stdout=subprocess.DEVNULL, check=True)
    found = {path.relative_to(inside).as_posix() for path in inside.rglob("*") if path.is_file()}
    assert {name for name in found if not name.startswith("$PLUGINSDIR")} == {*BUILT, "uninstall.exe"}
    assert all((inside / name).read_text("utf-8") == name for name in BUILT)
    assert "PhotoClust".encode("utf-16-le") in out.read_bytes()


def test_uninstalling_deletes_each_file_and_no_other() -> None:
    words = installer.removal(BUILT)
    deleted = re.findall(r'^ *Delete "\$INSTDIR\\(.*)"$', words, re.MULTILINE)
    assert [name.replace("\\", "/").replace("$$", "$") for name in deleted] == list(BUILT)
    folders = re.findall(r'^ *RMDir "\$INSTDIR\\(.*)"$', words, re.MULTILINE)
    assert set(folders) == {
        "_internal",
        "_internal\\PySide6",
        "_internal\\PySide6\\plugins",
        "_internal\\PySide6\\plugins\\platforms",
        "_internal\\resources",
        "_internal\\resources\\Fotos für $$später",
    }
    for at, folder in enumerate(folders):
        assert not any(later.startswith(folder + "\\") for later in folders[at:])


def test_nothing_of_the_programs_folder_is_deleted_wholesale() -> None:
    lines = [line for line in installer.SCRIPT.read_text("utf-8").splitlines() if "RMDir /r" in line]
    assert lines
    assert not [line for line in lines if "$INSTDIR" in line or "${" in line]


def test_a_path_too_long_for_windows_stops_the_build() -> None:
    with pytest.raises(SystemExit, match="that long"):
        installer.removal(["a" * (installer.LONGEST + 1)])


def test_every_picture_that_is_read_can_be_opened() -> None:
    assert set(re.findall(r'"(\.\w+)"', installer.types(SUFFIXES))) == SUFFIXES


def test_the_icon_has_the_drawn_pictures_in_it(tmp_path) -> None:
    file = tmp_path / "new" / "photoclust.ico"
    exe_resources.write_icon(file)
    assert b"\x89PNG" not in file.read_bytes()  # not everything on Windows reads small ones
    with Image.open(file) as made:
        assert {edge for edge, _ in made.info["sizes"]} == set(exe_resources.ICON_EDGES)
        for edge in exe_resources.ICON_EDGES:
            with Image.open(exe_resources.ICONS / f"photoclust-{edge}.png") as drawn:
                picture = made.ico.getimage((edge, edge))
                assert picture.convert("RGBA").tobytes() == drawn.convert("RGBA").tobytes()


@pytest.mark.parametrize(
    ("version", "four"),
    [("0.1.0", (0, 1, 0, 0)), ("1.2rc1", (1, 2, 0, 0)), ("3", (3, 0, 0, 0)), ("1.2.3.4.5", (1, 2, 3, 4))],
)
def test_windows_wants_four_numbers(version, four) -> None:
    assert exe_resources.numbers(version) == four


def test_the_version_resource_is_what_pyinstaller_reads(tmp_path) -> None:
    file = tmp_path / "new" / "version.txt"
    exe_resources.write_version(file, "1.2rc1")

    told: dict[str, object] = {}
    known = {
        "VSVersionInfo": lambda ffi, kids: None,
        "FixedFileInfo": lambda **numbers: told.update(numbers),
        "StringFileInfo": lambda tables: None,
        "StringTable": lambda language, strings: told.update(language=language),
        "StringStruct": told.__setitem__,
        "VarFileInfo": lambda variables: None,
        "VarStruct": told.__setitem__,
    }
    eval(file.read_text("utf-8"), known)
    assert told["filevers"] == told["prodvers"] == (1, 2, 0, 0)
    assert told["FileVersion"] == told["ProductVersion"] == "1.2rc1"
    assert (told["language"], told["Translation"]) == ("040904B0", [0x0409, 0x04B0])
