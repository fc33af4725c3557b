"""The one stylesheet, as text with holes for a theme's colours.

Dynamic properties it knows (set them before the widget is shown, or unpolish and polish it):

- `pane`: a side pane, top bar or status bar. `card`: a white surface with a border. `line`: a hairline, to be
  fixed to 1 px in one direction. `content`: the grey behind photos.
- `segmented` on a QFrame around checkable QPushButtons in a row; `join_segments` marks the
  buttons at its ends.
- `chip`: a small card in a row. `round` on a QToolButton of 18 px.
- `link` on a QPushButton or QToolButton: flat, in accent. `primary`: filled. `quiet`: no border until hover.
- `title`, `heading`, `section`, `caption`, `dim`, `good`, `bad`, `pill` on a QLabel.
- `dropTarget`: a dashed accent border while something may be dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Template
from typing import Final

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractButton

SEGMENT_PADDING: Final = 26  # left and right of a segment's text together, borders included

_SHEET: Final = Template("""
QMainWindow, QDialog { background: $window; }
QWidget[content="true"] { background: $window; }
QWidget[pane="true"] { background: $pane; }
QFrame[card="true"] { background: $card; border: 1px solid $line; border-radius: 8px; }
QFrame[chip="true"] { background: $card; border: 1px solid $line; border-radius: 8px; }
QFrame[line="true"] { background: $line; border: none; }
QWidget[dropTarget="true"] { background: $accent_soft; border: 2px dashed $accent; border-radius: 6px; }
QToolTip { background: $card; color: $text; border: 1px solid $line; padding: 4px 8px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QStatusBar { background: $pane; border-top: 1px solid $line; }
QStatusBar::item { border: none; }

QLabel { background: transparent; }
QLabel[dim="true"] { color: $dim; }
QLabel[caption="true"] { color: $dim; font-size: $caption_pt; }
QLabel[section="true"] { color: $dim; font-size: $caption_pt; font-weight: bold; }
QLabel[title="true"] { font-size: $title_pt; font-weight: bold; }
QLabel[heading="true"] { font-size: $heading_pt; font-weight: bold; }
QLabel[good="true"] { color: $good_text; }
QLabel[bad="true"] { color: $bad; }
QLabel[pill="true"] { background: $pill; border-radius: 9px; padding: 2px 8px; font-size: $caption_pt; }

QPushButton {
    background: $card; color: $text; border: 1px solid $line; border-radius: 6px; padding: 4px 10px;
    min-height: 16px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border-color: $accent; }
QPushButton:checked { background: $accent_soft; color: $accent_text; }
QPushButton:disabled { color: $disabled; background: transparent; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[primary="true"]:hover { background: $primary_hover; }
QPushButton[primary="true"]:focus { border-color: $text; }
QPushButton[primary="true"]:disabled { background: $track; border-color: $track; color: $disabled; }
QPushButton[link="true"], QToolButton[link="true"] {
    background: transparent; color: $accent_text; border: 1px solid transparent; border-radius: 6px;
    padding: 2px 4px;
}
QPushButton[link="true"]:hover, QToolButton[link="true"]:hover { background: $accent_soft; }
QPushButton[link="true"]:focus, QToolButton[link="true"]:focus { border-color: $accent; }
QPushButton[link="true"]:disabled, QToolButton[link="true"]:disabled { color: $disabled; }
QPushButton[quiet="true"] { background: transparent; border-color: transparent; }
QPushButton[quiet="true"]:hover { background: $hover; }
QPushButton[quiet="true"]:focus { border-color: $accent; }
QToolButton {
    background: transparent; color: $text; border: 1px solid transparent; border-radius: 6px; padding: 4px;
}
QToolButton[round="true"] { border-radius: 9px; padding: 0; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:checked { background: $accent_soft; color: $accent_text; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }

QFrame[segmented="true"] { background: $card; border: 1px solid $line; border-radius: 8px; }
QFrame[segmented="true"] QPushButton {
    background: transparent; border: 1px solid transparent; border-radius: 0; padding: 5px 8px;
}
QFrame[segmented="true"] QPushButton:hover { background: $hover; }
QFrame[segmented="true"] QPushButton:checked {
    background: $accent_soft; color: $accent_text; font-weight: bold;
}
QFrame[segmented="true"] QPushButton:focus { border-color: $accent; }
QFrame[segmented="true"] QPushButton[segment="first"] {
    border-top-left-radius: 7px; border-bottom-left-radius: 7px;
}
QFrame[segmented="true"] QPushButton[segment="last"] {
    border-top-right-radius: 7px; border-bottom-right-radius: 7px;
}
QFrame[segmented="true"] QPushButton[segment="only"] { border-radius: 7px; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {
    background: $card; color: $text; border: 1px solid $line; border-radius: 8px; padding: 4px 8px;
    min-height: 16px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit { placeholder-text-color: $dim; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus,
QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {
    border-color: $accent;
}
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled {
    color: $disabled; background: $pane;
}
/* The padding on the left does not reach the number; in the middle it needs none. */
QSpinBox, QDoubleSpinBox { padding: 4px 20px 4px 0; qproperty-alignment: AlignCenter; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {
    border: none; border-radius: 0; padding: 0; min-height: 0; background: transparent;
}
QSpinBox::up-button, QDoubleSpinBox::up-button {
    subcontrol-origin: border; subcontrol-position: top right; width: 18px; border: none;
    background: transparent; margin-top: 2px;
}
QSpinBox::down-button, QDoubleSpinBox::down-button {
    subcontrol-origin: border; subcontrol-position: bottom right; width: 18px; border: none;
    background: transparent; margin-bottom: 2px;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {
    width: 0; height: 0; border-left: 4px solid $card; border-right: 4px solid $card;
    border-bottom: 4px solid $dim;
}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QComboBox::down-arrow {
    width: 0; height: 0; border-left: 4px solid $card; border-right: 4px solid $card;
    border-top: 4px solid $dim;
}
QSpinBox::up-arrow:off, QSpinBox::up-arrow:disabled { border-bottom-color: $line; }
QSpinBox::down-arrow:off, QSpinBox::down-arrow:disabled { border-top-color: $line; }
QComboBox::drop-down { border: none; width: 22px; background: transparent; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $line; padding: 4px; outline: 0; }

QCheckBox, QRadioButton { spacing: 6px; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QMenu::indicator {
    width: 14px; height: 14px; border: 1px solid $dim; background: $card;
}
QCheckBox::indicator, QAbstractItemView::indicator, QMenu::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QMenu::indicator:checked {
    border-color: $accent; background: $accent; $tick
}
QRadioButton::indicator:checked {
    width: 6px; height: 6px; border: 5px solid $accent; background: $on_accent;
}
QCheckBox:focus, QRadioButton:focus { color: $accent_text; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; background: $pane; }
QMenu::indicator { margin-left: 6px; }

QSlider { background: transparent; min-height: 18px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $track; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::add-page:horizontal { height: 4px; border-radius: 2px; background: $track; }
QSlider::handle:horizontal {
    width: 10px; height: 10px; margin: -5px 0;
    border: 2px solid $accent; border-radius: 7px; background: $card;
}
QSlider::handle:horizontal:hover { background: $accent_soft; }
QSlider::handle:horizontal:focus { background: $accent; }
QSlider::sub-page:horizontal:disabled { background: $track; }
QSlider::handle:horizontal:disabled { border-color: $disabled; }

QProgressBar {
    background: $track; border: none; border-radius: 3px; color: transparent;
    min-height: 6px; max-height: 6px;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $grip; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $dim; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: transparent; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background: $pane; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 6px; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $card; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 6px; color: $text; }
QMenu::item:selected { background: $accent_soft; color: $accent_text; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

QListView, QTreeView, QTableView {
    background: transparent; border: none; outline: 0; selection-background-color: $accent_soft;
    selection-color: $accent_text;
}
QListView::item, QTreeView::item { border-radius: 6px; padding: 4px 6px; color: $text; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $accent_soft; color: $accent_text; }
QListView::item:disabled, QTreeView::item:disabled { color: $dim; background: transparent; }
QTreeView::item { border-radius: 0; }
QHeaderView::section { background: $pane; color: $dim; border: none; padding: 4px 6px; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QAbstractScrollArea#photoGrid { background: $window; border: none; }
""")


def sheet_for(colors: Mapping[str, str], sizes: Mapping[str, str], tick: str | None = None) -> str:
    """Fills the sheet in.

    Args:
        colors: "#rrggbb" by name: those of `Theme`, and disabled, pressed, primary_hover, grip.
        sizes: Font sizes with their unit: caption, title, heading.
        tick: Path of the picture of a tick, for checked boxes; they are filled without one.

    Raises:
        KeyError: If a colour or size of the sheet is not among them.
    """
    image = f'image: url("{tick}");' if tick else ""
    return _SHEET.substitute(colors, tick=image, **{f"{name}_pt": size for name, size in sizes.items()})


def join_segments(buttons: Sequence[QAbstractButton]) -> None:
    """Gives the outer buttons of a segmented frame round ends, and all of them room for bold text.

    Call it again after the texts changed.
    """
    last = len(buttons) - 1
    for place, button in enumerate(buttons):
        ends = {(True, True): "only", (True, False): "first", (False, True): "last"}
        button.setProperty("segment", ends.get((place == 0, place == last), "middle"))
        bold = QFont(button.font())
        bold.setBold(True)
        button.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(button.text()) + SEGMENT_PADDING)
