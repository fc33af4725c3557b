"""The page of the map: the picture, its tools, how far it is, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui import wording
from photoclust.gui.look import Look
from photoclust.gui.map.canvas import MapCanvas
from photoclust.gui.panels.selection_bar import SelectionBar
from photoclust.gui.panels.themed import Hairline, button, styled
from photoclust.gui.theme import Measure, font
from photoclust.library.mapping import FEWEST, MapProgress, PhotoMap

STEPS = 1000
BAR_WIDTH = 200
ZOOM = 1.5
GOOD, FAIR = 0.95, 0.85


class MapPanel(QWidget):
    """objectName "mapPanel".

    Signals:
        newAlbumRequested(list[PhotoId]): The selected photos are to be an album.
        addToAlbumRequested(list[PhotoId], QPoint): They are to be added to one; where a menu may open.
        similarRequested(list[PhotoId]): Photos like them are to be found.
        groupRequested(list[PhotoId]): They are to be shown in the grid.
        pauseToggled(bool): Hold the work, or go on.
        cancelled: Stop it.
        anewRequested: Arrange all photos anew.
    """

    newAlbumRequested = Signal(object)
    addToAlbumRequested = Signal(object, object)
    similarRequested = Signal(object)
    groupRequested = Signal(object)
    pauseToggled = Signal(bool)
    cancelled = Signal()
    anewRequested = Signal()

    def __init__(
        self,
        look: Look,
        paths_of: Callable[[Sequence[PhotoId]], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("mapPanel")
        self.setAccessibleName(self.tr("Map"))
        self.canvas = MapCanvas(look, paths_of)
        self.hint = styled("", "dim", wrap=True)
        self.hint.setObjectName("mapHint")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.selection = SelectionBar(self.canvas)
        self.quality = styled("", "dim")
        self.quality.setObjectName("mapQuality")
        self.words = styled("", "dim")
        self.words.setObjectName("mapProgressLabel")
        self.words.setFont(font(Measure.BODY, tabular=True))
        self.bar = QProgressBar()
        self.bar.setObjectName("mapProgress")
        self.bar.setAccessibleName(self.tr("Arranging photos"))
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(BAR_WIDTH)
        self.pause = button(self.tr("Pause"), "mapPauseButton")
        self.pause.setCheckable(True)
        self.cancel = button(self.tr("Cancel"), "mapCancelButton")
        self.anew = button(self.tr("Arrange anew"), "mapAnewButton", "quiet")
        self.anew.setToolTip(self.tr("Works out the place of every photo once more"))
        self.lasso = button(self.tr("Lasso"), "mapLassoButton")
        self.lasso.setCheckable(True)
        self.lasso.setToolTip(self.tr("Draw around photos to select them; Shift and dragging does the same"))
        self.closer = self._small("+", "mapCloserButton", self.tr("Closer"))
        self.further = self._small("−", "mapFurtherButton", self.tr("Further"))
        self.fit = button(self.tr("Show all"), "mapFitButton")
        self.fit.setToolTip(self.tr("Fits the whole map into the window (0)"))
        self._percent = self._left = ""
        self._lay_out()
        self._connect()
        self.show_idle()
        self.show_photo_count(None)

    def _small(self, text: str, name: str, title: str) -> QPushButton:
        made = button(text, name)
        made.setAccessibleName(title)
        made.setToolTip(title)
        made.setFixedWidth(32)
        return made

    def _lay_out(self) -> None:
        top, bottom = QHBoxLayout(), QHBoxLayout()
        for row in (top, bottom):
            row.setContentsMargins(Measure.LARGE, Measure.SMALL, Measure.LARGE, Measure.SMALL)
            row.setSpacing(Measure.SMALL)
        for tool in (self.lasso, self.further, self.closer, self.fit):
            top.addWidget(tool)
        top.addStretch(1)
        for part in (self.words, self.bar, self.pause, self.cancel, self.anew):
            top.addWidget(part)
        bottom.addWidget(self.quality)
        bottom.addStretch(1)
        self._tools = QWidget()
        self._tools.setLayout(top)
        self._foot = QWidget()
        self._foot.setLayout(bottom)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.canvas)
        self._pages.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools)
        column.addWidget(Hairline(Qt.Orientation.Horizontal))
        column.addWidget(self._pages, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        canvas, selection = self.canvas, self.selection
        self.lasso.toggled.connect(canvas.mouse.use_lasso)
        self.closer.clicked.connect(lambda: canvas.zoom(ZOOM))
        self.further.clicked.connect(lambda: canvas.zoom(1 / ZOOM))
        self.fit.clicked.connect(canvas.fit)
        self.pause.clicked.connect(self._pause_clicked)
        self.cancel.clicked.connect(self.cancelled)
        self.anew.clicked.connect(self.anewRequested)
        canvas.selectionChangedIds.connect(self._selection_changed)
        selection.new_album.clicked.connect(lambda: self.newAlbumRequested.emit(canvas.selected_ids()))
        selection.add_to_album.clicked.connect(self._add_to_album)
        selection.similar.clicked.connect(lambda: self.similarRequested.emit(canvas.selected_ids()))
        selection.group.clicked.connect(lambda: self.groupRequested.emit(canvas.selected_ids()))
        selection.close_button.clicked.connect(canvas.clear_selection)

    # ---- what the window says

    def show_photo_count(self, photos: int | None) -> None:
        """So many photos are in the library; None while that is not known. A few make no map."""
        enough = photos is not None and photos >= FEWEST
        if photos is None:
            text = ""
        elif not photos:
            text = self.tr("There are no photos to map yet. Add a folder, and they will be arranged here.")
        else:
            text = self.tr("A map needs at least {least} photos; there are {photos} so far.").format(
                least=FEWEST, photos=photos
            )
        self.hint.setText(text)
        self._pages.setCurrentWidget(self.canvas if enough else self.hint)
        for part in (self._tools, self._foot):
            part.setVisible(enough)

    def show_started(self) -> None:
        """The map is read or made; that is said once it takes a while."""
        self.pause.setChecked(False)
        self.pause.setText(self.tr("Pause"))
        self.anew.setEnabled(False)

    def show_progress(self, progress: MapProgress) -> None:
        """The map is being made."""
        for widget in (self.words, self.bar, self.pause, self.cancel):
            widget.show()
        self.anew.hide()
        fraction = progress.fraction or 0.0
        self.bar.setRange(0, STEPS)
        self.bar.setValue(round(fraction * STEPS))
        self._percent = self.tr("Arranging photos · {percent} %").format(percent=int(fraction * 100))
        left = progress.seconds_left
        self._left = wording.time_left(left) if left is not None and fraction > 0.02 else ""
        self._say_progress()
        picture = progress.picture
        if picture is not None and picture is not self.canvas.photo_map:
            self.quality.setText(self.tr("The photos still move"))
            self.quality.setToolTip("")
            self.canvas.show_map(picture, moving=True)

    def show_map(self, photo_map: PhotoMap) -> None:
        """The map is there."""
        self.show_idle()
        self.canvas.show_map(photo_map)
        self._show_quality(photo_map)
        self.canvas.setAccessibleDescription(
            self.tr("{photos} as points, look-alikes close together").format(
                photos=wording.counted(len(photo_map), "photo")
            )
        )

    def show_idle(self) -> None:
        """Nothing is under way."""
        for widget in (self.words, self.bar, self.pause, self.cancel):
            widget.hide()
        self.anew.setEnabled(True)
        self.anew.show()

    def show_stopped(self) -> None:
        """The work was stopped: what was reached so far stays in sight."""
        self.show_idle()
        self.quality.setText(self.tr("Stopped half way: this picture is not to be trusted"))

    def _show_quality(self, photo_map: PhotoMap) -> None:
        value = photo_map.trustworthiness
        if value is None:
            self.quality.setText("")
            return
        if value >= GOOD:
            verdict = self.tr("neighbours here are really alike")
        elif value >= FAIR:
            verdict = self.tr("most neighbours here are really alike")
        else:
            verdict = self.tr("some neighbours here are not alike at all")
        text = self.tr("Trustworthiness {value}: {verdict}").format(
            value=wording.decimal(value), verdict=verdict
        )
        if photo_map.later:
            later = wording.counted(photo_map.later, "photo")
            text += " · " + self.tr("{photos} put in since it was arranged").format(photos=later)
        self.quality.setText(text)
        self.quality.setToolTip(
            self.tr(
                "A flat picture can't keep every likeness. This figure compares the ten photos next to one "
                "on the map with the ten most like it: 1 means they are the same, 0.5 is what chance would "
                "give (Venna and Kaski's trustworthiness)."
            )
        )

    def _say_progress(self) -> None:
        end = self.tr("paused") if self.pause.isChecked() else self._left
        self.words.setText(f"{self._percent} · {end}" if end else self._percent)

    def _pause_clicked(self, paused: bool) -> None:
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self._say_progress()
        self.pauseToggled.emit(paused)

    # ---- selection

    def _selection_changed(self, ids: Sequence[PhotoId]) -> None:
        self.selection.show_count(len(ids))

    def _add_to_album(self) -> None:
        corner = self.selection.add_to_album.mapToGlobal(QPoint(0, 0))
        self.addToAlbumRequested.emit(self.canvas.selected_ids(), corner)
