import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from photoclust.gui.panels.photo_viewer import PhotoViewer
from photoclust.library import browse


@pytest.fixture
def ids(session, qtbot):
    listed = []
    session.ask(lambda library, _token: browse.photo_ids(library), listed.append, lane="x", shows=list)
    qtbot.waitUntil(lambda: bool(listed))
    return listed[0][:4]


@pytest.fixture
def viewer(session, look, ids, qtbot):
    viewer = PhotoViewer(look, session)
    qtbot.addWidget(viewer)
    viewer.resize(900, 700)
    viewer.show()
    viewer.show_photo(ids, ids[1])
    return viewer


def test_it_shows_the_photo_sharp_in_the_end(viewer, qtbot):
    qtbot.waitUntil(lambda: viewer.picture.image.width() > 384, timeout=10_000)
    assert viewer.position.text() == "2 of 4"


@pytest.mark.parametrize(
    ("key", "at"),
    [
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_End, 3),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Space, 2),
        (Qt.Key.Key_Backspace, 0),
    ],
)
def test_keys(viewer, ids, qtbot, key, at):
    qtbot.keyClick(viewer, key)
    assert viewer.photo == ids[at]


def test_the_ends_are_ends(viewer, ids, qtbot):
    for _ in range(9):
        qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.photo == ids[3]
    assert not viewer.forward.isEnabled()
    assert viewer.back.isEnabled()


def test_buttons_leave_the_keys_with_the_photo(viewer, ids, qtbot):
    viewer.activateWindow()
    qtbot.waitUntil(viewer.hasFocus)
    qtbot.mouseClick(viewer.forward, Qt.MouseButton.LeftButton)
    assert viewer.photo == ids[2]
    assert viewer.hasFocus()


def test_the_wheel_goes_on(viewer, ids):
    event = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewer, event)
    assert viewer.photo == ids[2]


def test_escape_goes_back_to_the_photo_that_was_shown_last(viewer, ids, session, qtbot):
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    with qtbot.waitSignal(viewer.closed) as closed:
        qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert closed.args == [ids[2]]
    assert not session.background.busy("viewer")


def test_a_photo_that_is_not_among_its_neighbours_is_no_crash(viewer, ids):
    viewer.show_photo(ids[:1], ids[3])
    assert viewer.photo == ids[0]
