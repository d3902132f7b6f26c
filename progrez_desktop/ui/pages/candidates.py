"""The list of candidates: blind codes, every score with its margin, search and filters, and no order by a score."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.consent import PURPOSES
from progrez_desktop.core.model.registry import ORDERS, Fetched, Order, Query, Row, Standing
from progrez_desktop.core.words import Words
from progrez_desktop.ui.candidates import PAGE, SOON_MS, Candidates
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import ROOM, Sentence
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.candidate_table import CandidateTable
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.pick import Named, Pick
from progrez_desktop.ui.widgets.working_bar import WorkingBar

PLACES = Places(("candidates.go.list", "candidates.go.refused"), ("candidates.go.lock",))
_STENS = range(2, 11)
_LEAST = 6
_TYPED_MS = 80
"""After the last key; a search takes about as long."""
_SHOWN = ("profile", "contact", "background", "drivers_licence", "teams", "research")
"""Purposes that a registry is sent anything for."""


class CandidatesPage(StaffPage):
    asked = Signal(object)
    """A Query: somebody typed or chose something."""
    wanted = Signal(int)
    """A page of the list that came into view."""
    looked_at = Signal(str)
    """The release that is to be opened, which its person is told of."""
    fetch = Signal()
    stop = Signal()
    export = Signal(list)
    """Releases."""

    def __init__(self, context: Context, skills: Sequence[Skill], query: Query, now_ms: int) -> None:
        super().__init__(context, PLACES, "list", "candidates.title")
        self._query, self._now_ms = query, now_ms
        self._standing: Standing | None = None
        self.model = Candidates(self, skills, lambda: context.words, now_ms)
        self.model.wanted.connect(self.wanted)
        self._typed = QTimer(self, interval=_TYPED_MS, singleShot=True)
        self._typed.timeout.connect(self._ask)
        self.fetch_button = Button("primary")
        self.put_above(self.fetch_button)
        self._add_filters(skills)
        self.table = CandidateTable(self, self.model)
        self.table.opened.connect(self._look_at)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._count_chosen())
        self.body.setContentsMargins(ROOM, 4, ROOM, 4)
        self.body.setSpacing(12)
        self.framed = self._framed()
        self.body.addWidget(self.framed, 1)
        self.empty = self._empty()
        self.body.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._lines())
        self.working = WorkingBar(self, "candidates.fetching")
        self.body.addWidget(self.working)
        self._add_buttons()
        self.show_query(query)
        self.show_rows(0, ())

    # What is asked

    def _add_filters(self, skills: Sequence[Skill]) -> None:
        row = FlowLayout(spacing=10, below=8)
        self.search = QLineEdit()
        self.search.setMaxLength(80)
        self.say(self.search.setPlaceholderText, "candidates.search")
        self.say(self.search.setAccessibleName, "candidates.search")
        self.search.textChanged.connect(lambda _: self._typed.start())
        named: list[Named] = [("", _key("candidates.any_skill")), *((one.id, partial(_name_of, one)) for one in skills)]
        self.skill = Pick(self, "candidates.skill", named)
        self.least = Pick(self, "candidates.least", [(str(n), partial(_least, n)) for n in _STENS])
        purposes = [(one, _key(f"candidates.purpose.{one}")) for one in PURPOSES if one in _SHOWN]
        self.purpose = Pick(self, "candidates.purpose", [("", _key("candidates.any_purpose")), *purposes])
        self.order = Pick(self, "candidates.order", [(one, _key(f"candidates.order.{one}")) for one in ORDERS])
        self.soon = Button("filter")
        self.soon.setCheckable(True)
        self._mark_soon()
        self.soon.toggled.connect(lambda _: self._mark_soon())
        self.soon.toggled.connect(lambda _: self._ask())
        for pick in (self.skill, self.least, self.purpose, self.order):
            pick.currentIndexChanged.connect(lambda _: self._ask())
        for widget in (self.search, self.skill, self.least, self.purpose, self.soon, self.order):
            row.addWidget(widget)
        self.body.addLayout(row)
        self._fit_search()

    def _fit_search(self) -> None:
        self.search.setFixedWidth(self.context.theme.px(160))

    @property
    def query(self) -> Query:
        """What is asked now."""
        order: Order = next(one for one in ORDERS if one == self.order.chosen)
        return Query(
            text=self.search.text().strip(),
            purpose=self.purpose.chosen or None,
            reaches=((self.skill.chosen, int(self.least.chosen)),) if self.skill.chosen else (),
            ends_before_ms=self._now_ms + SOON_MS if self.soon.isChecked() else None,
            order=order,
            limit=PAGE,
        )

    def show_query(self, query: Query) -> None:
        """Set the filters as they were when the list was left."""
        self.search.setText(query.text)
        self.purpose.choose(query.purpose or "")
        skill, least = query.reaches[0] if query.reaches else ("", _LEAST)
        self.skill.choose(skill)
        self.least.choose(str(least))
        self.soon.setChecked(query.ends_before_ms is not None)
        self.order.choose(query.order)
        self._typed.stop()
        self._mark_least()

    def _ask(self) -> None:
        self._mark_least()
        if self.query != self._query:
            self._query = self.query
            self.asked.emit(self._query)

    def _mark_least(self) -> None:
        self.least.setVisible(bool(self.skill.chosen))

    def _mark_soon(self) -> None:
        mark = "✓ " if self.soon.isChecked() else ""
        self.tell(self.soon.setText, lambda words: mark + words("candidates.soon"))

    def _clear(self) -> None:
        self.show_query(Query())
        self._ask()
        self.search.setFocus()

    # What there is

    def _framed(self) -> QWidget:
        """The table in a card, whose round corners its rows stay clear of."""
        frame, inside = card(margin=0)
        inside.setContentsMargins(4, 8, 4, 8)
        inside.addWidget(self.table)
        return frame

    def _empty(self) -> QWidget:
        frame, inside = card(margin=24)
        self._empty_title, self._empty_text = label("h3"), label("body")
        self.clear_button = Button()
        self.say(self.clear_button.setText, "candidates.clear")
        self.clear_button.clicked.connect(self._clear)
        for widget in (self._empty_title, self._empty_text):
            inside.addWidget(widget)
        row = FlowLayout()
        row.addWidget(self.clear_button)
        inside.addLayout(row)
        return frame

    def _lines(self) -> QWidget:
        lines = QWidget()
        row = self.row_or_column(12)
        row.setContentsMargins(0, 0, 0, 0)
        for key in ("candidates.ties", "candidates.no_rank"):
            one = label("small")
            self.say(one.setText, key)
            row.addWidget(one, 1)
        lines.setLayout(row)
        return lines

    def _add_buttons(self) -> None:
        self.look_button, self.export_button = Button(), Button()
        self.say(self.look_button.setText, "candidates.look")
        self.say(self.export_button.setText, "candidates.export")
        self.say(self.fetch_button.setText, "candidates.fetch")
        self.look_button.clicked.connect(lambda: self._look_at(self.table.currentIndex().row()))
        self.export_button.clicked.connect(lambda: self.export.emit(self._chosen()))
        self.fetch_button.clicked.connect(self.fetch)
        self.working.stop.connect(self.stop)
        self.footer.addWidget(self.export_button)
        self.put_forth(self.look_button)

    def show_standing(self, standing: Standing) -> None:
        self._standing = standing
        self.show_lead(partial(_standing_sentence, standing))
        self._show_what_is_there()

    def show_rows(self, count: int, first: Sequence[Row]) -> None:
        self.model.begin(count, first)
        self._show_what_is_there()
        self._count_chosen()

    def _show_what_is_there(self) -> None:
        found = self.model.rowCount() > 0
        self.framed.setVisible(found)
        self.empty.setVisible(not found and self._standing is not None)
        filtered = self._standing is not None and self._standing.profiles > 0
        self.clear_button.setVisible(filtered)
        which = "filtered" if filtered else "none"
        self.say(self._empty_title.setText, f"candidates.empty.{which}.title")
        self.say(self._empty_text.setText, f"candidates.empty.{which}.text")

    def _chosen(self) -> list[str]:
        rows = [self.model.row(number) for number in self.table.chosen()]
        return [row.release_id for row in rows if row is not None]

    def _count_chosen(self) -> None:
        count = len(self.table.chosen())
        self.look_button.setEnabled(count == 1)
        self.export_button.setEnabled(count > 0 and not self.is_busy)

    def _look_at(self, number: int) -> None:
        row = self.model.row(number) if number >= 0 else None
        if row is not None:
            self.looked_at.emit(row.release_id)

    def go_on_at_row(self, number: int) -> None:
        """Take up a row again, after it was looked at."""
        if number < self.model.rowCount():
            self.table.selectRow(number)
            self.table.setFocus()

    # Fetching

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.fetch_button.setEnabled(not busy)
        self._count_chosen()

    def show_fetching(self) -> None:
        self.note.hide()
        self.working.begin()
        if self.fetch_button.hasFocus():
            self.working.stop_button.setFocus()

    def show_fetched(self, fetched: Fetched) -> None:
        self._end_fetching()
        self.tell_note(lambda words: fetched_sentence(fetched, words))
        self.tell(self.fetch_button.setAccessibleDescription, lambda words: fetched_sentence(fetched, words))

    def _end_fetching(self) -> None:
        """The keyboard goes back to where it was pressed; who typed a search meanwhile goes on with that."""
        if self.working.stop_button.hasFocus():
            self.fetch_button.setFocus()
        self.working.end()

    def show_fault(self, failure: Exception) -> None:
        self._end_fetching()
        super().show_fault(failure)

    def retranslate(self) -> None:
        super().retranslate()
        self._fit_search()
        self.model.say_again()

    def first_control(self) -> QWidget:
        return self.search


def _key(key: str) -> Sentence:
    return lambda words: words(key)


def _name_of(skill: Skill, words: Words) -> str:
    return skill.short_name[words.language]


def _least(sten: int, words: Words) -> str:
    return words("candidates.reaches", sten=sten)


def _standing_sentence(standing: Standing, words: Words) -> str:
    told = [words.plural("candidates.standing", standing.profiles)]
    fetched = standing.fetched_ms
    told.append(words("candidates.fetched_at", at=words.moment(fetched)) if fetched else words("candidates.never"))
    for count, key in ((standing.hidden, "hidden"), (standing.refused, "refused"), (standing.mail_waiting, "mail")):
        if count:
            told.append(words.plural(f"candidates.standing.{key}", count))
    return " · ".join(told)


def fetched_sentence(fetched: Fetched, words: Words) -> str:
    """Say what a fetch brought, in as many sentences as there is something to say."""
    told = []
    for name in ("new", "renewed", "erased", "expired", "refused", "told"):
        if count := getattr(fetched, name):
            told.append(words.plural(f"candidates.fetched.{name}", count))
    if not told:
        told.append(words("candidates.fetched.nothing"))
    if not fetched.is_complete:
        told.append(words("candidates.fetched.stopped"))
    if fetched.server_rolled_back:
        told.append(words("candidates.fetched.rolled_back"))
    if fetched.keys_missing:
        told.append(words.plural("registry.keys_missing", fetched.keys_missing))
    return " ".join(told)
