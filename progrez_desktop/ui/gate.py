"""Counts a held key and the second half of a double click as nothing: what one press began, it does not go on doing.

A key that is held down repeats itself, and a page may change in between; whatever comes next on screen would then be
answered by a person who has not seen it.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class InputGate(QObject):
    """Stands before every widget of the application once it is installed there."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            return isinstance(event, QKeyEvent) and _is_held_enter(watched, event)
        if kind == QEvent.Type.MouseButtonDblClick:
            # A pill shows at once what it does, and several presses in a row are how one goes through text sizes.
            return isinstance(watched, QAbstractButton) and watched.property("kind") != "pill"
        return False


def _is_held_enter(watched: QObject, event: QKeyEvent) -> bool:
    """In an editor, holding Enter makes empty lines; everywhere else it decides something."""
    decides = isinstance(watched, QWidget) and not isinstance(watched, QPlainTextEdit)
    return decides and event.isAutoRepeat() and event.key() in _ENTER
