"""How far something is that takes a while, in a bar and in words, with the button that stops it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label


class WorkingBar(QWidget):
    """Its words are `<about>` before anything is known, `<about>.at` with `done` and `of`, and `<about>.stopping`."""

    stop = Signal()

    def __init__(self, page: Page, about: str) -> None:
        super().__init__()
        self._page, self._about = page, about
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.told, self.bar = label("body"), QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = Button()
        page.say(self.stop_button.setText, "desk.stop")
        page.say(self.bar.setAccessibleName, about)
        self.stop_button.clicked.connect(self._stop)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        column.addWidget(self.told)
        column.addLayout(row)
        self.hide()

    def begin(self) -> None:
        self._page.say(self.told.setText, self._about)
        self.bar.setRange(0, 0)
        self.stop_button.setEnabled(True)
        self.show()

    def show_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(1, of))
        self.bar.setValue(min(done, of))
        if self.stop_button.isEnabled():
            self._page.say(self.told.setText, f"{self._about}.at", done=done, of=of)

    def end(self) -> None:
        self.hide()

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self._page.say(self.told.setText, f"{self._about}.stopping")
        self.stop.emit()
