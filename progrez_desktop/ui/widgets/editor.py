"""A field for several lines, in which a person without a mouse is not caught, and that takes no whole book."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit


class Editor(QPlainTextEdit):
    """Tab leaves the field, as everywhere else; beyond `most` characters it takes no more."""

    overflowed = Signal()
    """Something was typed, pasted or dropped that did not fit, and was left out."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self.setTabChangesFocus(True)

    @property
    def room(self) -> int:
        """How many more characters it takes, with those that are selected and would go."""
        cursor = self.textCursor()
        # One less: Qt counts the end of the last paragraph.
        return self._most - (self.document().characterCount() - 1) + abs(cursor.position() - cursor.anchor())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.text() and event.text().isprintable() and self.room <= 0:
            self.overflowed.emit()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        if len(event.commitString()) > max(self.room, 0):
            self.overflowed.emit()
        else:
            super().inputMethodEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Take what fits and leave out the rest: a whole book on the clipboard would hold up the window for seconds."""
        text, room = source.text(), max(self.room, 0)
        if len(text) <= room:
            super().insertFromMimeData(source)
            return
        self.insertPlainText(text[:room])
        self.ensureCursorVisible()
        self.overflowed.emit()
