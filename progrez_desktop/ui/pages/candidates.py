"""The list of candidates: blind codes, every score with its margin, search and filters, and no order by a score."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.registry import ORDERS, Fetched, Order, Query, Row, Standing
from progrez_desktop.core.model.saved_filter import Missing
from progrez_desktop.core.services.recruiting.saved_filters import LONGEST_NAME
from progrez_desktop.core.words import Words
from progrez_desktop.ui.candidates import Candidates
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Sentence
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.asked_name import AskedName
from progrez_desktop.ui.widgets.basic import ROOM, Button, card, label
from progrez_desktop.ui.widgets.candidate_table import CandidateTable
from progrez_desktop.ui.widgets.filter_bar import FilterBar
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.names_card import NamesCard
from progrez_desktop.ui.widgets.pick import Pick
from progrez_desktop.ui.widgets.undo_note import UndoNote
from progrez_desktop.ui.widgets.working_bar import WorkingBar

LEAST_OF = {"compare": 2, "team": 0, "shortlist": 0}
"""How many have to be selected before they are handed on: a team can be of everybody, a shortlist of a whole filter."""
MOST_COMPARED = 6
_ROW = 44
"""Pixels: a label beside buttons stands in their middle."""


class CandidatesPage(StaffPage):
    asked = Signal(object)
    """A Query: somebody typed or chose something."""
    wanted = Signal(int)
    """A page of the list that came into view."""
    span_chosen = Signal(int, int)
    """Rows that are to be selected together, some of which are not here yet."""
    looked_at = Signal(str)
    """The release that is to be opened, which its person is told of."""
    fetch = Signal()
    stop = Signal()
    export = Signal(list)
    """Releases."""
    handed_on = Signal(str, list)
    """To "compare", "team" or "shortlist": the releases that are selected."""
    columns_chosen = Signal(list)
    """The columns that are not to be seen."""
    widest = None

    def __init__(
        self,
        context: Context,
        skills: Sequence[Skill],
        query: Query,
        now_ms: int,
        ways: Collection[str] = (),
    ) -> None:
        """`ways` are the places that those who are selected can be handed on to."""
        super().__init__(context, PLACES, "list", "candidates.title")
        self._asked = query
        self._standing: Standing | None = None
        self.model = Candidates(self, skills, lambda: context.words, now_ms)
        self.model.wanted.connect(self.wanted)
        self.model.chosen_changed.connect(self._count_chosen)
        self.fetch_button = Button()
        self.put_above(self.fetch_button)
        self.hand_on = {name: Button("primary" if name == "team" else "secondary") for name in LEAST_OF if name in ways}
        if "team" in self.hand_on:
            self.put_above(self.hand_on["team"])
        self.filters = FilterBar(self, skills, query, self._add_view(query))
        self.filters.asked.connect(self._ask)
        self.table = CandidateTable(self, self.model)
        self.table.opened.connect(self._look_at)
        self.table.span_chosen.connect(self._choose_span)
        self.asked_name, self.names_card = AskedName(self, "filter.name", LONGEST_NAME), NamesCard(self)
        self.names_card.agreed.connect(lambda: self.filters.ask(replace(self.query, with_names=True)))
        self.undo = UndoNote(self)
        self.working = WorkingBar(self, "candidates.fetching")
        self._add_body()
        self._add_buttons()
        self._say_names()
        self._order_tabs()
        self.show_rows(0, ())

    def _add_body(self) -> None:
        """Put what is asked above what there is, and what is said of it in between."""
        self.body.setContentsMargins(ROOM, 4, ROOM, 4)
        self.body.setSpacing(10)
        self.body.addWidget(self.filters)
        self.gone_note = label("body")
        self.gone_note.hide()
        for widget in (self.asked_name, self.names_card, self.undo, self.gone_note):
            self.body.addWidget(widget)
        self.framed = self._framed()
        self.body.addWidget(self.framed, 1)
        self.empty = self._empty()
        self.body.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._lines())
        self.body.addWidget(self.working)

    # What is asked

    def _add_view(self, query: Query) -> list[QWidget]:
        """Return how the list looks: its order, names, columns, and who is selected."""
        self.order = Pick(self, "candidates.order", [(one, _key(f"candidates.order.{one}")) for one in ORDERS])
        self.order.choose(query.order)
        self.order.currentIndexChanged.connect(lambda _: self._choose_order())
        self.names_button, self.columns_button, self.none_button = Button("link"), Button("link"), Button("link")
        self.columns_button.setMenu(menu := QMenu(self.columns_button))
        menu.aboutToShow.connect(lambda: self._fill_columns(menu))
        self.say(self.columns_button.setText, "candidates.columns")
        self.say(self.none_button.setText, "candidates.choose_none")
        self.names_button.clicked.connect(self._switch_names)
        self.none_button.clicked.connect(self._choose_none)
        self.count = label("small", wrap=False)
        self.count.setMinimumHeight(_ROW)
        return [self.order, self.names_button, self.columns_button, self.count, self.none_button]

    @property
    def query(self) -> Query:
        """What is asked now."""
        return self.filters.query

    @property
    def is_asking(self) -> bool:
        """Whether something was typed that is not asked yet."""
        return self.filters.is_waiting

    def show_query(self, query: Query) -> None:
        """Set the filters as they were when the list was left."""
        self.filters.show_query(query)
        self.order.choose(query.order)
        self._say_names()

    def _ask(self) -> None:
        if self.query != self._asked:
            self._asked = self.query
            self.table.forget_anchor()
            self._say_names()
            self.asked.emit(self._asked)

    def _choose_order(self) -> None:
        order: Order = next(one for one in ORDERS if one == self.order.chosen)
        if order == "name" and not self.query.with_names:
            self.order.choose(self.query.order)
            self.names_card.begin(self.order)
        else:
            self.filters.ask(replace(self.query, order=order))

    def _switch_names(self) -> None:
        if not self.query.with_names:
            self.names_card.begin(self.names_button)
            return
        order: Order = "newest" if self.query.order == "name" else self.query.order
        self.filters.ask(replace(self.query, with_names=False, order=order))
        self.order.choose(order)

    def _say_names(self) -> None:
        self.say(self.names_button.setText, f"candidates.names.{'hide' if self.query.with_names else 'show'}")

    def _clear(self) -> None:
        self.filters.clear()
        self.filters.search.setFocus()

    def show_missing(self, missing: Missing) -> None:
        """Say what is asked for that is no more here."""
        what = ", ".join((*missing.skills, *((missing.assessment,) if missing.assessment else ())))
        self.gone_note.setVisible(bool(missing))
        self.say(self.gone_note.setText, "filter.missing", what=what)

    # Columns

    def _fill_columns(self, menu: QMenu) -> None:
        menu.clear()
        hidden = self._hidden()
        for name in self.model.columns:
            action = menu.addAction(self.model.name_of(name), partial(self._switch_column, name))
            action.setCheckable(True)
            action.setChecked(name not in hidden)

    def _hidden(self) -> set[str]:
        return {name for number, name in enumerate(self.model.columns) if self.table.isColumnHidden(number)}

    def _switch_column(self, name: str) -> None:
        hidden = self._hidden() ^ {name}
        if len(hidden) < len(self.model.columns):
            self.table.hide_columns(hidden)
            self.columns_chosen.emit(sorted(hidden))

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
        for key, aside in (("ties", Qt.AlignmentFlag.AlignLeft), ("no_rank", Qt.AlignmentFlag.AlignRight)):
            one = label("small")
            one.setAlignment(aside)
            self.say(one.setText, f"candidates.{key}")
            row.addWidget(one, 1)
        lines.setLayout(row)
        return lines

    def _add_buttons(self) -> None:
        self.look_button, self.export_button = Button(), Button()
        self.say(self.look_button.setText, "candidates.look")
        self.say(self.export_button.setText, "candidates.export")
        self.say(self.fetch_button.setText, "candidates.fetch")
        self.look_button.clicked.connect(lambda: self._look_at(self.table.currentIndex().row()))
        self.export_button.clicked.connect(lambda: self.export.emit(list(self.model.chosen)))
        self.fetch_button.clicked.connect(self.fetch)
        self.working.stop.connect(self.stop)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._count_chosen())
        self.footer.addWidget(self.export_button)
        for name, button in self.hand_on.items():
            self.say(button.setText, f"candidates.hand_on.{name}")
            button.clicked.connect(lambda _=False, name=name: self.handed_on.emit(name, list(self.model.chosen)))
            if name != "team":
                self.footer.addWidget(button)
        self.put_forth(self.look_button)

    def _order_tabs(self) -> None:
        """Tab goes as one reads: what is asked, how it looks, the table, what is done with it."""
        last: QWidget = self.filters.saved_button
        after = (self.order, self.names_button, self.columns_button, self.none_button, self.table, self.export_button)
        for widget in after:
            QWidget.setTabOrder(last, widget)
            last = widget

    def show_standing(self, standing: Standing) -> None:
        self._standing = standing
        self.show_lead(partial(_standing_sentence, standing))
        self._show_what_is_there()

    def show_rows(self, count: int, first: Sequence[Row]) -> None:
        self.model.begin(count, first)
        self.table.fit()
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

    # Selecting

    def _choose_span(self, first: int, last: int) -> None:
        rows = [self.model.row(number) for number in range(first, last + 1)]
        if all(rows):
            self.model.choose(row for row in rows if row is not None)
        else:
            self.span_chosen.emit(first, last)

    def _choose_none(self) -> None:
        self.model.choose_none()
        self.table.setFocus()

    def _count_chosen(self) -> None:
        count = len(self.model.chosen)
        self.tell(self.count.setText, lambda words: words.plural("candidates.selected", count) if count else "")
        self.none_button.setVisible(count > 0)
        self.look_button.setEnabled(self.table.currentIndex().isValid() and not self.is_busy)
        self.export_button.setEnabled(count > 0 and not self.is_busy)
        for name, button in self.hand_on.items():
            fits = count >= LEAST_OF[name] and (name != "compare" or count <= MOST_COMPARED)
            button.setEnabled(fits and not self.is_busy)

    def _look_at(self, number: int) -> None:
        row = self.model.row(number) if number >= 0 else None
        if row is not None:
            self.looked_at.emit(row.release_id)

    def go_on_at_row(self, number: int) -> None:
        """Take up a row again, after it was looked at."""
        if number < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(number, 0))
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
        if not self.asked_name.show_fault(failure):
            super().show_fault(failure)

    def retranslate(self) -> None:
        super().retranslate()
        self.model.say_again()

    def first_control(self) -> QWidget:
        return self.filters.search


def _key(key: str) -> Sentence:
    return lambda words: words(key)


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
    if fetched.periods:
        told.append(words.plural("statistics.taken", fetched.periods))
    if not told:
        told.append(words("candidates.fetched.nothing"))
    if fetched.periods is None:
        told.append(words("registry.no_counts"))
    if not fetched.is_complete:
        told.append(words("candidates.fetched.stopped"))
    if fetched.server_rolled_back:
        told.append(words("candidates.fetched.rolled_back"))
    if fetched.keys_missing:
        told.append(words.plural("registry.keys_missing", fetched.keys_missing))
    return " ".join(told)
