"""The window of a registry: opens it with passphrase and second factor, lists, looks at one, fetches, exports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.core.documents.writing import save_whole
from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.registry import Detail, Fetched, Query, Refused, Row
from progrez_desktop.core.services import registry, registry_export, registry_online
from progrez_desktop.core.services.registry import OpenedRegistry, RegistryDeps
from progrez_desktop.ui.candidates import PAGE
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.files import FileChooser, ask_in_dialog, open_in_browser
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.own_desk import OwnDesk, run_own_window
from progrez_desktop.ui.pages.candidate import CandidatePage
from progrez_desktop.ui.pages.candidates import PLACES, CandidatesPage
from progrez_desktop.ui.pages.refused import RefusedPage
from progrez_desktop.ui.pages.registry_in import ASKED_AFTER, RegistryInPage, Typed
from progrez_desktop.ui.progressing import Progressing
from progrez_desktop.ui.staff_sign_in_visit import SigningIn, StaffSignInVisit
from progrez_desktop.ui.window import Window

if TYPE_CHECKING:
    from progrez_desktop.core.online.relay import Relay
    from progrez_desktop.core.services.opening import Unlock
    from progrez_desktop.core.services.staff_sign_in import Reach

_SIGN_IN = ("staff_sign_in_needed", "staff_sign_in_again", "server_sign_in")
"""Faults after which somebody of staff signs in, and fetching goes on."""


@dataclass(frozen=True)
class RegistryTools:
    """What the window reaches beyond itself."""

    open_registry: "Callable[[Unlock | None, Typed], OpenedRegistry]"
    """Opens it with what was typed. Runs on the store lane."""
    skills: Sequence[Skill]
    relay: "Callable[[RegistryDeps], Relay]"
    """What asks the organisation's server."""
    choose_file: FileChooser
    reach: "Reach | None" = None
    """How the place is reached where staff sign in; over HTTPS, with what this registry trusts, by default."""
    open_address: Callable[[str], bool] = open_in_browser


@dataclass(frozen=True)
class _Left:
    """How the list was left, so that it is taken up there again."""

    query: Query
    row: int = -1


