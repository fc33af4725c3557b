import pytest

from photoclust.gui.panels.empty_page import EmptyPage


@pytest.fixture
def page(look, qtbot):
    page = EmptyPage(look)
    qtbot.addWidget(page)
    page.show()
    return page


def looks(page):
    """Text of the buttons that can be seen -> whether it is the one to press."""
    buttons = (page.add_pictures, page.add, page.samples)
    return {button.text(): bool(button.property("primary")) for button in buttons if button.isVisible()}


def test_somebody_with_a_folder_of_pictures_is_offered_that(page, qtbot):
    page.offer_pictures("/home/anna/Pictures")
    assert looks(page) == {
        "Add your Pictures folder": True,
        "Add another folder…": False,
        "Try with sample photos": False,
    }
    assert page.add_pictures.toolTip() == "/home/anna/Pictures"
    with qtbot.waitSignal(page.folderChosen) as chosen:
        page.add_pictures.click()
    assert chosen.args == ["/home/anna/Pictures"]


def test_somebody_without_one_chooses_a_folder(page, qtbot):
    expected = {"Add folder…": True, "Try with sample photos": False}
    assert looks(page) == expected
    page.offer_pictures("")
    assert looks(page) == expected
    with qtbot.waitSignal(page.addFolderRequested):
        page.add.click()
    with qtbot.waitSignal(page.samplesRequested):
        page.samples.click()
