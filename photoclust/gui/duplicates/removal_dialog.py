"""Photos go to the trash: what that means, then the moving itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from photoclust.core.duplicates import Removal, RemovalPlan
from photoclust.core.errors import UserFacingError
from photoclust.core.photo import Fingerprint, PhotoId
from photoclust.core.progress import CancelToken, Progress
from photoclust.gui import messages
from photoclust.gui.background import WorkToken
from photoclust.gui.duplicates import removal_words
from photoclust.gui.duplicates.plan_model import ALBUMS, PlanModel
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.session import LibrarySession
from photoclust.gui.theme import Measure
from photoclust.library.removal import Trash, plan_removal, remove
from photoclust.library.session import Library

LANE = "removal"
SIZE = (920, 460)
WIDTHS = (220, 76, 200, 120)

Choices = Sequence[tuple[PhotoId, Sequence[PhotoId]]]
"""For each group the photo to keep, and those to be removed."""
Contents = Mapping[PhotoId, Fingerprint]


class RemovalDialog(QDialog):
    """Plan first, then move. Stopped half way, what went stays in the trash, and that is said.

    Args:
        session: The library.
        trash: Where the files go.
        choices: Says what is to be kept, and what to be removed for it; asked off the GUI thread.
        seen: What the photos were when the person saw them.
        parent: Qt's parent.

    Signals:
        removed(Removal, RemovalPlan): It is done, or was stopped.
    """

    removed = Signal(object, object)

    def __init__(
        self,
        session: LibrarySession,
        trash: Trash,
        choices: Callable[[], Choices],
        seen: Contents,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("removalDialog")
        self.setWindowTitle(self.tr("Move to the trash"))
        self.resize(*SIZE)
        self._session = session
        self._trash = trash
        self._plan: RemovalPlan | None = None
        self._stop: CancelToken | None = None  # while files move
        self.words = styled(self.tr("Looking at the files…"), wrap=True)
        self.words.setObjectName("removalWords")
        self.files = PlanModel(self)
        self.table = QTreeView()
        self.table.setObjectName("removalTable")
        self.table.setAccessibleName(self.tr("Files that would go to the trash, and what stays for them"))
        self.table.setModel(self.files)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.table.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for column, width in enumerate(WIDTHS):
            header.resizeSection(column, width)
        self.bar = QProgressBar()
        self.bar.setObjectName("removalProgress")
        self.bar.setAccessibleName(self.tr("Moving to the trash"))
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.start = button(self.tr("Move to the trash"), "startRemovalButton", "primary")
        self.start.setEnabled(False)
        self.leave = button(self.tr("Cancel"), "closeRemovalButton")
        self._lay_out()
        self.start.clicked.connect(self._run)
        self.leave.clicked.connect(self.reject)
        self.leave.setDefault(True)  # Return alone moves nothing
        self.leave.setFocus()
        session.ask(
            lambda library, _token: plan_removal(library, choices(), seen=seen),
            self._planned,
            self._failed,
            lane=LANE,
        )

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Measure.SMALL)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.LARGE, Measure.LARGE, Measure.LARGE, Measure.LARGE)
        column.setSpacing(Measure.MEDIUM)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        column.addWidget(self.bar)
        column.addLayout(buttons)

    def reject(self) -> None:
        """Closes it; while files move, they are stopped, and it closes when that is done."""
        if self._stop is not None:
            self._stop.cancel()
            return
        self._session.background.cancel(LANE)
        super().reject()

    def _planned(self, plan: RemovalPlan) -> None:
        self._plan = plan
        self.files.set_items(plan.items)
        self.table.setColumnHidden(ALBUMS, not plan.albums)
        self.words.setText(removal_words.of_plan(plan))
        self.start.setEnabled(bool(plan.items))

    def _run(self) -> None:
        plan, trash = self._plan, self._trash
        if plan is None:
            return
        # Not the request's own token: who cancels that gets no answer, and it says what is in the trash.
        stop = self._stop = CancelToken()

        def work(library: Library, token: WorkToken) -> Removal:
            def report(progress: Progress) -> None:
                if token.cancelled:  # the window closes
                    stop.cancel()
                token.report(progress)

            return remove(library, plan, trash, on_progress=report, cancel=stop)

        self.start.setEnabled(False)
        self.leave.setText(self.tr("Stop"))
        self.bar.setRange(0, 0)
        self.bar.show()
        self._session.ask(work, self._done, self._failed, lane=LANE, on_progress=self._progressed)

    def _progressed(self, progress: Progress) -> None:
        self.bar.setRange(0, progress.total or 0)
        self.bar.setValue(progress.done)

    def _done(self, removal: Removal) -> None:
        self._stop = None
        self.removed.emit(removal, self._plan)
        self.accept()

    def _failed(self, error: UserFacingError) -> None:
        self._stop = None
        self._plan = None
        self.bar.hide()
        self.start.setEnabled(False)
        self.leave.setText(self.tr("Close"))
        self.leave.setEnabled(True)
        self.words.setText(messages.sentence(error))
