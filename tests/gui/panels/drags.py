"""Drops driven through Qt's own drag events, since the offscreen platform has no drag loop to drive."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

ACTIONS = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def hover(target: QWidget, mime: QMimeData, at: QPoint) -> bool:
    """Brings a drag over a widget; whether it would be accepted there."""
    enter = QDragEnterEvent(at, ACTIONS, mime, LEFT, NO_KEYS)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    move = QDragMoveEvent(at, ACTIONS, mime, LEFT, NO_KEYS)
    QApplication.sendEvent(target, move)
    return move.isAccepted()


def leave(target: QWidget) -> None:
    """Takes the drag away."""
    QApplication.sendEvent(target, QDragLeaveEvent())


def drop(target: QWidget, mime: QMimeData, at: QPoint) -> bool:
    """Brings a drag over a widget and drops it; whether the widget took it."""
    if not hover(target, mime, at):
        leave(target)
        return False
    event = QDropEvent(QPointF(at), ACTIONS, mime, LEFT, NO_KEYS)
    QApplication.sendEvent(target, event)
    return event.isAccepted()
