import os
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from photoclust.gui import desktop

linux = pytest.mark.skipif(sys.platform != "linux", reason="the environment does not tell it elsewhere")
posix = pytest.mark.skipif(sys.platform == "win32", reason="file names are bytes on POSIX only")


@posix
@given(st.binary(min_size=1, max_size=40).filter(lambda name: b"\0" not in name and b"/" not in name))
@example(b"\xff#?%41 \xc3\xbc.jpg")
@example(b"%2F..%2F")
def test_any_file_name_survives_a_drag(name):
    path = os.fsdecode(b"/folder/" + name)
    mime = QMimeData()
    mime.setUrls([desktop.file_url(path)])
    arrived = QMimeData()  # as another program would give it to us: bytes only
    arrived.setData("text/uri-list", mime.data("text/uri-list"))
    assert desktop.dropped_paths(arrived) == [path]


@posix
def test_a_host_name_in_a_file_url_is_passed_over():
    assert desktop.local_path(QUrl("file://localhost/a/b.jpg")) == "/a/b.jpg"


def test_web_addresses_are_no_paths():
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.jpg"), desktop.file_url(os.path.abspath("a.jpg"))])
    assert desktop.dropped_paths(mime) == [os.path.abspath("a.jpg")]


def test_copied_paths_are_text_and_files(qapp):
    desktop.copy_paths(["/a/b.jpg", "/a/ü.jpg"])
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "/a/b.jpg\n/a/ü.jpg"
    assert desktop.dropped_paths(mime) == ["/a/b.jpg", "/a/ü.jpg"]
    QGuiApplication.clipboard().clear()


def test_what_was_copied_does_not_outlive_the_interpreter():
    """It would be deleted when there is nobody left to ask how."""
    program = "from PySide6.QtWidgets import QApplication; from photoclust.gui import desktop; "
    program += "app = QApplication([]); desktop.copy_paths(['/a/b.jpg'])"
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    assert subprocess.run([sys.executable, "-c", program], env=environ, check=False).returncode == 0


@pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="a bus of the session is for Linux and the like"
)
@pytest.mark.parametrize(
    ("address", "socket", "told"),
    [
        (None, False, "disabled:"),
        ("", False, "disabled:"),
        (None, True, None),
        ("unix:path=/run/bus", False, "unix:path=/run/bus"),
    ],
)
def test_no_bus_is_started_where_there_is_none(monkeypatch, tmp_path, address, socket, told):
    monkeypatch.setenv(desktop.BUS_ADDRESS, "restored after the test")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    if address is None:
        del os.environ[desktop.BUS_ADDRESS]
    else:
        os.environ[desktop.BUS_ADDRESS] = address
    if socket:
        (tmp_path / "bus").touch()
    desktop.start_no_bus()
    assert os.environ.get(desktop.BUS_ADDRESS) == told


@pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="a bus of the session is for Linux and the like"
)
def test_no_bus_is_started_without_a_folder_for_its_socket(monkeypatch):
    monkeypatch.setenv(desktop.BUS_ADDRESS, "")
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    desktop.start_no_bus()
    assert os.environ[desktop.BUS_ADDRESS] == "disabled:"


@pytest.fixture
def pictures(home):
    folder = home / "Pictures"
    folder.mkdir()
    return folder


@linux
def test_a_folder_of_pictures_is_offered_if_there_is_something_in_it(pictures):
    assert desktop.pictures_folder() == ""
    (pictures / ".hidden").touch()
    assert desktop.pictures_folder() == ""
    (pictures / "2024").mkdir()
    assert desktop.pictures_folder() == str(pictures)


@linux
def test_the_home_folder_is_no_folder_of_pictures(home):
    (home / "letters").mkdir()
    (home / ".config").mkdir()
    (home / ".config" / "user-dirs.dirs").write_text('XDG_PICTURES_DIR="$HOME"\n')
    assert desktop.pictures_folder() == ""


@linux
def test_somebody_without_such_a_folder_is_offered_none(home):
    assert desktop.pictures_folder() == ""
