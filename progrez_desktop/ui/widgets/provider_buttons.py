"""Buttons for the providers that an operator set up; nothing where there are none, which is how a device begins."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.model.provider import Offer
from progrez_desktop.ui import numbers
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class ProviderButtons(QWidget):
    chosen = Signal(object)
    """The Offer."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        title, note = label("strong"), label("small")
        page.say(title.setText, "provider.or")
        page.say(note.setText, "provider.needs_network")
        column.addWidget(title)
        self._row = FlowLayout(12, 12)
        column.addLayout(self._row)
        column.addWidget(note)
        self.hide()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        before = self._before()
        for offer in offers:
            button = self.buttons[offer.name] = Button()
            # One & is a key to press in a button's text.
            self._page.say(button.setText, "provider.sign_in", provider=offer.title.replace("&", "&&"))
            self._page.say(button.setAccessibleDescription, "provider.needs_network")
            button.clicked.connect(lambda _=False, offer=offer: self.chosen.emit(offer))
            self._row.addWidget(button)
            QWidget.setTabOrder(before, button)  # they come when the page stands, and would follow its last button
            before = button
        self.setVisible(bool(offers))

    def _before(self) -> QWidget:
        """What Tab comes to before them."""
        found = self.previousInFocusChain()
        while found is not None and found is not self and found.focusPolicy() == numbers.NO_FOCUS:
            found = found.previousInFocusChain()
        return found or self

    def be_busy(self, busy: bool) -> None:
        for button in self.buttons.values():
            button.setEnabled(not busy)