class RegistryDesk(OwnDesk[OpenedRegistry]):
    """The store lane alone reads the list; what asks the server has a lane of its own, and nothing waits for it."""

    idle_key, locked_key = "candidates.idle", "candidates.locked"

    def __init__(self, window: Window, context: Context, tools: RegistryTools, idle: IdleTimes | None = None) -> None:
        self._typed = Typed("")
        super().__init__(window, context, lambda unlock: tools.open_registry(unlock, self._typed), idle)
        self._tools = tools
        self._left = _Left(Query(limit=PAGE))
        self._under_way: Progressing | None = None

    @property
    def deps(self) -> RegistryDeps:
        assert self.opened is not None
        return self.opened.deps

    def leave(self) -> None:
        """End what is under way: at once where it waits for the server, and after what it keeps."""
        if self._under_way is not None:
            self._under_way.stop()

    # Opening

    def closed(self, failure: Exception) -> None:
        """Ask for what opens it, one thing after the other."""
        if not (isinstance(failure, Fault) and failure.code in ASKED_AFTER):
            super().closed(failure)
            return
        page = RegistryInPage(self.context, failure, self._typed)
        self._typed = Typed("")

        def open_with(typed: Typed) -> None:
            self._typed = typed
            page.wait_for(self.lane, self.open_again, self.opened_now, self.closed)

        page.typed.connect(open_with)
        self.show(page)

    def opened_now(self, opened: OpenedRegistry) -> None:
        self._typed = Typed("")
        super().opened_now(opened)

    def go(self, place: str) -> None:
        {"list": self.begin, "refused": self._see_refused, "lock": self.lock}[place]()

    # The list

    def begin(self) -> None:
        """Show the list as it was left."""
        self._list(None)

    def _list(self, then: Callable[[CandidatesPage], None] | None) -> None:
        deps, left = self.deps, self._left
        page = CandidatesPage(self.context, self._tools.skills, left.query, deps.clock.now_ms())
        page.asked.connect(lambda query: self._ask(page, query))
        page.wanted.connect(lambda number: self._fetch_page(page, number))
        page.looked_at.connect(lambda release_id: self._look_at(page, release_id))
        page.fetch.connect(lambda: self._fetch(page))
        page.stop.connect(self.leave)
        page.export.connect(lambda ids: self._export(page, ids))
        page.go.connect(self.go)
        self.show(page)
        self._ask(page, left.query, left.row)
        self._stand(page)
        if then is not None:
            then(page)

    def _ask(self, page: CandidatesPage, query: Query, row: int = -1) -> None:
        """Ask for the list; an answer that comes after another question was asked is not shown."""
        deps = self.deps
        self._left = _Left(query, row)

        def ask() -> tuple[int, Sequence[Row]]:
            return registry.count(deps, query), registry.rows(deps, query)

        def show(found: tuple[int, Sequence[Row]]) -> None:
            if page.is_left or page.query != query:
                return
            page.show_rows(*found)
            if row >= 0:
                page.go_on_at_row(row)

        self.lane.run(ask, show, page.show_fault, owner=page)

    def _stand(self, page: CandidatesPage) -> None:
        """Say what stands above the list; that takes longer than the list itself, and comes after it."""
        deps = self.deps
        self.lane.run(lambda: registry.standing(deps), page.show_standing, page.show_fault, owner=page)

    def _fetch_page(self, page: CandidatesPage, number: int) -> None:
        if page.is_left:
            return  # painted once more while the window closes
        deps, query = self.deps, replace(self._left.query, offset=number * PAGE)

        def show(rows: Sequence[Row]) -> None:
            if not page.is_left and replace(page.query, offset=query.offset) == query:
                page.model.take(number, rows)

        self.lane.run(lambda: registry.rows(deps, query), show, page.show_fault, owner=page)

    # One of them

    def _look_at(self, page: CandidatesPage, release_id: str) -> None:
        deps = self.deps
        self._left = _Left(page.query, page.table.currentIndex().row())
        self.run(page, lambda: registry.detail(deps, release_id), self._show_one, page.show_fault)

    def _show_one(self, detail: Detail) -> None:
        page = CandidatePage(self.context, detail, self._tools.skills)
        page.back.connect(self.begin)
        page.export.connect(lambda release_id: self._export(page, [release_id]))
        page.go.connect(self.go)
        self.show(page)

    def _see_refused(self) -> None:
        deps = self.deps

        def show(found: Sequence[Refused]) -> None:
            if self.opened is None:
                return  # locked meanwhile
            page = RefusedPage(self.context, found)
            page.go.connect(self.go)
            self.show(page)

        self.lane.run(lambda: registry.refused(deps), show, self.trouble, owner=self)

    def _export(self, page: CandidatesPage | CandidatePage, release_ids: Sequence[str]) -> None:
        """Save what was granted of them, without names: as a table where the file ends so, else with everything."""
        words, deps = self.context.words, self.deps
        path = self._tools.choose_file(words("candidates.export_title"), words("candidates.export_name"))
        if path is None:
            return
        form: registry_export.Form = "json" if path.suffix.lower() == ".json" else "csv"
        query = Query(only=tuple(release_ids), order="code")

        def export() -> int:
            return registry_export.export(deps, query, form, lambda data: save_whole(path, data))

        self.run(page, export, lambda count: _tell_exported(page, count, path), page.show_fault)

    # Fetching

    def _fetch(self, page: CandidatesPage) -> None:
        deps, progress = self.deps, Progressing(self)
        progress.moved.connect(page.working.show_progress)

        def fetch() -> Fetched:
            with self._tools.relay(deps) as relay:
                progress.asks_over(relay)
                return registry.fetch(deps, relay, progress.tell, progress.is_stopped)

        def done(fetched: Fetched) -> None:
            self._under_way = None
            page.show_fetched(fetched)
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
        page.wait_for(self.errands, fetch, done, failed)

    def _sign_in(self) -> None:
        """Somebody of staff signs in, and what they wanted goes on."""
        deps = self.deps
        with_ = SigningIn(
            context=self.context,
            places=PLACES,
            deps=deps,
            tokens=deps.store.staff_tokens,
            reach=self._tools.reach or registry_online.reach_of(deps),
            open_address=self._tools.open_address,
            lane=self.errands,
            show=self.show,
            go=self.go,
        )
        card = registry_online.card_of(deps)
        StaffSignInVisit(with_, card, "workstation", "list", lambda: self._list(self._fetch), self._back).begin()

    def _back(self, failure: Exception | None) -> None:
        self._list(None if failure is None else lambda page: page.show_fault(failure))


def _tell_exported(page: CandidatesPage | CandidatePage, count: int, path: Path) -> None:
    page.tell_note(lambda words: words.plural("candidates.exported", count, name=path.name))


def run_registry_desk(
    open_registry: "Callable[[Unlock | None, Typed], OpenedRegistry]",
    skills: Sequence[Skill],
    language: str | None,
) -> int:
    """Show the registry's window until it is closed; return the exit status."""

    def begin(window: Window, context: Context) -> RegistryDesk:
        tools = RegistryTools(open_registry, skills, registry_online.relay_of, ask_in_dialog(window))
        return RegistryDesk(window, context, tools)

    return run_own_window(begin, language)
