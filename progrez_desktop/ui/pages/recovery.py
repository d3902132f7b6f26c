"""The recovery code, shown once: read it, keep it, type one group to show that it was kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label, live
from progrez_desktop.ui.widgets.field import Field

_ASKED_GROUP = 2
"""Counted from 1; asking for any group shows that the code was written down and not only looked at."""


class RecoveryPage(Desk):
    """For a person's safe ("person", or "again" for a new code in the place of one that nobody kept) and, at the first
    start, for the computer itself ("machine"); `about` names the words to use.
    """

    kept = Signal()
    save_sheet = Signal()

    def __init__(self, context: Context, code: str, about: str) -> None:
        super().__init__(context, f"recovery.{about}.title", f"recovery.{about}.lead")
        self._code = code
        if about != "machine":
            self.show_step("step.account")
        self.body.addWidget(self._code_card(about))
        self.body.addStretch(1)
        self.continue_button = Button("primary")
        self.continue_button.clicked.connect(self._go_on)
        self.say(self.continue_button.setText, "account.continue")
        self.footer.addStretch(1)
        self.footer.addWidget(self.continue_button)

    def _code_card(self, about: str) -> QFrame:
        frame, inside = card("spruce", margin=32, spacing=16)
        groups = self._code.split("-")
        for row in (groups[:4], groups[4:]):
            shown = label("code", " - ".join(row))
            # Sign by sign, with a pause after each group: one of them is asked for.
            shown.setAccessibleName(", ".join(" ".join(group) for group in row))
            inside.addWidget(shown)
        warning = label("body")
        self.say(warning.setText, f"recovery.{about}.warning")
        inside.addWidget(warning)
        row_of_actions = QHBoxLayout()
        sheet = Button()
        sheet.clicked.connect(self.save_sheet)
        self.say(sheet.setText, "recovery.save_sheet")
        row_of_actions.addWidget(sheet)
        self.sheet_note = live("small")
        row_of_actions.addWidget(self.sheet_note, 1)
        inside.addLayout(row_of_actions)
        self.field = Field(self, "recovery.type_group")
        self.field.edit.setMaxLength(12)
        self.field.edit.returnPressed.connect(self._go_on)
        self._fit_field()
        inside.addWidget(self.field)
        return frame

    def asked_group(self) -> str:
        return self._code.split("-")[_ASKED_GROUP - 1]

    def _go_on(self) -> None:
        typed = self.field.text().strip().upper().replace(" ", "").replace("O", "0").translate({73: "1", 76: "1"})
        if typed == self.asked_group():
            self.kept.emit()
        else:
            self.field.show_fault("recovery.wrong_group")
            self.field.edit.setFocus()

    def show_sheet_saved(self, name: str) -> None:
        self.say(self.sheet_note.setText, "recovery.sheet_saved", name=name)

    def show_sheet_fault(self, failure: Exception) -> None:
        self.tell(self.sheet_note.setText, lambda words: sentence_of(failure, words))

    def _fit_field(self) -> None:
        self.field.edit.setMaximumWidth(self.context.theme.px(220))

    def retranslate(self) -> None:
        super().retranslate()
        self._fit_field()

    def first_control(self) -> QWidget:
        return self.field.edit
