"""The model holds ids and sections, and answers Qt's and the grid's questions about them."""

import json
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QModelIndex, Qt, QUrl
from PySide6.QtTest import QAbstractItemModelTester

from photoclust.core.photo import CompanionKind
from photoclust.gui import desktop
from photoclust.gui.grid.mime import MIME_PHOTO_IDS, photo_ids_of
from photoclust.gui.grid.photo_model import PhotoModel, PhotoRole, Section

ROLE = Qt.ItemDataRole


def paths_of(ids):
    return [f"/photos/{number}.jpg" for number in ids]


def refuse(_ids):
    raise AssertionError("no path was needed")


@pytest.fixture
def model(qapp):
    model = PhotoModel(paths_of, lambda number: datetime(2022, 8, 14, 20, 12) if number == 3 else None)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield model
    del tester


def test_model_tester_is_content(model):
    model.set_photos([3, 1, 2])
    model.set_sections([Section(7, "A", (1, 2)), Section(8, "B", ()), Section(9, "C", (3,))])
    model.update_section(Section(8, "B!", ()))
    model.set_sections([])
    model.set_photos([])


def test_photos_without_headers(model):
    model.set_photos([3, 1, 2])
    assert model.rowCount() == 3
    assert model.rowCount(model.index(0)) == 0
    assert model.ids() == [3, 1, 2]
    assert model.id_at(1) == 1
    assert model.sections() == ()
    assert model.section_sizes().tolist() == [3]
    assert model.index(0).data(PhotoRole.SECTION_KEY) is None


def test_sections_follow_each_other(model):
    sections = (Section(7, "A", (1, 2)), Section(8, "B", ()), Section(9, "C", (3, 1)))
    model.set_sections(sections)
    assert model.ids() == [1, 2, 3, 1]
    assert model.sections() == sections
    assert model.section_sizes().tolist() == [2, 0, 2]
    assert [model.index(row).data(PhotoRole.SECTION_KEY) for row in range(4)] == [7, 7, 9, 9]
    assert [model.index(row).data(PhotoRole.ID) for row in range(4)] == [1, 2, 3, 1]
    assert model.section_by_key(9) is sections[2]
    assert model.section_by_key(1) is None
    assert model.ids_of_rows(np.array([0, 3, 2])) == [1, 3]


def test_update_section_replaces_and_tells(model, qtbot):
    model.set_sections([Section(7, "A", (1, 2)), Section(8, "B", (3,))])
    with qtbot.waitSignal(model.sectionUpdated) as caught:
        model.update_section(Section(8, "Bees", (3,), collapsed=True))
    assert caught.args == [8]
    assert [section.title for section in model.sections()] == ["A", "Bees"]
    with pytest.raises(KeyError):
        model.update_section(Section(1, "?", ()))


@given(st.lists(st.integers(0, 30)), st.lists(st.integers(0, 30)))
def test_rows_of_finds_every_row(ids, wanted):
    model = PhotoModel(paths_of)
    model.set_photos(ids)
    assert model.rows_of(wanted) == [row for row, number in enumerate(ids) if number in wanted]


def test_rows_follow_the_photos_that_are_shown_now(model):
    model.set_photos([5, 6])
    assert model.rows_of([6]) == [1]
    model.set_photos([6, 5])
    assert model.rows_of([6]) == [0]


def test_name_date_and_tool_tip(model):
    model.set_photos([3, 4])
    first, second = model.index(0), model.index(1)
    assert first.data(ROLE.DisplayRole) == first.data(ROLE.AccessibleTextRole) == "3.jpg"
    assert first.data(ROLE.AccessibleDescriptionRole) == "14 Aug 2022, 20:12"
    assert second.data(ROLE.AccessibleDescriptionRole) is None
    assert "3.jpg" in first.data(ROLE.ToolTipRole)
    assert first.data(ROLE.DecorationRole) is None
    assert QModelIndex().data(ROLE.DisplayRole) is None


