"""Clusterings that are saved under a name: the menu, and what its entries do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from photoclust.core.errors import UsageError, UserFacingError
from photoclust.gui import wording
from photoclust.gui.changes import Changes
from photoclust.gui.group_editor import GroupEditor
from photoclust.gui.grouper import Grouper
from photoclust.gui.session import LibrarySession
from photoclust.library import clusterings
from photoclust.library.clustering import Clustering
from photoclust.library.clusterings import SavedClustering
from photoclust.library.session import Library

LANE = "saved-clusterings"


class SavedClusterings(QObject):
    """Saves the groups that are shown, and brings saved ones back.

    Signals:
        said(str): Something was done that deserves a sentence.
    """

    said = Signal(str)

    def __init__(
        self,
        window: QWidget,
        session: LibrarySession,
        grouper: Grouper,
        changes: Changes,
        editor: GroupEditor,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._grouper = grouper
        self._changes = changes
        self._editor = editor

    def ask_for_name(self) -> None:
        """Asks for a name and saves the groups that are shown under it."""
        now = self._grouper.clustering_of(self._editor.within())
        dialog = QInputDialog(self._window)
        dialog.setObjectName("saveClusteringDialog")
        dialog.setWindowTitle(self.tr("Save clustering"))
        dialog.setLabelText(self.tr("Name of the clustering:"))
        dialog.setTextValue(now.title if now is not None else "")
        dialog.setOkButtonText(self.tr("Save"))
        dialog.textValueSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def menu(self, point: QPoint) -> None:
        """Shows what can be saved, opened and deleted, as soon as that is known."""
        self._session.ask(
            lambda library, _token: clusterings.list_saved(library),
            lambda found: self._popup(found, point),
            lane=LANE,
        )

    def _popup(self, found: Sequence[SavedClustering], point: QPoint) -> None:
        menu = QMenu(self._window)
        menu.setObjectName("savedClusteringsMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        save = menu.addAction(self.tr("Save clustering as…"))
        save.setObjectName("saveClusteringEntry")
        save.triggered.connect(self.ask_for_name)
        menu.addSeparator()
        for item in found:
            saved = self.tr("saved {moment}").format(moment=wording.moment(item.saved))
            entry = menu.addAction(f"{item.name.replace('&', '&&')}\t{saved}")
            entry.setObjectName("openClusteringEntry")
            entry.triggered.connect(lambda _on=False, name=item.name: self.open(name))
        if not found:
            menu.addAction(self.tr("None saved yet")).setEnabled(False)
        else:
            menu.addSeparator()
            delete = menu.addMenu(self.tr("Delete"))
            delete.setObjectName("deleteClusteringMenu")
            for item in found:
                entry = delete.addAction(item.name.replace("&", "&&"))
                entry.triggered.connect(lambda _on=False, name=item.name: self.delete(name))
        menu.popup(point)

    def save(self, name: str) -> None:
        """Saves the groups that are shown; those that they came from under that name are replaced."""
        within = self._editor.within()

        def work(library: Library) -> Clustering | UserFacingError:
            now = self._grouper.clustering_of(within)
            if now is None:
                return UsageError("nothing-grouped")
            try:
                titled = clusterings.save(library, now, name, replacing=now.title == " ".join(name.split()))
            except UsageError as error:  # of this alone: what is on the stack of changes holds
                return error
            clusterings.keep_working(library, titled)
            return titled

        def done(result: Clustering | UserFacingError) -> None:
            if isinstance(result, UserFacingError):
                self._session.failed.emit(result)
            else:
                self._grouper.show(result)
                self.said.emit(self.tr("Saved as “{name}”.").format(name=result.title))

        self._changes.make(work, done)

    def open(self, name: str) -> None:
        """Shows a saved clustering in place of the groups that are shown; can be undone."""

        def opened(library: Library, now: Clustering) -> Clustering:
            found = clusterings.saved(library, name)
            here = replace(found, request=replace(found.request, within=now.request.within))
            return replace(clusterings.fitted(library, here), gone=found.gone)

        text, said = self.tr("Open “{name}”"), self.tr("“{name}” is shown.")
        self._editor.edit(
            text.format(name=name),
            opened,
            said.format(name=name),
            done=lambda _before, after: self._editor.restored.emit(after.request),
        )

    def delete(self, name: str) -> None:
        """Deletes a saved clustering; the groups that are shown stay."""
        gone: list[clusterings.DeletedClustering] = []

        def delete(library: Library) -> None:
            gone.append(clusterings.delete_saved(library, name))

        def done(_none: None) -> None:
            self._changes.push(
                self.tr("Delete saved clustering"),
                undo=lambda library: clusterings.restore_saved(library, gone.pop()),
                redo=delete,
            )
            self._changes.said.emit(self.tr("The clustering “{name}” was deleted.").format(name=name))

        self._changes.make(delete, done)
