"""The first page of a kiosk where something doesn't hold that the operator requires: what, what to do, who helps."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from progrez_desktop.core.model.lock_down import Found
from progrez_desktop.core.services.kiosk_check.told import told
from progrez_desktop.core.services.kiosk_door import LET_ON_REASONS, LetOnReason
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.choice import ChoiceCard


class KioskCheckPage(Desk):
    """Lists what doesn't hold. Anybody may have it looked at again; staff may let people on, with a reason."""

    look_again = Signal()
    let_on = Signal(str)
    """With the code of a reason."""

    def __init__(self, context: Context, unmet: Sequence[Found]) -> None:
        super().__init__(context, "kiosk_check.title", "kiosk_check.lead")
        for one in unmet:
            self.body.addWidget(self._card(one))
        self.reasons = self._reasons_card()
        self.body.addWidget(self.reasons)
        self.body.addStretch(1)
        self.reasons.hide()
        self.note = label("body")
        self.note.setAccessibleName("")
        self.footer.addWidget(self.note, 1)
        self.staff_button, self.again_button = Button(), Button("primary")
        self.say(self.staff_button.setText, "kiosk_check.staff")
        self.say(self.again_button.setText, "kiosk_check.again")
        self.staff_button.clicked.connect(self._staff)
        self.again_button.clicked.connect(self.look_again)
        self.footer.addWidget(self.staff_button)
        self.footer.addWidget(self.again_button)

    def _card(self, one: Found) -> QFrame:
        frame, inside = card(margin=20, spacing=6)
        title, found, means, mend = label("h3"), label("body"), label("body"), label("body")
        self.tell(title.setText, lambda words: words("kiosk_check.one", what=_begun(told(one, words).title)))
        self.tell(found.setText, lambda words: words("kiosk_check.found", found=told(one, words).found))
        self.tell(means.setText, lambda words: told(one, words).means)
        self.tell(mend.setText, lambda words: words("kiosk_check.mend", mend=told(one, words).mend))
        for part in (title, found, means, mend):
            inside.addWidget(part)
        if one.command:
            command = label("code", one.command)
            command.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            inside.addWidget(command)
        return frame

    def _reasons_card(self) -> QFrame:
        frame, inside = self.titled_card("kiosk_check.why")
        hint = label("body")
        self.say(hint.setText, "kiosk_check.why.text")
        inside.addWidget(hint)
        self.choices: dict[LetOnReason, ChoiceCard] = {}
        for reason in LET_ON_REASONS:
            choice = ChoiceCard(self.context, small=True, one_of_several=True)
            self.say(partial(self._show_choice, choice, reason), f"kiosk_check.reason.{reason}")
            choice.clicked.connect(partial(self._choose, reason))
            self.choices[reason] = choice
            inside.addWidget(choice)
        return frame

    def _choose(self, reason: LetOnReason, _: bool = False) -> None:
        """One of several by hand: in a group of Qt's, Tab would reach one of them alone."""
        for one, choice in self.choices.items():
            choice.setChecked(one == reason)

    def _show_choice(self, choice: ChoiceCard, reason: LetOnReason, title: str) -> None:
        choice.show_texts(title, self.context.words(f"kiosk_check.reason.{reason}.text"))

    def _staff(self) -> None:
        """The first press shows the reasons; the second goes on with the one that was chosen."""
        if self.reasons.isHidden():
            self.reasons.show()
            self.say(self.staff_button.setText, "kiosk_check.go_on")
            self.go_on_at(next(iter(self.choices.values())), self.reasons)
            return
        chosen = [reason for reason, choice in self.choices.items() if choice.isChecked()]
        if chosen:
            self.let_on.emit(chosen[0])
        else:
            self.say(self.note.setText, "kiosk_check.choose")
            self.go_on_at(next(iter(self.choices.values())), self.reasons)

    def show_still(self) -> None:
        """Say that it was looked at again, and nothing changed."""
        self.say(self.note.setText, "kiosk_check.still")

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.again_button.setEnabled(not busy)
        self.staff_button.setEnabled(not busy)
        if busy:
            self.say(self.note.setText, "kiosk_check.looking")

    def first_control(self) -> QWidget:
        return self.again_button


def _begun(title: str) -> str:
    """A heading begins with a capital; in a table of findings the same words don't."""
    return title[:1].upper() + title[1:]
