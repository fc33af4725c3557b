"""Every pair of colours that meets can be read; the application follows the system's scheme."""

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton

from photoclust.gui import theme as themes
from photoclust.gui.stylesheet import join_segments, sheet_for

IMAGES = Path(__file__).parents[2] / "resources" / "theme"
BOTH = pytest.mark.parametrize(
    "theme", [themes.theme_for(False), themes.theme_for(True)], ids=["light", "dark"]
)


def luminance(color: QColor) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(first: QColor, second: QColor) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_known_colors():
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.01)


@BOTH
@pytest.mark.parametrize(
    ("front", "behind", "least"),
    [
        *product(["text"], ["window", "pane", "card", "hover", "pill", "accent_soft", "placeholder"], [4.5]),
        *product(["accent_text", "good_text"], ["window", "pane", "card", "hover", "accent_soft"], [4.5]),
        *product(["dim", "bad"], ["window", "pane", "card"], [4.5]),
        *product(["dim", "bad"], ["hover", "pill", "accent_soft"], [3.0]),
        *product(["accent", "good"], ["window", "pane", "card", "accent_soft", "hover"], [3.0]),
        ("on_accent", "accent", 4.5),
    ],
)
def test_contrast(theme, front, behind, least):
    colors = theme.colors()
    assert contrast(colors[front], colors[behind]) >= least


@BOTH
def test_colors_are_those_of_the_drawing(theme):
    drawn = {
        False: "#f6f6f4 #efefec #ffffff #dfdfda #1d1d1b #6b6b66 #2f6fde #dce8fb #2e8b57",
        True: "#1b1c1e #232427 #2a2b2f #36383c #ececea #9c9d9f #6ea1f7 #26364f #5cc28a",
    }[theme.dark].split()
    names = ["window", "pane", "card", "line", "text", "dim", "accent", "accent_soft", "good"]
    assert [theme.colors()[name].name() for name in names] == drawn


@BOTH
def test_sheet_has_no_holes_and_only_the_theme_s_colors(theme):
    sheet = themes.stylesheet(theme, IMAGES)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    tick = re.search(r'url\("(.+?)"\)', sheet)
    assert tick is not None
    assert Path(tick[1]).is_file()
    other = themes.theme_for(not theme.dark)
    for name, color in other.colors().items():
        if color not in theme.colors().values():
            assert color.name() not in sheet, name


def test_sheet_with_a_color_missing_is_refused():
    with pytest.raises(KeyError):
        sheet_for({}, {})


@pytest.fixture
def application(qapp):
    """The application, given back as it was."""
    sheet, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


@BOTH
def test_apply_colors_widgets(application, qtbot, theme):
    themes.apply(application, theme, IMAGES)
    frame = QFrame()
    frame.setProperty("card", True)
    label = QLabel("caption", frame)
    label.setProperty("caption", True)
    box = QCheckBox("checked", frame)
    box.setChecked(True)
    layout = QHBoxLayout(frame)
    layout.addWidget(label)
    layout.addWidget(box)
    qtbot.addWidget(frame)
    frame.show()
    image = frame.grab().toImage()
    assert image.pixelColor(image.width() // 2, 4) == theme.card
    assert label.palette().windowText().color() == theme.dim
    assert label.fontInfo().pixelSize() == 11
    shades = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert theme.accent.name() in shades  # the box is filled
    assert theme.on_accent.name() in shades  # and ticked


def test_body_text_has_the_height_of_the_drawing(application):
    themes.apply(application, themes.theme_for(False))
    assert application.font().pointSizeF() == pytest.approx(themes.points(12.5))
    title = themes.font(themes.Measure.TITLE, bold=True)
    assert title.bold()
    assert title.pointSizeF() > application.font().pointSizeF()


def test_segments_keep_room_for_bold_text_and_round_their_ends(application, qtbot):
    themes.apply(application, themes.theme_for(False))
    frame = QFrame()
    frame.setProperty("segmented", True)
    layout = QHBoxLayout(frame)
    buttons = [QPushButton(text, frame, checkable=True) for text in ("Auto", "Tree", "Elbow")]
    for button in buttons:
        layout.addWidget(button)
    join_segments(buttons)
    qtbot.addWidget(frame)
    assert [button.property("segment") for button in buttons] == ["first", "middle", "last"]
    frame.show()
    width = buttons[0].width()
    buttons[0].setChecked(True)
    assert buttons[0].sizeHint().width() <= width
    join_segments(buttons[:1])
    assert buttons[0].property("segment") == "only"


def test_follower_follows_the_person_s_choice_and_tells(application, qtbot):
    follower = themes.ThemeFollower(application, choice="light")
    assert not follower.theme.dark
    with qtbot.waitSignal(follower.changed) as caught:
        follower.choose("dark")
    assert caught.args == [themes.theme_for(True)]
    assert application.palette().window().color() == follower.theme.pane
    with qtbot.assertNotEmitted(follower.changed):
        follower.choose("dark")
    follower.choose("system")
    assert follower.choice == "system"


class Hints(QObject):
    """Style hints whose scheme can be changed; the offscreen platform has none."""

    colorSchemeChanged = Signal(object)  # noqa: N815
    scheme = Qt.ColorScheme.Unknown

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme

    def change(self, scheme: Qt.ColorScheme) -> None:
        self.scheme = scheme
        self.colorSchemeChanged.emit(scheme)


class ApplicationWithHints:
    def __init__(self, application, hints: Hints) -> None:
        self._application, self._hints = application, hints

    def styleHints(self) -> Hints:
        return self._hints

    def __getattr__(self, name: str):
        return getattr(self._application, name)


def test_follower_follows_the_system(application, qtbot):
    application.setPalette(themes.palette(themes.theme_for(False)))
    hints = Hints()
    follower = themes.ThemeFollower(ApplicationWithHints(application, hints))
    assert not follower.theme.dark  # unknown: as the platform's own palette
    with qtbot.waitSignal(follower.changed):
        hints.change(Qt.ColorScheme.Dark)
    assert application.palette().window().color() == themes.theme_for(True).pane
    with qtbot.waitSignal(follower.changed):
        hints.change(Qt.ColorScheme.Light)
    assert follower.theme is themes.theme_for(False)


def test_follower_of_a_dark_platform_that_cannot_tell_is_dark(application):
    application.setPalette(themes.palette(themes.theme_for(True)))
    assert themes.ThemeFollower(ApplicationWithHints(application, Hints())).theme.dark


def test_follower_leaves_the_system_alone_once_chosen(application):
    follower = themes.ThemeFollower(application, choice="dark")
    application.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert follower.theme.dark
