"""Settings: which model, how many threads, which colours, and where everything lies."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from photoclust.config.settings import Settings
from photoclust.gui import desktop, wording
from photoclust.gui.panels.elided_label import ElidedLabel
from photoclust.gui.panels.themed import button, button_box, styled
from photoclust.gui.session import LibrarySession
from photoclust.gui.theme import Measure
from photoclust.library.models import ModelInfo, available_models

MOST_JOBS = 64
WIDTH = 560


class SettingsDialog(QDialog):
    """Writes into `Settings` when it is accepted.

    Signals:
        themeChosen(str): Another choice of colours was accepted.
        modelChosen(str): Another model was accepted.
        watchChosen(bool): Watching was switched on or off.
    """

    themeChosen = Signal(str)
    modelChosen = Signal(str)
    watchChosen = Signal(bool)

    def __init__(self, session: LibrarySession, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self.setWindowTitle(self.tr("Settings"))
        self._session = session
        self._settings = settings
        self._models: Sequence[ModelInfo] = ()
        self.model = self._combo("modelBox", self.tr("Model"))
        self.model_note = styled("", "caption", wrap=True)
        self.model_note.setObjectName("modelNote")
        self.theme = self._combo("themeBox", self.tr("Colours"))
        for choice, text in (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            self.theme.addItem(text, choice)
        self.theme.setCurrentIndex(max(0, self.theme.findData(settings.theme)))
        self.jobs = QSpinBox()
        self.jobs.setObjectName("jobsSpin")
        self.jobs.setAccessibleName(self.tr("Threads for indexing"))
        self.jobs.setRange(0, MOST_JOBS)
        self.jobs.setSpecialValueText(self.tr("one a core"))
        self.jobs.setValue(settings.jobs)
        self.less_power = self._box("lessPowerBox", self.tr("Use less power"), settings.less_power)
        self.watch = self._box("watchBox", self.tr("Notice changes while PhotoClust is open"), settings.watch)
        kinds = QDialogButtonBox.StandardButton
        self._buttons = button_box(kinds.Ok, kinds.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.model.currentIndexChanged.connect(self._show_cost)
        self._lay_out()
        self.setMinimumWidth(WIDTH)
        self.resize(WIDTH, self.heightForWidth(WIDTH))  # else wrapped lines are cut off
        folders = session.paths.models
        session.background.run(
            lambda _token: available_models(folders),
            self._models_listed,
            lane="settings-models",
            asker=self,
        )

    def _combo(self, name: str, title: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(title)
        return box

    def _box(self, name: str, text: str, checked: bool) -> QCheckBox:
        box = QCheckBox(text)
        box.setObjectName(name)
        box.setAccessibleName(text)
        box.setChecked(checked)
        return box

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(Measure.LARGE)
        form.setVerticalSpacing(Measure.MEDIUM)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(self.tr("Model"), self.model)
        form.addRow("", self.model_note)
        form.addRow(self.tr("Threads for indexing"), self.jobs)
        power = self.tr("Half the threads, at a low priority. On battery this is always so.")
        form.addRow("", self.less_power)
        form.addRow("", styled(power, "caption", wrap=True))
        watching = self.tr("New photos in them appear by themselves, and deleted ones go.")
        form.addRow(self.tr("Folders"), self.watch)
        form.addRow("", styled(watching, "caption", wrap=True))
        form.addRow(self.tr("Colours"), self.theme)
        heading = styled(self.tr("Where things lie"), "section")
        heading.setContentsMargins(0, Measure.MEDIUM, 0, 0)
        form.addRow(heading)
        for title, folder in (
            (self.tr("Library"), str(self._session.directory)),
            (self.tr("Settings"), str(self._session.paths.config)),
            (self.tr("Your models"), str(self._session.paths.models[0])),
            (self.tr("Log"), str(self._session.paths.logs)),
        ):
            form.addRow(title, self._place(folder))
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.LARGE, Measure.LARGE, Measure.LARGE, Measure.LARGE)
        column.setSpacing(Measure.MEDIUM)
        column.addLayout(form)
        column.addWidget(
            styled(
                self.tr(
                    "All that PhotoClust keeps lies in these folders on this computer. "
                    "Your photos are only ever read."
                ),
                "caption",
                wrap=True,
            )
        )
        column.addSpacing(Measure.SMALL)
        column.addWidget(self._buttons)

    def _place(self, folder: str) -> QWidget:
        words = ElidedLabel()
        words.setText(wording.printable(folder))
        show = button(self.tr("Open folder"), "openFolderButton", "link")
        show.clicked.connect(lambda: desktop.open_folder(folder))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(words, 1)
        layout.addWidget(show)
        return row

    def _models_listed(self, models: Sequence[ModelInfo]) -> None:
        self._models = models
        self.model.blockSignals(True)
        for model in models:
            text = f"{model.title} ({model.name})"
            if not model.installed:
                text = self.tr("{model}: file not there").format(model=text)
            self.model.addItem(text, model.name)
            item = self.model.model().item(self.model.count() - 1)  # type: ignore[attr-defined]
            item.setEnabled(model.installed)
        self.model.setCurrentIndex(self.model.findData(self._current()))
        self.model.blockSignals(False)
        self._show_cost()

    def _current(self) -> str:
        """Name of the model in use; "" stands for the default one."""
        default = next((model.name for model in self._models if model.default), "")
        return self._session.model_name or default

    def _show_cost(self, _row: int = 0) -> None:
        overview = self._session.overview
        photos = overview.photos if overview is not None else 0
        if self.model.currentData() == self._current() or not photos:
            self.model_note.setText(self.tr("Turns each photo into numbers that can be compared."))
            return
        self.model_note.setText(
            self.tr(
                "With another model, {photos} have to be looked at once more. That takes about as long as "
                "adding them did; what the present model made is kept."
            ).format(photos=wording.counted(photos, "photo"))
        )

    def accept(self) -> None:
        settings = self._settings
        settings.jobs = self.jobs.value()
        settings.less_power = self.less_power.isChecked()
        if self.watch.isChecked() != settings.watch:
            settings.watch = self.watch.isChecked()
            self.watchChosen.emit(settings.watch)
        if self.theme.currentData() != settings.theme:
            self.themeChosen.emit(self.theme.currentData())
        chosen = self.model.currentData()
        if chosen is not None and chosen != self._current():
            settings.model = chosen
            self.modelChosen.emit(chosen)
        super().accept()
