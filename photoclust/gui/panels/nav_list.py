"""The rows of the left pane: icon or cover, name, count. One short list a heading, as high as its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from photoclust.core.photo import PhotoId
from photoclust.gui.grid.thumbnail_loader import ThumbnailLoader, ThumbnailSpec
from photoclust.gui.look import Look
from photoclust.gui.panels.nav_model import Index, NavItem, NavModel
from photoclust.gui.theme import Measure, font

ROW_HEIGHT = 28
ICON = 16
COVER = 20
OWN_KEYS = frozenset({Qt.Key.Key_F2, Qt.Key.Key_Delete})


class NavDelegate(QStyledItemDelegate):
    """Paints a row: rounded and tinted when current, the count at the right in figures of one width."""

    def __init__(self, view: NavList, look: Look) -> None:
        super().__init__(view)
        self._view = view
        self._look = look
        self._plain = font(Measure.BODY, tabular=True)
        self._bold = font(Measure.BODY, bold=True, tabular=True)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if not editor.property("filled"):  # news about counts must not undo what is being typed
            editor.setProperty("filled", True)
            super().setEditorData(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(_text_left() - 6, 1, -2, -1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: NavItem = index.data(NavModel.ITEM)
        theme = self._look.theme
        current = index == self._view.currentIndex()
        target = self._view.drop_row() == index.row()
        box = QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if current or target:
            painter.setBrush(theme.accent_soft)
            painter.drawRoundedRect(box, Measure.RADIUS_ROW, Measure.RADIUS_ROW)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.hover)
            painter.drawRoundedRect(box, Measure.RADIUS_ROW, Measure.RADIUS_ROW)
        if target or (current and self._view.hasFocus()):
            style = Qt.PenStyle.DashLine if target else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme.accent, 1.5, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, Measure.RADIUS_ROW, Measure.RADIUS_ROW)
        accent = current or item.link
        color = theme.dim if item.dim else theme.accent_text if accent else theme.text
        self._paint_picture(painter, option.rect, item, color if accent else theme.dim)
        count = self._view.drop_note() if target else item.count
        painter.setFont(self._plain)
        painter.setPen(theme.accent_text if target else theme.dim)
        right = option.rect.adjusted(0, 0, -Measure.SMALL, 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        painter.setFont(self._bold if current else self._plain)
        taken = painter.fontMetrics().horizontalAdvance(count) + Measure.SMALL if count else 0
        room = right.adjusted(_text_left(), 0, -taken, 0)
        text = painter.fontMetrics().elidedText(item.text, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(color)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _paint_picture(self, painter: QPainter, rect: QRect, item: NavItem, color: QColor) -> None:
        ratio = self._view.devicePixelRatioF()
        middle = rect.center().y() + 1
        if item.cover is not None:
            place = QRect(rect.left() + Measure.SMALL - 1, middle - COVER // 2, COVER, COVER)
            pixmap = self._view.cover(item.cover, ThumbnailSpec(COVER, Measure.TINY, ratio))
            if pixmap is not None:
                painter.drawPixmap(place, pixmap)
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.theme.placeholder)
            painter.drawRoundedRect(place, Measure.TINY, Measure.TINY)
        elif item.icon:
            place = QRect(rect.left() + Measure.SMALL + 1, middle - ICON // 2, ICON, ICON)
            painter.drawPixmap(place, self._look.pixmap(item.icon, color, ICON, ratio))


def _text_left() -> int:
    return Measure.SMALL + COVER + Measure.SMALL


class NavList(QListView):
    """A short list of places. Moving by keyboard goes there at once, as clicking does.

    Signals:
        chosen(object key): The person went to a row, or clicked one that is a thing to do.
        menuRequested(object key, QPoint global): Context menu of a row.
        renamed(object key, str name): A name was edited in place.
    """

    chosen = Signal(object)
    menuRequested = Signal(object, object)
    renamed = Signal(object, str)

    def __init__(self, look: Look, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._loader: ThumbnailLoader | None = None
        self._silent = False
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.rows = NavModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(NavDelegate(self, look))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.rows.renamed.connect(self.renamed)
        self.selectionModel().currentChanged.connect(self._moved)
        self.clicked.connect(self._clicked)
        self.activated.connect(self._activated)
        self.customContextMenuRequested.connect(self._menu)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        look.changed.connect(self.viewport().update)

    def set_loader(self, loader: ThumbnailLoader | None) -> None:
        """Where covers come from."""
        self._loader = loader
        if loader is not None:
            loader.loaded.connect(self._cover_loaded)

    def set_items(self, items: Sequence[NavItem]) -> None:
        """Shows these rows; the current one stays current by its key."""
        current = self.currentIndex()
        key = self.rows.item(current.row()).key if current.isValid() else None
        self._silent = True
        self.rows.set_items(items)
        self._silent = False
        if key is not None:
            self.show_current(key)
        self.updateGeometry()

    def show_current(self, key: object) -> None:
        """Marks the row with this key, none if it is not here; nothing is chosen by that."""
        row = self.rows.row_of(key)
        index = self.rows.index(row) if row >= 0 else QModelIndex()
        self._silent = True
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)
        self._silent = False
        self.viewport().update()

    def edit_key(self, key: object) -> None:
        """Starts renaming a row in place."""
        row = self.rows.row_of(key)
        if row >= 0:
            self.edit(self.rows.index(row))

    def drop_row(self) -> int:
        """The row something is about to be dropped on, -1 for none."""
        return -1

    def drop_note(self) -> str:
        """What stands in place of that row's count."""
        return ""

    def cover(self, photo_id: PhotoId, spec: ThumbnailSpec) -> QPixmap | None:
        return self._loader.get(photo_id, spec, owner=self) if self._loader is not None else None

    def sizeHint(self) -> QSize:
        return QSize(Measure.LEFT_PANE, self.rows.rowCount() * ROW_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.rows.rowCount() * ROW_HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not QAbstractItemView's: that one goes to the first row, and tabbing through would change the place.
        QWidget.focusInEvent(self, event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:  # the right button asks, it does not go anywhere
            super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        # F2 and Delete belong to the row under the keys, not to the window's actions of the same keys.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in OWN_KEYS
        ):
            event.accept()
            return True
        return super().event(event)

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.viewport().update()
        if not self._silent and current.isValid() and not self.rows.item(current.row()).link:
            self.chosen.emit(self.rows.item(current.row()).key)

    def _clicked(self, index: QModelIndex) -> None:
        if self.rows.item(index.row()).link:
            self.chosen.emit(self.rows.item(index.row()).key)

    def _activated(self, index: QModelIndex) -> None:
        self.chosen.emit(self.rows.item(index.row()).key)

    def _menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if index.isValid():
            self.menuRequested.emit(self.rows.item(index.row()).key, self.viewport().mapToGlobal(point))

    def _cover_loaded(self, _photo_id: object) -> None:
        self.viewport().update()
