"""Withdraw with the code of a receipt, where nobody is signed in: type it, and see what came of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.services import withdrawing
from progrez_desktop.core.services.withdrawing import Withdrawn
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.noting import NotingPage
from progrez_desktop.ui.widgets.basic import Button, card, live
from progrez_desktop.ui.widgets.field import Field


class WithdrawPage(NotingPage):
    saved_key = "my_data.saved"
    typed = Signal(str)
    save = Signal()
    back = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, "withdraw_page.title", "withdraw_page.lead")
        self._done: Withdrawn | None = None
        frame, inside = card(margin=36, spacing=16)
        self.code = Field(self, "withdraw_page.code")
        self.code.edit.returnPressed.connect(self._go)
        self.told = live("body")
        self.told.hide()
        self.save_button = Button()
        self.save_button.clicked.connect(self.save)
        self.say(self.save_button.setText, "withdraw_page.save")
        self.save_button.hide()
        inside.addWidget(self.code)
        inside.addWidget(self.told)
        inside.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.note)
        self.note.hide()
        self.body.addLayout(self.below_title(frame, 760))
        self.body.addStretch(1)
        self.back_button, self.go_button = Button(), Button("primary")
        self.back_button.clicked.connect(self.back)
        self.go_button.clicked.connect(self._go)
        self.say(self.back_button.setText, "item.back")
        self.say(self.go_button.setText, "withdraw_page.go")
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.go_button)
        self.retranslate()

    def _go(self) -> None:
        if self._done is None:
            self.typed.emit(self.code.text())
        else:
            self.back.emit()

    def show_code_fault(self, key: str, **params: str | int) -> None:
        self.code.show_fault(key, **params)
        self.code.edit.setFocus()
        self.code.edit.selectAll()

    def show_done(self, done: Withdrawn) -> None:
        """Say what came of it; what was typed goes from the screen."""
        self._done = done
        self.code.edit.clear()
        self.code.hide()
        self.lead.hide()
        self.tell(self.told.setText, lambda words: "\n\n".join(withdrawing.sentences(done, words)))
        self.told.show()
        self.save_button.show()
        self.back_button.hide()
        self.say(self.go_button.setText, "withdraw_page.done")
        self.save_button.setFocus()

    def first_control(self) -> QWidget:
        return self.code.edit if self._done is None else self.save_button
