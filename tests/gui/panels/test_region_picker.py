import pytest
from PySide6.QtCore import QPoint, Qt

from photoclust.core.part import Part
from photoclust.gui.panels.photo_viewer import PhotoViewer
from photoclust.gui.panels.region_picker import FIRST, LEAST, STEP
from photoclust.library import browse

LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


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
    qtbot.waitUntil(lambda: viewer.picture.image.width() > 384, timeout=10_000)
    return viewer


@pytest.fixture
def picker(viewer, qtbot):
    qtbot.keyClick(viewer, Qt.Key.Key_R)
    assert viewer.region.isVisible()
    return viewer.region


def size_of(session, photo_id, qtbot):
    found = []
    session.ask(lambda library, _token: browse.photos(library, [photo_id]), found.extend, lane="y")
    qtbot.waitUntil(lambda: bool(found))
    return found[0].metadata.width, found[0].metadata.height


def drag(qtbot, widget, start, end):
    qtbot.mousePress(widget, LEFT, NONE, start)
    qtbot.mouseMove(widget, (start + end) / 2)
    qtbot.mouseMove(widget, end)
    qtbot.mouseRelease(widget, LEFT, NONE, end)


def point(viewer, x, y):
    place = viewer.picture.place()
    return QPoint(round(place.x() + x * place.width()), round(place.y() + y * place.height()))


def assert_near(part, wanted):
    assert tuple(part) == pytest.approx(tuple(wanted), abs=0.01)


def test_the_mouse_draws_a_frame_and_enter_asks_for_it(viewer, picker, ids, session, qtbot):
    drag(qtbot, picker, point(viewer, 0.1, 0.1), point(viewer, 0.2, 0.22))
    assert_near(picker.part, (0.1, 0.1, 0.2, 0.22))
    width, height = size_of(session, ids[1], qtbot)
    with qtbot.waitSignal(viewer.regionChosen) as chosen:
        qtbot.keyClick(picker, Qt.Key.Key_Return)
    photo_id, region = chosen.args
    assert photo_id == ids[1]
    assert region.x == pytest.approx(0.1 * width, abs=0.01 * width)
    assert region.y == pytest.approx(0.1 * height, abs=0.01 * height)
    assert region.height == pytest.approx(0.12 * height, abs=0.02 * height)
    assert not picker.isVisible()
    assert viewer.isVisible()


def test_edges_and_the_inside_can_be_dragged(viewer, picker, qtbot):
    drag(qtbot, picker, point(viewer, 0.5, 0.5), point(viewer, 0.6, 0.45))
    assert_near(picker.part, (0.35, 0.2, 0.85, 0.7))
    drag(qtbot, picker, point(viewer, 0.35, 0.2), point(viewer, 0.4, 0.3))
    assert_near(picker.part, (0.4, 0.3, 0.85, 0.7))
    drag(qtbot, picker, point(viewer, 0.85, 0.5), point(viewer, 0.7, 0.9))
    assert_near(picker.part, (0.4, 0.3, 0.7, 0.7))


def test_it_never_becomes_too_small(viewer, picker, qtbot):
    drag(qtbot, picker, point(viewer, 0.1, 0.1), point(viewer, 0.1, 0.1) + QPoint(3, 2))
    assert picker.frame().width() == pytest.approx(LEAST)
    assert picker.frame().height() == pytest.approx(LEAST)
    for _ in range(60):
        qtbot.keyClick(picker, Qt.Key.Key_Left, SHIFT)
        qtbot.keyClick(picker, Qt.Key.Key_Up, SHIFT)
    assert picker.frame().width() == pytest.approx(LEAST)


@pytest.mark.parametrize(
    ("key", "across", "down"),
    [("Left", -1, 0), ("Right", 1, 0), ("Up", 0, -1), ("Down", 0, 1)],
)
def test_arrows_move_and_with_shift_they_resize(picker, qtbot, key, across, down):
    code = getattr(Qt.Key, f"Key_{key}")
    said = picker.accessibleDescription()
    qtbot.keyClick(picker, code)
    x, y = across * STEP, down * STEP
    here = Part(FIRST.left + x, FIRST.top + y, FIRST.right + x, FIRST.bottom + y)
    assert tuple(picker.part) == pytest.approx(tuple(here))
    assert picker.accessibleDescription() != said
    qtbot.keyClick(picker, code, SHIFT)
    assert tuple(picker.part) == pytest.approx((here.left, here.top, here.right + x, here.bottom + y))


def test_escape_leaves_the_frame_and_not_the_photo(viewer, picker, qtbot):
    with qtbot.assertNotEmitted(viewer.closed), qtbot.assertNotEmitted(viewer.regionChosen):
        qtbot.keyClick(picker, Qt.Key.Key_Escape)
    assert not picker.isVisible()
    with qtbot.waitSignal(viewer.closed):
        qtbot.keyClick(viewer, Qt.Key.Key_Escape)


def test_buttons_do_the_same(viewer, ids, qtbot):
    qtbot.mouseClick(viewer.find_part, LEFT)
    assert viewer.region.isVisible()
    qtbot.mouseClick(viewer.region.cancel, LEFT)
    assert not viewer.region.isVisible()
    qtbot.mouseClick(viewer.find_part, LEFT)
    with qtbot.waitSignal(viewer.regionChosen):
        qtbot.mouseClick(viewer.region.ask, LEFT)


def test_a_double_click_inside_asks(viewer, picker, qtbot):
    with qtbot.waitSignal(viewer.regionChosen):
        qtbot.mouseDClick(picker, LEFT, NONE, point(viewer, 0.5, 0.5))


def test_another_photo_has_no_frame_and_answers_no_more(viewer, picker, qtbot):
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(viewer.regionChosen, wait=150):
        viewer.step(1)
    assert not picker.isVisible()


def test_the_frame_follows_the_window(viewer, picker, qtbot):
    viewer.resize(1200, 500)
    qtbot.waitUntil(lambda: picker.size() == viewer.picture.size())
    frame, place = picker.frame(), viewer.picture.place()
    assert frame.center().x() == pytest.approx(place.center().x())
    assert frame.width() == pytest.approx(place.width() / 2)


def test_the_card_gives_way_to_the_frame(viewer, picker, qtbot):
    card = picker.ask.parentWidget()
    assert card.geometry().center().y() > picker.height() / 2
    drag(qtbot, picker, point(viewer, 0.05, 0.6), point(viewer, 0.2, 0.99))
    assert not card.geometry().intersects(picker.frame().toRect())
    drag(qtbot, picker, point(viewer, 0.4, 0.02), point(viewer, 0.6, 0.2))
    assert not card.geometry().intersects(picker.frame().toRect())
