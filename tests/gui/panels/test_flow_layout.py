import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from photoclust.gui.panels.flow_layout import FlowLayout


@pytest.fixture
def flow(qtbot):
    def make(*widths):
        parent = QWidget()
        qtbot.addWidget(parent)
        layout = FlowLayout(parent, gap=10, row_gap=4)
        layout.setContentsMargins(0, 0, 0, 0)
        children = []
        for width in widths:
            child = QWidget()
            child.setFixedSize(QSize(width, 20))
            layout.addWidget(child)
            children.append(child)
        parent.show()
        return parent, layout, children

    return make


def test_what_fits_stays_in_one_row(flow):
    parent, layout, children = flow(50, 50, 50)
    parent.resize(170, 100)
    assert [child.pos().toTuple() for child in children] == [(0, 0), (60, 0), (120, 0)]
    assert layout.heightForWidth(170) == 20


def test_what_does_not_fit_goes_to_the_next_row(flow):
    parent, layout, children = flow(50, 50, 50)
    parent.resize(169, 100)
    assert [child.pos().toTuple() for child in children] == [(0, 0), (60, 0), (0, 24)]
    assert layout.heightForWidth(169) == 44
    assert layout.heightForWidth(60) == 68


def test_hidden_widgets_take_no_room(flow):
    parent, _layout, children = flow(50, 50)
    children[0].hide()
    parent.resize(300, 100)
    parent.layout().activate()
    assert children[1].x() == 0


def test_a_widget_wider_than_the_row_is_cut_to_it(flow):
    parent, _layout, children = flow(50)
    children[0].setMinimumWidth(0)
    children[0].setMaximumWidth(400)
    parent.resize(30, 100)
    assert children[0].width() <= 30


def test_nothing_takes_no_height(flow):
    _parent, layout, _children = flow()
    assert layout.heightForWidth(100) == 0
    assert layout.itemAt(0) is None
    assert layout.takeAt(3) is None
