"""Today on this device: who sat here, what waits, what is due, what is wrong."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from progrez_desktop.core.model.lock_down import LockState
from progrez_desktop.core.model.outgoing import Post
from progrez_desktop.core.services.duties import Standing
from progrez_desktop.core.services.kiosk_check.examine import counted
from progrez_desktop.core.services.kiosk_door import Standing as LockStanding
from progrez_desktop.core.services.today import Today
from progrez_desktop.core.words import Words
from progrez_desktop.ui import duties_words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Sentence
from progrez_desktop.ui.posts_words import post_rows, why_nothing_waits
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label, line
from progrez_desktop.ui.widgets.plain_table import PlainTable
from progrez_desktop.ui.widgets.state_row import StateRow

_MOST_DUTIES = 4
"""In one view; the others are a press away."""


class TodayPage(StaffPage):
    wanted = Signal(str)
    """The place where something is done about it."""

    def __init__(self, context: Context, places: Places, today: Today, posts: Sequence[Post]) -> None:
        super().__init__(context, places, "today", None)
        self._today, self._posts = today, posts
        self.tell(self.entitle, partial(_title, today))
        if today.clock.is_behind:
            self.body.addWidget(self._clock())
        self._figures = self.row_or_column(16)
        self._add_figures(self._figures)
        self.body.addLayout(self._figures)
        halves = self.row_or_column(16)
        for frame, share in ((self._waiting(), 15), (self._duties(), 11)):
            halves.addWidget(frame, share)
        self.body.addLayout(halves)
        self.body.addStretch(1)

    def show_lock(self, standing: LockStanding) -> None:
        """Say how this computer is locked down: it was looked at while the page was shown already."""
        counts = counted(standing.found)
        self.tell_state(partial(lock_words, counts), "warn" if counts["open"] else "ok")

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

    # Figures

    def _add_figures(self, row: QBoxLayout) -> None:
        today = self._today
        due = [one for one in today.open_duties if one.state in ("reminder", "overdue")]
        profiles = sum(post.profiles for post in self._posts)
        figures: tuple[tuple[int, Sentence, bool], ...] = (
            (today.sat, partial(_sat, today), False),
            (profiles, lambda words: words.plural("operator.figure.profiles", profiles), False),
            (len(due), partial(_due_figure, due, today.clock.clock_ms), bool(due)),
            (
                today.safes_at_fault,
                lambda words: words.plural("operator.figure.safes", today.safes_at_fault),
                today.safes_at_fault > 0,
            ),
        )
        for count, sentence, wrong in figures:
            row.addWidget(self._figure(count, sentence, wrong=wrong), 1)

    def _figure(self, count: int, sentence: Sentence, *, wrong: bool) -> QFrame:
        frame, inside = card(margin=20, spacing=2)
        figure, text = label("figure", tone="warn" if wrong else ""), label("muted")
        self.tell(figure.setText, lambda words: words.number(count))
        self.tell(text.setText, sentence)
        inside.addWidget(figure)
        inside.addWidget(text)
        inside.addStretch(1)
        return frame

    # Send

    def _head(self, inside: QVBoxLayout, title_key: str, beside: QLabel) -> None:
        """A title, and what belongs to it at the right."""
        title = label("h2")
        self.say(title.setText, title_key)
        row = self.row_or_column(12)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(beside)
        inside.addLayout(row)

    def _waiting(self) -> QFrame:
        frame, inside = card(margin=20, spacing=8)
        sent = [post.sent_ms for post in self._posts if post.sent_ms is not None]
        last = label("small", wrap=False)
        self.tell(last.setText, partial(last_sent, max(sent, default=None)))
        self._head(inside, "operator.go.send_short", last)
        rows = post_rows(self._posts)
        if rows:
            table = PlainTable(self, "operator.column", ("to", "what", "how_many", "state"), (5, 6, 2, 5))
            for cells in rows:
                table.add(cells)
            inside.addWidget(table)
        else:
            nothing = label("body")
            self.say(nothing.setText, why_nothing_waits(self._posts))
            inside.addWidget(nothing)
        if self._posts:
            self.send_button = self._way(inside, "operator.go.send", "send", kind="primary" if rows else "secondary")
        else:  # where nothing can leave yet, the way on is another one
            self.send_button = self._way(inside, "operator.see_organisations", "organisations", kind="primary")
        return frame

    def _way(self, inside: QVBoxLayout, key: str, place: str, *, kind: str = "secondary") -> Button:
        """Add the button that leads to where something is done about it, where one may go there."""
        button = Button(kind)
        self.say(button.setText, key)
        button.clicked.connect(partial(self.wanted.emit, place))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button)
        if place not in self.bar.entries:
            button.hide()
        inside.addStretch(1)
        inside.addSpacing(8)
        inside.addLayout(buttons)
        return button

    # Duties

    def _duties(self) -> QFrame:
        today = self._today
        frame, inside = card(margin=20, spacing=8)
        self._head(inside, "operator.go.duties", label("small", wrap=False))
        for one in today.duties[:_MOST_DUTIES]:
            inside.addWidget(self._duty(one))
            inside.addWidget(line())
        if not today.open_duties:
            nothing = label("body")
            self.say(nothing.setText, "operator.duties.none")
            inside.addWidget(nothing)
            inside.addWidget(line())
        inside.addWidget(self._sweep())
        self.duties_button = self._way(inside, "operator.duties.all", "duties")
        return frame

    def _duty(self, one: Standing) -> StateRow:
        return StateRow(
            self,
            partial(duties_words.called, one),
            partial(duties_words.detail, one),
            partial(duties_words.due, one, self._today.clock.clock_ms),
            duties_words.TONES[one.state],
        )

    def _sweep(self) -> StateRow:
        """What the program does by itself: safes that are over go, after seven days in which the clock is believed."""
        today = self._today
        return StateRow(
            self,
            lambda words: words("operator.sweep"),
            lambda words: words.plural("operator.sweep.over", today.over),
            partial(_swept, today.swept_ms, today.clock.clock_ms),
            "ok" if today.swept_ms is not None else "",
        )

    def first_control(self) -> Button:
        return self.send_button if "send" in self.bar.entries else self.bar.entries["today"]


def last_sent(at_ms: int | None, words: Words) -> str:
    return words("operator.sent_at", at=words.moment(at_ms)) if at_ms else words("operator.never_sent")


def lock_words(counts: Mapping[LockState, int], words: Words) -> str:
    """How many checks hold by the system, by this program alone, and not at all: as the picture has it."""
    key = "operator.lock" if counts["open"] else "operator.lock.whole"
    return words(key, enforced=counts["enforced"], detected=counts["detected"], open=counts["open"])


def _title(today: Today, words: Words) -> str:
    """What the computer is called and whose it is; with several organisations, how many."""
    if not today.whose:
        return words("operator.today.title")
    first, *others = today.whose
    whose = words("operator.of_several", n=len(today.whose)) if others else first[words.language]
    return f"{today.called} · {whose}"


def _sat(today: Today, words: Words) -> str:
    key = "operator.figure.sat_open" if today.unfinished else "operator.figure.sat"
    return words.plural(key, today.sat, open=today.unfinished)


def _due_figure(due: Sequence[Standing], now_ms: int, words: Words) -> str:
    """How soon the first of them is due, as in "request due in 4 days"."""
    if not due:
        return words("operator.figure.none_due")
    return words.plural("operator.figure.due", len(due), due=duties_words.due(due[0], now_ms, words))


def _swept(at_ms: int | None, now_ms: int, words: Words) -> str:
    if at_ms is None:
        return words("operator.sweep.never")
    return words("operator.sweep.done", at=words.near_date(at_ms, now_ms))
