"""Exactly what would leave: each release with its purposes, fields, size and end. Nothing leaves from here."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.outgoing import Leaving, Post
from progrez_desktop.core.words import Words
from progrez_desktop.ui.by_turns import ByTurns
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Sentence
from progrez_desktop.ui.posts_words import release_number
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.plain_table import PlainTable

_SHOWN_FIRST = 50
"""Rows of one organisation; the others come when they are asked for."""
_A_SCREEN = 10
"""Rows that are made before anything else has its turn."""


class LeavingPage(StaffPage):
    back = Signal()

    def __init__(self, context: Context, places: Places, found: Sequence[tuple[Post, Sequence[Leaving]]]) -> None:
        super().__init__(context, places, "send", "operator.leaving.title")
        self.more_buttons: list[Button] = []
        lead = label("body")
        self.say(lead.setText, "operator.leaving.lead")
        self.body.addWidget(lead)
        for post, leaving in found:
            if not leaving and not post.erasures:
                continue
            self.body.addWidget(self._card_of(post, leaving))
        if not any(leaving or post.erasures for post, leaving in found):
            nothing = label("body")
            self.say(nothing.setText, "operator.nothing_waits")
            self.body.addWidget(nothing)
        self.body.addStretch(1)
        self.back_button = Button()
        self.say(self.back_button.setText, "operator.back_to_send")
        self.back_button.clicked.connect(self.back)
        self.footer.addWidget(self.back_button)

    def _card_of(self, post: Post, leaving: Sequence[Leaving]) -> QWidget:
        frame, inside = self.titled_card(
            lambda words: words("operator.leaving.to", organisation=post.name[words.language])
        )
        if post.erasures:
            erasures = label("body")
            self.tell(erasures.setText, lambda words: words.plural("operator.leaving.erasures", post.erasures))
            inside.addWidget(erasures)
        if not leaving:
            return frame
        table = PlainTable(self, "operator.column", ("release", "for", "fields", "bytes", "until"), (3, 5, 5, 2, 3))
        inside.addWidget(table)
        begins = range(0, min(len(leaving), _SHOWN_FIRST), _A_SCREEN)
        rows = (partial(self._add, table, leaving[at : min(at + _A_SCREEN, _SHOWN_FIRST)]) for at in begins)
        rest = ByTurns(self, rows, at_once=1)
        left = leaving[_SHOWN_FIRST:]
        if left:
            more = Button()
            self.more_buttons.append(more)
            self.tell(more.setText, lambda words: words.plural("operator.leaving.more", len(left)))
            row = FlowLayout()
            row.addWidget(more)
            inside.addLayout(row)

            def show_all() -> None:
                rest.finish()
                self._add(table, left)
                more.hide()
                self.back_button.setFocus()

            more.clicked.connect(show_all)
        return frame

    @staticmethod
    def _add(table: PlainTable, leaving: Sequence[Leaving]) -> None:
        for one in leaving:
            table.add(cells_of(one))

    def first_control(self) -> QWidget:
        return self.back_button


def cells_of(one: Leaving) -> Sequence[tuple[str, Sentence]]:
    """Return one release as a row."""
    return (
        ("smallink", release_number(one.release_id, one.version)),
        ("smallink", lambda words: "\n".join(words(f"operator.purpose.{name}") for name in one.purposes)),
        ("smallink", partial(_fields, one)),
        ("smallink", lambda words: words.number(one.bytes)),
        ("smallink", lambda words: words.short_date(one.until_ms)),
    )


def _fields(one: Leaving, words: Words) -> str:
    return ", ".join(words(f"operator.field.{name}") for name in one.fields)
