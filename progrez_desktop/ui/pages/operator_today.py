"""Today on this device: what waits, what is due, what is wrong."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout

from progrez_desktop.core.model.outgoing import Post
from progrez_desktop.core.services.duties import Standing
from progrez_desktop.core.services.today import Today
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.posts_words import post_rows
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.plain_table import PlainTable

_DAY_MS = 86_400_000


class TodayPage(StaffPage):
    send = Signal()
    """To the page where it is sent."""

    def __init__(self, context: Context, places: Places, today: Today, posts: Sequence[Post]) -> None:
        super().__init__(context, places, "today", "operator.today.title")
        self._today, self._posts = today, posts
        if today.clock.is_behind:
            self.body.addWidget(self._clock())
        self._figures = self.row_or_column(16)
        self._add_figures(self._figures)
        self.body.addLayout(self._figures)
        halves = self.row_or_column(16)
        for frame, share in ((self._waiting(), 14), (self._duties(), 10)):
            column = QVBoxLayout()
            column.addWidget(frame)
            column.addStretch(1)
            halves.addLayout(column, share)
        self.body.addLayout(halves)
        self.body.addStretch(1)

    def _clock(self) -> QFrame:
        frame, inside = card("danger", margin=16, spacing=4)
        title, text = label("strong"), label("body")
        clock = self._today.clock
        self.say(title.setText, "operator.clock.title")
        self.tell(
            text.setText,
            lambda words: words(
                "operator.clock.text", now=words.moment(clock.clock_ms), seen=words.moment(clock.high_water_ms)
            ),
        )
        inside.addWidget(title)
        inside.addWidget(text)
        return frame

    def _add_figures(self, row: QBoxLayout) -> None:
        due = [one for one in self._today.duties if one.state in ("reminder", "overdue")]
        profiles = sum(post.profiles for post in self._posts)
        erasures = sum(post.erasures for post in self._posts)
        for count, key, wrong in (
            (profiles, "profiles", False),
            (erasures, "erasures", False),
            (len(due), "due", bool(due)),
            (self._today.safes_missing, "safes", self._today.safes_missing > 0),
        ):
            row.addWidget(self._figure(count, f"operator.figure.{key}", wrong=wrong), 1)

    def _figure(self, count: int, key: str, *, wrong: bool) -> QFrame:
        frame, inside = card(margin=20, spacing=2)
        figure, text = label("figure", tone="warn" if wrong else ""), label("muted")
        self.tell(figure.setText, lambda words: words.number(count))
        self.tell(text.setText, lambda words: words.plural(key, count))
        inside.addWidget(figure)
        inside.addWidget(text)
        return frame

    def _waiting(self) -> QFrame:
        frame, inside = self.titled_card("operator.send.title")
        sent = [post.sent_ms for post in self._posts if post.sent_ms is not None]
        last = label("small")
        self.tell(last.setText, partial(last_sent, max(sent, default=None)))
        inside.addWidget(last)
        rows = post_rows(self._posts)
        if rows:
            table = PlainTable(self, "operator.column", ("to", "what", "how_many", "state"), (5, 6, 2, 5))
            for cells in rows:
                table.add(cells)
            inside.addWidget(table)
        else:
            nothing = label("body")
            self.say(nothing.setText, "operator.nothing_waits" if self._posts else "operator.nobody_yet")
            inside.addWidget(nothing)
        self.send_button = Button("primary" if rows else "secondary")
        self.say(self.send_button.setText, "operator.go.send")
        self.send_button.clicked.connect(self.send)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.send_button)
        inside.addSpacing(8)
        inside.addLayout(buttons)
        return frame

    def _duties(self) -> QFrame:
        frame, inside = self.titled_card("operator.duties.title")
        if not self._today.duties:
            nothing = label("body")
            self.say(nothing.setText, "operator.duties.none")
            inside.addWidget(nothing)
            return frame
        table = PlainTable(self, "operator.column", ("request", "due"), (3, 2))
        for one in self._today.duties:
            tone = {"overdue": "pill danger", "reminder": "pill warn"}.get(one.state, "pill plain")
            table.add((("body", partial(_request, one)), (tone, partial(_due, one, self._today.clock.clock_ms))))
        inside.addWidget(table)
        where = label("small")
        self.say(where.setText, "operator.duties.where")
        inside.addWidget(where)
        return frame

    def first_control(self) -> Button:
        return self.send_button


def last_sent(at_ms: int | None, words: Words) -> str:
    return words("operator.sent_at", at=words.moment(at_ms)) if at_ms else words("operator.never_sent")


def _request(one: Standing, words: Words) -> str:
    duty = one.duty
    told = words("operator.duty", kind=words(f"duty.kind.{duty.kind}"), number=duty.number)
    return f"{told}\n{words('operator.duty.received', at=words.date(duty.received_ms))}"


def _due(one: Standing, now_ms: int, words: Words) -> str:
    days = -((now_ms - one.duty.due_ms) // _DAY_MS)
    if one.state == "overdue":
        return words("operator.overdue", at=words.short_date(one.duty.due_ms))
    return words.plural("operator.due_in", days) if days > 0 else words("operator.due_today")
