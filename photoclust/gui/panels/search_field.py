"""The search field: words, or a picture dropped or pasted as the question."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from photoclust.gui import desktop
from photoclust.gui.grid.mime import photo_ids_of
from photoclust.gui.panels.themed import restyle

PAUSE_MS = 350  # after the last key, before the search starts by itself
WIDEST, HEIGHT = 440, 32


class SearchField(QLineEdit):
    """objectName "searchField".

    Signals:
        searched(str): These words are looked for; "" when the field was emptied.
        picturesGiven(list[str]): The paths of pictures that were dropped or pasted.
        imageGiven(QImage): A picture without a file was pasted.
        photosGiven(list[PhotoId]): Photos of the library were dropped.
        linkGiven: The address of a picture in the web was dropped or pasted.
    """

    searched = Signal(str)
    picturesGiven = Signal(object)
    imageGiven = Signal(object)
    photosGiven = Signal(object)
    linkGiven = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = ""
        self.setObjectName("searchField")
        self.setAccessibleName(self.tr("Search"))
        self.setPlaceholderText(self.tr("Search words and file names, or drop a picture here"))
        self.setToolTip(self.tr("Drop or paste a picture to find photos that look like it"))
        self.setMaximumWidth(WIDEST)
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(True)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._timer.start())
        self.textChanged.connect(self._emptied)
        self.returnPressed.connect(self._ask)

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, HEIGHT)

    def show_words(self, words: str) -> None:
        """Shows what is looked for, without asking for it."""
        self._timer.stop()
        self._asked = words
        if self.text() != words:
            self.setText(words)

    def look_for(self, words: str) -> None:
        """Shows words and looks for them, as if they had been typed."""
        self.setText(words)
        self._ask()

    def start(self) -> None:
        """Takes the keys, with what is in it selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def ask_for(self, mime: QMimeData) -> bool:
        """Takes a picture from a drop or the clipboard as the question; False where there is none."""
        if ids := photo_ids_of(mime):
            self.photosGiven.emit(ids)
        elif paths := desktop.dropped_paths(mime):
            self.picturesGiven.emit(paths)
        elif mime.hasImage():
            image = mime.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.imageGiven.emit(image)
                return True
            return False
        elif desktop.is_link(mime):
            self.linkGiven.emit()
        else:
            return False
        return True

    def paste_picture(self) -> bool:
        """Takes the clipboard's picture as the question."""
        return self.ask_for(QGuiApplication.clipboard().mimeData())

    def _ask(self) -> None:
        self._timer.stop()
        words = self.text().strip()
        if words != self._asked:
            self._asked = words
            self.searched.emit(words)

    def _emptied(self, text: str) -> None:
        if not text and self._asked:
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self.paste_picture():
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    @staticmethod
    def _is_question(mime: QMimeData) -> bool:
        files = bool(photo_ids_of(mime)) or bool(desktop.dropped_paths(mime))
        return files or mime.hasImage() or desktop.is_link(mime)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._is_question(event.mimeData()):
            self._show_target(True)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._is_question(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            super().dragMoveEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_target(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_target(False)
        if self._is_question(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.ask_for(event.mimeData())
        else:
            super().dropEvent(event)

    def _show_target(self, shown: bool) -> None:
        self.setProperty("dropTarget", shown)
        restyle(self)
