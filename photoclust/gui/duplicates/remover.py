"""Photos go to the trash and come back: the dialogs, the way back, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from photoclust.core.duplicates import Removal, RemovalPlan
from photoclust.gui.changes import Changes
from photoclust.gui.duplicates import removal_words
from photoclust.gui.duplicates.board import OpenGroup
from photoclust.gui.duplicates.removal_dialog import Choices, Contents, RemovalDialog
from photoclust.gui.duplicates.restore_dialog import RestoreDialog
from photoclust.gui.session import LibrarySession
from photoclust.library.removal import Trash, removals, remove, restore
from photoclust.library.session import Library


class Remover(QObject):
    """Asks, removes, and pushes the way back.

    Args:
        window: The dialogs' parent.
        session: The library.
        changes: What makes it undoable.
        trash: Where the files go.
        seen: Says what the photos were when they were compared.

    Signals:
        moved: Files went, or came back.
        removed(list[PhotoId]): These photos went, as far as is known at once.
        said(str, bool, bool): What came of it; whether that is trouble; whether undo takes it back.
    """

    moved = Signal()
    removed = Signal(object)
    said = Signal(str, bool, bool)

    def __init__(
        self,
        window: QWidget,
        session: LibrarySession,
        changes: Changes,
        trash: Trash,
        seen: Callable[[], Contents],
    ) -> None:
        super().__init__(window)
        self._seen = seen
        self._window = window
        self._session = session
        self._changes = changes
        self._trash = trash

    def ask(self, groups: Sequence[OpenGroup]) -> None:
        """Shows what removing all that is not kept of some groups would do, and does it if that is wanted."""
        self._ask(lambda: [(group.keep, group.others) for group in groups])

    def ask_for(self, choices: Choices) -> None:
        """The same for photos to keep, each with those to be removed for it."""
        self._ask(lambda: choices)

    def _ask(self, choices: Callable[[], Choices]) -> None:
        dialog = RemovalDialog(self._session, self._trash, choices, self._seen(), self._window)
        dialog.removed.connect(self._removed)
        self._open(dialog)

    def bring_back(self) -> None:
        """Lists what was removed, to be brought back."""
        dialog = RestoreDialog(self._session, self._trash, self._window)
        dialog.restored.connect(self.moved)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _removed(self, removal: Removal, plan: RemovalPlan) -> None:
        text, trouble = removal_words.of_removal(removal), bool(removal.failures)
        if not removal.count:
            self.said.emit(text, trouble, False)
            return
        self._push(removal, plan)
        if removal.count + len(removal.failures) == len(plan.items):  # else it was stopped: who knows which
            failed = {failure.path for failure in removal.failures}
            self.removed.emit([item.photo_id for item in plan.items if item.path not in failed])
        self.moved.emit()
        self.said.emit(text, trouble, True)

    def _push(self, removal: Removal, plan: RemovalPlan) -> None:
        """Puts the way back on the stack; `there` is what is in the trash, as it was last."""
        trash, there, before = self._trash, [removal], [0]

        def undo(library: Library) -> None:
            number = there[-1].id
            before[0] = next((kept.count for kept in removals(library) if kept.id == number), 0)
            if before[0]:  # else it was brought back from the list
                there.append(restore(library, number, trash))

        def redo(library: Library) -> None:
            before[0] = 0
            there.append(remove(library, plan, trash))

        def tell() -> None:
            left, undone = there[-1], before[0] > 0
            text = removal_words.of_return(before[0], left) if undone else removal_words.of_removal(left)
            self.moved.emit()
            self.said.emit(text, bool(left.failures), not undone and left.count > 0)

        self._changes.push(self.tr("Move to the trash"), undo=undo, redo=redo, after=tell)
