"""Files that were removed earlier are brought back out of the trash."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from photoclust.core.duplicates import Removal
from photoclust.core.errors import UserFacingError
from photoclust.core.progress import CancelToken, Progress
from photoclust.gui import messages, wording
from photoclust.gui.background import WorkToken
from photoclust.gui.duplicates import removal_words
from photoclust.gui.panels.themed import button, styled
from photoclust.gui.session import LibrarySession
from photoclust.gui.theme import Measure
from photoclust.library.removal import Trash, removals, restore
from photoclust.library.session import Library

LANE = "restoring"
REMOVAL = Qt.ItemDataRole.UserRole
SIZE = (520, 360)


class RestoreDialog(QDialog):
    """Lists the removals of which something is still in the trash; the last one is chosen.

    Args:
        session: The library.
        trash: Where the files are.
        parent: Qt's parent.

    Signals:
        restored(Removal): Of a removal this is left in the trash now.
    """

    restored = Signal(object)

    def __init__(self, session: LibrarySession, trash: Trash, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("restoreDialog")
        self.setWindowTitle(self.tr("Bring back removed files"))
        self.resize(*SIZE)
        self._session = session
        self._trash = trash
        self._stop: CancelToken | None = None  # while files move
        self._before = 0
        self.words = styled("", wrap=True)
        self.words.setObjectName("restoreWords")
        self.list = QListWidget()
        self.list.setObjectName("removalList")
        self.list.setAccessibleName(self.tr("What was removed, and when"))
        self.bar = QProgressBar()
        self.bar.setObjectName("restoreProgress")
        self.bar.setAccessibleName(self.tr("Bringing files back"))
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.start = button(self.tr("Bring back"), "startRestoreButton", "primary")
        self.leave = button(self.tr("Close"), "closeRestoreButton")
        self.leave.setAutoDefault(False)  # else it were what Return presses once it has had the focus
        self._lay_out()
        self.list.currentItemChanged.connect(lambda *_items: self._show_state())
        self.list.itemActivated.connect(lambda _item: self._run())
        self.start.clicked.connect(self._run)
        self.leave.clicked.connect(self.reject)
        self.start.setDefault(True)
        self.list.setFocus()
        self._show_state()
        self._ask("")

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
        column.addWidget(self.list, 1)
        column.addWidget(self.bar)
        column.addLayout(buttons)

    def reject(self) -> None:
        """Closes it; while files come back, that is stopped, and what came is said."""
        if self._stop is not None:
            self._stop.cancel()
            return
        self._session.background.cancel(LANE)
        super().reject()

    def _ask(self, said: str) -> None:
        def listed(found: list[Removal]) -> None:
            self._list(found)
            nothing = self.tr("Nothing that PhotoClust removed is in the trash.")
            prompt = self.tr("These files are in the trash and can come back to where they were.")
            self.words.setText(said or (prompt if found else nothing))

        self._session.ask(lambda library, _token: removals(library), listed, self._failed, lane=LANE)

    def _list(self, found: Sequence[Removal]) -> None:
        self.list.clear()
        for removal in found:
            files = wording.counted(removal.count, "file")
            size, when = wording.size(removal.size), wording.moment(removal.when)
            item = QListWidgetItem(
                self.tr("{when}: {files}, {size}").format(when=when, files=files, size=size)
            )
            item.setData(REMOVAL, removal)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._show_state()

    def _show_state(self) -> None:
        running = self._stop is not None
        self.start.setEnabled(not running and self.list.currentItem() is not None)
        self.list.setEnabled(not running)
        self.leave.setText(self.tr("Stop") if running else self.tr("Close"))
        self.bar.setVisible(running)

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is None or self._stop is not None:
            return
        removal: Removal = item.data(REMOVAL)
        trash = self._trash
        # Not the request's own token: who cancels that gets no answer, and this one says what came back.
        stop = self._stop = CancelToken()
        self._before = removal.count

        def work(library: Library, token: WorkToken) -> Removal:
            def report(progress: Progress) -> None:
                if token.cancelled:  # the window closes
                    stop.cancel()
                token.report(progress)

            return restore(library, removal.id, trash, on_progress=report, cancel=stop)

        self.bar.setRange(0, 0)
        self._show_state()
        self._session.ask(work, self._done, self._failed, lane=LANE, on_progress=self._progressed)

    def _progressed(self, progress: Progress) -> None:
        self.bar.setRange(0, progress.total or 0)
        self.bar.setValue(progress.done)

    def _done(self, left: Removal) -> None:
        self._stop = None
        self.restored.emit(left)
        self._ask(removal_words.of_return(self._before, left))

    def _failed(self, error: UserFacingError) -> None:
        self._stop = None
        self._show_state()
        self.words.setText(messages.sentence(error))
