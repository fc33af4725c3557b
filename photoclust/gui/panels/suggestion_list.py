"""What could be asked for, under the search field while one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from photoclust.gui import wording
from photoclust.gui.look import Look
from photoclust.gui.panels.suggestion_model import Index, SuggestionModel, spoken
from photoclust.gui.search_wording import icon_of, kind_of
from photoclust.gui.theme import Measure, font
from photoclust.library.textsearch import Suggestion

ROW_HEIGHT = 30
ICON = 16
NARROWEST = 360

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Delegate(QStyledItemDelegate):
    """Paints a row: icon, words, what it is, and how many photos."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._font = font(Measure.BODY, tabular=True)
        self._small = font(Measure.CAPTION, tabular=True)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, SuggestionModel)
        row, theme = model.suggestion(index.row()), self._look.theme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_soft if chosen else theme.hover)
            painter.drawRoundedRect(QRectF(option.rect), Measure.RADIUS_ROW, Measure.RADIUS_ROW)
        color = theme.accent_text if chosen else theme.text
        faint = theme.accent_text if chosen else theme.dim
        room = option.rect.adjusted(Measure.SMALL, 0, -Measure.SMALL, 0)
        ratio = painter.device().devicePixelRatioF()
        top = room.center().y() - ICON // 2 + 1
        painter.drawPixmap(QPoint(room.left(), top), self._look.pixmap(icon_of(row), faint, ICON, ratio))
        room.setLeft(room.left() + ICON + Measure.SMALL)
        painter.setFont(self._font)
        painter.setPen(faint)
        count = wording.number(row.photos)
        painter.drawText(room, _RIGHT, count)
        room.setRight(room.right() - max(48, painter.fontMetrics().horizontalAdvance(count) + Measure.SMALL))
        painter.setFont(self._small)
        kind = kind_of(row)
        painter.drawText(room, _RIGHT, kind)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(kind) - Measure.MEDIUM)
        painter.setFont(self._font)
        painter.setPen(color)
        text = painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, _LEFT, text)
        painter.restore()


class SuggestionList(QFrame):
    """Hangs below a field, over everything else of its window. objectName "suggestionCard".

    The field keeps the keys: Down and Up go through the list, Return takes what is chosen there, Escape
    closes it.

    Args:
        look: Theme and icons.
        field: Whose suggestions these are.
        window: It is a child of that.

    Signals:
        chosen(Suggestion): The person took one.
    """

    chosen = Signal(object)

    def __init__(self, look: Look, field: QLineEdit, window: QWidget) -> None:
        super().__init__(window)
        self._field, self._window = field, window
        self.setObjectName("suggestionCard")
        self.setProperty("card", True)
        self.rows = SuggestionModel(self)
        self.view = QListView()
        self.view.setObjectName("searchSuggestions")
        self.view.setAccessibleName(self.tr("Suggestions"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setModel(self.rows)
        self.view.setItemDelegate(_Delegate(look, self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(Measure.TINY, Measure.TINY, Measure.TINY, Measure.TINY)
        column.addWidget(self.view)
        self.view.clicked.connect(self._take)
        look.changed.connect(self.view.viewport().update)
        field.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def show_suggestions(self, rows: Sequence[Suggestion]) -> None:
        """Shows these, none of them chosen; without any, or while the field has not the keys, it closes."""
        self.rows.set_rows(rows)
        if not rows or not self._field.hasFocus():
            self.hide()
            return
        self._place()
        self.raise_()
        self.show()

    def current(self) -> Suggestion | None:
        """The one that Return would take."""
        index = self.view.currentIndex()
        return self.rows.suggestion(index.row()) if self.isVisible() and index.isValid() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self._field and self.isVisible():
            if event.type() == QEvent.Type.FocusOut:
                self.hide()
            elif isinstance(event, QKeyEvent):
                return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """Whether a key was for the list."""
        key, pressed = event.key(), event.type() == QEvent.Type.KeyPress
        if event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape:
            event.accept()
            return True
        if not pressed:
            return False
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._move(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            current = self.current()
            self.hide()
            if current is not None:
                self.chosen.emit(current)
            return current is not None
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        return False

    def _move(self, step: int) -> None:
        """Goes up or down; beyond either end nothing is chosen, as before the first Down."""
        count = self.rows.rowCount()
        row = self.view.currentIndex().row()  # -1 for none
        row = (row + 1 + step) % (count + 1) - 1
        index = self.rows.index(row) if row >= 0 else QModelIndex()
        self.view.setCurrentIndex(index)
        if not index.isValid():
            self.view.clearSelection()
            return
        words = QAccessibleAnnouncementEvent(self._field, spoken(self.rows.suggestion(row)))
        QAccessible.updateAccessibility(words)

    def _take(self, index: QModelIndex) -> None:
        suggestion = self.rows.suggestion(index.row())
        self.hide()
        self.chosen.emit(suggestion)

    def _place(self) -> None:
        """Below the field, as wide as that."""
        width = max(NARROWEST, self._field.width())
        height = self.rows.rowCount() * ROW_HEIGHT + 2 * Measure.TINY + 2
        corner = self._field.mapTo(self._window, QPoint(0, self._field.height() + Measure.TINY))
        self.setGeometry(corner.x(), corner.y(), width, min(height, self._window.height() - corner.y()))
