"""Waits while staff sign in at their organisation: in the browser of this computer, or with a code on a phone."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.documents.qr_matrix import Squares
from progrez_desktop.core.online.phone_way import PhoneCode
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, live
from progrez_desktop.ui.widgets.elsewhere import LinkToCopy, phone_code
from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class StaffSignInPage(StaffPage):
    """Asks for the way first; then `show_link` or `show_code` says what to do next."""

    chosen = Signal(str)
    """ "browser" or "phone"."""
    cancel = Signal()

    def __init__(self, context: Context, places: Places, current: str, organisation: Mapping[str, str]) -> None:
        super().__init__(context, places, current, None)
        self.link: LinkToCopy | None = None
        self.tell(
            self.entitle,
            lambda words: words("staff_sign_in.title", organisation=organisation[words.language]),
        )
        frame, self._inside = card(margin=28, spacing=14)
        self.told = live("body")
        self.say(self.told.setText, "staff_sign_in.choose")
        self._inside.addWidget(self.told)
        self.ways: dict[str, Button] = {}
        self._ways = QWidget()
        row = FlowLayout(spacing=16, below=8)
        self._ways.setLayout(row)
        for way in ("browser", "phone"):
            button = self.ways[way] = Button("primary" if way == "browser" else "secondary")
            self.say(button.setText, f"staff_sign_in.{way}")
            button.clicked.connect(lambda _=False, chosen=way: self.chosen.emit(chosen))
            row.addWidget(button)
        self._inside.addWidget(self._ways)
        self._more = QVBoxLayout()
        self._more.setSpacing(14)
        self._inside.addLayout(self._more)
        self.body.addWidget(frame)
        self.body.addStretch(1)
        self.cancel_button = Button()
        self.say(self.cancel_button.setText, "staff_sign_in.cancel")
        self.cancel_button.clicked.connect(self.cancel)
        self.footer.addWidget(self.cancel_button)

    def show_asking(self) -> None:
        """The identity provider is being asked."""
        self._tell("staff_sign_in.asking")

    def show_link(self, address: str, *, is_open: bool) -> None:
        """Say to go on in the browser, which was opened or could not be."""
        self._tell(f"staff_sign_in.browser.{'open' if is_open else 'closed'}")
        self.link = LinkToCopy(self, address)
        self._more.addWidget(self.link)

    def show_code(self, code: PhoneCode, squares: Squares) -> None:
        """Say what to scan or to type on a phone."""
        self._tell("provider.phone.lead")
        self._more.addLayout(phone_code(self, code, squares))

    def _tell(self, key: str) -> None:
        """Say what to do, also to whoever has it read aloud where the keyboard is."""
        self._ways.hide()
        self.cancel_button.setFocus()
        for say_it in (self.told.setText, self.cancel_button.setAccessibleDescription):
            self.say(say_it, key)

    def left(self) -> None:
        if self.link is not None:
            self.link.forget()
        super().left()

    def first_control(self) -> QWidget:
        return self.cancel_button if self._ways.isHidden() else self.ways["browser"]
