from importlib.metadata import version

from PySide6.QtWidgets import QTreeWidget

from photoclust.gui.about import AboutDialog, ShortcutsDialog, component_rows
from photoclust.gui.actions import shortcut_list


def test_about_lists_parts_with_versions_and_licences(session, qtbot):
    dialog = AboutDialog(session)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.table.topLevelItemCount() > 0)
    items = [dialog.table.topLevelItem(row) for row in range(dialog.table.topLevelItemCount())]
    rows = {item.text(0): (item.text(1), item.text(2)) for item in items}
    assert rows["mediapipe"] == (version("mediapipe"), "Apache-2.0")
    assert rows["Standard (efficientnet_lite0)"][1] == "Apache-2.0"
    assert all(licence for _version, licence in rows.values())


def test_every_dependency_is_listed():
    from importlib.metadata import requires

    listed = {name.lower().replace("_", "-") for name, *_ in component_rows()}
    needed = {
        requirement.split("=")[0].split("<")[0].split(">")[0].lower()
        for requirement in requires("photoclust")
    }
    assert needed <= listed


def test_all_keys_are_listed(qtbot):
    dialog = ShortcutsDialog()
    qtbot.addWidget(dialog)
    table = dialog.findChild(QTreeWidget)
    shown = [
        (table.topLevelItem(row).text(0), table.topLevelItem(row).text(1))
        for row in range(table.topLevelItemCount())
    ]
    assert shown == shortcut_list()
