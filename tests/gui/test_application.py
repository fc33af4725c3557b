from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent


def test_what_the_system_opens_with_the_program_arrives_as_paths(qapp, tmp_path):
    opened = []
    qapp.opened.connect(opened.append)
    for url in (QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/a.jpg")):
        QCoreApplication.sendEvent(qapp, QFileOpenEvent(url))
    qapp.opened.disconnect(opened.append)
    assert opened == [[str(tmp_path)]]
