import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication

from photoclust.gui.panels.segmented_box import SegmentedBox


@pytest.fixture
def box(qtbot, look):
    box = SegmentedBox(look)
    qtbot.addWidget(box)
    for text in ("Auto", "Tree", "K-means", "Elbow"):
        box.addItem(text, text.lower())
    box.setAccessibleDescription("Method")
    box.show()
    return box


def test_a_click_on_a_segment_chooses_it(box, qtbot):
    with qtbot.waitSignal(box.activated) as activated:
        qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.segment_center(2).toPoint())
    assert activated.args == [2]
    assert box.currentData() == "k-means"


def test_arrows_go_from_segment_to_segment_and_stop_at_the_ends(box, qtbot):
    for key, expected in (
        (Qt.Key.Key_Left, "auto"),
        (Qt.Key.Key_Right, "tree"),
        (Qt.Key.Key_Down, "k-means"),
        (Qt.Key.Key_End, "elbow"),
        (Qt.Key.Key_Right, "elbow"),
        (Qt.Key.Key_Home, "auto"),
    ):
        qtbot.keyClick(box, key)
        assert box.currentData() == expected


def test_choosing_by_code_is_no_activation(box, qtbot):
    with qtbot.assertNotEmitted(box.activated):
        box.choose("elbow")
    assert box.currentIndex() == 3


def test_the_wheel_changes_nothing(box):
    event = QWheelEvent(
        QPointF(10, 10),
        QPointF(10, 10),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert box.currentIndex() == 0


def test_segments_cover_the_box_and_do_not_overlap(box):
    box.resize(box.sizeHint())
    rows = [box.segment_at(QPointF(x + 0.5, 15)) for x in range(1, box.width() - 1)]
    assert rows == sorted(rows)
    assert set(rows) == {0, 1, 2, 3}


def test_a_screen_reader_gets_a_combo_box_with_a_value(box):
    interface = QAccessible.queryAccessibleInterface(box)
    assert interface.role() == QAccessible.Role.ComboBox
    assert interface.text(QAccessible.Text.Description) == "Method"
    assert interface.text(QAccessible.Text.Value) == "Auto"
