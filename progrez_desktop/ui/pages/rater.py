"""Before rating: who rates. A name that was used before is one press; a new one comes with a role."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from progrez_desktop.core.model.rating import ROLES, Rater, RaterRole
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk, Sentence
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field


class RaterPage(Desk):
    chosen = Signal(object)
    """A Rater."""
    added = Signal(str, str)
    """Name and role of somebody new."""

    def __init__(self, context: Context, raters: Sequence[Rater]) -> None:
        super().__init__(context, "rating.who.title", "rating.who.lead")
        frame, inside = card(margin=32, spacing=14)
        self.known = []
        for rater in raters:
            button = Button(text=rater.name)
            button.clicked.connect(lambda _=False, who=rater: self.chosen.emit(who))
            self.tell(button.setAccessibleName, _named(rater))
            self.known.append(button)
            inside.addWidget(button)
        if raters:
            new = label("h3")
            self.say(new.setText, "rating.who.new")
            inside.addSpacing(8)
            inside.addWidget(new)
        self.name = Field(self, "rating.who.name")
        self.name.edit.setMaxLength(80)
        self.name.edit.returnPressed.connect(self._add)
        inside.addWidget(self.name)
        inside.addWidget(self._roles_title())
        row = self.row_or_column(10)
        self.roles: dict[RaterRole, Button] = {}
        for role in ROLES:
            choice = Button("best")
            choice.setCheckable(True)
            choice.setProperty("spoken", "radio")
            self.say(choice.setText, f"rating.role.{role}")
            choice.clicked.connect(lambda _=False, only=role: self._choose(only))
            self.roles[role] = choice
            row.addWidget(choice)
        row.addStretch(1)
        inside.addLayout(row)
        self._choose(ROLES[0])
        self.body.addLayout(self.below_title(frame, 760))
        self.body.addStretch(1)
        self.add_button = Button("primary")
        self.add_button.clicked.connect(self._add)
        self.say(self.add_button.setText, "rating.who.add")
        self.footer.addStretch(1)
        self.footer.addWidget(self.add_button)

    def _roles_title(self) -> QLabel:
        title = label("field")
        self.say(title.setText, "rating.who.role")
        return title

    def _choose(self, role: RaterRole) -> None:
        """One role, and each of them a stop of the Tab key, which an exclusive group of buttons would not be."""
        for one, choice in self.roles.items():
            choice.setChecked(one == role)

    def show_fault(self, failure: Exception) -> None:
        key = getattr(failure, "message_key", "")
        self.name.show_fault(key or "error.unexpected", **getattr(failure, "params", {"kind": type(failure).__name__}))

    def _add(self) -> None:
        role = next(role for role, choice in self.roles.items() if choice.isChecked())
        self.added.emit(self.name.text(), role)

    def first_control(self) -> QWidget:
        return self.known[0] if self.known else self.name.edit


def _named(rater: Rater) -> Sentence:
    return lambda words: f"{rater.name}, {words(f'rating.role.{rater.role}')}"
