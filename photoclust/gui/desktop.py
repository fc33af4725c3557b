"""Paths to and from the desktop: URLs of drags, the file manager, the clipboard; and the session's bus.

A file name is bytes; Qt's strings are not. Names that are no valid text travel as percent-encoded bytes in
URLs and as surrogate escapes in our own strings, and never through a QString.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote_from_bytes

from PySide6.QtCore import QMimeData, QProcess, QStandardPaths, QStringListModel, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from photoclust.core.file_urls import path_of
from photoclust.gui import wording

BUS_ADDRESS = "DBUS_SESSION_BUS_ADDRESS"
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


def start_no_bus() -> None:
    """Keeps Qt from starting a session bus where the session has none; to be called before there is a window.

    Qt asks the session's bus for colours and screen readers. Where there is none, libdbus would start the
    program dbus-launch and with it a bus that outlives the window and has nobody on it.
    """
    if sys.platform in {"win32", "darwin"} or os.environ.get(BUS_ADDRESS):
        return
    folder = os.environ.get("XDG_RUNTIME_DIR")
    if not folder or not os.path.exists(os.path.join(folder, "bus")):  # where libdbus looks next
        os.environ[BUS_ADDRESS] = "disabled:"  # a kind of bus that nobody knows, and the search is over


def file_uri(path: str) -> bytes:
    """The file URL of a path as it is written, whatever bytes its name has."""
    if os.name == "nt":
        return bytes(QUrl.fromLocalFile(path).toEncoded().data())
    return b"file://" + quote_from_bytes(os.fsencode(path)).encode("ascii")


def file_url(path: str) -> QUrl:
    """Likewise, for Qt."""
    return QUrl.fromEncoded(file_uri(path))


def local_path(url: QUrl) -> str | None:
    """The path a file URL names, None for any other URL."""
    if not url.isLocalFile():
        return None
    if os.name == "nt":
        return os.path.normpath(url.toLocalFile())
    return path_of(bytes(url.toEncoded().data()).decode("ascii"))


def dropped_paths(mime: QMimeData) -> list[str]:
    """The local files and folders of a drag or of the clipboard."""
    return [path for url in mime.urls() if (path := local_path(url)) is not None]


def is_link(mime: QMimeData) -> bool:
    """Whether a drag or the clipboard holds nothing but an address in the web."""
    urls = [url.toString() for url in mime.urls()] or [mime.text().strip()]
    return any(_LINK.fullmatch(url) for url in urls)


def pictures_folder() -> str:
    """The person's own folder of pictures; "" if there is none, or nothing in it. Off the GUI thread."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    if not folder or os.path.realpath(folder) == os.path.realpath(os.path.expanduser("~")):
        return ""  # some desktops name the home folder where there is no other
    try:
        with os.scandir(folder) as entries:
            return folder if any(not entry.name.startswith(".") for entry in entries) else ""
    except OSError:
        return ""


def show_in_file_manager(path: str) -> None:
    """Opens the folder of `path`, with the file selected where the system can."""
    if sys.platform == "win32":
        QProcess.startDetached("explorer.exe", ["/select,", os.path.normpath(path)])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", path])
    else:
        open_folder(os.path.dirname(path))


def open_folder(folder: str) -> None:
    """Opens a folder in the file manager."""
    QDesktopServices.openUrl(file_url(folder))


class Pasteable(NamedTuple):
    """Paths as the clipboard takes them.

    Attributes:
        text: One a line, for a person.
        uris: Encoded URLs as RFC 2483 wants them, for a file manager.
    """

    text: str
    uris: bytes


def pasteable(paths: Iterable[str]) -> Pasteable:
    """Makes paths ready for `copy`; any thread may ask, since for 100,000 it takes half a second."""
    wanted = list(paths)
    uris = b"".join(file_uri(path) + b"\r\n" for path in wanted)
    return Pasteable("\n".join(wording.printable(path) for path in wanted), uris)


def copy(ready: Pasteable) -> None:
    """Puts paths on the clipboard."""
    # An object that Qt made: one that was made here asks the interpreter what to do when it is deleted, and
    # the clipboard may live longer than the interpreter.
    model = QStringListModel([""])
    mime = model.mimeData([model.index(0)])
    mime.clear()
    mime.setText(ready.text)
    mime.setData("text/uri-list", ready.uris)
    QGuiApplication.clipboard().setMimeData(mime)


def copy_paths(paths: Iterable[str]) -> None:
    """Puts a few paths on the clipboard."""
    copy(pasteable(paths))
