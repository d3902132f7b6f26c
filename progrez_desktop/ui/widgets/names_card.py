"""Asks before a list shows names: whoever is shown by name is told, and a name colours what one reads."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class NamesCard(QWidget):
    agreed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._before: QWidget | None = None
        frame, inside = card("marigold", margin=16, spacing=10)
        text = label("body")
        page.say(text.setText, "candidates.names.text")
        self.agree_button, self.cancel_button = Button(), Button("primary")
        page.say(self.agree_button.setText, "candidates.names.agree")
        page.say(self.cancel_button.setText, "candidates.names.stay_blind")
        self.agree_button.clicked.connect(self._agree)
        self.cancel_button.clicked.connect(self._end)
        inside.addWidget(text)
        row = FlowLayout(spacing=12)
        for button in (self.agree_button, self.cancel_button):
            row.addWidget(button)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        self.hide()

    def begin(self, before: QWidget) -> None:
        """Ask; `before` has the keyboard again when it was answered."""
        self._before = before
        self.show()
        self.cancel_button.setFocus()

    def _agree(self) -> None:
        self._end()
        self.agreed.emit()

    def _end(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus()
