"""Waits while a person signs in somewhere else: in the browser of this computer, or with a code on another device."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.documents.qr_matrix import Squares
from progrez_desktop.core.model.provider import Offer
from progrez_desktop.core.online.phone_way import PhoneCode
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.elsewhere import LinkToCopy, phone_code


class ProviderWaitPage(Desk):
    """Begins by asking the provider; then `show_link` or `show_code` says what the person does next."""

    cancel = Signal()
    other_way = Signal()

    def __init__(self, context: Context, offer: Offer) -> None:
        super().__init__(context, None)
        self._offer = offer
        self.link: LinkToCopy | None = None
        frame, self._inside = card(margin=36, spacing=16)
        title = label("h1")
        self.say(title.setText, "provider.title", provider=offer.title)
        self.state = label("lead")
        self.say(self.state.setText, "provider.asking", provider=offer.title)
        for widget in (title, self.state):
            self._inside.addWidget(widget)
        self._more = QVBoxLayout()
        self._more.setSpacing(16)
        self._inside.addLayout(self._more)
        self._inside.addWidget(self._only_tells())
        self.body.addLayout(self.centred(frame, 760))
        self.body.addStretch(1)
        self.cancel_button = Button()
        self.cancel_button.clicked.connect(self.cancel)
        self.say(self.cancel_button.setText, "provider.cancel")
        self.footer.addWidget(self.cancel_button)
        self.footer.addStretch(1)

    def _only_tells(self) -> QFrame:
        frame, inside = card("spruce", margin=18, spacing=6)
        title, text = label("h3"), label("body")
        self.say(title.setText, "provider.only_tells.title", provider=self._offer.title)
        self.say(text.setText, "provider.only_tells.text", provider=self._offer.title)
        inside.addWidget(title)
        inside.addWidget(text)
        return frame

    def show_link(self, address: str, *, is_open: bool) -> None:
        """Say to go on in the browser, which was opened or could not be.

        Args:
            address: Where the person signs in, to be copied where the browser didn't come up.
        """
        self._tell(f"provider.browser.{'open' if is_open else 'closed'}", provider=self._offer.title)
        self.link = LinkToCopy(self, address)
        self._more.addWidget(self.link)
        shared = label("small")
        self.say(shared.setText, "provider.shared_computer", provider=self._offer.title)
        self._more.addWidget(shared)
        if "phone" in self._offer.ways:
            self.phone_button = Button("link")
            self.phone_button.clicked.connect(self.other_way)
            self.say(self.phone_button.setText, "provider.use_phone")
            self._more.addWidget(self.phone_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_code(self, code: PhoneCode, squares: Squares) -> None:
        """Say what to type or to scan on another device."""
        self._tell("provider.phone.lead")
        self._more.addLayout(phone_code(self, code, squares))

    def _tell(self, key: str, **params: str) -> None:
        """Say what to do, also to whoever has it read aloud where the keyboard is."""
        for say_it in (self.state.setText, self.cancel_button.setAccessibleDescription):
            self.say(say_it, key, **params)

    def left(self) -> None:
        if self.link is not None:
            self.link.forget()
        super().left()

    def first_control(self) -> QWidget:
        return self.cancel_button
