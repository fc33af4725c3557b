"""One photo, as large as the window: left and right go on, Escape goes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from photoclust.core.errors import UserFacingError
from photoclust.core.part import Part
from photoclust.core.photo import Photo, PhotoId
from photoclust.gui import messages, wording
from photoclust.gui.look import Look
from photoclust.gui.panels.elided_label import ElidedLabel
from photoclust.gui.panels.picture_view import PictureView
from photoclust.gui.panels.region_frame import region_of
from photoclust.gui.panels.region_picker import RegionPicker
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.pictures import ask_for_preview, ask_for_thumbnail
from photoclust.gui.session import LibrarySession
from photoclust.gui.theme import Measure, font
from photoclust.library import browse

LANE, REGION_LANE = "viewer", "viewer-region"
SETTLED_MS = 80
BAR_HEIGHT = 44


class PhotoViewer(QWidget):
    """A page of the window, not a dialog: the menus go on working.

    Signals:
        closed(PhotoId): The photo that was shown last.
        regionChosen(PhotoId, Region): A part of the photo is to be found, in pixels of the upright original.
    """

    closed = Signal(object)
    regionChosen = Signal(object, object)

    def __init__(self, look: Look, session: LibrarySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photoViewer")
        self.setAccessibleName(self.tr("Photo"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("content", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._ids: list[PhotoId] = []
        self._at = 0
        self.picture = PictureView(look, radius=0)
        self.picture.setObjectName("viewerPicture")
        self.name = ElidedLabel("title")
        self.name.setObjectName("viewerName")
        self.position = styled("", "dim")
        self.position.setFont(font(Measure.BODY, tabular=True))
        self.trouble = styled("", "bad", wrap=True)
        self.trouble.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.region = RegionPicker(look, self.picture)
        self.find_part = button(self.tr("Find this part…"), "findPartOfPhotoButton")
        self.find_part.setToolTip(self.tr("Draw around a part of the photo, to find photos that show it (R)"))
        self.back = button(self.tr("Previous"), "previousPhotoButton")
        self.forward = button(self.tr("Next"), "nextPhotoButton")
        self.leave = button(self.tr("Close"), "closeViewerButton")
        self.back.clicked.connect(lambda: self.step(-1))
        self.forward.clicked.connect(lambda: self.step(1))
        self.leave.clicked.connect(self.close_photo)
        self.find_part.clicked.connect(self.choose_region)
        for control in (self.find_part, self.back, self.forward, self.leave):
            control.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the photo
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._ask_for_sharp)
        self.picture.activated.connect(self.close_photo)
        self.region.chosen.connect(self._ask_for_part)
        self.region.left.connect(self._leave_region)
        self._lay_out()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(Measure.LARGE, 0, Measure.LARGE, 0)
        bar.setSpacing(Measure.MEDIUM)
        bar.addWidget(self.name, 1)
        bar.addWidget(self.position)
        bar.addWidget(self.find_part)
        bar.addWidget(self.back)
        bar.addWidget(self.forward)
        bar.addWidget(self.leave)
        holder = QWidget()
        holder.setProperty("pane", True)
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        holder.setFixedHeight(BAR_HEIGHT)
        holder.setLayout(bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.picture, 1)
        column.addWidget(self.trouble)
        column.addWidget(holder)

    def show_photo(self, ids: Sequence[PhotoId], photo_id: PhotoId) -> None:
        """Shows one of these photos; the others are its neighbours."""
        self._ids = list(ids)
        self._at = self._ids.index(photo_id) if photo_id in self._ids else 0
        self._show()
        self.setFocus()

    @property
    def photo(self) -> PhotoId | None:
        """What is shown."""
        return self._ids[self._at] if self._ids else None

    def step(self, by: int) -> None:
        """Goes on or back; stays at the ends."""
        at = min(max(self._at + by, 0), len(self._ids) - 1)
        if at != self._at:
            self._at = at
            self._show()

    def choose_region(self) -> None:
        """Lets the person draw around a part of the photo; `regionChosen` may follow."""
        if self.photo is not None:
            self.region.begin()

    def _leave_region(self) -> None:
        self.region.hide()
        self.setFocus()

    def _ask_for_part(self, part: Part) -> None:
        photo_id = self.photo
        if photo_id is not None:
            self._session.ask(
                lambda library, _token: browse.photos(library, [photo_id]),
                lambda found: self._part_known(part, found),
                lane=REGION_LANE,
            )

    def _part_known(self, part: Part, found: Sequence[Photo]) -> None:
        self._leave_region()
        for photo in found:
            data = photo.metadata
            self.regionChosen.emit(photo.id, region_of(part, data.width, data.height))

    def close_photo(self) -> None:
        """Goes back to the photos."""
        self.region.hide()
        self._session.background.cancel(REGION_LANE)
        self._settled.stop()
        self._session.background.cancel(LANE)
        self.picture.show_image(QImage())
        self.closed.emit(self.photo)

    def _show(self) -> None:
        self.region.hide()
        self._session.background.cancel(REGION_LANE)
        photo_id = self._ids[self._at]
        name = wording.name_of(self._session.paths_of([photo_id])[0])
        self.name.setText(name)
        self.setAccessibleDescription(name)
        self.position.setText(
            self.tr("{number} of {total}").format(
                number=wording.number(self._at + 1), total=wording.number(len(self._ids))
            )
        )
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at + 1 < len(self._ids))
        self.trouble.hide()
        ask_for_thumbnail(self._session, photo_id, self.picture.show_image, lane=LANE)
        self._settled.start()

    def _ask_for_sharp(self) -> None:
        if self.photo is None or not self.isVisible():
            return
        edge = round(max(self.picture.width(), self.picture.height()) * self.devicePixelRatioF())
        ask_for_preview(self._session, self.photo, edge, self._sharp, self._failed, lane=LANE)

    def _sharp(self, image: QImage) -> None:
        if not image.isNull():
            self.picture.show_image(image)

    def _failed(self, error: UserFacingError) -> None:
        self.trouble.setText(messages.sentence(error))
        self.trouble.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Down | Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.step(1)
            case Qt.Key.Key_Left | Qt.Key.Key_Up | Qt.Key.Key_PageUp | Qt.Key.Key_Backspace:
                self.step(-1)
            case Qt.Key.Key_Home:
                self.step(-len(self._ids))
            case Qt.Key.Key_End:
                self.step(len(self._ids))
            case Qt.Key.Key_R if not event.modifiers():
                self.choose_region()
            case Qt.Key.Key_Escape | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.close_photo()
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.step(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._ids and self.isVisible():
            self._settled.start()  # more pixels are wanted now
