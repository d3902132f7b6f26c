"""How much one wish weighs, from 0 to 5 or to what was kept: its name, a slider that keys move, and the number."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from progrez_desktop.core.words import Words
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import label

MOST = 5


class _Still(QSlider):
    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()  # who scrolls past must change nothing


class WeightSlider(QWidget):
    moved = Signal(int)

    def __init__(self, page: Page, name_key: str, evidence_key: str, value: int, most: int = MOST) -> None:
        super().__init__()
        self._page = page
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        name, self._number = label("smallink"), label("strong", wrap=False)
        page.say(name.setText, name_key)
        self.slider = _Still(Qt.Orientation.Horizontal)
        self.slider.setRange(0, most)
        self.slider.setPageStep(1)
        self.slider.setValue(value)
        page.say(self.slider.setAccessibleName, name_key)
        page.say(self.slider.setAccessibleDescription, evidence_key)
        self.slider.valueChanged.connect(self._tell)
        row.addWidget(name, 5)
        row.addWidget(self.slider, 4)
        row.addWidget(self._number)
        page.tell(self._number.setText, self._said)

    def _said(self, words: Words) -> str:
        return words.number(self.slider.value())

    def _tell(self, value: int) -> None:
        self._number.setText(self._said(self._page.context.words))
        self.moved.emit(value)
