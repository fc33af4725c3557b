from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from photoclust.core.errors import SENTENCES, PhotoUnreadableError, UserFacingError
from photoclust.gui import messages


def test_a_sentence_names_the_file_even_if_its_template_does_not(qapp):
    error = PhotoUnreadableError("truncated", path="/photos/beach.jpg")
    assert messages.sentence(error).startswith("beach.jpg: ")
    assert SENTENCES["truncated"] in messages.sentence(error)


def test_a_sentence_that_has_the_path_says_it_once(qapp):
    text = messages.sentence(UserFacingError("folder-missing", path="/photos/x\udcff"))
    assert text.count("/photos/x\ufffd") == 1


def test_trouble_without_a_window_is_a_dialog_with_the_sentence(qapp):
    seen = []

    def read():
        box = QApplication.activeModalWidget()
        seen.append(box.text())
        box.accept()

    QTimer.singleShot(0, qapp, read)
    messages.show_alone(UserFacingError("already-open"))
    assert seen == [SENTENCES["already-open"]]
