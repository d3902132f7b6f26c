"""Waits while staff sign in at their organisation: in the browser of this computer, or with a code on a phone."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.documents.qr_matrix import Squares
from progrez_desktop.core.online.phone_way import PhoneCode
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.qr_view import QrView


class StaffSignInPage(StaffPage):
    """Asks for the way first; then `show_link` or `show_code` says what to do next."""

    chosen = Signal(str)
    """ "browser" or "phone"."""
    cancel = Signal()

    def __init__(self, context: Context, places: Places, current: str, organisation: Mapping[str, str]) -> None:
        super().__init__(context, places, current, None)
        self._organisation, self._link = organisation, ""
        self.tell(
            self.entitle,
            lambda words: words("staff_sign_in.title", organisation=organisation[words.language]),
        )
        frame, self._inside = card(margin=28, spacing=14)
        self.told = label("body")
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
        self._link = address
        self._tell(f"staff_sign_in.browser.{'open' if is_open else 'closed'}")
        self.copy_button, self.copied = Button(), label("small")
        self.say(self.copy_button.setText, "provider.copy")
        self.copy_button.clicked.connect(self._copy)
        row = FlowLayout(spacing=16)
        row.addWidget(self.copy_button)
        row.addWidget(self.copied)
        self._more.addLayout(row)

    def show_code(self, code: PhoneCode, squares: Squares) -> None:
        """Say what to scan or to type on a phone."""
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

    def _tell(self, key: str) -> None:
        """Say what to do, also to whoever has it read aloud where the keyboard is."""
        self._ways.hide()
        self.cancel_button.setFocus()
        for say_it in (self.told.setText, self.cancel_button.setAccessibleDescription):
            self.say(say_it, key)

    def left(self) -> None:
        board = QGuiApplication.clipboard()
        if self._link and board.text() == self._link:
            board.clear()
        super().left()

    def first_control(self) -> QWidget:
        return self.cancel_button if self._ways.isHidden() else self.ways["browser"]
