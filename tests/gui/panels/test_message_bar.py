import pytest
from PySide6.QtCore import Qt

from photoclust.core.errors import UserFacingError
from photoclust.gui.panels.message_bar import MessageBar


@pytest.fixture
def bar(qtbot, look):
    bar = MessageBar()
    qtbot.addWidget(bar)
    return bar


def test_news_can_be_acted_on_once(bar, qtbot):
    done = []
    bar.tell("The album “Rome” was deleted.", action="Undo", act=lambda: done.append(1))
    assert bar.isVisible()
    qtbot.mouseClick(bar.action, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert not bar.isVisible()


def test_news_go_by_themselves(bar, qtbot):
    bar.tell("Done.")
    bar._timer.setInterval(1)
    bar._timer.start()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_trouble_stays_until_it_is_closed(bar, qtbot):
    bar.tell("Done.", action="Undo", act=lambda: None)
    bar.complain(UserFacingError("folder-missing", path="/gone"))
    assert "/gone" in bar.words.text()
    assert not bar.action.isVisible()
    assert not bar._timer.isActive()
    qtbot.mouseClick(bar._close, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_names_are_no_markup(bar):
    bar.tell("<b>x</b>.jpg")
    assert bar.words.textFormat() == Qt.TextFormat.PlainText
