import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAction, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from photoclust.core.photo import PhotoId
from photoclust.gui.compare.mode import Mode
from photoclust.gui.compare.pane import Mark

SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(qtbot, view, key, modifiers=NONE):
    qtbot.keyClick(view, getattr(Qt.Key, f"Key_{key}"), modifiers)


def wheel(room, notches, at):
    event = QWheelEvent(
        QPointF(at),
        QPointF(room.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(room, event)


def drag(qtbot, room, start, end):
    qtbot.mousePress(room, Qt.MouseButton.LeftButton, NONE, start)
    qtbot.mouseMove(room, (start + end) / 2)
    qtbot.mouseMove(room, end)
    qtbot.mouseRelease(room, Qt.MouseButton.LeftButton, NONE, end)


def gazes(view):
    return [pane.picture.gaze for pane in view.panes[: len(view.photos)]]


def test_thumbnails_first_then_sharp_pictures_then_sharpness(view, pair):
    first, second = view.panes[:2]
    assert first.picture.whole.width() == round(first.picture.lies().width())
    assert second.picture.whole.width() == round(second.picture.lies().width())
    assert first.caption.name.text() == "neuschwanstein.jpg"
    said = [line.accessibleName() for line in first.caption.lines]
    assert said[0].startswith("1024 × 683 (most pixels)")
    assert "(largest file)" in said[0]
    assert said[2].startswith("Sharpness")
    assert "most pixels" not in second.caption.lines[0].accessibleName()
    assert "Laplacian" in first.caption.lines[2].toolTip()
    assert not view.panes[2].isVisible()
    assert view.bar.title.text() == "Compare 2 photos"


def test_the_suggested_one_is_marked_and_nothing_is_said_of_it(view, named, qtbot):
    ids = [named("kitten"), named("kitten-cropped")]
    with qtbot.assertNotEmitted(view.kept), qtbot.assertNotEmitted(view.dropped):
        view.show_photos(ids, ids[1])
        assert (view.kept_ids, view.dropped_ids) == ([ids[1]], [])
        view.show_photos(ids, ids[0], drop=ids)
    assert (view.kept_ids, view.dropped_ids) == ([ids[0]], [ids[1]])


def test_keys_select_and_mark(view, pair, qtbot):
    first, second = pair
    press(qtbot, view, "2")
    assert view.selected == second
    press(qtbot, view, "5")
    assert view.selected == second, "there is no fifth"
    with qtbot.waitSignal(view.dropped) as dropped, qtbot.assertNotEmitted(view.kept):
        press(qtbot, view, "X")
    assert dropped.args == [[second]]
    with qtbot.waitSignals([view.kept, view.dropped]):
        press(qtbot, view, "K")
    assert view.kept_ids == [first, second]
    press(qtbot, view, "1")
    with qtbot.waitSignal(view.kept) as kept:
        press(qtbot, view, "K")
    assert kept.args == [[second]], "the same key takes the mark back"
    assert "keep" in view.panes[1].accessibleName()
    assert view.legend.button("keep").isChecked() is False


def test_zoom_and_pan_are_locked_until_a_key_unlocks_them(view, pair, at_rest, qtbot):
    first, second = (pane.picture for pane in view.panes[:2])
    wheel(first, 4, QPoint(40, 60))
    assert gazes(view)[0] == gazes(view)[1]
    assert gazes(view)[0].zoom > 2
    at_rest()
    assert first.detail is not None
    for edge in ("left", "top", "right", "bottom"):  # 427 is not 683 · 640 / 1024, but nearly
        assert abs(getattr(first.lies(), edge)() - getattr(second.lies(), edge)()) < 1
    press(qtbot, view, "L")
    press(qtbot, view, "Right")
    assert gazes(view)[0].x > gazes(view)[1].x
    assert view.bar.note.text() == "Each photo moves by itself"
    assert not view.legend.button("lock").isChecked()
    press(qtbot, view, "L")
    assert gazes(view)[0] == gazes(view)[1]


def test_dragging_moves_all_pictures_with_the_mouse(view, pair, qtbot):
    room = view.panes[1].picture
    wheel(room, 6, room.rect().center())
    before = room.lies()
    drag(qtbot, room, QPoint(100, 100), QPoint(60, 80))
    assert view.selected == pair[1], "the mouse chooses as well"
    moved = room.lies().topLeft() - before.topLeft()
    assert (moved.x(), moved.y()) == (pytest.approx(-40), pytest.approx(-20))
    assert gazes(view)[0] == gazes(view)[1]


def test_a_hundred_percent_and_whole(view, pair, at_rest, qtbot):
    room = view.panes[0].picture
    press(qtbot, view, "Z")
    assert room.scale() == pytest.approx(1)
    assert view.panes[1].picture.scale() == pytest.approx(1024 / 640)
    at_rest()
    assert room.detail is not None
    assert room.detail.wish.size[0] >= room.width()
    press(qtbot, view, "Z")
    assert gazes(view)[0].zoom == 1
    press(qtbot, view, "Plus")
    press(qtbot, view, "Plus")
    press(qtbot, view, "Minus")
    assert gazes(view)[0].zoom == pytest.approx(1.25)
    press(qtbot, view, "0")
    assert gazes(view)[0].zoom == 1
    qtbot.mouseDClick(room, Qt.MouseButton.LeftButton, NONE, QPoint(20, 20))
    assert room.scale() == pytest.approx(1)


@pytest.mark.parametrize(("key", "x", "y"), [("Left", -1, 0), ("Right", 1, 0), ("Up", 0, -1), ("Down", 0, 1)])
def test_arrow_keys_look_that_way(view, pair, qtbot, key, x, y):
    press(qtbot, view, "Z")
    before = gazes(view)[0]
    press(qtbot, view, key)
    after = gazes(view)[0]
    assert ((after.x > before.x) - (after.x < before.x), (after.y > before.y) - (after.y < before.y)) == (
        x,
        y,
    )


def test_flip_shows_two_photos_in_one_place(view, pair, at_rest, qtbot):
    press(qtbot, view, "F")
    first, second = view.panes[:2]
    assert view.mode is Mode.FLIP
    assert (first.isVisible(), second.isVisible()) == (True, False)
    place = first.geometry()
    at_rest()
    press(qtbot, view, "F")
    assert (first.isVisible(), second.isVisible()) == (False, True)
    assert second.geometry() == place
    assert view.selected == pair[1]
    assert second.picture.whole.width() == 640, "it was sharp before it was shown"
    press(qtbot, view, "F")
    assert first.isVisible()
    with qtbot.assertNotEmitted(view.finished):
        press(qtbot, view, "Escape")
    assert view.mode is Mode.SIDE_BY_SIDE
    with qtbot.waitSignal(view.finished):
        press(qtbot, view, "Escape")


def test_difference_says_how_much_and_that_sizes_differ(view, pair, at_rest, qtbot):
    press(qtbot, view, "D")
    at_rest()
    assert view.mode is Mode.DIFFERENCE
    assert view.difference.isVisible()
    note = view.bar.note.text()
    assert view.bar.title.text() == "Photo 1 against 2"
    assert "1024 × 683 ↔ 640 × 427" in note
    assert "% of pixels differ" in note
    dim = view.difference.whole.copy()
    press(qtbot, view, "A")
    press(qtbot, view, "A")
    at_rest()
    bright = view.difference.whole
    assert view.bar.gain.value() == 2
    assert _brightness(bright) > 2 * _brightness(dim)
    press(qtbot, view, "A", SHIFT)
    assert view.bar.gain.value() == 1
    press(qtbot, view, "Z")
    at_rest()
    assert view.difference.detail is not None
    press(qtbot, view, "D")
    assert view.mode is Mode.SIDE_BY_SIDE


def test_a_photo_and_its_mirror_differ_and_a_photo_and_itself_not(view, named, at_rest, qtbot):
    view.show_photos([named("chelsea"), named("chelsea-mirrored"), named("kitten")])
    at_rest()
    press(qtbot, view, "D")
    at_rest()
    assert view.difference.difference is not None
    assert view.difference.difference.changed > 0.5
    press(qtbot, view, "3")
    at_rest()
    assert view.bar.title.text() == "Photo 1 against 3"
    assert "shapes differ" in view.bar.note.text()


def _brightness(image):
    small = image.scaled(16, 16).convertToFormat(image.Format.Format_Grayscale8)
    return sum(small.pixelColor(x, y).red() for x in range(16) for y in range(16))


def test_groups_before_and_after_are_asked_for_only_if_there_are_any(view, pair, qtbot):
    assert view.group == "pair"
    with qtbot.assertNotEmitted(view.nextRequested):
        press(qtbot, view, "N")
    view.show_steps(True, True)
    with qtbot.waitSignal(view.nextRequested):
        press(qtbot, view, "N")
    with qtbot.waitSignal(view.previousRequested):
        press(qtbot, view, "P")
    view.show_photos(pair)
    assert not view.bar.following.isVisible()
    with qtbot.assertNotEmitted(view.nextRequested):
        press(qtbot, view, "N")


def test_facts_can_be_hidden_for_more_room(view, pair, qtbot):
    height = view.panes[0].picture.height()
    press(qtbot, view, "I")
    assert view.panes[0].picture.height() > height + 40
    press(qtbot, view, "I")
    assert view.panes[0].picture.height() == height


@pytest.mark.parametrize(
    ("name", "done"),
    [
        ("keep", lambda view: view.panes[0].mark is Mark.NONE),
        ("drop", lambda view: view.panes[0].mark is Mark.DROP),
        ("flip", lambda view: view.mode is Mode.FLIP),
        ("difference", lambda view: view.mode is Mode.DIFFERENCE),
        ("lock", lambda view: not view._looking.locked),
        ("pixels", lambda view: view.panes[0].picture.scale() == pytest.approx(1)),
        ("captions", lambda view: not view.panes[0].caption.isVisible()),
    ],
)
def test_buttons_of_the_legend_do_what_their_keys_do(view, pair, qtbot, name, done):
    button = view.legend.button(name)
    assert button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done(view)
    assert button.isChecked() == (name in {"drop", "flip", "difference"})


def test_one_that_is_no_more_says_so(view, named, at_rest):
    view.show_photos([named("kitten"), PhotoId(987654)])
    at_rest()
    assert "no longer in the library" in view.panes[1].trouble.text()
    assert view.panes[1].trouble.isVisible()
    assert view.panes[0].picture.whole.width() > 384


def test_more_than_six_are_cut_off_but_never_the_one_to_keep(view, listed):
    view.show_photos(listed[:9], listed[8])
    assert view.photos == [*listed[:5], listed[8]]
    assert view.kept_ids == [listed[8]]


def test_answers_for_photos_that_are_left_are_dropped(view, named, at_rest):
    view.show_photos([named("neuschwanstein"), named("kitten")])
    view.show_photos([named("chelsea"), named("chelsea-mirrored")])
    at_rest()
    assert [pane.picture.picture_size.width() for pane in view.panes[:2]] == [451, 451]
    assert view.panes[0].picture.whole.width() == 451


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_they_fit_into_the_smallest_window(view, listed, count, at_rest):
    view.resize(760, 496)
    view.show_photos(listed[:count])
    at_rest()
    panes = view.panes[:count]
    for pane in panes:
        assert view.stage.rect().contains(pane.geometry())
        assert pane.picture.height() >= 80
    for one in panes:
        assert not any(one.geometry().intersects(other.geometry()) for other in panes if other is not one)
    assert len({(pane.width(), pane.height()) for pane in panes}) == 1


def test_a_pinch_zooms(view, pair):
    room = view.panes[0].picture
    at = QPointF(100, 80)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        at,
        at,
        QPointF(room.mapToGlobal(at)),
        0.5,
        QPointF(),
    )
    assert QApplication.sendEvent(room, event)
    assert gazes(view)[0].zoom == pytest.approx(1.5)
    assert gazes(view)[1] == gazes(view)[0]


def test_the_buttons_above_do_what_their_keys_do(view, pair, qtbot):
    view.show_steps(True, True)
    with qtbot.waitSignal(view.previousRequested):
        qtbot.mouseClick(view.bar.previous, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(view.nextRequested):
        qtbot.mouseClick(view.bar.following, Qt.MouseButton.LeftButton)
    press(qtbot, view, "D")
    qtbot.mouseClick(view.bar.brighter, Qt.MouseButton.LeftButton)
    assert view.difference.gain == 2
    view.bar.gain.setValue(5)
    assert view.difference.gain == 32
    with qtbot.waitSignal(view.finished):
        qtbot.mouseClick(view.bar.leave, Qt.MouseButton.LeftButton)


def test_no_picture_is_kept_when_it_is_over(view, pair, at_rest, qtbot):
    press(qtbot, view, "Z")
    at_rest()
    press(qtbot, view, "Escape")
    for pane in view.panes:
        assert pane.picture.whole.isNull()
        assert pane.picture.detail is None
    assert view.kept_ids == [pair[0]], "what was marked can still be asked for"


def test_keys_do_not_reach_the_window_s_actions(view, pair, qtbot):
    reached = []
    for keys in ("Del", "K", "0"):
        action = QAction(view)
        action.setShortcut(keys)
        action.triggered.connect(lambda _on=False, keys=keys: reached.append(keys))
        view.addAction(action)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    for key in ("Delete", "K", "0"):
        press(qtbot, view, key)
    assert reached == []


def test_marks_are_painted(view, pair, qtbot):
    pictures = [view.panes[1].grab().toImage()]
    for key in ("2", "X", "K", "K"):
        press(qtbot, view, key)
        pictures.append(view.panes[1].grab().toImage())
    plain, selected, dropped, kept, again = pictures
    assert plain != selected != dropped != kept
    assert again == selected


def test_every_control_has_a_name_and_can_be_reached_by_tab(view, pair, qtbot):
    view.show_steps(True, True)
    press(qtbot, view, "D")
    controls = [one for one in view.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(controls) == 8 + 5
    for control in controls:
        interface = QAccessible.queryAccessibleInterface(control)
        assert interface.text(QAccessible.Text.Name), control
        assert control.objectName(), control
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    reached = set()
    for _ in range(len(controls) + 2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert set(controls) <= reached
