"""The organisations that this device knows: what it is to each of them, and the way to become one of their devices."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from progrez_desktop.core.organisation import fingerprint, in_groups
from progrez_desktop.core.services import enrolling
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from progrez_desktop.core.model.organisation import Pinned

_TONES = {"admitted": "ok", "asked": "warn", "dropped": "danger"}


class OrganisationsPage(StaffPage):
    enrol = Signal()
    """With an invitation from a file."""
    take = Signal()
    """What came back as a file: the certificate, in a room without a network."""
    ask = Signal(object)
    """The Pinned one whose server is asked how it stands."""

    def __init__(self, context: Context, places: Places, known: "Sequence[Pinned]") -> None:
        super().__init__(context, places, "organisations", "operator.go.organisations")
        self.ask_buttons: dict[str, Button] = {}
        for one in known:
            self.body.addWidget(self._card_of(one))
        if not known:
            self.body.addWidget(self._none())
        self.body.addStretch(1)
        self.enrol_button, self.take_button = Button("primary"), Button()
        self.say(self.enrol_button.setText, "operator.enrol.open")
        self.say(self.take_button.setText, "operator.enrol.take")
        self.enrol_button.clicked.connect(self.enrol)
        self.take_button.clicked.connect(self.take)
        self.footer.addWidget(self.take_button)
        self.put_forth(self.enrol_button)

    def _none(self) -> QFrame:
        frame, inside = card(margin=24)
        title, text = label("h3"), label("body")
        self.say(title.setText, "operator.organisations.none.title")
        self.say(text.setText, "operator.organisations.none.text")
        inside.addWidget(title)
        inside.addWidget(text)
        return frame

    def _card_of(self, one: "Pinned") -> QFrame:
        frame, inside = card(margin=20, spacing=8)
        title, state, told = label("h3"), label("pill", wrap=False), label("body")
        self.tell(title.setText, partial(name_of, one))
        stands = enrolment_of(one)
        state.setProperty("tone", _TONES.get(stands, ""))
        self.say(state.setText, f"operator.enrolment.{stands}")
        self.say(told.setText, f"operator.enrolment.{stands}.text")
        head = FlowLayout(spacing=12, below=6)
        head.addWidget(title)
        head.addWidget(state)
        inside.addLayout(head)
        inside.addWidget(told)
        if one.card is not None:
            mark = label("small")
            print_ = in_groups(fingerprint(one.organisation_id, one.card.signing_key))
            self.say(mark.setText, "operator.fingerprint_is", fingerprint=print_)
            inside.addWidget(mark)
            if stands in ("invited", "asked"):
                own = label("small")
                self.say(own.setText, "operator.own_fingerprint_is", fingerprint=enrolling.own_fingerprint(one))
                inside.addWidget(own)
            if one.card.server is not None and stands in ("invited", "asked", "admitted"):
                button = self.ask_buttons[one.organisation_id] = Button()
                self.say(button.setText, "operator.enrol.ask")
                self.tell(
                    button.setAccessibleName,
                    lambda words: words("operator.enrol.ask_spoken", organisation=name_of(one, words)),
                )
                button.clicked.connect(partial(self.ask.emit, one))
                row = FlowLayout()
                row.addWidget(button)
                inside.addLayout(row)
        return frame

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for button in (self.enrol_button, self.take_button, *self.ask_buttons.values()):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.enrol_button


def enrolment_of(one: "Pinned") -> str:
    """Return how it stands, as the end of a key."""
    return "dropped" if one.state == "dropped" else one.enrolment


def name_of(one: "Pinned", words: Words) -> str:
    if one.card is not None:
        return one.card.name[words.language]
    return one.name
