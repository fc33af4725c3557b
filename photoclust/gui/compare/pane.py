"""One photo of the comparison: its picture, what is said of it, and how the person marked it."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui import wording
from photoclust.gui.compare.caption import Caption
from photoclust.gui.compare.facts import Lines, folder_of
from photoclust.gui.compare.gaze import Gaze
from photoclust.gui.compare.picture_room import PictureRoom
from photoclust.gui.look import Look
from photoclust.gui.panels.themed import styled
from photoclust.gui.theme import Measure, font
from photoclust.library.side_by_side import Candidate

PILL = 20  # height
FRAME = Measure.RING + 1  # around the picture, for the ring


class Mark(Enum):
    """What the person said of a photo."""

    NONE = auto()
    KEEP = auto()
    DROP = auto()


class PhotoPane(QWidget):
    """objectName "comparePane1" and so on.

    Args:
        look: Theme and icons.
        number: From 1; the key that selects it.
        parent: Qt's parent.

    Attributes:
        photo_id: The photo; 0 before there is one.
        mark: What the person said of it.
        selected: Keys act on it.
        ready: It can be decoded, as far as is known.
    """

    def __init__(self, look: Look, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"comparePane{number}")
        self.number = number
        self.photo_id = PhotoId(0)
        self.mark = Mark.NONE
        self.selected = False
        self.ready = False
        self.picture = PictureRoom(look, self)
        self.picture.setObjectName(f"comparePicture{number}")
        self.caption = Caption(look, self)
        self.trouble = styled("", "bad", "card", wrap=True)
        self.trouble.setParent(self)
        self.trouble.setObjectName(f"compareTrouble{number}")
        self.trouble.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.trouble.setMargin(Measure.SMALL)
        self.trouble.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._badges = _Badges(look, self)

    def show_photo(self, photo_id: PhotoId, path: str) -> None:
        """Another photo, of which nothing is known yet but where it lies."""
        self.photo_id = photo_id
        self.mark, self.selected, self.ready = Mark.NONE, False, False
        self.trouble.hide()
        self.picture.show_picture(QSize(3, 2), QImage())
        self.caption.show_name(wording.name_of(path), folder_of(path))
        self.caption.show_lines((), None)
        self._say()

    def show_candidate(self, candidate: Candidate, thumbnail: QImage) -> None:
        """Its thumbnail and its shape: now it can be decoded."""
        self.ready = True
        data = candidate.photo.metadata
        self.caption.show_name(wording.name_of(candidate.photo.path), folder_of(candidate.photo.path))
        self.picture.show_picture(QSize(data.width, data.height), thumbnail)
        self._say()

    def show_lines(self, lines: Lines, edge: int) -> None:
        """What is said of it; `edge` is the size at which sharpness is measured."""
        self.caption.show_lines(lines, edge)
        self._say()

    def show_trouble(self, text: str) -> None:
        """It can't be shown, or no sharper than it is."""
        self.ready = False
        self.trouble.setText(text)
        self.trouble.show()
        self._place_trouble()
        self._say()

    def set_selected(self, selected: bool) -> None:
        self.selected = selected
        self._badges.update()

    def set_mark(self, mark: Mark) -> None:
        self.mark = mark
        self._say()

    def show_captions(self, shown: bool) -> None:
        """Whether there is anything below the picture."""
        self.caption.setVisible(shown)
        self.lay_out()

    def set_gaze(self, gaze: Gaze) -> None:
        """Looks elsewhere in the picture."""
        self.picture.set_gaze(gaze)
        self._badges.update()

    def _say(self) -> None:
        marks = {Mark.NONE: "", Mark.KEEP: self.tr("keep"), Mark.DROP: self.tr("drop")}
        parts = [
            self.tr("Photo {number}").format(number=self.number),
            self.caption.name.text(),
            marks[self.mark],
        ]
        self.setAccessibleName(", ".join(part for part in parts if part))
        lines = [line.accessibleName() for line in self.caption.lines]
        trouble = self.trouble.text() if not self.trouble.isHidden() else ""
        self.setAccessibleDescription(". ".join(part for part in (trouble, *lines) if part))
        self._badges.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def lay_out(self) -> None:
        """Puts the picture above what is said of it."""
        below = self.caption.sizeHint().height() if not self.caption.isHidden() else 0
        height = max(1, self.height() - below)
        self.picture.setGeometry(FRAME, FRAME, max(1, self.width() - 2 * FRAME), max(1, height - 2 * FRAME))
        self._badges.setGeometry(0, 0, self.width(), height)
        self.caption.setGeometry(0, height, self.width(), below)
        self._place_trouble()

    def _place_trouble(self) -> None:
        room = self.picture.geometry().adjusted(Measure.LARGE, 0, -Measure.LARGE, 0)
        height = min(room.height(), self.trouble.heightForWidth(room.width()))
        self.trouble.setGeometry(room.x(), room.center().y() - height // 2, room.width(), height)
        self.trouble.raise_()


class _Badges(QWidget):
    """Painted over the picture: selection, number, mark, and how large the picture is shown."""

    def __init__(self, look: Look, pane: PhotoPane) -> None:
        super().__init__(pane)
        self._look = look
        self._pane = pane
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, pane, painter = self._look.theme, self._pane, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture, room = pane.picture, QRectF(pane.picture.rect())
        place = picture.lies().intersected(room).translated(picture.pos())
        if pane.selected:
            half = Measure.RING / 2
            painter.setPen(QPen(theme.accent, Measure.RING))
            ring = place.adjusted(-half, -half, half, half)
            painter.drawRoundedRect(ring, Measure.RADIUS_ROW / 2, Measure.RADIUS_ROW / 2)
        ground, ink = (theme.accent, theme.on_accent) if pane.selected else (theme.card, theme.text)
        self._pill(painter, place, str(pane.number), (0, 0), ground, ink)
        if pane.mark is Mark.KEEP:
            self._pill(painter, place, self.tr("Keep"), (1, 0), theme.good, theme.on_accent)
        elif pane.mark is Mark.DROP:
            self._pill(painter, place, self.tr("Drop"), (1, 0), theme.bad, theme.on_accent)
        if pane.picture.gaze.zoom != 1.0:
            percent = self.tr("{percent} %").format(percent=round(100 * pane.picture.scale()))
            self._pill(painter, place, percent, (1, 1), theme.card, theme.text)

    @staticmethod
    def _pill(
        painter: QPainter, place: QRectF, text: str, corner: tuple[int, int], ground: QColor, ink: QColor
    ) -> None:
        """A pill in a corner of the picture: (0, 0) is the upper left one, (1, 1) the lower right one."""
        letters = font(Measure.CAPTION, bold=True, tabular=True)
        width = max(PILL, QFontMetricsF(letters).horizontalAdvance(text) + 2 * Measure.SMALL)
        inner = place.adjusted(Measure.SMALL, Measure.SMALL, -Measure.SMALL, -Measure.SMALL)
        x = inner.x() + corner[0] * (inner.width() - width)
        y = inner.y() + corner[1] * (inner.height() - PILL)
        pill = QRectF(x, y, width, PILL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(pill, PILL / 2, PILL / 2)
        painter.setPen(ink)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(letters)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
