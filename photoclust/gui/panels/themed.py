"""Small things painted in the theme's colours: icons, hairlines, words in a style of the sheet."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QLabel, QPushButton, QWidget

from photoclust.gui.look import Look

PILL_HEIGHT = 20


class Hairline(QFrame):
    """A line one pixel thick."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", True)
        if orientation == Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)


class IconLabel(QWidget):
    """An icon that follows the theme; decoration, silent to screen readers."""

    def __init__(self, look: Look, name: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._name = name
        self._size = size
        self.setFixedSize(QSize(size, size))
        look.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        # Before there is a painter: one that an exception leaves open takes the program down.
        pixmap = self._look.pixmap(self._name, self._look.theme.dim, self._size, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(self.rect(), pixmap)


def styled(text: str, *properties: str, wrap: bool = False) -> QLabel:
    """A label with properties of the style sheet set ("dim", "title", "pill" ...)."""
    label = QLabel(text)
    for name in properties:
        label.setProperty(name, True)
    label.setTextFormat(Qt.TextFormat.PlainText)  # file names are no markup
    label.setWordWrap(wrap)
    if "pill" in properties:
        label.setFixedHeight(PILL_HEIGHT)  # the sheet's radius needs it
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def button_box(*buttons: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """A row of the system's dialog buttons, named "okButton", "cancelDialogButton" and "closeButton"."""
    kinds = QDialogButtonBox.StandardButton
    names = {kinds.Ok: "okButton", kinds.Cancel: "cancelDialogButton", kinds.Close: "closeButton"}
    box = QDialogButtonBox()
    for kind in buttons:
        box.addButton(kind).setObjectName(names[kind])
    return box


def button(text: str, name: str, *properties: str) -> QPushButton:
    """A push button with an objectName and properties of the style sheet ("link", "primary")."""
    made = QPushButton(text)
    made.setObjectName(name)
    for flag in properties:
        made.setProperty(flag, True)
    return made


def restyle(widget: QWidget) -> None:
    """Lets a widget whose properties changed look as the style sheet says."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
