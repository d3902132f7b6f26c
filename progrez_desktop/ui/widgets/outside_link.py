"""A link to another site: it says first what that means, and opens only what was then agreed to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class OutsideLink(QWidget):
    """`about` is how the keys of its words begin; the site is told in full before it is opened."""

    wanted = Signal(str)
    """The address, after the line was shown and agreed to; the answer is `show_opened`."""

    def __init__(self, page: Page, about: str, site: str) -> None:
        super().__init__()
        self._page, self._about, self._site = page, about, site
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.open_button, self.line = Button("link"), label("strong")
        page.say(self.open_button.setText, f"{about}.open")
        self.open_button.clicked.connect(self._ask)
        self.stay_button, self.go_button = Button(), Button()
        page.say(self.stay_button.setText, f"{about}.stay")
        page.say(self.go_button.setText, f"{about}.go")
        self.stay_button.clicked.connect(self._stay)
        self.go_button.clicked.connect(self._go)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.line)
        row = FlowLayout(spacing=16, below=4)
        row.addWidget(self.stay_button)
        row.addWidget(self.go_button)
        column.addLayout(row)
        for widget in (self.line, self.stay_button, self.go_button):
            widget.hide()

    def _ask(self) -> None:
        self._page.say(self.line.setText, f"{self._about}.line", site=self._site)
        self._show(asked=True)
        self.stay_button.setFocus()

    def _stay(self) -> None:
        self._show(asked=False)
        self.open_button.setFocus()

    def _go(self) -> None:
        self._stay()
        self.wanted.emit(self._site)

    def show_opened(self, opened: bool) -> None:
        """Say where no browser took it."""
        self._page.say(self.line.setText, f"{self._about}.failed", site=self._site)
        self.line.setVisible(not opened)

    def _show(self, *, asked: bool) -> None:
        self.open_button.setVisible(not asked)
        for widget in (self.line, self.stay_button, self.go_button):
            widget.setVisible(asked)
