"""Counts a held key and the second half of a double click as nothing: what one press began, it does not go on doing.

Before any other key or press, and before the wheel, it says that somebody goes on: a page is whole then.

A key that is held down repeats itself, and a page may change in between; whatever comes next on screen would then be
answered by a person who has not seen it.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget

_GOES_ON = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class InputGate(QObject):
    """Stands where keys and clicks of the system come in, before any widget hears of them."""

    def __init__(self, window: QWidget, go_on: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._go_on = window, go_on
        system_window = window.windowHandle()
        if system_window is not None:
            system_window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        kind = event.type()
        if kind in _GOES_ON:
            self._go_on()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._is_held_enter(event)
        if kind == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            pressed = self._window.childAt(event.position().toPoint())
            # A pill shows at once what it does, and several presses in a row are how one goes through text sizes.
            return isinstance(pressed, QAbstractButton) and pressed.property("kind") != "pill"
        return False

    def _is_held_enter(self, event: QKeyEvent) -> bool:
        """In an editor, holding Enter makes empty lines; everywhere else it decides something."""
        writes = isinstance(self._window.focusWidget(), QPlainTextEdit)
        return event.isAutoRepeat() and event.key() in _ENTER and not writes
