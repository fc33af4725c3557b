"""The files of a photo that has several: RAW and JPEG, a Live Photo's still and film."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from photoclust.core.photo import PhotoFile
from photoclust.gui import desktop, wording
from photoclust.gui.panels.elided_label import ElidedLabel
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.theme import Measure


class ShotFiles(QWidget):
    """Names them, and shows each in the file manager; hidden for photos of one file.

    objectName "shotFiles".
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shotFiles")
        self._rows: list[QWidget] = []
        self._title = styled("", "dim")
        self._title.setObjectName("shotFilesTitle")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Measure.TINY)
        self._column.addWidget(self._title)
        self.hide()

    def show_files(self, files: Sequence[PhotoFile]) -> None:
        """Shows the files of a photo, its own first."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()  # it goes later, and may not be read aloud until then
            row.deleteLater()
        several = len(files) > 1
        self._rows = [self._row(number, file) for number, file in enumerate(files)] if several else []
        for row in self._rows:
            self._column.addWidget(row)
        self._title.setText(wording.counted(len(files), "file"))
        self.setVisible(several)

    def _row(self, number: int, file: PhotoFile) -> QWidget:
        name = ElidedLabel()
        name.setObjectName(f"shotFile{number}")
        name.setText(wording.name_of(file.path))
        size = styled(wording.size(file.size), "dim")
        show = button(self.tr("Show"), f"showShotFile{number}", "link")
        words = self.tr("Show {name} in the file manager").format(name=name.text())
        show.setAccessibleName(words)
        show.setToolTip(self.tr("Show in file manager"))
        show.clicked.connect(lambda: desktop.show_in_file_manager(file.path))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Measure.SMALL)
        line.addWidget(name, 1)
        line.addWidget(size)
        line.addWidget(show)
        return row
