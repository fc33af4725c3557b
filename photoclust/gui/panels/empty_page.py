"""What an empty library shows: one sentence, one button that fits most people, one place to drop a folder."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from photoclust.gui import wording
from photoclust.gui.look import Look
from photoclust.gui.panels.notice_card import notice_card
from photoclust.gui.panels.themed import button, restyle, styled


class EmptyPage(QWidget):
    """Drops are taken by the whole window; this is the place that says so.

    Signals:
        folderChosen(str): The person's own folder of pictures is to be added.
        addFolderRequested: A folder is to be chosen and added.
        samplesRequested: Somebody wants to look first.
    """

    folderChosen = Signal(object)
    addFolderRequested = Signal()
    samplesRequested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyPage")
        self.setProperty("content", True)
        words = styled(
            self.tr("Drop a folder of photos here to see it grouped by what the photos show."), wrap=True
        )
        words.setProperty("title", True)
        promise = styled(
            self.tr("Your photos stay where they are, untouched, and nothing leaves this computer."),
            "dim",
            wrap=True,
        )
        self._pictures = ""
        self.add_pictures = button(self.tr("Add your Pictures folder"), "addPicturesButton", "primary")
        self.add_pictures.hide()
        self.add = button(self.tr("Add folder…"), "addFolderButton", "primary")
        self.samples = button(self.tr("Try with sample photos"), "samplesButton", "link")
        self.add_pictures.clicked.connect(lambda: self.folderChosen.emit(self._pictures))
        self.add.clicked.connect(self.addFolderRequested)
        self.samples.clicked.connect(self.samplesRequested)
        buttons = (self.add_pictures, self.add, self.samples)
        self._place = notice_card(look, "drop", (words, promise), buttons, self)
        self._place.setObjectName("dropPlace")
        self._place.setProperty("dropTarget", False)

    def offer_pictures(self, folder: str) -> None:
        """Offers the person's own folder of pictures first; "" where they have none."""
        self._pictures = folder
        self.add_pictures.setVisible(bool(folder))
        self.add_pictures.setToolTip(wording.printable(folder))
        self.add.setText(self.tr("Add another folder…") if folder else self.tr("Add folder…"))
        self.add.setProperty("primary", not folder)
        restyle(self.add)

    def show_target(self, shown: bool) -> None:
        """Something that can be dropped is over the window."""
        self._place.setProperty("card", not shown)
        self._place.setProperty("dropTarget", shown)
        restyle(self._place)
