import pytest

from photoclust.config.settings import Settings
from photoclust.gui.settings_dialog import SettingsDialog


@pytest.fixture
def settings():
    return Settings(jobs=3, theme="dark")


@pytest.fixture
def dialog(session, settings, qtbot):
    dialog = SettingsDialog(session, settings)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.model.count() > 0)
    return dialog


def test_it_shows_what_is_set(dialog):
    assert dialog.model.currentData() == "efficientnet_lite0"
    assert dialog.theme.currentData() == "dark"
    assert dialog.jobs.value() == 3


def test_a_model_without_its_file_can_not_be_chosen(dialog):
    row = dialog.model.findData("mobilenet_v3_small")
    assert row >= 0
    assert not dialog.model.model().item(row).isEnabled()
    assert "file not there" in dialog.model.itemText(row)


def test_another_model_says_what_it_costs(dialog, settings, qtbot):
    dialog.model.setCurrentIndex(dialog.model.findData("efficientnet_lite2"))
    assert "41 photos have to be looked at once more" in dialog.model_note.text()
    with qtbot.waitSignal(dialog.modelChosen) as chosen:
        dialog.accept()
    assert chosen.args == ["efficientnet_lite2"]
    assert settings.model == "efficientnet_lite2"


def test_accepting_without_a_change_changes_nothing(dialog, settings, qtbot):
    with qtbot.assertNotEmitted(dialog.modelChosen), qtbot.assertNotEmitted(dialog.themeChosen):
        dialog.accept()
    assert settings == Settings(jobs=3, theme="dark")


def test_colours_and_threads(dialog, settings, qtbot):
    dialog.jobs.setValue(0)
    dialog.theme.setCurrentIndex(dialog.theme.findData("light"))
    with qtbot.waitSignal(dialog.themeChosen) as chosen:
        dialog.accept()
    assert chosen.args == ["light"]
    assert settings.jobs == 0


def test_rejecting_changes_nothing(dialog, settings, qtbot):
    dialog.jobs.setValue(9)
    dialog.theme.setCurrentIndex(0)
    with qtbot.assertNotEmitted(dialog.themeChosen):
        dialog.reject()
    assert settings == Settings(jobs=3, theme="dark")


def test_power_and_watching(dialog, settings, qtbot):
    assert not dialog.less_power.isChecked()
    assert dialog.watch.isChecked()
    dialog.less_power.click()
    dialog.watch.click()
    assert settings == Settings(jobs=3, theme="dark"), "not before it is accepted"
    with qtbot.waitSignal(dialog.watchChosen) as chosen:
        dialog.accept()
    assert chosen.args == [False]
    assert settings == Settings(jobs=3, theme="dark", less_power=True, watch=False)


def test_watching_that_stays_is_not_told(dialog, qtbot):
    with qtbot.assertNotEmitted(dialog.watchChosen):
        dialog.accept()
