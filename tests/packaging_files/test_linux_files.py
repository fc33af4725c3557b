"""What a Linux desktop reads of PhotoClust: the desktop file and the AppStream metadata."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from picture_types import TYPES

from photoclust.config.paths import AppPaths
from photoclust.gui.run import make_application
from photoclust.photos.formats import SUFFIXES

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = ROOT / "packaging" / "linux" / "photoclust.desktop"
METAINFO = ROOT / "packaging" / "linux" / "photoclust.metainfo.xml"


@pytest.fixture
def entry() -> configparser.SectionProxy:
    """The one group of the desktop file."""
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(DESKTOP.read_text("utf-8"))
    return parser["Desktop Entry"]


@pytest.mark.parametrize(
    "command",
    [
        ["desktop-file-validate", "--no-hints", str(DESKTOP)],
        ["appstreamcli", "validate", "--no-net", "--no-color", str(METAINFO)],
    ],
    ids=lambda command: command[0],
)
def test_the_desktops_own_tools_find_no_fault(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_window_says_which_desktop_file_is_its_own(qapp, entry) -> None:
    app = make_application(AppPaths.default())
    assert f"{app.desktopFileName()}.desktop" == DESKTOP.name
    assert entry["StartupWMClass"] == app.applicationName()
    assert ET.parse(METAINFO).findtext("launchable") == DESKTOP.name


def test_every_picture_that_is_read_can_be_opened_and_no_folder(entry) -> None:
    assert set(TYPES) == SUFFIXES
    assert entry["MimeType"].endswith(";")
    types = entry["MimeType"].split(";")[:-1]
    assert len(types) == len(set(types))
    assert set(types) == {mime for mime, _ in TYPES.values()}


def test_the_metadata_knows_every_release_of_the_changelog() -> None:
    told = re.findall(r"^## \[(\d.*?)\] - (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    releases = ET.parse(METAINFO).findall("releases/release")
    assert [(release.get("version"), release.get("date")) for release in releases] == told
