"""What stands where a search found nothing: that, and what could be asked instead."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from photoclust.gui import wording
from photoclust.gui.look import Look
from photoclust.gui.panels.suggestion_model import spoken
from photoclust.gui.panels.themed import IconLabel, button, styled
from photoclust.gui.search_wording import kind_of
from photoclust.gui.theme import Measure
from photoclust.library.textsearch import Meaning, SearchAnswer, Suggestion

WIDTH = 460


class NothingPage(QWidget):
    """objectName "nothingPage".

    Signals:
        queryChosen(str): This is to be asked instead.
    """

    queryChosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nothingPage")
        self.title = styled("", "heading", wrap=True)
        self.title.setObjectName("nothingTitle")
        self.about = styled("", "dim", wrap=True)
        self.about.setObjectName("nothingAbout")
        for label in (self.title, self.about):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hints = QVBoxLayout()
        self.hints.setSpacing(Measure.SMALL)
        middle = QWidget()
        middle.setFixedWidth(WIDTH)
        inner = QVBoxLayout(middle)
        inner.setSpacing(Measure.MEDIUM)
        inner.addWidget(IconLabel(look, "search", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(self.title)
        inner.addWidget(self.about)
        inner.addLayout(self.hints)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)

    def show_nothing(self, words: str, answer: SearchAnswer, *, limited: bool) -> None:
        """Says that nothing was found.

        Args:
            words: What was asked.
            answer: Has what could be asked instead.
            limited: Only some of the photos were looked through.
        """
        self.title.setText(self.tr("Nothing found for “{words}”").format(words=words))
        self.about.setText(self._about(answer, limited=limited))
        while (item := self.hints.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, hint in enumerate(() if limited else answer.hints):
            self.hints.addWidget(self._button(place, hint), 0, Qt.AlignmentFlag.AlignHCenter)

    def _about(self, answer: SearchAnswer, *, limited: bool) -> str:
        if limited:
            return self.tr("There may be some among the other photos: remove a filter to see.")
        if not answer.sees:
            return self.tr(
                "The model in use has no words for what photos show. Names, folders, dates, places, cameras "
                "and albums can be found."
            )
        if not answer.hints:
            return self.tr("Try what a photo shows, a year, a place, a camera, an album, or part of a name.")
        respelt = all(hint.meaning is not None for hint in answer.hints)
        missing = [term for term in answer.understood if not term.photos and not term.excluded]
        if respelt and missing:
            known = missing[0].known or Meaning.DATE in missing[0].meanings
            said = self.tr("No photo has “{words}”. What this library has:")
            if not known:
                said = self.tr(
                    "The model has no word “{words}” for what photos show, and no name, album, place or "
                    "camera has it. What this library has:"
                )
            return said.format(words=missing[0].text)
        return self.tr("No photo has all of it. Parts of it are found:")

    def _button(self, place: int, hint: Suggestion) -> QWidget:
        kind = kind_of(hint)
        count = wording.counted(hint.photos, "photo")
        made = button(f"{hint.query} · {wording.number(hint.photos)}", f"nothingHint{place}")
        made.setToolTip(", ".join(filter(None, (kind, count))))
        made.setAccessibleName(spoken(hint))
        made.clicked.connect(lambda: self.queryChosen.emit(hint.query))
        return made
