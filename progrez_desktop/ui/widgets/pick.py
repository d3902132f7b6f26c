"""A choice of one from a short list, with a name of its own to be read aloud."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from progrez_desktop.core.words import Words
from progrez_desktop.ui.page import Page

Named = tuple[str, Callable[[Words], str]]


class Pick(QComboBox):
    """Asks for one of `entries`, each with what it is in code and in words."""

    def __init__(self, page: Page, name_key: str, entries: Sequence[Named], parent: QWidget | None = None) -> None:
        """Where there are many, each is made in its `parent`: Qt then looks once less how it is dressed."""
        super().__init__(parent)
        self._page, self._entries = page, tuple(entries)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        page.say(self.setAccessibleName, name_key)
        page.say(self.setAccessibleDescription, name_key)  # on Linux, Qt tells what is chosen in the place of the name
        for number, (_, sentence) in enumerate(self._entries):
            self.addItem("")
            page.tell(partial(self.setItemText, number), sentence)

    @property
    def chosen(self) -> str:
        return self._entries[max(0, self.currentIndex())][0]

    def offers(self, code: str) -> bool:
        return any(one == code for one, _ in self._entries)

    def choose(self, code: str) -> None:
        self.setCurrentIndex([one for one, _ in self._entries].index(code))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        theme = self._page.context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("ink_500"), 2))
        right, middle = self.width() - 18, self.height() // 2
        painter.drawPolyline(
            [QPointF(right - 5, middle - 2), QPointF(right, middle + 3), QPointF(right + 5, middle - 2)]
        )

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()  # who scrolls past must change nothing
