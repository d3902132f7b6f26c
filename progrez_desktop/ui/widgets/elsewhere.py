"""Signing in somewhere else, as candidates and staff see it: a link for the browser, or a code for another device."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.documents.qr_matrix import Squares
from progrez_desktop.core.online.phone_way import PhoneCode
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.qr_view import QrView

if TYPE_CHECKING:
    from progrez_desktop.ui.page import Page


class LinkToCopy(QWidget):
    """For where the browser did not come up by itself. A page that is left takes the link back: `forget`."""

    def __init__(self, page: "Page", address: str) -> None:
        super().__init__()
        self._page, self._address = page, address
        self.button, self._copied = Button("link"), label("small")
        page.say(self.button.setText, "provider.copy")
        self.button.clicked.connect(self._copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.button)
        row.addWidget(self._copied, 1)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self._page.say(self._copied.setText, "provider.copied")

    def forget(self) -> None:
        board = QGuiApplication.clipboard()
        if board.text() == self._address:
            board.clear()


def phone_code(page: "Page", code: PhoneCode, squares: Squares) -> QBoxLayout:
    """Return what to scan or to type on another device, and until when."""
    halves = page.row_or_column(28)
    scanned = QrView(page.context, squares)
    page.say(scanned.setAccessibleName, "provider.phone.spoken", address=code.address, code=code.code)
    steps = QVBoxLayout()
    steps.setSpacing(10)
    where, address, then, shown, until = (label(role) for role in ("body", "strong", "body", "code", "small"))
    page.say(where.setText, "provider.phone.where")
    address.setText(code.address)
    address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    page.say(then.setText, "provider.phone.then")
    shown.setText(code.code)
    shown.setAccessibleName(" ".join(code.code))
    page.tell(until.setText, lambda words: words.plural("provider.phone.until", max(1, code.seconds // 60)))
    for widget in (where, address, then, shown, until):
        steps.addWidget(widget)
    steps.addStretch(1)
    halves.addLayout(steps, 1)
    halves.addWidget(scanned, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return halves
