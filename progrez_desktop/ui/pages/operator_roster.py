"""Who of staff runs this computer: members with their role and second factor, and what can be changed of it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from progrez_desktop.core.model.staff import Member, SignedInMember
from progrez_desktop.core.staff_roles import NEEDS_FACTOR
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label, line
from progrez_desktop.ui.widgets.state_row import StateRow


class RosterPage(StaffPage):
    adding = Signal()
    renewing = Signal(object)
    dropped = Signal(object)
    """A Member, after a second press."""
    own = Signal()
    """To one's own passphrase and second factor."""

    def __init__(self, context: Context, places: Places, members: Sequence[Member], here: SignedInMember) -> None:
        super().__init__(context, places, "roster", "operator.go.roster")
        self._here = here
        self._asked: Member | None = None
        self.buttons: list[Button] = []
        self.drop_buttons: dict[str, Button] = {}
        self.show_lead(lambda words: words("roster.lead"))
        if not here.member.factors:
            self.body.addWidget(self._without_factor())
        shown = members if here.may("keep_members") else [here.member]
        frame, inside = self.titled_card("roster.members")
        for one in shown:
            inside.addWidget(line())
            inside.addWidget(self._row(one))
        self.body.addWidget(frame)
        self.body.addWidget(self._sure())
        self.body.addStretch(1)
        self.own_button, self.add_button = Button(), Button("primary")
        self.say(self.own_button.setText, "roster.own")
        self.say(self.add_button.setText, "roster.add")
        self.own_button.clicked.connect(self.own)
        self.add_button.clicked.connect(self.adding)
        self.footer.addWidget(self.own_button)
        if here.may("keep_members"):
            self.put_forth(self.add_button)

    def _without_factor(self) -> QFrame:
        """Told to whoever comes in with one thing alone: an operator may do all with it, the others nothing yet."""
        frame, inside = card("marigold", margin=16, spacing=4)
        text = label("body")
        needs_one = self._here.member.role in NEEDS_FACTOR
        self.say(text.setText, "roster.without_factor_yet" if needs_one else "roster.without_factor")
        inside.addWidget(text)
        return frame

    def _row(self, one: Member) -> StateRow:
        is_me = one.id == self._here.member.id
        row = StateRow(
            self,
            partial(called, one),
            partial(_detail, one),
            (lambda words: words("roster.you")) if is_me else None,
            "spruce",
        )
        if not is_me and self._here.may("keep_members"):
            self.buttons.append(row.add_button("roster.renew", partial(self.renewing.emit, one)))
            self.drop_buttons[one.id] = row.add_button("roster.drop", partial(self._ask, one))
        return row

    # A second press

    def _sure(self) -> QFrame:
        self.sure, inside = card("danger", margin=20, spacing=8)
        self._about = label("body")
        inside.addWidget(self._about)
        row = self.row_or_column(12)
        self.back_button, self.sure_button = Button(), Button("danger")
        self.say(self.back_button.setText, "duties.going.back")
        self.say(self.sure_button.setText, "roster.drop.sure")
        self.back_button.clicked.connect(self._think_again)
        self.sure_button.clicked.connect(lambda: self.dropped.emit(self._asked))
        row.addWidget(self.back_button)
        row.addWidget(self.sure_button)
        row.addStretch(1)
        inside.addLayout(row)
        self.sure.hide()
        return self.sure

    def _ask(self, one: Member) -> None:
        self._asked = one
        self.tell(self._about.setText, lambda words: words("roster.drop.text", name=called(one, words)))
        self.sure.show()
        self.go_on_at(self.back_button, self.sure)

    def _think_again(self) -> None:
        self.sure.hide()
        if self._asked is not None:
            self.drop_buttons[self._asked.id].setFocus()

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        own = (self.own_button, self.add_button, self.back_button, self.sure_button)
        for button in (*self.buttons, *self.drop_buttons.values(), *own):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        if not self.sure.isHidden():
            return self.back_button
        return self.add_button if self._here.may("keep_members") else self.own_button


def called(one: Member, words: Words) -> str:
    return one.name or words("staff.nameless")


def _detail(one: Member, words: Words) -> str:
    factors = ", ".join(words(f"staff.factor.{kind}") for kind in one.factors) or words("staff.factor.none")
    return " · ".join((words(f"staff.role.{one.role}"), words("roster.factor", factors=factors)))