@pytest.mark.parametrize("name", ["<b>not bold.jpg", "caf\udce9.jpg", "two\nlines.jpg"])
def test_strange_names_are_shown_as_text(qapp, name):
    model = PhotoModel(lambda ids: ["/photos/" + name for _ in ids])
    model.set_photos([1])
    tip = model.index(0).data(ROLE.ToolTipRole)
    assert "<b>" not in tip
    tip.encode()
    model.index(0).data(ROLE.DisplayRole).encode()


def test_items_can_be_selected_and_dragged_but_nothing_dropped_on_them(model):
    model.set_photos([1])
    flags = model.index(0).flags()
    assert flags & Qt.ItemFlag.ItemIsSelectable
    assert flags & Qt.ItemFlag.ItemIsDragEnabled
    assert not flags & (Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsEditable)
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert model.supportedDragActions() == Qt.DropAction.CopyAction


def test_drag_carries_ids_and_urls(model):
    model.set_photos([3, 1, 2])
    mime = model.mimeData([model.index(0), model.index(2)])
    assert json.loads(bytes(mime.data(MIME_PHOTO_IDS).data())) == [3, 2]
    assert photo_ids_of(mime) == [3, 2]
    assert mime.hasUrls()
    assert mime.urls() == [QUrl.fromLocalFile("/photos/3.jpg"), QUrl.fromLocalFile("/photos/2.jpg")]
    assert set(mime.formats()) == {MIME_PHOTO_IDS, "text/uri-list"} == set(model.mimeTypes())
    assert not mime.hasFormat("image/png")
    assert mime.data("image/png").isEmpty()


def test_drag_of_a_photo_without_a_path_has_its_id_only(qapp):
    model = PhotoModel(lambda ids: ["" if number == 2 else f"/{number}.jpg" for number in ids])
    mime = model.mime_of([1, 2, 3])
    assert photo_ids_of(mime) == [1, 2, 3]
    assert [url.path() for url in mime.urls()] == ["/1.jpg", "/3.jpg"]


def test_names_that_are_no_text_survive_a_drag(qapp):
    name = "/photos/caf\udce9 100% #1?.jpg"
    mime = PhotoModel(lambda ids: [name for _ in ids]).mime_of([1])
    assert desktop.dropped_paths(mime) == [name]
    assert bytes(mime.data("text/uri-list").data()) == b"file:///photos/caf%E9%20100%25%20%231%3F.jpg\r\n"


def test_drag_looks_no_path_up_before_it_is_asked_for(qapp):
    model = PhotoModel(refuse)
    model.set_photos(range(100_000))
    mime = model.mime_of(model.ids())
    assert mime.hasUrls()
    assert len(photo_ids_of(mime)) == 100_000


def test_paths_of_a_drag_are_looked_up_once(qapp):
    asked = []

    def counted(ids):
        asked.append(len(ids))
        return paths_of(ids)

    mime = PhotoModel(counted).mime_of([1, 2])
    assert len(mime.urls()) == len(mime.urls()) == 2
    assert asked == [2]


def test_foreign_drag_has_no_photos(qapp):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/photos/1.jpg")])
    assert photo_ids_of(mime) == []


def test_what_belongs_to_photos_is_told(qapp):
    kinds = {1: CompanionKind.RAW, 2: CompanionKind.FILM}
    taken = datetime(2022, 8, 14, 20, 12)
    model = PhotoModel(
        paths_of,
        lambda number: taken if number == 1 else None,
        lambda number: kinds.get(number, CompanionKind.NONE),
    )
    model.set_photos([3, 1, 2])
    assert [model.badge_at(row) for row in range(3)] == ["", "RAW", "Live"]
    told = [model.index(row).data(Qt.ItemDataRole.AccessibleDescriptionRole) for row in range(3)]
    assert told == [None, "14 Aug 2022, 20:12, with RAW file", "Live Photo, with film"]
    plain = PhotoModel(paths_of)
    plain.set_photos([1])
    assert plain.badge_at(0) == ""
