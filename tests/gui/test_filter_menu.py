"""The menu that limits a search, and the dialog for days."""

from datetime import date

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from photoclust.core.photo import Album, AlbumId
from photoclust.core.queries import EVERYTHING, PhotoFilter
from photoclust.gui.date_range_dialog import DateRangeDialog
from photoclust.gui.filter_menu import FilterMenu
from photoclust.library.browse import FolderInfo, Overview

OVERVIEW = Overview(9, (FolderInfo("/p/A & B", 4, True),), 0, (Album(AlbumId(4), "Rome"),))


class Session:
    overview = OVERVIEW

    def albums(self):
        return self.overview.albums


class Scene:
    def __init__(self, qtbot):
        self.window = QWidget()
        self.button = QPushButton("Filter", self.window)
        qtbot.addWidget(self.window)
        self.window.show()
        self.limits = EVERYTHING
        self.menu = FilterMenu(self.window, Session(), lambda: self.limits)
        self.menu.limitsChosen.connect(self.choose)

    def choose(self, limits):
        self.limits = limits

    def trigger(self, *texts):
        menu = self.menu.open(self.button)
        for text in texts[:-1]:
            menu = next(entry for entry in menu.actions() if entry.text() == text).menu()
        next(entry for entry in menu.actions() if entry.text().startswith(texts[-1])).trigger()
        self.window.findChild(QWidget, "filterMenu").close()


@pytest.fixture
def scene(qtbot):
    return Scene(qtbot)


def test_conditions_add_up(scene):
    scene.trigger("In folder", "A && B")
    scene.trigger("In album", "Rome")
    scene.trigger("Taken", "Last year")
    scene.trigger("In no group")
    year = date.today().year - 1
    span = date(year, 1, 1), date(year, 12, 31)
    assert scene.limits == PhotoFilter(("/p/A & B",), AlbumId(4), *span, unclustered=True)
    scene.trigger("In no group")
    scene.trigger("In folder", "A && B")
    assert scene.limits == PhotoFilter(("/p/A & B",), AlbumId(4), *span)


def test_any_folder_can_be_chosen(scene, qtbot, tmp_path):
    scene.trigger("In folder", "Another folder")
    assert scene.menu.folders.isVisible()
    scene.menu.folders.fileSelected.emit(str(tmp_path))
    scene.menu.folders.reject()
    assert scene.limits == PhotoFilter((str(tmp_path),))


def test_days_are_asked_for_in_a_dialog(scene):
    scene.trigger("Taken", "Between two days")
    dialog = scene.menu.dates
    dialog.since.setDate(QDate(2019, 3, 4))
    dialog.until.setDate(QDate(2018, 1, 2))
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    assert scene.limits == PhotoFilter(since=date(2018, 1, 2), until=date(2019, 3, 4))


def test_the_dialog_begins_with_the_days_that_hold(qtbot):
    dialog = DateRangeDialog(date(2001, 2, 3), None)
    qtbot.addWidget(dialog)
    assert dialog.since.date() == QDate(2001, 2, 3)
    assert dialog.until.date() == QDate.currentDate()
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Cancel).click()
