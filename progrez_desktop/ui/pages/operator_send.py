"""Send and fetch: what waits for whom, the press that sends it, and what came of each thing that was sent."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.model.outgoing import Post
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.layouts import clear
from progrez_desktop.ui.pages.operator_today import last_sent
from progrez_desktop.ui.posts_words import (
    Found,
    Stayed,
    in_the_way,
    may_be_carried,
    needs_sign_in,
    post_rows,
    stayed_of,
    why_nothing_waits,
)
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.outcome import Outcome, Told
from progrez_desktop.ui.widgets.plain_table import PlainTable
from progrez_desktop.ui.widgets.working_bar import WorkingBar


class SendPage(StaffPage):
    see_leaving = Signal()
    send = Signal()
    stop = Signal()
    to_stick = Signal()
    from_stick = Signal()
    sign_in = Signal(object)
    """The Post whose organisation has to know who of staff is here."""
    organisations = Signal()

    def __init__(self, context: Context, places: Places, found: Found) -> None:
        super().__init__(context, places, "send", "operator.go.send")
        self._posts: Sequence[Post] = ()
        self.sign_in_buttons: dict[str, Button] = {}
        self.organisations_button: Button | None = None
        self.working = WorkingBar(self, "operator.sending")
        self.working.stop.connect(self.stop)
        self.body.addWidget(self.working)
        # Above what waits: what came of a press is in view, however large the text is.
        self.outcome, self._outcome = card(margin=20, spacing=16)
        self.body.addWidget(self.outcome)
        self.waiting, self._waiting = self._card("operator.send.title")
        self.stayed, self._stayed = self._card("operator.stayed.title")
        self.body.addStretch(1)
        self.outcome.hide()
        self.send_button, self.leaving_button = Button("primary"), Button()
        self.to_stick_button, self.from_stick_button = Button(), Button()
        for button, key, wish in (
            (self.leaving_button, "operator.see_leaving", self.see_leaving),
            (self.to_stick_button, "operator.to_stick", self.to_stick),
            (self.from_stick_button, "operator.from_stick", self.from_stick),
        ):
            self.say(button.setText, key)
            button.clicked.connect(wish)
            self.footer.addWidget(button)
        self.send_button.clicked.connect(self.send)
        self.put_forth(self.send_button)
        self.show_posts(found)

    def _card(self, title_key: str) -> tuple[QFrame, QVBoxLayout]:
        frame, inside = self.titled_card(title_key)
        within = QVBoxLayout()
        within.setSpacing(8)
        inside.addLayout(within)
        self.body.addWidget(frame)
        return frame, within

    # What waits

    def show_posts(self, found: Found) -> None:
        """Show what waits now, for whom, what stands in its way, and what stayed here for good."""
        posts = self._posts = found.posts
        self._show_stayed(stayed_of(found.not_taken))
        clear(self._waiting)
        self.sign_in_buttons, self.organisations_button = {}, None
        sent = [post.sent_ms for post in posts if post.sent_ms is not None]
        self.show_lead(partial(last_sent, max(sent, default=None)))
        rows = post_rows(posts)
        if rows:
            table = PlainTable(self, "operator.column", ("to", "what", "how_many", "state"), (5, 6, 2, 5))
            for cells in rows:
                table.add(cells)
            self._waiting.addWidget(table)
        else:
            nothing = label("body")
            self.say(nothing.setText, why_nothing_waits(posts))
            self._waiting.addWidget(nothing)
        self._add_ways_on()
        count = sum(post.profiles + post.erasures for post in posts if post.can_be_pressed)
        if count:
            self.tell(self.send_button.setText, lambda words: words.plural("operator.send_count", count))
        else:
            self.say(self.send_button.setText, "operator.fetch")
        self._mark()

    def _add_ways_on(self) -> None:
        """What stands in the way, and what a person can do about it."""
        for sentence in in_the_way(self._posts):
            why = label("small")
            self.tell(why.setText, sentence)
            self._waiting.addWidget(why)
        row = QWidget()
        flow = FlowLayout(spacing=12, below=8)
        row.setLayout(flow)
        for post in self._posts:
            if needs_sign_in(post):
                button = self.sign_in_buttons[post.organisation_id] = Button()
                self.tell(
                    button.setText,
                    lambda words, one=post: words("operator.sign_in", organisation=one.name[words.language]),  # type: ignore[misc]
                )
                button.clicked.connect(partial(self.sign_in.emit, post))
                flow.addWidget(button)
        if not self._posts or any(not post.can_be_pressed for post in self._posts):
            organisations = self.organisations_button = Button()
            self.say(organisations.setText, "operator.see_organisations")
            organisations.clicked.connect(self.organisations)
            flow.addWidget(organisations)
        self._waiting.addWidget(row)
        row.setVisible(flow.count() > 0)

    def _mark(self) -> None:
        possible = any(post.can_be_pressed for post in self._posts)
        waits = any(post.profiles or post.erasures for post in self._posts)
        self.send_button.setEnabled(possible and not self.is_busy)
        self.leaving_button.setEnabled(waits and not self.is_busy)
        self.to_stick_button.setEnabled(bool(self.to_carry()) and not self.is_busy)
        self.from_stick_button.setEnabled(bool(self._posts) and not self.is_busy)

    def to_carry(self) -> list[Post]:
        """Return those for which something waits that may go on a stick."""
        return [post for post in self._posts if may_be_carried(post) and (post.profiles or post.erasures)]

    # Sending

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self._mark()
        for button in self.sign_in_buttons.values():
            button.setEnabled(not busy)

    def show_sending(self) -> None:
        self.note.hide()
        self.outcome.hide()
        self.working.begin()
        self.working.stop_button.setFocus()

    def _show_stayed(self, stayed: Sequence[Stayed]) -> None:
        clear(self._stayed)
        self.stayed.setVisible(bool(stayed))
        if stayed:
            table = PlainTable(self, "operator.column", ("release", "why"), (1, 3))
            for one in stayed:
                table.add((("smallink", one.number), ("body", one.why)))
            self._stayed.addWidget(table)

    def show_outcomes(self, told: Sequence[Told]) -> None:
        """Say what came of it at each organisation, also to whoever has it read aloud where the keyboard is."""
        self.working.end()
        clear(self._outcome)
        for one in told:
            self._outcome.addWidget(Outcome(self, one))
        self.tell(
            self.send_button.setAccessibleDescription, lambda words: " ".join(" ".join(one(words)) for one in told)
        )
        self.outcome.show()
        if self.scroller is not None:
            self.scroller.verticalScrollBar().setValue(0)
        self.send_button.setFocus()

    def show_fault(self, failure: Exception) -> None:
        self.working.end()
        super().show_fault(failure)

    def first_control(self) -> QWidget:
        """What leads on: sending, or what stands in its way."""
        if self.send_button.isEnabled():
            return self.send_button
        ways_on = [*self.sign_in_buttons.values(), self.organisations_button]
        return next((one for one in ways_on if one is not None), self.from_stick_button)
