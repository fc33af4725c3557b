"""About PhotoClust: versions and licences; and the list of all keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photoclust.gui.actions import shortcut_list
from photoclust.gui.licences import LicencesDialog, Row, component_rows
from photoclust.gui.panels.themed import button, button_box, styled
from photoclust.gui.session import LibrarySession
from photoclust.gui.theme import Measure
from photoclust.library.models import available_models


def _rows_dialog(
    dialog: QDialog, name: str, titles: Sequence[str], *actions: QPushButton
) -> tuple[QVBoxLayout, QTreeWidget]:
    """A dialog's column with a plain table, and a Close button and others below it."""
    table = QTreeWidget()
    table.setObjectName(name)
    table.setAccessibleName(dialog.windowTitle())
    table.setHeaderLabels(list(titles))
    table.setRootIsDecorated(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    buttons = button_box(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    for action in actions:
        buttons.addButton(action, QDialogButtonBox.ButtonRole.ActionRole)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(Measure.LARGE, Measure.LARGE, Measure.LARGE, Measure.LARGE)
    column.setSpacing(Measure.MEDIUM)
    column.addWidget(table, 1)
    column.addWidget(buttons)
    return column, table


def _fill(table: QTreeWidget, rows: Sequence[Row]) -> None:
    table.addTopLevelItems([QTreeWidgetItem(list(row)) for row in rows])
    for column in range(table.columnCount() - 1):  # the last one takes what is left
        table.resizeColumnToContents(column)


class ShortcutsDialog(QDialog):
    """Every key, from the same table as the menus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        _, table = _rows_dialog(self, "shortcutTable", [self.tr("What"), self.tr("Keys")])
        _fill(table, shortcut_list())
        self.resize(460, 560)


class AboutDialog(QDialog):
    """Versions, and the licence of everything that ships."""

    def __init__(self, session: LibrarySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(self.tr("About PhotoClust"))
        title = styled("PhotoClust", "heading")
        words = styled(
            self.tr(
                "Groups photos by what they show, finds look-alikes and makes albums. "
                "It has no network code, and nothing leaves this computer."
            ),
            wrap=True,
        )
        licences = button(self.tr("Licences…"), "licencesButton")
        licences.clicked.connect(self._open_licences)
        titles = [self.tr("Part"), self.tr("Version"), self.tr("Licence")]
        column, self.table = _rows_dialog(self, "licenceTable", titles, licences)
        column.insertWidget(0, title)
        column.insertWidget(1, words)
        self.resize(600, 480)
        self._session = session
        folders = session.paths.models
        session.background.run(
            lambda _token: (
                component_rows()
                + [
                    (f"{model.title} ({model.name})", "", model.licence)
                    for model in available_models(folders)
                    if model.installed
                ]
            ),
            lambda rows: _fill(self.table, rows),
            lane="about",
            asker=self,
        )

    def _open_licences(self) -> None:
        dialog = LicencesDialog(self._session, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
