"""The licences of all that the program is made of, as the bundle carries them."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QTimer, qVersion
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from photoclust import version
from photoclust.gui import desktop
from photoclust.gui.panels.themed import button, button_box
from photoclust.gui.session import LibrarySession
from photoclust.gui.theme import Measure

LIBRARIES = (
    ("PySide6_Essentials", "LGPL-3.0-only"),
    ("mediapipe", "Apache-2.0"),
    ("flatbuffers", "Apache-2.0"),
    ("numpy", "BSD-3-Clause"),
    ("scikit-learn", "BSD-3-Clause"),
    ("scipy", "BSD-3-Clause"),
    ("pillow", "MIT-CMU"),
    ("pi-heif", "BSD-3-Clause, with libheif LGPL-3.0"),
    ("pylibjxl", "BSD-3-Clause"),
    ("brotli", "MIT"),
    ("platformdirs", "MIT"),
    ("threadpoolctl", "BSD-3-Clause"),
    ("watchdog", "Apache-2.0"),
    ("xxhash", "BSD-2-Clause"),
)
Row = tuple[str, ...]

NOTICES = "THIRD_PARTY_LICENSES.txt"
LINES_AT_ONCE = 400  # 2 ms; all 14,000 lines of a bundle in one go would be more than a frame


class LicencesDialog(QDialog):
    """Shows the long text of a bundle; a program that runs from its source has only its own notice.

    Where there are files, a button opens their folder: the word on how to exchange libraries lies there.
    """

    def __init__(self, session: LibrarySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("licencesDialog")
        self.setWindowTitle(self.tr("Licences"))
        self.text = QPlainTextEdit()
        self.text.setObjectName("licencesText")
        self.text.setAccessibleName(self.tr("Licences"))
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setPlaceholderText(self.tr("Reading…"))
        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.open_folder = button(self.tr("Open folder"), "openLicencesButton")
        self.open_folder.setVisible(False)
        buttons.addButton(self.open_folder, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.LARGE, Measure.LARGE, Measure.LARGE, Measure.LARGE)
        column.setSpacing(Measure.MEDIUM)
        column.addWidget(self.text, 1)
        column.addWidget(buttons)
        self.resize(900, 640)
        self._rest: Iterator[str] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._show_more)
        folder = session.paths.licences
        self.open_folder.clicked.connect(lambda: desktop.open_folder(str(folder)))
        session.background.run(
            lambda _token: (licence_pieces(folder), (folder / NOTICES).is_file()),
            self._read,
            lane="licences",
            asker=self,
        )

    def _read(self, found: tuple[list[str], bool]) -> None:
        (first, *rest), packed = found
        self.text.setPlainText(first)
        self.open_folder.setVisible(packed)
        self._rest = iter(rest)
        self._timer.start(0)

    def _show_more(self) -> None:
        piece = next(self._rest, None)
        if piece is None:
            self._timer.stop()
        else:
            self.text.appendPlainText(piece)


def licence_pieces(folder: Path) -> list[str]:
    """The text in pieces of at most `LINES_AT_ONCE` lines. Reads files: off the GUI thread.

    Args:
        folder: Where a bundle has its licences. If there are none, the program's notice and the libraries it
            found take their place.
    """
    file = folder / NOTICES
    text = file.read_text("utf-8") if file.is_file() else f"{_notice(folder.parent)}\n{_table()}"
    lines = text.splitlines()
    return ["\n".join(lines[start : start + LINES_AT_ONCE]) for start in range(0, len(lines), LINES_AT_ONCE)]


def _notice(root: Path) -> str:
    """NOTICE from the source tree, else from the installed distribution."""
    file = root / "NOTICE"
    if file.is_file():
        return file.read_text("utf-8")
    return metadata.distribution("photoclust").read_text("licenses/NOTICE") or ""


def _table() -> str:
    rows = component_rows()
    widths = [max(len(row[column]) for row in rows) + 2 for column in (0, 1)]
    return "\n".join(f"{name:<{widths[0]}}{number:<{widths[1]}}{licence}" for name, number, licence in rows)


def component_rows() -> list[Row]:
    """Name, version and licence of what PhotoClust is made of. Reads files: off the GUI thread."""
    rows: list[Row] = [
        ("PhotoClust", version(), "Apache-2.0"),
        ("Python", platform.python_version(), "PSF-2.0"),
        ("Qt", qVersion(), "LGPL-3.0-only"),
    ]
    for name, licence in LIBRARIES:
        try:
            rows.append((name, metadata.version(name), licence))
        except metadata.PackageNotFoundError:
            rows.append((name, "", licence))  # a frozen build without the package's metadata
    return rows
