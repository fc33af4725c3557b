"""The right pane: the photo with the focus, what is known of it, and what looks like it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from photoclust.core.errors import UserFacingError
from photoclust.core.photo import Match, Photo, PhotoId
from photoclust.core.queries import SimilarQuery
from photoclust.gui import messages, wording
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader
from photoclust.gui.look import Look
from photoclust.gui.panels.elided_label import ElidedLabel
from photoclust.gui.panels.flow_layout import FlowLayout
from photoclust.gui.panels.picture_view import PictureView
from photoclust.gui.panels.shot_files import ShotFiles
from photoclust.gui.panels.similar_panel import SimilarPanel
from photoclust.gui.panels.themed import styled
from photoclust.gui.pictures import ask_for_preview, ask_for_thumbnail
from photoclust.gui.session import LibrarySession
from photoclust.gui.theme import Measure, font
from photoclust.library import browse
from photoclust.library.browse import PhotoDetails
from photoclust.library.similar import find_similar

TALLEST = 340
SETTLED_MS = 60  # holding an arrow key down passes over photos without decoding each
MOST_SIMILAR = 30
SHARPER = 512  # than a thumbnail, at least


class Inspector(QScrollArea):
    """objectName "inspector".

    Signals:
        photoActivated(PhotoId): The preview, or a similar photo, was double-clicked.
        similarChosen(PhotoId): A similar photo was chosen.
        menuRequested(list[PhotoId], QPoint): Context menu of a similar photo.
    """

    photoActivated = Signal(object)
    similarChosen = Signal(object)
    menuRequested = Signal(object, object)

    def __init__(self, look: Look, session: LibrarySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName(self.tr("Inspector"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session = session
        self._photo: PhotoId | None = None
        self.hint = styled(self.tr("Select a photo to see more of it."), "dim", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview = PictureView(look, tallest=TALLEST)
        self.preview.setObjectName("preview")
        self.name = ElidedLabel()
        self.name.setObjectName("photoName")
        self.name.setFont(font(Measure.BODY + 0.5, bold=True))
        self.trouble = styled("", "bad", wrap=True)
        self.trouble.setObjectName("photoTrouble")
        self.facts = QGridLayout()
        self._fact_labels: list[QWidget] = []
        self.files = ShotFiles()
        self._tags = QWidget()
        self._tags.setObjectName("photoTags")
        self._tag_row = FlowLayout(self._tags, gap=6, row_gap=6)
        self._tag_row.setContentsMargins(0, 0, 0, 0)
        self._pills: list[QLabel] = []
        self._similar_title = styled(self.tr("Similar"))
        self._similar_title.setFont(font(Measure.BODY, bold=True))
        self.similar = SimilarPanel(look, session.paths_of, session.taken_of)
        self._nothing_similar = styled(self.tr("Nothing in the library looks like it."), "caption", wrap=True)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._ask_for_the_rest)
        self._lay_out()
        self.preview.activated.connect(self._activated)
        self.similar.photoChosen.connect(self.similarChosen)
        self.similar.photoActivated.connect(self.photoActivated)
        self.similar.menuRequested.connect(self.menuRequested)
        self.show_photo(None)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("inspectorInside")
        inside.setProperty("pane", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(Measure.LARGE, Measure.LARGE, Measure.LARGE, Measure.LARGE)
        column.setSpacing(Measure.MEDIUM)
        self.facts.setHorizontalSpacing(Measure.MEDIUM)
        self.facts.setVerticalSpacing(Measure.TINY + 1)
        self.facts.setColumnMinimumWidth(0, 56)
        self.facts.setColumnStretch(1, 1)
        column.addWidget(self.hint)
        column.addWidget(self.preview)
        column.addWidget(self.name)
        column.addWidget(self.trouble)
        column.addLayout(self.facts)
        column.addWidget(self.files)
        column.addWidget(self._tags)
        column.addSpacing(Measure.TINY)
        column.addWidget(self._similar_title)
        column.addWidget(self._nothing_similar)
        column.addWidget(self.similar)
        column.addStretch(1)
        self.setWidget(inside)

    def set_loader(self, loader: ThumbnailLoader | None) -> None:
        self.similar.set_loader(loader)

    @property
    def photo(self) -> PhotoId | None:
        """What is shown."""
        return self._photo

    def neighbours(self) -> list[PhotoId]:
        """What is shown and what looks like it, for going through them in the viewer."""
        similar_ids = self.similar.photos.ids()
        return [self._photo, *similar_ids] if self._photo is not None else similar_ids

    def show_photo(self, photo_id: PhotoId | None) -> None:
        """Shows a photo; None shows a hint."""
        self._photo = photo_id
        shown = photo_id is not None
        self.hint.setVisible(not shown)
        for widget in (self.preview, self.name, self._tags):
            widget.setVisible(shown)
        for widget in (self._similar_title, self._nothing_similar, self.similar, self.trouble):
            widget.hide()
        self._show_facts([])
        self.files.show_files(())
        self._show_tags(())
        self._settled.stop()
        self.similar.show_matches([])
        for lane in ("details", "preview", "similar"):
            self._session.background.cancel(lane)
        if photo_id is None:
            return
        self.name.setText(wording.name_of(self._session.paths_of([photo_id])[0]))
        ask_for_thumbnail(self._session, photo_id, self._thumbnail_read, lane="preview")
        self._settled.start()

    def refresh(self) -> None:
        """The library changed: reads facts, albums and look-alikes anew, keeping what is shown until then."""
        if self._photo is not None:
            self._ask_for_facts(self._photo)
            self._ask_for_similar(self._photo)

    def _thumbnail_read(self, image: QImage) -> None:
        self.preview.show_image(image)

    def _ask_for_the_rest(self) -> None:
        photo_id = self._photo
        if photo_id is None:
            return
        edge = max(SHARPER, round(max(self.preview.width(), TALLEST) * self.devicePixelRatioF()))
        ask_for_preview(
            self._session, photo_id, edge, self._preview_read, self._preview_failed, lane="preview"
        )
        self._ask_for_facts(photo_id)
        self._ask_for_similar(photo_id)

    def _ask_for_facts(self, photo_id: PhotoId) -> None:
        find_model = self._session.model_finder()
        self._session.ask(
            lambda library, _token: browse.photo_details(library, photo_id, find_model()),
            self._details_read,
            self._failed,
            lane="details",
        )

    def _ask_for_similar(self, photo_id: PhotoId) -> None:
        find_model, query = self._session.model_finder(), SimilarQuery.of_photos([photo_id])
        self._session.ask(
            lambda library, _token: find_similar(library, find_model(), query, most=MOST_SIMILAR).matches(),
            self._similar_found,
            self._failed,
            lane="similar",
            shows=lambda matches: [match.photo_id for match in matches],
        )

    def _preview_read(self, image: QImage) -> None:
        if not image.isNull():
            self.preview.show_image(image)

    def _preview_failed(self, error: UserFacingError) -> None:
        self._failed(error)

    def _failed(self, error: UserFacingError) -> None:
        self.trouble.setText(messages.sentence(error))
        self.trouble.show()

    def _details_read(self, details: PhotoDetails | None) -> None:
        if details is None:
            self.show_photo(None)
            return
        self.name.setText(wording.name_of(details.photo.path))
        self._show_facts(facts_of(details.photo, details.albums))
        self.files.show_files([details.photo.file, *(companion.file for companion in details.companions)])
        self._show_tags(details.tags)

    def _similar_found(self, matches: Sequence[Match]) -> None:
        self.similar.show_matches(matches)
        self._similar_title.show()
        self.similar.setVisible(bool(matches))
        self._nothing_similar.setVisible(not matches)

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        for label in self._fact_labels:
            self.facts.removeWidget(label)
            label.deleteLater()
        self._fact_labels = []
        for row, (title, value) in enumerate(facts):
            left, right = styled(title, "dim"), styled(value, wrap=True)
            right.setObjectName(f"fact{row}")
            right.setAccessibleName(f"{title}: {value}")
            left.setAlignment(Qt.AlignmentFlag.AlignTop)
            right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.facts.addWidget(left, row, 0)
            self.facts.addWidget(right, row, 1)
            self._fact_labels += [left, right]

    def _show_tags(self, tags: Sequence[str]) -> None:
        for pill in self._pills:
            self._tag_row.removeWidget(pill)
            pill.deleteLater()
        self._pills = [styled(tag, "pill") for tag in tags]
        for pill in self._pills:
            self._tag_row.addWidget(pill)
        self._tags.setVisible(bool(tags))

    def _activated(self) -> None:
        if self._photo is not None:
            self.photoActivated.emit(self._photo)


def facts_of(photo: Photo, albums: Sequence[str]) -> list[tuple[str, str]]:
    """What is known of a photo, as lines of title and value; unknown things have no line."""
    data = photo.metadata
    facts: list[tuple[str, str]] = []
    if data.taken is not None:
        facts.append((_tr("Taken"), wording.moment(data.taken)))
    camera = ", ".join(part for part in (data.camera, data.exposure) if part)
    if camera:
        facts.append((_tr("Camera"), camera))
    facts.append((_tr("Size"), f"{data.width} × {data.height}, {wording.size(photo.file.size)}"))
    if data.latitude is not None and data.longitude is not None:
        facts.append((_tr("Place"), wording.coordinates(data.latitude, data.longitude)))
    if albums:
        facts.append((_tr("Albums"), ", ".join(albums)))
    return facts


def _tr(text: str) -> str:
    return QCoreApplication.translate("Inspector", text)
