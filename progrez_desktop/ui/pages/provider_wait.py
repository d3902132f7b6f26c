"""Waits while a person signs in somewhere else: in the browser of this computer, or with a code on another device."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.documents.qr_matrix import Squares
from progrez_desktop.core.model.provider import Offer
from progrez_desktop.core.online.phone_way import PhoneCode
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.qr_view import QrView


class ProviderWaitPage(Desk):
    """Begins by asking the provider; then `show_link` or `show_code` says what the person does next."""

    cancel = Signal()
    other_way = Signal()

    def __init__(self, context: Context, offer: Offer) -> None:
        super().__init__(context, None)
        self._offer, self._link = offer, ""
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
        self._link = address
        self._tell(f"provider.browser.{'open' if is_open else 'closed'}", provider=self._offer.title)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.copy_button = Button("link")
        self.copy_button.clicked.connect(self._copy)
        self.say(self.copy_button.setText, "provider.copy")
        self.copied = label("small")
        row.addWidget(self.copy_button)
        row.addWidget(self.copied, 1)
        self._more.addLayout(row)
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
        halves = self.row_or_column(28)
        self.qr = QrView(self.context, squares)
        self.say(self.qr.setAccessibleName, "provider.phone.spoken", address=code.address, code=code.code)
        steps = QVBoxLayout()
        steps.setSpacing(10)
        where, address, then, shown, until = (label(role) for role in ("body", "strong", "body", "code", "small"))
        self.say(where.setText, "provider.phone.where")
        address.setText(code.address)
        address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.say(then.setText, "provider.phone.then")
        shown.setText(code.code)
        shown.setAccessibleName(" ".join(code.code))
        self.tell(until.setText, lambda words: words.plural("provider.phone.until", max(1, code.seconds // 60)))
        for widget in (where, address, then, shown, until):
            steps.addWidget(widget)
        steps.addStretch(1)
        halves.addLayout(steps, 1)
        halves.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._more.addLayout(halves)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._link)
        self.say(self.copied.setText, "provider.copied")

    def _tell(self, key: str, **params: str) -> None:
        """Say what to do, also to whoever has it read aloud where the keyboard is."""
        for say_it in (self.state.setText, self.cancel_button.setAccessibleDescription):
            self.say(say_it, key, **params)

    def left(self) -> None:
        board = QGuiApplication.clipboard()
        if self._link and board.text() == self._link:
            board.clear()
        super().left()

    def first_control(self) -> QWidget:
        return self.cancel_button
