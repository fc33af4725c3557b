"""Everything can be reached by keyboard and has a name for those who can't see it."""

from __future__ import annotations

import pytest
from hands import CTRL
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollBar, QWidget

from photoclust.gui.about import AboutDialog, ShortcutsDialog
from photoclust.gui.settings_dialog import SettingsDialog

NOT_CONTROLS = ("qt_", "splitter")


@pytest.fixture
def hands(start, person):
    hands = start(person.photos)
    hands.wait(lambda: len(hands.shown()) == 41)
    hands.choose_segment("viewBox", "Clusters")
    hands.wait(lambda: len(hands.groups()) >= 5)
    hands.click_photo("chambord.jpg")
    hands.wait(lambda: hands.find("similarPanel").isVisible())
    hands.wait_for_rest()
    return hands


def controls(root: QWidget) -> list[QWidget]:
    """What can take the keys, and is not a part of something that can."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
            continue
        inside_view = isinstance(widget.parentWidget(), QAbstractItemView) and not widget.accessibleName()
        if isinstance(widget, QScrollBar) or inside_view or widget.objectName().startswith(NOT_CONTROLS):
            continue
        found.append(widget)
    return found


def check_names(root: QWidget) -> None:
    for widget in controls(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) or interface.text(QAccessible.Text.Description)
        assert name, f"{type(widget).__name__} {widget.objectName()!r} has no accessible name"
        assert widget.objectName(), f"{type(widget).__name__} {name!r} has no objectName"


def test_every_control_of_the_window_has_a_name(hands):
    check_names(hands.window)


@pytest.mark.parametrize("name", ["settings", "about", "shortcuts"])
def test_every_control_of_the_dialogs_has_a_name(hands, name):
    kind = {"settings": SettingsDialog, "about": AboutDialog, "shortcuts": ShortcutsDialog}[name]
    hands.window.actions_by_name[name].trigger()
    dialog = hands.window.findChild(kind)
    hands.wait(dialog.isVisible)
    hands.wait_for_rest()
    check_names(dialog)
    dialog.reject()


def test_tab_goes_through_the_whole_window_and_comes_back(hands):
    hands.window.resize(1300, 800)
    hands.find("searchField").setFocus()
    seen: list[str] = []
    for _ in range(40):
        focus = QApplication.focusWidget()
        if focus.objectName() in seen:
            break
        seen.append(focus.objectName())
        hands.key(Qt.Key.Key_Tab)
    panes = [
        "searchField",
        "viewBox",
        "thumbnailSizeSlider",
        "libraryList",
        "folderList",
        "albumPanel",
        "methodBox",
        "timeWeightSlider",
        "minSizeSpin",
        "clusterButton",
        "photoGrid",
        "similarPanel",
    ]
    assert [name for name in seen if name in panes] == panes, seen


def test_tabbing_changes_nothing(hands):
    place = hands.window.browser.place
    groups = hands.grid.model().sections()
    for _ in range(20):
        hands.key(Qt.Key.Key_Tab)
    assert hands.window.browser.place == place
    assert hands.grid.model().sections() is groups


def test_an_album_can_be_made_and_filled_without_a_mouse(hands):
    hands.grid.setFocus()
    hands.key(Qt.Key.Key_A, CTRL)
    hands.wait(lambda: hands.find("selectionLabel").text().startswith("41 selected"))
    hands.key(Qt.Key.Key_N, CTRL)
    hands.wait(lambda: hands.rows("albumPanel")[0] == ("New album", "41"))


def test_focus_can_be_seen(hands):
    for name in ("methodBox", "searchField", "clusterButton", "libraryList", "albumPanel"):
        widget = hands.find(name)
        hands.find("thumbnailSizeSlider").setFocus()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        before = widget.grab().toImage()
        widget.setFocus()
        if name in {"libraryList", "albumPanel"} and not widget.currentIndex().isValid():
            continue  # nothing in it is current, so there is nothing to ring
        assert widget.grab().toImage() != before, name
