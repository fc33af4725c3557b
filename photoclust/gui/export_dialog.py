"""Photos leave as a folder: where to, what that means, then the copying itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from photoclust.core.errors import UserFacingError
from photoclust.core.progress import Progress
from photoclust.gui import desktop, messages, wording
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.session import LibrarySession
from photoclust.gui.theme import Measure
from photoclust.library.export import ExportFolder, ExportMode, ExportPlan, plan_export
from photoclust.library.export_run import ExportReport, run_export

LANE = "export"
TYPED_MS = 300
SHOWN_NAMES = 5


class ExportDialog(QDialog):
    """Plan first, then copy. Closing it while it copies stops that; whole files stay.

    Args:
        session: Where the photos are.
        title: What is exported, for the title bar.
        folders: What goes where.
        target: The folder suggested.
    """

    def __init__(
        self,
        session: LibrarySession,
        title: str,
        folders: Sequence[ExportFolder],
        target: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle(self.tr("Export “{name}”").format(name=title))
        self._session = session
        self._folders = list(folders)
        self._plan: ExportPlan | None = None
        self._report: ExportReport | None = None
        self.target = QLineEdit(target)
        self.target.setObjectName("exportTarget")
        self.target.setAccessibleName(self.tr("Folder to export to"))
        self.choose = button(self.tr("Choose…"), "chooseTargetButton")
        self.mode = QComboBox()
        self.mode.setObjectName("exportMode")
        self.mode.setAccessibleName(self.tr("What to make"))
        for mode, text in (
            (ExportMode.COPY, self.tr("Copies")),
            (ExportMode.HARDLINK, self.tr("Hard links (no extra space, same disk only)")),
            (ExportMode.SYMLINK, self.tr("Symbolic links")),
            (ExportMode.ZIP, self.tr("One zip file")),
        ):
            self.mode.addItem(text, mode.value)
        self.companions = QCheckBox(self.tr("With RAW files and films"))
        self.companions.setObjectName("exportCompanions")
        self.companions.setAccessibleDescription(self.tr("Files that belong to photos with several files"))
        self.companions.setVisible(False)  # until there are any
        self.words = styled("", wrap=True)
        self.words.setObjectName("exportWords")
        self.words.setMinimumHeight(60)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.bar = QProgressBar()
        self.bar.setObjectName("exportProgress")
        self.bar.setAccessibleName(self.tr("Export"))
        self.bar.setTextVisible(False)
        self.open_folder = button(self.tr("Open folder"), "openFolderButton")
        self.start = button(self.tr("Export"), "startExportButton", "primary")
        self.leave = button(self.tr("Cancel"), "closeExportButton")
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._lay_out()
        self._typed.timeout.connect(self._make_plan)
        self.target.textChanged.connect(self._changed)
        self.mode.currentIndexChanged.connect(self._make_plan)
        self.companions.toggled.connect(self._make_plan)
        self.choose.clicked.connect(self._choose)
        self.start.clicked.connect(self._run)
        self.leave.clicked.connect(self.reject)
        self.open_folder.clicked.connect(self._open)
        self.start.setDefault(True)
        self.bar.hide()
        self.open_folder.hide()
        self._make_plan()

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(Measure.SMALL)
        where.addWidget(self.target, 1)
        where.addWidget(self.choose)
        form = QFormLayout()
        form.setHorizontalSpacing(Measure.MEDIUM)
        form.setVerticalSpacing(Measure.MEDIUM)
        form.addRow(self.tr("Into"), where)
        form.addRow(self.tr("As"), self.mode)
        form.addRow("", self.companions)
        buttons = QHBoxLayout()
        buttons.setSpacing(Measure.SMALL)
        buttons.addWidget(self.open_folder)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.LARGE, Measure.LARGE, Measure.LARGE, Measure.LARGE)
        column.setSpacing(Measure.LARGE)
        column.addLayout(form)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addLayout(buttons)
        self.setMinimumWidth(520)

    @property
    def report(self) -> ExportReport | None:
        """What came of it; None before that."""
        return self._report

    def reject(self) -> None:
        self._typed.stop()
        self._session.background.cancel(LANE)
        super().reject()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Export into"), self.target.text())
        if chosen:
            self.target.setText(chosen)
            self._make_plan()

    def _changed(self, _text: str) -> None:
        self._session.background.cancel(LANE)  # a plan under way is one for another folder
        self._plan = None
        self.start.setEnabled(False)
        self._typed.start()

    def _make_plan(self, _choice: int | bool = 0) -> None:
        self._typed.stop()
        self._plan = None
        self.start.setEnabled(False)
        target, mode, folders = self.target.text().strip(), ExportMode(self.mode.currentData()), self._folders
        whole = self.companions.isChecked()
        if not target:
            self.words.setText(self.tr("Choose a folder."))
            self._session.background.cancel(LANE)
            return
        self._session.ask(
            lambda library, _token: plan_export(library, folders, target, mode, with_companions=whole),
            self._planned,
            self._failed,
            lane=LANE,
        )

    def _planned(self, plan: ExportPlan) -> None:
        self._plan = plan
        self.companions.setVisible(plan.companions > 0)
        self.words.setText(describe_plan(self, plan))
        self.start.setEnabled(bool(plan.entries))

    def _run(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self._show_running(True)
        self._session.ask(
            lambda _library, token: run_export(plan, on_progress=token.report, cancel=token),
            self._done,
            self._failed,
            lane=LANE,
            on_progress=self._progressed,
        )

    def _show_running(self, running: bool) -> None:
        for widget in (self.target, self.choose, self.mode, self.companions, self.start):
            widget.setEnabled(not running)
        self.bar.setRange(0, 0)
        self.bar.setVisible(running)

    def _progressed(self, progress: Progress) -> None:
        self.bar.setRange(0, progress.total or 0)
        self.bar.setValue(progress.done)

    def _done(self, report: ExportReport) -> None:
        self._report = report
        self._show_running(False)
        for widget in (self.target, self.choose, self.mode, self.companions):
            widget.setEnabled(False)
        self.start.hide()
        self.words.setText(describe_report(self, report))
        self.leave.setText(self.tr("Close"))
        self.open_folder.show()
        self.open_folder.setFocus()

    def _failed(self, error: UserFacingError) -> None:
        self._show_running(False)
        self._plan = None
        self.start.setEnabled(False)
        self.words.setText(messages.sentence(error))

    def _open(self) -> None:
        if self._report is not None:
            zipped = self._plan is not None and self._plan.mode is ExportMode.ZIP
            show = desktop.show_in_file_manager if zipped else desktop.open_folder
            show(self._report.target)


def describe_plan(dialog: ExportDialog, plan: ExportPlan) -> str:
    """What the export would do, in a few lines."""
    files = wording.counted(len(plan.entries), "file")
    lines = [dialog.tr("{files}, {size}.").format(files=files, size=wording.size(plan.bytes))]
    if plan.present:
        present = wording.counted(len(plan.present), "file")
        lines.append(dialog.tr("{files} lie there already and are left alone.").format(files=present))
    if plan.missing:
        lines.append(dialog.tr("Missing and left out: {names}").format(names=_names(plan.missing)))
    lines.append(dialog.tr("The originals stay where they are."))
    return "\n".join(lines)


def describe_report(dialog: ExportDialog, report: ExportReport) -> str:
    """What the export did."""
    files = wording.counted(report.copied, "file")
    lines = [dialog.tr("Done: {files} exported.").format(files=files)]
    if report.present:
        present = wording.counted(report.present, "file")
        lines.append(dialog.tr("{files} lay there already.").format(files=present))
    if report.skipped:
        names = _names([f"{path} ({reason})" for path, reason in report.skipped])
        lines.append(dialog.tr("Left out: {names}").format(names=names))
    return "\n".join(lines)


def _names(paths: Sequence[str]) -> str:
    """Some names, and how many more there are."""
    names = ", ".join(wording.name_of(path) for path in paths[:SHOWN_NAMES])
    more = len(paths) - SHOWN_NAMES
    return f"{names} … (+{wording.number(more)})" if more > 0 else names
