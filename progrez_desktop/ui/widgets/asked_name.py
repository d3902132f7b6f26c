"""Asks for one short name where it is needed, between a page's other parts: a card that comes and goes."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.errors import Fault
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, card
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class AskedName(QWidget):
    def __init__(self, page: Page, name_key: str, longest: int) -> None:
        super().__init__()
        self._then: Callable[[str], None] = lambda _: None
        self._before: QWidget | None = None
        frame, inside = card(margin=16, spacing=10)
        self.field = Field(page, name_key)
        self.field.edit.setMaxLength(longest)
        self.field.edit.returnPressed.connect(self._press)
        self.keep_button, self.cancel_button = Button("primary"), Button()
        page.say(self.keep_button.setText, "asked_name.keep")
        page.say(self.cancel_button.setText, "asked_name.cancel")
        self.keep_button.clicked.connect(self._press)
        self.cancel_button.clicked.connect(self.end)
        row = FlowLayout(spacing=12)
        for button in (self.keep_button, self.cancel_button):
            row.addWidget(button)
        inside.addWidget(self.field)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        self.hide()

    def ask(self, name: str, then: Callable[[str], None], before: QWidget) -> None:
        """Show it with a name to begin with; `before` has the keyboard again when it is over."""
        self._then, self._before = then, before
        self.field.edit.setText(name)
        self.field.show_fault(None)
        self.show()
        self.field.edit.setFocus()
        self.field.edit.selectAll()

    def _press(self) -> None:
        self._then(self.field.text())

    def show_fault(self, failure: Exception) -> bool:
        """Say what is wrong with the name where it is typed; return whether it is being asked at all."""
        if not (self.isVisible() and isinstance(failure, Fault)):
            return False
        self.field.show_fault(failure.message_key, **failure.params)
        self.field.edit.setFocus()
        return True

    def end(self) -> None:
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus()
