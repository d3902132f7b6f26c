"""The list of candidates in a registry's window: asked for page by page, filtered, fetched, exported."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.registry import Fetched, Query, Row
from progrez_desktop.core.services import registry, registry_online
from progrez_desktop.ui.background import nothing
from progrez_desktop.ui.candidates import PAGE
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.progressing import Progressing
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.saved_filters_visit import SavedFiltersVisit
from progrez_desktop.ui.staff_sign_in_visit import SigningIn, StaffSignInVisit

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk

_SIGN_IN = ("staff_sign_in_needed", "staff_sign_in_again", "server_sign_in")
"""Faults after which somebody of staff signs in, and fetching goes on."""


@dataclass(frozen=True)
class _Left:
    """How the list was left, so that it is taken up there again."""

    query: Query
    row: int = -1
    chosen: Mapping[str, str] = field(default_factory=dict)


class CandidatesVisit:
    """One for the window, since it knows how the list was left. What asks the server has a lane of its own."""

    def __init__(self, desk: "RegistryDesk") -> None:
        self._desk = desk
        self._asked = Query(limit=PAGE)
        """What the list on screen was asked for, by name where somebody wanted that."""
        self._left = _Left(self._asked)
        self._picked_under = self._asked
        """What the list was asked when somebody was last selected, or let go of: a shortlist may be of that filter."""
        self._under_way: Progressing | None = None

    def leave(self) -> None:
        """The room is closed: what is under way ends, and nobody who was selected or typed stays here."""
        self._stop()
        self._asked = Query(limit=PAGE)
        self._left, self._picked_under = _Left(self._asked), self._asked

    def _stop(self) -> None:
        """End what is under way: at once where it waits for the server, and after what it keeps."""
        if self._under_way is not None:
            self._under_way.stop()

    def begin(self) -> None:
        """Show the list as it was left."""
        self._open(None)

    def _open(self, then: Callable[[CandidatesPage], None] | None) -> None:
        deps, left = self._desk.deps, self._left
        context, skills, ways = self._desk.context, self._desk.tools.skills, self._desk.hand_on
        page = CandidatesPage(context, skills, left.query, deps.clock.now_ms(), ways)
        page.model.choose_again(left.chosen)
        page.model.picked.connect(lambda: self._pick(page))
        page.asked.connect(lambda query: self._ask(page, query))
        page.wanted.connect(lambda number: self._fetch_page(page, number))
        page.looked_at.connect(lambda release_id: self._look_at(page, release_id))
        page.fetch.connect(lambda: self._fetch(page))
        page.stop.connect(self._stop)
        page.export.connect(lambda ids: self._leave_for(page, lambda: self._desk.export(ids)))
        page.handed_on.connect(lambda name, ids: self._hand_on(page, name, ids))
        page.span_chosen.connect(lambda first, last: self._choose_span(page, first, last))
        page.columns_chosen.connect(lambda hidden: self._hide(page, hidden))
        page.go.connect(self._desk.go)
        SavedFiltersVisit(self._desk).attend(page)
        self._desk.show(page)
        self._desk.lane.run(
            deps.store.hidden_columns, lambda hidden: page.table.hide_columns({*hidden}), page.show_fault, owner=page
        )
        self._ask(page, left.query, left.row)
        self._stand(page)
        if then is not None:
            then(page)

    def _ask(self, page: CandidatesPage, query: Query, row: int = -1) -> None:
        """Ask for the list; an answer that comes after another question was asked is not shown."""
        deps = self._desk.deps
        self._asked, self._left = query, _Left(_blind(query), row, page.model.chosen)

        def ask() -> tuple[int, Sequence[Row]]:
            rows = registry.rows(deps, query)  # sets aside what is damaged, which is counted no more
            return registry.count(deps, query), rows

        def show(found: tuple[int, Sequence[Row]]) -> None:
            if page.is_left or page.query != query:
                return
            page.show_rows(*found)
            if row >= 0:
                page.go_on_at_row(row)
            self._load_ahead(page)

        self._desk.lane.run(ask, show, page.show_fault, owner=page)

    def _load_ahead(self, page: CandidatesPage) -> None:
        """Read what filters need, beside everything else, once the first rows are there."""
        deps = self._desk.deps
        self._desk.errands.run(
            lambda: registry.load_columns(deps, lambda: page.is_left or self._desk.opened is None),
            nothing,
            nothing,  # whoever filters reads it then, and is told what is wrong
            owner=page,
        )

    def _stand(self, page: CandidatesPage) -> None:
        """Say what stands above the list; that takes longer than the list itself, and comes after it."""
        deps = self._desk.deps
        self._desk.lane.run(lambda: registry.standing(deps), page.show_standing, page.show_fault, owner=page)

    def _fetch_page(self, page: CandidatesPage, number: int) -> None:
        if page.is_left:
            return  # painted once more while the window closes
        deps, query = self._desk.deps, replace(self._asked, offset=number * PAGE)

        def show(rows: Sequence[Row]) -> None:
            if not page.is_left and replace(page.query, offset=query.offset) == query:
                page.model.take(number, rows)

        self._desk.lane.run(lambda: registry.rows(deps, query), show, page.show_fault, owner=page)

    def _look_at(self, page: CandidatesPage, release_id: str) -> None:
        self._leave_for(page, lambda: self._desk.look_at(page, release_id))

    def _leave_for(self, page: CandidatesPage, then: Callable[[], None]) -> None:
        self._left = _Left(_blind(page.query), page.table.currentIndex().row(), page.model.chosen)
        then()

    def _pick(self, page: CandidatesPage) -> None:
        self._picked_under = page.query

    def _hand_on(self, page: CandidatesPage, name: str, release_ids: Sequence[str]) -> None:
        """Whoever was selected under a filter that cuts is still of that filter, whatever is asked since."""
        under = self._picked_under
        query = under if release_ids and (under.likely or under.reaches) else page.query
        self._leave_for(page, lambda: self._desk.hand_on[name](page, release_ids, query))

    def _choose_span(self, page: CandidatesPage, first: int, last: int) -> None:
        """Select rows of which some are not here yet."""
        deps, query = self._desk.deps, replace(page.query, with_names=False, offset=first, limit=last - first + 1)
        query = replace(query, order=page.query.order)
        self._desk.run(page, lambda: registry.rows(deps, query), page.model.choose, page.show_fault)

    def _hide(self, page: CandidatesPage, hidden: Sequence[str]) -> None:
        deps = self._desk.deps
        self._desk.lane.run(lambda: deps.store.hide_columns(hidden), nothing, page.show_fault, owner=page)

    def _let_go(self, page: CandidatesPage) -> None:
        """Nobody stays selected who is no more."""
        deps, chosen = self._desk.deps, tuple(page.model.chosen)
        if chosen:
            query = Query(only=chosen, purpose=None, limit=-1)
            self._desk.lane.run(
                lambda: [row.release_id for row in registry.rows(deps, query)],
                page.model.keep_chosen,
                page.show_fault,
                owner=page,
            )

    # Fetching

    def _fetch(self, page: CandidatesPage) -> None:
        deps, progress = self._desk.deps, Progressing(self._desk)
        progress.moved.connect(page.working.show_progress)

        def fetch() -> Fetched:
            with self._desk.tools.relay(deps) as relay:
                progress.asks_over(relay)
                return registry.fetch(deps, relay, progress.tell, progress.is_stopped)

        def done(fetched: Fetched) -> None:
            self._under_way = None
            page.show_fetched(fetched)
            self._let_go(page)
            self._ask(page, page.query)
            self._stand(page)

        def failed(failure: Exception) -> None:
            self._under_way = None
            if isinstance(failure, Fault) and failure.code in _SIGN_IN:
                self._sign_in()
            else:
                page.show_fault(failure)
                self._ask(page, page.query)
                self._stand(page)

        self._under_way = progress
        page.show_fetching()
        page.wait_for(self._desk.errands, fetch, done, failed)

    def _sign_in(self) -> None:
        """Somebody of staff signs in, and what they wanted goes on."""
        deps = self._desk.deps
        with_ = SigningIn(
            context=self._desk.context,
            places=PLACES,
            deps=deps,
            tokens=deps.store.staff_tokens,
            reach=self._desk.tools.reach or registry_online.reach_of(deps),
            open_address=self._desk.tools.open_address,
            lane=self._desk.errands,
            show=self._desk.show,
            go=self._desk.go,
        )
        card = registry_online.card_of(deps)
        StaffSignInVisit(with_, card, "workstation", "list", lambda: self._open(self._fetch), self._back).begin()

    def _back(self, failure: Exception | None) -> None:
        self._open(None if failure is None else lambda page: page.show_fault(failure))


def _blind(query: Query) -> Query:
    """Return what is asked without names and what was typed of one: those are asked for each time."""
    if not query.with_names:
        return query
    order = Query().order if query.order == "name" else query.order
    return replace(query, with_names=False, order=order, text="", skills_called=())
