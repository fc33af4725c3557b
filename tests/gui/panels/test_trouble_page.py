from PySide6.QtWidgets import QPushButton

from photoclust.core.errors import LibraryError
from photoclust.gui.panels.trouble_page import TroublePage


def test_it_says_why_and_what_can_be_done(look, qtbot):
    page = TroublePage(look)
    qtbot.addWidget(page)
    page.show_error(LibraryError("library-unwritable", path="/library/caf\udce9"))
    assert page.words.text().startswith("The library folder /library/caf\ufffd can't be written.")
    assert page.words.accessibleName() == page.words.text()
    with qtbot.waitSignal(page.againRequested):
        page.findChild(QPushButton, "openAgainButton").click()
    with qtbot.waitSignal(page.quitRequested):
        page.findChild(QPushButton, "quitButton").click()
