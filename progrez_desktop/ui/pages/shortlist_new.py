"""What would become a shortlist: what its filter does to groups is read first, and then it gets a name."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.shortlist import Proposed
from progrez_desktop.core.services.recruiting import shortlist_words
from progrez_desktop.core.services.recruiting.shortlists import LONGEST_NAME
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field

Names = Mapping[str, Mapping[str, str]]
"""Of skills, by language and id."""


class ShortlistNewPage(StaffPage):
    back = Signal()
    named = Signal(str)

    def __init__(self, context: Context, proposed: Proposed, names: Names) -> None:
        super().__init__(context, PLACES, "shortlists", "shortlist.new")
        self.show_lead(lambda words: words.plural("shortlist.members", len(proposed.rows)))
        is_warning = bool(proposed.refused) or proposed.impact.is_below_four_fifths
        frame, inside = card("marigold" if is_warning else "true", margin=20, spacing=8)
        title = label("h3")
        self.say(title.setText, "shortlist.impact")
        inside.addWidget(title)
        for number, _ in enumerate(_all(proposed, names, context.words)):
            one = label("smallink" if is_warning else "body")
            self.tell(one.setText, partial(_nth, proposed, names, number))
            inside.addWidget(one)
        self.body.addWidget(frame)
        people, listed = self.titled_card("shortlist.people")
        codes = label("body")
        self.tell(codes.setText, partial(_codes, proposed))
        listed.addWidget(codes)
        self.body.addWidget(people)
        self.name = Field(self, "shortlist.name")
        self.name.edit.setMaxLength(LONGEST_NAME)
        self.name.edit.returnPressed.connect(self._make)
        self.body.addWidget(self.name)
        self.body.addStretch(1)
        self.back_button, self.make_button = Button(), Button("primary")
        self.say(self.back_button.setText, "candidate.back")
        self.say(self.make_button.setText, "shortlist.make")
        self.back_button.clicked.connect(self.back)
        self.make_button.clicked.connect(self._make)
        self.footer.addWidget(self.back_button)
        self.put_forth(self.make_button)
        for widget in (self.name, self.make_button) if proposed.refused else ():
            widget.hide()
        self._is_refused = bool(proposed.refused)

    def _make(self) -> None:
        name = self.name.text().strip()
        self.name.show_fault(None if name else "error.shortlist_unnamed")
        if name:
            self.named.emit(name)
        else:
            self.name.edit.setFocus()

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.make_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.back_button if self._is_refused else self.name.edit


def _nth(proposed: Proposed, names: Names, number: int, words: Words) -> str:
    return _all(proposed, names, words)[number]


def _all(proposed: Proposed, names: Names, words: Words) -> list[str]:
    return list(shortlist_words.of_impact(proposed, words, names[words.language]))


_MOST = 200
"""Codes that are written out: more of them nobody reads."""


def _codes(proposed: Proposed, words: Words) -> str:
    codes = [row.code for row in proposed.rows]
    more = len(codes) - _MOST
    told = ", ".join(codes[:_MOST])
    return f"{told} {words.plural('shortlist.more', more)}" if more > 0 else told
