"""Folders leave the library, after a question; undo brings them back with the very same photos."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from photoclust.gui import wording
from photoclust.gui.changes import Changes
from photoclust.library.folders import RemovedFolder, remove_folder, restore_folder
from photoclust.library.session import Library


class FolderRemoval(QObject):
    """Asks, removes, and pushes the way back.

    Signals:
        removed(str path): A folder left the library, by hand or by redo.
        restored(str path): It is back.
    """

    removed = Signal(object)
    restored = Signal(object)

    def __init__(self, window: QWidget, changes: Changes) -> None:
        super().__init__(window)
        self._window = window
        self._changes = changes

    def ask(self, folder: str) -> None:
        """Takes a folder out of the library, after a question."""
        question = QMessageBox(self._window)
        question.setObjectName("removeFolderQuestion")
        question.setIcon(QMessageBox.Icon.Question)
        question.setText(self.tr("Remove “{name}” from the library?").format(name=wording.name_of(folder)))
        question.setInformativeText(
            self.tr(
                "PhotoClust forgets its photos and shows them as missing in albums. "
                "No file is touched, and it can be undone."
            )
        )
        remove = question.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        remove.clicked.connect(lambda: self.remove(folder))
        question.finished.connect(question.deleteLater)
        question.open()

    def remove(self, folder: str) -> None:
        """Takes a folder out of the library."""
        kept: list[RemovedFolder] = []

        def remove(library: Library) -> None:
            kept.append(remove_folder(library, folder))

        def done(_none: None) -> None:
            photos = wording.counted(kept[-1].photos, "photo")
            text = self.tr("“{name}” with {photos} was removed from the library.")
            self._changes.push(
                self.tr("Remove folder"),
                undo=lambda library: restore_folder(library, kept.pop()),
                redo=remove,
                after=lambda: self._tell(folder, gone=bool(kept)),
            )
            self._tell(folder, gone=True)
            self._changes.said.emit(text.format(name=wording.name_of(folder), photos=photos))

        self._changes.make(remove, done)

    def _tell(self, folder: str, *, gone: bool) -> None:
        (self.removed if gone else self.restored).emit(folder)
