"""What stands below each photo of the comparison."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from photoclust.gui.compare.facts import Fact, Lines
from photoclust.gui.look import Look
from photoclust.gui.panels.elided_label import ElidedLabel
from photoclust.gui.theme import Measure, font

LINES = 3
DOT = " · "


class FactLine(QWidget):
    """Facts in a row, the best ones in green; what has no room is shortened."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: tuple[Fact, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_facts(self, facts: Sequence[Fact], note: str = "") -> None:
        """Shows them; `note` is added to the tool tip."""
        self._facts = tuple(facts)
        said = DOT.join(f"{fact.text} ({fact.why})" if fact.best else fact.text for fact in facts)
        self.setAccessibleName(said)
        self.setToolTip("\n".join(part for part in (said, note) if part))
        self.update()

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self._facts

    def sizeHint(self) -> QSize:
        return QSize(120, round(QFontMetricsF(font(Measure.CAPTION)).height()) + 2)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        x = 0.0
        for number, fact in enumerate(self._facts):
            for text, best in ((DOT if number else "", False), (fact.text, fact.best)):
                letters = font(Measure.CAPTION, tabular=True)
                metrics = QFontMetricsF(letters)
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width() - x)
                painter.setFont(letters)
                painter.setPen(theme.good_text if best else theme.dim)
                room = self.rect().toRectF().adjusted(x, 0, 0, 0)
                painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
                x += metrics.horizontalAdvance(shown)
                if shown != text:
                    return


class Caption(QWidget):
    """Name, folder, and three lines of facts."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ElidedLabel()
        self.name.setFont(font(Measure.BODY, bold=True))
        self.folder = ElidedLabel("caption")
        self.lines = [FactLine(look) for _ in range(LINES)]
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.TINY, Measure.TINY, Measure.TINY, 0)
        column.setSpacing(0)
        for widget in (self.name, self.folder, *self.lines):
            column.addWidget(widget)

    def show_name(self, name: str, folder: str) -> None:
        self.name.setText(name)
        self.folder.setText(folder)

    def show_lines(self, lines: Lines, edge: int | None) -> None:
        """Shows facts; `edge` is the size at which sharpness was measured."""
        for number, line in enumerate(self.lines):
            note = _how_sharpness(edge) if edge is not None and number == LINES - 1 else ""
            line.show_facts(lines[number] if number < len(lines) else (), note)


def _how_sharpness(edge: int) -> str:
    return QCoreApplication.translate(
        "Compare",
        "Fine detail against contrast (Laplacian), measured on copies of equal size,\n"
        "{edge} pixels long; the sharpest of these photos has 100 %.",
    ).format(edge=edge)
