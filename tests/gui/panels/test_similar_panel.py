import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPixmap

from photoclust.core.photo import Match, PhotoId
from photoclust.gui import desktop
from photoclust.gui.grid.mime import photo_ids_of
from photoclust.gui.panels.similar_panel import COLUMNS, GAP, SimilarPanel

MATCHES = [Match(PhotoId(number), 1 - number / 10) for number in range(1, 8)]


@pytest.fixture
def panel(look, qtbot):
    panel = SimilarPanel(look, lambda ids: [f"/p/{photo}.jpg" for photo in ids], lambda _photo: None)
    qtbot.addWidget(panel)
    panel.resize(260, 300)
    panel.show()
    panel.show_matches(MATCHES)
    return panel


def center(panel, row) -> QPoint:
    return panel.visualRect(panel.model().index(row, 0)).center()


def test_three_in_a_row_as_high_as_needed(panel):
    assert panel.height() == 3 * (panel.edge + GAP)
    lefts = [panel.visualRect(panel.model().index(row, 0)).left() for row in range(6)]
    assert lefts[:3] == lefts[3:]
    assert len(set(lefts)) == COLUMNS
    assert lefts[2] + panel.edge <= 260


def test_nothing_takes_no_room(panel):
    panel.show_matches([])
    assert panel.height() == 0


def test_it_fits_itself_to_the_width(panel):
    panel.resize(200, panel.height())
    assert panel.edge == (200 - 2 * GAP) // 3
    assert panel.height() == 3 * (panel.edge + GAP)


def test_a_click_chooses_and_a_double_click_opens(panel, qtbot):
    with qtbot.waitSignal(panel.photoChosen) as chosen:
        qtbot.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=center(panel, 4))
    assert chosen.args == [5]
    with qtbot.waitSignal(panel.photoActivated) as activated:
        qtbot.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=center(panel, 1))
        qtbot.mouseDClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=center(panel, 1))
    assert activated.args == [2]


def test_keys_reach_all_of_it(panel, qtbot):
    panel.setFocus()
    panel.setCurrentIndex(panel.model().index(0, 0))
    qtbot.keyClick(panel, Qt.Key.Key_Right)
    qtbot.keyClick(panel, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.photoChosen) as chosen:
        qtbot.keyClick(panel, Qt.Key.Key_Return)
    assert chosen.args == [5]


def test_what_is_dragged_out_is_the_photo_and_its_file(panel):
    mime = panel.model().mimeData([panel.model().index(2, 0)])
    assert photo_ids_of(mime) == [3]
    assert desktop.dropped_paths(mime) == ["/p/3.jpg"]


def test_scores_are_painted_over_the_thumbnails(panel):
    class Loader:
        def get(self, _photo, spec, *, owner):
            pixmap = QPixmap(spec.edge, spec.edge)
            pixmap.fill(QColor("red"))
            return pixmap

    panel._loader = Loader()
    image = panel.grab().toImage()
    rect = panel.visualRect(panel.model().index(0, 0))
    assert image.pixelColor(rect.left() + panel.edge // 2, rect.top() + 10) == QColor("red")
    badge = image.pixelColor(rect.left() + 6, rect.top() + panel.edge - 12)
    assert badge != QColor("red")
